"""Sums and spans that do not fit the article's own dates and parts are noted, and right ones are left alone."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.dates import find_dates
from geodata.events import find_events
from geodata.misfits import misfits
from geodata.tables import load_tables
from tests.geodata.reading_helper import model, reading

PUBLISHED = date(2024, 8, 14)


def why(text: str, published: date | None = PUBLISHED) -> list[str]:
    return [m.why for m in misfits(text, find_dates(model()(text), published), published)]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("After seven months of fighting, which began on October 7, talks resume.", "“seven months of fighting” does not fit “October 7”: about 10 months to publication"),
        ("The port has been shut for three weeks, since May 2.", "“three weeks” does not fit “since May 2”: about 15 weeks to publication"),
        ("The blast killed 12 people: seven miners and four rescuers.", "“12 … seven miners and four rescuers”: the parts make 11"),
        ("Police held 30 people (10 students, 5 lawyers and 16 traders).", "“30 … 10 students, 5 lawyers and 16 traders”: the parts make 31"),
    ],
)  # fmt: skip
def test_noted(text: str, note: str) -> None:
    assert why(text) == [note]


@pytest.mark.parametrize(
    "text",
    [
        "After ten months of fighting, which began on October 7, talks resume.",
        "The war, which began on October 7, nears its tenth month.",
        "They agreed on a 60-day truce on Monday, after clashes that began on October 7.",
        "The blast killed 12 people: seven miners and five rescuers.",
        "The blast killed 12 people, including seven miners and four rescuers.",
        "It lasted two days.",
        "Two ministers met three envoys: one left.",
        "",
    ],
)
def test_left_alone(text: str) -> None:
    assert why(text) == []


def test_without_a_publication_day_no_span_is_judged() -> None:
    assert why("After seven months of fighting, which began on October 7, 2023, talks resume.", None) == []


def test_the_card_says_what_does_not_fit_and_keeps_the_words() -> None:
    text = "A blast in Durban on Monday killed 12 people: seven miners and four rescuers."
    (event,) = find_events(reading(text, PUBLISHED), PUBLISHED, load_tables())
    assert event.decision.reason.endswith("to check: “12 … seven miners and four rescuers”: the parts make 11")
    assert "12 people" in event.evidence[0].exact
