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
    sides = [side for phrase in phrases for side in (phrase.left, phrase.right)]
    known = {(t.start, t.end) for t in sides}
    loose = [t for t in toponyms if (t.start, t.end) not in known and not _cut_by(t, sides)]
    return sorted([*loose, *sides], key=lambda t: (t.start, t.end)), phrases


def _cut_by(toponym: Toponym, sides: list[Toponym]) -> bool:
    """Whether a border's side covers part of this toponym ("U.S.-Mexico" taken for one name)."""
    return any(toponym.start < s.end and s.start < toponym.end for s in sides)
