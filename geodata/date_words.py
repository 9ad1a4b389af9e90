"""How dates are written, and what each way of writing means against a publication day and a direction in time."""

from __future__ import annotations

import re
from datetime import date

from geodata import daymath as cal
from geodata.daymath import Interval

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


_NUMBERS = {
    word: n
    for n, word in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
} | {"a": 1, "an": 1, "couple of": 2, "a couple of": 2, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "sixty": 60, "ninety": 90, "hundred": 100}  # fmt: skip


_MONTH = r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)(?![a-z])"


_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"


_YEAR = r"(?:1[89]|20)\d\d(?!\d)"


_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?![\d.,]*\d|:\d| ?(?:%|km|people|percent))"


_N = r"(?:\d{1,3}|a couple of|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|sixty|ninety)"


_UNIT = r"(?:hour|day|week|month|year)"


_PART = r"(?:early|mid|late|the start of|the beginning of|the middle of|the end of|end of|the first half of|the second half of)[ -]+(?:in |on )?"


_SEASON = r"(?:spring|summer|autumn|winter)"

# Alternatives in order of preference at one position; names are the readings in READ.


_ALTERNATIVES = (
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?!\d)",
    rf"(?P<slash>\d{{1,2}}[/.]\d{{1,2}}[/.]{_YEAR})",
    rf"(?P<dmy_range>{_D}\s?(?:–|-| to | and ){_D} (?:of )?{_MONTH}(?:,? {_YEAR})?)",
    rf"(?P<mdy_range>{_MONTH} {_D}\s?(?:–|-| to ){_D}(?:,? {_YEAR})?)",
    rf"(?P<dmy>(?:{_WEEKDAY},? )?(?:the )?{_D} (?:of )?{_MONTH}(?:,? {_YEAR})?)",
    rf"(?P<mdy>(?:{_WEEKDAY},? )?{_MONTH} {_D}(?:,? {_YEAR})?)",
    rf"(?P<month>(?:{_PART})?(?:(?:last|next|this|this coming|this past) )?{_MONTH}(?:,? (?:of )?{_YEAR})?)",
    rf"(?P<season>(?:{_PART})?(?:(?:last|next|this|the|this coming) )?{_SEASON}(?: (?:of )?{_YEAR})?(?!\s+(?:offensive|olympics|games|camp|school|break|break|session)))",
    r"(?P<weekend>(?:(?:last|next|this|this coming|this past|the|over the|at the) )weekend)",
    r"(?P<night>last night|overnight|tonight|this (?:morning|afternoon|evening))",
    r"(?P<named>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow)",
    rf"(?P<weekday>(?:(?:last|next|this|this coming|this past) )?(?:(?:early|late|mid) (?:on )?)?{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?(?: (?:last|next) week)?)",
    r"(?P<unit>(?:(?:earlier|later|early|late|(?:by )?(?:the )?end of) )?(?:last|next|this) (?:week|month|year))",
    rf"(?P<ago>(?:(?:about|around|nearly|almost|more than|over|some) )?(?P<ago_n>{_N}) (?P<ago_u>{_UNIT})s? (?:ago|earlier(?= (?:this|today))))",
    rf"(?P<past>(?:in|over|during|for)? ?the (?:past|last) (?:(?P<past_n>{_N}) )?(?P<past_u>{_UNIT})s?)",
    rf"(?P<within>(?:(?:within|in|over|during|for) )?(?:the )?(?:next|coming) (?:(?P<next_n>{_N}) )?(?P<next_u>{_UNIT})s?|within (?P<within_n>{_N}) (?P<within_u>{_UNIT})s?|in (?P<in_n>{_N}) (?P<in_u>{_UNIT})s?(?:'|’)? ?(?:time)?(?=[\s,.;]))",
    r"(?P<period_end>(?:the )?(?P<end_part>start|beginning|middle|end) of (?:the|this|next) (?P<end_u>week|month|year)|year-?end|year's end|month's end)",
    r"(?P<decade>(?:the )?(?:(?:early|mid|late)[ -])?(?:1[89]|20)\d0s)",
    rf"(?P<year>(?:{_PART})?{_YEAR}(?!\s?(?:people|km|troops|soldiers|homes|men|police|m\b|metres)))",
    rf"(?P<duration>for (?:(?:at least|up to|about|nearly|more than|another|an initial|an additional) )?(?P<dur_n>{_N})(?: more)? (?P<dur_u>{_UNIT})s?|(?P<dur_h>\d{{1,3}}|{_N})-(?:hour|day|week|month|year)(?!-old))",
    r"(?P<vague>in (?:recent|the coming) (?:hours|days|weeks|months|years)|(?:in )?(?:the )?(?:coming|following|previous|preceding) (?:hours?|days?|weeks?|months?|years?)|(?:a|the) (?:day|week|month|year) (?:earlier|later|before)|decades ago|years ago|months ago|weeks ago|days ago|last summit)",
)


