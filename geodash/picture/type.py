"""Type: which face sets which characters, and how wide a line is, by the shaper that the renderers use too.

Sizes and widths are px of the picture. No system font is ever asked: what no shipped face has becomes U+FFFD.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb

from geodata.errors import InputError
from geodata.unpack import DATA

FONTS = DATA / "fonts"
MISSING = "\ufffd"
_JOINERS = "\u200c\u200d"  # they say which letters join: Persian cannot be written without
LONGEST = 2_000  # characters of a paragraph: no label or line of a picture is longer
_RTL = ("R", "AL")
_STRONG = ("L", *_RTL)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file and what a style sheet calls it."""

    family: str
    weight: int
    italic: bool
    path: Path


def _named(path: Path) -> Face:
    """A desk's own font under the name that it bears: renderers look fonts up by that."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with path.open("rb") as file, TTFont(file, lazy=True) as font:
            names, style = font["name"], font["OS/2"]
            family = names.getDebugName(16) or names.getDebugName(1) or path.stem
            return Face(str(family), int(style.usWeightClass), bool(style.fsSelection & 1), path)
    except (TTLibError, KeyError, AssertionError, OSError) as error:
        raise InputError(
            f"{path} is no font that can be read ({error or 'broken'}); name another in the house file"
        ) from None


def _face(name: str, family: str, weight: int, italic: bool = False) -> Face:
    return Face(family, weight, italic, FONTS / name)


_ARABIC = {400: _face("NotoSansArabic-400.ttf", "Noto Sans Arabic", 400)}
_ARABIC[600] = _face("NotoSansArabic-600.ttf", "Noto Sans Arabic", 600)
_HEBREW = {400: _face("NotoSansHebrew-400.ttf", "Noto Sans Hebrew", 400)}
_HEBREW[600] = _face("NotoSansHebrew-600.ttf", "Noto Sans Hebrew", 600)
# Per role the face of Latin, Greek and Cyrillic letters, then those of Arabic and Hebrew, which know no italic.
ROLES: Mapping[str, tuple[Face, ...]] = {
    "sans": (_face("NotoSans-400.ttf", "Noto Sans", 400), _ARABIC[400], _HEBREW[400]),
    "sans_bold": (_face("NotoSans-600.ttf", "Noto Sans", 600), _ARABIC[600], _HEBREW[600]),
    "serif": (_face("NotoSerif-400.ttf", "Noto Serif", 400), _ARABIC[400], _HEBREW[400]),
    "serif_bold": (
        _face("NotoSerif-700.ttf", "Noto Serif", 700),
        _face("NotoNaskhArabic-700.ttf", "Noto Naskh Arabic", 700),
        _face("NotoSerifHebrew-700.ttf", "Noto Serif Hebrew", 700),
    ),
    "serif_italic": (_face("NotoSerif-400-italic.ttf", "Noto Serif", 400, True), _ARABIC[400], _HEBREW[400]),
}


def role(look: Mapping[str, Any]) -> str:
    """The role of a row of the map style's labels: {"font": "sans"|"serif", "weight", "italic"?}."""
    if look["font"] == "serif" and look.get("italic"):
        return "serif_italic"
    return str(look["font"]) + ("_bold" if look.get("weight", 400) >= 600 else "")


class Typesetter:
    """Measures and divides lines; ``house`` puts a desk's own faces before the shipped ones, by role."""

    def __init__(self, house: Mapping[str, Path] | None = None) -> None:
        self._stacks = dict(ROLES)
        for name, path in (house or {}).items():
            self._stacks[name] = (_named(path), *ROLES[name])
        self._width = lru_cache(maxsize=20_000)(self._measure)

    def faces(self) -> list[Face]:
        """Every face that a line may be set in."""
        return list(dict.fromkeys(face for stack in self._stacks.values() for face in stack))

    def runs(self, text: str, role: str) -> list[tuple[str, Face]]:
        """The text in stretches of one face each; what no face has stands as U+FFFD, controls are dropped.

        Spaces, digits and punctuation keep the face of the letters before them, so that a word is not torn.
        """
        stack = self._stacks[role]
        found: list[tuple[list[str], Face]] = []
        current: Face | None = None
        for char in text:
            if _unseen(char):
                continue
            face = current if current is not None and _has(current, char) and _sticks(char) else None
            if face is None:
                face = next((f for f in stack if _has(f, char)), None)
            if face is None:
                char, face = MISSING, stack[0]
            if _sticks(char) and not found:
                # Leading punctuation goes with the first letters where their face has it.
                lead = next((f for c in text if not _sticks(c) for f in stack if _has(f, c)), face)
                face = lead if _has(lead, char) else face
            if found and found[-1][1] is face:
                found[-1][0].append(char)
            else:
                found.append(([char], face))
            current = face
        return [("".join(chars), face) for chars, face in found]

    def width(self, text: str, role: str, size: float, spacing: float = 0.0) -> float:
        """The width of a line in px; ``spacing``: px added after each letter, never in a script that joins."""
        extra = spacing * len(text) if spacing and not is_rtl(text) else 0.0
        return self._width(text, role) * size + extra

    def missing(self, text: str) -> str:
        """The characters of a text that no shipped face has, once each."""
        stack = self._stacks["sans"]
        return "".join(dict.fromkeys(c for c in text if not _unseen(c) and not any(_has(f, c) for f in stack)))

    def _measure(self, text: str, role: str) -> float:
        return sum(advance(run, face) for run, face in self.runs(text, role))


