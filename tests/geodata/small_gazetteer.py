"""A small gazetteer of real namesakes (tests/fixtures/gazetteer/namesakes.json), answering as the shipped one does."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from geodata.gazetteer import Entry
from geodata.model import PlaceKind
from geodata.names import fold

TABLE = Path(__file__).parents[1] / "fixtures" / "gazetteer" / "namesakes.json"


class SmallGazetteer:
    """Looks names up in the table; ``turn`` reverses the order of what it finds."""

    def __init__(self, turn: bool = False) -> None:
        self._turn = turn
        table: dict[str, list[dict[str, Any]]] = json.loads(TABLE.read_text("utf-8"))["names"]
        self.entries = {fold(name): [_entry(row) for row in rows] for name, rows in table.items()}

    def lookup(self, name: str) -> list[Entry]:
        found = self.entries.get(fold(name), [])
        return found[::-1] if self._turn else list(found)

    def is_name(self, name: str) -> bool:
        return fold(name) in self.entries

    def demonym(self, word: str) -> Entry | None:
        return None


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{**row, "kind": PlaceKind(row["kind"]), "geometry_rule": None})
