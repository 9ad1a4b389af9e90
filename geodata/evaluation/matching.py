"""Which prediction answers which annotated mention, and how far from it it lies. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.evaluation.corpora import GoldMention

EARTH_KM = 6371.0088  # mean radius, IUGG
NEAR_KM = 161.0  # 100 miles, the measure of the field since Leidner 2007

Prediction = Mapping[str, Any]
"""A toponym as ``geodash geoparse`` writes it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A mention with its answer: one of the two is None where it was missed, or where nothing was annotated."""

    document: int
    gold: GoldMention | None
    predicted: Prediction | None
    exact: bool = False

    @property
    def placed(self) -> bool:
        """Whether the answer has a point."""
        return self.predicted is not None and self.predicted["lat"] is not None

    @property
    def judged(self) -> bool:
        """Whether the answer's point can be right or wrong: one at nothing annotated is wrong."""
        return self.placed and (self.gold is None or self.gold.lat is not None)

    @property
    def km(self) -> float | None:
        """Kilometres between the two points, where there are two."""
        if not self.placed or self.gold is None or self.gold.lat is None or self.gold.lon is None:
            return None
        assert self.predicted is not None  # noqa: S101 - by placed
        return distance_km(self.gold.lat, self.gold.lon, self.predicted["lat"], self.predicted["lon"])

    @property
    def right(self) -> bool:
        """Whether the answer lies within 161 km of the annotated point."""
        km = self.km
        return km is not None and km <= NEAR_KM

    @property
    def kind(self) -> str:
        """missed, spurious, unjudged (no point was annotated), unresolved, right or misplaced."""
        if self.predicted is None:
            return "missed"
        if self.gold is None:
            return "spurious"
        if self.gold.lat is None:
            return "unjudged"
        return "unresolved" if not self.placed else "right" if self.right else "misplaced"


def outcomes(document: int, gold: Sequence[GoldMention], predicted: Sequence[Prediction]) -> Iterator[Outcome]:
    """Mentions and answers one to one: equal spans first, then those that share most characters, the earlier first."""
    answers: dict[tuple[int, int], Prediction] = {}
    for prediction in predicted:
        answers.setdefault((prediction["start"], prediction["end"]), prediction)  # a repeated span counts once
    left = []
    for mention in gold:
        exact = answers.pop((mention.start, mention.end), None)
        if exact is not None:
            yield Outcome(document, mention, exact, exact=True)
        else:
            left.append(mention)
    pairs = _overlapping(left, list(answers))
    for i, mention in enumerate(left):
        yield Outcome(document, mention, answers.pop(pairs[i]) if i in pairs else None)
    for prediction in answers.values():
        yield Outcome(document, None, prediction)


def _overlapping(gold: Sequence[GoldMention], spans: Sequence[tuple[int, int]]) -> dict[int, tuple[int, int]]:
    """Index of a mention → the span that answers it."""
    shared = [
        (-common, i, j)
        for i, mention in enumerate(gold)
        for j, (start, end) in enumerate(spans)
        if (common := min(end, mention.end) - max(start, mention.start)) > 0
    ]
    taken: dict[int, int] = {}
    for _, i, j in sorted(shared):
        if i not in taken and j not in taken.values():
            taken[i] = j
    return {i: spans[j] for i, j in taken.items()}


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance of two points in degrees (haversine)."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
