"""Outlines and lines as a story carries them."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.geometry import MAX_VERTICES, derive, middle, part_of, reach_m, to_geojson


class Squares:
    """An atlas of one-degree squares: "A1" lies at 1° E, "A2" beside it."""

    def area(self, ref: str, level: str | None = None) -> shapely.Polygon | None:
        if ref.startswith("sea:"):
            return shapely.box(50, 0, 60, 10)
        return shapely.box(int(ref[1:]), 0, int(ref[1:]) + 1, 1) if ref[1:].isdigit() else None


def shared(a: str, b: str) -> shapely.LineString:
    return shapely.LineString([(2, 0), (2, 1)])


@pytest.mark.parametrize(
    ("rule", "ref", "expected"),
    [
        (None, "A1", shapely.box(1, 0, 2, 1)),
        (None, None, None),
        (None, "nowhere", None),
        ({"point": [1, 2]}, None, None),
        ({"border": ["A1", "A2"]}, None, shapely.LineString([(2, 0), (2, 1)])),
        ({"union": ["A1", "A2", "nowhere"]}, None, shapely.box(1, 0, 3, 1)),
        ({"sea": "x"}, None, shapely.box(50, 0, 60, 10)),
    ],
)
def test_derive(rule: dict[str, object] | None, ref: str | None, expected: shapely.Geometry | None) -> None:
    made = derive(rule, ref, Squares(), shared)
    assert made == expected if expected is None else made is not None and made.equals(expected)


def test_a_part_lies_on_its_side_of_the_area() -> None:
    area = shapely.box(10, 20, 14, 28)
    assert part_of(area, "north").equals(shapely.box(10, 24, 14, 28))  # type: ignore[union-attr]
    assert part_of(area, "southwest").equals(shapely.box(10, 20, 12, 24))  # type: ignore[union-attr]
    islands = shapely.MultiPolygon([area, shapely.box(0, 27, 1, 29)])
    assert part_of(islands, "north").equals(shapely.box(10, 24, 14, 28))  # type: ignore[union-attr]


def test_geojson_is_thinned_and_rounded() -> None:
    circle = shapely.Point(10, 10).buffer(1, quad_segs=5000)
    made = to_geojson(circle)
    assert made is not None and made["type"] == "Polygon"
    ring = made["coordinates"][0]
    assert len(ring) <= MAX_VERTICES and all(len(repr(n).split(".")[-1]) <= 5 for p in ring for n in p)
    assert math.isclose(shapely.geometry.shape(made).area, circle.area, rel_tol=5e-4)
    assert to_geojson(None) is None and to_geojson(shapely.Polygon()) is None


def test_middle_of_a_line_lies_on_it() -> None:
    line = shapely.MultiLineString([[(0, 0), (4, 0)], [(9, 9), (9, 10)]])
    assert middle(line) == (2, 0)
    assert reach_m(shapely.LineString([(0, 0), (4, 0)]), 2, 0) == pytest.approx(222_390, rel=0.01)


@given(st.floats(-170, 160), st.floats(-80, 70), st.floats(0.1, 10))
def test_the_middle_of_an_area_lies_in_it(west: float, south: float, size: float) -> None:
    box = shapely.box(west, south, west + size, south + size)
    assert box.buffer(1e-4).covers(shapely.Point(middle(box)))


def test_an_archipelago_is_thinned_in_bounded_time() -> None:
    islands = [shapely.box(x, y, x + 0.01, y + 0.01) for x in range(60) for y in range(60)]
    made = to_geojson(shapely.MultiPolygon([shapely.box(-20, 0, -10, 10), *islands]))
    assert made is not None and made["type"] in ("Polygon", "MultiPolygon")
    assert shapely.get_num_coordinates(shapely.geometry.shape(made)) <= 5 * 3601
