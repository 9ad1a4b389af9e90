"""The picture of a story: one SVG with its maps, words, fonts and descriptions."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from shapely.geometry.base import BaseGeometry

from geodash.extent import Box
from geodash.ground import Cut
from geodash.language import code, direction, say
from geodash.picture import embedded, locator
from geodash.picture.blocks import Setter
from geodash.picture.framing import framed, natural_shape, projection_of
from geodash.picture.lettering import Lettering
from geodash.picture.page import plan
from geodash.picture.panel import Drawn, draw
from geodash.picture.paths import number
from geodash.picture.plan import Asked, Plan, Spot, Words, is_card
from geodash.picture.projection import Plane
from geodash.picture.sizes import Size
from geodash.picture.svg import Sheet, element, escaped, layer
from geodash.picture.terrain import shows_disputed
from geodash.picture.told import Around, Lit
from geodash.picture.type import Face, Typesetter
from geodash.view import Panel, View

MARGIN_PX = 12.0  # the farthest that anything of a panel reaches past its edge: a soft area's halo
NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"'


class Source(Protocol):
    """What cuts the ground: geodash.ground.Ground, or a stand-in in tests."""

    def cut(self, panel: Panel, reach: Box) -> Cut:
        """The ground of a panel as far as its picture reaches."""

    def land(self, box: Box) -> BaseGeometry:
        """The land of a box, coarsely."""


@dataclass(frozen=True)
class Order:
    """How a picture is made. ``panels`` are those to draw (empty: all that the size holds), ``lit`` the selected event."""

    size: Size
    panels: tuple[str, ...] = ()
    lit: Lit = field(default_factory=Lit)
    outlined: bool = False
    prefix: str = ""
    fonts: bool = True


@dataclass(frozen=True)
class Picture:
    """A picture and what is to be known of it: ``faces`` that its texts use, labels per panel, letters no face has."""

    svg: str
    width: float
    height: float
    size: Size
    faces: tuple[Face, ...]
    letterings: dict[str, Lettering]
    missing: str


def render(
    view: View, words: Words, description: tuple[str, str], order: Order, source: Source, style: dict[str, Any], typesetter: Typesetter
) -> Picture:  # fmt: skip
    """Draw a view. ``description``: its short and its long alternative text, which become the SVG's title and desc."""
    sheet = Sheet(typesetter, order.outlined, order.prefix)
    setter = Setter(sheet, style, direction() == "rtl")
    zoom = order.size.zoom
    panels = panels_of(view, order)
    used = _used(panels)
    asked = Asked(
        panels,
        shape=natural_shape,
        used=used,
        projections=lambda panel: say(projection_of(panel).name),
        lit=order.lit.events,
    )
    height = None if order.size.height is None else order.size.height / zoom
    laid = plan(view, words, asked, setter, order.size.width / zoom, height)
    grounds = _grounds(laid, source, {})
    if any(shows_disputed(plane, cut.clip) for plane, cut in grounds.values()):
        # Known only now, and a row of the legend: laid out once more, on the ground that is already cut.
        asked = replace(asked, used=[*used, "disputed"])
        laid = plan(view, words, asked, setter, order.size.width / zoom, height)
        grounds = _grounds(laid, source, grounds)
    texts = "".join(block.draw(x, y) for block, x, y in laid.blocks)  # first: the maps' numbers are those it lists
    drawn: dict[str, tuple[Spot, Drawn]] = {}
    shown = {spot.panel.id for spot in laid.spots}
    for spot in laid.spots:
        panel = _numbered(spot.panel, setter.listed)
        plane, cut = grounds[panel.id]
        around = Around(
            shown,
            alone=not any(i.panel_id == panel.id for p in panels if p.id in shown for i in p.insets),
            land=lambda: locator.world_land(source),
        )
        drawn[panel.id] = spot, draw(panel, plane, cut, sheet, style, around, order.lit)
    body = [_map(spot, one, sheet, style) for spot, one in drawn.values()]
    width = order.size.width
    tall = order.size.height or float(math.ceil(laid.height * zoom - 1e-6))
    svg = _document(laid, width, tall, zoom, description, body, texts, sheet, style, order)
    return Picture(
        svg, width, tall, order.size, tuple(sheet.used), {k: d.lettering for k, (_, d) in drawn.items()},
        typesetter.missing("".join([words.title, words.standfirst, *(c.title for c in view.cards)])),
    )  # fmt: skip


Grounds = dict[str, tuple[Plane, Cut]]


