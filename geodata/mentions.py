"""What recognition and resolution hand on: place mentions in an article, resolved or not.

A :class:`Reading` is everything that events and proposals are made from: the parse, the mentions in text order,
and the places they refer to. Nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.model import Article, Evidence, Place, PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """One place name at a span of the text (``start``, ``end``: string indices, end exclusive).

    ``place_id`` is None where it stays unresolved. ``demonym``: a word such as "Israeli", with the country's id.
    ``metonym``: the name stands for a government ("Washington said"). ``inside``: the mention is part of a longer
    one ("Gaza" in "the Egypt-Gaza border"), whose place is what the phrase is about.
    """

    start: int
    end: int
    text: str
    place_id: str | None = None
    kind: PlaceKind | None = None
    country: str | None = None
    demonym: bool = False
    metonym: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Reading:
    """An article with its parse, its mentions in text order, and the places they refer to, by id."""

    article: Article
    doc: Doc
    mentions: list[Mention]
    places: dict[str, Place] = field(default_factory=dict)

    def within(self, start: int, end: int) -> Iterator[Mention]:
        """The mentions that lie wholly inside [start, end)."""
        return (m for m in self.mentions if start <= m.start and m.end <= end)

    def evidence(self, span: Span) -> Evidence:
        """The span of the parse as evidence in the article."""
        return self.quote(span.start_char, span.end_char)

    def quote(self, start: int, end: int) -> Evidence:
        """The characters [start, end) as evidence in the article."""
        return Evidence(article_id=self.article.id, start=start, end=end, exact=self.article.text[start:end])
