"""The language that the page and its pictures speak: English templates, and tables of what they are elsewhere.

``say("{event} due {day}", event=…, day=…)`` is English unless a table is spoken. Only the template is one: values are
put in literally, whatever they hold. The tables, lang/<code>.toml, are read once, when first spoken.
"""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Generic, TypeVar

from geodata.errors import DataError, InputError

NAMES = {"en": "English", "ar": "العربية", "he": "עברית"}
RIGHT_TO_LEFT = frozenset({"ar", "he"})
_CALENDAR = frozenset({*calendar.month_abbr[1:], *calendar.day_abbr})
_HOLE = re.compile(r"\{(\w+)\}")
K = TypeVar("K")


def _same(text: str) -> str:
    return text


@dataclass(frozen=True)
class Speech:
    """What is spoken now. ``reword`` is a house's own wording of machine-made text; ``units``: "km" or "miles"."""

    code: str = "en"
    units: str = "km"
    reword: Callable[[str], str] = _same
    table: Mapping[str, Any] = field(default_factory=dict)
    _known: dict[str, str] = field(default_factory=dict)

    def template(self, english: str) -> str:
        """The template in this language and wording; its holes are left alone."""
        found = self._known.get(english)
        if found is None:
            own = str(self.table.get("say", {}).get(english, english))
            parts = re.split(r"(\{\w+\})", own)
            if english not in _CALENDAR:  # a house that says "might" for "may" still has a May
                parts = [p if i % 2 else self.reword(p) for i, p in enumerate(parts)]
            found = self._known[english] = "".join(parts)
        return found


_ENGLISH = Speech()
_spoken: ContextVar[Speech] = ContextVar("geodash_speech", default=_ENGLISH)


def languages() -> tuple[str, ...]:
    """The codes that can be spoken."""
    return tuple(NAMES)


def with_others(code: str) -> tuple[str, ...]:
    """A language, and behind it all others that can be spoken."""
    return (code, *(other for other in NAMES if other != code))


def checked(code: str) -> str:
    """The code of a language that can be spoken. Raises InputError naming the choices."""
    if code not in NAMES:
        raise InputError(f"language “{code}” is unknown; choose one of: {', '.join(NAMES)}")
    return code


@contextmanager
def speaking(code: str = "en", *, units: str = "km", reword: Callable[[str], str] = _same) -> Iterator[Speech]:
    """Speak a language inside the block. Raises InputError for an unknown one."""
    speech = Speech(checked(code), units, reword, table(code))
    token = _spoken.set(speech)
    try:
        yield speech
    finally:
        _spoken.reset(token)


def say(english: str, **values: object) -> str:
    """The template as now spoken, with its values put in literally. KeyError where one is missing."""
    template = _spoken.get().template(english)
    return _HOLE.sub(lambda hole: str(values[hole[1]]), template) if values else template


def code() -> str:
    """The code of the language now spoken."""
    return _spoken.get().code


def direction() -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if code() in RIGHT_TO_LEFT else "ltr"


def units() -> str:
    """The units of lengths in words: "km" or "miles"."""
    return _spoken.get().units


def worded(text: str) -> str:
    """A name or label of the ground in the house's wording."""
    return _spoken.get().reword(text)


def counted(number: int, one: str, many: str) -> str:
    """1 event, 2 events; in other languages by the forms of their own plural rule."""
    forms = _spoken.get().table.get("count", {}).get(one)
    if forms is None:
        return f"{number} {worded(one if number == 1 else many)}"
    form = _FORMS[code()](number)
    return str(forms.get(form, forms["other"])).replace("{n}", str(number))


def _arabic(n: int) -> str:
    if n in (1, 2):
        return "one" if n == 1 else "two"
    return "few" if 3 <= n % 100 <= 10 else "many" if 11 <= n % 100 <= 99 else "other"


def _hebrew(n: int) -> str:
    return "one" if n == 1 else "two" if n == 2 else "other"


# Unicode CLDR's cardinal rules, for whole numbers.
_FORMS: dict[str, Callable[[int], str]] = {"ar": _arabic, "he": _hebrew}


class Said(Mapping[K, str], Generic[K]):
    """A table of English words that answers in the language now spoken."""

    def __init__(self, english: Mapping[K, str]) -> None:
        self.english = dict(english)

    def __getitem__(self, key: K) -> str:
        english = self.english[key]
        return say(english) if english else ""

    def __iter__(self) -> Iterator[K]:
        return iter(self.english)

    def __len__(self) -> int:
        return len(self.english)


@cache
def table(code: str) -> Mapping[str, Any]:
    """The table of a language: say, count, place and party; empty for English. Raises DataError."""
    if code == "en":
        return {}
    names, column = _read("names"), list(NAMES).index(code) - 1
    both = {section: {english: row[column] for english, row in rows.items()} for section, rows in names.items()}
    return {**_read(code), **both}


def _read(name: str) -> dict[str, Any]:
    file = files("geodash") / "lang" / f"{name}.toml"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataError(f"{file}: the table of a language cannot be read ({error}); install geodash again") from error
