"""The row that every part of the gazetteer's build hands on, and the measures they share. WGS84 degrees, metres."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from geodata.model import PlaceKind
from geodata.names import fold

EARTH_RADIUS_M = 6_371_009  # IUGG mean radius

# The build folds each of 1.2 million names several times over: keep them all.
folded = cache(fold)


@dataclass(slots=True)
class Row:
    """One entry with all names it is found by. ``written``: name → forms it must be printed in to count."""

    id: str
    name: str
    kind: PlaceKind
    lon: float
    lat: float
    uncertainty_m: float
    where_prec: int
    feature: str
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    area_ref: str | None = None
    rule: dict[str, Any] | None = None
    override: bool = False
    names: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    languages: dict[str, str] = field(default_factory=dict)


def distance_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two (lon, lat) in metres; within 0.6 % of the ellipsoid's."""
    (lon1, lat1), (lon2, lat2) = a, b
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    h = (
        math.sin((phi2 - phi1) / 2) ** 2
        + math.cos(phi1) * math.cos(phi2) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * EARTH_RADIUS_M * math.asin(min(1.0, math.sqrt(h)))


def weighted_median(points: Sequence[tuple[float, float, float]]) -> tuple[float, float]:
    """The (lon, lat) that halves the weight both ways; points are (lon, lat, weight), none across the antimeridian."""
    return _median((lon, w) for lon, _, w in points), _median((lat, w) for _, lat, w in points)


def _median(pairs: Iterable[tuple[float, float]]) -> float:
    ordered = sorted(pairs)
    half, passed = sum(w for _, w in ordered) / 2, 0.0
    for value, weight in ordered:
        passed += weight
        if passed >= half:
            return value
    raise ValueError("no points")


def settlement_radius_m(population: int) -> float:
    """A circle that holds a town of that many people, in metres.

    From 4,000 inhabitants/km² of built-up ground (UN-Habitat's usual figure is 3,000–6,000) with half as much again
    for towns that are not round; never under 500 m, never over 40 km.
    """
    return round(min(40_000.0, max(500.0, 1.5 * 1000 * math.sqrt(population / (4000 * math.pi)))), -2)


def middle_of_towns(points: Sequence[tuple[float, float, int]]) -> tuple[float, float, float]:
    """The middle of the people and a circle that holds every town, a quarter as wide again for the land beyond them."""
    lon, lat = weighted_median([(lon, lat, max(weight, 1)) for lon, lat, weight in points])
    far = max(distance_m((lon, lat), (x, y)) + settlement_radius_m(weight) for x, y, weight in points)
    return lon, lat, round(max(5000.0, 1.25 * far), -2)
