"""Each row of the precision and geometry tables has a symbol of its own, told apart without colour."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest
import shapely
from lxml import etree

from geodash.palette import contrast
from geodash.picture import symbols
from geodash.picture.blocks import Setter
from geodash.picture.legend import WORDS, swatch
from geodash.picture.svg import Sheet
from geodash.picture.theme import THEMES, picture_style
from geodash.picture.type import Typesetter
from geodata.model import Status

TYPE = Typesetter()
STYLE = picture_style()
PRECISION = ("site", "town", "near", "area", "line", "fuzzy", "country", "sea", "air")
BASIS = ("proposed-line", "note", "zone", "sketch", "estimate")  # named_place, containing_area, and stated outlines
STATED = ("zone", "sketch", "estimate")
SQUARE = shapely.box(0, 0, 60, 60)


def _swatches(style: dict[str, Any]) -> dict[str, str]:
    """Each symbol as the legend draws it, with what it defines."""
    found = {}
    for name in (*PRECISION, *BASIS, "disputed"):
        sheet = Sheet(TYPE)
        found[name] = swatch(name, Setter(sheet, style, False)) + "".join(sheet.defs.values()).replace(f"-{name}", "")
    return found


def _black(markup: str) -> str:
    """Without any colour, and without how strongly it is laid on."""
    markup = re.sub("#[0-9a-f]{6}", "#000000", markup)
    return re.sub(r' (?:fill|stroke)-opacity="[^"]*"', "", markup)


@pytest.mark.parametrize("theme", THEMES)
def test_every_symbol_is_its_own(theme: str) -> None:
    drawn = _swatches(picture_style(theme))
    assert set(drawn) == set(WORDS), "and the legend explains each"
    assert all(drawn.values())
    assert [(a, b) for a, b in combinations(drawn, 2) if drawn[a] == drawn[b]] == []


def test_every_symbol_is_told_apart_without_colour() -> None:
    drawn = {name: re.sub(r"#hatch-[\w-]+", "#hatch", _black(markup)) for name, markup in _swatches(STYLE).items()}
    assert [(a, b) for a, b in combinations(drawn, 2) if drawn[a] == drawn[b]] == []


@pytest.mark.parametrize("theme", THEMES)
def test_lines_are_told_apart_in_grey(theme: str) -> None:
    """A border and a line that a proposal is about are alike in form, so they must differ in lightness."""
    strokes = [picture_style(theme)["symbols"][name]["stroke"] for name in ("line", "proposed-line")]
    assert contrast(*strokes) > 1.5


def _area(symbol: str, told: bool = True, lit: bool = False) -> tuple[str, Sheet]:
    sheet = Sheet(TYPE)
    return symbols.area(symbol, SQUARE, told, lit, sheet, STYLE), sheet


@pytest.mark.parametrize("symbol", [*STATED, "fuzzy"])
def test_stated_outlines_and_fuzzy_areas_are_hatched(symbol: str) -> None:
    markup, sheet = _area(symbol)
    assert f"url(#hatch-{symbol})" in markup
    assert list(sheet.defs) == [f"hatch-{symbol}"]


@pytest.mark.parametrize("symbol", ["area", "country"])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("lit", [True, False])
def test_areas_that_nobody_outlined_are_never_hatched(symbol: str, told: bool, lit: bool) -> None:
    markup, sheet = _area(symbol, told, lit)
    assert "hatch" not in markup
    assert sheet.defs == {}
    assert "stroke-dasharray" not in markup


def test_an_area_where_nothing_is_reported_has_an_outline_alone() -> None:
    """What contains a proposal of unstated extent: a fill would claim that all of it is meant."""
    for lit in (True, False):
        root = etree.fromstring(f"<svg>{_area('area', told=False, lit=lit)[0]}</svg>")
        assert [node.get("fill") for node in root] == ["none"]


@pytest.mark.parametrize("symbol", STATED)
def test_only_stated_outlines_are_dashed(symbol: str) -> None:
    assert STYLE["symbols"][symbol]["dash"]
    assert "stroke-dasharray" in _area(symbol)[0]


def test_a_fuzzy_area_has_no_edge() -> None:
    assert "stroke-width" not in _area("fuzzy")[0]


def test_a_symbol_of_no_extent_draws_nothing() -> None:
    sheet = Sheet(TYPE)
    assert symbols.area("zone", shapely.MultiPolygon(), True, False, sheet, STYLE) == ""
    assert symbols.line("line", [], False, STYLE) == ""
    assert symbols.line("line", [np.array([[1.0, 1.0]])], False, STYLE) == ""


@pytest.mark.parametrize("symbol", ["site", "town", "near", "sea", "air"])
def test_what_is_selected_looks_different(symbol: str) -> None:
    plain, lit = (symbols.glyph(symbol, STYLE, lit) for lit in (False, True))
    assert plain != lit
    assert STYLE["lit"]["stroke"] in lit


def test_the_ring_of_near_is_as_wide_as_it_says() -> None:
    ring = etree.fromstring(symbols.extent_ring("near", 48.0, STYLE))
    assert (float(ring.get("r", 0)), ring.get("fill"), bool(ring.get("stroke-dasharray"))) == (48.0, "none", True)
    small = etree.fromstring(symbols.extent_ring("near", 2.0, STYLE))
    assert float(small.get("r", 0)) == STYLE["symbols"]["near"]["extent"]["minRadius"]
    assert [symbols.extent_ring(name, 48.0, STYLE) for name in ("site", "town", "sea", "air")] == [""] * 4


def test_every_status_has_a_sign_of_its_own_without_colour() -> None:
    signs = {status.value: _black(symbols.status_glyph(status.value, 0, 0, "#123456")) for status in Status}
    assert len(set(signs.values())) == len(Status)


def test_discs_grow_with_their_numbers_and_stand_in_a_row() -> None:
    sheet = Sheet(TYPE)
    numbers = [1, 12, 123]
    root = etree.fromstring(f"<svg>{symbols.badges(numbers, 10, 20, sheet, STYLE)}</svg>")
    discs = [(float(r.get("x", 0)), float(r.get("width", 0))) for r in root.iter("rect")]
    assert ["".join(t.itertext()) for t in root.iter("text")] == ["1", "12", "123"]
    assert discs[0][0] == 10
    for (x, wide), (after, _) in pairwise(discs):
        assert after - x - wide == pytest.approx(symbols.BADGE_GAP, abs=0.11)
    end = discs[-1][0] + discs[-1][1]
    assert end - 10 == pytest.approx(symbols.badges_width(numbers, sheet, STYLE), abs=0.2)
    for (_, wide), number in zip(discs, numbers, strict=True):
        assert wide >= sheet.width(str(number), STYLE["text"]["number"]) + 4
    assert symbols.badges_width([], sheet, STYLE) == 0


def test_an_arrow_turns_to_north() -> None:
    assert "rotate(12.5)" in symbols.arrow(12.5, "#000000")
    assert symbols.arrow(float("nan"), "#000000") == ""
