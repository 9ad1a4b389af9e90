"""Whole pictures of stories for tests, made as `geodash export` makes them, and what can be read out of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml import etree

from geodash.ground import Ground
from geodash.house import House
from geodash.language import speaking
from geodash.naming import localised
from geodash.paths import DEMO_STORY
from geodash.picture.document import Order, Picture, panels_of, render
from geodash.picture.plan import Words
from geodash.picture.sizes import size
from geodash.picture.theme import picture_style
from geodash.picture.told import Lit
from geodash.picture.type import Face, Typesetter, advance
from geodash.picture.wording import Accompanying, accompanying, page_words
from geodash.selection import Selection
from geodash.view import View, build_view
from geodata.model import Story
from geodata.store import load

SVG = "{http://www.w3.org/2000/svg}"
LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
TYPE = Typesetter()


@dataclass(frozen=True)
class Drawing:
    """A picture with the view and the words that it was made of."""

    picture: Picture
    view: View
    words: Words
    told: Accompanying

    @cached_property
    def root(self) -> etree._Element:
        return etree.fromstring(self.picture.svg.encode("utf-8"))

    @cached_property
    def lines(self) -> list[Line]:
        return lines(self.root)

    @property
    def page(self) -> tuple[float, float]:
        """Width and height of the view box."""
        _, _, width, height = map(float, self.root.get("viewBox", "").split())
        return width, height


def demo() -> Story:
    return load(DEMO_STORY)


def draw(
    story: Story,
    ground: Ground,
    of: str = "1280x1472",
    theme: str = "light",
    language: str = "en",
    select: int | None = None,
    title: str | None = None,
    credit: str = "",
    **order: Any,
) -> Drawing:
    """The picture of a story at a size; ``select``: the number of an event."""
    seen = localised(story, language)
    with speaking(language):
        view = build_view(seen, None, ground)
        lit = Lit()
        if select is not None:
            targets = view.links.targets(Selection(event=view.cards[select - 1].id))
            lit = Lit(targets.events, targets.places)
        asked = Order(size(of), lit=lit, **order)
        shown = panels_of(view, asked)
        contested = ground.contested([p.bbox for p in shown])
        words = page_words(view, seen, ground.attributions, contested, title, credit)
        told = accompanying(view, shown, words, seen, ground.attributions, credit)
        style = picture_style(theme, House())
        picture = render(view, words, (told.alt, told.description), asked, ground, style, TYPE)
    return Drawing(picture, view, words, told)


def said(node: etree._Element) -> list[str]:
    """Every line of text below a node."""
    return ["".join(t.itertext()) for t in node.iter(f"{SVG}text")]


@dataclass(frozen=True)
class Line:
    """A line of text as it stands on the page, in px of the view box; ``panel``: of the map that it is on."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    panel: str | None

    def overlaps(self, other: Line, slack: float = 0.6) -> bool:
        """Whether the letters of two lines would touch."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        down = min(self.y1, other.y1) - max(self.y0, other.y0)
        return across > slack and down > slack


_FACES = {(f.family, f.weight, f.italic): f for f in TYPE.faces()}
_MOVED = re.compile(r"translate\((-?[\d.]+)[ ,](-?[\d.]+)\)")


def classes(root: etree._Element) -> dict[str, dict[str, str]]:
    """The rules of the document's classes."""
    css = "".join(style.text or "" for style in root.iter(f"{SVG}style"))
    rules = re.findall(r"\.([\w-]+)\{([^}]*)\}", css)
    return {name: dict(part.split(":", 1) for part in rule.split(";")) for name, rule in rules}


def _face(rule: dict[str, str]) -> Face:
    family = rule["font-family"].strip("'")
    return _FACES[family, int(rule.get("font-weight", "400")), rule.get("font-style") == "italic"]


def lines(root: etree._Element) -> list[Line]:
    """Every line of text with the room that its letters take, by the shaper's widths: ascent 0.72, descent 0.2 em."""
    rules, found = classes(root), []
    for node in root.iter(f"{SVG}text"):
        dx, dy, panel = 0.0, 0.0, None
        for group in node.iterancestors(f"{SVG}g"):
            moved = _MOVED.search(group.get("transform", ""))
            if moved:
                dx, dy = dx + float(moved[1]), dy + float(moved[2])
            panel = group.get("data-panel") or panel
        rule = rules[node.get("class", "")]
        size, spaced = float(rule["font-size"][:-2]), float(rule.get("letter-spacing", "0px")[:-2])
        spans = list(node.iter(f"{SVG}tspan")) or [node]
        ends = []
        for span in spans:
            text, own = span.text or "", rules.get(span.get("class", ""), rule)
            wide = advance(text, _face(own)) * size + spaced * (len(text) - 1)
            back = {"middle": 0.5, "end": 1.0}.get(node.get("text-anchor", ""), 0.0)
            left = float(span.get("x", 0)) - back * wide
            ends += [left, left + wide]
        y = float(node.get("y", 0)) + dy
        found.append(
            Line("".join(node.itertext()), min(ends) + dx, y - 0.72 * size, max(ends) + dx, y + 0.2 * size, panel)
        )
    return found
