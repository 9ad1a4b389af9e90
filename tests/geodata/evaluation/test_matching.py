"""Mentions and predictions, one to one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.evaluation.corpora import GoldMention
from geodata.evaluation.matching import distance_km, outcomes


def gold(start: int, end: int, lat: float | None = 0.0, lon: float | None = 0.0) -> GoldMention:
    return GoldMention(start, end, "x" * (end - start), lat, lon, None)


def told(start: int, end: int, lat: float | None = 0.0, lon: float | None = 0.0) -> dict[str, Any]:
    return {"start": start, "end": end, "lat": lat, "lon": lon, "confidence": 0.9, "place_id": None}


def kinds(mentions: list[GoldMention], predicted: list[dict[str, Any]]) -> list[str]:
    return [o.kind for o in outcomes(0, mentions, predicted)]


def test_every_kind_of_outcome() -> None:
    assert kinds([gold(0, 5)], [told(0, 5)]) == ["right"]
    assert kinds([gold(0, 5)], [told(0, 5, 10.0)]) == ["misplaced"]
    assert kinds([gold(0, 5)], [told(0, 5, None, None)]) == ["unresolved"]
    assert kinds([gold(0, 5, None, None)], [told(0, 5)]) == ["unjudged"]
    assert kinds([gold(0, 5)], []) == ["missed"]
    assert kinds([], [told(0, 5)]) == ["spurious"]
    assert kinds([gold(0, 5)], [told(5, 9)]) == ["missed", "spurious"], "to touch is not to overlap"


def test_equal_spans_first_then_the_longest_overlap() -> None:
    found = list(outcomes(0, [gold(0, 10), gold(12, 20)], [told(0, 14), told(12, 20), told(0, 3)]))
    assert [
        (o.gold.start if o.gold else None, o.predicted["end"] if o.predicted else None, o.exact) for o in found
    ] == [
        (12, 20, True),
        (0, 14, False),
        (None, 3, False),
    ]


def test_a_repeated_prediction_counts_once() -> None:
    assert kinds([gold(0, 5)], [told(0, 5), told(0, 5, 10.0)]) == ["right"]
    assert kinds([], [told(0, 5), told(0, 5)]) == ["spurious"]


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(SPANS, max_size=8, unique=True), st.lists(SPANS, max_size=8, unique=True))
def test_each_is_told_exactly_once(mentions: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> None:
    found = list(outcomes(0, [gold(*s) for s in sorted(mentions)], [told(*s) for s in predicted]))
    assert sorted((o.gold.start, o.gold.end) for o in found if o.gold) == sorted(mentions)
    assert sorted((o.predicted["start"], o.predicted["end"]) for o in found if o.predicted) == sorted(predicted)


@pytest.mark.parametrize(
    ("points", "km"),
    [((0, 0, 0, 1), 111.19), ((0, 179.5, 0, -179.5), 111.19), ((90, 0, -90, 0), 20015.1), ((5, 5, 5, 5), 0)],
)
def test_distances(points: tuple[float, float, float, float], km: float) -> None:
    assert distance_km(*points) == pytest.approx(km, abs=0.1)
