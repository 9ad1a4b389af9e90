"""The PDF of a picture: the very SVG on a page of its size, by typst, tagged and with its descriptions."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from geodash.picture.document import Picture
from geodash.picture.type import Typesetter
from geodash.picture.wording import Accompanying
from geodata.errors import GeodataError

PT_PER_PX = 0.75  # CSS: 96 px are 72 pt
MM_PER_PX = 25.4 / 96
# Every text is data that typst reads from sys.inputs: none is ever its source.
SOURCE = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title, description: told.description, author: told.author, keywords: told.keywords)
#set text(lang: told.lang)
#set page(width: told.width * 1mm, height: told.height * 1mm, margin: 0mm)
#image("picture.svg", width: 100%, height: 100%, fit: "stretch", alt: told.alt)
"""


def pdf(
    picture: Picture, told: Accompanying, title: str, language: str, made: datetime, typesetter: Typesetter
) -> bytes:
    """A page with text as text, its fonts embedded. PDF/UA-1 where typst grants it, else tagged all the same.
    Raises GeodataError."""
    width, height = picture.size.paper_mm or (picture.width * MM_PER_PX, picture.height * MM_PER_PX)
    inputs = {
        "title": title, "description": told.alt, "alt": told.description, "lang": language, "width": width, "height": height,
        "author": told.maker, "keywords": ["map"],
    }  # fmt: skip
    with tempfile.TemporaryDirectory(prefix="geodash-") as name:
        folder = Path(name)
        (folder / "picture.svg").write_text(picture.svg, encoding="utf-8")
        source = folder / "page.typ"
        source.write_text(SOURCE, encoding="utf-8")
        fonts = sorted({str(face.path.parent) for face in typesetter.faces()})
        standards: Any  # typst names the type of its list by literals
        for standards in (["ua-1"], None):
            try:
                made_bytes: bytes = typst.compile(
                    str(source), root=name, font_paths=fonts, ignore_system_fonts=True, format="pdf",
                    sys_inputs={"told": json.dumps(inputs, ensure_ascii=False)}, pdf_standards=standards,
                    timestamp=int(made.astimezone(UTC).timestamp()),
                )  # fmt: skip
                return made_bytes
            except typst.TypstError as error:
                problem = error
    raise GeodataError(f"the PDF could not be made: {problem}")
