"""Reading a house file. Every mistake is an InputError of one line: the file, the field, and what is allowed."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodash import palette
from geodash.house import OLD_AFTER, House
from geodash.language import languages
from geodata.errors import InputError

FIELDS = ("names", "words", "worldview", "language", "fonts", "colours", "credit", "units", "old_after")
WORLDVIEWS = ("iso", "de_facto")
UNITS = ("km", "miles")
FONTS = ("sans", "sans_bold", "serif", "serif_bold", "serif_italic")
MAX_FILE = 1_000_000  # bytes
MAX_FONT = 5_000_000
MAX_WORDS = 2_000
MAX_TEXT = 200  # characters of a name, word or credit
MAX_DAYS = 3650
_FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true")  # TrueType and OpenType files begin with one of these
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def read(file: Path) -> House:
    """The house of a file. Raises InputError."""
    try:
        if file.stat().st_size > MAX_FILE:
            raise InputError(f"{file}: a house file may have {MAX_FILE // 1000} kB at most")
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{file}: the house file cannot be read ({error.strerror or error})") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{file}: the house file is not TOML ({' '.join(str(error).split())})") from None
    return _Reader(file, table).house()


@dataclass(frozen=True)
class _Reader:
    file: Path
    table: dict[str, Any]

    def house(self) -> House:
        for name in self.table:
            if name not in FIELDS:
                raise self.error(name, f"unknown; fields are {', '.join(FIELDS)}")
        return House(
            names=self.words("names", empty=False),
            words=self.words("words", empty=True),
            worldview=self.choice("worldview", WORLDVIEWS),
            language=self.choice("language", languages()),
            fonts={name: self.font(name, value) for name, value in self.section("fonts", FONTS).items()},
            colours=self.colours(),
            credit=self.text("credit", self.table.get("credit", ""), empty=True),
            units=self.choice("units", UNITS) or "km",
            old_after=self.days("old_after") or OLD_AFTER,
        )

    def error(self, name: str, allowed: str) -> InputError:
        return InputError(f"{self.file}: {_shown(name)}: {allowed}")

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        value = self.table.get(name)
        if value is not None and value not in allowed:
            raise self.error(name, f"must be one of {', '.join(allowed)}")
        return value

    def days(self, name: str) -> int | None:
        """A number of days; None where it is left out."""
        value = self.table.get(name)
        if value is not None and (type(value) is not int or not 1 <= value <= MAX_DAYS):
            raise self.error(name, f"must be a whole number of days from 1 to {MAX_DAYS}")
        return value

    def section(self, name: str, allowed: tuple[str, ...] | None = None) -> dict[str, Any]:
        value = self.table.get(name, {})
        if not isinstance(value, dict):
            raise self.error(name, f"must be a table, [{name}]")
        for key in value:
            if allowed is not None and key not in allowed:
                raise self.error(f"{name}.{key}", f"unknown; choose from {', '.join(allowed)}")
        return value

    def text(self, name: str, value: Any, *, empty: bool) -> str:
        if not isinstance(value, str) or len(value) > MAX_TEXT or not all(c.isprintable() for c in value):
            raise self.error(name, f"must be text on one line, {MAX_TEXT} characters at most")
        if not empty and not value.strip():
            raise self.error(name, "must not be empty")
        return value.strip()

    def words(self, name: str, *, empty: bool) -> dict[str, str]:
        found = self.section(name)
        if len(found) > MAX_WORDS:
            raise self.error(name, f"has {len(found)} rows, {MAX_WORDS} at most")
        made = {}
        for old, new in found.items():
            self.text(f"{name}.{old}", old, empty=False)
            if not re.match(r"\w", old):
                raise self.error(f"{name}.{old}", "must begin with a letter or a digit")
            made[old.strip()] = self.text(f"{name}.{old}", new, empty=empty)
        return made

    def colours(self) -> dict[str, str]:
        found = self.section("colours", palette.NAMES)
        for name, value in found.items():
            if not isinstance(value, str) or not _COLOUR.fullmatch(value):
                raise self.error(f"colours.{name}", "must be a colour as “#rrggbb”")
        own = {name: value.lower() for name, value in found.items()}
        if problem := palette.weak(own):
            raise self.error("colours", problem)
        return own

    def font(self, name: str, value: Any) -> Path:
        path = self.file.parent / self.text(f"fonts.{name}", value, empty=False)
        field_name = f"fonts.{name}"
        try:
            size = path.stat().st_size
            if not path.is_file():
                raise self.error(field_name, f"{path} is not a file")
            if size > MAX_FONT:
                raise self.error(field_name, f"{path} has {size / 1e6:.1f} MB, {MAX_FONT / 1e6:.0f} MB at most")
            with path.open("rb") as font:
                start = font.read(4)
        except OSError as error:
            raise self.error(field_name, f"{path} cannot be read ({error.strerror or error})") from None
        if not start.startswith(_FONT_STARTS):
            raise self.error(field_name, f"{path} is not a TTF or OTF file")
        return path


def _shown(name: str) -> str:
    """A field's name on one line, however long it is."""
    plain = "".join(c if c.isprintable() else " " for c in name)
    return plain if len(plain) <= 60 else plain[:59] + "…"
