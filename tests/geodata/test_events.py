"""Events: the case table, the articles' floors, and what must hold for any text."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.events import find_events
from geodata.model import Event
from geodata.tables import load_tables
from tests.geodata.reading_helper import cases, reading

PUBLISHED = date(2024, 8, 14)


def events(text: str, published: date | None = PUBLISHED) -> list[Event]:
    return find_events(reading(text, published), published, load_tables())


def _rows() -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in row.split("|", 4)) for row in cases("events")["rows"]]


@pytest.mark.parametrize(("kind", "modality", "where", "when", "text"), _rows(), ids=lambda v: v[:40])
def test_sentence(kind: str, modality: str, where: str, when: str, text: str) -> None:
    read = reading(text, PUBLISHED)
    found = find_events(read, PUBLISHED, load_tables())
    if kind == "none":
        assert [e.label for e in found] == []
        return
    assert kind in [e.event_type.value for e in found], [(e.event_type.value, e.label) for e in found]
    assert len(found) == 1, [e.label for e in found]
    event = found[0]
    assert event.modality.value == modality
    places = {read.places[r.place_id].name for r in event.place_refs if r.role == "where"}
    assert places == ({p.strip() for p in where.split(";")} if where != "-" else set())
    assert (event.date.edtf or "-") == when
