"""The data files of a story: GeoJSON, CSV and GeoPackage, each with its source, attributions, licences and worldview.

None holds the article's text: quotes are short (geodata.plain.QUOTE). The same story gives the same bytes. Files are
written as told; to leave an old one whole until the new one is complete is the caller's work (geodata.store.replacing).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geodash.csv_export import events_csv
from geodash.geojson_export import layers_geojson
from geodash.notices import DATA, QUOTES_ONLY, Notices, notices
from geodata.layers import write_layers  # before GDAL is loaded: it sets which drivers are
from geodata.model import Story

__all__ = ["events_csv", "layers_geojson", "layers_gpkg"]

TABLE = "attributions"
COLUMNS = ("kind", "subject", "notice", "licence", "url")


def layers_gpkg(story: Story, path: Path) -> None:
    """Write the layers as a GeoPackage at ``path`` (overwritten), with a table ``attributions`` beside them.

    QGIS offers a table without geometry like a layer, where it shows gpkg_metadata only among a layer's properties;
    the same in short is there too, for programs that read it.
    """
    import pandas as pd
    import pyogrio

    write_layers(story, path)
    said = notices(story)
    found = list(_rows(said))
    frame = pd.DataFrame({name: pd.Series([row[i] for row in found], dtype="string") for i, name in enumerate(COLUMNS)})
    pyogrio.write_dataframe(
        frame,
        path,
        layer=TABLE,
        driver="GPKG",
        layer_options={"DESCRIPTION": "Source, attributions, licences and worldview of these layers"},
        dataset_metadata={
            "ATTRIBUTION": " · ".join(said.attributions),
            "LICENCE": " ".join(d.notice for d in DATA),
            "SOURCE": "; ".join(_article(said, i) for i in said.sources),
            "WORLDVIEW": said.worldview_line,
        },
    )


def _rows(said: Notices) -> Iterator[tuple[str | None, ...]]:
    for i, source in said.sources.items():
        yield "article", source.headline, _article(said, i), QUOTES_ONLY, source.url
    for data in DATA:
        yield "data", data.used_for, f"{data.attribution}. {data.notice}", data.licence, data.url
    yield "worldview", said.worldview[0], said.worldview_line, None, None
    yield "made_with", "geodash", said.made_line, None, None


def _article(said: Notices, article: str) -> str:
    source = said.sources[article]
    known = [source.source or "publisher not stated", source.headline, source.published or "date not stated"]
    return f"{', '.join(k for k in known if k)} (SHA-256 of its text: {source.sha256})"
