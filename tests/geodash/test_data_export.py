"""What holds for all three data files: notices, no article's text, the same bytes, hostile text, empty stories."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
import pytest

from geodash.data_export import events_csv, layers_geojson, layers_gpkg
from geodash.notices import DATA, notices
from geodata.basemap import Basemap
from geodata.layers import LAYERS
from geodata.model import Story
from tests.geodash.helpers import event, evidence, fixture, place, proposal, stance, story

WINDOW = 200  # characters: more of an article in one piece is not a quote any more
LONG = " ".join(f"Sentence {i} tells of the talks between Alpha and Beta in Gamma, at length." for i in range(40))
Export = Callable[[Story, Path], bytes]


def _gpkg(made: Story, folder: Path) -> bytes:
    path = folder / "layers.gpkg"
    layers_gpkg(made, path)
    return path.read_bytes()


EXPORTS: dict[str, Export] = {
    "geojson": lambda made, folder: layers_geojson(made),
    "csv": lambda made, folder: events_csv(made),
    "gpkg": _gpkg,
}


def texts(kind: str, content: bytes, folder: Path) -> Iterator[str]:
    """Every text in a file, as a program that reads it sees it."""
    if kind == "csv":
        yield from (c for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for c in row)
    elif kind == "geojson":
        yield from _strings(json.loads(content))
    else:
        (folder / "read.gpkg").write_bytes(content)
        with sqlite3.connect(folder / "read.gpkg") as base:
            for (table,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                rows = base.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608  our own tables
                yield from (value for row in rows for value in row if isinstance(value, str))
        base.close()


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        yield from _strings(list(node) + list(node.values()))
    elif isinstance(node, list):
        for child in node:
            yield from _strings(child)


def greedy() -> Story:
    """A story whose every field that may hold the article's words holds all of them."""
    whole = [evidence(LONG, LONG)]
    return story(
        LONG,
        title=LONG,
        places=[place("x:a", name=LONG, toponyms=whole, point=[1, 2])],
        events=[
            event("e", "x:a", evidence=whole, date={"text": LONG}, attributed_to=LONG, actors=[{"name": LONG, "role": "source"}])
        ],
        proposals=[proposal("z", "x:a", name=LONG, evidence=whole, positions=[stance(LONG, "proposes", LONG, evidence=whole)])],
        article={"headline": LONG, "source_office": LONG},
    )  # fmt: skip


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("made", [greedy(), fixture("talks"), fixture("flood")], ids=["greedy", "talks", "flood"])
def test_no_file_holds_more_of_an_article_than_a_quote(kind: str, made: Story, tmp_path: Path) -> None:
    content = EXPORTS[kind](made, tmp_path)
    for text in (" ".join(a.text.split()) for a in made.articles):
        windows = {text[i : i + WINDOW] for i in range(len(text) - WINDOW + 1)}
        for found in texts(kind, content, tmp_path):
            line = " ".join(found.split())
            assert not any(line[i : i + WINDOW] in windows for i in range(len(line) - WINDOW + 1))
        assert not any(window.encode() in content for window in windows)


@pytest.mark.parametrize("kind", EXPORTS)
def test_the_same_story_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    made = [EXPORTS[kind](fixture("talks"), tmp_path) for _ in range(2)]
    assert made[0] == made[1]


@pytest.mark.parametrize("kind", EXPORTS)
@pytest.mark.parametrize("made", [story(), fixture("talks")], ids=["empty", "talks"])
def test_every_file_carries_the_notices(kind: str, made: Story, tmp_path: Path) -> None:
    held = "\n".join(texts(kind, EXPORTS[kind](made, tmp_path), tmp_path))
    for one in DATA:
        assert one.attribution in held and one.licence in held and one.url in held
    for article in made.articles:
        assert article.headline in held and article.sha256 in held
    assert "ISO 3166 / United Nations" in held and made.made_with.built_at in held


@pytest.mark.parametrize("kind", EXPORTS)
def test_hostile_text_is_only_text(kind: str, tmp_path: Path) -> None:
    said = "Alpha \x00\x1b[31m{{7*7}} </script>\u2028\u202e$5 \ufffe"
    text = f"{said} and more"
    made = story(
        text,
        title=said,
        places=[place("x:\x1b", name=said, toponyms=[evidence(said, text)])],
        events=[event("e\x1b", "x:\x1b", evidence=[evidence(said, text)], label=said)],
        proposals=[proposal("z", "x:\x1b", name=said, evidence=[evidence(said, text)], status_reason=said)],
        article={"headline": said, "source_office": said, "url": "javascript:alert(1)"},
        made_with={"built_at": "2024-01-01T00:00:00Z", "versions": {said: said}},
    )
    # The model refuses lone surrogates on reading; a story changed in memory may hold one.
    made = made.model_copy(update={"title": f"{said}\ud800"})
    article = made.articles[0].model_copy(update={"source_office": f"{said}\ud800"})
    made = made.model_copy(update={"articles": [article]})
    found = list(texts(kind, EXPORTS[kind](made, tmp_path), tmp_path))
    assert any("\ufffd" in one for one in found)
    assert any("Alpha [31m{{7*7}} </script> $5" in one for one in found)
    # GDAL's own tables hold line breaks, ours hold none.
    ours = [one for one in found if "Alpha" in one and "<GDAL" not in one]
    assert all(c.isprintable() or c in "\u200b" for one in ours for c in one)
    assert not any("javascript:" in one for one in found)


def test_the_geopackage_has_a_table_that_qgis_lists(tmp_path: Path) -> None:
    path = tmp_path / "talks.gpkg"
    layers_gpkg(fixture("talks"), path)
    assert [name for name, _ in pyogrio.list_layers(path)] == [*(layer.name for layer in LAYERS), "attributions"]
    for layer in LAYERS:
        frame = gpd.read_file(path, layer=layer.name)
        assert list(frame.columns) == [*layer.columns, "geometry"]
    table = pyogrio.read_dataframe(path, layer="attributions", read_geometry=False)
    assert list(table["kind"]) == ["article", *["data"] * len(DATA), "worldview", "made_with"]
    osm = table[table["licence"] == "ODbL 1.0"].iloc[0]
    assert osm["url"] == "https://opendatacommons.org/licenses/odbl/1-0/"
    assert "OpenStreetMap" in pyogrio.read_info(path, layer="events")["dataset_metadata"]["ATTRIBUTION"]


def test_a_geopackage_replaces_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "old.gpkg"
    path.write_bytes(b"not a GeoPackage")
    layers_gpkg(story(), path)
    assert all(len(gpd.read_file(path, layer=layer.name)) == 0 for layer in LAYERS)


def test_an_empty_story_gives_whole_files() -> None:
    assert json.loads(layers_geojson(story()))["features"] == []


def test_every_attribution_of_the_map_has_its_licence() -> None:
    for line in Basemap.attribution:
        assert any(line.startswith(one.attribution) for one in DATA), line
    assert notices(story()).attributions == Basemap.attribution


def test_gdal_has_no_virtual_or_remote_driver_and_is_loaded_only_when_needed() -> None:
    code = (
        "import sys, geodash.data_export\n"
        "assert not {'pyogrio', 'pandas', 'shapely', 'numpy'} & set(sys.modules)\n"
        "import pyogrio\n"
        "assert not {'VRT', 'WFS', 'HTTP'} & set(pyogrio.list_drivers())\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
