"""Dates in words: the article's own and what they resolve to. Days on screen are absolute: "15 Aug 2024"."""

from __future__ import annotations

import calendar
import re
from datetime import date

from geodash.language import code, say
from geodata.model import EventDate

UNDATED = "undated"
_PREPOSITION = re.compile(r"^(?:on|in|at|since|by|during|from)\s+(?=\S)", re.IGNORECASE)


def day(value: date, year: bool = True, weekday: bool = False) -> str:
    """15 Aug 2024; Thu 15 Aug 2024 with its weekday."""
    month = say(calendar.month_abbr[value.month])
    words = (
        say("{day} {month} {year}", day=value.day, month=month, year=value.year)
        if year
        else say("{day} {month}", day=value.day, month=month)
    )
    return say("{weekday} {date}", weekday=say(calendar.day_abbr[value.weekday()]), date=words) if weekday else words


def resolved(when: EventDate) -> str:
    """The date or interval that was concluded, "" where nothing was."""
    first, last = when.earliest, when.latest
    if first is None and last is None:
        return ""
    if first is None or last is None:
        return say("from {day}", day=day(first)) if first else say("until {day}", day=day(last)) if last else ""
    if first == last:
        return day(first)
    if _whole_month(first, last):
        return say("{month} {year}", month=say(calendar.month_abbr[first.month]), year=first.year)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return str(first.year)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    return f"{day(first, year=first.year != last.year)} – {day(last)}"


def _whole_month(first: date, last: date) -> bool:
    return (
        (first.year, first.month) == (last.year, last.month)
        and first.day == 1
        and last.day == calendar.monthrange(last.year, last.month)[1]
    )


def in_words(when: EventDate) -> str:
    """The article's words and what they resolve to: "Thursday · 15 Aug 2024", "“last week”", "undated".

    In a language that is not the article's, its words stand only where they resolve to nothing.
    """
    known = resolved(when)
    text = _PREPOSITION.sub("", (when.text or "").strip())
    if not text:
        return known or say(UNDATED)
    if not known:
        return f"“{text}”"
    if code() != "en":
        return known
    spelt = text[0].upper() + text[1:]
    return known if known.lower() in spelt.lower() else f"{spelt} · {known}"


def has_passed(when: EventDate, today: date | None) -> bool:
    """Whether a date that was ahead at the time of writing lies behind ``today``; False where either is unknown."""
    last = when.latest or when.earliest
    return today is not None and last is not None and last < today
