"""What the words before a name make of it: "near Goma" is not Goma, and "northern Peru" is not Peru. Pure."""

from __future__ import annotations

import re

from geodata.toponyms import Entry

NEAR = re.compile(
    r"\b(?:near|outside|close to|outskirts of|not far from)(?: the)?(?: (?:town|city|village|port) of)? $"
)
PART = re.compile(r"\b((?:north|south)(?:-?(?:east|west))?(?:ern)?|(?:east|west)(?:ern)?|central) $", re.IGNORECASE)
POINTS = frozenset({"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "central"})
_REACH = 40  # characters before a name in which such words stand


def compass(word: str) -> str | None:
    """ "Northern", "north-eastern", "south" → "north", "northeast", "south"; None for any other word."""
    plain = word.lower().replace("-", "").replace(" ", "").removesuffix("ern")
    return plain if plain in POINTS else None


def find_qualifier(text: str, start: int, entry: Entry) -> tuple[str, int]:
    """What the words before a name make of it ("near", "northern" or ""), and where the mention then begins."""
    before = text[max(0, start - _REACH) : start]
    if entry.where_prec == 1 and NEAR.search(before):
        return "near", start
    if entry.area_ref is not None and (match := PART.search(before)) and match.group(1)[0].islower():
        return match.group(1), start - len(before) + match.start()
    return "", start


def qualified(entry: Entry, word: str) -> tuple[str, int]:
    """The id and UCDP precision of an entry with its qualifier: "near" is 2, a part of an area 5."""
    if not word:
        return entry.id, entry.where_prec
    direction = compass(word)
    return f"{entry.id}:{direction or word}", 5 if direction else 2
