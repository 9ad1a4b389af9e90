"""Let our own names win: rename places, give points their first-level area, and take names from false friends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import shapely

from geodata.errors import DataError
from geodata.model import PlaceKind
from geodata.sources.gazetteer_rows import Row, distance_m, folded
from geodata.sources.gazetteer_shapes import Shapes
from geodata.sources.gazetteer_supplement import PIECES
from geodata.sources.gazetteer_words import bare_name


def rename(rows: Sequence[Row], places: Iterable[Mapping[str, Any]]) -> None:
    """Give rows the newsroom's name and further names. ``of``: an id, or a name within ``in`` ("UA" or "US.TX").

    Of several places with that name the most populous is meant. Raises DataError where there is none.
    """
    index: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        index[row.id].append(row)
        if row.kind is PlaceKind.settlement:
            for norm in {folded(name) for name in [row.name, *row.names]}:
                index[norm].append(row)
    for place in places:
        within = str(place.get("in", ""))
        norm = place["of"] if ":" in place["of"] else folded(place["of"])
        found = [row for row in index[norm] if within in (row.country, row.admin1, "")]
        if not found:
            raise DataError(f"names.json: no place {place['of']!r} in {within}")
        row = max(found, key=lambda r: (folded(r.name) == norm, r.population, r.id))
        row.names += [row.name, *place.get("aliases", ())]
        row.name = place.get("name", row.name)
        row.override = bool(place.get("override", False))


def place_in_areas(rows: Sequence[Row], towns: Sequence[Row]) -> None:
    """Give points the first-level area of the nearest settlement in their country; none within 200 km, none given."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        if town.admin1:
            by_country[town.country or ""].append(town)
    trees = {
        code: shapely.STRtree(shapely.points([(t.lon, t.lat) for t in group])) for code, group in by_country.items()
    }
    for row in rows:
        if row.country in trees:
            near = by_country[row.country][int(trees[row.country].nearest(shapely.Point(row.lon, row.lat)))]
            if distance_m((row.lon, row.lat), (near.lon, near.lat)) < 200_000:
                row.admin1 = near.admin1


def overridden(rows: Sequence[Row], entries: Sequence[Row], shapes: Shapes) -> list[Row]:
    """All rows together; settlements, districts and airports lose the names that an overriding entry claims.

    A settlement's own name goes too: "Middle East" is the region, not a village of that name, and "US" a country.
    First-level areas lose side names, and their own where the entry is the same area or the area has no outline.
    """
    claimed = {folded(name) for row in [*rows, *entries] if row.override for name in [row.name, *row.names]}
    claimed |= {folded(form) for row in rows if row.kind is PlaceKind.country for form in row.written}
    same = {(e.country, folded(name)): e for e in entries if e.override for name in [e.name, *e.names]}
    kept = []
    for row in rows:
        if row.feature in {"PPL", "PPLC", "ADM2", "AIRP"} and not row.override:
            row.names = [name for name in [row.name, *row.names] if folded(name) not in claimed]
        elif row.feature == "ADM1":
            plain = {folded(row.name), folded(bare_name(row.name) or row.name)}
            entry = same.get((row.country, folded(row.name)))
            if entry and (row.admin1 not in shapes.areas or row.admin1 in _codes(entry)):
                plain = set()
            row.names = [
                name for name in [row.name, *row.names] if folded(name) in plain or folded(name) not in claimed
            ]
        else:
            row.names = [row.name, *row.names]
        if row.names or row.written:
            kept.append(row)
    return [*kept, *entries]


def _codes(entry: Row) -> set[str]:
    return {code for ref in (entry.rule or {}).get("union", ()) for code in PIECES.get(ref, ())}
