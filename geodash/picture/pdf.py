"""The PDF of a picture: the very SVG on a page of its size, tagged and with its descriptions."""

from __future__ import annotations

from datetime import UTC, datetime

from geodash.picture.document import Picture
from geodash.picture.press import PressError, press
from geodash.picture.type import Typesetter
from geodash.picture.wording import Accompanying

PT_PER_PX = 0.75  # CSS: 96 px are 72 pt
PT_PER_MM = 72 / 25.4


def pdf(
    picture: Picture, told: Accompanying, title: str, language: str, made: datetime, typesetter: Typesetter
) -> bytes:
    """A page with text as text, its fonts embedded. PDF/UA-1 where typst grants it, else tagged all the same.
    Raises GeodataError."""
    width, height = picture.width * PT_PER_PX, picture.height * PT_PER_PX
    if picture.size.paper_mm:
        width, height = (side * PT_PER_MM for side in picture.size.paper_mm)
    inputs = {
        "title": title, "description": told.alt, "alt": told.description, "lang": language, "author": told.maker,
        "keywords": ["map"],
    }  # fmt: skip
    stamp = int(made.astimezone(UTC).timestamp())
    try:
        return press(picture, typesetter, width, height, inputs, format="pdf", timestamp=stamp, pdf_standards=["ua-1"])
    except PressError:
        return press(picture, typesetter, width, height, inputs, format="pdf", timestamp=stamp)
