"""Numbers from outcomes counted by hand."""

from __future__ import annotations

import pytest

from geodata.basemap import Basemap
from geodata.evaluation.areas import RightArea
from geodata.evaluation.corpora import GoldMention
from geodata.evaluation.matching import Outcome
from geodata.evaluation.scores import Rates, score
from geodata.gazetteer import Gazetteer


def outcome(gold: tuple[float, float] | str | None, told: tuple[float, float] | str | None, confidence: float = 0.9, level: str | None = None, place: str | None = None) -> Outcome:  # fmt: skip
    """Points as (lat, lon); None is a side without a point, "no" one that is not there."""
    lat, lon = gold if isinstance(gold, tuple) else (None, None)
    mention = None if gold == "no" else GoldMention(0, 4, "Name", lat, lon, level)
    at = told if isinstance(told, tuple) else (None, None)
    answer = {"start": 0, "end": 4, "lat": at[0], "lon": at[1], "confidence": confidence, "place_id": place}
    return Outcome(0, mention, None if told == "no" else answer, exact=True)


FOUND = [
    outcome((0, 0), (0.5, 0.5), 0.99),  # right
    outcome((0, 0), (5, 5), 0.85),  # misplaced
    outcome((0, 0), None, 0.0),  # unresolved: wrong, and no prediction that can be judged
    outcome((0, 0), "no"),  # missed
    outcome(None, (5, 5), 0.99),  # unjudged
    outcome("no", (9, 9), 0.4),  # spurious
]


def test_the_numbers_of_the_field() -> None:
    scores = score(FOUND, lambda o: False)
    assert (scores.gold, scores.gold_with_point, scores.predicted) == (5, 4, 5)
    assert scores.overlap == Rates(4 / 5, 4 / 5, pytest.approx(4 / 5))
    assert scores.accuracy == pytest.approx(1 / 3)
    assert scores.end_to_end == Rates(1 / 3, 1 / 4, pytest.approx(2 / 7))


def test_confidence_is_held_against_what_can_be_judged() -> None:
    scores = score(FOUND, lambda o: False)
    assert sum(b.count for b in scores.reliability) == 3
    assert {(b.low, b.count, b.right) for b in scores.reliability if b.count} == {
        (0.3, 1, 0.0),
        (0.8, 1, 0.0),
        (0.95, 1, 1.0),
    }
    assert scores.sure == pytest.approx(2 / 3) and scores.sure_right == 1 / 2
    assert score([outcome((0, 0), (0, 0), 1.0)], lambda o: False).reliability[-1].count == 1


def test_nothing_is_no_division_by_nothing() -> None:
    scores = score([], lambda o: True)
    assert scores.accuracy == scores.end_to_end.f1 == scores.large_areas.area == 0


def test_a_large_area_is_right_wherever_its_point_is(gazetteer: Gazetteer) -> None:
    right = RightArea(gazetteer, Basemap.open())
    australia, perth, oregon = "gn:2077456", (-31.95, 115.86), (42.2, -118.0)
    far = outcome(perth, (-25.0, 135.0), level="country", place=australia)
    assert right(far) and not far.right
    assert right(outcome(perth, (-20.0, 130.0), level="country", place=f"{australia}:north"))
    assert right(outcome(oregon, (44.0, -120.5), level="first-level area", place="adm1:US.OR"))
    assert not right(outcome(oregon, (47.0, -120.5), level="first-level area", place="adm1:US.WA")), "another area"
    assert not right(outcome(oregon, (39.8, -98.6), level="first-level area", place="gn:6252001")), "too wide"
    assert not right(outcome(oregon, (44.0, -120.5), place="adm1:US.OR")), "not annotated as a large area"
    assert not right(outcome(perth, "no", level="country"))
    scores = score([far], right)
    assert (scores.end_to_end.f1, scores.end_to_end_area.f1) == (0.0, 1.0)
    assert (scores.large_areas.near, scores.large_areas.area) == (0.0, 1.0)
