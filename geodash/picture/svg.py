"""Writing SVG: elements, text in the shipped faces, and what the document must carry for them.

Every text of a story passes through :func:`escaped`, in content and in attributes alike; nothing else makes markup.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from unicodedata import bidirectional

from geodash.picture.paths import number
from geodash.picture.type import (
    Face,
    Typesetter,
    advance,
    contours,
    direction,
    em,
    is_rtl,
    needs_isolate,
    printable,
    role,
    shape,
)

# What XML 1.0 cannot hold even escaped.
_UNFIT = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF])
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
# A bare return would be read as the end of a line (XML 1.0 §2.11).
_ESCAPES = {**_UNFIT, **_MARKUP, ord("\r"): "&#13;"}


def escaped(text: str) -> str:
    """Any text as XML character data or attribute value."""
    return text.encode("utf-8", "replace").decode("utf-8").translate(_ESCAPES)


def element(tag: str, attributes: Mapping[str, Any] | None = None, *children: str) -> str:
    """An element; attributes that are None are left out, numbers are written to a tenth. ``children`` are markup."""
    parts = [f"<{tag}"]
    for name, value in (attributes or {}).items():
        if value is None:
            continue
        shown = number(value) if isinstance(value, float) else escaped(str(value))
        parts.append(f' {name}="{shown}"')
    inside = "".join(children)
    parts.append(f">{inside}</{tag}>" if inside else "/>")
    return "".join(parts)


def layer(name: str, label: str, *children: str, **attributes: Any) -> str:
    """A group that Inkscape and Illustrator show as a layer of that name; nothing where it is empty."""
    if not any(children):
        return ""
    named = {"id": name, "inkscape:groupmode": "layer", "inkscape:label": label}
    return element("g", named | {k.replace("_", "-"): v for k, v in attributes.items()}, *children)


# Letters that run from the right with the spaces between them, or anything else, in a string of their kinds.
_STRETCH = re.compile("r+(?: +r+)*|[^r]+")

_OPENS = {"(": ")", "[": "]", "{": "}", "«": "»", "‹": "›"}
_CLOSES = {close: opening for opening, close in _OPENS.items()}

Look = Mapping[str, Any]
"""How a line is set: {"font", "weight", "italic"?, "size", "fill", "spacing"?, "upper"?}, a row of the style's labels."""


class Sheet:
    """The document under way: what its texts use, so that faces and classes can be written at its head.

    ``outlined`` draws every glyph as a path, for tools that lack the fonts. ``prefix`` keeps ids apart where several
    pictures stand in one page.
    """

    def __init__(self, typesetter: Typesetter, outlined: bool = False, prefix: str = "") -> None:
        self.type = typesetter
        self.prefix = prefix
        self.outlined = outlined
        self.used: dict[Face, set[str]] = {}
        self.missing: set[str] = set()
        self.defs: dict[str, str] = {}
        self._classes: dict[str, str] = {}

    def width(self, text: str, look: Look) -> float:
        """The width of a line in px as it will be drawn."""
        shown = cased(text, look)
        return self.type.width(shown, role(look), look["size"], look.get("spacing", 0) * look["size"])

    def text(self, x: float, y: float, content: str, look: Look, anchor: str = "start", fill: str | None = None) -> str:
        """A line whose baseline is at y; ``anchor`` is physical: start is its left end, whatever its direction."""
        shown = cased(content, look)
        if not shown:
            return ""
        if self.outlined:
            return self._outlines(x, y, shown, look, anchor, fill)
        spaced = _spacing(shown, look)
        pieces = self._pieces(shown, look)
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * self.width(shown, {**look, "upper": False})
        for piece, face, _ in pieces:
            self.used.setdefault(face, set()).update(piece)
        attributes = {"y": float(y), "class": self._class(look, pieces[0][1], fill or look["fill"], spaced)}
        if len(pieces) == 1:
            attributes["x"] = float(x)
            attributes["text-anchor"] = None if anchor == "start" else anchor
            return element("text", attributes, escaped(pieces[0][0]))
        # Each stretch at its own place: then no renderer has an order or a font to choose.
        parts = [
            element(
                "tspan", {"x": left + at, "class": None if face is pieces[0][1] else self._family(face)}, escaped(piece)
            )
            for piece, face, at in pieces
        ]
        return element("text", attributes, *parts)

    def _pieces(self, shown: str, look: Look) -> list[tuple[str, Face, float]]:
        """The stretches of one direction and face of a line, in reading order, with their px from its left end."""
        name, size = role(look), float(look["size"])
        rtl = direction(shown) == "rtl"
        if not is_rtl(shown) or (rtl and not needs_isolate(shown)):
            runs = self.type.runs(shown, name)
            if len(runs) == 1:
                return [(*runs[0], 0.0)]
        spacing = _spacing(shown, look)
        found, at = [], 0.0
        for stretch in _in_reading_order(visual(shown)):
            for piece, face in self.type.runs(stretch, name):
                if piece.strip():  # SVG drops spaces at an edge, so they are steps instead
                    lead = advance(piece[: len(piece) - len(piece.lstrip())], face) * size
                    found.append((piece.strip(), face, at + lead))
                at += advance(piece, face) * size + spacing * len(piece)
        return found[::-1] if rtl else found

    def define(self, name: str, markup: str) -> str:
        """Keep a definition under an id of this document; the reference to it is returned ("url(#…)")."""
        key = f"{self.prefix}{name}"
        self.defs.setdefault(key, markup.replace("{id}", key))
        return f"url(#{key})"

    def css(self) -> str:
        """The rules of the classes that were used."""
        return "".join(f".{name}{{{rule}}}" for rule, name in self._classes.items())

    def _rule(self, rule: str) -> str:
        return self._classes.setdefault(rule, f"{self.prefix}t{len(self._classes)}")

    def _family(self, face: Face) -> str:
        return self._rule(_font(face))

    def _class(self, look: Look, face: Face, fill: str, spacing: float) -> str:
        spaced = f";letter-spacing:{number(spacing)}px" if spacing else ""
        return self._rule(f"{_font(face)};font-size:{number(float(look['size']))}px;fill:{fill}{spaced}")

    def _outlines(self, x: float, y: float, shown: str, look: Look, anchor: str, fill: str | None) -> str:
        spacing = _spacing(shown, look)
        size, drawn = float(look["size"]), []
        wide = self.width(shown, {**look, "upper": False})
        left = x - {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor] * wide
        for piece, face, offset in self._pieces(shown, look):
            scale, at = size / em(face), left + offset
            buffer = shape(piece, face)
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                glyph_x, base = at + place.x_offset * scale, y - place.y_offset * scale
                for dx, dy, steps in contours(face, info.codepoint, size):
                    drawn.append(f"M{glyph_x + dx:.2f} {base + dy:.2f}{steps}")
                at += place.x_advance * scale + spacing
        named = {"d": "".join(drawn), "fill": fill or look["fill"], "aria-label": shown, "role": "img"}
        return element("path", named) if drawn else ""


