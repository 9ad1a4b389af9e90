"""The layers as GeoJSON: what RFC 7946 asks for, and the notices."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from shapely.geometry import shape

from geodash.geojson_export import layers_geojson
from geodata.layers import LAYERS, rows
from geodata.model import Story
from tests.geodash.helpers import event, fixture, place, proposal, square, story


def read(made: Story) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(layers_geojson(made))
    return found


def positions(node: Any) -> list[list[float]]:
    return [node] if isinstance(node[0], float) else [p for child in node for p in positions(child)]


def test_every_row_of_every_layer_is_a_feature() -> None:
    talks = fixture("talks")
    found = read(talks)
    assert found["type"] == "FeatureCollection" and "crs" not in found
    wanted = {layer.name: len(rows(talks)[layer.name]) for layer in LAYERS}
    layers = [f["properties"]["layer"] for f in found["features"]]
    assert {name: layers.count(name) for name in wanted} == wanted
    for feature in found["features"]:
        assert set(feature) == {"type", "properties", "geometry"}


def test_gdal_opens_it(tmp_path: Path) -> None:
    path = tmp_path / "talks.geojson"
    path.write_bytes(layers_geojson(fixture("talks")))
    frame = pyogrio.read_dataframe(path)
    assert frame.crs.to_epsg() == 4326
    assert len(frame) == len(read(fixture("talks"))["features"])
    assert frame.geometry.notna().any() and frame.geometry.isna().any()


def test_rings_go_by_the_right_hand() -> None:
    outer = [[0.0, 0.0], [0.0, 9.0], [9.0, 9.0], [9.0, 0.0], [0.0, 0.0]]  # clockwise
    hole = [[2.0, 2.0], [4.0, 2.0], [4.0, 4.0], [2.0, 4.0], [2.0, 2.0]]  # counterclockwise
    made = story(
        places=[place("x:a", "admin_area", 4, geometry={"type": "Polygon", "coordinates": [outer, hole]})],
        proposals=[proposal("z", geometry=square(0, 0, 1, 1), geometry_basis="official_text")],
    )
    for feature in read(made)["features"]:
        for polygon in shapely.get_parts(shape(feature["geometry"])):
            assert polygon.exterior.is_ccw and not any(ring.is_ccw for ring in polygon.interiors)


@pytest.mark.parametrize("kind", ["place", "zone", "border"])
def test_what_crosses_the_antimeridian_is_cut(kind: str) -> None:
    ring = [[177.0, -19.0], [-178.0, -19.0], [-178.0, -16.0], [177.0, -16.0], [177.0, -19.0]]
    area, line = {"type": "Polygon", "coordinates": [ring]}, {"type": "LineString", "coordinates": ring[:2]}
    made = {
        "place": story(places=[place("x:fj", "country", 6, geometry=area)]),
        "zone": story(proposals=[proposal("z", geometry=area, geometry_basis="official_map")]),
        "border": story(places=[place("x:b", "border", 5, geometry=line)]),
    }[kind]
    (feature,) = read(made)["features"]
    parts = shapely.get_parts(shape(feature["geometry"]))
    assert feature["geometry"]["type"].startswith("Multi")
    assert sorted((p.bounds[0], p.bounds[2]) for p in parts) == [(-180.0, -178.0), (177.0, 180.0)]


def test_coordinates_are_rounded_to_a_metre() -> None:
    made = story(places=[place("x:t", point=[34.306271234567, -0.0000001])])
    (feature,) = read(made)["features"]
    assert feature["geometry"]["coordinates"] == [34.30627, 0.0]
    assert b"-0.0" not in layers_geojson(made)
    for feature in read(fixture("talks"))["features"]:
        for lon, lat in positions(feature["geometry"]["coordinates"]) if feature["geometry"] else []:
            assert round(lon, 5) == lon and round(lat, 5) == lat


def test_what_is_not_known_to_a_point_has_no_geometry() -> None:
    made = story(
        places=[place("x:p", "country", 6, point=[1, 1])],
        events=[event("e", "x:p"), event("f")],
        proposals=[proposal("z", "x:p", geometry_basis="containing_area")],
    )
    found = {(f["properties"]["layer"], f["properties"]["id"]): f["geometry"] for f in read(made)["features"]}
    assert found["events", "e"] is None and found["events", "f"] is None and found["zones", "z"] is None


def test_the_notices_stand_at_the_top() -> None:
    base = fixture("talks")
    article = base.articles[0].model_copy(update={"url": "https://example.org/talks"})
    about = read(base.model_copy(update={"articles": [article]}))["geodash"]
    (source,) = about["articles"]
    assert source["headline"] == article.headline and source["sha256"] == article.sha256
    assert source["url"] == "https://example.org/talks" and source["date"] == "2024-08-14"
    licences = {one["attribution"]: one for one in about["licences"]}
    assert licences["© OpenStreetMap contributors"]["licence"] == "ODbL 1.0"
    assert licences["© OpenStreetMap contributors"]["url"] == "https://opendatacommons.org/licenses/odbl/1-0/"
    assert licences["GeoNames"]["licence"] == licences["Marine Regions"]["licence"] == "CC BY 4.0"
    assert about["worldview"]["id"] == "iso" and about["made_with"]["built_at"] == base.made_with.built_at


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a\u202e.b/"])
def test_only_plain_web_links_stay(url: str) -> None:
    assert read(story(article={"url": url}))["geodash"]["articles"][0]["url"] is None
