"""The projection that fits a panel's extent, and the way from degrees to px and back.

Conformal where shapes and directions are read (a town, a region), equal-area where the world is compared. Positions are
WGS84 degrees, longitude first; px have their origin at the top left of the panel, y down.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod, Proj

from geodash.extent import Box, normal

Array = NDArray[np.float64]

NAMES = ("Equal Earth", "Polar stereographic", "Transverse Mercator", "Mercator", "Lambert conformal conic")
WORLD_DEG = 120.0  # a cone opened wider than this bends what the reader knows as straight
CLOSE_KM = 700.0  # narrower than this a transverse Mercator is true to 0.15 % (Snyder 1987, p. 58)
EQUATORIAL_DEG = 8.0  # nearer to the equator a cone is nearly a cylinder
POLAR_DEG = 66.0  # a map whose middle lies beyond is drawn from the pole
RIM_M = 1.0  # how far a position may be off after there and back
EDGE = 48  # points along each side of an extent that is projected
GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Projection:
    """A projection by name; ``definition`` is PROJ's. Its middle meridian is ``lon_0``."""

    name: str
    definition: str
    lon_0: float
    whole_earth: bool = False

    @cached_property
    def _proj(self) -> Proj:
        return Proj(self.definition)

    def forward(self, lon: Array, lat: Array) -> tuple[Array, Array]:
        """Metres east and north; infinite where a position cannot be shown."""
        x, y = self._proj(lon, lat)
        return np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)

    def inverse(self, x: Array, y: Array) -> tuple[Array, Array]:
        """Degrees; infinite outside the map."""
        lon, lat = (np.array(found, dtype=np.float64) for found in self._proj(x, y, inverse=True))
        if self.whole_earth:  # beyond the globe's rim PROJ goes on round it: what does not lead back is not on the map
            back_x, back_y = self.forward(lon, lat)
            with np.errstate(invalid="ignore"):
                off = ~(np.hypot(back_x - x, back_y - y) < RIM_M)
            lon[off] = lat[off] = np.inf
        return lon, lat


def fit_for(box: Box) -> Projection:
    """The projection for an extent: transverse Mercator for a close-up, Lambert's conformal cone for a region (Mercator
    where it would lie along the equator, polar stereographic near a pole), Equal Earth for the world."""
    lon_0 = round((box.west + box.width / 2 + 180) % 360 - 180, 4)
    lat_0 = round((box.south + box.north) / 2, 4)
    base = f"+ellps=WGS84 +units=m +lon_0={lon_0}"
    if box.width >= WORLD_DEG and abs(lat_0) < POLAR_DEG:
        return Projection("Equal Earth", f"+proj=eqearth {base}", lon_0, whole_earth=True)
    if abs(lat_0) >= POLAR_DEG and (box.width >= 60 or max(abs(box.south), abs(box.north)) > 80):
        return polar(lon_0, lat_0)
    if box.width_km <= CLOSE_KM and (box.north - box.south) * 111.2 <= 2 * CLOSE_KM:
        return Projection("Transverse Mercator", f"+proj=tmerc {base} +lat_0={lat_0} +k=1", lon_0)
    # A sixth in from either edge is where a cone cuts the globe best (Snyder 1987, p. 99).
    low, high = (box.south + (box.north - box.south) * share for share in (1 / 6, 5 / 6))
    if abs(low + high) / 2 < EQUATORIAL_DEG:
        return Projection("Mercator", f"+proj=merc {base} +lat_ts={abs(lat_0)}", lon_0)
    definition = f"+proj=lcc {base} +lat_0={lat_0} +lat_1={low:.4f} +lat_2={high:.4f}"
    return Projection("Lambert conformal conic", definition, lon_0)


def polar(lon_0: float, lat_ts: float) -> Projection:
    """Polar stereographic round the pole of that side, true at the latitude ``lat_ts``, ``lon_0`` pointing down (or up)."""
    pole = 90 if lat_ts > 0 else -90
    base = f"+ellps=WGS84 +units=m +lon_0={lon_0}"
    return Projection("Polar stereographic", f"+proj=stere {base} +lat_0={pole} +lat_ts={lat_ts}", lon_0)


