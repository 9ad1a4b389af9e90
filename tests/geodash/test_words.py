from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash import words
from geodata.model import EventType, Modality, Place, PlaceKind, ProposalKind, StanceKind, Status


def _place(kind: str, prec: int, **more: object) -> Place:
    decision = {"confidence": 1, "reason": "test"}
    return Place.model_validate({"id": "x", "name": "X", "kind": kind, "where_prec": prec, "decision": decision} | more)


def test_every_member_of_the_model_has_a_word() -> None:
    tables = [
        (words.STATUS, Status),
        (words.MODALITY, Modality),
        (words.EVENT_TYPE, EventType),
        (words.PROPOSAL_KIND, ProposalKind),
        (words.STANCE, StanceKind),
        (words.PLACE_KIND, PlaceKind),
    ]
    for table, members in tables:
        assert set(table) == set(members)


@pytest.mark.parametrize(
    ("kind", "prec", "said"),
    [
        ("settlement", 1, "town; site not stated"),
        ("facility", 1, "exact site"),
        ("settlement", 2, "nearby; site not stated"),
        ("admin_area", 4, "area; town not stated"),
        ("border", 5, "border; where along it not stated"),
        ("country", 6, "country; city not stated"),
        ("water", 7, "at sea or in the air; position not stated"),
    ],
)
def test_precision_says_what_is_missing(kind: str, prec: int, said: str) -> None:
    assert words.precision(_place(kind, prec), happened=True) == said
    assert words.precision(_place(kind, prec), happened=False) == words.PLACE_KIND[PlaceKind(kind)]


@pytest.mark.parametrize(
    ("verb", "several"),
    [
        ("mediates", "mediate"),
        ("accepts in principle", "accept in principle"),
        ("tries", "try"),
        ("refuses", "refuse"),
        ("pushes for", "push for"),
        ("has rejected", "have rejected"),
        ("goes along", "go along"),
        ("passes", "pass"),
        ("agreed", "agreed"),
    ],
)
def test_verbs_for_several_parties(verb: str, several: str) -> None:
    assert words.for_several(verb) == several


@given(st.text(max_size=400), st.integers(8, 120))
def test_shortened_is_one_line_within_its_limit(text: str, limit: int) -> None:
    short = words.shortened(text, limit)
    assert len(short) <= limit
    assert len(short.splitlines()) <= 1
    whole = " ".join(text.split())
    assert short == whole or (short.endswith("…") and whole.startswith(short[:-1]))


@pytest.mark.parametrize(
    ("label", "names", "left"),
    [
        ("Commander killed in Beirut", ["Beirut"], "Commander killed"),
        ("Troops move along the Egypt-Gaza border", ["Egypt-Gaza border"], "Troops move"),
        ("Strikes on Odesa port", ["Odesa"], "Strikes on Odesa port"),
        ("Talks in Doha", ["Doha"], "Talks in Doha"),
        ("Ship seized near (Aden)", ["Aden"], "Ship seized near (Aden)"),
        ("A* fire at X.Y", ["X.Y"], "A* fire"),
    ],
)
def test_a_label_loses_the_place_that_stands_beside_it(label: str, names: list[str], left: str) -> None:
    assert words.without_place(label, names) == left


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://example.org/a?b=1", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("https://", False),
        ("//example.org", False),
        ("https://exa mple.org", False),
        ("java\nscript:alert(1)", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_addresses_become_links(url: str | None, kept: bool) -> None:
    assert (words.link(url) == url) is (kept or url is None)
    assert (words.link(url) is not None) is kept


def test_joined_and_count() -> None:
    assert [words.joined(list("ABC"[:n])) for n in range(4)] == ["", "A", "A and B", "A, B and C"]
    assert words.count(1, "event") == "1 event" and words.count(2, "city", "cities") == "2 cities"


@pytest.mark.parametrize(("text", "said"), [("a  b", "A b."), ("Done.", "Done."), ("", ""), ("Why?", "Why?")])
def test_sentence(text: str, said: str) -> None:
    assert words.sentence(text) == said


@pytest.mark.parametrize(("value", "level"), [(1, "high"), (0.8, "high"), (0.79, "medium"), (0.49, "low")])
def test_confidence(value: float, level: str) -> None:
    assert words.confidence(value).startswith(level)
