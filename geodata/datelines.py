"""Datelines: "NAIROBI, Kenya (Agency) — " at the head of an article names where it was filed, not part of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geodata.names import fold
from geodata.toponyms import Names, Toponym

_DATELINE = re.compile(
    r"\s*(?P<place>[^\W\d_a-z][\w.'’ /-]{1,40}?)(?:, (?P<area>[^\W\d_a-z][\w. ]{1,30}?))?"
    r"(?:, \w{3,9}\.? \d{1,2}(?:, \d{4})?)? ?(?P<agency>\([^)\n]{1,30}\))? ?(?:—|–|--|-) ?(?=\S)"
)


def dateline_end(text: str) -> int:
    """Where the first sentence begins after a dateline; 0 where there is none.

    A dateline has its place in capitals or an agency in brackets; a line of its own is a headline instead.
    """
    match = _DATELINE.match(text)
    if match is None or not (match.group("place").isupper() or match.group("agency")):
        return 0
    return match.end()


def masked(text: str) -> str:
    """The text with its dateline blanked, of the same length, so that a parser reads whole sentences only."""
    end = dateline_end(text)
    return " " * end + text[end:]


def dateline_toponyms(text: str, names: Names) -> Iterator[Toponym]:
    """The known names in the dateline: the place and the area after the comma."""
    match = _DATELINE.match(text)
    if match is None or not dateline_end(text):
        return
    area = match.group("area")
    for part in ("place", "area"):
        container, at = (area if part == "place" else None), match.start(part)
        for name in (match.group(part) or "").split("/"):  # "CAIRO/ADDIS ABABA"
            if fold(name) and names.is_name(name):
                yield Toponym(at, at + len(name), name, "dateline", True, container=container)
            at += len(name) + 1