def cased(text: str, look: Look) -> str:
    """What prints of the text, on one line, in capitals where the look wants them."""
    line = _printed(text)
    return line.upper() if look.get("upper") else line


@lru_cache(maxsize=20_000)
def _printed(text: str) -> str:
    return " ".join(word for word in map(printable, text.split()) if word)


def _spacing(shown: str, look: Look) -> float:
    """Px after each letter of a line; none where letters of a script that joins are among them."""
    return 0.0 if is_rtl(shown) else float(look.get("spacing", 0) * look["size"])


def visual(text: str) -> str:
    """The characters in the order in which they stand, left to right (UAX #9), brackets turned as they are drawn."""
    from bidi import get_display

    rtl = direction(text) == "rtl"
    found = list(str(get_display(text, base_dir="R" if rtl else "L")))
    # The library reorders and does not mirror (rule L4): a pair that now stands close before open runs from the right.
    held: list[int] = []
    for at, char in enumerate(found):
        if char in _CLOSES and not any(found[i] == _CLOSES[char] for i in held):
            held.append(at)
        elif char in _OPENS and held and found[held[-1]] == _OPENS[char]:
            first = held.pop()
            found[first], found[at] = char, found[first]
        elif char in _OPENS:
            held.append(at)
        elif char in _CLOSES:
            while held and found[held.pop()] != _CLOSES[char]:
                pass
    return "".join(found)


def _in_reading_order(line: str) -> list[str]:
    """The stretches of one direction of a line in visual order, from left to right, each as it is read."""
    kinds = "".join("r" if bidirectional(c) in ("R", "AL", "NSM") else " " if c == " " else "x" for c in line)
    found = (line[m.start() : m.end()] for m in _STRETCH.finditer(kinds))
    return [stretch[::-1] if is_rtl(stretch) else stretch for stretch in found]


def _font(face: Face) -> str:
    weight = f";font-weight:{face.weight}" if face.weight != 400 else ""
    return f"font-family:{family(face)}{weight}" + (";font-style:italic" if face.italic else "")


def family(face: Face) -> str:
    """The name of a face's family as a CSS string; what is no letter, digit, space or hyphen is escaped."""
    return (
        "'" + "".join(c if c.isascii() and (c.isalnum() or c in " -") else f"\\{ord(c):x} " for c in face.family) + "'"
    )