def direction(text: str) -> str:
    """ "rtl" where the first strong character is Arabic or Hebrew (UAX #9, P2), else "ltr"."""
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in _STRONG:
            return "rtl" if kind in _RTL else "ltr"
    return "ltr"


def is_rtl(text: str) -> bool:
    """Whether any character is of a script that runs right to left."""
    return any(unicodedata.bidirectional(c) in _RTL for c in text)


def needs_isolate(text: str) -> bool:
    """Whether a right-to-left line has digits, punctuation or Latin letters, which renderers would order differently."""
    return any(unicodedata.bidirectional(c) not in ("R", "AL", "NSM", "WS") for c in text)


@lru_cache(maxsize=64)
def _coverage(path: Path) -> frozenset[int]:
    return frozenset(_hb(path).face.unicodes)


@lru_cache(maxsize=64)
def _hb(path: Path) -> Any:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))


def shape(run: str, face: Face) -> Any:
    """HarfBuzz's buffer of a run set in a face; positions are in units of the em of :func:`em`."""
    buffer = hb.Buffer()
    buffer.add_str(run)
    buffer.guess_segment_properties()
    hb.shape(_hb(face.path), buffer)
    return buffer


def em(face: Face) -> int:
    """Units of the em square."""
    return int(_hb(face.path).face.upem)


@lru_cache(maxsize=8192)
def contours(face: Face, glyph: int, size: float) -> tuple[tuple[float, float, str], ...]:
    """The contours of a glyph at a size in px, y down: where each begins, and its SVG path from there in relative steps."""
    from fontTools.pens.recordingPen import RecordingPen

    pen = RecordingPen()
    _hb(face.path).draw_glyph_with_pen(glyph, pen)
    scale, found = size / em(face), []
    start, at, steps = (0.0, 0.0), (0.0, 0.0), ""
    for command, points in pen.value:
        if command in ("closePath", "endPath"):
            found.append((*start, steps + "z"))
            continue
        spots = [(round(x * scale, 2), round(-y * scale, 2)) for x, y in points]
        if command == "moveTo":
            start, steps = spots[0], ""
        else:
            steps += _LETTERS[command] + _short(v for x, y in spots for v in (x - at[0], y - at[1]))
        at = spots[-1]
    return tuple(found)


def _short(values: Iterable[float]) -> str:
    """Numbers to a hundredth in as few characters as path data allows."""
    out = ""
    for value in values:
        text = (
            f"{value:.2f}".rstrip("0").rstrip(".").replace("-0.", "-.").removeprefix("0" if abs(value) >= 0.005 else "")
        )
        text = "0" if text in ("-0", "", "-") else text
        out += text if not out or text[0] == "-" else f" {text}"
    return out


_LETTERS = {"lineTo": "l", "qCurveTo": "q", "curveTo": "c"}


@lru_cache(maxsize=20_000)
def advance(run: str, face: Face) -> float:
    """The width of a run in ems."""
    if not run:
        return 0.0
    return float(sum(p.x_advance for p in shape(run, face).glyph_positions)) / em(face)


def _has(face: Face, char: str) -> bool:
    return ord(char) in _coverage(face.path)


def _sticks(char: str) -> bool:
    return unicodedata.bidirectional(char) not in _STRONG


def printable(text: str) -> str:
    """The text without what does not print and what would turn it round: controls, format marks, lone surrogates."""
    return "".join(char for char in text if not _unseen(char))


def _unseen(char: str) -> bool:
    """Controls, and the marks that would turn a line round: a line's direction is set by us."""
    return char not in _JOINERS and unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn")


def lines(text: str, width: float, measure: Any, most: int | None = None) -> Sequence[str]:
    """The text in lines no wider than ``width``; ``measure(text)`` gives px. Past ``most`` lines it ends in an ellipsis."""
    words: list[str] = []
    for word in text[:LONGEST].split():
        while measure(word) > width and len(word) > 1:  # a word longer than a line is cut
            fits = max(1, int(len(word) * width / max(measure(word), 1e-9)))
            while fits > 1 and measure(word[:fits]) > width:
                fits -= 1
            words.append(word[:fits])
            word = word[fits:]
        words.append(word)
    found: list[str] = []
    for word in words:
        if found and measure(f"{found[-1]} {word}") <= width:
            found[-1] = f"{found[-1]} {word}"
        else:
            found.append(word)
    if most is not None and len(found) > most:
        found = found[:most]
        last = found[-1]
        while last and measure(last + "…") > width:
            last = last[: last.rstrip().rfind(" ")] if " " in last.strip() else last[:-1]
        found[-1] = last.rstrip(" ,;:–—-") + "…"
    return found
