from __future__ import annotations

from datetime import date

from geodash.cards import filters
from geodash.view import build_view
from tests.geodash.helpers import event, evidence, fixture, place, story


def test_cards_stand_in_the_order_of_the_article() -> None:
    late = event("late", evidence=[evidence("They agreed to nothing")])
    view = build_view(story(events=[late, event("early")]))
    assert [(c.id, c.number) for c in view.cards] == [("early", 1), ("late", 2)]


def test_a_card_in_words() -> None:
    card = build_view(fixture("talks"), date(2024, 8, 14)).cards[0]
    assert (card.modality_word, card.type_word, card.when) == ("Planned", "Talks", "Thursday · 15 Aug 2024")
    assert [(c.name, c.precision, c.drawn) for c in card.chips] == [("Qatar", "country; city not stated", True)]
    assert card.quote == "will sit down in Qatar on Thursday"
    (quote,) = card.quotes
    before, exact, after = quote.pieces
    assert before[0].endswith("and Cairo ") and exact == (card.quote, True)
    assert after == (" for another attempt at a truce.", False)


def test_a_plan_whose_day_has_passed_says_so() -> None:
    view = build_view(fixture("talks"), date(2024, 8, 16))
    assert view.cards[0].when == "was planned for 15 Aug 2024; outcome not covered here"
    captions = {s.name: s.captions for p in view.panels for s in p.shapes}
    assert captions["Qatar"] == ("talks planned for 15 Aug 2024, city not stated",)


def test_filters_count_what_they_leave() -> None:
    view = build_view(fixture("talks"))
    found = [(f.word, f.count) for f in view.filters]
    assert found == [
        ("All", 9),
        ("Planned", 2),
        ("Under way", 2),
        ("Reported", 4),
        ("Feared", 1),
        ("Not on the map", 3),
    ]
    assert [f.key for f in filters([])] == ["all"]


def test_a_mentioned_place_is_named_and_no_chip() -> None:
    made = event("e1", "town", place_refs=[{"place_id": "town", "role": "mentioned"}])
    (card,) = build_view(story(places=[place("town", point=[1, 1])], events=[made])).cards
    assert card.chips == () and card.also_named == ("Town",)
    assert not card.on_map


def test_how_a_place_is_known() -> None:
    view = build_view(fixture("talks"))
    doha = next(p for c in view.cards for p in c.proofs if p.name == "Doha")
    assert doha.toponyms == ("Doha",)
    assert [(o.name, o.country, o.chosen) for o in doha.options] == [("Doha", "QA", True), ("Doha", "KW", False)]
    assert doha.decision.startswith("Decided by machine, confidence high (0.94). Largest place")


def test_low_confidence_is_shown() -> None:
    (card,) = build_view(story(events=[event("e1", confidence=0.2)])).cards
    assert card.unsure == "Unsure: what is reported"
