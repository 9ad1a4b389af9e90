"""Boxes on the globe: union, padding and fitting, also across the antimeridian.

A :class:`Box` is degrees WGS84. ``east`` is smaller than ``west`` where the box crosses the antimeridian, so that
both always lie in -180..180. Shapes on screen are judged in Web Mercator, where a degree of longitude is the unit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

# Web Mercator runs to infinity at the poles; maps here stop where nobody lives.
MAX_LAT = 84.0
WORLD_DEG = 300.0  # a map this wide may as well be cut where every reader expects it
EARTH_KM = 6371.0088  # mean radius, IUGG


class Box(NamedTuple):
    """west, south, east, north in degrees; ``east < west`` across the antimeridian."""

    west: float
    south: float
    east: float
    north: float

    @property
    def width(self) -> float:
        """Degrees of longitude covered, 0..360."""
        return self.east - self.west if self.east >= self.west else self.east - self.west + 360

    @property
    def centre(self) -> tuple[float, float]:
        """The middle: longitude, and the latitude halfway up a Mercator map."""
        y = (mercator(self.south) + mercator(self.north)) / 2
        return wrap(self.west + self.width / 2), unmercator(y)

    @property
    def width_km(self) -> float:
        """Kilometres from side to side along the middle latitude."""
        return math.radians(self.width) * EARTH_KM * math.cos(math.radians((self.south + self.north) / 2))

    def contains(self, lon: float, lat: float, slack: float = 1e-6) -> bool:
        """Whether a position lies in the box, ``slack`` degrees over its edge included."""
        inside = (lon - self.west + slack) % 360 <= self.width + 2 * slack or self.width + 2 * slack >= 360
        return inside and self.south - slack <= lat <= self.north + slack

    def holds(self, other: Box, slack: float = 1e-6) -> bool:
        """Whether the whole of another box lies in this one."""
        if not (self.south - slack <= other.south and other.north <= self.north + slack):
            return False
        if self.width + 2 * slack >= 360:
            return True
        return (other.west - self.west + slack) % 360 + other.width <= self.width + 2 * slack

    def meets(self, other: Box) -> bool:
        """Whether the two boxes share a position."""
        if self.south > other.north or other.south > self.north:
            return False
        return (other.west - self.west) % 360 <= self.width or (self.west - other.west) % 360 <= other.width


def mercator(lat: float) -> float:
    """Web Mercator's y in units of one degree of longitude."""
    lat = max(-MAX_LAT, min(MAX_LAT, lat))
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))


def unmercator(y: float) -> float:
    """The latitude of a Web Mercator y given in degrees of longitude."""
    return math.degrees(2 * math.atan(math.exp(math.radians(y))) - math.pi / 2)


def wrap(lon: float) -> float:
    """The same longitude in -180..180."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def point_box(lon: float, lat: float) -> Box:
    """A box of no size."""
    return Box(lon, lat, lon, lat)


def around(lon: float, lat: float, width_km: float, height_km: float) -> Box:
    """A box of a size in kilometres round a position, at most 360 degrees wide."""
    half_lat = math.degrees(height_km / 2 / EARTH_KM)
    half_lon = min(180.0, half_lat * width_km / height_km / max(0.05, math.cos(math.radians(lat))))
    return normal(lon - half_lon, max(-MAX_LAT, lat - half_lat), lon + half_lon, min(MAX_LAT, lat + half_lat))


def normal(west: float, south: float, east: float, north: float) -> Box:
    """A box from unwrapped longitudes (``east >= west``, either may pass 180); nearly all of the globe is all of it."""
    if east - west >= WORLD_DEG:
        return Box(-180.0, south, 180.0, north)
    width = east - west
    west = wrap(west)
    east = west + width
    return Box(west, south, east - 360 if east > 180 else east, north)


def unwrapped(boxes: Sequence[Box]) -> list[tuple[float, float]]:
    """West and east of each box on one continuous axis, cut at the widest empty stretch of the globe."""
    ranges = sorted((b.west % 360, b.width) for b in boxes)
    cut, widest, reach = 0.0, -1.0, ranges[0][0]
    for start, width in ranges:
        if start - reach > widest:
            cut, widest = start, start - reach
        reach = max(reach, start + width)
    # The gap that runs over the end of the list back to its first member.
    if ranges[0][0] + 360 - reach >= widest:
        cut = ranges[0][0]
    placed = []
    for box in boxes:
        start = box.west % 360
        west = start if start >= cut - 1e-12 else start + 360
        placed.append((west, west + box.width))
    return placed


def union(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them; ValueError without any."""
    if not boxes:
        raise ValueError("no boxes to join")
    placed = unwrapped(boxes)
    return normal(
        min(w for w, _ in placed),
        min(b.south for b in boxes),
        max(e for _, e in placed),
        max(b.north for b in boxes),
    )


