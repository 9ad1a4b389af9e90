"""Sums and spans that do not fit: what an article says of numbers against its own dates and parts, for the desk to check.

Nothing is corrected: the words stay, and the card's reason says what does not fit. Only plain cases are judged, for a
note on a right number costs the desk's trust.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.dates import DateMention

_WORDS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"])}  # fmt: skip
_WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}|" + "|".join(_WORDS) + r")"
_SPAN = re.compile(
    rf"(?P<before>\b(?:for|lasted|lasting|after|last) )?\b(?P<n>{_NUMBER})[ -](?P<unit>day|week|month|year)s?\b"
    r"(?P<after>[ -]old\b|[ -]long\b| of (?:war|fighting|conflict|siege|violence|blockade|protests?|strikes?|unrest|clashes|bombing|drought)\b"
    r"| into\b| after\b| since\b|-(?:war|conflict|siege)\b)?",
    re.IGNORECASE,
)
_DAYS = {"day": 1, "week": 7, "month": 30.44, "year": 365.25}
_SLACK = 0.25
"""A quarter off is rounding ("ten months" for nine and a half); more is not."""
_BEGUN = re.compile(
    r"\b(?:began|begun|started|broke out|erupted|launched|declared|imposed)\s+(?:early |late )?(?:on |in )?$",
    re.IGNORECASE,
)
_SUM = re.compile(
    rf"\b(?P<total>{_NUMBER})(?: [a-z-]+){{1,3}}(?:: | \((?!including|among)| – |, made up of |, comprising )(?P<list>[^.;()\n]{{5,120}})",
    re.IGNORECASE,
)
_PARTS = re.compile(rf"(?:^|, |,? and )(?P<n>{_NUMBER}) [a-z]", re.IGNORECASE)


@dataclass(frozen=True)
class Misfit:
    """Words at [start, end) that do not fit, and why in words."""

    start: int
    end: int
    why: str


def misfits(text: str, dates: list[DateMention], published: date | None) -> list[Misfit]:
    """Every span and sum of the text that its own dates and parts contradict, in text order."""
    found = [*_sums(text), *(_spans(text, dates, published) if published else ())]
    return sorted(found, key=lambda m: m.start)


def _spans(text: str, dates: list[DateMention], published: date) -> list[Misfit]:
    begun = [
        d
        for d in dates
        if d.date.earliest
        and (d.date.edtf or "").count("-") >= 1
        and ((d.date.edtf or "").endswith("/..") or _BEGUN.search(text, max(0, d.start - 24), d.start))
    ]
    found: list[Misfit] = []
    at = 0
    for match in _SPAN.finditer(text) if begun else ():
        if not (match.group("before") or match.group("after")):
            continue
        first, last = _sentence(text, match.start(), match.end())
        while at < len(begun) and begun[at].start < first:
            at += 1
        near = [d for d in begun[at : at + 3] if d.start < last and not match.start() <= d.start < match.end()]
        if len(near) != 1 or near[0].date.earliest is None:
            continue
        unit = match.group("unit").lower()
        told, real = _value(match.group("n")) * _DAYS[unit], (published - near[0].date.earliest).days
        if real > 0 and abs(told - real) > max(_SLACK * real, 1.5 * _DAYS[unit]):
            words = match.group().removeprefix(match.group("before") or "").strip()
            whole = round(real / _DAYS[unit])
            found.append(
                Misfit(
                    match.start(),
                    match.end(),
                    f"“{words}” does not fit “{near[0].text}”: about {whole} {unit}{'s' if whole != 1 else ''} to publication",
                )
            )
    return found


def _sums(text: str) -> list[Misfit]:
    found = []
    for match in _SUM.finditer(text):
        parts = [_value(m.group("n")) for m in _PARTS.finditer(match.group("list"))]
        total = _value(match.group("total"))
        if len(parts) >= 2 and max(parts) < total != sum(parts):
            words = f"{match.group('total')} … {match.group('list').strip()}"
            found.append(Misfit(match.start(), match.end(), f"“{words[:80]}”: the parts make {sum(parts)}"))
    return found


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    first = max(text.rfind(". ", max(0, start - 400), start), text.rfind("\n", max(0, start - 400), start), start - 400)
    stop = [i for i in (text.find(". ", end, end + 400), text.find("\n", end, end + 400)) if i >= 0]
    return max(0, first), min([end + 400, *stop])


def _value(words: str) -> int:
    low = words.lower().replace(",", "")
    return _WORDS[low] if low in _WORDS else int(low)
