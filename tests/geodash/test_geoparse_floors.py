"""Geoparsing on the field's corpora, which are not ours to ship: measured wherever they lie beside the project."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from geodash.cli import main

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("GEODASH_CORPORA", ROOT.parent / "shared" / "corpora"))
FILES = {"lgl": FOLDER / "lgl.xml", "trnews": FOLDER / "TR-News.xml"}
HELD: dict[str, Any] = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text("utf-8"))["geoparse"]
HALVES = ("development", "reporting")

pytestmark = pytest.mark.skipif(
    not all(file.exists() for file in FILES.values()), reason="LGL and TR-News are not here; GEODASH_CORPORA names them"
)


@cache
def measured(corpus: str, half: str) -> dict[str, Any]:
    arguments = ["evaluate", "geoparse", "--corpus", corpus, "--file", str(FILES[corpus]), "--half", half, "--json"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize("corpus", FILES)
def test_the_corpus_is_the_one_that_was_measured(corpus: str) -> None:
    assert hashlib.sha256(FILES[corpus].read_bytes()).hexdigest() == HELD["corpora"][corpus]["sha256"]


@pytest.mark.parametrize("half", HALVES)
@pytest.mark.parametrize("corpus", FILES)
def test_no_half_is_worse_than_it_was(corpus: str, half: str) -> None:
    now = measured(corpus, half)
    figures = {
        "e2e_f1_161": now["found"]["end_to_end"]["f1"],
        "overlap_f1": now["found"]["overlap"]["f1"],
        "given_acc161": now["given"]["accuracy"],
    }
    for name, figure in figures.items():
        assert figure >= HELD["corpora"][corpus][half][name] - HELD["margin"], (name, figure)


@pytest.mark.parametrize("corpus", FILES)
def test_the_whole_corpus_reaches_what_is_asked_for(corpus: str) -> None:
    """The halves weighed by what each had to find stand for the whole: recall and precision are shares of counts."""
    for run, name, floor in (("found", "end_to_end", "e2e_f1_161"), ("given", "accuracy", "given_acc161")):
        both = [measured(corpus, half)[run] for half in HALVES]
        shares = [one[name]["f1"] if isinstance(one[name], dict) else one[name] for one in both]
        weights = [one["gold_with_point"] for one in both]
        whole = sum(s * w for s, w in zip(shares, weights, strict=True)) / sum(weights)
        assert whole >= HELD["floors"][corpus][floor], (name, whole)


def test_what_is_sure_is_right() -> None:
    bins = [b for corpus in FILES for b in measured(corpus, "reporting")["found"]["reliability"]]
    sure = [b for b in bins if b["low"] >= 0.8]
    count = sum(b["count"] for b in sure)
    assert count / sum(b["count"] for b in bins) >= HELD["floors"]["share_at_0.8"]
    assert sum(b["count"] * b["right"] for b in sure) / count >= HELD["floors"]["right_at_0.8"]
