"""The gazetteer: places by name, from a read-only SQLite file unpacked into the user's cache at first use.

Coordinates are WGS84 degrees, longitude first. The file is opened immutable, so any number of threads and
processes may read it at once; each thread has a connection of its own. Built by ``geodata.sources.gazetteer``.
"""

from __future__ import annotations

import json
import math
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from geodata.errors import DataError
from geodata.model import PlaceKind
from geodata.names import fold
from geodata.unpack import DATA, unpacked

FILE = "gazetteer.sqlite"
FORMAT = 1
# Kinds are stored by their place in this row: append, never reorder, or raise FORMAT.
KINDS = (
    PlaceKind.settlement, PlaceKind.admin_area, PlaceKind.country, PlaceKind.region, PlaceKind.border,
    PlaceKind.corridor, PlaceKind.zone, PlaceKind.water, PlaceKind.facility,
)  # fmt: skip
# The longest name in words that ``longest`` looks for ("Democratic People's Republic of Korea" has 5).
LONGEST_NAME = 7
NAMES_KEPT = 5_000  # names with their places in memory: some 15 MB when full

_COLUMNS = (
    "e.n, e.id, e.name, e.kind, e.country, e.admin1, e.admin2, e.lon, e.lat, e.population, e.feature, "
    "e.uncertainty_m, e.area_ref, e.rule, e.where_prec"
)
_BY_NAME = f"SELECT s.written, {_COLUMNS} FROM names s JOIN entries e USING (n) WHERE s.norm = ?"  # noqa: S608 (constants)
_BY_NUMBER = f"SELECT {_COLUMNS} FROM entries e WHERE e.n = ?"  # noqa: S608 (constants)
_BY_ID = f"SELECT {_COLUMNS} FROM entries e WHERE e.id = ?"  # noqa: S608 (constants)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the gazetteer.

    ``id``: ``gn:<GeoNames id>`` for settlements and countries, ``adm1:US.TX``, ``adm2:US.TX.201``,
    ``airport:<ICAO>``, ``sea:<slug>``, ``lake:<Natural Earth id>``, ``geodash:<slug>`` for our own supplement. ``uncertainty_m``: radius in
    metres of the circle round the point that holds the place. ``area_ref``: the area whose outline it is.
    ``geometry_rule`` (supplement and seas): {"union": [refs]}, {"border": [ref, ref]}, {"sea": slug} or
    {"point": [lon, lat]}. ``where_prec``: the step of UCDP's scale that a bare mention deserves.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str | None
    admin1: str | None
    admin2: str | None
    lon: float
    lat: float
    population: int
    feature: str
    uncertainty_m: float
    area_ref: str | None
    geometry_rule: dict[str, Any] | None
    where_prec: int

    @property
    def supplement(self) -> bool:
        """Whether it is one of our own hand-written entries."""
        return self.geometry_rule is not None


