"""The shared seed article, where it is at hand: the rows of the issue's tables that events and proposals must give."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from geodata.events import find_events
from geodata.proposals import find_proposals
from geodata.tables import load_tables
from tests.geodata.reading_helper import reading

ARTICLE = Path(__file__).parents[3] / "shared" / "articles" / "gaza-talks.txt"
PUBLISHED = date(2024, 8, 14)
pytestmark = pytest.mark.skipif(
    not ARTICLE.exists(), reason="the seed article belongs to its publisher and is not in the repository"
)


def test_events() -> None:
    read = reading(ARTICLE.read_text(encoding="utf-8"), PUBLISHED)
    rows = {
        (
            e.event_type.value,
            e.modality.value,
            ", ".join(read.places[r.place_id].name for r in e.place_refs if r.role == "where"),
            e.date.edtf,
        )
        for e in find_events(read, PUBLISHED, load_tables())
    }
    assert {
        ("CONSULT", "planned", "Qatar", "2024-08-15"),
        ("ASSAULT", "occurred", "Beirut", None),
        ("ASSAULT", "occurred", "Iran", None),
        ("ASSAULT", "occurred", "Khan Younis", None),
        ("ASSAULT", "hypothetical", "Israel", None),
        ("REJECT", "occurred", "", None),
        ("AGREE", "occurred", "", None),
        ("CONSULT", "ongoing", "Lebanon", None),
        ("OTHER", "ongoing", "Gaza", None),
    } <= rows
    assert 9 <= len(rows) <= 14


def test_proposals() -> None:
    read = reading(ARTICLE.read_text(encoding="utf-8"), PUBLISHED)
    plan, line, zone = find_proposals(read, [], PUBLISHED, load_tables())
    assert (plan.kind.value, plan.status.value) == ("ceasefire", "under_negotiation")
    assert {(s.party, s.stance.value) for s in plan.positions} == {
        ("United States", "mediates"), ("Qatar", "mediates"), ("Egypt", "mediates"), ("Israel", "accepts_in_principle"),
        ("Hamas", "accepts_in_principle"), ("Hamas", "seeks_changes"), ("Israel", "seeks_changes"),
    }  # fmt: skip
    assert len(plan.components) == 4
    for one, basis in ((line, "named_place"), (zone, "containing_area")):
        assert (one.kind.value, one.status.value, one.geometry_basis.value) == ("security_zone", "disputed", basis)
        assert {(s.party, s.stance.value, s.verb) for s in one.positions} == {
            ("Israel", "proposes", "demands"),
            ("Hamas", "rejects", "rejects"),
        }