@dataclass(frozen=True)
class Plane:
    """A panel of ``width`` × ``height`` px in a projection: ``metres`` per px, its corner at x, y of the projection."""

    projection: Projection
    width: float
    height: float
    left: float
    top: float
    metres: float

    def to_px(self, lonlat: Array) -> Array:
        """Positions (n, 2) in degrees → px (n, 2); nan where they cannot be shown."""
        x, y = self.projection.forward(lonlat[:, 0], lonlat[:, 1])
        px = np.column_stack([(x - self.left) / self.metres, (self.top - y) / self.metres])
        px[~np.isfinite(px)] = np.nan
        return px

    def to_degrees(self, px: Array) -> Array:
        """px (n, 2) → degrees (n, 2); nan outside the map."""
        lon, lat = self.projection.inverse(self.left + px[:, 0] * self.metres, self.top - px[:, 1] * self.metres)
        found = np.column_stack([lon, lat])
        found[~np.isfinite(found)] = np.nan
        return found

    def point(self, lon: float, lat: float) -> tuple[float, float]:
        """One position in px."""
        x, y = self.to_px(np.array([[lon, lat]], dtype=np.float64))[0]
        return float(x), float(y)

    def reach(self) -> Box:
        """The degrees that the panel shows, with a little beyond its edges: what the ground must be cut to."""
        across, down = np.linspace(-4, self.width + 4, EDGE), np.linspace(-4, self.height + 4, EDGE)
        if self.projection.whole_earth:  # along a pole's line the degrees of a px grow past what an even grid tells
            lines = (self.point(self.projection.lon_0, pole)[1] for pole in (90.0, -90.0))
            inside = [y + step for y, step in zip(lines, (0.01, -0.01), strict=True)]
            down = np.append(down, np.clip(inside, -4, self.height + 4))
        grid = np.array([(x, y) for x in across for y in down], dtype=np.float64)
        found = self.to_degrees(grid)
        seen = found[np.isfinite(found).all(axis=1)]
        south, north = float(seen[:, 1].min()), float(seen[:, 1].max())
        pole_x, pole_y = self.point(self.projection.lon_0, 90.0 if north > 0 else -90.0)
        if -4 <= pole_x <= self.width + 4 and -4 <= pole_y <= self.height + 4 and not self.projection.whole_earth:
            south, north = (south, 90.0) if north > 0 else (-90.0, north)
            return Box(-180.0, south, 180.0, north)
        turned = (seen[:, 0] - self.projection.lon_0 + 180) % 360 - 180
        west, east = float(turned.min()), float(turned.max())
        spare_x, spare_y = (east - west) / EDGE, (north - south) / EDGE
        south, north = max(-90.0, south - spare_y), min(90.0, north + spare_y)
        if east - west + 2 * spare_x >= 357:
            return whole(self.projection.lon_0, south, north)
        return normal_at(self.projection.lon_0, west - spare_x, south, east + spare_x, north)

    def km_per_px(self) -> float:
        """Geodesic km that a px measures at the panel's middle, from side to side."""
        return self.km_per_px_at(self.width / 2, self.height / 2)

    def km_per_px_at(self, x: float, y: float, half: float = 20.0) -> float:
        """Geodesic km of a px round a position, measured over 2 × ``half`` px; nan outside the map."""
        ends = self.to_degrees(np.array([[x - half, y], [x + half, y]]))
        if not np.isfinite(ends).all():
            return float("nan")
        metres = GEOD.inv(ends[0, 0], ends[0, 1], ends[1, 0], ends[1, 1])[2]
        return float(metres) / 1000 / (2 * half)

    def north(self) -> float:
        """Degrees clockwise from the panel's up to north, at its middle."""
        lon, lat = self.to_degrees(np.array([[self.width / 2, self.height / 2]]))[0]
        step = 0.1 if lat < 89.8 else -0.1
        (x0, y0), (x1, y1) = self.point(lon, lat), self.point(lon, lat + step)
        turn = float(np.degrees(np.arctan2(x1 - x0, y0 - y1)))
        return turn if step > 0 else turn + 180.0


def whole(lon_0: float, south: float, north: float) -> Box:
    """All longitudes, cut opposite to ``lon_0``."""
    edge = (lon_0 + 360) % 360 - 180  # lon_0 ± 180
    if abs(abs(edge) - 180) < 1e-6:
        return Box(-180.0, south, 180.0, north)
    return Box(edge + 1e-6, south, edge - 1e-6, north)


def normal_at(lon_0: float, west: float, south: float, east: float, north: float) -> Box:
    """A box from longitudes counted from ``lon_0``."""
    if east - west >= 300:
        return _box(lon_0 + west, south, lon_0 + east, north)
    return normal(lon_0 + west, south, lon_0 + east, north)


def _box(west: float, south: float, east: float, north: float) -> Box:
    west, east = ((lon + 180) % 360 - 180 for lon in (west, east))
    return Box(west, south, east, north)


def plane_for(box: Box, width: float, height: float) -> Plane:
    """The panel that shows all of an extent, in the middle of width × height px."""
    projection = fit_for(box)
    x, y = projection.forward(*_edge(box))
    seen = np.isfinite(x) & np.isfinite(y)
    x, y = x[seen], y[seen]
    return plane_of(projection, float(x.min()), float(y.min()), float(x.max()), float(y.max()), width, height)


def plane_of(
    projection: Projection, west: float, south: float, east: float, north: float, width: float, height: float
) -> Plane:
    """The panel that shows all of a rectangle in metres of its projection, in the middle of width × height px."""
    metres = max((east - west) / width, (north - south) / height)
    left, top = (east + west - metres * width) / 2, (north + south + metres * height) / 2
    return Plane(projection, width, height, left, top, metres)


def _edge(box: Box) -> tuple[Array, Array]:
    """Positions along the frame of a box and across it: a cone's widest place may lie inside."""
    share = np.linspace(0.0, 1.0, EDGE)
    lon = box.west + share * min(box.width, 359.99)
    lat = box.south + share * (box.north - box.south)
    grid: list[Any] = np.meshgrid(lon, lat)  # type: ignore[assignment]
    return grid[0].ravel(), grid[1].ravel()


def shape_of(box: Box) -> float:
    """Width : height of an extent in its projection: the natural shape of its panel."""
    x, y = fit_for(box).forward(*_edge(box))
    seen = np.isfinite(x) & np.isfinite(y)
    return float((x[seen].max() - x[seen].min()) / max(1.0, y[seen].max() - y[seen].min()))
