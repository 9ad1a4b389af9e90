"""The GeoPackage: declared layers and columns, whatever the story holds."""

from __future__ import annotations

import os
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest

from geodata.layers import LAYERS, write_layers
from geodata.model import Story
from geodata.pipeline import build_story
from geodata.read import read_article

ARTICLES = Path(__file__).parents[1] / "fixtures" / "articles"


@pytest.fixture(scope="module")
def story() -> Story:
    return build_story(read_article(str(ARTICLES / "border-talks.txt")))


def test_layers_and_columns_are_as_declared(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "layers.gpkg"
    write_layers(story, path)
    assert [name for name, _ in pyogrio.list_layers(path)] == [layer.name for layer in LAYERS]
    for layer in LAYERS:
        frame = gpd.read_file(path, layer=layer.name)
        assert list(frame.columns) == [*layer.columns, "geometry"]
        assert frame.crs is not None and frame.crs.to_epsg() == 4326
    zones = gpd.read_file(path, layer="zones")
    assert list(zones["status"]) == ["disputed"] and zones.geometry.iloc[0].geom_type.endswith("LineString")
    events = gpd.read_file(path, layer="events")
    located = events[events["place_name"] == "Beledweyne"]
    assert len(located) > 0 and located.geometry.notna().all()
    assert events[events["place_id"].isna()].geometry.isna().all()


def test_an_empty_story_has_the_same_columns(story: Story, tmp_path: Path) -> None:
    empty = story.model_copy(update={"places": [], "events": [], "proposals": []})
    write_layers(empty, tmp_path / "layers.gpkg")
    for layer in LAYERS:
        frame = gpd.read_file(tmp_path / "layers.gpkg", layer=layer.name)
        assert len(frame) == 0 and list(frame.columns) == [*layer.columns, "geometry"]


def test_the_same_story_gives_the_same_bytes(story: Story, tmp_path: Path) -> None:
    for name in ("a.gpkg", "b.gpkg"):
        write_layers(story, tmp_path / name)
    assert (tmp_path / "a.gpkg").read_bytes() == (tmp_path / "b.gpkg").read_bytes()


def test_gdal_opens_no_remote_or_virtual_file() -> None:
    assert os.environ["CPL_VSIL_CURL_ALLOWED_EXTENSIONS"] == ".none"
    assert "VRT" in os.environ["GDAL_SKIP"]
    assert "VRT" not in pyogrio.list_drivers()
