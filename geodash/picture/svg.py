"""Writing SVG: elements, text in the shipped faces, and what the document must carry for them.

Every text of a story passes through :func:`escaped`, in content and in attributes alike; nothing else makes markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any
from unicodedata import bidirectional

from geodash.picture.paths import number
from geodash.picture.type import Face, Typesetter, direction, em, is_rtl, needs_isolate, outline, role, shape

# What XML 1.0 cannot hold even escaped.
_UNFIT = {c: None for c in [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0xFFFE, 0xFFFF]}
_MARKUP = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", ord("'"): "&#39;"}
_ESCAPES = {**_UNFIT, **_MARKUP}


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
        if not shown.strip():
            return ""
        if self.outlined:
            return self._outlines(x, y, shown, look, anchor, fill)
        rtl = direction(shown) == "rtl"
        runs = self.type.runs(shown, role(look))
        main = max(runs, key=lambda run: len(run[0]))[1]
        parts = []
        for piece, face in runs:
            self.used.setdefault(face, set()).update(piece)
            inside = escaped(piece)
            parts.append(inside if face is main else element("tspan", {"class": self._family(face)}, inside))
        joined = "".join(parts)
        if rtl and (len(runs) > 1 or needs_isolate(shown)):
            joined = f"\u2067{joined}\u2069"  # so that every renderer orders the line alike, punctuation included
        spaced = look.get("spacing") and direction(shown) == "ltr" and look["spacing"] * look["size"]
        attributes = {
            "x": float(x), "y": float(y), "class": self._class(look, main, fill or look["fill"], spaced or 0.0),
            "text-anchor": None if anchor == "start" else anchor,
        }  # fmt: skip
        return element("text", attributes, joined)

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
        spacing = look.get("spacing", 0) * look["size"] if direction(shown) == "ltr" else 0.0
        size, drawn = float(look["size"]), []
        wide = self.width(shown, {**look, "upper": False})
        at = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        for piece, face in self.type.runs(visual(shown), role(look)):
            scale = size / em(face)
            for buffer in (shape(part, face) for part in _in_reading_order(piece)):
                for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                    d = outline(face, info.codepoint)
                    if d:
                        left, base = at + place.x_offset * scale, y - place.y_offset * scale
                        turn = f"translate({left:.2f} {base:.2f})scale({scale:.5f} {-scale:.5f})"
                        drawn.append(element("path", {"d": d, "transform": turn}))
                    at += place.x_advance * scale + spacing
        return element("g", {"fill": fill or look["fill"], "aria-label": shown, "role": "img"}, *drawn)


def cased(text: str, look: Look) -> str:
    """The text on one line, in capitals where the look wants them."""
    line = " ".join(text.split())
    return line.upper() if look.get("upper") else line


def visual(text: str) -> str:
    """The characters in the order in which they stand, left to right (UAX #9)."""
    from bidi import get_display

    return str(get_display(text, base_dir="R" if direction(text) == "rtl" else "L"))


def _in_reading_order(run: str) -> list[str]:
    """Stretches of one direction, from left to right, each in the order in which it is read: what the shaper wants."""
    parts = ("".join(chars) for _, chars in groupby(run, key=lambda c: is_rtl(c) or bidirectional(c) == "NSM"))
    return [part[::-1] if is_rtl(part) else part for part in parts]


def _font(face: Face) -> str:
    weight = f";font-weight:{face.weight}" if face.weight != 400 else ""
    return f"font-family:'{face.family}'{weight}" + (";font-style:italic" if face.italic else "")
