"""Lakes and reservoirs of Natural Earth 1:10m that have a name (public domain)."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

import pyogrio
from shapely import from_wkb

from geodata.model import PlaceKind
from geodata.sources.gazetteer_rows import Row, folded
from geodata.sources.gazetteer_shapes import centre_and_reach
from geodata.sources.gazetteer_words import WATER_WORDS


def lakes(table: Path, taken: Set[str]) -> list[Row]:
    """Read ne_10m_lakes.shp; lakes with a folded name in ``taken`` (our own supplement's) are left out."""
    meta, _, geometries, columns = pyogrio.raw.read(
        table, columns=["featurecla", "name", "name_en", "name_alt", "ne_id"]
    )
    lines = [dict(zip(meta["fields"], values, strict=True)) for values in zip(*columns, strict=True)]
    rows = []
    for line, geometry in zip(lines, from_wkb(geometries), strict=True):
        names = _names(line)
        if not names or taken & {folded(name) for name in names}:
            continue
        lon, lat, reach = centre_and_reach(geometry)
        rows.append(
            Row(
                id=f"lake:{int(line['ne_id'])}", name=names[0], kind=PlaceKind.water, lon=lon, lat=lat, uncertainty_m=reach,
                where_prec=7, feature="LK", names=names,
            )
        )  # fmt: skip
    return rows


def _names(line: dict[str, Any]) -> list[str]:
    name, english = (line[c] if isinstance(line[c], str) else "" for c in ("name", "name_en"))
    if not name:
        return []
    found = [name] if WATER_WORDS & set(folded(name).split()) else []
    bare = english or name
    if line["featurecla"] == "Reservoir":
        found += [f"{bare} Reservoir", f"Lake {bare}"]
    else:
        found += [f"Lake {bare}", f"{bare} Lake"]
    return [
        form
        for i, form in enumerate(found)
        if form not in found[:i] and not (i and WATER_WORDS & set(folded(bare).split()))
    ]
