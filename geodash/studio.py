"""A story made ready to be drawn: in a language and a house's wording, as a view, on its ground."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodash.dressing import dressed
from geodash.ground import Ground
from geodash.house import House
from geodash.language import Speech, checked, speaking, worded
from geodash.library import Page
from geodash.naming import localised
from geodash.picture.document import Order, Picture, panels_of, render
from geodash.picture.framing import reach_of
from geodash.picture.sizes import DEFAULT, size
from geodash.picture.theme import picture_style
from geodash.picture.told import Lit
from geodash.picture.type import Typesetter
from geodash.picture.wording import Accompanying, accompanying, page_words
from geodash.selection import Selection
from geodash.view import View, build_view
from geodata.errors import InputError
from geodata.model import Story

if TYPE_CHECKING:
    from geodash.picture.plan import Words


@dataclass(frozen=True)
class Options:
    """How a story is shown. ``panel``: an id, or "all"; ``select``: an event's id or number; ``as_of``: the day on
    which plans are read (None: the article's own, whatever day it is)."""

    panel: str = "all"
    size: str = DEFAULT
    theme: str = "light"
    language: str | None = None
    select: str | None = None
    title: str | None = None
    units: str | None = None
    as_of: date | None = None
    house: Path | None = None


@dataclass(frozen=True)
class Studio:
    """All that pictures of a story are made of."""

    story: Story
    view: View
    ground: Ground
    house: House
    language: str
    units: str
    order: Order
    style: dict[str, Any]
    selected: str | None
    typesetter: Typesetter = field(default_factory=Typesetter)
    title: str | None = None

    def speaking(self) -> AbstractContextManager[Speech]:
        """Speak as the pictures do."""
        return speaking(self.language, units=self.units, reword=self.house.wording)

    @cached_property
    def lines(self) -> Words:
        """The page's own lines."""
        with self.speaking():
            contested = self.ground.contested([reach_of(p) for p in panels_of(self.view, self.order)])
            return page_words(self.view, self.story, self.ground.attributions, contested, self.title, self.house.credit)

    @cached_property
    def told(self) -> Accompanying:
        """What goes with the picture."""
        with self.speaking():
            shown = panels_of(self.view, self.order)
            return accompanying(self.view, shown, self.lines, self.story, self.ground.attributions, self.house.credit)

    @property
    def built(self) -> datetime:
        """When the story was built."""
        return datetime.fromisoformat(self.story.made_with.built_at.replace("Z", "+00:00"))

    def page(self) -> Page:
        """The same view as the dashboard shows it, for the page of one file."""
        with self.speaking():
            contested = self.ground.contested([panel.bbox for panel in self.view.panels])
            panels = tuple(self.ground.lay(panel) for panel in self.view.panels)
        return Page(self.view, panels, self.ground.attributions, tuple(map(worded, contested)), self.house.credit)

    def draw(self, **changes: Any) -> Picture:
        """The picture; ``changes`` to the order: outlined, prefix, fonts …"""
        told = (self.told.alt, self.told.description)
        order = replace(self.order, **changes)
        with self.speaking():
            return render(self.view, self.lines, told, order, self.ground, self.style, self.typesetter)


def open_studio(
    story: Story, options: Options, step: Callable[[str], None] = lambda name: None, *, house: House | None = None
) -> Studio:
    """Make a story ready; ``house``: one that is read already. Raises InputError with one line where an option does not
    fit the story."""
    house = house or (House.load(options.house) if options.house else House())
    language = checked(options.language or house.language or "en")
    chosen, typesetter = size(options.size), Typesetter(house.fonts)
    units = options.units or house.units
    seen = dressed(localised(story, language), house)
    step("Opening the basemap")
    ground = _ground(seen.made_with.worldview)
    with speaking(language, units=units, reword=house.wording):
        view = build_view(seen, options.as_of, ground)
        style = picture_style(options.theme, house)
    event = _event(view, options.select)
    order = Order(chosen, _panels(view, options.panel), _lit(view, event))
    return Studio(seen, view, ground, house, language, units, order, style, event, typesetter, options.title)


@lru_cache(maxsize=4)
def _ground(worldview: str) -> Ground:
    return Ground(worldview)


def _event(view: View, wanted: str | None) -> str | None:
    if wanted is None:
        return None
    found = next((card.id for card in view.cards if wanted in (card.id, str(card.number))), None)
    if found is None:
        choices = (
            f"a number from 1 to {len(view.cards)}, or an event's id" if view.cards else "none, as it has no event"
        )
        raise InputError(f"no event “{wanted[:60]}” in this story; choose {choices}")
    return found


def _panels(view: View, wanted: str) -> tuple[str, ...]:
    if wanted == "all":
        return ()
    if wanted not in {panel.id for panel in view.panels}:
        choices = ", ".join(f"{panel.id} ({panel.title})" for panel in view.panels) or "none, as it has no map"
        raise InputError(f"no panel “{wanted[:60]}” in this story; choose one of: {choices}, or all")
    return (wanted,)


def _lit(view: View, event: str | None) -> Lit:
    """What a selected event lights, by the rule of all surfaces."""
    if event is None:
        return Lit()
    targets = view.links.targets(Selection(event=event))
    return Lit(targets.events, targets.places)
