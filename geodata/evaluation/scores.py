"""The numbers of the field from outcomes: recognition, resolution, both together, and what a confidence is worth. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geodata.evaluation.matching import Outcome

BINS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)  # lower ends; the desk's thresholds, .5 and .8, are among them
SURE = 0.8


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision, recall and their harmonic mean, 0 to 1; 0 where there is nothing to share."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The predictions of one range of confidence: how many can be judged, and the share of them that is right."""

    low: float
    high: float
    count: int
    right: float


@dataclass(frozen=True, slots=True)
class LargeAreas:
    """Countries and first-level areas with an annotated point: how many, and the shares of all of them.

    ``near``: within 161 km of the point. ``area``: the right area, wherever its point.
    """

    count: int
    near: float
    area: float


@dataclass(frozen=True, slots=True)
class Scores:
    """``accuracy``: of the recognised mentions with a point, the share within 161 km; an unresolved one is wrong.

    ``end_to_end`` counts missed mentions and spurious predictions too; ``end_to_end_area`` takes the right area for
    right as well. ``sure``: of the predictions that can be judged, the share with a confidence of .8 or more; and
    ``sure_right`` the share of those that is right.
    """

    gold: int
    gold_with_point: int
    predicted: int
    exact: Rates
    overlap: Rates
    accuracy: float
    end_to_end: Rates
    end_to_end_area: Rates
    large_areas: LargeAreas
    reliability: tuple[Bin, ...]
    sure: float
    sure_right: float


def score(found: Sequence[Outcome], right_area: Callable[[Outcome], bool]) -> Scores:
    """The numbers of some outcomes. ``right_area``: whether a mention of a large area was given that area."""
    gold = [o for o in found if o.gold is not None]
    pointed = [o for o in gold if o.gold is not None and o.gold.lat is not None]
    predicted = [o for o in found if o.predicted is not None]
    matched = [o for o in gold if o.predicted is not None]
    judged = [o for o in predicted if o.judged]
    right = [o for o in judged if o.right]
    areas = [o for o in pointed if o.gold is not None and o.gold.level is not None]
    in_area = {id(o) for o in areas if right_area(o)}
    also = [o for o in judged if o.right or id(o) in in_area]
    sure = [o for o in judged if _confidence(o) >= SURE]
    return Scores(
        gold=len(gold),
        gold_with_point=len(pointed),
        predicted=len(predicted),
        exact=_rates(sum(o.exact for o in matched), len(predicted), len(gold)),
        overlap=_rates(len(matched), len(predicted), len(gold)),
        accuracy=_share(len(right), sum(o.predicted is not None for o in pointed)),
        end_to_end=_rates(len(right), len(judged), len(pointed)),
        end_to_end_area=_rates(len(also), len(judged), len(pointed)),
        large_areas=LargeAreas(
            len(areas), _share(sum(o.right for o in areas), len(areas)), _share(len(in_area), len(areas))
        ),
        reliability=tuple(_bins(judged)),
        sure=_share(len(sure), len(judged)),
        sure_right=_share(sum(o.right for o in sure), len(sure)),
    )


def _bins(judged: Sequence[Outcome]) -> list[Bin]:
    highs = (*BINS[1:], 1.0)
    made = []
    for low, high in zip(BINS, highs, strict=True):
        inside = [o for o in judged if low <= _confidence(o) < high or (high == 1.0 == _confidence(o))]
        made.append(Bin(low, high, len(inside), _share(sum(o.right for o in inside), len(inside))))
    return made


def _confidence(outcome: Outcome) -> float:
    return float(outcome.predicted["confidence"]) if outcome.predicted is not None else 0.0


def _rates(hits: int, predicted: int, gold: int) -> Rates:
    p, r = _share(hits, predicted), _share(hits, gold)
    return Rates(p, r, _share(2 * p * r, p + r))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
