"""The PNG is the picture at its scale, and says in the file what it shows."""

from __future__ import annotations

import io
import struct

import pytest
import resvg_py
from hypothesis import given
from lxml import etree
from PIL import Image, ImageChops

from geodash.ground import Ground
from geodash.picture.png import described, png, texts_of, xmp
from geodash.picture.wording import Accompanying
from geodata.errors import InputError
from tests.geodash.helpers import fixture
from tests.geodash.picture.drawing import TYPE, Drawing, draw
from tests.geodash.picture.test_type import TEXTS

MARKUP = '<script>alert("1")</script> & ]]> {{7*7}} ${x} \u2028 \u202e'
NAMES = {
    "x": "adobe:ns:meta/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "iptc": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
}


@pytest.fixture(scope="module")
def card(ground: Ground) -> Drawing:
    return draw(fixture("talks"), ground, "1200x630", credit="Graphics: Lake Post")


def _made(card: Drawing, scale: float = 1.0) -> bytes:
    return png(card.picture, scale, card.told, card.words.title, TYPE)


def _size(raw: bytes) -> tuple[int, int]:
    assert raw[:16] == b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
    wide, high = struct.unpack(">II", raw[16:24])
    return wide, high


def _packet(text: str) -> etree._Element:
    return etree.fromstring(text.encode("utf-8"))


def _field(packet: etree._Element, name: str) -> str:
    (found,) = packet.findall(f".//{name}/rdf:Alt/rdf:li", NAMES)
    return found.text or ""


@pytest.mark.parametrize(("scale", "size", "per_metre"), [(1.0, (1200, 630), 2835), (2.0, (2400, 1260), 5669)])
def test_its_px_are_the_pictures_times_the_scale(
    card: Drawing, scale: float, size: tuple[int, int], per_metre: int
) -> None:
    raw = _made(card, scale)
    assert _size(raw) == size
    at = raw.index(b"pHYs")
    assert struct.unpack(">IIB", raw[at + 4 : at + 13]) == (per_metre, per_metre, 1)
    assert raw.count(b"pHYs") == 1


def test_a_column_is_as_tall_as_its_words(ground: Ground) -> None:
    drawing = draw(fixture("nowhere"), ground, "column")
    wide, high = _size(_made(drawing, 1.0))
    assert wide == 375
    assert high == pytest.approx(drawing.picture.height, abs=1)


def test_it_says_what_it_shows(card: Drawing) -> None:
    texts = texts_of(_made(card))
    assert set(texts) == {"Title", "Description", "Copyright", "XML:com.adobe.xmp"}
    assert texts["Title"] == card.words.title
    assert texts["Description"] == card.told.alt
    assert texts["Copyright"] == card.told.credit
    packet = _packet(texts["XML:com.adobe.xmp"])
    assert _field(packet, "iptc:AltTextAccessibility") == card.told.alt
    assert _field(packet, "iptc:ExtDescrAccessibility") == card.told.description
    assert _field(packet, "dc:title") == card.words.title
    assert _field(packet, "dc:rights") == card.told.credit
    credit = packet.find(".//photoshop:Credit", NAMES)
    assert credit is not None
    assert (credit.text or "").startswith("Graphics: Lake Post")


def test_the_credit_names_whose_data_it_is(card: Drawing) -> None:
    assert "© OpenStreetMap contributors (ODbL)" in texts_of(_made(card))["Copyright"]
    assert "Natural Earth" in texts_of(_made(card))["Copyright"]


def test_markup_in_a_description_stays_text() -> None:
    told = Accompanying(MARKUP, MARKUP, MARKUP, MARKUP)
    packet = _packet(xmp(MARKUP, told))
    fields = ("iptc:AltTextAccessibility", "iptc:ExtDescrAccessibility", "dc:title", "dc:description", "dc:rights")
    assert {_field(packet, name) for name in fields} == {MARKUP}
    assert len(packet.findall(".//rdf:li", NAMES)) == len(fields)


@given(TEXTS, TEXTS)
def test_any_text_is_a_description(title: str, text: str) -> None:
    _packet(xmp(title, Accompanying(text, text, text, text)))


@given(TEXTS)
def test_any_text_comes_back_from_the_file(text: str) -> None:
    blank = b"\x89PNG\r\n\x1a\n" + b"\0\0\0\0IDAT" + b"\0\0\0\0" + b"\0\0\0\0IEND" + b"\0\0\0\0"
    found = texts_of(described(blank, {"Description": text}, "<x/>", 144))
    assert found["XML:com.adobe.xmp"] == "<x/>"
    assert found["Description"] == text.encode("utf-8", "replace").decode("utf-8")


def test_what_is_too_large_is_one_line(card: Drawing) -> None:
    with pytest.raises(InputError) as told:
        _made(card, 16)
    assert str(told.value) == "a PNG of 19200 × 10080 px is too large; use a smaller --scale or --size"


def test_the_same_picture_gives_the_same_bytes(card: Drawing) -> None:
    assert _made(card) == _made(card)


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_the_press_draws_what_resvg_draws(card: Drawing, scale: float) -> None:
    svg, faces = card.picture.svg, sorted({str(face.path) for face in card.picture.faces})
    other = bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=scale, skip_system_fonts=True, font_files=faces))
    one, two = (Image.open(io.BytesIO(raw)).convert("RGB") for raw in (_made(card, scale), other))
    assert one.size == two.size
    assert ImageChops.difference(one, two).getbbox() is None
