"""Which country a disputed area is drawn as part of, and which lines are dashed, under a declared worldview.

The table is data/worldview.toml; its head explains the columns.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from geodata.errors import DataError, InputError

TABLE = Path(__file__).parent / "data" / "worldview.toml"

LineKind = Literal["border", "disputed"]
Box = tuple[float, float, float, float]
WORLD: Box = (-180.0, -90.0, 180.0, 90.0)


@dataclass(frozen=True, slots=True)
class Area:
    """A disputed or separately drawn area. ``parent`` is what it is drawn as part of, "" where it stands alone."""

    ref: str
    name: str
    parent: str
    separate: bool
    claims: str


@dataclass(frozen=True, slots=True)
class LineRule:
    """What the line between two refs is drawn as; None leaves it out. The rule holds inside ``box``."""

    between: tuple[str, str]
    kind: LineKind | None
    box: Box
    name: str
    claims: str


@dataclass(frozen=True, slots=True)
class Note:
    """A dispute without a line of its own in the data: it speaks when a ref or its point is in view."""

    name: str
    refs: tuple[str, ...]
    point: tuple[float, float] | None
    claims: str


@dataclass(frozen=True)
class Worldview:
    """One worldview's reading of the table."""

    id: str
    name: str
    areas: dict[str, Area]
    rules: tuple[LineRule, ...]
    notes: tuple[Note, ...]

    def chain(self, ref: str) -> list[str]:
        """The ref itself and everything it is drawn as part of, smallest first."""
        found = [ref]
        while (area := self.areas.get(found[-1])) is not None and area.parent:
            found.append(area.parent)
        return found

    def country(self, ref: str) -> str:
        """The country (or stand-alone area) that a piece is drawn as part of."""
        return self.chain(ref)[-1]

    def shown(self, ref: str) -> str:
        """The ref under which a piece is filled on the map: its country's, or a separate area's on the way there."""
        return next(
            (step for step in self.chain(ref) if step in self.areas and self.areas[step].separate), self.country(ref)
        )

    def rules_between(self, one: str, other: str) -> list[LineRule]:
        """The rules for the line between two pieces: those that name the smallest areas first."""
        ones, others = self.chain(one), self.chain(other)
        found = []
        for rule in self.rules:
            a, b = rule.between
            for x, y in ((a, b), (b, a)):
                if x in ones and y in others and not (x in others and y in ones):
                    found.append((ones.index(x) + others.index(y), rule))
        return [rule for _, rule in sorted(found, key=lambda item: item[0])]

    def default_kind(self, one: str, other: str) -> LineKind | None:
        """Solid between countries, dashed inside one, nothing inside a piece."""
        if one == other:
            return None
        return "border" if self.country(one) != self.country(other) else "disputed"


def worldviews(table: Path = TABLE) -> dict[str, str]:
    """Ids and names of the worldviews in the table."""
    return {key: row["name"] for key, row in read_table(table)["worldviews"].items()}


@cache
def load(worldview: str = "iso", table: Path = TABLE) -> Worldview:
    """Read one worldview. Raises InputError for an unknown one, DataError for a damaged table."""
    data = read_table(table)
    if worldview not in data["worldviews"]:
        raise InputError(f"worldview “{worldview}” is unknown; choose one of: {', '.join(data['worldviews'])}")
    try:
        areas = {
            row["ref"]: Area(row["ref"], row["name"], row[worldview], bool(row.get("separate")), row["claims"])
            for row in data["areas"]
        }
        rules = tuple(_rules(data["lines"], worldview))
        notes = tuple(
            Note(row["name"], tuple(row.get("refs", ())), _point(row.get("point")), row["claims"])
            for row in data["notes"]
        )
    except KeyError as error:
        raise DataError(f"{table}: a row lacks {error}") from error
    return Worldview(worldview, data["worldviews"][worldview]["name"], areas, rules, notes)


def read_table(table: Path = TABLE) -> dict[str, Any]:
    """The table as it stands in the file."""
    try:
        return tomllib.loads(table.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise DataError(f"{table}: the worldview table cannot be read ({error})") from error


def _rules(rows: list[dict[str, Any]], worldview: str) -> Iterable[LineRule]:
    for row in rows:
        kind: LineKind | None
        if worldview in row.get("dashed", ()):
            kind = "disputed"
        elif worldview in row.get("hidden", ()):
            kind = None
        else:
            continue
        one, other = row["between"]
        west, south, east, north = row.get("bbox", WORLD)
        yield LineRule((one, other), kind, (west, south, east, north), row.get("name", ""), row.get("claims", ""))


def _point(value: list[float] | None) -> tuple[float, float] | None:
    return None if value is None else (value[0], value[1])
