"""What the view must be told about the earth, so that it needs no basemap of its own."""

from __future__ import annotations

from typing import Protocol

from geodash.extent import Box
from geodata.model import Place


class Earth(Protocol):
    """Extents and names of areas. Every answer may be None: not known."""

    def extent(self, place: Place) -> Box | None:
        """The extent of a place that is an area and carries no geometry of its own."""

    def country_extent(self, alpha2: str) -> Box | None:
        """The extent of a country's main landmass."""

    def country_name(self, alpha2: str) -> str | None:
        """The country's name in the language now spoken."""

    def country_at(self, lon: float, lat: float) -> str | None:
        """The country (ISO 3166-1 alpha-2) that holds a position."""


class BlankEarth:
    """Knows nothing: extents then come from the story's own geometry alone."""

    def extent(self, place: Place) -> Box | None:
        return None

    def country_extent(self, alpha2: str) -> Box | None:
        return None

    def country_name(self, alpha2: str) -> str | None:
        return None

    def country_at(self, lon: float, lat: float) -> str | None:
        return None
