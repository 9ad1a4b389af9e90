"""Measuring: annotations are read or refused, and cards, positions and statuses are counted as the page says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.errors import InputError
from geodata.event_measure import Counts, measure
from geodata.gold import gold_article
from geodata.model import (
    Actor,
    Decision,
    Event,
    EventDate,
    EventType,
    Evidence,
    GeometryBasis,
    Modality,
    Place,
    PlaceKind,
    PlaceRef,
    Proposal,
    ProposalKind,
    Stance,
    StanceKind,
    Status,
)

TEXT = "Envoys will meet in Beira on Friday. Malawi demanded a corridor to the sea, which Mozambique rejected."
TABLE: dict[str, Any] = {
    "headline": "Talks",
    "published": "2024-05-07",
    "event": [
        {
            "core": True, "quote": "Envoys will meet in Beira on Friday", "type": "CONSULT", "modality": "planned",
            "date": "2024-05-10", "where": "Beira | Mozambique", "actors": "Malawi, Mozambique",
        },
        {"core": True, "quote": "Malawi demanded a corridor", "type": "REQUEST", "modality": "occurred", "date": "-", "where": "-"},
        {"quote": "which Mozambique rejected", "type": "REJECT"},
    ],
    "proposal": [
        {
            "kind": "corridor", "status": "disputed", "quote": "a corridor to the sea",
            "position": [
                {"party": "Malawi", "stance": "proposes", "quote": "Malawi demanded a corridor"},
                {"party": "Mozambique | Maputo", "stance": "rejects", "quote": "which Mozambique rejected"},
            ],
        }
    ],
}  # fmt: skip
SURE = Decision(confidence=1, reason="test")
BEIRA = Place(id="t:beira", name="Beira", kind=PlaceKind.settlement, where_prec=1, decision=SURE)
LISBON = Place(id="t:lisbon", name="Lisbon", kind=PlaceKind.settlement, where_prec=1, decision=SURE)


def quote(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(article_id="a1", start=start, end=start + len(words), exact=words)


def card(words: str, kind: EventType, where: str | None = None, **more: Any) -> Event:
    return Event(
        id=f"e:{kind}:{words[:12]}:{where}", event_type=kind, label="A label", evidence=[quote(words)], confidence=1, decision=SURE,
        place_refs=[PlaceRef(place_id=where)] if where else [], **{"modality": Modality.occurred, **more},
    )  # fmt: skip


def proposal(positions: list[tuple[str, StanceKind]], status: Status = Status.disputed) -> Proposal:
    return Proposal(
        id="p1", kind=ProposalKind.corridor, name="Corridor", status=status, status_reason="-", confidence=1, decision=SURE,
        geometry_basis=GeometryBasis.none, evidence=[quote("a corridor to the sea")],
        positions=[Stance(party=p, stance=s, verb="x", evidence=[quote("demanded a corridor")]) for p, s in positions],
    )  # fmt: skip


def counted(events: list[Event], proposals: list[Proposal] | None = None) -> Counts:
    return measure(gold_article("beira", TEXT, TABLE), events, proposals or [], [BEIRA, LISBON])


MEETING = card(
    "Envoys will meet in Beira on Friday", EventType.CONSULT, "t:beira", modality=Modality.planned,
    date=EventDate(text="Friday", edtf="2024-05-10", earliest=date(2024, 5, 10), latest=date(2024, 5, 10)),
    actors=[Actor(name="Malawi", role="source")],
)  # fmt: skip


def test_a_right_card_counts_in_every_measure() -> None:
    rates = counted([MEETING]).rates()
    assert (rates["recall"], rates["precision"], rates["actors"]) == (0.5, 1.0, 0.5)
    assert [rates[k] for k in ("type", "modality", "date", "place", "date_stated", "place_stated")] == [1.0] * 6


def test_wrong_fields_are_told_and_leave_the_match() -> None:
    wrong = card("Envoys will meet in Beira on Friday", EventType.AID, "t:lisbon")
    counts = counted([wrong])
    assert (counts.core_found, counts.type, counts.modality, counts.date, counts.place) == (1, 0, 0, 0, 0)
    assert [e.split(": ")[1].split()[0] for e in counts.errors if "wanted" in e] == [
        "type",
        "modality",
        "date",
        "place",
    ]


def test_a_second_card_for_one_annotation_is_wrong() -> None:
    second = card("Envoys will meet in Beira", EventType.CONSULT)
    counts = counted([MEETING, second])
    assert (counts.cards, counts.cards_right, counts.core_found) == (2, 1, 1)


def test_the_type_decides_between_two_annotations_of_one_sentence() -> None:
    sentence = "Malawi demanded a corridor to the sea, which Mozambique rejected"
    counts = counted([card(sentence, EventType.REJECT), card(sentence, EventType.REQUEST)])
    assert (counts.cards_right, counts.core_found, counts.type) == (2, 1, 1)


def test_a_card_that_is_merely_acceptable_is_neither_wrong_nor_a_hit() -> None:
    counts = counted([card("which Mozambique rejected", EventType.REJECT)])
    assert (counts.cards_right, counts.core_found, counts.core) == (1, 0, 2)


def test_silence_about_date_and_place_is_right_where_nothing_is_told() -> None:
    counts = counted([card("Malawi demanded a corridor", EventType.REQUEST)])
    assert (counts.date, counts.place, counts.stated_dates, counts.stated_places) == (1, 1, 0, 0)


def test_positions_and_status() -> None:
    both = [("Malawi", StanceKind.proposes), ("Maputo", StanceKind.rejects)]
    rates = counted([], [proposal(both)]).rates()
    assert (rates["positions_f1"], rates["status"], rates["proposals_recall"]) == (1.0, 1.0, 1.0)
    rates = counted(
        [], [proposal([("Malawi", StanceKind.proposes), ("Zambia", StanceKind.rejects)], Status.agreed)]
    ).rates()
    assert (rates["positions_precision"], rates["positions_recall"], rates["status"]) == (0.5, 0.5, 0.0)
    rates = counted([]).rates()
    assert (rates["positions_f1"], rates["positions_recall"], rates["status"], rates["precision"]) == (
        0.0,
        0.0,
        0.0,
        None,
    )


def test_counts_of_articles_add_up() -> None:
    one = counted([MEETING])
    total = sum([one, one], Counts())
    assert (total.core, total.cards, total.rates()["recall"]) == (4, 2, 0.5)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"event": [{"quote": "no such words", "type": "AID"}]}, "does not stand in the text"),
        ({"event": [{"quote": "a", "type": "AID"}]}, "more than once"),
        ({"event": [{"quote": "Envoys", "type": "PARTY"}]}, "'PARTY' is unknown"),
        ({"event": [{"quote": "Envoys", "type": "AID", "core": True}]}, "has no modality"),
        ({"proposal": [{"quote": "Envoys", "kind": "corridor"}]}, "has no status"),
        ({"proposal": [{"quote": "Envoys", "kind": "lane", "status": "agreed"}]}, "'lane' is unknown"),
        ({"headline": ""}, "no headline"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_place(change: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=f"beira.*{message}"):
        gold_article("beira", TEXT, {**TABLE, **change})
