"""All place names of a text: its dateline, its sentences, and the two sides of each border phrase. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.border_phrases import find_border_phrases
from geodata.datelines import dateline_toponyms
from geodata.recognition import recognise
from geodata.toponyms import BorderPhrase, Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc


def find_toponyms(text: str, doc: Doc, names: Names, words: PlaceWords) -> tuple[list[Toponym], list[BorderPhrase]]:
    """The toponyms in text order, not overlapping, and the border phrases whose sides are among them.

    ``doc`` is the model's reading of ``datelines.masked(text)``; of the model only its names are used.
    """
    toponyms = [*dateline_toponyms(text, names), *recognise(doc, names, words)]
    phrases = find_border_phrases(text, toponyms, names)
    return _with_sides(toponyms, [side for phrase in phrases for side in (phrase.left, phrase.right)]), phrases


def _with_sides(toponyms: list[Toponym], sides: list[Toponym]) -> list[Toponym]:
    """In text order, without those that a border's side covers a part of ("U.S.-Mexico" taken for one name)."""
    covered = {i for side in sides for i in range(side.start, side.end)}
    loose = [t for t in toponyms if covered.isdisjoint(range(t.start, t.end))]
    spans = {(t.start, t.end): t for t in (*loose, *sides)}  # one name may be a side of two borders
    return [spans[span] for span in sorted(spans)]
