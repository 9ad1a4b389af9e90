from __future__ import annotations

import math

import pytest

from geodash.picture.candidates import Anchor, around, beside, joined, leaders, ring
from geodash.picture.labels import Block, Box, Line, Option, clash, crosses, overlap

BLOCK = Block((Line("one", "name", "", 80, 17), Line("two", "caption", "", 60, 15)), 80, 32, 17)


def test_offers_at_least_eight_positions_round_a_point_none_on_it() -> None:
    options = around(100, 100, 6, BLOCK).options()
    assert len(options) >= 8
    assert len({(o.x0, o.y0) for o in options}) == len(options)
    assert not any(overlap(o, Box(94, 94, 106, 106)) for o in options)
    assert min(options, key=lambda o: o.cost).align == "start"


def test_a_leader_ends_short_of_its_anchor_and_outside_its_label() -> None:
    found = ring([Anchor(200, 200, 5)], BLOCK)
    assert found is not None and len(found) > 80
    for o in found.options():
        assert o.leader is not None
        assert not crosses(o.leader, o)
        assert math.hypot(o.leader[2] - 200, o.leader[3] - 200) == pytest.approx(5)
        assert not (o.x0 < 200 < o.x1 and o.y0 < 200 < o.y1)


def test_a_touching_label_has_no_leader() -> None:
    near = around(200, 200, 5, BLOCK)
    assert math.isnan(leaders(Anchor(200, 200, 5), near)[0, 0])


def test_labels_beside_a_box_keep_off_it() -> None:
    box = Box(100, 100, 160, 140)
    assert all(not overlap(o, box) for o in beside(box, BLOCK).options())


def test_batches_join_with_and_without_leaders() -> None:
    both = joined([around(50, 50, 5, BLOCK), ring([Anchor(50, 50, 5)], BLOCK) or around(0, 0, 0, BLOCK)])
    assert both is not None
    led = [o.leader for o in both.options()]
    assert led[0] is None and led[-1] is not None
    assert joined([]) is None


def option(x: float, y: float, **more: object) -> Option:
    return Option(x, y, x + 40, y + 16, "start", 0, BLOCK, **more)  # type: ignore[arg-type]


def test_what_clashes() -> None:
    assert clash(option(0, 0), option(42, 0))  # nearer than the halo
    assert not clash(option(0, 0), option(44, 0))
    led = option(100, 100, leader=(98, 108, 20, 8))
    assert clash(led, option(40, 20)) and clash(option(40, 20), led)
    assert clash(led, option(0, 60, leader=(20, 58, 60, 20)))
    assert clash(option(0, 0), option(60, 60, dot=Box(10, 10, 14, 14)))
    assert clash(led, option(100, 200, dot=Box(18, 6, 22, 10)))
