"""Fewer points for a map of a given scale, the same ones for an outline and for the lines along it.

Areas, borders and coasts of a clip share their positions exactly. A position goes or stays for all of them alike, so
that no edge parts from its line and no gap opens between neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator

import shapely
from shapely import MultiLineString, MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Pair = tuple[float, float]
RINGS = ("Polygon", "MultiPolygon")


class Thinner:
    """Keeps what a line needs to stay within ``tolerance`` degrees of its course; positions on no line are kept.

    Islands and other closed shapes that measure less than ``speck`` degrees both ways go altogether.
    """

    def __init__(self, lines: list[BaseGeometry], tolerance: float, speck: float = 0.0) -> None:
        self._speck = speck
        self._known: set[Pair] = set()
        self._kept: set[Pair] = set()
        for line in _parts(lines):
            self._known.update(_pairs(line))
            self._kept.update(_pairs(shapely.simplify(line, tolerance, preserve_topology=False)))

    def thin(self, geometry: BaseGeometry) -> BaseGeometry:
        """The geometry with only the kept positions; rings that no longer enclose anything are gone."""
        parts = list(_parts([geometry]))
        if geometry.geom_type in RINGS:
            return MultiPolygon([p for p in map(self._polygon, parts) if p is not None])
        lines = [self._few(_pairs(part)) for part in parts]
        return MultiLineString([line for line in lines if len(set(line)) > 1 and not self._is_speck(line)])

    def _polygon(self, polygon: BaseGeometry) -> Polygon | None:
        if not isinstance(polygon, Polygon):
            return None
        outer, *holes = (self._few(_pairs(ring)) for ring in (polygon.exterior, *polygon.interiors))
        if len(outer) < 4 or self._is_speck(outer):
            return None
        return Polygon(outer, [h for h in holes if len(h) > 3 and not self._is_speck(h)])

    def _is_speck(self, positions: list[Pair]) -> bool:
        if positions[0] != positions[-1]:
            return False
        xs, ys = zip(*positions, strict=True)
        return bool(max(max(xs) - min(xs), max(ys) - min(ys)) < self._speck)

    def _few(self, positions: list[Pair]) -> list[Pair]:
        left = [p for p in positions if p not in self._known or p in self._kept]
        # A ring keeps its closing position, which may have been one of those that went.
        if len(positions) > 2 and positions[0] == positions[-1] and len(left) > 1 and left[0] != left[-1]:
            left.append(left[0])
        return left


def _parts(lines: list[BaseGeometry]) -> Iterator[BaseGeometry]:
    for line in lines:
        yield from shapely.get_parts(line)


def _pairs(line: BaseGeometry) -> list[Pair]:
    return [(x, y) for x, y in shapely.get_coordinates(line).tolist()]


def large_enough(geometry: BaseGeometry, size: float) -> BaseGeometry:
    """The polygons that measure ``size`` degrees or more one way."""
    parts = [p for p in _parts([geometry]) if isinstance(p, Polygon) and not p.is_empty]
    return MultiPolygon([p for p in parts if max(p.bounds[2] - p.bounds[0], p.bounds[3] - p.bounds[1]) >= size])
