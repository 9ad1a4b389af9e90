"""The bar is as long on paper as it says, at the middle of its panel."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geodash.extent import Box
from geodash.picture.projection import GEOD, Plane, plane_for
from geodash.picture.scale import KM_PER_MILE, LONGEST, WORDS, scale_bar
from tests.geodash.picture.extents import BOXES, EXTENTS, HEIGHTS, WIDTHS

KM = {"km": 1.0, "m": 0.001, "mi": KM_PER_MILE, "ft": KM_PER_MILE / 5280}


def _geodesic_km(plane: Plane, px: float) -> float:
    """What so many px measure on the ground, from end to end, in the panel's middle."""
    middle = plane.width / 2
    ends = plane.to_degrees(np.array([(middle - px / 2, plane.height / 2), (middle + px / 2, plane.height / 2)]))
    return float(GEOD.inv(*ends[0], *ends[1])[2]) / 1000


@given(BOXES, WIDTHS, HEIGHTS, st.booleans())
@example(Box(-120.0, 20.0, 120.0, 84.0), 260.0, 160.0, False)  # the bar takes a fifth of half the globe
@settings(max_examples=250, deadline=None)
def test_the_bar_is_true_to_one_per_cent(box: Box, width: float, height: float, miles: bool) -> None:
    plane = plane_for(box, width, height)
    bar = scale_bar(plane, miles)
    said = bar.length * KM[bar.unit]
    assert bar.km == pytest.approx(said)
    assert _geodesic_km(plane, bar.px) == pytest.approx(said, rel=0.01)


@given(BOXES, WIDTHS, HEIGHTS, st.booleans())
@settings(max_examples=100, deadline=None)
def test_its_figure_is_round_and_its_unit_the_readers(box: Box, width: float, height: float, miles: bool) -> None:
    bar = scale_bar(plane_for(box, width, height), miles)
    assert re.fullmatch("[125]0*", str(bar.length))
    assert bar.unit in (("mi", "ft") if miles else ("km", "m"))
    assert bar.unit in WORDS
    assert 10 < bar.px <= LONGEST * 1.05


def test_figures_that_a_reader_meets() -> None:
    close, region = plane_for(Box(34.1, 31.1, 34.7, 31.7), 600, 600), plane_for(Box(27, 21, 64, 41), 700, 500)
    found = [(bar.length, bar.unit) for plane in (close, region) for bar in (scale_bar(plane), scale_bar(plane, True))]
    assert found == [(10, "km"), (5, "mi"), (500, "km"), (200, "mi")]


@pytest.mark.parametrize(("what", "box", "name"), EXTENTS, ids=[e[0] for e in EXTENTS])
def test_a_scale_that_varies_is_said_to_be_the_middles(what: str, box: Box, name: str) -> None:
    bar = scale_bar(plane_for(box, 700, 500))
    if what.startswith("close-up"):
        assert not bar.middle_only
    if what.startswith(("the world", "half")):
        assert bar.middle_only
