"""Offsets and order of the toponyms of any text; a reading without tags or a parse gives the same."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.datelines import masked
from geodata.english import language_model
from geodata.finding import find_toponyms
from geodata.gazetteer import Gazetteer
from geodata.given import given_toponyms
from geodata.toponyms import PlaceWords

Parse = Callable[[str], Any]
PIECES = st.lists(
    st.sampled_from(
        [
            "NAIROBI, Kenya (AP) — ", "Police in ", "Khan Younis", "Kyiv", "St. John's", "U.S.-Mexico", "Sask.", "the border between ",
            "Peru", " and ", "Chile", ". ", ", ", "\n\n", "’s ", "northern ", "Jordan Blake", " said ", "Réunion", "😀", "Sana'a", "é", "-", "  ",
            "the Strait of Hormuz", "Nairobi-based ", "Kenyan", "(", ")", "École", "\t",
        ]
    ),
    max_size=14,
)  # fmt: skip
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(PIECES)
def test_offsets_are_those_of_the_text(
    parse: Parse, gazetteer: Gazetteer, words: PlaceWords, pieces: list[str]
) -> None:
    text = "".join(pieces)
    found, phrases = find_toponyms(text, parse(masked(text)), gazetteer, words)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[p.start : p.end] == p.text for p in phrases)
    assert all(0.0 <= t.likely <= 1.0 for t in found)


@pytest.mark.parametrize(
    "text",
    [
        "Floods reached Tripoli and Misrata, the mayor of Benghazi said. Jordan Blake flew to Amman.",
        "LIMA (Reuters) - Miners in Cusco stopped work at the Las Bambas mine, Peru's police said.",
        "Students of Nakuru High School met the governor of Nairobi. Beijing said it would wait.",
    ],
)
def test_tags_and_parse_are_not_needed(text: str, gazetteer: Gazetteer, words: PlaceWords) -> None:
    model = language_model()
    whole = find_toponyms(text, model(masked(text)), gazetteer, words)
    with model.select_pipes(enable=["ner"]):
        assert find_toponyms(text, model(masked(text)), gazetteer, words) == whole


def test_a_given_demonym_is_one(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
    text = "Spanish nurses in Paris, Texas, waited."
    found = given_toponyms(text, parse(text), [(0, 7), (18, 23), (25, 30)], gazetteer, words)
    assert [(t.text, t.demonym, t.container) for t in found] == [
        ("Spanish", True, None),
        ("Paris", False, "Texas"),
        ("Texas", False, None),
    ]
