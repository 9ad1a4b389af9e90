"""Geometry that crosses the antimeridian, cut there (RFC 7946, 3.1.9): no part of it then reaches past 180°.

GeoJSON in, GeoJSON out, in WGS84 degrees. A step of more than 180° of longitude between two neighbours is taken as the
short way round: 179° to -179° is 2°, not 358°. A ring with an edge along 180° has been cut there already and means its
long steps (the shipped Southern Ocean has one of 206° along 60° S).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

Points = list[tuple[float, float]]


def cut_at_antimeridian(geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry with its lines and rings cut at 180°; the same object where none crosses it."""
    kind, coordinates = geometry["type"].removeprefix("Multi"), geometry["coordinates"]
    if kind == "Point":
        return geometry
    parts = coordinates if geometry["type"].startswith("Multi") else [coordinates]
    if not any(_crosses(line) for part in parts for line in ([part] if kind == "LineString" else part)):
        return geometry
    pieces = [piece for part in parts for piece in (_cut_line(part) if kind == "LineString" else _cut_polygon(part))]
    return {"type": f"Multi{kind}", "coordinates": pieces} if pieces else geometry


def _crosses(line: Any) -> bool:
    lons = [position[0] for position in line]
    been_cut = any(abs(one) == 180 and one == other for one, other in pairwise(lons))
    return not been_cut and any(_turns(one, other) for one, other in pairwise(lons))


def _turns(lon: float, following: float) -> int:
    """What must be added to the following longitude, in turns of 360°, for the short way round."""
    step = following - lon
    if abs(step) <= 180:
        return 0
    return -1 if step > 0 else 1


def _unwrapped(line: Any) -> Points:
    """The line running on past 180° where it crosses."""
    if not _crosses(line):
        return [(float(lon), float(lat)) for lon, lat in line]
    found, turns = [(float(line[0][0]), float(line[0][1]))], 0
    for one, other in pairwise(line):
        turns += _turns(one[0], other[0])
        found.append((float(other[0]) + 360 * turns, float(other[1])))
    return found


def _cut_line(line: Any) -> list[Any]:
    import shapely

    if not _crosses(line):
        return [line]
    return [list(g.coords) for g in _turned_back(shapely.LineString(_unwrapped(line)), "LineString")]


def _cut_polygon(rings: Any) -> list[Any]:
    import shapely

    if not any(_crosses(ring) for ring in rings):
        return [rings]
    outer, *holes = (_area(_closed(_unwrapped(ring))) for ring in rings)
    for hole in holes:
        # A hole may have been unwrapped a turn away from its outer ring.
        for turn in (-360, 0, 360):
            outer = shapely.difference(outer, _moved(hole, turn))
    # Round a pole, the first and the last piece meet.
    whole = shapely.get_parts(shapely.union_all(_turned_back(outer, "Polygon")))
    return [[list(g.exterior.coords), *(list(ring.coords) for ring in g.interiors)] for g in whole]


def _area(ring: Points) -> BaseGeometry:
    import shapely

    parts = shapely.get_parts(shapely.make_valid(shapely.Polygon(ring)))
    return shapely.union_all([g for g in parts if g.geom_type.endswith("Polygon")])


def _closed(ring: Points) -> Points:
    """The ring itself, or, where it goes once round the earth, closed over the pole that it lies nearer to."""
    (first, lat), (last, _) = ring[0], ring[-1]
    if abs(last - first) < 180:
        return ring
    pole = 90.0 if sum(y for _, y in ring) > 0 else -90.0
    # Several positions along the pole, so that no step there is longer than half the way round.
    return [*ring, *((last + (first - last) * part / 4, pole) for part in range(5)), (first, lat)]


def _turned_back(geometry: BaseGeometry, kind: str) -> list[Any]:
    """The pieces of a geometry in each turn round the earth, brought back to -180..180."""
    import shapely

    pieces: list[Any] = []
    for turn in (-720, -360, 0, 360, 720):
        part = shapely.intersection(geometry, shapely.box(turn - 180, -90, turn + 180, 90))
        found = shapely.get_parts(_moved(part, -turn))
        pieces += [g for g in found if g.geom_type == kind and not g.is_empty]
    return pieces


def _moved(geometry: BaseGeometry, lon: float) -> BaseGeometry:
    from shapely import affinity

    return affinity.translate(geometry, xoff=lon)
