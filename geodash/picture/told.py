"""What the drawing of a panel is told besides the panel: what is lit, and what stands round it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box as Extent
from geodash.picture.projection import Plane

NARROW = 460.0  # px: below, labels take their narrow sizes


@dataclass(frozen=True)
class Lit:
    """What a selected event lights."""

    events: Collection[str] = ()
    places: Collection[str] = ()


@dataclass(frozen=True)
class Around:
    """What a panel's furniture needs of the picture: the outlines of close-ups drawn beside it, its locator."""

    shown: Collection[str]
    alone: bool = True  # no wider panel of the picture outlines this one
    land: Callable[[], BaseGeometry] | None = None


def box_of(box: Extent, plane: Plane) -> tuple[float, float, float, float]:
    """An extent on a panel as left, top, right and bottom in px."""
    share = np.linspace(0, 1, 7)
    lon, lat = np.meshgrid(box.west + share * box.width, box.south + share * (box.north - box.south))
    px = plane.to_px(np.column_stack([lon.ravel(), lat.ravel()]))
    low, high = np.nanmin(px, axis=0), np.nanmax(px, axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])
