"""The maps of an embed: one ground, and over it symbols and lettering laid out twice, for a phone and for a wide frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from geodash.embed.colours import Pairs
from geodash.language import direction, say
from geodash.picture import locator
from geodash.picture.blocks import Setter
from geodash.picture.embedded import font_rules
from geodash.picture.framing import framed
from geodash.picture.legend import ROW, SWATCH, WORDS, swatch
from geodash.picture.panel import draw
from geodash.picture.paths import number
from geodash.picture.svg import Sheet, element
from geodash.picture.theme import picture_style
from geodash.picture.told import Around
from geodash.studio import Studio
from geodash.view import Panel, View

WIDE = (520.0, 455.0)  # px; shown from a frame of 480 px on
NARROW = (320.0, 280.0)  # px, the same shape; fills a phone's frame from edge to edge, so that 12 px stay 12
LEAST = 12.0  # px: no letter on a map is smaller on a phone
ZOOM = WIDE[0] / NARROW[0]
_INKSCAPE = re.compile(r' inkscape:(?:groupmode|label)="[^"]*"')


@dataclass(frozen=True)
class Maps:
    """What goes into the page: an SVG a panel, rows of the legend as (swatch, words), and what its style sheet needs."""

    svgs: dict[str, str]
    legend: tuple[tuple[str, str], ...]
    css: str
    light: str
    dark: str
    fonts: str


def draw_maps(view: View, studio: Studio, prefix: str, said: dict[str, str]) -> Maps:
    """Draw each panel of the view. ``said``: an accessible description per panel."""
    pairs = Pairs(picture_style("light", studio.house), picture_style("dark", studio.house))
    sheet = Sheet(studio.typesetter, prefix=prefix)
    disputed, used = False, list[str]()
    svgs: dict[str, str] = {}
    for panel in view.panels:
        svgs[panel.id], found, contested = _panel(panel, view, studio, sheet, prefix, pairs.style, said[panel.id])
        used += found
        disputed |= contested
    sheet.prefix = prefix
    setter = Setter(sheet, pairs.style, direction() == "rtl")
    shown = [name for name in WORDS if name in used or (name == "disputed" and disputed)]
    legend = tuple((_swatch(swatch(name, setter)), say(WORDS[name])) for name in shown)
    defs = element("defs", None, *sheet.defs.values())
    holder = f'<svg width="0" height="0" class="defs" aria-hidden="true">{defs}</svg>' if sheet.defs else ""
    css, light, dark = pairs.css("".join([*svgs.values(), holder, *(s for s, _ in legend)]), sheet.css())
    if svgs:
        first = next(iter(svgs))
        svgs[first] = holder + svgs[first]
    return Maps(svgs, legend, css, light, dark, font_rules(sheet.used))


def _swatch(drawn: str) -> str:
    return f'<svg width="{number(SWATCH)}" height="{number(ROW)}" aria-hidden="true">{drawn}</svg>'


def _panel(
    panel: Panel, view: View, studio: Studio, sheet: Sheet, prefix: str, style: dict[str, Any], said: str
) -> tuple[str, tuple[str, ...], bool]:  # fmt: skip
    planes = framed(panel, *WIDE), framed(panel, *NARROW)
    cut = studio.ground.cut(panel, planes[0].reach())
    around = Around({p.id for p in view.panels}, True, lambda: locator.world_land(studio.ground))
    sheet.prefix = prefix
    wide = draw(panel, planes[0], cut, sheet, style, around, studio.order.lit)
    sheet.prefix = f"{prefix}n-"
    small = draw(panel, planes[1], cut, sheet, _legible(style), replace(around, land=None), studio.order.lit)
    body = (
        f'<g class="under">{wide.ground}</g><g class="wide">{wide.over}</g>'
        f'<g class="narrow" transform="scale({ZOOM:g})">{small.over}</g>'
    )
    head = {
        "viewBox": f"0 0 {number(WIDE[0])} {number(WIDE[1])}", "class": "map", "role": "group",
        "aria-label": f"{say('Map: {title}', title=panel.title)}. {said}", "data-map": panel.id,
    }  # fmt: skip
    return element("svg", head, _INKSCAPE.sub("", body)), wide.symbols, wide.disputed


def _legible(style: dict[str, Any]) -> dict[str, Any]:
    """The style with event numbers as large as the words beside them."""
    text = dict(style["text"])
    text["number"] = {**text["number"], "size": max(LEAST, text["number"]["size"])}
    return {**style, "text": text}
