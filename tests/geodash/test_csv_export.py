"""The events as CSV: HXL row, no formula, numbers as numbers, and the notices in every row."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pandas as pd
import pyogrio
import pytest

from geodash.csv_export import COLUMNS, cell, events_csv
from geodata.model import Story
from tests.geodash.helpers import TEXT, event, evidence, fixture, place, story


def table(made: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(made.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44 20", "'+44 20"),
        ("-70.5", "'-70.5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tTab", "'Tab"),
        ("\rReturn", "'Return"),
        ("\nLine", "'Line"),
        ("  =1", "'=1"),
        ("\x00=1", "'=1"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff=1", "'=1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM", "'＠SUM"),
        ("﹦1", "'﹦1"),
        ("Hamas; =1+1", "Hamas; '=1+1"),
        ("a;@b;－c", "a;'@b;'－c"),
        ('"=1"', '"=1"'),
        ("1 = 1, a-b", "1 = 1, a-b"),
        ("half\ud800", "half\ufffd"),
        ("", ""),
        ("“Talks” – today", "“Talks” – today"),
    ],
)
def test_text_is_never_a_formula(text: str, shown: str) -> None:
    assert cell(text) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [(-70.5, "-70.5"), (-0.0, "0"), (0.000001, "0"), (1e6, "1000000"), (31.34018, "31.34018"), (3, "3"), (None, "")],
)
def test_numbers_stay_numbers(value: float | None, shown: str) -> None:
    assert cell(value) == shown


def test_the_second_row_is_hxl() -> None:
    lines = events_csv(fixture("talks")).decode("utf-8-sig").split("\r\n")
    assert lines[0] == ",".join(COLUMNS) and lines[1] == ",".join(COLUMNS.values())
    assert lines[-1] == ""
    for tag in COLUMNS.values():
        assert re.fullmatch(r"#[a-z]+(\+[a-z][a-z0-9_]*)*", tag)
    assert len(set(COLUMNS.values())) == len(COLUMNS)


def test_it_begins_with_a_byte_order_mark_and_ends_lines_with_crlf() -> None:
    made = events_csv(fixture("talks"))
    assert made.startswith(b"\xef\xbb\xbfevent_id,")
    assert made.count(b"\n") == made.count(b"\r\n")


def test_pandas_and_gdal_open_it(tmp_path: Path) -> None:
    path = tmp_path / "events.csv"
    path.write_bytes(events_csv(fixture("talks")))
    frame = pd.read_csv(path, skiprows=[1])
    assert list(frame.columns) == list(COLUMNS)
    assert frame["lon"].dtype == frame["confidence"].dtype == "float64"
    assert next(iter(pyogrio.read_dataframe(path, read_geometry=False).columns)) == "event_id"


def test_dates_are_iso_or_empty() -> None:
    rows = table(events_csv(fixture("talks")))[1:]
    assert any(row["date_start"] for row in rows)
    for row in rows:
        for name in ("date_start", "date_end", "article_date"):
            assert row[name] == "" or date.fromisoformat(row[name])


def test_a_row_for_each_event_and_place_and_no_pin_for_a_country() -> None:
    made = story(
        places=[place("x:town", point=[-70.5, -15.25], country="PE"), place("x:peru", "country", 6, point=[-75, -10])],
        events=[event("e1", "x:town", "x:peru"), event("e2")],
    )
    rows = table(events_csv(made))[1:]
    found = [(r["event_id"], r["place_id"], r["lon"], r["lat"], r["country"], r["where_prec"]) for r in rows]
    assert found == [
        ("e1", "x:town", "-70.5", "-15.25", "PE", "1"),
        ("e1", "x:peru", "", "", "", "6"),
        ("e2", "", "", "", "", ""),
    ]


def test_every_row_carries_source_and_licences() -> None:
    for row in table(events_csv(fixture("talks")))[1:]:
        assert "OpenStreetMap" in row["attributions"] and "GeoNames" in row["attributions"]
        assert "ODbL 1.0, https://opendatacommons.org/licenses/odbl/1-0/" in row["licences"]
        assert "iso" in row["worldview"] and len(row["article_sha256"]) == 64 and row["article_headline"]


def test_a_story_without_events_still_carries_its_notices() -> None:
    (row,) = table(events_csv(story()))[1:]
    assert row["event_id"] == "" and row["article_headline"] == "A headline" and "GeoNames" in row["attributions"]


def test_an_article_without_events_has_a_row() -> None:
    base = story(events=[event("e1")])
    other = base.articles[0].model_copy(update={"id": "b", "headline": "Another"})
    rows = table(events_csv(base.model_copy(update={"articles": [*base.articles, other]})))[1:]
    assert [(r["event_id"], r["article_headline"]) for r in rows] == [("e1", "A headline"), ("", "Another")]


def test_hostile_words_stay_words() -> None:
    said = '=HYPERLINK("http://evil.example","x"),\n-2+3'
    text = f"{TEXT} {said}"
    made = story(
        text,
        places=[place("=x", name='+"place"')],
        events=[event("@e", "=x", label="-label", evidence=[evidence(said, text)], attributed_to="＝us")],
        article={"headline": "=cmd|' /C calc'!A0", "url": "javascript:alert(1)"},
    )
    (row,) = table(events_csv(Story.model_validate(made.model_dump(by_alias=True))))[1:]
    assert row["event_id"] == "'@e" and row["place_id"] == "'=x" and row["place_name"] == '\'+"place"'
    assert row["quote"].startswith("'=HYPERLINK(") and "\n" not in row["quote"]
    assert row["label"] == "'-label" and row["attributed_to"] == "'＝us"
    assert row["article_headline"].startswith("'=cmd") and row["article_url"] == ""
