"""The symbols of the map style as SVG, on a map and in a legend alike: how exactly a place is known decides its symbol."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Polygon
from shapely.geometry.base import BaseGeometry

from geodash.picture.paths import path, path_of
from geodash.picture.svg import Look, Sheet, element

Style = Mapping[str, Any]
Array = NDArray[np.float64]

BADGE_R = 7.2  # px, the disc of an event's number
BADGE_GAP = 2.5
SOFT_STEPS = 5  # rings that make a soft edge


def glyph(symbol: str, style: Style, lit: bool = False) -> str:
    """A point symbol round the origin."""
    look = style["symbols"][symbol]
    stroke = style["lit"]["stroke"] if lit else look.get("stroke")
    wide = style["lit"]["width"] if lit and look["shape"] == "ring" else look.get("width")
    r = float(look["radius"])
    if look["shape"] == "dot":
        fill = style["lit"]["stroke"] if lit else look["fill"]
        return element("circle", {"r": r + look["width"] / 2, "fill": look["stroke"]}) + element(
            "circle", {"r": r, "fill": fill}
        )
    if look["shape"] == "ring":
        return element("circle", {"r": r, "fill": look["fill"], "stroke": stroke, "stroke-width": wide})
    if look["shape"] == "triangle":
        d = f"M0 {-r:g}L{r * 0.9:g} {r * 0.7:g}H{-r * 0.9:g}Z"
        return element(
            "path", {"d": d, "fill": look["fill"], "stroke": stroke, "stroke-width": wide, "stroke-linejoin": "round"}
        )
    d = "".join(f"M{-r:g} {y}q{r / 2:g} -4 {r:g} 0t{r:g} 0" for y in (-3, 3))
    return element("path", {"d": d, "fill": "none", "stroke": stroke, "stroke-width": wide, "stroke-linecap": "round"})


def extent_ring(symbol: str, radius: float, style: Style, lit: bool = False, room: Polygon | None = None) -> str:
    """The dashed ring of what "near" means, round the origin; "" for symbols without one. ``room``: what is seen."""
    look = style["symbols"][symbol].get("extent")
    if look is None:
        return ""
    stroke = style["lit"]["stroke"] if lit else look["stroke"]
    r = max(float(look["minRadius"]), radius)
    dash = " ".join(f"{d:g}" for d in look["dash"])
    pen = {"fill": "none", "stroke": stroke, "stroke-width": look["width"], "stroke-dasharray": dash}
    disc = shapely.Point(0, 0).buffer(r, quad_segs=32)
    if room is None or shapely.contains(room, disc):
        return element("circle", {"r": r, **pen})
    return element("path", {"d": path_of(shapely.intersection(disc.exterior, room)), **pen})


def hatch(symbol: str, sheet: Sheet, style: Style) -> str:
    """The reference to the hatching of a symbol."""
    look, lines = style["symbols"][symbol], style["hatch"]
    gap = look.get("hatchGap", lines["gap"])
    line = element(
        "path",
        {
            "d": f"M0 0V{gap}",
            "stroke": look["hatch"],
            "stroke-opacity": f"{look['hatchOpacity']:g}",
            "stroke-width": lines["width"] * 2,
        },
    )
    attributes = f'width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" patternTransform="rotate({look.get("hatchAngle", lines["angle"])})"'
    return sheet.define(f"hatch-{symbol}", f'<pattern id="{{id}}" {attributes}>{line}</pattern>')


def area(symbol: str, shape: BaseGeometry, told: bool, lit: bool, sheet: Sheet, style: Style) -> str:
    """An area: tint, hatching and edge as its symbol has them. ``told``: something is reported there."""
    look = style["symbols"][symbol]
    d, out = path_of(shape), []
    if not d:
        return ""
    if look.get("soft"):
        out.append(_soft(symbol, shape, sheet, style))
    elif look.get("tint") and (symbol != "area" or told):
        out.append(element("path", {"d": d, "fill": look["tint"], "fill-opacity": f"{look['tintOpacity']:g}"}))
    if lit and told:
        out.append(
            element(
                "path", {"d": d, "fill": style["lit"]["stroke"], "fill-opacity": f"{style['lit']['tintOpacity']:g}"}
            )
        )
    if look.get("hatch") and not look.get("soft"):
        out.append(element("path", {"d": d, "fill": hatch(symbol, sheet, style)}))
    if look.get("stroke") or lit:
        out.append(
            element(
                "path",
                {
                    "d": d, "fill": "none", "stroke": style["lit"]["stroke"] if lit else look["stroke"],
                    "stroke-opacity": None if lit else look.get("strokeOpacity"),
                    "stroke-width": style["lit"]["areaWidth"] if lit else look["width"],
                    "stroke-dasharray": " ".join(f"{v:g}" for v in look["dash"]) if look.get("dash") else None,
                    "stroke-linejoin": "round",
                },
            )
        )  # fmt: skip
    return "".join(out)


def _soft(symbol: str, shape: BaseGeometry, sheet: Sheet, style: Style) -> str:
    """Hatching over a tint that fades towards the edge: rings laid over each other, so that it stays vectors."""
    look, out = style["symbols"][symbol], []
    step = look["soft"] * 2 / SOFT_STEPS
    for n in range(SOFT_STEPS):
        ring = shapely.buffer(shape, look["soft"] - n * step, quad_segs=4)
        faint = look["tintOpacity"] / SOFT_STEPS * 1.4
        out.append(element("path", {"d": path_of(ring), "fill": look["tint"], "fill-opacity": f"{faint:.3f}"}))
    inner = shapely.buffer(shape, -look["soft"] / 2, quad_segs=4)
    out.append(element("path", {"d": path_of(inner), "fill": hatch(symbol, sheet, style)}))
    return "".join(out)


def line(symbol: str, parts: Sequence[Array], lit: bool, style: Style) -> str:
    """A line of the story: a border, or the line that a proposal is about."""
    look = style["symbols"][symbol]
    d = path(parts, close=False)
    if not d:
        return ""
    attributes = {
        "d": d, "fill": "none", "stroke": style["lit"]["stroke"] if lit else look["stroke"],
        "stroke-width": look["width"] + (1.2 if lit else 0), "stroke-linejoin": "round", "stroke-linecap": "round",
    }  # fmt: skip
    return element("path", attributes)


def badges(numbers: Sequence[int | str], x: float, y: float, sheet: Sheet, style: Style, lit: bool = False) -> str:
    """Event numbers as discs in a row, their left edge at x and their middle at y."""
    look, out = style["text"]["number"], []
    for number in numbers:
        wide = badge_width(number, sheet, look)
        fill = style["lit"]["stroke"] if lit else style["badge"]
        box = {"x": x, "y": y - BADGE_R, "width": wide, "height": 2 * BADGE_R, "rx": BADGE_R, "fill": fill}
        out.append(element("rect", box))
        out.append(sheet.text(x + wide / 2, y + look["size"] * 0.36, str(number), look, "middle"))
        x += wide + BADGE_GAP
    return "".join(out)


def badge_width(number: int | str, sheet: Sheet, look: Look) -> float:
    """The width of an event's number in its disc."""
    return max(2 * BADGE_R, sheet.width(str(number), look) + 7)


