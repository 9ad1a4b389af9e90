"""Cutting a long text into pieces that the model can read one by one, and joining what it read. Pure.

The model keeps some kB per word while it reads, and slows down on a word of thousands of characters; in pieces its
memory is bounded and its time linear. What it says of a word depends on a few words around it, so that a cut between
paragraphs changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

CHUNK = 10_000  # characters; the longest of 706 articles of LGL and TR-News has 9,148
LONGEST_WORD = 100  # characters without a space; the tokenizer takes the square of it for a run of signs
_LONG = re.compile(rf"\S{{{LONGEST_WORD}}}")
# Where to cut, best first: after an empty line, a line, a sentence, a space. All gaps stay with what is before them.
_CUTS = tuple(re.compile(pattern) for pattern in (r"\n\s*\n\s*", r"\n\s*", r"[.!?][\"'”’)]*\s+", r"\s+"))


def chunks(text: str, size: int = CHUNK) -> Iterator[str]:
    """Pieces of at most ``size`` characters that make up the text when joined; at least one."""
    if len(text) <= size and _LONG.search(text) is None:
        yield text
        return
    start = 0
    while len(text) - start > size:
        end = _cut(text, start, start + size)
        yield from _short_words(text[start:end])
        start = end
    yield from _short_words(text[start:])


def _cut(text: str, start: int, limit: int) -> int:
    """The best place to cut in the second half of [start, limit)."""
    for pattern in _CUTS:
        cut = 0
        for match in pattern.finditer(text, (start + limit) // 2, limit):
            cut = match.end()
        if cut:
            return cut
    return limit


def _short_words(text: str) -> Iterator[str]:
    """The piece itself, or cut once more within words that are too long."""
    start = 0
    for match in _LONG.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    if start < len(text):
        yield text[start:]


def joined(docs: Iterable[Doc], vocab: Vocab) -> Doc:
    """One document with the tokens, tags, sentences and names of all, in order."""
    from spacy.tokens import Doc

    pieces = []
    for doc in docs:
        doc.tensor = np.zeros((0,), dtype="float32")  # the model's own vectors: 400 bytes a word, of no use any more
        pieces.append(doc)
    if len(pieces) == 1:
        return pieces[0]
    return Doc.from_docs(pieces, ensure_whitespace=False) or Doc(vocab)
