"""The stories that a server shows: loaded, named for their address, and their pages made when first asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from geodash.dressing import dressed
from geodash.earth import Earth
from geodash.extent import Box
from geodash.house import House
from geodash.language import Speech, worded
from geodash.paths import read_style
from geodash.view import Panel, View, build_view
from geodata import store
from geodata.errors import StoryError
from geodata.model import Story
from geodata.slugs import slug


class Ground(Earth, Protocol):
    """What lays the ground under panels: geodash.ground.Ground, or a stand-in in tests."""

    @property
    def attributions(self) -> tuple[str, ...]: ...

    def lay(self, panel: Panel) -> dict[str, Any]: ...

    def contested(self, boxes: Sequence[Box]) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Page:
    """All that a story's page is made of."""

    view: View
    panels: tuple[dict[str, Any], ...]
    attributions: tuple[str, ...]
    contested: tuple[str, ...]
    credit: str = ""


class Library:
    """Stories by the name in their address. Pages are kept for the day: a plan's date may pass overnight."""

    def __init__(
        self,
        stories: Sequence[Story],
        ground: Callable[[str], Ground],
        today: Callable[[], date] = date.today,
        *,
        house: House | None = None,
        language: str | None = None,
    ) -> None:
        """``house``: whose names, words, worldview, colours and language these are; ``language`` wins over its own."""
        self.house = house or House()
        self.language = language or self.house.language or "en"
        self._sources: dict[str, Story] = {}
        for story in stories:
            self._sources[_free(slug(story.id), self._sources)] = story
        self._stories = {name: self._shown(story) for name, story in self._sources.items()}
        self._open_ground = ground
        self._grounds: dict[str, Ground] = {}
        self.today = today
        self._pages: dict[str, tuple[date, Page]] = {}
        self._lock = threading.Lock()
        with self.speaking():
            self.style: dict[str, Any] = self.house.style(read_style("map_style.json"))

    @classmethod
    def load(
        cls,
        folders: Sequence[Path],
        ground: Callable[[str], Ground],
        *,
        house: House | None = None,
        language: str | None = None,
    ) -> Library:
        """Read story folders. Raises StoryError naming the folder and the field."""
        if not folders:
            raise StoryError("no story to show: name a folder with a story.json")
        return cls([store.load(f) for f in folders], ground, house=house, language=language)

    def speaking(self) -> AbstractContextManager[Speech]:
        """Speak this library's language: round every page that is made of it."""
        return self.house.speaking(self.language)

    def _shown(self, story: Story) -> Story:
        if self.language != "en":
            from geodash.naming import localised  # opens the gazetteer, which English has no need of

            story = localised(story, self.language)
        return dressed(story, self.house)

    def __iter__(self) -> Iterator[tuple[str, Story]]:
        return iter(self._stories.items())

    def story(self, name: str) -> Story | None:
        """The story of that address; None if there is none."""
        return self._stories.get(name)

    def source(self, name: str) -> Story:
        """The story of that address as its file has it, KeyError if there is none."""
        return self._sources[name]

    def page(self, name: str) -> Page:
        """The page of a story as of today, KeyError if there is none."""
        story, today = self._stories[name], self.today()
        with self._lock:
            held = self._pages.get(name)
            if held is None or held[0] != today:
                held = self._pages[name] = (today, self._make(story, today))
            return held[1]

    def _make(self, story: Story, today: date) -> Page:
        ground = self._ground(story)
        with self.speaking():
            view = build_view(story, today, ground)
            contested = tuple(map(worded, ground.contested([p.bbox for p in view.panels])))
            panels = tuple(ground.lay(p) for p in view.panels)
        return Page(view, panels, ground.attributions, contested, self.house.credit)

    def _ground(self, story: Story) -> Ground:
        worldview = story.made_with.worldview
        if worldview not in self._grounds:
            self._grounds[worldview] = self._open_ground(worldview)
        return self._grounds[worldview]


def _free(name: str, taken: dict[str, Story]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    return found
