"""The JSON island: what goes in comes out, and nothing in it can act."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.island import island
from tests.geodash.hostile import HOSTILE

ANY_TEXT = st.text(st.characters(), max_size=60)  # with halves of surrogate pairs
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | ANY_TEXT, lambda c: st.lists(c) | st.dictionaries(ANY_TEXT, c)
)


@given(DATA)
def test_what_goes_in_comes_out(data: object) -> None:
    made = island(data)
    assert json.loads(made) == data
    made.encode("utf-8")


@given(ANY_TEXT)
def test_no_letter_that_acts_is_left(text: str) -> None:
    inside = island([text])[2:-2]
    assert not re.search(r"[<>{}$`&%#\u2028\u2029]", inside)
    assert not re.search(r'\\(?!u[0-9a-f]{4}|["nrtbf])', inside)


def test_hostile_words_are_words() -> None:
    made = island({"headline": HOSTILE})
    assert json.loads(made) == {"headline": HOSTILE}
    assert "{{" not in made and "</" not in made and "<!--" not in made and "${" not in made


def test_what_json_cannot_say_is_refused() -> None:
    with pytest.raises(ValueError):
        island(float("nan"))
