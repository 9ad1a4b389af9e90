"""``geodash export`` as a desk uses it: files, lines to paste, one-line errors, and nothing half-written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from geodash.cli import main
from geodash.paths import DEMO_STORY
from geodash.picture.png import texts_of
from tests.geodash.helpers import STORIES

SVG = "{http://www.w3.org/2000/svg}"


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["export", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """The bundled story as SVG, PNG and PDF in one command."""
    folder = tmp_path_factory.mktemp("made")
    targets = [part for name in ("map.svg", "map.png", "map.pdf") for part in ("--to", folder / name)]
    code, out, err = run(DEMO_STORY, *targets)
    assert code == 0, err
    return folder, out, err


def texts(svg: Path) -> list[str]:
    return ["".join(node.itertext()) for node in ElementTree.fromstring(svg.read_text("utf-8")).iter(f"{SVG}text")]  # noqa: S314 - our own file


def test_all_formats_come_of_one_command_with_lines_to_paste(made: tuple[Path, str, str]) -> None:
    folder, out, err = made
    assert (folder / "map.svg").read_text("utf-8").startswith("<svg ")
    assert (folder / "map.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "map.pdf").read_bytes().startswith(b"%PDF-1.7")
    assert [line.split(":")[0] for line in out.splitlines()] == ["Caption", "Credit", "Alt text", "Long description"]
    assert err.count("Written ") == 3


def test_the_picture_holds_what_the_story_says_and_no_more(made: tuple[Path, str, str]) -> None:
    said = texts(made[0] / "map.svg")
    joined = " ".join(said)
    for words in (
        "Israel demands,",
        "Hamas rejects:",
        "this border",
        "Security zone “within Gaza”:",
        "extent not stated, not drawn",
    ):
        assert words in joined, words
    for name in ("Beirut", "Doha", "QATAR", "IRAN", "Khan Younis", "GAZA"):
        assert name in said, name
    assert "talks due Thu 15 Aug, city not stated" in joined and "place not stated" in joined
    assert "Boundaries: ISO worldview." in joined and "made by machine, not reviewed" in joined.lower()
    assert "Source: geodash demo brief" in joined and "© OpenStreetMap contributors (ODbL)" in joined
    assert "Lambert conformal conic" in said and "Transverse Mercator" in said
    assert "Tehran" not in joined and "marker" not in (made[0] / "map.svg").read_text(
        "utf-8"
    )  # no arrow, no capital's pin


def test_the_numbers_on_the_maps_are_those_of_the_list(made: tuple[Path, str, str]) -> None:
    root = ElementTree.fromstring((made[0] / "map.svg").read_text("utf-8"))  # noqa: S314 - our own file
    groups = {
        g.get("id"): [t.text for t in g.iter(f"{SVG}text") if (t.text or "").isdigit()] for g in root.findall(f"{SVG}g")
    }
    listed = groups.pop("text")
    on_maps = {n for name, numbers in groups.items() if (name or "").startswith("map-") for n in numbers}
    assert on_maps and on_maps <= set(listed)


def test_alternative_texts_are_in_the_svg_and_in_the_png(made: tuple[Path, str, str]) -> None:
    folder, out, _ = made
    root = ElementTree.fromstring((folder / "map.svg").read_text("utf-8"))  # noqa: S314 - our own file
    told = dict(line.split(": ", 1) for line in out.splitlines())
    assert root.findtext(f"{SVG}title") == told["Alt text"] and root.findtext(f"{SVG}desc") == told["Long description"]
    stored = texts_of((folder / "map.png").read_bytes())
    assert stored["Description"] == told["Alt text"] and "ExtDescrAccessibility" in stored["XML:com.adobe.xmp"]
    assert len(told["Alt text"]) <= 140


def test_one_event_can_be_lit(tmp_path: Path) -> None:
    plain, lit, by_id = (tmp_path / f"{name}.svg" for name in ("plain", "lit", "by-id"))
    assert run(DEMO_STORY, "--to", plain)[0] == 0 and run(DEMO_STORY, "--to", lit, "--select", "3")[0] == 0
    assert lit.read_text("utf-8").count("#b3541e") > plain.read_text("utf-8").count("#b3541e")
    (event,) = set(re.findall(r'data-id="gn:276781" data-events="([^"]+)"', lit.read_text("utf-8")))
    assert run(DEMO_STORY, "--to", by_id, "--select", event)[0] == 0
    assert by_id.read_bytes() == lit.read_bytes()


def test_one_panel_title_units_and_theme(tmp_path: Path) -> None:
    path = tmp_path / "gaza.svg"
    more = (
        "--panel",
        "close-1",
        "--title",
        "Where it stands",
        "--units",
        "miles",
        "--theme",
        "dark",
        "--size",
        "800x600",
    )
    assert run(DEMO_STORY, "--to", path, *more)[0] == 0
    said = texts(path)
    assert "Where it stands" in said and "Beirut" not in said and any(re.fullmatch(r"\d+ miles", t) for t in said)
    assert 'width="800" height="600"' in path.read_text("utf-8")


def test_a_plan_is_read_on_the_day_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "later.svg"
    assert run(DEMO_STORY, "--to", path, "--as-of", "2024-09-01")[0] == 0
    assert "talks planned for 15 Aug 2024" in " ".join(texts(path))


def test_the_same_story_gives_the_same_bytes(made: tuple[Path, str, str], tmp_path: Path) -> None:
    again = [tmp_path / name for name in ("map.svg", "map.png", "map.pdf")]
    assert run(DEMO_STORY, *(part for path in again for part in ("--to", path)))[0] == 0
    for path in again:
        assert path.read_bytes() == (made[0] / path.name).read_bytes(), path.name


def test_a_story_without_a_map_says_so(tmp_path: Path) -> None:
    path = tmp_path / "none.svg"
    assert run(STORIES / "nowhere", "--to", path)[0] == 0
    assert "No map: the article names no place." in texts(path)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "map.jpg"], "its ending, one of: .svg, .png, .pdf, .html, .geojson, .csv, .gpkg"),
        (["--to", "none/map.svg"], "no such folder"),
        (["--to", "."], "its ending"),
        (["--to", "map.svg", "--size", "3x3"], "choose one of: 1280x1472, a4"),
        (["--to", "map.svg", "--size", "99999x99999"], "choose one of: 1280x1472, a4"),
        (["--to", "map.svg", "--panel", "nix"], "choose one of: region (Region), close-1 (Gaza), or all"),
        (["--to", "map.svg", "--select", "99"], "choose a number from 1 to 13"),
        (["--to", "map.svg", "--lang", "xx"], "choose one of: en, ar, he"),
        (["--to", "map.svg", "--house", "no.toml"], "house file cannot be read"),
        (["--to", "map.png", "--scale", "8", "--size", "8000x8000"], "is too large"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run(DEMO_STORY, *arguments)
    said = [line for line in err.splitlines() if line.startswith("geodash: ")]
    assert code == 2 and len(said) == 1 and words in said[0] and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_story_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_text('{"schema": "geodash.story/9"}', encoding="utf-8")
    code, _, err = run(tmp_path, "--to", tmp_path / "map.svg")
    assert code == 2 and "geodash.story/9" in err and not (tmp_path / "map.svg").exists()


def test_a_killed_export_leaves_the_old_file_whole(tmp_path: Path) -> None:
    path = tmp_path / "map.svg"
    path.write_text("the old one", encoding="utf-8")
    command = [sys.executable, "-m", "geodash", "export", str(DEMO_STORY), "--to", str(path)]
    for wait in (0.3, 0.8, 1.2, 1.6):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(wait)
            os.kill(process.pid, signal.SIGKILL)
        held = path.read_text(encoding="utf-8")
        assert held == "the old one" or (held.startswith("<svg ") and held.endswith("</svg>\n"))
