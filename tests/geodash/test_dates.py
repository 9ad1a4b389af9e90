from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash import dates
from geodata.model import EventDate


def when(text: str | None = None, first: str | None = None, last: str | None = None) -> EventDate:
    return EventDate.model_validate({"text": text, "earliest": first, "latest": last})


@pytest.mark.parametrize(
    ("given_date", "said"),
    [
        (when(), "undated"),
        (when("Thursday", "2024-08-15", "2024-08-15"), "Thursday · 15 Aug 2024"),
        (when("on Thursday", "2024-08-15", "2024-08-15"), "Thursday · 15 Aug 2024"),
        (when("last week"), "“last week”"),
        (when(None, "2024-08-15", "2024-08-15"), "15 Aug 2024"),
        (when("15 Aug 2024", "2024-08-15", "2024-08-15"), "15 Aug 2024"),
        (when("in August", "2024-08-01", "2024-08-31"), "August · Aug 2024"),
        (when("this year", "2024-01-01", "2024-12-31"), "This year · 2024"),
        (when("this week", "2024-08-12", "2024-08-18"), "This week · 12–18 Aug 2024"),
        (when(None, "2024-08-30", "2024-09-02"), "30 Aug – 2 Sep 2024"),
        (when(None, "2024-12-30", "2025-01-02"), "30 Dec 2024 – 2 Jan 2025"),
        (when(None, "2024-12-30", None), "from 30 Dec 2024"),
        (when(None, None, "2024-12-30"), "until 30 Dec 2024"),
    ],
)
def test_dates_in_words(given_date: EventDate, said: str) -> None:
    assert dates.in_words(given_date) == said


def test_a_date_passes_only_after_its_last_day() -> None:
    plan = when("Thursday", "2024-08-15", "2024-08-15")
    assert not dates.has_passed(plan, date(2024, 8, 15))
    assert dates.has_passed(plan, date(2024, 8, 16))
    assert not dates.has_passed(plan, None) and not dates.has_passed(when("soon"), date(2030, 1, 1))


@given(st.dates(date(1000, 1, 1)), st.integers(0, 4000))
def test_any_interval_names_its_last_year(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    assert str(last.year) in dates.resolved(EventDate(earliest=first, latest=last))