def fit(box: Box, narrowest: float, widest: float) -> Box:
    """The box grown, never cut, until width : height on a Mercator map lies between the two ratios.

    At the poles and at 360 degrees there is no more room: the ratio is then missed.
    """
    width, south, north = box.width, mercator(box.south), mercator(box.north)
    height = max(north - south, 1e-9)
    if width / height > widest:
        south, north = _grown(south, north, width / widest, mercator(-MAX_LAT), mercator(MAX_LAT))
        south_lat, north_lat = unmercator(south), unmercator(north)
        return Box(box.west, min(box.south, south_lat), box.east, max(box.north, north_lat))
    if width / height < narrowest:
        grow = (height * narrowest - width) / 2
        return normal(box.west - grow, box.south, box.west + width + grow, box.north)
    return box


def _grown(low: float, high: float, size: float, floor: float, ceiling: float) -> tuple[float, float]:
    """A range grown to a size, evenly, but shifted off a floor or ceiling."""
    size = min(size, ceiling - floor)
    middle = (low + high) / 2
    low, high = min(low, middle - size / 2), max(high, middle + size / 2)
    if low < floor:
        low, high = floor, max(high, floor + size)
    if high > ceiling:
        low, high = min(low, ceiling - size), ceiling
    return low, high


def rounded(box: Box, digits: int = 4) -> Box:
    """The box with its edges rounded outwards."""
    unit = 10.0**-digits

    def down(value: float) -> float:
        return round(math.floor(value / unit) * unit, digits)

    def up(value: float) -> float:
        return round(math.ceil(value / unit) * unit, digits)

    return Box(max(-180.0, down(box.west)), down(box.south), min(180.0, up(box.east)), up(box.north))


def positions(geometry: dict[str, Any]) -> Iterator[tuple[float, float]]:
    """Every position of a GeoJSON geometry."""

    def walk(node: Any) -> Iterator[tuple[float, float]]:
        if node and isinstance(node[0], (int, float)):
            yield float(node[0]), float(node[1])
        else:
            for child in node:
                yield from walk(child)

    yield from walk(geometry["coordinates"])


def geometry_box(geometry: dict[str, Any]) -> Box:
    """The extent of a GeoJSON geometry; its parts may lie on both sides of the antimeridian."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    parts = coordinates if kind.startswith("Multi") else [coordinates]
    return union([_flat_box(positions({"coordinates": part})) for part in parts])


def _flat_box(points: Iterable[tuple[float, float]]) -> Box:
    lons, lats = zip(*points, strict=True)
    return Box(min(lons), min(lats), max(lons), max(lats))


def landmass_box(geometry: dict[str, Any], share: float = 0.8) -> Box:
    """The extent of the largest polygons that make up ``share`` of an area: a country without its far islands.

    80 % keeps the contiguous United States and mainland France alone, and all the great islands of Indonesia.
    """
    if geometry["type"] != "MultiPolygon":
        return geometry_box(geometry)
    parts = sorted(((_area(p[0]), n) for n, p in enumerate(geometry["coordinates"])), reverse=True)
    total, held, kept = sum(a for a, _ in parts), 0.0, []
    for area, n in parts:
        kept.append(geometry["coordinates"][n])
        held += area
        if held >= share * total:
            break
    return geometry_box({"type": "MultiPolygon", "coordinates": kept})


def _area(ring: Sequence[Sequence[float]]) -> float:
    """The area of a ring in square degrees, longitude shrunk by the latitude: good enough to rank by."""
    middle = sum(p[1] for p in ring) / len(ring)
    doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(doubled) / 2 * math.cos(math.radians(middle))


def holds_point(geometry: dict[str, Any], lon: float, lat: float) -> bool:
    """Whether a position lies in a GeoJSON polygon, by counting the edges to its east."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    polygons = coordinates if kind == "MultiPolygon" else [coordinates] if kind == "Polygon" else []
    inside = False
    for ring in (ring for polygon in polygons for ring in polygon):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


def roomiest(
    geometry: dict[str, Any], box: Box, taken: Sequence[tuple[float, float]], steps: int = 12
) -> tuple[float, float] | None:
    """A position of a polygon inside a box, far from its edges and from what is taken; None where there is none."""
    best, widest = None, 0.0
    grid = range(1, steps)
    spots = [
        (wrap(box.west + box.width * i / steps), box.south + (box.north - box.south) * j / steps)
        for i in grid
        for j in grid
    ]
    free = {s for s in spots if holds_point(geometry, *s)}
    blocked = [s for s in spots if s not in free] + list(taken) + [(box.west, box.south), (box.east, box.north)]
    for lon, lat in sorted(free):
        gap = min((abs((lon - x + 180) % 360 - 180) ** 2 + (lat - y) ** 2 for x, y in blocked), default=math.inf)
        if gap > widest:
            best, widest = (lon, lat), gap
    return best
