from __future__ import annotations

import numpy as np
import pytest

from geodash.picture.scene import Content, Scene, compose
from geodash.view import Inset
from tests.geodash.picture.helpers import STYLE, mark, measure, shape, square


def composed(**content: object) -> Scene:
    return compose(Content(**content), 740, 480, style=STYLE, measure=measure)  # type: ignore[arg-type]


def test_a_close_ups_outline_is_never_smaller_than_can_be_seen() -> None:
    scene = composed(insets=[(Inset("p", None, "Map below"), 100, 100, 104, 130)])  # type: ignore[arg-type]
    box = scene.insets[0].box
    assert (box.x1 - box.x0, box.y1 - box.y0) == (STYLE["symbols"]["inset"]["minSize"], 30)
    assert (box.x0 + box.x1) / 2 == 102


def test_where_an_area_was_clipped_is_no_outline() -> None:
    scene = composed(shapes=[(shape("a", "District", "area"), [square(-20, 100, 200, 300)])])
    lines = scene.field.lines
    assert lines[30, 33] == 1  # its east side
    assert lines[30, 0] == 0
    beyond = composed(shapes=[(shape("a", "District", "area"), [square(0, 0, 740, 480)])])
    assert not beyond.field.lines.any()


def test_what_lies_outside_the_panel_is_not_in_the_scene() -> None:
    scene = composed(
        marks=[(mark("m", "Port"), 900, 100, 0)],
        shapes=[
            (shape("a", "District", "area"), [square(800, 0, 900, 50)]),
            (shape("b", "Border", "line"), [np.array([(800.0, 0), (900, 50)])]),
        ],
    )
    assert not scene.marks and not scene.shapes and not scene.obstacles


def test_a_long_straight_line_is_followed_where_it_is_in_view() -> None:
    scene = composed(shapes=[(shape("b", "Border", "line"), [np.array([(-1e6, 100.0), (1e6, 100)])])])
    line = scene.shapes[0].line
    assert line is not None
    assert np.hypot(*np.diff(line, axis=0).T).max() <= 6
    assert (line[0, 0], line[-1, 0]) == pytest.approx((0, 740), abs=0.01)
    assert scene.hard.total >= 740 / 6


def test_of_a_lines_parts_the_longest_in_view_is_lettered() -> None:
    parts = [np.array([(10.0, 10), (60, 10)]), np.array([(100.0, 200), (400, 200)])]
    line = composed(shapes=[(shape("b", "Border", "line"), parts)]).shapes[0].line
    assert line is not None and line[0].tolist() == [100, 200]


def test_a_lake_is_water_and_a_ring_of_uncertainty_is_kept_off_softly() -> None:
    scene = composed(
        areas=[("EA", True, [square(0, 0, 740, 480)])],
        lakes=[square(300, 200, 400, 300)],
        marks=[(mark("m", "Port", symbol="near"), 600, 100, 30)],
    )
    assert scene.field.at(scene.field.ids, 350, 250) == 0
    assert scene.marks[0].reach == 30
    assert scene.field.lines[16, 105] == 1
