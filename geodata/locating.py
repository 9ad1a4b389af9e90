"""From a parsed text to its toponyms and what each means: the one way in which stories and geoparsing find places. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.finding import find_toponyms
from geodata.resolution import Resolution, resolve, settled
from geodata.toponyms import BorderPhrase, Names, PlaceWords

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True)
class Located:
    """The resolutions of a text in text order, the sides of its borders among them, and each border with its sides."""

    resolutions: list[Resolution]
    borders: list[tuple[BorderPhrase, Resolution, Resolution]]

    def settled(self) -> Located:
        """The same as a story takes it: near ties unresolved, areas as sure as their name and choice."""
        borders = [(phrase, settled(left), settled(right)) for phrase, left, right in self.borders]
        return Located([settled(r) for r in self.resolutions], borders)


def locate(text: str, doc: Doc, names: Names, words: PlaceWords, progress: Callable[[str], None]) -> Located:
    """Every toponym of ``text`` and what it means. ``doc``: the text, parsed with its dateline blanked.

    "The Egypt-Gaza border" gives its two sides as toponyms. ``progress`` is told of each step as it begins.
    """
    progress("Finding places")
    toponyms, phrases = find_toponyms(text, doc, names, words)
    progress("Deciding which places are meant")
    resolutions = resolve(toponyms, names, words)
    at = {(r.toponym.start, r.toponym.end): r for r in resolutions}
    borders = [(p, at[p.left.start, p.left.end], at[p.right.start, p.right.end]) for p in phrases]
    return Located(resolutions, borders)
