from __future__ import annotations

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.extent import (
    MAX_LAT,
    WORLD_DEG,
    Box,
    around,
    fit,
    geometry_box,
    holds_point,
    landmass_box,
    mercator,
    point_box,
    roomiest,
    rounded,
    union,
    unmercator,
    wrap,
)

lons = st.floats(-180, 180, allow_nan=False)
lats = st.floats(-80, 80, allow_nan=False)
points = st.lists(st.tuples(lons, lats), min_size=1, max_size=12)


@given(points)
def test_a_union_contains_its_points(positions: list[tuple[float, float]]) -> None:
    box = union([point_box(*p) for p in positions])
    assert all(box.contains(*p) for p in positions)
    assert 0 <= box.width <= 360


@given(points)
def test_a_union_takes_the_short_way_round(positions: list[tuple[float, float]]) -> None:
    box = union([point_box(*p) for p in positions])
    ordered = sorted(p[0] % 360 for p in positions)
    gaps = [b - a for a, b in pairwise(ordered)] + [ordered[0] + 360 - ordered[-1]]
    narrow = 360 - max(gaps)
    assert box.width == pytest.approx(narrow if narrow < WORLD_DEG else 360, abs=1e-6) or len(set(ordered)) == 1


def test_a_union_across_the_antimeridian_is_narrow() -> None:
    box = union([point_box(179, -17), point_box(-179, -18)])
    assert box == Box(179, -18, -179, -17)
    assert box.width == 2
    assert box.contains(180, -17.5) and box.contains(-180, -17.5) and not box.contains(0, -17.5)


@given(points, st.floats(0.5, 2.5))
def test_a_fitted_box_holds_the_box_and_has_the_ratio(positions: list[tuple[float, float]], ratio: float) -> None:
    box = union([point_box(*p) for p in positions] + [around(*positions[0], 50, 50)])
    fitted = fit(box, ratio, ratio)
    assert fitted.holds(box)
    shape = fitted.width / (mercator(fitted.north) - mercator(fitted.south))
    full = fitted.width > 359.9 or fitted.north > MAX_LAT - 0.1 or fitted.south < 0.1 - MAX_LAT
    assert full or shape == pytest.approx(ratio, rel=1e-6)


@given(points)
def test_rounding_is_outwards(positions: list[tuple[float, float]]) -> None:
    box = union([point_box(*p) for p in positions])
    assert all(rounded(box, 2).contains(*p) for p in positions)


@given(lats)
def test_mercator_and_back(lat: float) -> None:
    assert unmercator(mercator(lat)) == pytest.approx(lat, abs=1e-9)


@pytest.mark.parametrize(("lon", "same"), [(190, -170), (-190, 170), (180, 180), (-180, -180), (540, -180)])
def test_wrap(lon: float, same: float) -> None:
    assert wrap(lon) == same


def test_holds_and_meets_across_the_antimeridian() -> None:
    pacific = Box(170, -20, -170, 0)
    assert pacific.holds(Box(175, -10, -175, -5)) and pacific.holds(Box(171, -10, 172, -5))
    assert not pacific.holds(Box(160, -10, 175, -5))
    assert pacific.meets(Box(160, -10, 175, -5)) and not pacific.meets(Box(0, -10, 10, -5))
    assert not pacific.meets(Box(175, 10, 176, 12))


def test_the_extent_of_a_geometry_split_at_the_antimeridian() -> None:
    fiji = {
        "type": "MultiPolygon",
        "coordinates": [
            [[[177, -18], [180, -18], [180, -16], [177, -16], [177, -18]]],
            [[[-180, -18], [-179, -18], [-179, -16], [-180, -16], [-180, -18]]],
        ],
    }
    assert geometry_box(fiji) == Box(177, -18, -179, -16)


def test_a_landmass_leaves_far_islands_out() -> None:
    def square(west: float, south: float, size: float) -> list[list[list[float]]]:
        east, north = west + size, south + size
        return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]

    mainland, island = square(0, 40, 10), square(-60, 3, 3)
    shape = {"type": "MultiPolygon", "coordinates": [island, mainland]}
    assert landmass_box(shape) == Box(0, 40, 10, 50)
    halves = {"type": "MultiPolygon", "coordinates": [square(0, 0, 5), square(10, 0, 5)]}
    assert landmass_box(halves) == Box(0, 0, 15, 5)


def test_a_position_in_a_polygon_with_a_hole() -> None:
    outer = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
    hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
    ring = {"type": "Polygon", "coordinates": [outer, hole]}
    assert holds_point(ring, 2, 2) and not holds_point(ring, 5, 5) and not holds_point(ring, 11, 5)
    assert not holds_point({"type": "LineString", "coordinates": outer}, 2, 2)


def test_the_roomiest_spot_is_inside_and_far_from_what_is_taken() -> None:
    west_half = {"type": "Polygon", "coordinates": [[[0, 0], [5, 0], [5, 10], [0, 10], [0, 0]]]}
    spot = roomiest(west_half, Box(0, 0, 10, 10), taken=[(2, 2)])
    assert spot is not None and spot[0] < 5 and spot[1] > 4
    assert roomiest(west_half, Box(20, 0, 30, 10), taken=[]) is None


def test_around_has_its_size() -> None:
    box = around(30, 60, 100, 50)
    assert box.width_km == pytest.approx(100, rel=0.01)
    assert math.radians(box.north - box.south) * 6371 == pytest.approx(50, rel=0.01)
