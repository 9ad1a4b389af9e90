"""The ground is cut, bent and thinned so that nothing strays, parts or is lost."""

from __future__ import annotations

import math

import numpy as np
import pytest
import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box
from geodash.ground import Ground
from geodash.picture.projection import Plane, plane_for
from geodash.picture.terrain import BEYOND, SPECK_PX, Terrain, project, rings, terrain
from geodash.view import Panel
from geodata.basemap import Clip
from tests.geodash.picture.extents import EXTENTS

REGION = Box(27.0, 21.0, 64.0, 41.0)


def _clip(
    *areas: tuple[str, BaseGeometry],
    border: BaseGeometry | None = None,
    disputed: BaseGeometry | None = None,
    coast: BaseGeometry | None = None,
    lakes: BaseGeometry | None = None,
) -> Clip:
    lines = [("border", border), ("disputed", disputed)]
    return Clip(
        [(ref, ref, MultiPolygon([shape]) if isinstance(shape, Polygon) else shape) for ref, shape in areas],
        [(kind, line) for kind, line in lines if line is not None],  # type: ignore[misc]
        coast or MultiLineString(),
        lakes or MultiPolygon(),
    )


def _parts(ground: Terrain) -> list[BaseGeometry]:
    own = [ground.land, ground.focus, ground.lakes, ground.coast, ground.borders, ground.disputed]
    return [*own, *(shape for _, _, shape in ground.areas), *([ground.earth] if ground.earth else [])]


def _panel(where: Box) -> Panel:
    return Panel("p", "A map", where, (), (), (), ())


def _assert_near(ground: Terrain, plane: Plane) -> None:
    for part in _parts(ground):
        if not part.is_empty:
            x0, y0, x1, y1 = part.bounds
            assert min(x0, y0) >= -BEYOND - 0.01
            assert x1 <= plane.width + BEYOND + 0.01
            assert y1 <= plane.height + BEYOND + 0.01


@pytest.mark.parametrize("what", ["region, Asia", "region across the antimeridian", "the Arctic", "the world"])
def test_the_real_ground_stays_at_its_panel(what: str, ground: Ground) -> None:
    where = next(where for name, where, _ in EXTENTS if name == what)
    plane = plane_for(where, 700, 500)
    found = terrain(plane, ground.cut(_panel(where), plane.reach()).clip, ())
    assert found.areas
    _assert_near(found, plane)
    for part in _parts(found):
        assert np.isfinite(shapely.get_coordinates(part)).all()


def test_a_made_up_ground_stays_at_its_panel() -> None:
    plane = plane_for(REGION, 700, 500)
    wide = box(-20, -20, 120, 70)
    found = terrain(
        plane,
        _clip(
            ("XX", wide),
            border=MultiLineString([[(-20, 30), (120, 30)]]),
            disputed=MultiLineString([[(40, -20), (40, 70)]]),
            coast=MultiLineString([shapely.get_coordinates(wide.exterior).tolist()]),
            lakes=MultiPolygon([box(40, 25, 150, 35)]),
        ),
        ("XX",),
    )
    _assert_near(found, plane)
    assert all(not part.is_empty for part in (found.land, found.focus, found.lakes, found.borders, found.disputed))


def test_a_long_straight_edge_is_bent_as_its_projection_bends_it() -> None:
    plane = plane_for(REGION, 700, 500)
    parallel = MultiLineString([[(20.0, 31.0), (70.0, 31.0)]])
    found = terrain(plane, _clip(border=parallel, coast=MultiLineString()), ())
    drawn = shapely.line_merge(found.borders)
    assert isinstance(drawn, LineString)
    line = shapely.get_coordinates(drawn)
    first, last = line[0], line[-1]
    chord = last - first
    sagitta = np.abs(chord[0] * (line[:, 1] - first[1]) - chord[1] * (line[:, 0] - first[0])).max() / np.hypot(*chord)
    # The arc of a cone: n (λ/2) is half its angle, and R its radius in px.
    n = math.sin(math.radians(31.0))
    half = n * math.radians(plane.to_degrees(last[None])[0, 0] - plane.to_degrees(first[None])[0, 0]) / 2
    radius = np.hypot(*chord) / 2 / math.sin(half)
    assert sagitta == pytest.approx(radius * (1 - math.cos(half)), rel=0.03)
    assert sagitta > 20
    exact = plane.to_px(np.column_stack([np.linspace(20, 70, 600), np.full(600, 31.0)]))
    away = shapely.distance(drawn, shapely.points(exact[(exact[:, 0] > 0) & (exact[:, 0] < 700)]))
    assert away.max() < 0.75, "the thinned line strays less than a pixel from the true one"


def test_positions_are_as_dense_as_asked() -> None:
    plane = plane_for(REGION, 700, 500)
    found = project(LineString([(30.0, 30.0), (60.0, 30.0)]), plane, 0.5)
    assert len(found.coords) == 61
    assert shapely.get_coordinates(found) == pytest.approx(np.round(shapely.get_coordinates(found), 3))


