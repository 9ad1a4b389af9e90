"""Dates: the case table, no guessing without a publication date, and no crash on any words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dates import DateMention, find_dates
from tests.geodata.reading_helper import cases, model

PUBLISHED = date(2024, 8, 14)
TABLE = cases("dates")


def dates(text: str, published: date | None = PUBLISHED) -> list[DateMention]:
    return find_dates(model()(text), published)


def _row(row: str, parts: int) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.split("|", parts))


@pytest.mark.parametrize(
    ("words", "edtf", "earliest", "latest", "precision", "text"), [_row(r, 5) for r in TABLE["rows"]]
)
def test_resolved_against_the_publication_day(
    words: str, edtf: str, earliest: str, latest: str, precision: str, text: str
) -> None:
    found = dates(text)
    assert [m.text for m in found] == [words]
    when = found[0].date
    assert text[found[0].start : found[0].end] == words == when.text
    assert [str(v) if v is not None else "-" for v in (when.edtf, when.earliest, when.latest, when.time_precision)] == [
        edtf,
        earliest,
        latest,
        precision,
    ]


@pytest.mark.parametrize(("words", "edtf", "text"), [_row(r, 2) for r in TABLE["undated"]["rows"]])
def test_nothing_is_guessed_without_a_publication_day(words: str, edtf: str, text: str) -> None:
    found = dates(text, None)
    assert [(m.text, m.date.edtf or "-") for m in found] == [(words, edtf)]


@pytest.mark.parametrize("text", TABLE["undated"]["none"])
def test_words_and_figures_that_are_no_dates(text: str) -> None:
    assert dates(text) == []


def test_a_weekday_without_a_tense_is_the_one_named_before() -> None:
    found = dates("Mediators will meet on Thursday. Room is left for consultations after Thursday's session.")
    assert [m.date.edtf for m in found] == ["2024-08-15", "2024-08-15"]


_WORDS = st.sampled_from(["on", "since", "by", "until", "from", "to", "the", "end", "of", "next", "last", "this", "early", "late", "Thursday", "May", "March", "31", "30", "February", "2023", "9999", "0", "7", "weeks", "ago", "in", "for", "days", "between", "and", "–", "-", "week", "year", "weekend", "1990s", "spring", "of", "99", "within"])  # fmt: skip


@given(words=st.lists(_WORDS, max_size=14), published=st.dates() | st.none())
@settings(max_examples=120, deadline=None)
def test_any_words_at_any_time(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    for mention in dates(text, published):
        assert text[mention.start : mention.end] == mention.text
        when = mention.date
        assert when.earliest is None or when.latest is None or when.earliest <= when.latest
