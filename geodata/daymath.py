"""Days, weeks, months and their EDTF: the arithmetic under dates.py. Pure; no text and no parse here."""

from __future__ import annotations

import calendar as _calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Precision = Literal[1, 2, 3]


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends inclusive; an open end is None. ``edtf`` is EDTF level 1; ``precision`` ACLED's 1 day, 2 week, 3 month."""

    earliest: date | None
    latest: date | None
    edtf: str
    precision: Precision


def precision_of(first: date, last: date) -> Precision:
    """ACLED's time precision of an interval: 1 up to two days (a night), 2 up to a week, 3 longer."""
    days = (last - first).days
    return 1 if days <= 1 else 2 if days <= 7 else 3


def span(first: date, last: date) -> Interval:
    """From day to day; one day alone is written as the day."""
    if first == last:
        return day(first)
    return Interval(first, last, f"{first.isoformat()}/{last.isoformat()}", precision_of(first, last))


def day(one: date) -> Interval:
    """A single day."""
    return Interval(one, one, one.isoformat(), 1)


def week_of(one: date) -> Interval:
    """Monday to Sunday of the ISO week that holds the day."""
    monday = shifted(one, -one.weekday())
    return span(monday, shifted(monday, 6))


def month(year: int, number: int) -> Interval:
    """A calendar month."""
    first = date(year, number, 1)
    last = date(year, number, _calendar.monthrange(year, number)[1])
    return Interval(first, last, f"{year:04d}-{number:02d}", 3)


def year(number: int) -> Interval:
    """A calendar year."""
    return Interval(date(number, 1, 1), date(number, 12, 31), f"{number:04d}", 3)


def season(number: int, which: str) -> Interval:
    """A season of a year (EDTF 21–24). Its days depend on the hemisphere, so the interval stays open."""
    code = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}[which]
    return Interval(None, None, f"{number:04d}-{code}", 3)


def shifted(one: date, days: int) -> date:
    """The day so many days later, held inside the calendar's range."""
    ordinal = min(max(one.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return date.fromordinal(ordinal)


def months_later(one: date, months: int) -> tuple[int, int]:
    """(year, month) so many months later, held inside the years 1–9999."""
    total = min(max(one.year * 12 + one.month - 1 + months, 12), 9999 * 12 + 11)
    return total // 12, total % 12 + 1


def weekday_near(published: date, weekday: int, direction: int, strict: bool = False) -> date:
    """The latest such weekday up to the publication day (direction < 0) or the first one from it on (> 0).

    The publication day itself counts ("on Thursday" in Thursday's paper), unless ``strict``.
    """
    if direction > 0:
        ahead = (weekday - published.weekday()) % 7
        return shifted(published, ahead or (7 if strict else 0))
    back = (published.weekday() - weekday) % 7
    return shifted(published, -(back or (7 if strict else 0)))


def day_near(published: date, number: int, day_number: int, direction: int) -> date | None:
    """Month and day without a year: the nearest such day in that direction; None where there is no such day.

    Direction 0 takes the nearest to the publication day.
    """
    options = [d for y in (-1, 0, 1) if (d := safe_date(published.year + y, number, day_number))]
    if direction < 0:
        options = [d for d in options if d <= published]
        return max(options, default=None)
    if direction > 0:
        options = [d for d in options if d >= published]
        return min(options, default=None)
    return min(options, key=lambda d: abs((d - published).days), default=None)


def month_near(published: date, number: int, direction: int) -> Interval:
    """A month without a year: this year's or the one before or after, by direction (0: the nearest)."""
    this = month(published.year, number)
    if direction < 0:
        return this if this.earliest and this.earliest <= published else month(max(published.year - 1, 1), number)
    if direction > 0:
        return this if this.latest and this.latest >= published else month(min(published.year + 1, 9999), number)
    away = number - published.month
    return month(min(max(published.year + (1 if away < -6 else -1 if away > 6 else 0), 1), 9999), number)


def part(interval: Interval, which: str) -> Interval:
    """The early, mid or late third, the end (last tenth) or a half of an interval."""
    if interval.earliest is None or interval.latest is None:
        return interval
    days = (interval.latest - interval.earliest).days + 1
    cuts = {
        "early": (0, days // 3), "start": (0, days // 3), "beginning": (0, days // 3), "first half": (0, days // 2),
        "mid": (days // 3, days - days // 3), "middle": (days // 3, days - days // 3),
        "late": (days - days // 3, days), "second half": (days // 2, days),
        "end": (days - max(1, days // 10), days),
    }  # fmt: skip
    first, last = cuts[which]
    return span(shifted(interval.earliest, first), shifted(interval.earliest, max(first, last - 1)))


def safe_date(year_number: int, number: int, day_number: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year_number, number, day_number)
    except ValueError:
        return None


def ago(published: date, count: int, unit: str, sign: int = -1) -> Interval:
    """ "two weeks ago" (sign −1) or "in two weeks" (+1): the day, the week, the month or the year so far away."""
    if unit == "day":
        return day(shifted(published, sign * count))
    if unit == "week":
        return week_of(shifted(published, sign * 7 * count))
    if unit == "month":
        return month(*months_later(published, sign * count))
    if unit == "year":
        return year(min(max(published.year + sign * count, 1), 9999))
    return span(*sorted((published, shifted(published, sign * (1 + count // 24)))))


def reach(published: date, count: int, unit: str) -> timedelta:
    """The length of "the past two weeks" or "within 48 hours" in days; a month counts 30, a year 365."""
    days = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}[unit] * count
    room = min((published - date.min).days, (date.max - published).days)
    return timedelta(days=min(max(1, round(days)), room))
