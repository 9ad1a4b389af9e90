from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.picture.candidates import Batch, batch
from geodash.picture.labels import Block, Box, Line, crosses
from geodash.picture.placing import Item, Limits, Obstacle, Quota, crossing, place

BLOCK = Block((Line("a label", "name", "", 60, 16),), 60, 16, 16)
FLOATS = st.floats(0, 100)


def at(*spots: tuple[float, float], y: float = 20, leader: tuple[float, float, float, float] | None = None) -> Batch:
    """Options at an x, with a cost."""
    x, cost = np.array(spots, float).T
    led = None if leader is None else np.array([leader] * len(x))
    return batch(x, np.full(len(x), y), BLOCK, np.zeros(len(x), np.int64), cost, led)


def item(key: str, *batches: Batch, priority: float = 0, required: bool = True, **more: object) -> Item:
    return Item(key, priority, required, [lambda b=b: [b] for b in batches], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("turned", [False, True])
def test_the_storys_label_keeps_its_room_whatever_the_order_given(turned: bool) -> None:
    items = [item("ground", at((20, 0)), priority=10, required=False), item("story", at((20, 0)))]
    chosen = place(items[::-1] if turned else items, Limits(200, 100))
    ground, story = chosen[::-1] if turned else chosen
    assert story and not ground


def test_moves_a_label_that_is_in_the_way_where_both_then_fit() -> None:
    first, second = place([item("first", at((20, 0), (100, 1))), item("second", at((22, 0)))], Limits(200, 100))
    assert first and second
    assert (first.x0, second.x0) == (100, 22)


def test_an_optional_label_dearer_than_its_limit_is_left_out() -> None:
    limits = Limits(200, 100, ground=lambda b: (None, np.full(len(b), 4.0)))
    assert place([item("a", at((20, 3)), required=False, limit=5.0)], limits) == [None]
    assert place([item("a", at((20, 0)), required=False, limit=5.0)], limits)[0]


def test_no_label_over_the_edge_or_on_an_obstacle() -> None:
    obstacle = Obstacle(30, 10, 40, 30)
    (chosen,) = place([item("a", at((2, 0), (20, 1), (60, 2)))], Limits(200, 100, [obstacle]))
    assert chosen and chosen.x0 == 60


def test_a_leader_crosses_its_owners_obstacle_and_an_open_one_only() -> None:
    led = (58.0, 28.0, 10.0, 28.0)
    for obstacle, free in (
        (Obstacle(30, 20, 40, 40), False),
        (Obstacle(30, 20, 40, 40, "a"), True),
        (Obstacle(30, 20, 40, 40, open=True), True),
    ):
        (chosen,) = place([item("a", at((60, 0), leader=led))], Limits(200, 100, [obstacle]))
        assert bool(chosen) is free


def test_farther_places_are_asked_for_only_where_near_ones_are_taken_or_poor() -> None:
    asked: list[str] = []

    def more() -> list[Batch]:
        asked.append("more")
        return [at((20, 30), y=60)]

    good = Item("a", 0, True, [lambda: [at((20, 0))], more])
    assert place([good], Limits(200, 100))[0] and not asked
    taken = Item("b", 1, True, [lambda: [at((20, 0))], more])
    chosen = place([good, taken], Limits(200, 100))[1]
    assert asked and chosen and chosen.y0 == 60


def test_a_required_label_lies_on_the_storys_line_only_in_the_last_resort() -> None:
    limits = Limits(200, 100, ground=lambda b: (b.y0 < 50, None))
    assert place([item("a", at((20, 0)))], limits) == [None]
    (chosen,) = place([item("a", at((20, 0)), at((20, 0)))], limits)
    assert chosen and chosen.cost > 0
    assert place([item("a", at((20, 0)), at((20, 0)), required=False)], limits) == [None]


def test_a_quota_holds_its_number_and_distance() -> None:
    items = [item(f"t{i}", at((20 + 64 * i, 0)), required=False, group="town") for i in range(6)]
    few = place(items, Limits(500, 100, quotas={"town": Quota(3, 0)}))
    assert [bool(o) for o in few] == [True] * 3 + [False] * 3
    far = place(items, Limits(500, 100, quotas={"town": Quota(9, 100)}))
    assert [bool(o) for o in far] == [True, False] * 3


@given(st.tuples(FLOATS, FLOATS, FLOATS, FLOATS), st.tuples(FLOATS, FLOATS, FLOATS, FLOATS))
def test_many_crossings_at_once_are_told_as_one_by_one(s: tuple[float, ...], b: tuple[float, ...]) -> None:
    box = Box(min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3]))
    many = crossing(np.array([s]), *(np.array([v]) for v in (box.x0, box.y0, box.x1, box.y1)))
    assert bool(many[0, 0]) == crosses((s[0], s[1], s[2], s[3]), box)
