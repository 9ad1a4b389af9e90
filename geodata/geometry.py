"""From a gazetteer entry to what may be drawn of it: outlines and lines derived from shipped areas, never by hand.

Shapely geometries in WGS84 degrees in, GeoJSON with as many decimals as the source deserves out. Pure: the atlas
is handed in.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

MANY = 4  # a union of more areas is a region of the world, and drawn at that scale
MAX_VERTICES = 1_500  # a story carries a few kB of each outline; a panel draws its own ground


class Atlas(Protocol):
    """The shipped areas, by reference ("QA", "PS-GZ", "adm1:US.TX", "sea:red-sea")."""

    def area(self, ref: str, level: str | None = None) -> BaseGeometry | None: ...


BorderOf = Callable[[str, str], BaseGeometry | None]


def derive(rule: Mapping[str, Any] | None, area_ref: str | None, atlas: Atlas, border: BorderOf) -> BaseGeometry | None:
    """The line or polygon that a rule or an area reference stands for; None where it is only a point."""
    if rule is None or "point" in rule:
        return atlas.area(area_ref) if area_ref else None
    if "border" in rule:
        left, right = rule["border"]
        return border(left, right)
    if "sea" in rule:
        return atlas.area(f"sea:{rule['sea']}")
    if "union" in rule:
        refs = rule["union"]
        level = "coarse" if len(refs) > MANY else None
        parts = [g for g in (atlas.area(ref, level) for ref in refs) if g is not None]
        return shapely.union_all(parts) if parts else None
    return atlas.area(area_ref) if area_ref else None


# Which share of an area's extent a compass word means, as (west, south, east, north) of a unit box. No source says
# where "northern" ends: half is the plain reading, a third for "central", and the edge is drawn soft.
_SHARES: Mapping[str, tuple[float, float, float, float]] = {
    "north": (0, 0.5, 1, 1),
    "south": (0, 0, 1, 0.5),
    "east": (0.5, 0, 1, 1),
    "west": (0, 0, 0.5, 1),
    "northeast": (0.5, 0.5, 1, 1),
    "northwest": (0, 0.5, 0.5, 1),
    "southeast": (0.5, 0, 1, 0.5),
    "southwest": (0, 0, 0.5, 0.5),
    "central": (1 / 3, 1 / 3, 2 / 3, 2 / 3),
}


def part_of(area: BaseGeometry, direction: str) -> BaseGeometry | None:
    """The part of an area on one side of its largest polygon's middle; ``direction`` as :func:`geodata.qualifiers.compass` gives it.

    Islands outside the largest polygon's extent are left out: nobody means Hawaii by "the western United States".
    """
    main = max(shapely.get_parts(area), key=lambda g: float(g.area))
    west, south, east, north = main.bounds
    left, bottom, right, top = _SHARES[direction]
    width, height = east - west, north - south
    box = shapely.box(west + left * width, south + bottom * height, west + right * width, south + top * height)
    cut = _only(shapely.intersection(area, box))
    return None if cut.is_empty else cut


def to_geojson(geometry: BaseGeometry | None) -> dict[str, Any] | None:
    """GeoJSON of a line or polygon, thinned to MAX_VERTICES and rounded by its size (1 m to 100 m); None if empty."""
    if geometry is None or geometry.is_empty:
        return None
    west, south, east, north = geometry.bounds
    span = max(east - west, north - south)
    tolerance = span / 5_000  # under a fifth of a pixel where the whole of it fills a panel
    while shapely.get_num_coordinates(geometry) > MAX_VERTICES and tolerance < span / 50:
        # Islands keep four corners however coarse the outline: specks go, the largest part never does.
        geometry = _without_specks(shapely.simplify(geometry, tolerance), tolerance)
        tolerance *= 1.6
    decimals = 5 if span < 3 else 4 if span < 30 else 3
    geometry = shapely.set_precision(geometry, 10**-decimals, mode="pointwise")
    geometry = _only(shapely.make_valid(geometry) if geometry.geom_type.endswith("Polygon") else geometry)
    if geometry.is_empty:
        return None
    data: dict[str, Any] = shapely.geometry.mapping(geometry)
    return {"type": data["type"], "coordinates": _rounded(data["coordinates"], decimals)}


def _without_specks(geometry: BaseGeometry, size: float) -> BaseGeometry:
    """The parts whose area is at least that of a square of ``size`` degrees; all of them where none is a polygon."""
    parts: NDArray[Any] = shapely.get_parts(geometry)
    if len(parts) < 2 or not geometry.geom_type.endswith("Polygon"):
        return geometry
    areas = shapely.area(parts)
    kept = parts[(areas >= size * size) | (areas == areas.max())]
    joined: BaseGeometry = shapely.multipolygons(kept) if len(kept) > 1 else kept[0]
    return joined


def _only(geometry: BaseGeometry) -> BaseGeometry:
    """The polygons of a collection that make_valid left behind."""
    if geometry.geom_type != "GeometryCollection":
        return geometry
    return shapely.union_all([g for g in shapely.get_parts(geometry) if g.geom_type.endswith("Polygon")])


def _rounded(node: Any, decimals: int) -> Any:
    if isinstance(node, (float, int)):
        return round(float(node), decimals)
    return [_rounded(child, decimals) for child in node]


def middle(geometry: BaseGeometry) -> tuple[float, float]:
    """[lon, lat] of a point on a line half-way along it, or inside a polygon."""
    if geometry.geom_type == "MultiLineString":
        geometry = max(shapely.get_parts(geometry), key=lambda g: float(g.length))
    point = (
        geometry.interpolate(0.5, normalized=True) if "Line" in geometry.geom_type else geometry.representative_point()
    )
    return round(point.x, 5), round(point.y, 5)


def reach_m(geometry: BaseGeometry, lon: float, lat: float) -> float:
    """Radius in metres of the circle round a point that holds the geometry (equirectangular, good to a few per cent)."""
    scale = math.cos(math.radians(lat))
    coordinates = shapely.get_coordinates(geometry)
    dx, dy = (coordinates[:, 0] - lon) * scale, coordinates[:, 1] - lat
    return float(round(111_195 * float((dx * dx + dy * dy).max()) ** 0.5))
