"""Trees read from a table."""

from __future__ import annotations

import json

import pytest

from geodata.forest import Forest
from geodata.unpack import DATA

# Two trees of depth two over two signals: the first asks for "a" and then "b", the second gives 0.5 whatever comes.
TABLE = {
    "signals": ["a", "b"],
    "base": -1.0,
    "nodes": [[0, 1, 1], [0, 0, 0]],
    "thresholds": [[0.5, 0.5, 0.5], [0.0, 0.0, 0.0]],
    "leaves": [[0.0, 1.0, 2.0, 4.0], [0.5, 0.5, 0.5, 0.5]],
}


@pytest.mark.parametrize(
    ("signals", "log_odds"),
    [({}, -0.5), ({"b": 1.0}, 0.5), ({"a": 1.0}, 1.5), ({"a": 1.0, "b": 1.0}, 3.5), ({"a": 0.5, "unknown": 9.0}, -0.5)],
)
def test_a_row_falls_through_every_tree(signals: dict[str, float], log_odds: float) -> None:
    (found,) = Forest.from_json(TABLE).probabilities([signals])
    assert found == pytest.approx(1 / (1 + 2.718281828**-log_odds))


def test_rows_do_not_touch_each_other() -> None:
    forest = Forest.from_json(TABLE)
    rows = [{"a": 1.0}, {}, {"b": 1.0}]
    assert forest.probabilities(rows) == [forest.probabilities([row])[0] for row in rows]
    assert forest.probabilities([]) == []


@pytest.mark.parametrize("name", ["spans", "confidence"])
def test_the_shipped_trees_are_whole(name: str) -> None:
    table = json.loads((DATA / "place_weights.json").read_text("utf-8"))[name]
    inner = len(table["nodes"][0])
    assert {len(row) for row in table["nodes"]} == {len(row) for row in table["thresholds"]} == {inner}
    assert {len(row) for row in table["leaves"]} == {inner + 1}
    assert all(0 <= k < len(table["signals"]) for row in table["nodes"] for k in row)
