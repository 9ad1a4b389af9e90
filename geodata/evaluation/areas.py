"""Whether a mention of a large area was given the right area, wherever the two gazetteers put its point.

A country's point is a matter of taste: its middle, its capital, or the middle of its mainland, often hundreds of
kilometres apart. The right area is one of the level that was annotated (a country, or a first-level area such as a US
state) in whose outline the annotated point lies, or not further off than the outlines are rough.
"""

from __future__ import annotations

from functools import lru_cache

import shapely

from geodata.basemap import Basemap
from geodata.evaluation.matching import Outcome
from geodata.gazetteer import Entry, Gazetteer
from geodata.model import PlaceKind
from geodata.qualifiers import POINTS

ROUGH_DEGREES = 0.1  # about 11 km: outlines are generalised, and points may stand on a coast


class RightArea:
    """Called with an outcome, says whether its answer is the right area. False for what is no large area."""

    def __init__(self, gazetteer: Gazetteer, basemap: Basemap) -> None:
        self._entry = lru_cache(4096)(gazetteer.entry)
        self._outline = lru_cache(512)(lambda ref: _ready(basemap.area(ref)))

    def __call__(self, outcome: Outcome) -> bool:
        """Whether the predicted place is an area of the annotated level that holds the annotated point."""
        gold, predicted = outcome.gold, outcome.predicted
        if gold is None or gold.lat is None or gold.lon is None or gold.level is None:
            return False
        if predicted is None or predicted["place_id"] is None:
            return False
        entry = self._entry(_whole(predicted["place_id"]))
        if entry is None or _level(entry) != gold.level or not entry.area_ref:
            return False
        outline = self._outline(entry.area_ref)
        return outline is not None and bool(shapely.dwithin(outline, shapely.Point(gold.lon, gold.lat), ROUGH_DEGREES))


def _ready(outline: shapely.Geometry | None) -> shapely.Geometry | None:
    if outline is not None:
        shapely.prepare(outline)
    return outline


def _whole(place_id: str) -> str:
    """The id of the area that a part is of: "gn:3932488:north" → "gn:3932488"."""
    whole, _, part = place_id.rpartition(":")
    return whole if part in POINTS or part == "near" else place_id


def _level(entry: Entry) -> str | None:
    if entry.kind is PlaceKind.country:
        return "country"
    return "first-level area" if entry.feature == "ADM1" else None
