from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.selection import FIELDS, Links, Selection

# The same cases are run through linked_selection.js (tests/js), so that the two rules cannot part.
CASES = json.loads((Path(__file__).parents[1] / "fixtures" / "selection_cases.json").read_text(encoding="utf-8"))

ids = st.none() | st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60)
selections = st.builds(Selection, ids, ids, ids, ids)


@given(selections)
def test_a_selection_survives_the_url(chosen: Selection) -> None:
    assert Selection.from_query(chosen.to_query()) == chosen
    assert Selection.from_query("?" + chosen.to_query()) == chosen


@given(st.text(max_size=300))
def test_any_query_gives_a_selection(query: str) -> None:
    chosen = Selection.from_query(query)
    assert Selection.from_query(chosen.to_query()) == chosen


def test_strangers_in_a_query_are_left_out() -> None:
    assert Selection.from_query("utm_source=x&event=e1&event=e2&zoom=3") == Selection(event="e1")
    assert Selection.from_query("event=" + "x" * 201) == Selection()
    assert not Selection() and Selection(panel="region")


@pytest.mark.parametrize("case", CASES["resolve"], ids=lambda c: c["name"])
def test_what_a_selection_lights(case: dict[str, Any]) -> None:
    table = CASES["links"]
    links = Links(
        {k: tuple(v) for k, v in table["events"].items()},
        {k: tuple(v) for k, v in table["proposals"].items()},
        table["panels"],
    )
    lit = links.targets(Selection(**{f: case["selection"].get(f) for f in FIELDS}))
    found = {
        "events": list(lit.events),
        "places": list(lit.places),
        "proposals": list(lit.proposals),
        "panel": lit.panel,
        "fly": lit.fly,
    }
    assert found == case["lit"]
