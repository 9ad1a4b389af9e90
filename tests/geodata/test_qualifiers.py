"""What "near" and a compass word make of the name behind them."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.qualifiers import compass, find_qualifier, qualified


@pytest.mark.parametrize(
    ("word", "direction"),
    [
        ("northern", "north"),
        ("South-Eastern", "southeast"),
        ("west", "west"),
        ("central", "central"),
        ("new", None),
        ("norther", None),
    ],
)
def test_compass(word: str, direction: str | None) -> None:
    assert compass(word) == direction


@pytest.mark.parametrize(
    ("text", "name", "plain", "id", "precision"),
    [
        ("Fighting near Goma went on", "Goma", "gn:216281", "gn:216281:near", 2),
        ("Fighting in Goma went on", "Goma", "gn:216281", "gn:216281", 1),
        ("rain in northern Peru", "Peru", "gn:3932488", "gn:3932488:north", 5),
        ("rain in south-eastern Peru", "Peru", "gn:3932488", "gn:3932488:southeast", 5),
        ("rain in Peru", "Peru", "gn:3932488", "gn:3932488", 6),
    ],
)
def test_a_qualifier_makes_it_less_or_other_than_the_name(
    gazetteer: Gazetteer, text: str, name: str, plain: str, id: str, precision: int
) -> None:
    entry = gazetteer.entry(plain)
    assert entry is not None
    word, start = find_qualifier(text, text.index(name), entry)
    assert qualified(entry, word) == (id, precision)
    assert text[start:].startswith(word if compass(word) else name)
