"""The PDF is the picture on paper: its size, tags, fonts and words."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from pypdf import PdfReader

from geodash.ground import Ground
from geodash.picture.pdf import pdf
from tests.geodash.helpers import event, place, proposal, story
from tests.geodash.picture.drawing import TYPE, Drawing, demo, draw

BUILT = datetime(2024, 8, 14, 12, 0, tzinfo=UTC)
MARKUP = '<b>#panic("x")</b> $x$ & ]]> {{7*7}} \\ @x *y*'


def _made(drawing: Drawing, language: str = "en", built: datetime = BUILT) -> bytes:
    return pdf(drawing.picture, drawing.told, drawing.words.title, language, built, TYPE)


@cache
def _demo(of: str = "a4", language: str = "en") -> tuple[Drawing, bytes]:
    drawing = draw(demo(), Ground(), of, language=language)
    return drawing, _made(drawing, language)


def _read(raw: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(raw), strict=True)


def _root(raw: bytes) -> Any:
    return _read(raw).trailer["/Root"]


def _tags(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _tags(child)
    elif hasattr(node, "get") and "/S" in node:
        yield node
        yield from _tags(node.get("/K", []))


@pytest.mark.parametrize(
    ("of", "points"), [("a4", (595.276, 841.89)), ("1280x1472", (960.0, 1104.0)), ("1080x1080", (810.0, 810.0))]
)
def test_a_page_is_as_large_as_the_picture(of: str, points: tuple[float, float]) -> None:
    reader = _read(_demo(of)[1])
    assert len(reader.pages) == 1
    box = reader.pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(points, abs=0.01)


def test_it_is_tagged_and_its_figure_is_described() -> None:
    drawing, raw = _demo()
    root = _root(raw)
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    figures = [tag for tag in _tags(root["/StructTreeRoot"]["/K"]) if tag["/S"] == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [drawing.told.description]


def test_its_title_language_and_subject_are_the_storys() -> None:
    drawing, raw = _demo()
    reader, root = _read(raw), _root(raw)
    assert reader.metadata is not None
    assert reader.metadata.title == drawing.words.title
    assert reader.metadata.subject == drawing.told.alt
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True


def test_it_claims_pdf_ua() -> None:
    packet = _root(_demo()[1])["/Metadata"].get_object().get_data().decode("utf-8")
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet


def _fonts(raw: bytes) -> list[Any]:
    found = []
    page: Any = _read(raw).pages[0]
    for font in page["/Resources"]["/Font"].get_object().values():
        own = font.get_object()
        found.append(own["/DescendantFonts"][0].get_object() if "/DescendantFonts" in own else own)
    return found


def test_every_font_is_embedded_as_a_subset() -> None:
    fonts = _fonts(_demo()[1])
    assert len(fonts) >= 3
    for font in fonts:
        assert re.match(r"/[A-Z]{6}\+Noto", font["/BaseFont"]), "a subset bears a tag"
        held = font["/FontDescriptor"].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(held)


def test_its_words_can_be_searched_and_copied() -> None:
    told = " ".join(_read(_demo()[1]).pages[0].extract_text().split())
    for words in ("Khan Younis", "Israel demands", "Hamas rejects", "Source: ", "OpenStreetMap contributors (ODbL)"):
        assert words in told


def test_no_script_no_link_no_file() -> None:
    reader = _read(_demo()[1])
    root: Any = reader.trailer["/Root"]
    assert {"/OpenAction", "/AA", "/AcroForm"} & set(root) == set()
    assert {"/JavaScript", "/EmbeddedFiles"} & set(root.get("/Names", {})) == set()
    assert "/Annots" not in reader.pages[0]
    for number in {*reader.xref.get(0, {}), *reader.xref_objStm} - {0}:
        found = str(reader.get_object(number))
        assert "javascript:" not in found.lower()
        assert "/JS" not in found


def test_the_same_story_gives_the_same_bytes() -> None:
    drawing, raw = _demo()
    assert _made(drawing) == raw
    assert _made(drawing, built=datetime(2024, 8, 15, tzinfo=UTC)) != raw


@pytest.mark.parametrize("language", ["ar", "he"])
def test_other_languages_are_told(language: str) -> None:
    drawing, raw = _demo("a4", language)
    assert _root(raw)["/Lang"] == language
    figures = [tag for tag in _tags(_root(raw)["/StructTreeRoot"]["/K"]) if tag["/S"] == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [drawing.told.description]
    assert any("Arabic" in f["/BaseFont"] or "Hebrew" in f["/BaseFont"] for f in _fonts(raw))


def test_markup_is_text(ground: Ground) -> None:
    made = story(
        title=MARKUP,
        article={"headline": MARKUP, "url": "javascript:alert(1)"},
        places=[place("p", point=[34.3, 31.3]) | {"name": MARKUP}],
        events=[event("e", "p") | {"label": MARKUP}],
        proposals=[proposal("z", "p") | {"name": MARKUP}],
    )
    drawing = draw(made, ground)
    raw = _made(drawing)
    reader = _read(raw)
    assert reader.metadata is not None
    assert reader.metadata.title == MARKUP == drawing.words.title
    told = "".join(reader.pages[0].extract_text().split())
    assert "".join(MARKUP.split()) in told
    assert b"javascript:" not in raw
    assert "/Annots" not in reader.pages[0]
