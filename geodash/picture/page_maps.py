"""The maps of a page: their rows, heights and heads, and the legend under them."""

from __future__ import annotations

from collections.abc import Sequence

from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.framing import title_of
from geodash.picture.legend import legend
from geodash.picture.plan import GAP, PANEL_HEAD, Asked, Plan, Spot
from geodash.view import Panel

LEAST_MAP, TALLEST_MAP = 0.42, 1.02  # of its width: a lower map shows a strip, a taller one pushes the words away
NARROW_LEAST = 0.8  # of the width of a narrow map, where labels need the height
NARROW = 460.0


def put_maps(asked: Asked, plan: Plan, setter: Setter, x: float, y: float, width: float, room: float | None) -> float:
    """Put the panels under each other, or the close-ups beside each other where there are many; their lower end."""
    rows = _rows(asked.panels, width)
    natural = []
    for row in rows:
        wide = (width - GAP * 0.6 * (len(row) - 1)) / len(row)
        natural.append(max(map_height(panel, asked, wide) for panel in row))
    if room is not None:
        left = room - len(rows) * (PANEL_HEAD + 12) + 12
        natural = _shared(natural, left)
    for row, high in zip(rows, natural, strict=True):
        wide = (width - GAP * 0.6 * (len(row) - 1)) / len(row)
        for n, panel in enumerate(row):
            place = len(row) - 1 - n if setter.rtl else n
            left_x = x + place * (wide + GAP * 0.6)
            plan.blocks.append((panel_head(panel, asked, setter, wide), left_x, y))
            plan.spots.append(Spot(panel, left_x, y + PANEL_HEAD, wide, high))
        y += PANEL_HEAD + high + 12
    return y - (12 if rows else 0)


def map_height(panel: Panel, asked: Asked, wide: float) -> float:
    """The height of a map of that width, by the shape of its extent."""
    least = NARROW_LEAST if wide < NARROW else LEAST_MAP
    return max(least * wide, min(TALLEST_MAP * wide, wide / asked.shape(panel)))


def _shared(natural: list[float], room: float) -> list[float]:
    """Heights that fill the room, each in proportion to what the map would like."""
    total = sum(natural)
    return [max(60.0, high * room / total) for high in natural] if total else natural


def _rows(panels: Sequence[Panel], width: float) -> list[list[Panel]]:
    if len(panels) <= 2:
        return [[p] for p in panels]
    rest = list(panels[1:])
    pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)] if width >= 600 else [[p] for p in rest]
    return [[panels[0]], *pairs]


def panel_head(panel: Panel, asked: Asked, setter: Setter, width: float) -> Block:
    """The title of a panel and, where there is room, its projection."""
    projection, title = asked.projections(panel), title_of(panel)

    def draw(x: float, y: float) -> str:
        out = setter.line(x, y, width, title, "panel")
        if setter.width(title, "panel") + setter.width(projection, "meta") + 12 < width:
            out += setter.far_line(x, y + 1, width, projection, "meta")
        return out

    return Block(PANEL_HEAD, draw)


def legend_block(asked: Asked, setter: Setter, width: float) -> Block:
    """The legend with room above it; nothing where no symbol needs one."""
    found = legend(asked.used, setter, width)
    return stack([nothing(10), found]) if found.height else nothing()
