"""The command line as a user meets it: in a process of its own, by exit code and what it prints."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ARTICLE = ROOT / "tests" / "fixtures" / "articles" / "quake-no-proposal.txt"


def geodash(*arguments: str, cwd: Path, stdin: bytes | None = None, **env: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "geodash", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "120", **env},
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_help_and_version(tmp_path: Path) -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert geodash("--version", cwd=tmp_path).stdout == f"geodash {version}\n"
    for command in ("build", "serve", "demo", "validate", "schema"):
        assert command in geodash("--help", cwd=tmp_path).stdout
        assert geodash(command, "--help", cwd=tmp_path).returncode == 0


def test_help_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom geodash.cli import main\ntry:\n main(['--help'])\nexcept SystemExit: pass\n"
        "print(sorted(m for m in ('spacy', 'dash', 'geopandas', 'shapely', 'pydantic', 'numpy', 'rich') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


def test_build_writes_a_story_and_says_what_it_found(tmp_path: Path) -> None:
    done = geodash("build", str(ARTICLE), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    folder = tmp_path / "stories" / "strong-earthquake-damages-towns-in-northern-chile"
    assert sorted(p.name for p in folder.iterdir()) == ["layers.gpkg", "story.json"]
    for words in ("Places", "Calama", "line or fuzzy area", "Events", "NATURAL", "geodash serve"):
        assert words in done.stdout
    assert "Finding places" in done.stderr and "Traceback" not in done.stderr
    assert geodash("validate", str(folder), cwd=tmp_path).stdout.startswith(str(folder))


def test_build_from_standard_input_as_json(tmp_path: Path) -> None:
    done = geodash(
        "build", "-", "--headline", "A *short* title", "--json", "--published", "2022-03-29", "-o", "x", cwd=tmp_path, stdin=b"It rained in Calama."
    )  # fmt: skip
    story = json.loads(done.stdout)
    assert story["title"] == "A *short* title" and story["articles"][0]["published"] == "2022-03-29"
    assert [p["name"] for p in story["places"]] == ["Calama"]
    assert json.loads((tmp_path / "x" / "story.json").read_text("utf-8")) == story


def test_an_article_without_places_builds_a_story_that_says_so(tmp_path: Path) -> None:
    done = geodash("build", "-", "-o", "x", cwd=tmp_path, stdin=b"Nothing happened, and nobody came.")
    assert done.returncode == 0 and "No places were found" in done.stdout
    assert geodash("validate", "x", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("name", "content", "options", "says"),
    [
        ("empty.txt", b"", [], "is empty"),
        ("binary.txt", b"\x00\x01" * 99, [], "binary"),
        ("missing.txt", None, [], "no such file"),
        ("a.pdf", b"%PDF-1.4", [], "PDF"),
        ("a.docx", b"PK\x03\x04", [], ".docx"),
        ("long.txt", b"word " * 200_001, [], "1 MB"),
        ("a.txt", b"It rained in Calama.", ["--published", "yesterday"], "unknown date"),
        ("a.txt", b"It rained in Calama.", ["-o", "taken/inner"], "cannot write"),
        ("a.txt", b"It rained in Calama.", ["-o", "taken"], "is a file"),
        ("a.txt", "Прага и Ĺódź ąęß".encode("utf-16")[2:], [], "UTF-8|binary"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    tmp_path: Path, name: str, content: bytes | None, options: list[str], says: str
) -> None:
    import re

    (tmp_path / "taken").write_text("")
    story = tmp_path / "stories" / "x"
    story.mkdir(parents=True)
    (story / "story.json").write_text("the last story")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    done = geodash("build", name, *(options or ["-o", "stories/x"]), cwd=tmp_path)
    lines = [line for line in done.stderr.splitlines() if not line.endswith("…")]
    assert done.returncode == 2 and len(lines) == 1 and re.search(says, lines[0]), done.stderr
    assert lines[0].startswith("geodash: ") and "Traceback" not in done.stderr
    assert (story / "story.json").read_text() == "the last story"


def test_validate_names_each_wrong_field(tmp_path: Path) -> None:
    geodash("build", "-", "-o", "x", cwd=tmp_path, stdin=b"It rained in Calama.")
    path = tmp_path / "x" / "story.json"
    story = json.loads(path.read_text("utf-8"))
    story["places"][0]["point"] = [-22.4, -168.9]
    story["language"] = None
    path.write_text(json.dumps(story), "utf-8")
    done = geodash("validate", "x", cwd=tmp_path)
    assert done.returncode == 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()] == ["language", "places.0.point"]


def test_schema_is_a_json_schema(tmp_path: Path) -> None:
    schema = json.loads(geodash("schema", cwd=tmp_path).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/") and "places" in schema["properties"]
    assert "schema" in schema["properties"], "field names as in the file"


def test_serve_without_stories_says_what_to_do(tmp_path: Path) -> None:
    for arguments, says in [((), "geodash build"), (("nowhere",), "nowhere")]:
        done = geodash("serve", *arguments, "--no-browser", cwd=tmp_path)
        assert done.returncode == 2 and says in done.stderr and "Traceback" not in done.stderr


def test_a_house_file_decides_the_worldview_of_a_build(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('worldview = "de_facto"', encoding="utf-8")
    done = geodash("build", str(ARTICLE), "--json", cwd=tmp_path, GEODASH_HOUSE="house.toml")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["made_with"]["worldview"] == "de_facto"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["demo", "--lang", "xx"], "geodash: language “xx” is unknown; choose one of: en, ar, he\n"),
        (["demo", "--house", "none.toml"], "geodash: none.toml: the house file cannot be read (No such file"),
        (["serve", "x", "--house", "bad.toml"], "geodash: bad.toml: units: must be one of km, miles\n"),
        (["build", str(ARTICLE), "--house", "bad.toml"], "geodash: bad.toml: units: must be one of km, miles\n"),
    ],
)
def test_a_wrong_house_or_language_is_one_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "bad.toml").write_text('units = "leagues"', encoding="utf-8")
    done = geodash(*arguments, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith(told) and len(done.stderr.splitlines()) == 1
