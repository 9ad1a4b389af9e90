"""Pieces of a long text make up the text, are short, and end where a reader would pause."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodata.chunks import CHUNK, LONGEST_WORD, chunks, joined

PIECES = st.sampled_from(["word ", "a longer one, ", "End. ", "\n", "\n\n", "x" * 120, "((((", "é😀 "])


@given(st.lists(PIECES, max_size=60).map("".join), st.integers(20, 200))
def test_pieces_make_up_the_text(text: str, size: int) -> None:
    pieces = list(chunks(text, size))
    assert "".join(pieces) == text and pieces
    assert all(len(piece) <= size for piece in pieces) or len(text) <= size
    assert all(len(word) <= LONGEST_WORD for piece in pieces for word in piece.split())


def test_an_article_stays_whole() -> None:
    assert list(chunks("word " * (CHUNK // 5))) == ["word " * (CHUNK // 5)]


def test_cuts_are_made_at_paragraphs_before_sentences_before_words() -> None:
    paragraph = "One sentence here. And another one there."
    assert list(chunks(f"{paragraph}\n\n{paragraph}", 60)) == [f"{paragraph}\n\n", paragraph]
    assert next(iter(chunks(paragraph, 30))) == "One sentence here. "
    assert next(iter(chunks("several words without any stop", 20))) == "several words "


def test_a_joined_document_is_the_one_read_at_once(parse: Callable[[str], Any]) -> None:
    text = "Rain fell in Lima, Peru, on Monday.\n\nBuses ran late in Arequipa. Nobody was hurt."
    whole, pieces = parse(text), [parse(piece) for piece in chunks(text, 45)]
    assert len(pieces) > 1
    made = joined(pieces, whole.vocab)
    assert made.text == text and [t.idx for t in made] == [t.idx for t in whole]
    assert [(e.text, e.start_char, e.label_) for e in made.ents] == [
        (e.text, e.start_char, e.label_) for e in whole.ents
    ]
    assert [t.tag_ for t in made] == [t.tag_ for t in whole]
