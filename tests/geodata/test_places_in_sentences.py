"""Sentences from every continent with the places in them: the table is cases/places_in_sentences.txt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geodata.datelines import masked
from geodata.finding import find_toponyms
from geodata.gazetteer import Gazetteer
from geodata.resolution import Resolution, resolve
from geodata.toponyms import PlaceWords

TABLE = Path(__file__).parent / "cases" / "places_in_sentences.txt"
LEAST_ROWS = 150


def rows() -> list[tuple[str, dict[str, str]]]:
    found = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            sentence, _, answers = line.partition(" | ")
            pairs = (pair.split("=") for pair in answers.split(" ; "))
            found.append((sentence.strip(), {name.strip(): answer.strip() for name, answer in pairs}))
    return found


def test_the_table_is_long_enough() -> None:
    assert len(rows()) >= LEAST_ROWS
    assert all(name in sentence for sentence, answers in rows() for name in answers)


@pytest.mark.parametrize(
    ("sentence", "answers"), rows(), ids=lambda value: value[:50] if isinstance(value, str) else ""
)
def test_sentence(
    sentence: str, answers: dict[str, str], parse: Callable[[str], Any], gazetteer: Gazetteer, words: PlaceWords
) -> None:
    toponyms, _ = find_toponyms(sentence, parse(masked(sentence)), gazetteer, words)
    found: dict[str, set[str]] = defaultdict(set)
    for resolution in resolve(toponyms, gazetteer, words):
        found[resolution.toponym.text] |= _ways_to_say(resolution)
    wrong = {
        name: sorted(found[name])
        for name, answer in answers.items()
        if (name in found if answer == "-" else answer not in found[name])
    }
    assert wrong == {}


def _ways_to_say(resolution: Resolution) -> set[str]:
    """Every answer of the table that would be right for a resolution."""
    entry = resolution.entry
    if entry is None:
        return {"unresolved"}
    if resolution.toponym.demonym:
        return {f"~{entry.country}"}
    said = {
        entry.kind.value,
        "region" if entry.feature == "ADM1" and entry.id.startswith("geodash:") else entry.kind.value,
    }
    if entry.country:
        said |= {entry.country, f"{entry.country} {entry.kind.value}"}
    return said | ({entry.admin1} if entry.admin1 else set())
