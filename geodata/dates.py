"""Dates in an article: its words, and what may be concluded from them with the publication date and the tense.

Without a publication date nothing is guessed: only dates that carry their year are resolved; the words always stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from geodata import daymath as cal
from geodata.date_words import POINT, READ
from geodata.daymath import Interval
from geodata.model import EventDate
from geodata.tense import direction_at

if TYPE_CHECKING:
    from spacy.tokens import Doc


_BEFORE = re.compile(
    r"\b(since|by|until|till|before|from|after|starting|starting on|as of|up to|between|effective|no later than)(?: (?:late|early|the|on|at least))?\s+$",
    re.IGNORECASE,
)


_TO = re.compile(r"^(?:\s?[–-]\s?|\s+(?:to|until|till|through|and)\s+(?:the\s+)?)$", re.IGNORECASE)


_BARE_MONTH_CUE = re.compile(
    r"\b(?:in|since|by|until|till|during|of|from|before|after|for|to|through|and|between|last|next|this)\s+$",
    re.IGNORECASE,
)


_BARE_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|until|till|of|from|before|after|during|to|and|between|the|for|–|-|,|elections?|war|summer|accord|treaty|deal|agreement)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at [start, end) of the text, as written and as far as it can be resolved. ``lasts``: a duration."""

    start: int
    end: int
    text: str
    date: EventDate
    lasts: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: str
    interval: Interval | None
    direction: int


def find_dates(doc: Doc, published: date | None) -> list[DateMention]:
    """Every date of the text in text order; ranges and "since", "by", "until" are one mention with their date."""
    text = doc.text
    points: list[_Found] = []
    known: dict[str, Interval] = {}
    for match in POINT.finditer(text):
        kind = match.lastgroup or ""
        kind = next((name for name in READ if match.group(name) is not None), kind)
        if not _plausible(text, match, kind):
            continue
        heading = direction_at(doc, match.start()) if published else 0
        words = " ".join(match.group().lower().split())
        interval = READ[kind](words, match, published, heading)
        if kind == "weekday" and heading == 0 and words in known:
            interval = known[words]
        elif kind == "weekday" and interval is not None:
            known.setdefault(words, interval)
        points.append(_Found(match.start(), match.end(), kind, interval, heading))
    return [_mention(text, found, published) for found in _joined(text, points, published)]


def _plausible(text: str, match: re.Match[str], kind: str) -> bool:
    """Keeps "May", "March" and bare numbers from being read as dates where they are words and figures."""
    words = match.group()
    before = text[max(0, match.start() - 24) : match.start()]
    if kind == "month":
        if not words[0].isupper() and words.split()[-1][0].islower() and not words.split()[-1].isdigit():
            return False
        if " " not in words.strip():
            bare = words.rstrip(".").lower()
            if bare in (
                "may",
                "march",
                "mar",
                "jan",
                "dec",
                "apr",
                "jun",
                "oct",
                "nov",
                "feb",
                "aug",
                "sep",
                "sept",
                "jul",
            ):
                return bool(_BARE_MONTH_CUE.search(before))
    if kind in ("dmy", "mdy", "weekday"):
        name = re.search(r"[A-Za-z]{3,}", words.replace("last", "").replace("next", ""))
        return name is not None and any(part[:1].isupper() for part in words.split())
    if kind == "year":
        return " " in words or "-" in words or bool(_BARE_YEAR_CUE.search(before))
    if kind == "season":
        return " " in words or bool(re.search(r"\b(?:in|since|by|until|this)\s+$", before, re.IGNORECASE))
    return True


def _joined(text: str, points: list[_Found], published: date | None) -> list[_Found]:
    """Ranges made of two points, and the words before a point that open or close it."""
    found: list[_Found] = []
    skip = False
    for i, one in enumerate(points):
        if skip:
            skip = False
            continue
        lead = _BEFORE.search(text, max(0, one.start - 24), one.start)
        word = lead.group(1).lower().split()[0] if lead else ""
        after = points[i + 1] if i + 1 < len(points) else None
        if (
            after is not None
            and one.kind not in ("duration", "vague", "past", "within")
            and _TO.match(text[one.end : after.start])
        ):
            between = text[one.end : after.start].strip().lower()
            if between != "and" or word == "between":
                first, last = _ordered(one, after, published)
                start = lead.start() if lead and word in ("from", "between") else one.start
                found.append(replace(one, start=start, end=after.end, kind="range", interval=_between(first, last)))
                skip = True
                continue
        possessive = text[one.end : one.end + 2] in ("'s", "’s")
        if (
            lead
            and word != "between"
            and one.kind not in ("duration", "vague", "past", "ago", "night")
            and not (one.kind in ("dmy_range", "mdy_range") and word in ("from", "between"))
            and not (word in ("after", "before") and possessive)
        ):
            one = replace(one, start=lead.start(), interval=_open(word, one, published))
        found.append(one)
    return found


def _ordered(one: _Found, after: _Found, published: date | None) -> tuple[Interval | None, Interval | None]:
    """Both ends of a range, put in order where each was resolved by itself ("from 28 December to 3 January")."""
    first, last = one.interval, after.interval
    if first and last and first.earliest and last.latest and first.earliest > last.latest and published:
        if one.kind == "weekday" and one.direction > 0:
            return first, cal.day(cal.shifted(last.latest, 7))
        if one.kind == "weekday":
            return cal.day(cal.shifted(first.earliest, -7)), last
        earlier = cal.safe_date(first.earliest.year - 1, first.earliest.month, first.earliest.day)
        return (cal.day(earlier) if earlier else first), last
    return first, last


def _between(first: Interval | None, last: Interval | None) -> Interval | None:
    if first is None or last is None or first.earliest is None or last.latest is None or first.earliest > last.latest:
        return None
    return Interval(
        first.earliest, last.latest, f"{first.edtf}/{last.edtf}", cal.precision_of(first.earliest, last.latest)
    )


def _open(word: str, one: _Found, published: date | None) -> Interval | None:
    """ "since", "from", "after" open an interval at the point; "by", "until", "before" close one there."""
    point = one.interval
    if point is None or point.earliest is None or point.latest is None or ("/" in point.edtf and word == "after"):
        return point
    if word in ("since", "from", "after", "starting", "as", "effective"):
        latest = (
            published if published and published >= point.earliest and (word == "since" or one.direction < 0) else None
        )
        if word in ("from", "starting", "effective", "as") and one.direction >= 0:
            latest = None
        return Interval(
            point.earliest,
            latest,
            f"{point.edtf.split('/')[0]}/..",
            cal.precision_of(point.earliest, latest) if latest else 3,
        )
    end = point.latest if word != "before" else cal.shifted(point.earliest, -1)
    text = point.edtf.split("/")[-1] if word != "before" else end.isoformat()
    earliest = published if published and published <= end and one.direction >= 0 else None
    return Interval(earliest, end, f"../{text}", cal.precision_of(earliest, end) if earliest else 3)


def _mention(text: str, found: _Found, published: date | None) -> DateMention:
    words = text[found.start : found.end].strip()
    start = found.start + text[found.start : found.end].find(words)
    i = found.interval
    when = (
        EventDate(text=words)
        if i is None
        else EventDate(text=words, edtf=i.edtf, earliest=i.earliest, latest=i.latest, time_precision=i.precision)
    )
    return DateMention(start, start + len(words), words, when, lasts=found.kind in ("duration",))
