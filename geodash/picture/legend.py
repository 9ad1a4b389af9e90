"""The legend: one row for each symbol that the picture uses, and no other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from geodash.language import say
from geodash.picture import symbols
from geodash.picture.blocks import Block, Setter
from geodash.picture.svg import element

SWATCH = 30.0  # px wide
ROW = 20.0
# In the order in which design.md's table has them: from the exact site to the sea, then what is proposed.
WORDS = {
    "site": "exact site",
    "town": "town, site not stated",
    "near": "near, within the ring",
    "area": "area, town not stated",
    "line": "border or line",
    "fuzzy": "fuzzy area, edges not known",
    "country": "country, place not stated",
    "sea": "sea",
    "air": "in the air",
    "zone": "proposed zone, outline as stated",
    "sketch": "proposed zone, media sketch",
    "estimate": "proposed zone, editor's estimate",
    "proposed-line": "line that a proposal is about",
    "note": "extent not stated, not drawn",
    "disputed": "disputed border",
}


def legend(used: Sequence[str], setter: Setter, width: float) -> Block:
    """Rows of swatches with their words, as many beside each other as fit."""
    shown = [name for name in WORDS if name in used]
    cells, x, row = [], 0.0, 0
    for name in shown:
        said = say(WORDS[name])
        wide = SWATCH + 7 + setter.width(said, "legend") + 18
        if x and x + wide - 18 > width:
            x, row = 0.0, row + 1
        cells.append((name, said, x, row, wide))
        x += wide
    height = (row + 1) * ROW if cells else 0.0

    def draw(left: float, top: float) -> str:
        out = []
        for name, said, offset, n, wide in cells:
            at = left + (width - offset - SWATCH if setter.rtl else offset)
            y = top + n * ROW
            out.append(element("g", {"transform": f"translate({at:.1f} {y:.1f})"}, swatch(name, setter)))
            text_left = left + (width - offset - wide if setter.rtl else offset)
            out.append(setter.line(text_left, y + 2, wide, said, "legend", offset=SWATCH + 7))
        return "".join(out)

    return Block(height, draw)


def swatch(name: str, setter: Setter) -> str:
    """A symbol as the map draws it, in a box of SWATCH × ROW px."""
    style, middle = setter.style, f"translate({SWATCH / 2} {ROW / 2})"
    if name in ("site", "town", "sea", "air"):
        return element("g", {"transform": middle}, symbols.glyph(name, style))
    if name == "near":
        return element(
            "g", {"transform": f"{middle}scale(.8)"}, symbols.extent_ring(name, 0.0, style), symbols.glyph(name, style)
        )
    if name in ("line", "proposed-line"):
        return symbols.line(
            name, [np.array([[3.0, ROW / 2 + 3], [12.0, ROW / 2 - 2], [SWATCH - 3, ROW / 2 + 1]])], False, style
        )
    if name == "disputed":
        look = style["ground"]["disputed"]
        dash = " ".join(f"{v:g}" for v in look["dash"])
        return element(
            "path",
            {
                "d": f"M2 {ROW / 2}H{SWATCH - 2}",
                "fill": "none",
                "stroke": look["color"],
                "stroke-width": 1.3,
                "stroke-dasharray": dash,
            },
        )
    if name == "note":
        look = style["symbols"]["note"]
        dash = " ".join(f"{v:g}" for v in look["dash"])
        leader = {
            "d": f"M5 {ROW / 2}H{SWATCH - 3}",
            "fill": "none",
            "stroke": look["stroke"],
            "stroke-width": 1.5,
            "stroke-linecap": "round",
            "stroke-dasharray": dash,
        }
        return element("circle", {"cx": 5.0, "cy": ROW / 2, "r": 2.2, "fill": look["stroke"]}) + element("path", leader)
    box = shapely.box(4, 4, SWATCH - 4, ROW - 4)
    ground = element("rect", {"x": 4, "y": 4, "width": SWATCH - 8, "height": ROW - 8, "fill": style["ground"]["focus"]})
    return (ground if name == "country" else "") + symbols.area(name, box, True, False, setter.sheet, style)
