"""Every extent gets the projection that is fit for it, and px lead back to the degrees that they show."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from geodash.extent import Box
from geodash.picture.projection import NAMES, Plane, fit_for, plane_for, shape_of
from tests.geodash.picture.extents import BOXES, EXTENTS, HEIGHTS, WIDTHS


def _frame(box: Box) -> np.ndarray:
    """Corners, middles of the sides and the middle of an extent."""
    return np.array(
        [
            (box.west + min(box.width, 359.99) * across, box.south + (box.north - box.south) * up)
            for across in (0.0, 0.5, 1.0)
            for up in (0.0, 0.5, 1.0)
        ]
    )


def _apart(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Degrees between longitudes, the short way round."""
    return np.asarray(np.abs((one - other + 180) % 360 - 180))


@pytest.mark.parametrize(("what", "box", "name"), EXTENTS, ids=[e[0] for e in EXTENTS])
def test_projection_by_extent(what: str, box: Box, name: str) -> None:
    assert fit_for(box).name == name
    assert name in NAMES
    assert shape_of(box) > 0


@given(BOXES, WIDTHS, HEIGHTS)
@settings(max_examples=120, deadline=None)
def test_all_of_an_extent_is_in_the_panel(box: Box, width: float, height: float) -> None:
    plane = plane_for(box, width, height)
    px = plane.to_px(_frame(box))
    assert np.isfinite(px).all()
    assert (px >= -0.5).all()
    assert (px <= np.array([width, height]) + 0.5).all()


@given(BOXES, WIDTHS, HEIGHTS)
@settings(max_examples=120, deadline=None)
def test_px_lead_back_to_their_degrees(box: Box, width: float, height: float) -> None:
    plane = plane_for(box, width, height)
    there = _frame(box)
    back = plane.to_degrees(plane.to_px(there))
    away = np.column_stack(
        [_apart(back[:, 0], there[:, 0]) * np.cos(np.radians(there[:, 1])), back[:, 1] - there[:, 1]]
    )
    assert np.abs(away).max() < 1e-4 * max(1.0, plane.metres / 100)


def _assert_reaches(plane: Plane) -> None:
    reach = plane.reach()
    grid = np.array([(x, y) for x in np.linspace(0, plane.width, 31) for y in np.linspace(0, plane.height, 31)])
    seen = plane.to_degrees(grid)
    seen = seen[np.isfinite(seen).all(axis=1)]
    missed = [(lon, lat) for lon, lat in seen.tolist() if not reach.contains(lon, lat, slack=1e-5)]
    assert missed == []


@pytest.mark.parametrize(("what", "box", "name"), EXTENTS, ids=[e[0] for e in EXTENTS])
@pytest.mark.parametrize("size", [(700.0, 500.0), (340.0, 610.0)], ids=["wide", "tall"])
def test_the_ground_is_cut_to_all_that_a_panel_shows(what: str, box: Box, name: str, size: tuple[float, float]) -> None:
    _assert_reaches(plane_for(box, *size))


@given(BOXES, WIDTHS, HEIGHTS)
@settings(max_examples=100, deadline=None)
def test_the_ground_is_cut_to_all_that_any_panel_shows(box: Box, width: float, height: float) -> None:
    _assert_reaches(plane_for(box, width, height))


def test_a_reach_is_no_wider_than_needed() -> None:
    reach = plane_for(Box(34.1, 31.1, 34.7, 31.7), 600, 600).reach()
    assert reach.width < 0.9
    assert reach.north - reach.south < 0.75


@pytest.mark.parametrize(("what", "box", "name"), EXTENTS, ids=[e[0] for e in EXTENTS])
def test_north_is_up_at_the_middle(what: str, box: Box, name: str) -> None:
    if abs(box.south) == 90 or box.north == 90:
        return  # round a pole there is no one north
    assert plane_for(box, 700, 500).north() == pytest.approx(0, abs=0.05)


def test_beyond_the_globe_no_px_has_a_place() -> None:
    plane = plane_for(Box(20.0, -50.0, 10.0, 65.0), 1000, 500)
    corners = np.array([(1.0, 1.0), (999.0, 1.0), (1.0, 499.0), (999.0, 499.0)])
    assert np.isnan(plane.to_degrees(corners)).all()
    assert np.isfinite(plane.to_degrees(np.array([(500.0, 250.0), (3.0, 215.0)]))).all()


def test_north_is_told_where_it_is_not_up() -> None:
    plane = plane_for(Box(27.0, 21.0, 64.0, 41.0), 700, 500)
    off = Plane(plane.projection, 200, 200, plane.left, plane.top, plane.metres)
    assert off.north() == pytest.approx(7.0, abs=5.0)
    assert off.north() > 1
