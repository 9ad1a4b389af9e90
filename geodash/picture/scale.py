"""The scale bar: a round length, drawn as long as it is on the ground at the panel's middle."""

from __future__ import annotations

import math
from dataclasses import dataclass

from geodash.picture.projection import Plane

KM_PER_MILE = 1.609344
WORDS = {"km": "{n} km", "m": "{n} m", "mi": "{n} miles", "ft": "{n} feet"}
VARIES = 0.1  # a scale that differs by more than a tenth across the map is said to be the middle's
SHARE = 0.22  # of the panel's width that a bar may take
LONGEST, SHORTEST = 130.0, 36.0  # px


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """``length`` round units ("km", "m", "mi", "ft") are ``px`` long; ``middle_only``: elsewhere on the map they are not."""

    length: int
    unit: str
    px: float
    km: float
    middle_only: bool


def scale_bar(plane: Plane, miles: bool = False) -> ScaleBar:
    """The longest round bar (1, 2 or 5 × 10ⁿ) that fits, by the geodesic length at the panel's middle."""
    km_per_px = plane.km_per_px()
    most = max(SHORTEST * 1.5, min(LONGEST, SHARE * plane.width)) * km_per_px
    unit, km_per_unit = _unit(most, miles)
    length = _round_down(most / km_per_unit)
    km = length * km_per_unit
    # Measured anew over the bar's own length: on a wide map a px at the middle is not every px of the bar.
    px = km / plane.km_per_px_at(plane.width / 2, plane.height / 2, half=km / km_per_px / 2)
    return ScaleBar(length, unit, px, km, _varies(plane, km_per_px))


def _unit(most_km: float, miles: bool) -> tuple[str, float]:
    if miles:
        return ("mi", KM_PER_MILE) if most_km >= KM_PER_MILE else ("ft", KM_PER_MILE / 5280)
    return ("km", 1.0) if most_km >= 1 else ("m", 0.001)


def _round_down(value: float) -> int:
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return int(next(step for step in (5, 2, 1) if step * power <= max(value, 1)) * power)


def _varies(plane: Plane, at_middle: float) -> bool:
    spots = [(x, y) for x in (0.08, 0.5, 0.92) for y in (0.08, 0.5, 0.92)]
    found = [plane.km_per_px_at(plane.width * x, plane.height * y) for x, y in spots]
    return any(math.isnan(v) or abs(v / at_middle - 1) > VARIES for v in found)
