from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodash.picture.field import CELL, Field, Summed, depth, parts
from tests.geodash.picture.helpers import square

NUMBERS = st.floats(-300, 500).map(lambda v: round(v, 3))
POINTS = st.tuples(NUMBERS, NUMBERS)


def test_fills_the_cells_whose_middle_lies_inside() -> None:
    f = Field(60, 36)
    f.fill(f.ids, [square(6, 6, 30, 24)], 3)
    assert f.ids.sum() == 3 * 4 * 3
    assert f.at(f.ids, 7, 7) == 3
    assert f.at(f.ids, 31, 7) == 0
    assert f.at(f.ids, -1, 7) == 0


def test_a_hole_is_not_filled() -> None:
    f = Field(120, 120)
    f.fill(f.ids, [square(0, 0, 120, 120), square(30, 30, 90, 90)], 1)
    assert f.at(f.ids, 10, 10) == 1
    assert f.at(f.ids, 60, 60) == 0


@given(st.lists(POINTS, min_size=3, max_size=12))
def test_fills_as_shapely_does(points: list[tuple[float, float]]) -> None:
    f = Field(120, 90)
    f.fill(f.ids, [np.array(points)], 1)
    triangle = shapely.polygons(points)
    if not triangle.is_valid or triangle.area < 1:
        return
    rows, cols = np.mgrid[0 : f.rows, 0 : f.cols]
    x, y = (cols + 0.5) * CELL, (rows + 0.5) * CELL
    rim = shapely.distance(triangle.boundary, shapely.points(x, y)) < 1e-6
    assert ((f.ids == 1) == shapely.contains_xy(triangle, x, y))[~rim].all()


@given(st.lists(POINTS, min_size=2, max_size=6))
def test_traces_every_cell_a_line_runs_well_through(points: list[tuple[float, float]]) -> None:
    f = Field(120, 90)
    f.trace(f.lines, [np.array(points)])
    line = shapely.linestrings(points)
    rows, cols = np.mgrid[0 : f.rows, 0 : f.cols]
    x, y = (cols + 0.5) * CELL, (rows + 0.5) * CELL
    away = shapely.distance(line, shapely.points(x, y))
    assert (f.lines[away < 0.5] == 1).all()
    assert (f.lines[away > CELL] == 0).all()


@given(st.integers(0, 15), st.integers(0, 15), st.integers(0, 15), st.integers(0, 15))
def test_sums_over_a_box(a: int, b: int, c: int, d: int) -> None:
    f = Field(90, 90)
    values = np.arange(f.rows * f.cols).reshape(f.rows, f.cols)
    x0, x1, y0, y1 = min(a, b), max(a, b), min(c, d), max(c, d)
    cells = f.cells(*(np.array([v * CELL]) for v in (x0, y0, x1, y1)))
    assert Summed(values).over(cells)[0] == values[y0:y1, x0:x1].sum()


def test_depth_counts_from_the_rim_and_the_edge() -> None:
    ids = np.zeros((7, 9), np.int64)
    ids[1:6, 1:8] = 1
    far = depth(ids)
    assert far[0].max() == 0
    assert far[1, 4] == 0.5
    assert far[3, 4] == pytest.approx(2.5)
    assert depth(np.ones((3, 3), np.int64))[1, 1] == pytest.approx(1.5)


def test_the_visual_centre_lies_in_the_area() -> None:
    f = Field(600, 300)
    crescent = np.array([(0, 0), (600, 0), (600, 300), (500, 300), (500, 60), (100, 60), (100, 300), (0, 300)], float)
    f.fill(f.ids, [crescent], 2)
    part = parts(f.ids)[2]
    assert f.at(f.ids, part.x, part.y) == 2
    assert part.box == (0, 0, 600, 300)
