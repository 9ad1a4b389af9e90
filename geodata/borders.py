"""Borders as derived lines: what two areas share, and how long and large things are on the ellipsoid."""

from __future__ import annotations

from functools import cache

import numpy as np
import shapely
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from geodata.basemap import Basemap

# Stretches this near to each other are one line: where a river mouth or a sliver of the sources parts them.
GAP_DEG = 0.002

# Shorter stretches beside a longer line are crumbs of its end at the sea, where coast and border cross twice.
CRUMB_DEG = 0.015
CRUMB_SHARE = 0.01


def shared_border(basemap: Basemap, ref_a: str, ref_b: str) -> shapely.LineString | shapely.MultiLineString | None:
    """The line that two areas share, or None where they share none.

    Areas are any refs of the basemap: countries, "PS-GZ", disputed areas, first-level areas ("adm1:US.TX").
    What is drawn as part of an area under the basemap's worldview belongs to it. The line is of the finest level,
    one LineString where the border is one line, and runs with the first area on its left.
    """
    ground, (one, other) = basemap.sides(ref_a, ref_b)
    if one.sum() < other.sum():  # of an area and what it is part of, the whole counts without the part
        other = other & ~one
    else:
        one = one & ~other
    left, right = ground.chunks["left"], ground.chunks["right"]
    ahead = one[left] & other[right]
    back = other[left] & one[right]
    index = np.flatnonzero(ahead | back)
    if not len(index):
        return None
    lines = ground.lines(index)
    lines = np.where(ahead[index], lines, shapely.reverse(lines))
    merged = shapely.line_merge(shapely.MultiLineString(lines.tolist()), directed=True)
    return _bridged(merged)


def _bridged(lines: BaseGeometry) -> shapely.LineString | shapely.MultiLineString:
    """Join stretches whose end and start lie within GAP_DEG of each other."""
    parts = [np.asarray(part.coords) for part in shapely.get_parts(lines).tolist()]
    joined = True
    while joined and len(parts) > 1:
        joined = False
        starts = np.array([part[0] for part in parts])
        for number, part in enumerate(parts):
            far = np.hypot(*(starts - part[-1]).T)
            far[number] = np.inf
            nearest = int(far.argmin())
            if far[nearest] <= GAP_DEG:
                parts[number] = np.vstack([part, parts[nearest]])
                del parts[nearest]
                joined = True
                break
    kept = [shapely.LineString(part) for part in parts]
    whole = sum(line.length for line in kept)
    kept = [line for line in kept if line.length > min(CRUMB_DEG, CRUMB_SHARE * whole)]
    return kept[0] if len(kept) == 1 else shapely.MultiLineString(kept)


def length_km(geometry: BaseGeometry) -> float:
    """Geodesic length on WGS84, in kilometres."""
    return float(_ellipsoid().geometry_length(geometry)) / 1000


def area_km2(geometry: BaseGeometry) -> float:
    """Geodesic area on WGS84, in square kilometres."""
    return abs(float(_ellipsoid().geometry_area_perimeter(shapely.orient_polygons(geometry))[0])) / 1e6


@cache
def _ellipsoid() -> Geod:
    return Geod(ellps="WGS84")