POINT = re.compile(rf"\b(?:{'|'.join(_ALTERNATIVES)})\b".replace(" ", r"\s"), re.IGNORECASE)


def _month_number(words: str) -> int:
    for word in re.findall(r"[a-z]+", words):
        for n, name in enumerate(_MONTHS, 1):
            if len(word) >= 3 and (name.startswith(word) or (word == "sept" and n == 9)):
                return n
    return 0


def _year_number(words: str) -> int | None:
    match = re.search(_YEAR, words)
    return int(match.group()) if match else None


def _day_numbers(words: str) -> list[int]:
    return [int(n) for n in re.findall(r"(?<!\d)\d{1,2}(?!\d)", words)]


def _count(words: str | None) -> int:
    words = (words or "one").lower()
    return int(words) if words.isdigit() else _NUMBERS.get(words, 1)


def _iso(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    one = cal.safe_date(*(int(part) for part in words.split("-")))
    return cal.day(one) if one else None


def _slash(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    first, second, year = (int(part) for part in re.split(r"[/.]", words))
    if "." not in words and first <= 12 and second <= 12 and first != second:
        return None  # 03/04/2024 is two dates, by country
    one = (
        cal.safe_date(year, second, first)
        if first > 12 or "." in words or first == second
        else cal.safe_date(year, first, second)
    )
    return cal.day(one) if one else None


def _day_month(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    number, days, year = _month_number(re.sub(_WEEKDAY, "", words)), _day_numbers(words), _year_number(words)
    if not number or not days:
        return None
    if year is not None:
        one = cal.safe_date(year, number, days[0])
    else:
        one = cal.day_near(published, number, days[0], heading) if published else None
    return cal.day(one) if one else None


def _day_range(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    number, days, year = _month_number(words), _day_numbers(words), _year_number(words)
    if not number or len(days) < 2 or days[0] >= days[1]:
        return None
    if year is None:
        last = cal.day_near(published, number, days[1], heading) if published else None
        year = last.year if last else None
    first, last = (cal.safe_date(year, number, d) if year else None for d in days[:2])
    return cal.span(first, last) if first and last else None


def _parted(words: str, whole: Interval) -> Interval:
    match = re.match(r"(early|mid|late|(?:the )?(start|beginning|middle|end|first half|second half) of)", words)
    return cal.part(whole, match.group(2) or match.group(1)) if match else whole


def _month(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    number, year = (
        _month_number(re.sub(r"\b(?:last|next|this|coming|past|mid|early|late)\b", "", words)),
        _year_number(words),
    )
    if not number:
        return None
    if year is not None:
        return _parted(words, cal.month(year, number))
    if published is None:
        return None
    if re.search(r"\blast\b|\bpast\b", words):
        heading = -1
    elif re.search(r"\bnext\b|\bcoming\b", words):
        heading = 1
    return _parted(words, cal.month_near(published, number, heading))


def _season(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    which, year = re.search(_SEASON, words), _year_number(words)
    if which is None:
        return None
    if year is None and published is not None:
        year = published.year - 1 if words.startswith("last") and published.month <= 6 else published.year
        year += 1 if words.startswith("next") and published.month > 6 else 0
    return cal.season(year, which.group()) if year else None


def _weekend(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    if "next" in words or "coming" in words or ("this" in words and heading >= 0 and "past" not in words):
        saturday = cal.weekday_near(published, 5, 1)
        saturday = cal.shifted(saturday, 7) if "next" in words and (saturday - published).days <= 1 else saturday
    elif heading > 0:
        saturday = cal.weekday_near(published, 5, 1)
    else:
        saturday = cal.weekday_near(published, 5, -1, strict="last" in words)
    return cal.span(saturday, cal.shifted(saturday, 1))


def _night(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    if words == "last night":
        return cal.day(cal.shifted(published, -1))
    if words == "overnight":
        return (
            cal.span(published, cal.shifted(published, 1))
            if heading > 0
            else cal.span(cal.shifted(published, -1), published)
        )
    return cal.day(published)


def _named(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}
    return cal.day(cal.shifted(published, days[words])) if published else None


def _weekday(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    number = next(n for n, name in enumerate(_DAYS) if name in words)
    if words.endswith(("last week", "next week")):
        monday = cal.shifted(published, -published.weekday() + (7 if "next" in words else -7))
        return cal.day(cal.shifted(monday, number))
    if words.startswith(("last ", "this past")):
        return cal.day(cal.weekday_near(published, number, -1, strict=True))
    if words.startswith(("next ", "this coming")):
        return cal.day(cal.weekday_near(published, number, 1, strict=True))
    if words.startswith("this ") and heading == 0:
        heading = 1
    return cal.day(cal.weekday_near(published, number, heading))


def _unit(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    unit = words.split()[-1]
    sign = -1 if "last" in words else 1 if "next" in words else 0
    whole = cal.ago(published, abs(sign), unit, sign or 1) if sign else cal.ago(published, 0, unit)
    if whole.earliest is None or whole.latest is None:
        return whole
    if sign == 0 and words.startswith("earlier"):
        return cal.span(whole.earliest, published)
    if sign == 0 and words.startswith("later"):
        return cal.span(published, whole.latest)
    if words.startswith(("early", "late ")):
        return cal.part(whole, words.split()[0])
    return cal.part(whole, "end") if "end of" in words else whole


def _ago(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    return cal.ago(published, _count(match.group("ago_n")), match.group("ago_u").lower()) if published else None


def _past(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    if (
        match.group("past_n") is None
        and not match.group().lower().startswith(("in", "over", "during", "for"))
        and "past" not in words
    ):
        return None
    return cal.span(
        published - cal.reach(published, _count(match.group("past_n")), match.group("past_u").lower()), published
    )


def _within(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    for prefix in ("next", "within", "in"):
        unit = match.group(f"{prefix}_u")
        if unit is None:
            continue
        number = match.group(f"{prefix}_n")
        if prefix == "in":
            return cal.ago(published, _count(number), unit.lower(), 1) if heading > 0 else None
        if number is None and words.rstrip().endswith("s"):
            return None  # "the coming weeks": how many is not said
        if heading < 0:
            return None  # "within two hours they had reached …": counted from something else
        return cal.span(published, published + cal.reach(published, _count(number), unit.lower()))
    return None


def _period_end(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    if published is None:
        return None
    unit = (match.group("end_u") or ("month" if "month" in words else "year")).lower()
    whole = cal.ago(published, 1 if "next" in words else 0, unit, 1)
    return cal.part(whole, (match.group("end_part") or "end").lower())


def _decade(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    first = int(re.findall(r"\d{4}", words)[0])
    start, end = date(first, 1, 1), date(first + 9, 12, 31)
    return Interval(start, end, f"{first // 10}X", 3)


def _year(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    number = _year_number(words)
    return _parted(words, cal.year(number)) if number else None


def _nothing(words: str, match: re.Match[str], published: date | None, heading: int) -> Interval | None:
    return None


READ = {
    "iso": _iso, "slash": _slash, "dmy_range": _day_range, "mdy_range": _day_range, "dmy": _day_month, "mdy": _day_month,
    "month": _month, "season": _season, "weekend": _weekend, "night": _night, "named": _named, "weekday": _weekday,
    "unit": _unit, "ago": _ago, "past": _past, "within": _within, "period_end": _period_end, "decade": _decade,
    "year": _year, "duration": _nothing, "vague": _nothing,
}  # fmt: skip
