"""Evidence in files that leave the desk: the words that count, short, and a sign where others were left out."""

from __future__ import annotations

import pytest

from geodash.excerpts import excerpt
from geodash.quotes import Quote
from geodata.plain import QUOTE


@pytest.mark.parametrize(
    ("pieces", "kept"),
    [
        ([("Alpha met Beta", True)], "Alpha met Beta"),
        ([("On Monday, ", False), ("Alpha met Beta", True), (".", False)], "… Alpha met Beta."),
        ([("Alpha met Beta", True), (" in Gamma.", False)], "Alpha met Beta …"),
        ([("Alpha", True), (" and others met ", False), ("Beta", True)], "Alpha … Beta"),
        ([("Alpha", True), (" ", False), ("Beta", True)], "Alpha Beta"),
    ],
)
def test_what_is_left_out_is_told(pieces: list[tuple[str, bool]], kept: str) -> None:
    assert "".join(text for text, _ in excerpt(Quote(tuple(pieces))).pieces) == kept


def test_no_excerpt_is_longer_than_a_quote() -> None:
    made = excerpt(Quote((("word " * 60, True), ("x", False), ("more " * 60, True)), "Wire"))
    assert sum(len(text) for text, marked in made.pieces if marked) <= QUOTE and made.source == "Wire"
