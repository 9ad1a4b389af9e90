"""Which place a name means: a case table of namesakes, and what holds for any article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.model import PlaceKind
from geodata.recognition import recognise
from geodata.resolution import Resolution, resolve, settled
from geodata.toponyms import PlaceWords, Toponym

Parse = Callable[[str], Any]


@pytest.fixture(scope="module")
def resolved(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> Callable[[str], dict[str, Resolution]]:
    def run(text: str) -> dict[str, Resolution]:
        return {r.toponym.text: r for r in resolve(recognise(parse(text), gazetteer, words), gazetteer, words)}

    return run


@pytest.mark.parametrize(
    ("text", "name", "country", "kind"),
    [
        ("The mayor of Paris, Texas, met farmers from Lamar County.", "Paris", "US", "settlement"),
        ("Rain fell on Paris and Lyon.", "Paris", "FR", "settlement"),
        ("Floods reached Tripoli and Misrata.", "Tripoli", "LY", "settlement"),
        ("Snow fell in Tripoli and Beirut.", "Tripoli", "LB", "settlement"),
        ("Soldiers left Valencia for Caracas and Maracay.", "Valencia", "VE", "settlement"),
        ("Trains between Valencia and Madrid stopped.", "Valencia", "ES", "settlement"),
        ("Protesters in Tbilisi said Georgia would not yield to Russia.", "Georgia", "GE", "country"),
        ("Storms crossed Georgia and Alabama, the governor in Atlanta said.", "Georgia", "US", "admin_area"),
        ("Fighting went on in Gaza, Rafah and Khan Younis.", "Gaza", "PS", "admin_area"),
        ("The Cordoba province of Argentina lost its harvest.", "Cordoba", "AR", "admin_area"),
        ("Jordan and Syria opened the road to Amman.", "Jordan", "JO", "country"),
        ("The ferry from Victoria crossed Lake Victoria to Kampala.", "Lake Victoria", None, "water"),
        ("London, Ontario, and Windsor lost power.", "London", "CA", "settlement"),
        ("Troops entered San Pedro near Asunción in Paraguay.", "San Pedro", "PY", None),
        ("Kyiv said that Kherson was quiet.", "Kherson", "UA", None),
        ("Talks on the Middle East began in Geneva.", "Middle East", None, "region"),
    ],
)
def test_namesakes(
    text: str, name: str, country: str | None, kind: str | None, resolved: Callable[[str], dict[str, Resolution]]
) -> None:
    entry = resolved(text)[name].entry
    assert entry is not None and entry.country == country
    assert kind is None or entry.kind == kind


def test_two_springfields_are_two_places(
    resolved: Callable[[str], Any], gazetteer: Gazetteer, words: PlaceWords
) -> None:
    text = "Springfield, Ohio, and Springfield, Oregon"
    both = [
        Toponym(0, 11, "Springfield", "model", container="Ohio"),
        Toponym(23, 34, "Springfield", "model", container="Oregon"),
    ]
    assert [text[t.start : t.end] for t in both] == ["Springfield"] * 2
    assert [r.entry.admin1 for r in resolve(both, gazetteer, words) if r.entry] == ["US.OH", "US.OR"]


def test_an_unknown_name_is_an_answer(gazetteer: Gazetteer, words: PlaceWords) -> None:
    (only,) = resolve([Toponym(0, 9, "Qwxzville", "model")], gazetteer, words)
    assert only.entry is None and only.confidence == 0 and "no place of that name" in only.reason


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Water behind the Grand Ethiopian Renaissance Dam rose again, engineers said.", "geodash:grand-ethiopian-renaissance-dam"),
        ("Tankers kept away from the Strait of Hormuz on Sunday.", "geodash:strait-of-hormuz"),
    ],
)  # fmt: skip
def test_a_story_is_sure_of_what_our_supplement_names_in_full(
    text: str, name: str, parse: Parse, gazetteer: Gazetteer, words: PlaceWords
) -> None:
    found = [settled(r) for r in resolve(recognise(parse(text), gazetteer, words), gazetteer, words)]
    (one,) = [r for r in found if r.entry is not None and r.entry.id == name]
    assert one.confidence >= 0.8


def test_candidates_come_with_their_signals(resolved: Callable[[str], dict[str, Resolution]]) -> None:
    found = resolved("Floods reached Tripoli and Misrata.")["Tripoli"]
    assert len(found.candidates) > 1 and found.candidates[0].score >= found.candidates[1].score
    assert found.candidates[0].signals["near"] > 0 and "share the name" in found.reason


def test_a_border_joins_areas(gazetteer: Gazetteer, words: PlaceWords) -> None:
    (only,) = resolve([Toponym(0, 8, "New York", "border", wants_area=True)], gazetteer, words)
    assert only.entry is not None and only.entry.kind is PlaceKind.admin_area


@settings(max_examples=25, deadline=None)
@given(st.permutations(["Tripoli", "Beirut", "Paris", "Georgia", "Lebanon", "Springfield", "Qwxzville"]))
def test_the_order_of_mentions_changes_nothing(names: list[str]) -> None:
    gazetteer = Gazetteer.open()
    words = PlaceWords.from_json(_NO_WORDS)
    found = resolve([Toponym(i, i + 1, n, "model") for i, n in enumerate(names)], gazetteer, words)
    chosen = {r.toponym.text: r.entry.id if r.entry else None for r in found}
    again = resolve([Toponym(i, i + 1, n, "model") for i, n in enumerate(sorted(names))], gazetteer, words)
    assert chosen == {r.toponym.text: r.entry.id if r.entry else None for r in again}
    assert all(0 <= r.confidence <= 1 for r in found)


_LISTS = [
    "locative",
    "inward",
    "directions",
    "followers",
    "institutions",
    "organisations",
    "border_words",
    "titles",
    "speech",
    "common",
]
_NO_WORDS: dict[str, Any] = {"area_words": {}, **{name: [] for name in _LISTS}}
