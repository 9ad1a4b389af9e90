"""``geodash publish`` and ``withdraw`` as a desk uses them: what they print, and one line where they cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import geodash.embed.publish as publishing
from geodash.cli import main
from tests.geodash.embed.published import BASE, STAND_IN
from tests.geodash.embed.test_publish import small


@pytest.fixture
def story(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(publishing, "surface", lambda: STAND_IN)
    monkeypatch.chdir(tmp_path)
    return small(tmp_path / "story", title='Talks "at last" <b>\n\x1b[31m')


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(map(str, arguments)))
    return result.exit_code, result.stdout, result.stderr


def test_a_story_is_published_corrected_turned_back_and_withdrawn(story: Path) -> None:
    code, out, err = run("publish", story, "--to", "site", "--base-url", BASE)
    assert code == 0, err
    assert [line.split(":")[0] for line in out.splitlines()] == ["Iframe", "Script", "oEmbed"]
    assert f"oEmbed: {BASE}/" in out and "\x1b" not in out and "Published revision" in err
    code, again, err = run("publish", story, "--to", "site")
    assert (code, again) == (0, out) and "Nothing to upload" in err
    assert (
        "Its correction line: It was Doha." in run("publish", story, "--to", "site", "--correction", "It was Doha.")[2]
    )
    assert "Back at revision" in run("publish", story, "--to", "site", "--rollback")[2]
    code, _, err = run("withdraw", story, "--to", "site", "--reason", "It was wrong.", "--lang", "ar")
    assert code == 0 and "files are a note now" in err
    code, _, err = run("publish", story, "--to", "site")
    assert code == 2 and err.splitlines()[-1].startswith("geodash: site/") and "was withdrawn on" in err


def test_without_an_address_there_are_no_codes(story: Path) -> None:
    code, out, err = run("publish", story, "--to", "site")
    assert (code, out) == (0, "") and "as --base-url" in err
    assert not list(Path("site").rglob("oembed.json"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--to", "site", "--partners", "http://news.example"], "partner “http://news.example” is no site"),
        (["--to", "site", "--base-url", "maps.example"], "base URL “maps.example” is no address"),
        (["--to", "gs://b/x"], "pip install gcsfs"),
        (["--to", "story/story.json"], "is a file; name a folder"),
        (["--to", "site", "--rollback"], "nothing is published there"),
        (["--to", "site", "--lang", "xx"], "choose one of: en, ar, he"),
        (["--to", "site", "--also", "ar, xx"], "choose one of: en, ar, he"),
        (["--to", "site", "--correction", "x" * 501], "longer than 500"),
    ],
)
def test_what_cannot_be_done_is_one_line(arguments: list[str], words: str, story: Path) -> None:
    code, _, err = run("publish", story, *arguments)
    said = [line for line in err.splitlines() if line.startswith("geodash: ")]
    assert code == 2 and len(said) == 1 and words in said[0]
    assert not Path("site").exists()


@pytest.mark.parametrize("command", ["publish", "withdraw"])
def test_help_has_examples(command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0 and "Examples:" in out and f"geodash {command} stories/talks --to" in out


def test_a_turn_back_takes_no_other_wish(story: Path) -> None:
    assert run("publish", story, "--to", "site", "--rollback", "--correction", "x")[0] == 2
