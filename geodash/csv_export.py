"""The story's events as CSV with a row of HXL hashtags (hxlstandard.org, 1.1), for spreadsheets and HXL tools.

A row for each event and each place where it happens; an event whose place is not stated has one row. Longitude and
latitude stand only where the place is known to a point: a country or an area is no pin. An article without a row of
its own gets one with nothing but its source, so that notices always travel: the last columns of every row carry the
source, attributions, licences and worldview.

UTF-8 with a byte order mark: without it Excel reads the file in the machine's own code page and spoils every name that
is not plain ASCII. pandas and GDAL skip it, and libhxl goes by the second row. RFC 4180: commas, CRLF, quotes where
needed.

A text cell that a spreadsheet could take for a formula gets an apostrophe in front. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from geodash.notices import DATA, Notices, notices
from geodata.layers import rows
from geodata.model import Story
from geodata.plain import one_line

DECIMALS = 5  # of a degree: 1 m

# Two tags are not those one would guess: HXL's default schema takes every #date for a date, so the article's own words
# are a description, and EDTF is metadata.
COLUMNS = {
    "event_id": "#event+id",
    "number": "#event+num",
    "event_type": "#event+type",
    "label": "#event+label",
    "modality": "#event+modality",
    "date_text": "#description+date",
    "date_start": "#date+start",
    "date_end": "#date+end",
    "date_edtf": "#meta+date+edtf",
    "time_precision": "#meta+date+precision",
    "lon": "#geo+lon",
    "lat": "#geo+lat",
    "uncertainty_m": "#meta+geo+uncertainty",
    "place_id": "#loc+id",
    "place_name": "#loc+name",
    "place_kind": "#loc+type",
    "where_prec": "#meta+precision",
    "country": "#country+code+v_iso2",
    "actors": "#event+actors+list",
    "attributed_to": "#event+attributed",
    "confidence": "#meta+confidence",
    "quote": "#description+quote",
    "article_headline": "#meta+source+title",
    "article_source": "#meta+source+name",
    "article_date": "#date+published",
    "article_url": "#meta+source+url",
    "article_sha256": "#meta+source+sha256",
    "attributions": "#meta+source+data",
    "licences": "#meta+license",
    "worldview": "#meta+worldview",
    "made_with": "#meta+made_with",
}
FORMULA = "=+-@"  # what begins one, in any width of the character: NFKC makes = of ＝, ﹦ and ⁼
_BEGINNING = re.compile(r"^[\u200b-\u200f\u2060\s]*(\S)")
# Where the list separator is a semicolon, Excel opens the file with that and may begin a cell inside ours.
_AFTER_SEMICOLON = re.compile(r"(;\s*)(\S)")


def events_csv(story: Story) -> bytes:
    """The events table; the same bytes for the same story."""
    said = notices(story)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerow(COLUMNS.values())
    for row in _rows(story, said):
        writer.writerow([cell(row.get(name)) for name in COLUMNS])
    return out.getvalue().encode("utf-8-sig")


def cell(value: str | float | None) -> str:
    """A value as it stands in a cell: numbers plain ("-70.5", no exponent), text never a formula."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _safe(value)
    return f"{value + 0.0:.{DECIMALS}f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _safe(text: str) -> str:
    line = _AFTER_SEMICOLON.sub(lambda m: f"{m[1]}'{m[2]}" if _begins_formula(m[2]) else m[0], one_line(text))
    first = _BEGINNING.match(line)
    # A tab or a line end in front is gone by now; a cell that began with one is marked all the same.
    return f"'{line}" if text[:1] in ("\t", "\r", "\n") or (first and _begins_formula(first[1])) else line


def _begins_formula(character: str) -> bool:
    return unicodedata.normalize("NFKC", character)[0] in FORMULA


def _rows(story: Story, said: Notices) -> Iterator[dict[str, Any]]:
    places = {p.id: p for p in story.places}
    common = _common(said)
    told = set()
    for geometry, columns in rows(story)["events"]:
        event = story.events[columns["number"] - 1]
        place = places.get(columns["place_id"])
        lon, lat = geometry["coordinates"] if geometry else (None, None)
        article = event.evidence[0].article_id
        told.add(article)
        yield {
            **columns,
            "event_id": columns["id"],
            "date_start": event.date.earliest and event.date.earliest.isoformat(),
            "date_end": event.date.latest and event.date.latest.isoformat(),
            "lon": lon,
            "lat": lat,
            "uncertainty_m": place.coordinate_uncertainty_m if place and geometry else None,
            "place_kind": place.kind.value if place else None,
            "country": place.country if place else None,
            **_source(said, article),
            **common,
        }
    for article in said.sources:
        if article not in told:
            yield {**_source(said, article), **common}


def _source(said: Notices, article: str) -> dict[str, Any]:
    source = said.sources[article]
    return {
        "article_headline": source.headline,
        "article_source": source.source,
        "article_date": source.published,
        "article_url": source.url,
        "article_sha256": source.sha256,
    }


def _common(said: Notices) -> dict[str, str]:
    return {
        "attributions": " · ".join(said.attributions),
        "licences": "; ".join(f"{d.attribution}: {d.licence}, {d.url}" for d in DATA),
        "worldview": said.worldview_line,
        "made_with": said.made_line,
    }