def badges_width(numbers: Sequence[int | str], sheet: Sheet, style: Style) -> float:
    """The width of a row of event numbers."""
    look = style["text"]["number"]
    return sum(badge_width(n, sheet, look) + BADGE_GAP for n in numbers) - BADGE_GAP if numbers else 0.0


def status_glyph(status: str, x: float, y: float, colour: str) -> str:
    """The sign of a status, about 10 px wide round x, y: told apart without colour."""
    pen = {"fill": "none", "stroke": colour, "stroke-width": 1.6, "stroke-linecap": "round", "stroke-linejoin": "round"}
    turned = f"translate({x:.1f} {y:.1f})"
    r = 4.2
    drawn = {
        "proposed": element("circle", {"r": r, **pen}),
        "under_negotiation": "".join(element("circle", {"cx": c, "r": 1.5, "fill": colour}) for c in (-4.0, 0.0, 4.0)),
        "agreed_in_principle": element("circle", {"r": r, **pen}) + element("path", {"d": f"M0 {-r}a{r} {r} 0 0 0 0 {2 * r}z", "fill": colour}),
        "agreed": element("circle", {"r": r + 0.6, "fill": colour}),
        "disputed": element("path", {"d": "M-5 -2.4H4M1.6 -4.8L4.2 -2.4 1.6 0M5 2.6H-4M-1.6 .2L-4.2 2.6-1.6 5", **pen, "stroke-width": 1.4}),
        "rejected": element("path", {"d": "M-3.6 -3.6L3.6 3.6M3.6 -3.6L-3.6 3.6", **pen, "stroke-width": 2.0}),
        "in_force": element("rect", {"x": -4.2, "y": -4.2, "width": 8.4, "height": 8.4, "fill": colour}),
        "collapsed": element("rect", {"x": -4.2, "y": -4.2, "width": 8.4, "height": 8.4, **pen}),
    }[status]  # fmt: skip
    return element("g", {"transform": turned}, drawn)


def arrow(degrees: float, colour: str) -> str:
    """A north arrow round the origin, turned clockwise by so many degrees."""
    shape = element("path", {"d": "M0 -13L5 5 0 1.5-5 5Z", "fill": colour})
    return element("g", {"transform": f"rotate({degrees:.1f})"}, shape) if math.isfinite(degrees) else ""