def _grounds(laid: Plan, source: Source, held: Grounds) -> Grounds:
    """Plane and ground of each panel; what is held already is taken where it reaches as far."""
    found: Grounds = {}
    for spot in laid.spots:
        plane = framed(spot.panel, spot.width, spot.height)
        reach = plane.reach()
        before = held.get(spot.panel.id)
        enough = before is not None and before[0].reach().holds(reach)
        found[spot.panel.id] = plane, before[1] if before is not None and enough else source.cut(spot.panel, reach)
    return found


def panels_of(view: View, order: Order) -> tuple[Panel, ...]:
    """The panels to draw: those asked for; on a card, which holds one, that with the most of what is proposed."""
    asked = tuple(p for p in view.panels if p.id in order.panels) if order.panels else view.panels
    zoom, size = order.size.zoom, order.size
    if asked and size.height is not None and is_card(size.width / zoom, size.height / zoom):
        return (newsworthy(asked),)
    return asked


def newsworthy(panels: Sequence[Panel]) -> Panel:
    """The panel to show where there is room for one: with most proposals drawn, then with most events."""

    def weight(panel: Panel) -> tuple[int, int]:
        proposals = {p for one in panel.drawn for p in one.proposal_ids} | {
            p for n in panel.notes for p in n.proposal_ids
        }
        return len(proposals), len({e for one in panel.drawn for e in one.event_ids})

    return max(panels, key=weight)


def _numbered(panel: Panel, listed: Collection[int]) -> Panel:
    """With the numbers of those events alone that the list beside the maps explains."""

    def kept(numbers: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(n for n in numbers if n in listed)

    marks = tuple(replace(m, numbers=kept(m.numbers)) for m in panel.marks)
    return replace(panel, marks=marks, shapes=tuple(replace(s, numbers=kept(s.numbers)) for s in panel.shapes))


def _used(panels: Sequence[Panel]) -> list[str]:
    found = [one.symbol for panel in panels for one in panel.drawn]
    return [*found, *(["note"] if any(panel.notes for panel in panels) else [])]


def _map(spot: Spot, drawn: Drawn, sheet: Sheet, style: dict[str, Any]) -> str:
    # What reaches a few px past the edge is covered: a clip path is a canvas of its own to every renderer, and twice slower.
    w, h, m = (number(v) for v in (spot.width, spot.height, MARGIN_PX))
    around = (
        f"M-{m}-{m}h{number(spot.width + 2 * MARGIN_PX)}v{number(spot.height + 2 * MARGIN_PX)}H-{m}zM0 0v{h}h{w}V0z"
    )
    cover = element("path", {"d": around, "fill": style["paper"]})
    frame = {"width": spot.width, "height": spot.height, "fill": "none", "stroke": style["frame"], "stroke-width": 1}
    name = f"{sheet.prefix}map-{spot.panel.id}"
    moved = f"translate({number(spot.x)} {number(spot.y)})"
    return layer(
        name,
        say("Map: {title}", title=spot.panel.title),
        drawn.svg,
        cover,
        element("rect", frame),
        transform=moved,
        data_panel=spot.panel.id,
    )


def _document(
    laid: Plan, width: float, height: float, zoom: float, description: tuple[str, str], body: list[str], texts: str,
    sheet: Sheet, style: dict[str, Any], order: Order,
) -> str:  # fmt: skip
    short, long = description
    view_box = f"0 0 {number(width / zoom)} {number(height / zoom)}"
    fonts = embedded.font_rules(sheet.used) if order.fonts and not order.outlined else ""
    prefix = order.prefix
    head = (
        f'<svg {NAMESPACES} width="{number(width)}" height="{number(height)}" viewBox="{view_box}" role="img" '
        f'aria-labelledby="{prefix}title {prefix}desc" lang="{escaped(code())}">'
    )
    return "".join(
        [
            head,
            element("title", {"id": f"{prefix}title"}, escaped(short)),
            element("desc", {"id": f"{prefix}desc"}, escaped(long)),
            f"<style>{fonts}{sheet.css()}</style>",
            element("defs", None, *sheet.defs.values()) if sheet.defs else "",
            layer(
                f"{prefix}paper",
                "Paper",
                element(
                    "rect", {"width": number(width / zoom), "height": number(height / zoom), "fill": style["paper"]}
                ),
            ),
            *body,
            layer(f"{prefix}text", "Text", texts),
            "</svg>\n",
        ]
    )
