"""``geodash evaluate geoparse`` on a corpus of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.geodash.test_cli import ROOT, geodash

TINY = str(ROOT / "tests" / "fixtures" / "corpora" / "tiny.xml")


def test_the_numbers_of_a_corpus(tmp_path: Path) -> None:
    options = ("evaluate", "geoparse", "--corpus", "trnews", "--file", TINY, "--workers", "1")
    done = geodash(*options, "--json", "--errors", "out.jsonl", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert (told["corpus"], told["half"], told["documents"]) == ("trnews", "all", 2)
    found, given = told["found"], told["given"]
    assert (found["gold"], found["gold_with_point"]) == (6, 5)
    assert given["overlap"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert given["large_areas"] == {"count": 2, "near": 0.5, "area": 1.0}, "Oregon's point is put in a far corner of it"
    assert given["accuracy"] == found["end_to_end"]["recall"] == 0.8 and found["end_to_end_area"]["recall"] == 1.0
    outcomes = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert {o["task"] for o in outcomes} == {"found", "given"}
    assert sum(o["outcome"] == "right" for o in outcomes if o["task"] == "given") == 4


def test_the_printed_report_and_a_half(tmp_path: Path) -> None:
    done = geodash("evaluate", "geoparse", "--corpus", "lgl", "--file", TINY, "--half", "reporting", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("LGL, reporting half: 1 documents (file: SHA-256 ")
    for words in (
        "3 mentions annotated",
        "accuracy@161, given mentions",
        "right area",
        ".80 or more",
        "1 mentions dropped",
    ):
        assert words in done.stdout
    assert done.stderr == "", "progress only on a terminal"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--corpus", "lgl", "--file", "none.xml"), "geodash: none.xml: the corpus cannot be read"),
        (("--corpus", "lgl", "--file", "bad.xml"), "geodash: bad.xml: not XML that can be read"),
    ],
)
def test_a_file_that_is_no_corpus_is_one_line(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    (tmp_path / "bad.xml").write_text("{}")
    done = geodash("evaluate", "geoparse", *options, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.startswith(says) and done.stderr.count("\n") == 1
