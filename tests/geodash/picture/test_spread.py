from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from geodash.picture.spread import APART, EDGE, spread


@dataclass
class Spot:
    x: float
    y: float


@given(st.lists(st.tuples(st.floats(0, 700), st.floats(0, 450)), max_size=40))
def test_marks_end_apart_and_within_the_panel(points: list[tuple[float, float]]) -> None:
    spots = [Spot(*p) for p in points]
    spread(spots, 700, 450)
    assert all(math.hypot(a.x - b.x, a.y - b.y) > APART - 3 for a, b in combinations(spots, 2))
    assert all(EDGE <= s.x <= 700 - EDGE and EDGE <= s.y <= 450 - EDGE for s in spots)


def test_marks_move_no_farther_than_they_must() -> None:
    spots = [Spot(300, 200), Spot(300, 200), Spot(304, 203), Spot(500, 300)]
    spread(spots, 700, 450)
    assert all(math.hypot(a.x - b.x, a.y - b.y) >= APART - 1 for a, b in combinations(spots, 2))
    assert (spots[3].x, spots[3].y) == (500, 300)
    assert all(math.hypot(s.x - 300, s.y - 200) < 2 * APART for s in spots[:3])
