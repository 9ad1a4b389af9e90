"""From a parsed text to its toponyms and what each means: the one way in which stories and geoparsing find places. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.border_phrases import find_border_phrases
from geodata.datelines import dateline_toponyms
from geodata.recognition import recognise
from geodata.resolution import Resolution, resolve
from geodata.toponyms import BorderPhrase, Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Located:
    """The resolutions of a text in text order, the sides of its borders among them, and each border with its sides."""

    resolutions: list[Resolution]
    borders: list[tuple[BorderPhrase, Resolution, Resolution]]


def locate(text: str, doc: Doc, names: Names, words: PlaceWords, progress: Callable[[str], None]) -> Located:
    """Every toponym of ``text`` and what it means. ``doc``: the text, parsed with its dateline blanked.

    "The Egypt-Gaza border" gives its two sides as toponyms. ``progress`` is told of each step as it begins.
    """
    progress("Finding places")
    toponyms = [*dateline_toponyms(text, names), *recognise(doc, names, words)]
    phrases = find_border_phrases(text, toponyms, names)
    progress("Deciding which places are meant")
    sides = [side for phrase in phrases for side in (phrase.left, phrase.right)]
    resolutions = resolve(_with_sides(toponyms, sides), names, words)
    at = {(r.toponym.start, r.toponym.end): r for r in resolutions}
    borders = [(p, at[p.left.start, p.left.end], at[p.right.start, p.right.end]) for p in phrases]
    return Located(resolutions, borders)


def _with_sides(toponyms: list[Toponym], sides: list[Toponym]) -> list[Toponym]:
    """In text order, without those that a border's side covers a part of ("U.S.-Mexico" taken for one name)."""
    covered = {i for side in sides for i in range(side.start, side.end)}
    loose = [t for t in toponyms if covered.isdisjoint(range(t.start, t.end))]
    spans = {(t.start, t.end): t for t in (*loose, *sides)}  # one name may be a side of two borders
    return [spans[span] for span in sorted(spans)]
