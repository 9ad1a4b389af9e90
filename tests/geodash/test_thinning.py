from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon

from geodash.thinning import Thinner, large_enough

# Two areas that share the line x = 5, which wriggles by a hundredth of a degree.
SHARED = [(5 + 0.01 * (n % 2), n / 10) for n in range(101)]
WEST = Polygon([(0, 0), *SHARED, (0, 10)])
EAST = Polygon([*SHARED, (10, 10), (10, 0)])
BORDER = MultiLineString([SHARED])


def _positions(shape: shapely.geometry.base.BaseGeometry) -> set[tuple[float, float]]:
    return {(x, y) for x, y in shapely.get_coordinates(shape).tolist()}


def test_neighbours_and_their_border_lose_the_same_positions() -> None:
    thinner = Thinner([BORDER], 0.05)
    west, east, border = (
        thinner.thin(MultiPolygon([g]) if g.geom_type == "Polygon" else g) for g in (WEST, EAST, BORDER)
    )
    assert len(_positions(border)) < 5
    assert _positions(border) == _positions(west) & _positions(east)
    assert west.intersection(east).area == 0 and west.union(east).area == WEST.union(EAST).area
    assert {(0.0, 0.0), (10.0, 10.0)} <= _positions(west) | _positions(east)


def test_a_fine_tolerance_keeps_everything() -> None:
    assert _positions(Thinner([BORDER], 0.001).thin(BORDER)) == set(SHARED)


def test_a_junction_on_another_line_stays() -> None:
    coast = LineString([(0, 0), (1, 0.001), (2, 0)])
    inland = LineString([(1, 0.001), (1, 5)])
    thinner = Thinner([MultiLineString([coast]), MultiLineString([inland])], 0.1)
    assert (1.0, 0.001) in _positions(thinner.thin(MultiLineString([coast])))


def test_islands_too_small_to_see_go_with_their_coast() -> None:
    islet = Point(0, 0).buffer(0.01)
    coast = MultiLineString([islet.exterior])
    thinner = Thinner([coast], 1)
    assert thinner.thin(MultiPolygon([islet])).is_empty
    assert thinner.thin(coast).length < 0.1


def test_specks_go_and_lines_that_are_short_stay() -> None:
    islet = shapely.box(0, 0, 0.1, 0.1)
    street = LineString([(0, 0), (0.1, 0)])
    thinner = Thinner([islet.exterior, street], 0.001, speck=0.5)
    assert thinner.thin(MultiPolygon([islet])).is_empty and thinner.thin(MultiLineString([islet.exterior])).is_empty
    assert not thinner.thin(MultiLineString([street])).is_empty


def test_only_what_is_large_enough_is_kept() -> None:
    shapes = MultiPolygon([shapely.box(0, 0, 1, 0.1), shapely.box(5, 5, 5.1, 5.1)])
    assert large_enough(shapes, 0.5).bounds == (0, 0, 1, 0.1)
    assert large_enough(MultiPolygon(), 0.5).is_empty


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=2, max_size=60), st.floats(0.01, 20))
def test_a_thinned_line_stays_near_its_course(points: list[tuple[float, float]], tolerance: float) -> None:
    line = LineString(points)
    if line.length == 0:
        return
    thin = Thinner([line], tolerance).thin(MultiLineString([line]))
    assert _positions(thin) <= set(points)
    assert thin.is_empty or thin.hausdorff_distance(line) <= tolerance + 1e-9 or len(points) != len(set(points))
