"""The press: typst, which sets a picture's SVG on a page and gives it out as PDF or PNG.

Its renderer is resvg's own (a test holds the PNG to resvg-py's, pixel for pixel), built to run five times as fast.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from geodash.picture.document import Picture
from geodash.picture.type import Typesetter
from geodata.errors import GeodataError

# Every text is data that typst reads from sys.inputs: none is ever its source.
SOURCE = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, description: told.description, author: told.author, keywords: told.keywords)
#set text(lang: told.lang)
#set page(width: told.width * 1pt, height: told.height * 1pt, margin: 0pt)
#image("picture.svg", width: 100%, height: 100%, fit: "stretch", alt: told.alt)
"""
UNTOLD = {"title": "", "description": "", "author": "", "keywords": [], "lang": "en", "alt": ""}


class PressError(GeodataError):
    """The press would not print it as it was asked to."""


def press(
    picture: Picture, typesetter: Typesetter, width_pt: float, height_pt: float, told: Mapping[str, Any], **options: Any
) -> bytes:
    """The picture on a page of that size (pt), in the shipped fonts alone. ``options``: typst's. Raises PressError."""
    inputs = {**UNTOLD, **told, "width": width_pt, "height": height_pt}
    with tempfile.TemporaryDirectory(prefix="geodash-") as name:
        folder = Path(name)
        (folder / "picture.svg").write_text(picture.svg, encoding="utf-8")
        source = folder / "page.typ"
        source.write_text(SOURCE, encoding="utf-8")
        try:
            made: bytes = typst.compile(
                str(source),
                root=name,
                font_paths=sorted({str(face.path.parent) for face in typesetter.faces()}),
                ignore_system_fonts=True,
                sys_inputs={"told": json.dumps(inputs, ensure_ascii=False)},
                **options,
            )
        except typst.TypstError as error:
            raise PressError(f"the picture could not be printed: {error}") from None
    return made
