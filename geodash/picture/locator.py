"""Where on earth a panel lies: a small globe, or for a close-up shown alone a small map of what surrounds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box
from geodash.picture.paths import path_of
from geodash.picture.projection import Plane
from geodash.picture.svg import element
from geodash.thinning import large_enough

Array = NDArray[np.float64]

DIAMETER = 62.0  # px of the globe
GAP = 9.0  # px to the panel's edge
WIDEST = 75.0  # degrees: what is wider is known by sight
SIMPLE_DEG = 0.5  # of a globe's coast: under a px
LEAST_DEG2 = 4.0  # an island smaller than this is under 2 px
DETAIL_PX, LEAST_PX = 0.45, 2.0
EARTH = 6_378_137.0


@dataclass(frozen=True, slots=True)
class Spot:
    """A free corner for the locator: its box in px of the panel."""

    x0: float
    y0: float
    x1: float
    y1: float


def corner(
    plane: Plane, size: float, points: Sequence[tuple[float, float]], shapes: Sequence[BaseGeometry]
) -> Spot | None:
    """The corner with the least of the story in it, None where each holds a mark; the scale bar has the lower left."""
    if min(plane.width, plane.height) < 4.2 * size:
        return None
    low, far, deep = GAP, plane.width - GAP - size, plane.height - GAP - size
    best, least = None, np.inf
    for order, (x, y) in enumerate(((far, low), (low, low), (far, deep))):
        spot = Spot(x, y, x + size, y + size)
        room = shapely.box(x - 26, y - 26, x + size + 26, y + size + 26)
        if any(room.intersects(shapely.Point(p)) for p in points):
            continue
        cost = sum(float(shapely.intersection(room, shape).area) for shape in shapes) / room.area + 0.1 * order
        if cost < least:
            best, least = spot, cost
    return best if least < 0.9 else None


def globe(plane: Plane, box: Box, land: BaseGeometry, spot: Spot, style: dict[str, Any]) -> str:
    """An orthographic globe round the panel's middle, with the panel's extent; ``land`` in degrees."""
    lon, lat = box.centre
    lat = max(-60.0, min(60.0, lat))
    view = Proj(f"+proj=ortho +a={EARTH} +b={EARTH} +lon_0={lon} +lat_0={lat} +units=m")
    scale = DIAMETER / 2 / EARTH
    cx, cy = (spot.x0 + spot.x1) / 2, (spot.y0 + spot.y1) / 2

    def place(lonlat: Array) -> Array:
        x, y = view(lonlat[:, 0], lonlat[:, 1])
        return np.column_stack([cx + np.asarray(x) * scale, cy - np.asarray(y) * scale])

    ground = large_enough(shapely.simplify(shapely.transform(_half(land, lon, lat), place), DETAIL_PX), LEAST_PX)
    share = np.linspace(0, 1, 9)
    frame = np.vstack(
        [
            np.column_stack([plane.width * share, np.zeros(9)]),
            np.column_stack([np.full(9, plane.width), plane.height * share]),
            np.column_stack([plane.width * share[::-1], np.full(9, plane.height)]),
            np.column_stack([np.zeros(9), plane.height * share[::-1]]),
        ]
    )
    outline = place(plane.to_degrees(frame))
    shown = outline[np.isfinite(outline).all(axis=1)]
    extent = shapely.Polygon(shown) if len(shown) > 3 else shapely.Point(cx, cy).buffer(2.5)
    if extent.area < 16:
        extent = shapely.box(*extent.centroid.buffer(2.5).bounds)
    look = style["ground"]
    return "".join(
        [
            element("circle", {"cx": cx, "cy": cy, "r": DIAMETER / 2 + 2.5, "fill": style["paper"]}),
            element(
                "circle",
                {
                    "cx": cx,
                    "cy": cy,
                    "r": DIAMETER / 2,
                    "fill": look["sea"],
                    "stroke": look["coast"]["color"],
                    "stroke-width": 0.8,
                },
            ),
            element("path", {"d": path_of(ground), "fill": look["border"]["color"], "fill-opacity": "0.55"}),
            element(
                "path",
                {
                    "d": path_of(extent),
                    "fill": style["story"],
                    "fill-opacity": "0.18",
                    "stroke": style["story"],
                    "stroke-width": 1.4,
                },
            ),
        ]
    )


def _half(land: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """The land of the hemisphere round a position: cut along its rim in an equal-area plane centred there."""
    disc = Proj(f"+proj=laea +a={EARTH} +b={EARTH} +lon_0={lon} +lat_0={lat} +units=m")

    def out(lonlat: Array) -> Array:
        return np.column_stack(disc(lonlat[:, 0], lonlat[:, 1]))

    def back(xy: Array) -> Array:
        return np.column_stack(disc(xy[:, 0], xy[:, 1], inverse=True))

    horizon = shapely.Point(0, 0).buffer(EARTH * 1.40, quad_segs=24)  # the half ends at sqrt(2) R
    earth = shapely.Point(0, 0).buffer(EARTH * 2, quad_segs=24)
    antipode = shapely.Point((lon + 360) % 360 - 180, -lat)
    kept: list[Polygon] = []
    for part in shapely.get_parts(land):
        flat = shapely.transform(part, out)
        if not np.isfinite(shapely.get_coordinates(flat)).all():
            continue
        if shapely.contains(part, antipode):  # in this plane the outside of such an area is its inside
            flat = shapely.difference(earth, shapely.make_valid(flat))
        cut = shapely.intersection(flat if flat.is_valid else shapely.make_valid(flat), horizon)
        kept += [g for g in shapely.get_parts(cut) if isinstance(g, Polygon)]
    return shapely.transform(shapely.MultiPolygon(kept), back) if kept else shapely.MultiPolygon()


@lru_cache(maxsize=4)
def _simple(source: Any) -> BaseGeometry:
    whole = shapely.coverage_union_all(shapely.get_parts(source.land(Box(-180.0, -90.0, 180.0, 90.0))))
    parts = [p for p in shapely.get_parts(whole) if p.geom_type == "Polygon" and p.area > LEAST_DEG2]
    outer = shapely.polygons([shapely.get_exterior_ring(p) for p in parts])
    return shapely.MultiPolygon([p for p in shapely.simplify(outer, SIMPLE_DEG) if not p.is_empty])


def world_land(source: Any) -> BaseGeometry:
    """The land of the world from ``source.land(box)``, simplified for a globe and kept."""
    return _simple(source)
