"""Whether a thing has happened, goes on, is planned, is feared or is one side's claim: the case table."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.events import find_events
from geodata.model import EventType
from geodata.tables import load_tables
from tests.geodata.reading_helper import cases, reading

PUBLISHED = date(2024, 8, 14)


def _rows() -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in row.split("|", 2)) for row in cases("modality")["rows"]]


@pytest.mark.parametrize(("modality", "word", "text"), _rows(), ids=lambda v: v[:48])
def test_sentence(modality: str, word: str, text: str) -> None:
    found = find_events(reading(text, PUBLISHED), PUBLISHED, load_tables())
    at = text.index(word)
    held = [e for e in found if any(v.start <= at < v.end for v in e.evidence)]
    if modality == "none":  # but a statement may quote it: "denied having attacked"
        assert [e.label for e in held if e.event_type not in (EventType.REJECT, EventType.REQUEST)] == []
    else:
        assert modality in [e.modality.value for e in held], [(e.modality.value, e.label) for e in found]


def test_the_table_is_long_enough() -> None:
    rows = _rows()
    assert len(rows) >= 60
    assert len({text for _, _, text in rows}) == len(rows)
