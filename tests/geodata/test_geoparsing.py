"""geodata.geoparse with the real model and gazetteer, on sentences of our own from several continents."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from geodata.errors import InputError
from geodata.geoparsing import MAX_CHARACTERS, LocatedToponym
from geodata.model import Article
from geodata.pipeline import build_story

TEXT = (
    "Floods closed the road between Nakuru and Eldoret on Monday, Kenyan officials said. "
    "In Lima, Peru, buses ran late. Trains from Osaka to Kyoto were on time, and Auckland stayed dry."
)
WORDS = [
    "Lagos",
    "Nairobi",
    "Quito",
    "in",
    "near",
    "the",
    "said",
    ",",
    ".",
    "\n",
    "\n\n",
    "\t",
    "  ",
    "Öland",
    "Ürümqi",
]
WORDS += [
    "Peru",
    "Kenyans",
    "border with",
    "-",
    "\x00",
    "\ud800",
    "\ufeff",
    "😀",
    "\r\n",
    "İstanbul",
    "北京",
    "’s",
    "(",
]


def named(text: str, **options: Any) -> dict[str, LocatedToponym]:
    return {t.text: t for t in geodata.geoparse(text, **options)}


def test_each_name_has_its_place_and_offsets() -> None:
    found = named(TEXT)
    assert {"Nakuru": "KE", "Eldoret": "KE", "Lima": "PE", "Osaka": "JP", "Kyoto": "JP", "Auckland": "NZ"}.items() <= {
        name: t.country for name, t in found.items()
    }.items()
    lima = found["Lima"]
    assert (lima.start, lima.end) == (TEXT.index("Lima"), TEXT.index("Lima") + 4)
    assert lima.lat == pytest.approx(-12.04, abs=0.1) and lima.lon == pytest.approx(-77.03, abs=0.1)
    assert lima.place_id == "gn:3936456" and lima.where_prec == 1 and 0 < lima.confidence <= 1
    assert lima.candidates[0].place_id == lima.place_id and lima.candidates[0].signals and lima.reason
    scores = [c.score for c in lima.candidates]
    assert scores == sorted(scores, reverse=True)
    assert found["Peru"].where_prec == 6


def test_demonyms_are_left_out_unless_asked_for() -> None:
    assert "Kenyan" not in named(TEXT)
    found = named(TEXT, demonyms=True)
    assert found["Kenyan"].demonym and found["Kenyan"].country == "KE" and not found["Lima"].demonym


def test_a_border_gives_its_two_sides() -> None:
    found = named("Lorries queued at the Poland-Belarus border, and at the border between Chad and Sudan.")
    assert [t.country for t in found.values()] == ["PL", "BY", "TD", "SD"]
    twice = geodata.geoparse("Poland closed its border with Belarus and its border with Ukraine.")
    assert [t.text for t in twice] == ["Poland", "Belarus", "Ukraine"]


def test_a_part_of_a_country_and_the_surroundings_of_a_town_are_not_they() -> None:
    found = named("Rain fell in northern Peru. Soldiers camped near Goma.")
    assert found["Peru"].where_prec == 5 and found["Peru"].place_id == "gn:3932488:north"
    assert found["Goma"].where_prec == 2


def test_it_finds_what_a_story_finds() -> None:
    import hashlib

    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    story = build_story(Article(id="a", headline="h", text=TEXT, sha256=digest))
    places = {(e.start, e.end): p.id for p in story.places for e in p.toponyms}
    assert {(t.start, t.end): t.place_id for t in geodata.geoparse(TEXT)} == places


def test_given_mentions_are_answered_one_by_one_and_no_others() -> None:
    text = "Lima grew. The northern Peru of old, Kenyan tea, Peru’s coast."
    wanted = ["Lima", "northern Peru", "Kenyan", "Peru’s", "Lima"]
    spans = [(text.index(w), text.index(w) + len(w)) for w in wanted]
    found = geodata.geoparse(text, spans=spans)
    assert [t.text for t in found] == wanted and [(t.start, t.end) for t in found] == spans
    assert [t.country for t in found] == ["PE", "PE", "KE", "PE", "PE"]
    assert found[1].where_prec == 5 and found[2].demonym
    (unknown,) = geodata.geoparse("Xqzvw was quiet.", spans=[(0, 5)])
    assert unknown.lat is unknown.lon is unknown.place_id is unknown.where_prec is None and unknown.confidence == 0
    assert geodata.geoparse(text, spans=[]) == []


@pytest.mark.parametrize(
    ("spans", "says"),
    [
        ([(0, 99)], r"spans\[0\] is \[0, 99\]: it must lie within the text, 0 to 10"),
        ([(0, 1), (5, 5)], r"spans\[1\] is \[5, 5\]"),
        ([(-1, 3)], r"spans\[0\] is \[-1, 3\]"),
        ([(True, 3)], "two whole numbers"),
        ([(0.0, 3)], "two whole numbers"),
        (["ab"], "two whole numbers"),
        ([(1, 2, 3)], "two whole numbers"),
        ({"start": 0}, "must be a list"),
    ],
)
def test_spans_that_cannot_be_used_are_named(spans: Any, says: str) -> None:
    with pytest.raises(InputError, match=says):
        geodata.geoparse("Lima grew.", spans=spans)


def test_what_is_no_text_or_far_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="NoneType"):
        geodata.geoparse(None)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="split it"):
        geodata.geoparse("a" * (MAX_CHARACTERS + 1))
    assert geodata.geoparse("") == [] and geodata.geoparse(" \n") == []


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=30).map(" ".join))
def test_offsets_are_those_of_the_text(text: str) -> None:
    found = geodata.geoparse(text, demonyms=True)
    assert all(text[t.start : t.end] == t.text and t.text for t in found)
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found)), "no two share a character"


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_span_is_answered(data: st.DataObject) -> None:
    text = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=20).map(" ".join))
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = data.draw(st.lists(ends.map(lambda p: (min(p), max(p))).filter(lambda p: p[0] < p[1]), max_size=6))
    found = geodata.geoparse(text, spans=spans)
    assert [(t.start, t.end, t.text) for t in found] == [(s, e, text[s:e]) for s, e in spans]


def test_a_long_text_is_one_document() -> None:
    """The dateline and the state are said once; every later mention, 60 kB further on, follows them."""
    filler = "Nothing else was said about it by anybody who was there on that day. " * 900
    text = f"SPRINGFIELD, Ohio (AP) — Rain fell. Springfield is in Ohio.\n\n{filler}\n\nIt was dry in Springfield."
    found = [t for t in geodata.geoparse(text) if t.text.lower() == "springfield"]
    assert found[-1].start > 60_000 and len({t.place_id for t in found}) == 1
    assert all(text[t.start : t.end] == t.text for t in found)


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        named(TEXT)["Lima"].lat = 0.0  # type: ignore[misc]


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, geodata; print(sorted(m for m in ('spacy', 'numpy', 'pydantic') if m in sys.modules)); geodata.geoparse"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_readmes_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    (example,) = re.findall(r"<!-- geoparse example -->\n```python\n(.*?)```", readme, re.DOTALL)
    exec(example, {})  # noqa: S102 - our own README
    assert capsys.readouterr().out.startswith("Lima gn:3936456 ")
