"""What a panel is called, from the areas and countries that hold what it was made for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geodash import marks
from geodash.earth import Earth
from geodash.extent import Box
from geodash.language import say
from geodash.panels import Frame
from geodata.model import PlaceKind, Story

WORLD_DEG = 150.0  # a map this wide shows the world, not a region
SLACK = 0.05  # of an area's width: its border lies a little outside the area's own outline


@dataclass(frozen=True)
class Surroundings:
    """A story's things with their extents, and what is known of the earth round them."""

    story: Story
    earth: Earth
    boxes: Mapping[str, Box]

    def countries(self, ids: Sequence[str]) -> set[str]:
        """The countries in which all these things lie; none unless every one is known."""
        places = {p.id: p for p in self.story.places}
        found = set()
        for one in ids:
            own = places[one].country if one in places else None
            found.add(own or self.earth.country_at(*self.boxes[one].centre) or "")
        return set() if "" in found else found

    def country_extent(self) -> Box | None:
        """The extent of the one country that holds everything; None where there are several or it is not known."""
        countries = self.countries(list(self.boxes))
        return self.earth.country_extent(countries.pop()) if len(countries) == 1 else None

    def title(self, frame: Frame, frames: Sequence[Frame]) -> str:
        """The smallest area of the story that holds all that the frame was made for, or its country, or its scale."""
        if frame.is_close_up:
            return self._area(frame) or self._first_place(frame)
        if frame.box.width >= WORLD_DEG:
            return say("World")
        return (self._country(frame) if is_context(frame, frames) else "") or say("Region")

    def _area(self, frame: Frame) -> str:
        members = [self.boxes[i] for i in frame.items]
        areas = []
        for place in self.story.places:
            if place.kind is PlaceKind.admin_area and not marks.is_mark(place):
                box = self.boxes.get(place.id) or marks.place_box(place, self.earth)
                if box and all(box.holds(m, slack=SLACK * box.width) for m in members):
                    areas.append((box.width * (box.north - box.south), place.name))
        return min(areas)[1] if areas else ""

    def _first_place(self, frame: Frame) -> str:
        names = {p.id: p.name for p in self.story.places}
        found = [names[i] for i in frame.items if i in names]
        near = say("near {place}", place="")
        return say("Around {place}", place=found[0].removeprefix(near)) if found else say("Close-up")

    def _country(self, frame: Frame) -> str:
        countries = self.countries(frame.items)
        if len(countries) != 1:
            return ""
        (country,) = countries
        named = [p.name for p in self.story.places if p.kind is PlaceKind.country and p.country == country]
        return named[0] if named else self.earth.country_name(country) or ""


def is_context(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether an overview was made only to show where its one close-up lies."""
    return any(f.parent == frame.id and f.items == frame.items for f in frames)
