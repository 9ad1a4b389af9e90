"""Outlines that the text itself states: "a buffer zone 1 km wide along the border" is a band along that line.

Only a figure and a named line make one (design.md §3): half of a width on either side, a depth or distance on both
sides, for the text does not say which is meant. Pure; GeoJSON in WGS84 degrees in and out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import shapely
from shapely import affinity

from geodata.geometry import to_geojson
from geodata.model import GeometryBasis, Proposal, StanceKind

if TYPE_CHECKING:
    from geodata.model import Place

_METRES = {"k": 1000.0, "mi": 1609.344, "m": 1.0, "n": 1852.0}
_NUMBERS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "fifty": 50}  # fmt: skip
_FIGURE = re.compile(
    r"(?P<n>\d[\d.,]*|" + "|".join(_NUMBERS) + r")[- ](?P<unit>kilomet|km|mile|met(?:re|er)|nautical)\w*(?:[- ]miles?)?(?P<how>.*)",
    re.IGNORECASE,
)  # fmt: skip
_DEGREE_M = 111_195.0
_WIDEST_M = 200_000.0
"""Wider bands are no zones along a line."""


def outlined(proposals: list[Proposal], places: Mapping[str, Place]) -> list[Proposal]:
    """The proposals, those with a stated width along a named line with their outline and where it comes from."""
    return [_outlined(p, places) for p in proposals]


def _outlined(proposal: Proposal, places: Mapping[str, Place]) -> Proposal:
    half = half_width_m(proposal.geometry_note)
    if proposal.geometry_basis != GeometryBasis.named_place or half is None:
        return proposal
    lines = [
        p.geometry
        for i in proposal.place_ids
        if (p := places.get(i)) is not None and p.geometry and p.geometry["type"].endswith("LineString")
    ]
    if len(lines) != 1 or lines[0] is None:
        return proposal
    words = proposal.geometry_note.strip("“”")
    official = any(
        s.stance == StanceKind.proposes and any(words in e.exact for e in s.evidence) for s in proposal.positions
    )
    basis = GeometryBasis.official_text if official else GeometryBasis.media_sketch
    return proposal.model_copy(update={"geometry": band(lines[0], half), "geometry_basis": basis})


def half_width_m(note: str) -> float | None:
    """Metres on either side of the line that the words state; None where they state no width, depth or distance."""
    match = _FIGURE.search(note)
    if match is None or not re.search(r"wide|deep|from|strip", match.group("how"), re.IGNORECASE):
        return None
    number, unit = match.group("n").lower(), match.group("unit").lower()
    try:
        value = float(_NUMBERS[number] if number in _NUMBERS else number.replace(",", "").rstrip("."))
    except ValueError:
        return None
    kind = "k" if unit.startswith("k") else "mi" if unit.startswith("mi") else "n" if unit.startswith("n") else "m"
    metres = value * _METRES[kind]
    if re.search(r"wide|strip", match.group("how"), re.IGNORECASE):
        metres /= 2
    return metres if 0 < metres <= _WIDEST_M else None


def band(line: dict[str, Any], half: float) -> dict[str, Any] | None:
    """The band of ``half`` metres on either side of a GeoJSON line (equirectangular at its middle, good to a per cent)."""
    shape = shapely.geometry.shape(line)
    _, south, _, north = shape.bounds
    scale = max(math.cos(math.radians((south + north) / 2)), 0.05)
    flat = affinity.scale(shape, xfact=scale, yfact=1, origin=(0, 0))
    wide = shapely.buffer(flat, half / _DEGREE_M, cap_style="flat", join_style="mitre", mitre_limit=2)
    return to_geojson(affinity.scale(wide, xfact=1 / scale, yfact=1, origin=(0, 0)))
