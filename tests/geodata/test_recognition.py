"""Which spans are place names: a case table, and the rules for any text."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.recognition import recognise
from geodata.toponyms import PlaceWords

CASES = tomllib.loads((Path(__file__).parent / "cases" / "recognition.toml").read_text("utf-8"))["case"]
Parse = Callable[[str], Any]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:40])
def test_case(case: dict[str, Any], parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
    found = recognise(parse(case["text"]), gazetteer, words)
    assert [f"~{t.text}" if t.demonym else t.text for t in found] == case["found"]


def test_container_and_hint(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
    found = recognise(parse("He moved from Springfield, Ohio, to Kharkiv region."), gazetteer, words)
    assert [(t.text, t.container, t.hint) for t in found] == [
        ("Springfield", "Ohio", None),
        ("Ohio", None, None),
        ("Kharkiv", None, "admin_area"),
    ]


def test_a_capital_that_acts_is_its_government(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
    found = recognise(parse("Washington said it would wait. Crowds gathered in Washington."), gazetteer, words)
    assert [t.metonym for t in found] == [True, False]


def test_every_later_mention_is_found(parse: Parse, gazetteer: Gazetteer, words: PlaceWords) -> None:
    text = "Rain fell in Moroto. Moroto had been dry. For Moroto, it was the first rain."
    assert [t.text for t in recognise(parse(text), gazetteer, words)] == ["Moroto"] * 3


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "in",
                "the",
                "Paris",
                "Goma",
                ",",
                ".",
                "-",
                "Jordan",
                "U.S.",
                "\u202e",
                "\u200b",
                "🌍",
                "of",
                "near",
                "Israeli",
                "(",
                ")",
                "\n",
                "Gaza's",
            ]
        ),
        max_size=25,
    )
)
def test_offsets_survive_any_text(parse: Parse, gazetteer: Gazetteer, words: PlaceWords, pieces: list[str]) -> None:
    text = " ".join(pieces)
    found = recognise(parse(text), gazetteer, words)
    assert all(text[t.start : t.end] == t.text for t in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
