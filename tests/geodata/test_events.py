"""Events: the case table, the articles' floors, and what must hold for any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.events import find_events
from geodata.model import Event
from geodata.tables import load_tables
from tests.geodata.article_scores import articles, score
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


def test_articles_stay_above_their_floors() -> None:
    """Floors a little under the figures of the day (dev .98/1.0/.99, held .86/.90/.79); the held half is never tuned on."""
    dev, held = score(articles("dev")).rates(), score(articles("held")).rates()
    assert dev["core recall"] >= 0.95 and dev["precision"] >= 0.95 and dev["type+place+modality"] >= 0.93
    assert held["core recall"] >= 0.84 and held["precision"] >= 0.88 and held["place"] >= 0.93
    assert held["modality"] >= 0.96 and held["date"] >= 0.9 and held["type"] >= 0.88


def test_mentions_of_one_event_are_one_card_with_all_evidence() -> None:
    text = (
        "Tension rose after the deaths of a top M23 commander in a Congolese airstrike and of a mayor in a "
        "crash.\n\nIn Cairo, envoys met after the killing of a top M23 commander in Goma."
    )
    read = reading(text, PUBLISHED)
    killed = [e for e in find_events(read, PUBLISHED, load_tables()) if "commander" in e.label]
    assert [e.label for e in killed] == ["Top M23 commander killed in Goma"]
    assert len(killed[0].evidence) == 2
    assert [read.places[r.place_id].name for r in killed[0].place_refs if r.role == "where"] == ["Goma"]


def test_two_victims_with_two_causes_are_two_events() -> None:
    text = "The region fears worse after the deaths of a rebel commander in an airstrike and a minister in an explosion in Iran."
    labels = [e.label for e in events(text)]
    assert labels == ["Rebel commander killed in airstrike", "Minister killed in explosion in Iran"]


def test_the_home_of_an_actor_is_not_the_place() -> None:
    text = "U.S. envoy Brett Moss, based in Doha, will meet the Lebanese president in Cairo on Friday."
    read = reading(text, PUBLISHED)
    (event,) = find_events(read, PUBLISHED, load_tables())
    assert [read.places[r.place_id].name for r in event.place_refs if r.role == "where"] == ["Cairo"]


def test_without_a_publication_date_weekdays_stay_words() -> None:
    (event,) = events("Ministers will meet in Nairobi on Monday.", None)
    assert (event.date.text, event.date.edtf) == ("Monday", None)


def test_who_says_so() -> None:
    (event,) = events("The army said it had captured a base near Baidoa.")
    assert (event.modality.value, event.attributed_to) == ("claimed", "army")
    (event,) = events("A bus overturned near Puno, police said.")
    assert (event.modality.value, event.attributed_to) == ("occurred", "police")


_A = "Rebels attacked a convoy near Goma on Monday."
_B = "A magnitude 6.1 earthquake struck near Coquimbo on Tuesday."
_C = "Kenya will deploy 1,000 police officers to Haiti."


def test_an_edit_changes_no_id_but_its_own() -> None:
    before = {e.id for e in events(f"{_A}\n\n{_B}\n\n{_C}")}
    after = {e.id for e in events(f"{_A}\n\nA magnitude 6.4 earthquake struck near Coquimbo on Tuesday.\n\n{_C}")}
    assert len(before & after) == 2
    assert len(before) == len(after) == 3


@given(order=st.permutations([_A, _B, _C]))
@settings(max_examples=6, deadline=None)
def test_order_of_independent_sentences_does_not_matter(order: list[str]) -> None:
    assert {e.id for e in events("\n\n".join(order))} == {e.id for e in events(f"{_A}\n\n{_B}\n\n{_C}")}


_WORDS = st.sampled_from(
    ["the", "a", "two", "Hamas", "Israel", "Kenya", "Beirut", "Goma", "rebels", "army", "talks", "strike", "killing", "of", "in", "by", "near", "on", "Monday", "will", "said", "that", "which", "rejects", "demands", "zone", "buffer", "plan", "including", "and", ",", ".", '"', "’", "?", "--", "killed", "deaths", "ceasefire", "withdraw", "it", "they", "both", "sides", "has", "been", "set", "to", "hold", "if", "not", "no", "40", "\n\n", "United", "Nations", "border", "with", "between"]
)  # fmt: skip


@given(words=st.lists(_WORDS, max_size=40))
@settings(max_examples=80, deadline=None)
def test_any_words(words: list[str]) -> None:
    read = reading(" ".join(words), PUBLISHED)
    for event in find_events(read, PUBLISHED, load_tables()):
        assert 0 < len(event.label) <= 90
        assert all(r.place_id in read.places for r in event.place_refs)
        for e in event.evidence:
            assert read.article.text[e.start : e.end] == e.exact


@pytest.mark.parametrize("text", ["", " \n ", "?", "“", "No. No! No?", "and " * 400, "(" * 300])
def test_hostile_texts(text: str) -> None:
    assert events(text) == []
