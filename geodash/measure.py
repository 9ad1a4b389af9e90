"""Lengths for words on the page: geodesic on WGS84, by Lambert's formula (within 10 m over 1,000 km)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from geodash import language, words
from geodash.language import say

# WGS84 (EPSG:7030): semi-major axis in km, inverse flattening.
_A = 6378.137
_F = 1 / 298.257223563


def distance_km(a: Sequence[float], b: Sequence[float]) -> float:
    """The geodesic distance between two positions, [lon, lat] in degrees."""
    lon1, lat1, lon2, lat2 = (math.radians(v) for v in (*a, *b))
    beta1, beta2 = math.atan((1 - _F) * math.tan(lat1)), math.atan((1 - _F) * math.tan(lat2))
    half = math.sin((beta2 - beta1) / 2) ** 2 + math.cos(beta1) * math.cos(beta2) * math.sin((lon2 - lon1) / 2) ** 2
    sigma = 2 * math.asin(min(1.0, math.sqrt(half)))
    if sigma < 1e-12 or math.pi - sigma < 1e-9:
        return _A * sigma
    p, q = (beta1 + beta2) / 2, (beta2 - beta1) / 2
    x = (sigma - math.sin(sigma)) * (math.sin(p) * math.cos(q) / math.cos(sigma / 2)) ** 2
    y = (sigma + math.sin(sigma)) * (math.cos(p) * math.sin(q) / math.sin(sigma / 2)) ** 2
    return _A * (sigma - _F / 2 * (x + y))


def line_km(geometry: dict[str, Any]) -> float:
    """The length of a GeoJSON line; 0 of every other type."""
    parts: dict[str, Any] = {"LineString": [geometry["coordinates"]], "MultiLineString": geometry["coordinates"]}
    return sum(distance_km(p, q) for line in parts.get(geometry["type"], []) for p, q in pairwise(line))


def in_words(km: float) -> str:
    """12.7 km, 1,974 km, 850 m; in a house that counts so, 7.9 miles."""
    if language.units() == "km" and km < 1:
        return say("{n} m", n=f"{round(km * 1000, -1):,.0f}")
    return words.length(km, 1 if km < 100 else 0)
