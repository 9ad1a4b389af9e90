"""Text fit for a file."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.plain import QUOTE, one_line, quoted


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Khan\n  Younis\t", "Khan Younis"),
        ("a\u2028b\u2029c\x85d", "a b c d"),
        ("nul\x00, bell\x07, delete\x7f, C1\x9b", "nul, bell, delete, C1"),
        ("half\ud83d a pair", "half\ufffd a pair"),
        ("\ufeffmark and \u202eturn\u202c", "mark and turn"),
        ("می‌خواهم 👩‍🚒 غزة", "می‌خواهم 👩‍🚒 غزة"),
    ],
    ids=["white space", "line ends", "controls", "lone surrogate", "unseen marks", "joiners stay"],
)
def test_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@given(st.text(st.characters(), max_size=400))
def test_a_quote_is_short_and_can_be_written(text: str) -> None:
    made = quoted(text)
    assert len(made) <= QUOTE
    made.encode("utf-8")
    assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in made)