class Gazetteer:
    """Look places up by name, id, code or demonym."""

    def __init__(self, path: Path, demonyms: dict[str, str]) -> None:
        """Open the unpacked file at ``path``; ``demonyms``: folded word → alpha-2 or entry id. Use :meth:`open`."""
        self._uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        self._threads = threading.local()
        # An article asks for the same names many times over, and a day's articles for many of the same.
        self._named = lru_cache(maxsize=NAMES_KEPT)(self._read_named)
        self._written = lru_cache(maxsize=4 * NAMES_KEPT)(self._read_written)
        self._by_id = lru_cache(maxsize=NAMES_KEPT)(self._read_entry)
        self._demonyms = demonyms
        self._meta = dict(self._rows("SELECT key, value FROM meta"))
        if self._meta.get("format") != str(FORMAT):
            raise DataError(f"{path}: a gazetteer of another format; install geodash again")

    @classmethod
    def open(cls) -> Gazetteer:
        """Open the shipped gazetteer, unpacking it first where the cache lacks it. Raises DataError."""
        words: dict[str, str] = {}
        for name in ("demonyms.json", "demonyms_own.json"):
            words.update(json.loads((DATA / name).read_text(encoding="utf-8"))["demonyms"])
        return cls(unpacked(FILE), words)

    def lookup(self, name: str) -> list[Entry]:
        """Every place of that name: our own supplement first, then by population; [] where there is none.

        Spelling variants fold together (see :func:`geodata.names.fold`). Abbreviations count only as they are
        written in print: "US", "U.S.", "Tex.", "TX", but not "us" or "tex".
        """
        return [entry for written, entry in self._named(fold(name)) if _as_written(written, name)]

    def is_name(self, name: str) -> bool:
        """Whether :meth:`lookup` would find anything; cheaper."""
        return any(_as_written(written, name) for written in self._written(fold(name)))

    def longest(self, words: Sequence[str], start: int) -> int:
        """The number of words from ``start`` on that make the longest known name; 0 where there is none."""
        for count in range(min(LONGEST_NAME, len(words) - start), 0, -1):
            if self.is_name(" ".join(words[start : start + count])):
                return count
        return 0

    def _read_named(self, norm: str) -> tuple[tuple[str | None, Entry], ...]:
        found = [(row[0], _entry(row[1:])) for row in self._rows(_BY_NAME, norm)]
        return tuple(sorted(found, key=lambda pair: (not pair[1].supplement, -pair[1].population, pair[1].id)))

    def _read_written(self, norm: str) -> tuple[str | None, ...]:
        return tuple(written for (written,) in self._rows("SELECT written FROM names WHERE norm = ?", norm))

    def entry(self, id: str) -> Entry | None:
        """The place with that id, or None."""
        return self._by_id(id)

    def _read_entry(self, id: str) -> Entry | None:
        is_number = id.startswith("gn:")
        row = next(self._rows(_BY_NUMBER if is_number else _BY_ID, _geonames_number(id) if is_number else id), None)
        return _entry(row) if row else None

    def names(self, id: str) -> dict[str, str]:
        """Names by language tag where they are known: countries, first-level areas, part of the supplement."""
        row = next(self._rows("SELECT names FROM languages WHERE id = ?", id), None)
        return dict(json.loads(row[0])) if row else {}

    def spellings(self, ids: Sequence[str], first: str, end: str) -> dict[str, list[str]]:
        """Folded names of GeoNames places that sort from ``first`` to before ``end``, by id: those of one script.

        Reads all names of the script in one pass; ask for all places at once.
        """
        numbers = [n for n in map(_geonames_number, ids) if n > 0]
        marks = ",".join("?" * len(numbers))
        sql = f"SELECT n, norm FROM names WHERE norm >= ? AND norm < ? AND n IN ({marks})"  # noqa: S608 (constants)
        found: dict[str, list[str]] = {}
        for n, norm in self._rows(sql, first, end, *numbers):
            found.setdefault(f"gn:{n}", []).append(norm)
        return found

    def demonym(self, word: str) -> Entry | None:
        """The place a demonym belongs to: "Israeli", "Israelis" → Israel; "Gazan" → the Gaza Strip."""
        if not word[:1].isupper():
            return None
        place = self._demonyms.get(fold(word))
        if place is None:
            return None
        return self.entry(place) if ":" in place else self.country(place)

    def country(self, alpha2: str) -> Entry | None:
        """The country of that ISO 3166-1 alpha-2 code (Kosovo: XK), or None."""
        id = self._countries.get(alpha2)
        return self.entry(id) if id else None

    def capitals(self) -> dict[str, str]:
        """Settlement id → alpha-2 for every seat of a national government ("Washington said …")."""
        return dict(self._capitals)

    def capital_of(self, alpha2: str) -> list[Entry]:
        """The seats of government of a country; more than one where capital and seat differ."""
        found = (self.entry(id) for id, code in self._capitals.items() if code == alpha2)
        return [entry for entry in found if entry]

    def cities_in(self, bbox: tuple[float, float, float, float], limit: int = 12) -> list[Entry]:
        """The cities most worth a label in (west, south, east, north): capitals first, then by population.

        West may be greater than east: the box then spans the antimeridian. Small boxes know every settlement,
        large ones those of 15,000 people or more.
        """
        west, south, east, north = bbox
        across = west > east
        inside = "(e.lon >= ? OR e.lon <= ?)" if across else "e.lon BETWEEN ? AND ?"
        cells = list(_cells(west, south, east, north)) if not across else []
        if cells and len(cells) <= 64:
            marks = ",".join("?" * len(cells))
            source, values = f"entries e WHERE e.cell IN ({marks}) AND", cells
            order = "e.feature = 'PPLC' DESC, e.population DESC, e.n"
        else:
            source, values, order = "cities c JOIN entries e USING (n) WHERE", [], "c.rank"
        sql = f"SELECT {_COLUMNS} FROM {source} {inside} AND e.lat BETWEEN ? AND ? ORDER BY {order} LIMIT ?"  # noqa: S608 (constants)
        return [_entry(row) for row in self._rows(sql, *values, west, east, south, north, limit)]

    def digest(self) -> str:
        """SHA-256 over what the gazetteer was built from and holds: changes whenever an answer could."""
        return str(self._meta["digest"])

    @cached_property
    def _countries(self) -> dict[str, str]:
        sql = "SELECT country, n FROM entries WHERE kind = ?"
        return {code: f"gn:{n}" for code, n in self._rows(sql, KINDS.index(PlaceKind.country))}

    @cached_property
    def _capitals(self) -> dict[str, str]:
        return {f"gn:{n}": code for n, code in self._rows("SELECT n, country FROM capitals ORDER BY country, rank")}

    def _rows(self, sql: str, *values: Any) -> Iterator[Any]:
        connection = getattr(self._threads, "connection", None)
        if connection is None:
            try:
                connection = sqlite3.connect(self._uri, uri=True, cached_statements=32)
            except sqlite3.Error as error:
                raise DataError(f"{self._uri}: cannot open the gazetteer ({error})") from error
            self._threads.connection = connection
        return connection.execute(sql, values)


