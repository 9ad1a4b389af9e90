"""Hostile words in every place that a picture shows: they appear literally, and nothing runs or is fetched."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from geodash.picture.pdf import pdf
from geodash.picture.png import png, texts_of
from geodash.studio import Options, Studio, open_studio
from geodata.model import Story
from tests.geodash.helpers import event, place, proposal, square, stance, story

HOSTILE = (
    "{{7*7}}", "{% for x in y %}", "${alert(1)}", "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>",
    "$5 and $6", "line\u2028break", "#import \"x\"", "]]>", "&amp;&lt;", "'\"><svg onload=alert(1)>", "a\x00b\x1bc",
    "\u202emirrored", "zero\u200bwidth", "flag 🇺🇳 emoji 🙂", "url(javascript:1)", "%n%s\\",
)  # fmt: skip


def hostile(words: str) -> Story:
    town = place("t", name=f"Town {words}", point=[12.0, 45.0])
    area = place("a", "admin_area", 4, name=f"Area {words}", point=[13, 46], geometry=square(12.5, 45.5, 13.5, 46.5))
    zone = proposal(
        "z",
        "a",
        name=f"Zone {words}",
        geometry_basis="containing_area",
        positions=[stance(f"P {words}", "proposes", f"v {words}")],
    )
    article: dict[str, Any] = {
        "headline": f"Head {words}",
        "source_office": f"Office {words}",
        "url": "javascript:alert(1)",
    }
    events = [
        event("e1", "t", label=f"Said {words}"[:90]),
        event("e2", "a", label=f"Done {words}"[:90], attributed_to=f"Q {words}"),
    ]
    return story(places=[town, area], events=events, proposals=[zone], article=article, title=f"Head {words}")


def plain(text: str) -> str:
    """What can be seen of a text: controls and marks of direction have no form of their own."""
    return re.sub(r"[\W_]+", "", text.encode("utf-8", "ignore").decode("utf-8"))


@pytest.fixture(params=HOSTILE, ids=lambda words: ascii(words))
def studio(request: pytest.FixtureRequest) -> tuple[str, Studio]:
    return request.param, open_studio(hostile(request.param), Options(size="900x900"))


def test_hostile_words_stand_as_words_and_nothing_else(studio: tuple[str, Studio]) -> None:
    words, made = studio
    svg = made.draw().svg
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own file, and the test
    seen = plain("".join("".join(node.itertext()) for node in root.iter("{http://www.w3.org/2000/svg}text")))
    shown = plain(words.replace("\x00", "").replace("\x1b", ""))
    letters = "".join(c for c in shown if c.isascii())
    assert letters in seen
    allowed = {
        "svg",
        "title",
        "desc",
        "style",
        "defs",
        "pattern",
        "g",
        "path",
        "rect",
        "circle",
        "use",
        "text",
        "tspan",
        "clipPath",
    }
    assert {node.tag.split("}")[1] for node in root.iter()} <= allowed
    for node in root.iter():
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on")
            assert "href" not in name or value.startswith("#")
    style = root.findtext("{http://www.w3.org/2000/svg}style") or ""
    assert "javascript" not in style and not re.search(r"url\((?!data:font/woff2)", style) and "@import" not in style


def test_hostile_words_survive_in_png_and_pdf(studio: tuple[str, Studio]) -> None:
    words, made = studio
    picture, title = made.draw(), made.lines.title
    stored = texts_of(png(picture, 1.0, made.told, title, made.typesetter))
    ElementTree.fromstring(stored["XML:com.adobe.xmp"])  # noqa: S314 - well-formed whatever was put in
    assert plain(words)[:20] in plain(stored["Title"])
    made_pdf = pdf(picture, made.told, title, "en", made.built, made.typesetter)
    raw = made_pdf + b"".join(_streams(made_pdf))
    assert b"/JavaScript" not in raw and b"/URI" not in raw and b"/Launch" not in raw
    assert made_pdf.startswith(b"%PDF-")


def _streams(raw: bytes) -> list[bytes]:
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL):
        try:
            found.append(zlib.decompress(match[1]))
        except zlib.error:
            continue
    return found


def test_a_picture_reads_no_other_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.svg"
    secret.write_text("<svg xmlns='http://www.w3.org/2000/svg'><text>secret</text></svg>", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    made = open_studio(hostile(f"<image href='{secret}'/>"), Options(size="600x600"))
    assert "<image" not in made.draw().svg
