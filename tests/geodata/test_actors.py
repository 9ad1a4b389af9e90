"""Actors: what a phrase stands for, in events and in stances."""

from __future__ import annotations

import pytest

from geodata.actors import Actors
from geodata.clauses import Grammar
from geodata.tables import load_tables
from tests.geodata.reading_helper import reading


def resolve(text: str, word: str, stance: bool = True) -> list[str]:
    read = reading(text)
    actors = Actors(Grammar(read, load_tables()))
    token = [t for t in read.doc if t.text == word][-1]
    return [p.name for p in (actors.parties([token]) if stance else actors.actors([token]))]


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Israeli forces left the town.", "forces", ["Israel"]),
        ("Kenyan police fired into the air.", "police", ["Kenya"]),
        ("Washington rejected the offer.", "Washington", ["United States"]),
        ("The Turkish army crossed the river.", "army", ["Turkey"]),
        ("Hamas spokesperson Osama Saleh spoke.", "Saleh", ["Hamas"]),
        ("Israeli Prime Minister Dan Levi spoke.", "Levi", ["Israel"]),
        ("Brazil's foreign minister spoke.", "minister", ["Brazil"]),
        ("The Syrian Democratic Forces hold the area.", "Forces", ["Syrian Democratic Forces"]),
        ("The Rapid Support Forces fled. The RSF has not replied.", "RSF", ["Rapid Support Forces"]),
        ("Hamas rejected the deal. The group wants a new text.", "group", ["Hamas"]),
        ("Chile signed. The country had waited for years.", "country", ["Chile"]),
        ("Hamas said it would not sign.", "it", ["Hamas"]),
        ("The mediators, including Qatar and Egypt, met. The mediators left.", "mediators", ["Qatar", "Egypt"]),
        ("The war between Armenia and Azerbaijan goes on. Both sides agreed.", "sides", ["Armenia", "Azerbaijan"]),
        ("In the Israel-Hamas conflict, both sides agreed.", "sides", ["Israel", "Hamas"]),
    ],
)
def test_parties(text: str, word: str, wanted: list[str]) -> None:
    assert resolve(text, word) == wanted


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("CIA Director Bill Burns will travel.", "Burns", ["CIA Director Bill Burns"]),
        ("Two gunmen fled.", "gunmen", ["gunmen"]),
        ("Kenyan protesters marched.", "protesters", ["Kenyan protesters"]),
        ("A senior Hezbollah commander died.", "commander", ["senior Hezbollah commander"]),
    ],
)
def test_actors_of_events(text: str, word: str, wanted: list[str]) -> None:
    assert resolve(text, word, stance=False) == wanted
