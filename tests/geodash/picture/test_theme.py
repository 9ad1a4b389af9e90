"""Every text of every theme can be read on every ground that it may stand on."""

from __future__ import annotations

import re
from typing import Any

import pytest

from geodash.house import House
from geodash.palette import READABLE, contrast
from geodash.picture.theme import THEMES, picture_style
from geodata.errors import InputError
from geodata.model import Status

GROUNDS = ("sea", "land", "focus")
# Names of waters stand on waters alone; what the story and the reader's bearings need may stand anywhere.
ON_WATER = {"sea": ("sea",), "lake": ("lake", "sea")}
# What is set over the tint of a selected event.
IN_EVENTS = ("event", "item", "note", "quote")


@pytest.fixture(params=THEMES)
def style(request: pytest.FixtureRequest) -> dict[str, Any]:
    return picture_style(request.param)


def _weak(pairs: list[tuple[str, str, str]]) -> dict[str, float]:
    return {what: round(found, 2) for what, one, other in pairs if (found := contrast(one, other)) < READABLE}


def test_labels_on_the_ground(style: dict[str, Any]) -> None:
    looks = {kind: look["fill"] for kind, look in style["labels"].items() if kind != "halo"}
    pairs = [
        (f"{kind} on {under}", fill, style["ground"][under])
        for kind, fill in looks.items()
        for under in ON_WATER.get(kind, GROUNDS)
    ]
    assert _weak(pairs) == {}


def test_words_on_the_paper(style: dict[str, Any]) -> None:
    kinds = {kind: look["fill"] for kind, look in style["text"].items() if kind != "number"}
    pairs = [(f"{kind} on paper", fill, style["paper"]) for kind, fill in kinds.items()]
    pairs += [(f"{kind} on tint", kinds[kind], style["tint"]) for kind in IN_EVENTS]
    assert _weak(pairs) == {}


def test_statuses_on_the_paper(style: dict[str, Any]) -> None:
    assert set(style["status"]) == {status.value for status in Status}
    assert _weak([(name, look["color"], style["paper"]) for name, look in style["status"].items()]) == {}


def test_numbers_on_their_discs(style: dict[str, Any]) -> None:
    number = style["text"]["number"]["fill"]
    assert _weak([("badge", number, style["badge"]), ("lit badge", number, style["lit"]["stroke"])]) == {}


def test_symbols_stand_out_from_the_ground(style: dict[str, Any]) -> None:
    """WCAG 2.2, 1.4.11: 3 : 1 for what is not text. A country's outline and areas are ground, told by their names."""
    strokes = {
        name: look["fill" if look["shape"] == "dot" else "stroke"]
        for name, look in style["symbols"].items()
        if name not in ("country", "fuzzy")
    }
    weak = {
        (name, under): round(contrast(stroke, style["ground"][under]), 2)
        for name, stroke in strokes.items()
        for under in GROUNDS
        if contrast(stroke, style["ground"][under]) < 3
    }
    assert weak == {}


def test_every_colour_is_one_that_all_formats_know(style: dict[str, Any]) -> None:
    def walk(node: Any) -> list[str]:
        if isinstance(node, dict):
            return [colour for value in node.values() for colour in walk(value)]
        return [node] if isinstance(node, str) and node.startswith("#") else []

    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in walk(style))


def test_print_is_on_white_and_dark_is_dark() -> None:
    assert picture_style("print")["paper"] == "#ffffff"
    dark, light = picture_style("dark"), picture_style("light")
    assert contrast(dark["paper"], "#000000") < 2 < contrast(light["paper"], "#000000")
    for style in (dark, light):
        assert style["ground"]["sea"] != style["ground"]["land"] != style["ground"]["focus"]


def test_themes_change_colours_and_line_widths_alone() -> None:
    def plain(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: plain(value) for key, value in node.items() if key not in ("width",)}
        return "colour" if isinstance(node, str) and node.startswith("#") else node

    shapes = [plain(picture_style(theme)) for theme in THEMES]
    assert shapes[0] == shapes[1] == shapes[2]


HOUSE = House(colours={"sea": "#cfe3ee", "land": "#f0efe6", "focus": "#ffffff", "story": "#8a1c4a", "ink": "#101010"})


@pytest.mark.parametrize("theme", ["light", "print"])
def test_a_houses_colours_arrive(theme: str) -> None:
    style = picture_style(theme, HOUSE)
    assert {name: style["ground"][name] for name in ("sea", "land", "focus")} == {
        name: HOUSE.colours[name] for name in ("sea", "land", "focus")
    }
    assert (style["story"], style["ink"]) == ("#8a1c4a", "#101010")
    assert style["symbols"]["zone"]["stroke"] == style["symbols"]["proposed-line"]["stroke"] == "#8a1c4a"
    assert style["text"]["title"]["fill"] == style["labels"]["name"]["fill"] == style["badge"] == "#101010"
    assert style["status"]["disputed"]["color"] == picture_style(theme)["status"]["disputed"]["color"]


def test_a_houses_paper_and_lines_arrive() -> None:
    style = picture_style("light", House(colours={"paper": "#ffffff", "coast": "#334455", "border": "#665544"}))
    assert style["paper"] == style["symbols"]["town"]["fill"] == style["text"]["number"]["fill"] == "#ffffff"
    assert style["ground"]["coast"]["color"] == "#334455"
    assert style["ground"]["border"]["color"] == style["ground"]["disputed"]["color"] == "#665544"


def test_the_dark_theme_keeps_its_own_colours() -> None:
    assert picture_style("dark", HOUSE) == picture_style("dark")


def test_an_unknown_theme_is_one_line() -> None:
    with pytest.raises(InputError) as told:
        picture_style("sepia")
    assert str(told.value) == "theme “sepia” is unknown; choose one of: light, dark, print"


def test_a_style_is_ones_own() -> None:
    picture_style()["ground"]["sea"] = "#000000"
    assert picture_style()["ground"]["sea"] == "#dfe8ec"
