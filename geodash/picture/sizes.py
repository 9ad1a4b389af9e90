"""Sizes of pictures: names for those that desks use, or any W×H in px."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geodata.errors import InputError

DEFAULT = "1280x1472"
SMALLEST, LARGEST = 240, 8000  # px
_FREE = re.compile(r"^(\d{2,5})\s*[x×X]\s*(\d{2,5})$")


@dataclass(frozen=True, slots=True)
class Size:
    """The picture's px; ``zoom``: how many px one px of type and line takes, so that a card for a phone's feed can be
    read. Without a height it is as tall as its content."""

    width: float
    height: float | None
    zoom: float = 1.0
    paper_mm: tuple[float, float] | None = None


NAMED = {
    "1280x1472": Size(1280, 1472),
    "a4": Size(793.7, 1122.52, paper_mm=(210, 297)),  # CSS px are 1/96 inch
    "1080x1080": Size(1080, 1080, zoom=1.8),  # feeds show it at a third of its size
    "1200x630": Size(1200, 630, zoom=1.8),
    "column": Size(375, None),  # a column of a news page, or a phone
}


def size(text: str) -> Size:
    """The size of a name or of "W×H". Raises InputError with the choices."""
    named = NAMED.get(text.lower().replace("×", "x"))
    if named:
        return named
    found = _FREE.match(text.strip())
    if not found or not all(SMALLEST <= int(side) <= LARGEST for side in found.groups()):
        raise InputError(
            f"size “{text[:40]}” is unknown; choose one of: {', '.join(NAMED)}, or WIDTHxHEIGHT in px ({SMALLEST} to {LARGEST})"
        )
    return Size(float(found[1]), float(found[2]))
