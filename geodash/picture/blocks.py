"""Blocks of a page: text and signs set to a width, each with its height, stacked and drawn where the layout puts them.

Lengths are px. A block knows its start side: in a right-to-left picture it is the right one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from geodash.picture import symbols
from geodash.picture.svg import Look, Sheet, element
from geodash.picture.type import lines

Draw = Callable[[float, float], str]


@dataclass(frozen=True)
class Block:
    """Something with a height; ``draw(x, y)`` gives its markup with its upper left corner there."""

    height: float
    draw: Draw


def nothing(height: float = 0.0) -> Block:
    """Room."""
    return Block(height, lambda x, y: "")


def stack(blocks: Iterable[Block]) -> Block:
    """Blocks under each other."""
    held = list(blocks)

    def draw(x: float, y: float) -> str:
        out = []
        for block in held:
            out.append(block.draw(x, y))
            y += block.height
        return "".join(out)

    return Block(sum(b.height for b in held), draw)


def beside(first: Block, second: Block, offset: float) -> Block:
    """Two blocks side by side, the second ``offset`` px to the right."""
    return Block(max(first.height, second.height), lambda x, y: first.draw(x, y) + second.draw(x + offset, y))


class Setter:
    """Sets text in one direction, style and sheet."""

    def __init__(self, sheet: Sheet, style: dict[str, Any], rtl: bool) -> None:
        self.sheet, self.style, self.rtl = sheet, style, rtl
        self._split: dict[tuple[str, str, float, int | None], Sequence[str]] = {}
        self.listed: set[int] = set()  # the events whose entries have been drawn

    def look(self, kind: str) -> Look:
        """A row of the style's text kinds."""
        found: Look = self.style["text"][kind]
        return found

    def width(self, text: str, kind: str) -> float:
        """The width of a line."""
        return self.sheet.width(text, self.look(kind))

    def line(
        self, x: float, y: float, width: float, text: str, kind: str, offset: float = 0.0, fill: str | None = None
    ) -> str:
        """One line ``offset`` px from the start side of a block of ``width``; y is the top of the line."""
        look = self.look(kind)
        base = y + look["line"] * 0.5 + look["size"] * 0.36
        if self.rtl:
            return self.sheet.text(x + width - offset, base, text, look, "end", fill)
        return self.sheet.text(x + offset, base, text, look, fill=fill)

    def far_line(self, x: float, y: float, width: float, text: str, kind: str) -> str:
        """One line that ends at the far side."""
        look = self.look(kind)
        base = y + look["line"] * 0.5 + look["size"] * 0.36
        return self.sheet.text(x if self.rtl else x + width, base, text, look, "start" if self.rtl else "end")

    def split(self, text: str, kind: str, width: float, most: int | None = None) -> Sequence[str]:
        """A paragraph in lines; kept, as a layout tries many lengths of the same words."""
        key = (text, kind, width, most)
        if key not in self._split:
            self._split[key] = lines(text, width, lambda t: self.width(t, kind), most)
        return self._split[key]

    def paragraph(
        self,
        text: str,
        kind: str,
        width: float,
        most: int | None = None,
        fill: str | None = None,
        balanced: bool = False,
    ) -> Block:
        """A paragraph; no height where there is no text. ``balanced``: its lines are as even as can be."""
        found = self.split(text, kind, width, most) if text.strip() else []
        if balanced and len(found) > 1:
            found = self._even(text, kind, width, found)
        step = self.look(kind)["line"]

        def draw(x: float, y: float) -> str:
            return "".join(self.line(x, y + n * step, width, part, kind, fill=fill) for n, part in enumerate(found))

        return Block(len(found) * step, draw)

    def title(self, text: str, kinds: Sequence[str], width: float, most: int) -> Block:
        """A title in the first of these kinds that needs no more than ``most`` lines; the last may take one more."""
        for kind in kinds:
            if len(self.split(text, kind, width)) <= most:
                return self.paragraph(text, kind, width, balanced=True)
        return self.paragraph(text, kinds[-1], width, most + 1, balanced=True)

    def _even(self, text: str, kind: str, width: float, found: Sequence[str]) -> Sequence[str]:
        """The same lines' words in as many lines at the least width that holds them."""
        for narrower in range(int(width / 2), int(width), 12):
            tried = self.split(text, kind, narrower)
            if len(tried) <= len(found):
                return tried
        return found

    def lead(
        self, lead: str, text: str, kind: str, width: float, most: int | None = None, lead_kind: str = "strong"
    ) -> Block:
        """A paragraph whose first words are set in another kind, on its first line; more where they are too many."""
        heads = self.split(lead, lead_kind, width, most) or [""]
        room = self.width(heads[-1], lead_kind) + 5
        step = max(self.look(kind)["line"], self.look(lead_kind)["line"])
        words, first = text.split(), ""
        while words and self.width(f"{first} {words[0]}".strip(), kind) <= width - room:
            first = f"{first} {words.pop(0)}".strip()
        left = None if most is None else max(1, most - len(heads))
        rest = self.split(" ".join(words), kind, width, left) if words else []

        def draw(x: float, y: float) -> str:
            out = "".join(self.line(x, y + n * step, width, part, lead_kind) for n, part in enumerate(heads))
            y += (len(heads) - 1) * step
            out += self.line(x, y, width, first, kind, offset=room)
            return out + "".join(self.line(x, y + (n + 1) * step, width, part, kind) for n, part in enumerate(rest))

        return Block((len(heads) + len(rest)) * step, draw)

    def heading(self, title: str, meta: str, width: float) -> Block:
        """A section's head over a rule; its remark stands at the far side where there is room."""
        look, remark = self.look("heading"), self.look("meta")
        room = self.width(title, "heading") + self.width(meta, "meta") + 16 <= width

        def draw(x: float, y: float) -> str:
            out = self.line(x, y, width, title, "heading")
            if meta and room:
                out += self.far_line(x, y + (look["line"] - remark["line"]) / 2 + 1, width, meta, "meta")
            rule = {"x": x, "y": y + look["line"] + 4, "width": width, "height": 2.0, "fill": self.style["strongRule"]}
            return out + element("rect", rule)

        return Block(look["line"] + 10, draw)

    def rule(self, width: float, room: float = 10.0) -> Block:
        """A hairline with room above and below."""
        fill = self.style["rule"]
        return Block(
            room * 2 + 1,
            lambda x, y: element("rect", {"x": x, "y": y + room, "width": width, "height": 1.0, "fill": fill}),
        )

    def pill(self, status: str, word: str, width: float) -> Block:
        """A status: its sign and its word in an outlined pill of its colour."""
        colour = self.style["status"][status]["color"]
        wide = min(width, 10 + 14 + self.width(word, "pill") + 12)

        def draw(x: float, y: float) -> str:
            left = x + width - wide if self.rtl else x
            frame = {
                "x": left + 0.6,
                "y": y + 0.6,
                "width": wide - 1.2,
                "height": 21.0,
                "rx": 10.5,
                "fill": "none",
                "stroke": colour,
                "stroke-width": 1.2,
            }
            sign = symbols.status_glyph(status, left + (wide - 15 if self.rtl else 15), y + 11.1, colour)
            return element("rect", frame) + sign + self.line(left, y + 3, wide, word, "pill", offset=25, fill=colour)

        return Block(26, draw)