def test_neighbours_leave_no_gap_and_do_not_overlap() -> None:
    plane = plane_for(REGION, 700, 500)
    ragged = [(45 + 0.15 * math.sin(n * 1.7) + (0.02 if n % 2 else 0), 20 + n * 0.02) for n in range(1100)]
    left = Polygon([(20, 20), *ragged, (20, 41.98)])
    right = Polygon([(70, 20), *ragged, (70, 41.98)])
    found = terrain(plane, _clip(("L", left), ("R", right), border=MultiLineString([ragged])), ())
    shapes = [shape for _, _, shape in found.areas]
    assert len(shapes) == 2
    apart = sum(shape.area for shape in shapes)
    assert found.land.area == pytest.approx(apart, abs=2.0), "no overlap of more than 2 px²"
    assert sum(len(ring) for shape in shapes for ring in rings(shape)) < 0.6 * 2 * len(ragged), "and it was thinned"
    seam = shapely.intersection(found.borders, shapely.box(0, 0, 700, 500))
    away = shapely.distance(shapely.points(shapely.get_coordinates(seam)), shapely.boundary(shapes[0]))
    assert away.max() < 0.01, "the border lies on the edge"
    inside = shapely.box(60, 60, 640, 440)
    assert shapely.difference(inside, found.land).area < 1.0


def test_real_neighbours_leave_no_gap(ground: Ground) -> None:
    where = Box(8.0, 46.0, 20.0, 51.0)  # inland: every spot belongs to somebody
    plane = plane_for(where, 600, 400)
    found = terrain(plane, ground.cut(_panel(where), plane.reach()).clip, ())
    middle = shapely.box(200, 60, 400, 240)
    assert shapely.difference(middle, found.land).area < 0.5
    apart = sum(shape.area for _, _, shape in found.areas)
    assert found.land.area == pytest.approx(apart, rel=1e-4)


def test_what_the_story_is_about_is_drawn_however_small() -> None:
    plane = plane_for(REGION, 700, 500)
    speck = plane.metres * SPECK_PX / 111_195 / 3  # a third of what is dropped, in degrees
    small, coast = box(50, 30, 50 + speck, 30 + speck), [(50, 30), (50, 30 + speck), (50 + speck, 30 + speck)]
    clip = _clip(("IS", small), coast=MultiLineString([[*coast, (50 + speck, 30), (50, 30)]]))
    assert terrain(plane, clip, ()).areas == ()
    found = terrain(plane, clip, ("IS",))
    assert [(ref, told) for ref, told, _ in found.areas] == [("IS", True)]
    assert not found.focus.is_empty


def test_the_focus_is_what_is_told_and_land_is_all() -> None:
    plane = plane_for(REGION, 700, 500)
    found = terrain(plane, _clip(("A", box(40, 25, 45, 30)), ("B", box(45, 25, 50, 30))), ("B",))
    assert [told for _, told, _ in found.areas] == [False, True]
    assert found.land.area == pytest.approx(2 * found.focus.area, rel=0.1)


def _longest_step(geometry: BaseGeometry) -> float:
    return max((float(np.hypot(*np.diff(ring, axis=0).T).max()) for ring in rings(geometry)), default=0.0)


def test_nothing_is_smeared_across_the_world(ground: Ground) -> None:
    """Cut opposite the map's middle, wherever that is: no area jumps from one edge to the other."""
    for where in (Box(-180, -60, 180, 80), Box(20, -50, 10, 65), Box(100, -50, -60, 60)):
        plane = plane_for(where, 1000, 500)
        found = terrain(plane, ground.cut(_panel(where), plane.reach()).clip, ())
        for shape in [found.coast, found.borders]:
            assert _longest_step(shape) < 150, "the longest straight border takes a tenth of the map"
        land = shapely.union_all(shapely.make_valid(found.land))
        assert 0.15 < land.area / found.earth.area < 0.5 if found.earth else True


def test_beyond_the_globe_there_is_nothing() -> None:
    plane = plane_for(Box(8.0, 74.0, 35.0, 82.0), 700, 500)
    south_pole = _clip(("P", box(-10, -90, 40, -60)), ("A", box(10, 75, 30, 80)))
    found = terrain(plane, south_pole, ())
    assert [ref for ref, _, _ in found.areas] == ["A"]


def test_rings_of_every_kind_of_geometry() -> None:
    square = box(0, 0, 4, 4).difference(box(1, 1, 2, 2))
    line = LineString([(0, 0), (1, 1)])
    mixed = shapely.GeometryCollection([square, line, MultiLineString([line, line])])
    assert [len(ring) for ring in rings(mixed)] == [5, 5, 2, 2, 2]
    assert rings(None) == rings(MultiPolygon()) == []
