"""No text becomes markup, and none of it is lost."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree

from geodash.picture.svg import Sheet, cased, element, escaped, family, layer, visual
from geodash.picture.type import MISSING, ROLES, Face, Typesetter, is_rtl
from tests.geodash.picture.test_type import TEXTS

TYPE = Typesetter()
SANS = {"font": "sans", "weight": 400, "size": 12.0, "fill": "#14202b"}
SPACED = {**SANS, "spacing": 0.12, "upper": True}
LOOKS = st.sampled_from(
    [SANS, SPACED, {**SANS, "font": "serif", "weight": 700, "size": 29}, {**SANS, "font": "serif", "italic": True}]
)
ANCHORS = st.sampled_from(["start", "middle", "end"])


def _xml(markup: str) -> etree._Element:
    return etree.fromstring(f"<svg>{markup}</svg>".encode())


def _seen(text: str) -> str:
    """What prints of a text, without its spaces."""
    return "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn") and not c.isspace())


def _letters(text: str) -> list[str]:
    """Letters and figures, in no order: brackets are mirrored where a line is turned."""
    return sorted(c for c in _seen(text) if not unicodedata.mirrored(c))


@given(TEXTS, LOOKS, ANCHORS)
@settings(deadline=None, max_examples=400)
def test_any_text_is_a_text(text: str, look: dict[str, object], anchor: str) -> None:
    found = _xml(Sheet(TYPE).text(10, 20, text, look, anchor))
    said = "".join(found.itertext())
    wanted = cased(text, look)
    unknown = TYPE.missing(wanted)
    shown = "".join(MISSING if c in unknown else c for c in wanted)
    assert _letters(said) == _letters(shown)
    if not is_rtl(wanted):
        assert _seen(said) == _seen(shown), "and in its order"
    assert {node.tag for node in found.iter()} <= {"svg", "text", "tspan"}


@given(TEXTS, LOOKS, ANCHORS)
@settings(deadline=None, max_examples=150)
def test_outlined_text_is_paths_that_say_what_they_are(text: str, look: dict[str, object], anchor: str) -> None:
    found = _xml(Sheet(TYPE, outlined=True).text(10, 20, text, look, anchor))
    assert {node.tag for node in found.iter()} <= {"svg", "g", "path"}
    for group in found.iter("g"):
        assert _seen(group.get("aria-label", "")) == _seen(cased(text, look))


@given(TEXTS)
@example("\r\n")
def test_any_text_is_an_attribute_and_content(text: str) -> None:
    found = _xml(element("g", {"id": text}, escaped(text))).find("g")
    assert found is not None
    unfit = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
    wanted = unfit.sub("", re.sub("[\ud800-\udfff]", "?", text))
    assert (found.text or "") == wanted
    assert " ".join(str(found.get("id")).split()) == " ".join(wanted.split())


@pytest.mark.parametrize("text", ["\u200b", "\0", "\u202e\u2066", "\ud800", " ", ""])
def test_what_does_not_print_draws_nothing(text: str) -> None:
    for outlined in (False, True):
        assert not "".join(_xml(Sheet(TYPE, outlined).text(0, 0, text, SANS)).itertext())


MIXED = [
    ("خان يونس Khan Younis 14", ["خان", "يونس", "Khan", "Younis", "14"]),
    ("Talks in غزة on 14 Aug", ["Talks", "غزة", "14", "Aug"]),
    ("14 אוגוסט 2024, Gaza (עזה)", ["14", "אוגוסט", "2024", "Gaza", "עזה"]),
]


@pytest.mark.parametrize(("text", "words"), MIXED)
def test_a_line_of_two_directions_keeps_every_word(text: str, words: list[str]) -> None:
    sheet = Sheet(TYPE)
    pieces = [node.text or "" for node in _xml(sheet.text(0, 20, text, SANS)).iter("text", "tspan")]
    assert all(any(word in piece for piece in pieces) for word in words)
    for piece in pieces:
        assert not (is_rtl(piece) and re.search("[A-Za-z]", piece)), "each stretch has one direction"


@pytest.mark.parametrize(("text", "words"), MIXED)
def test_its_stretches_stand_beside_each_other_within_its_width(text: str, words: list[str]) -> None:
    sheet = Sheet(TYPE)
    node = _xml(sheet.text(100, 20, text, SANS, "start"))
    spans = sorted((float(t.get("x")), t.text or "") for t in node.iter("tspan"))
    wide = sheet.width(text, SANS)
    end = 100.0 - 0.1
    for x, piece in spans:
        assert x >= end - 0.15
        end = x + TYPE.width(piece, "sans", 12)
    assert end <= 100 + wide + 0.2
    assert end >= 100 + wide - 4


def test_a_line_that_runs_from_the_right_is_read_in_its_order() -> None:
    pieces = [t.text for t in _xml(Sheet(TYPE).text(0, 20, "غزة 14 آب", SANS)).iter("tspan")]
    assert pieces == ["غزة", "14", "آب"]
    assert visual("abc") == "abc"


def _spaced(sheet: Sheet) -> bool:
    return "letter-spacing" in sheet.css()


@pytest.mark.parametrize(("text", "spaced"), [("Gaza", True), ("غزة", False), ("Gaza غزة", False), ("غزة Gaza", False)])
def test_letters_that_join_are_never_spaced(text: str, spaced: bool) -> None:
    sheet = Sheet(TYPE)
    sheet.text(0, 20, text, SPACED)
    assert _spaced(sheet) is spaced


@given(TEXTS, LOOKS)
@settings(deadline=None)
def test_every_letter_that_is_set_is_known_for_its_face(text: str, look: dict[str, object]) -> None:
    sheet = Sheet(TYPE)
    said = "".join(_xml(sheet.text(0, 20, text, look)).itertext())
    held = set().union(*sheet.used.values())
    assert set(said) <= held | {" "}


def test_anchors_are_physical() -> None:
    found = {}
    for anchor in ("start", "middle", "end"):
        node = _xml(Sheet(TYPE).text(100, 20, "Gaza", SANS, anchor)).find("text")
        assert node is not None
        found[anchor] = (node.get("x"), node.get("text-anchor"))
    assert found == {"start": ("100", None), "middle": ("100", "middle"), "end": ("100", "end")}
    wide = Sheet(TYPE).width("غزة 14", SANS)
    right = _xml(Sheet(TYPE).text(100, 20, "غزة 14", SANS, "end"))
    assert min(float(t.get("x")) for t in right.iter("tspan")) == pytest.approx(100 - wide, abs=0.1)


def test_classes_are_shared_and_prefixed() -> None:
    sheet = Sheet(TYPE, prefix="a-")
    for text in ("One", "Two"):
        sheet.text(0, 0, text, SANS)
    assert re.findall(r"\.([\w-]+)\{", sheet.css()) == ["a-t0"]
    assert sheet.define("hatch", '<pattern id="{id}"/>') == "url(#a-hatch)"
    assert sheet.defs == {"a-hatch": '<pattern id="a-hatch"/>'}


def test_elements_and_layers() -> None:
    assert element("rect", {"x": 1.25, "y": None, "w": 3}) == '<rect x="1.2" w="3"/>'
    assert element("g", {"id": '"><script>'}, "") == '<g id="&quot;&gt;&lt;script&gt;"/>'
    assert layer("a", "A", "", "") == ""
    assert 'inkscape:label="A &amp; B"' in layer("a", "A & B", "<g/>")


def test_a_family_is_a_css_string_whatever_its_name() -> None:
    face = Face("O'Neil\\</style>{}", 400, False, ROLES["sans"][0].path)
    assert re.fullmatch(r"'[A-Za-z0-9 \\-]*'", family(face))
    assert family(ROLES["sans"][0]) == "'Noto Sans'"
