"""`geodash evaluate events`: what it prints, what it refuses, and the floors that a change may not fall below."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from geodash.commands.evaluate_events import HALVES, events, figures
from geodata.errors import InputError

GOLD = Path(__file__).parents[1] / "gold"


@cache
def _figures() -> dict[str, dict[str, float | None]]:
    return figures(GOLD / "events")


def _small(folder: Path) -> Path:
    (folder / "talks.txt").write_text("Envoys from Malawi will hold talks in Beira on Friday.", encoding="utf-8")
    (folder / "talks.toml").write_text(
        'headline = "Talks"\npublished = "2024-05-07"\n[[event]]\ncore = true\nquote = "will hold talks in Beira"\n'
        'type = "CONSULT"\nmodality = "planned"\ndate = "2024-05-10"\nwhere = "Beira"\n',
        encoding="utf-8",
    )
    (folder / "halves.toml").write_text('development = ["talks"]\nreporting = []\n', encoding="utf-8")
    return folder


def test_prints_each_article_and_the_half(tmp_path: Path) -> None:
    result = CliRunner().invoke(events, ["--gold", str(_small(tmp_path)), "--half", "development", "--errors"])
    assert result.exit_code == 0
    assert "development: 1 articles" in result.output
    assert "recall of core events                1.00  1 core events" in result.output


def test_prints_json(tmp_path: Path) -> None:
    result = CliRunner().invoke(events, ["--gold", str(_small(tmp_path)), "--json"])
    shown = json.loads(result.output)
    assert shown["development"]["articles"]["talks"]["recall"] == 1.0
    assert shown["reporting"]["total"]["recall"] is None


@pytest.mark.parametrize(
    ("options", "broken", "message"),
    [
        (["--errors"], "", "--errors lists the development half alone"),
        (["--half", "reporting", "--errors"], "", "--errors lists the development half alone"),
        ([], "halves.toml", "is not TOML"),
        (["--gold", "no-such-folder"], "", "is missing"),
    ],
)
def test_refuses_in_one_line(tmp_path: Path, options: list[str], broken: str, message: str) -> None:
    folder = _small(tmp_path)
    if broken:
        (folder / broken).write_text("= what", encoding="utf-8")
    with pytest.raises(InputError, match=message) as caught:
        CliRunner().invoke(events, ["--gold", str(folder), *options], catch_exceptions=False)
    assert "\n" not in str(caught.value)


def test_the_gold_set_stays_above_its_floors() -> None:
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["events"]
    for half in HALVES:
        below = {k: (_figures()[half][k], v) for k, v in floors[half].items() if (_figures()[half][k] or 0) < v}
        assert below == {}, half


def test_the_floors_belong_to_these_articles() -> None:
    floors = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["events"]
    digest = hashlib.sha256()
    for path in sorted((GOLD / "events").iterdir()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    assert floors["sha256"] == digest.hexdigest()
