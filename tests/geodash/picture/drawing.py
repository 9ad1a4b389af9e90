"""Whole pictures of stories for tests, made as `geodash export` makes them, and what can be read out of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from geodash.ground import Ground
from geodash.house import House
from geodash.language import speaking
from geodash.naming import localised
from geodash.paths import DEMO_STORY
from geodash.picture.document import Order, Picture, panels_of, render
from geodash.picture.page import Words
from geodash.picture.panel import Lit
from geodash.picture.sizes import size
from geodash.picture.theme import picture_style
from geodash.picture.type import Typesetter
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

    @property
    def root(self) -> etree._Element:
        return etree.fromstring(self.picture.svg.encode("utf-8"))


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
        told = accompanying(view, shown, words, seen, credit)
        style = picture_style(theme, House())
        picture = render(view, words, (told.alt, told.description), asked, ground, style, TYPE)
    return Drawing(picture, view, words, told)


def said(node: etree._Element) -> list[str]:
    """Every line of text below a node."""
    return ["".join(t.itertext()) for t in node.iter(f"{SVG}text")]