def _as_written(written: str | None, name: str) -> bool:
    """Whether the name is one of the written forms (separated by ``|``) that the row is bound to, if any.

    A last point may be missing where another is left ("N.Y"): sentence splitters take it for their own.
    """
    if written is None:
        return True
    name, forms = name.strip(), written.split("|")
    return name in forms or ("." in name and f"{name}." in forms)


@lru_cache(maxsize=4096)
def _rule(text: str) -> dict[str, Any]:
    rule: dict[str, Any] = json.loads(text)
    return rule


def _entry(row: Any) -> Entry:
    (
        n,
        id,
        name,
        kind,
        country,
        admin1,
        admin2,
        lon,
        lat,
        population,
        feature,
        uncertainty,
        area_ref,
        rule,
        where_prec,
    ) = row
    return Entry(
        id or f"gn:{n}", name, KINDS[kind], country, admin1, admin2, lon, lat, population, feature, uncertainty,
        area_ref, _rule(rule) if rule else None, where_prec,
    )  # fmt: skip


def _geonames_number(id: str) -> int:
    number = id.removeprefix("gn:")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else -1


def cell_of(lon: float, lat: float) -> int:
    """The number of the one-degree cell that holds a point; the builder stores it with each settlement."""
    return (math.floor(lat) + 90) * 360 + (math.floor(lon) + 180) % 360


def _cells(west: float, south: float, east: float, north: float) -> Iterator[int]:
    columns = min(math.floor(east) - math.floor(west) + 1, 360)
    rows = math.floor(north) - math.floor(south) + 1
    if columns * rows > 64:
        return
    for j in range(rows):
        for i in range(columns):
            yield cell_of(math.floor(west) + i, math.floor(south) + j)
