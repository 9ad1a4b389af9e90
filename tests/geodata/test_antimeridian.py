"""Cutting at 180°: what crosses is cut there, what does not is left alone."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from shapely.geometry import shape

from geodata.antimeridian import cut_at_antimeridian
from geodata.geometry import to_geojson
from geodata.shipped import sea


def polygon(*rings: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]] for ring in rings]}


FIJI = polygon([[177.0, -19.0], [-178.0, -19.0], [-178.0, -16.0], [177.0, -16.0]])
WITH_HOLE = polygon(
    [[170.0, 0.0], [-170.0, 0.0], [-170.0, 10.0], [170.0, 10.0]],
    [[-175.0, 4.0], [175.0, 4.0], [175.0, 6.0], [-175.0, 6.0]],
)
CAP = polygon([[float(lon), 80.0] for lon in (-150, -90, -30, 30, 90, 150)])
WORLD = polygon([[-180.0, -90.0], [180.0, -90.0], [180.0, 90.0], [-180.0, 90.0]])
OCEAN = polygon([[-180.0, -80.0], [180.0, -80.0], [180.0, -60.0], [-26.7, -60.0], [-180.0, -60.0]])
ATLANTIC = polygon([[-80.0, 0.0], [10.0, 0.0], [10.0, 40.0], [-80.0, 40.0]])


@pytest.mark.parametrize(
    ("geometry", "area"),
    [(FIJI, 15.0), (WITH_HOLE, 200.0 - 20.0), (CAP, 360.0 * 10)],
    ids=["an island group", "a hole that crosses too", "round a pole"],
)
def test_an_area_that_crosses_is_cut(geometry: dict[str, Any], area: float) -> None:
    cut = cut_at_antimeridian(geometry)
    made = shape(cut)
    assert cut["type"] == "MultiPolygon" and made.is_valid
    assert made.bounds[0] == -180 and made.bounds[2] == 180
    assert made.area == pytest.approx(area)
    for part in shapely.get_parts(made):
        assert part.bounds[2] <= 0 or part.bounds[0] >= 0 or geometry is CAP


def test_a_line_that_crosses_there_and_back_has_three_parts() -> None:
    line = {"type": "LineString", "coordinates": [[179.0, 0.0], [-179.0, 2.0], [-179.0, 4.0], [179.0, 6.0]]}
    assert cut_at_antimeridian(line) == {
        "type": "MultiLineString",
        "coordinates": [
            [(179.0, 0.0), (180.0, 1.0)],
            [(180.0, 5.0), (179.0, 6.0)],
            [(-180.0, 1.0), (-179.0, 2.0), (-179.0, 4.0), (-180.0, 5.0)],
        ],
    }


def test_only_the_part_that_crosses_is_touched() -> None:
    both = {"type": "MultiPolygon", "coordinates": [ATLANTIC["coordinates"], FIJI["coordinates"]]}
    cut = cut_at_antimeridian(both)
    assert cut["coordinates"][0] == ATLANTIC["coordinates"] and len(cut["coordinates"]) == 3


@pytest.mark.parametrize(
    "geometry",
    [
        WORLD,
        OCEAN,
        ATLANTIC,
        {"type": "Point", "coordinates": [180.0, 0.0]},
        {"type": "MultiPoint", "coordinates": [[179.0, 0.0], [-179.0, 0.0]]},
        {"type": "LineString", "coordinates": [[-90.0, 0.0], [90.0, 0.0]]},
        cut_at_antimeridian(FIJI),
        cut_at_antimeridian(CAP),
    ],
    ids=[
        "the world",
        "an ocean round a pole",
        "an ocean",
        "a point",
        "points",
        "half the earth",
        "cut before",
        "a polar cap cut before",
    ],
)
def test_what_does_not_cross_is_left_alone(geometry: dict[str, Any]) -> None:
    assert cut_at_antimeridian(geometry) is geometry


def test_no_shipped_ocean_is_taken_apart() -> None:
    for name in ("arctic-ocean", "atlantic-ocean", "pacific-ocean", "southern-ocean"):
        geometry = to_geojson(sea(f"sea:{name}"))
        assert geometry is not None, name
        assert cut_at_antimeridian(geometry) is geometry, name


def test_an_area_without_extent_is_left_alone() -> None:
    flat = polygon([[179.0, 0.0], [-179.0, 0.0], [179.0, 0.0]])
    assert cut_at_antimeridian(flat) is flat
