"""What places on the ground cost a label: a foreign area under it, another's mark beside it. In px of detour."""

from __future__ import annotations

import math

import numpy as np

from geodash.picture.candidates import Anchor, Batch, Floats, batch, leaders
from geodash.picture.field import CELL, Part
from geodash.picture.labels import Block
from geodash.picture.placing import Bools
from geodash.picture.scene import MarkAt, Scene

LINE_COST = 26.0  # of a label wholly on lines of the ground: swept 15–80 on the dashboard's test panels
ASIDE = 0.4  # cost of a px between a name and its area where a leader ties them
ASTRAY = 1.2  # the same without: at 0.4 a small country was named on its neighbour, captions between
LED = 12.0  # cost of that leader
TOUCH = 13.0  # px: a name this near to its area is read with it
ALOOF = 24.0  # px between an area's name outside it and another thing's mark
CROWD = 50.0  # px within which an area's name would read as a mark's
SAMPLES = 160  # places tried within an area


def on_ground(b: Batch, scene: Scene) -> tuple[Bools | None, Floats | None]:
    """Which places lie on a line of the story, and what lines of the ground cost each."""
    under = scene.field.cells(b.x0, b.y0, b.x1, b.y1)
    area = np.maximum(1.0, (b.x1 - b.x0) * (b.y1 - b.y0) / CELL**2)
    cost = LINE_COST * scene.lines.over(under) / area
    return (scene.hard.over(under) > 0 if scene.hard.total else None), cost


def foreign(b: Batch, own: int, scene: Scene) -> Floats | float:
    """Share of each place on the story's areas other than its own: there it would seem to name them."""
    if not scene.tinted:
        return 0.0
    under = scene.field.cells(b.x0, b.y0, b.x1, b.y1)
    found = 1 - scene.field.share(under, "story", 0)
    return found - scene.field.share(under, "story", own) if own else found


def abroad(b: Batch, own: int, scene: Scene) -> Floats:
    """Share on land, but not on its own area: a country's name stands better on its waters than on a neighbour."""
    under = scene.field.cells(b.x0, b.y0, b.x1, b.y1)
    field = scene.field
    return np.maximum(0.0, 1 - field.share(under, "ids", 0) - field.share(under, "story", own))


def on_focus(b: Batch, scene: Scene) -> Floats:
    """Share on what the panel is about: a note stands better beside it."""
    under = scene.field.cells(b.x0, b.y0, b.x1, b.y1)
    area = np.maximum(1.0, (b.x1 - b.x0) * (b.y1 - b.y0) / CELL**2)
    return np.minimum(1.0, scene.focused.over(under) / area)


def crowd(b: Batch, scene: Scene) -> Floats | float:
    """An area's name beside a mark would read as the mark's: keep away from marks."""
    away = _from_marks(b, [(m.x, m.y) for m in scene.marks])
    if away is None:
        return 0.0
    found: Floats = 16 * np.maximum(0.0, 1 - away / CROWD).sum(axis=1)
    return found


def beside_marks(x: float, y: float, scene: Scene) -> float:
    """What it costs a leader to end at a point, where it would read as leading to a mark nearby."""
    return 48 * sum(max(0.0, 1 - math.hypot(m.x - x, m.y - y) / CROWD) for m in scene.marks)


def aloof(b: Batch, marks: list[MarkAt]) -> Bools:
    """Which places are well off these marks."""
    away = _from_marks(b, [(m.x, m.y) for m in marks])
    if away is None:
        return np.ones(len(b), bool)
    found: Bools = away.min(axis=1) > ALOOF
    return found


def _from_marks(b: Batch, spots: list[tuple[float, float]]) -> Floats | None:
    """Px from each place (rows) to each spot."""
    if not spots or not len(b):
        return None
    x, y = np.array(spots).T
    low, high = (
        (float(b.x0.min()) - CROWD, float(b.y0.min()) - CROWD),
        (float(b.x1.max()) + CROWD, float(b.y1.max()) + CROWD),
    )
    near = (x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1])
    if not near.any():
        return None
    x, y = x[near], y[near]
    dx = np.maximum(np.maximum(b.x0[:, None] - x, x - b.x1[:, None]), 0)
    dy = np.maximum(np.maximum(b.y0[:, None] - y, y - b.y1[:, None]), 0)
    found: Floats = np.hypot(dx, dy)
    return found


def strangers(number: int, scene: Scene) -> list[MarkAt]:
    """Marks that lie on another thing than this area of the story: its name must not be taken for theirs."""
    field = scene.field

    def on(m: MarkAt) -> bool:
        col, row = math.floor(m.tx / CELL), math.floor(m.ty / CELL)
        for r in range(max(0, row - 1), min(field.rows, row + 2)):
            for c in range(max(0, col - 1), min(field.cols, col + 2)):
                if field.story[r, c] == number and math.hypot((c + 0.5) * CELL - m.tx, (r + 0.5) * CELL - m.ty) <= CELL:
                    return True
        return False

    return [m for m in scene.marks if not on(m)]


def inside(part: Part, layer: str, number: int, block: Block, base: float, least: float, scene: Scene) -> Batch | None:
    """Places in what is seen of an area, at least this share of each in it; the share outside costs."""
    stride = max(1, len(part) // SAMPLES)
    x = np.concatenate(([part.x], (part.cols[stride // 2 :: stride] + 0.5) * CELL))
    y = np.concatenate(([part.y], (part.rows[stride // 2 :: stride] + 0.5) * CELL))
    left, top = x - block.width / 2, y - block.height / 2
    under = scene.field.cells(left, top, left + block.width, top + block.height)
    share = scene.field.share(under, layer, number)
    ok = share >= least
    if not ok.any():
        return None
    cost = base + 0.07 * np.hypot(x - part.x, y - part.y) + 45 * (1 - share)
    cost[1:] += 0.5
    return batch(left[ok], top[ok], block, np.ones(int(ok.sum()), np.int64), cost[ok])


def tied(b: Batch, part: Part) -> Batch:
    """Each place that does not touch the area, tied to the nearest of it by a leader."""
    rim_x, rim_y = (part.cols[part.edge] + 0.5) * CELL, (part.rows[part.edge] + 0.5) * CELL
    if not len(rim_x):
        return b
    x = np.minimum(np.maximum(part.x, b.x0), b.x1)[:, None]
    first = np.array([block.first for block in b.blocks])[b.which]
    y = (b.y0 + first / 2)[:, None]
    dx = np.maximum(np.maximum(b.x0[:, None] - rim_x, rim_x - b.x1[:, None]), 0)
    above = b.y0[:, None] - rim_y
    away = np.hypot(dx, np.maximum(np.maximum(above, rim_y - b.y1[:, None]), 0))
    # Captions may stand between a name and its area: the name itself should be near.
    named = np.hypot(dx, np.maximum(np.maximum(above, rim_y - (b.y0 + first)[:, None]), 0)).min(axis=1)
    away = away + 0.01 * np.hypot(rim_x - x, rim_y - y)
    best = away.argmin(axis=1)
    lead = np.full((len(b), 4), np.nan)
    for i in np.flatnonzero(away[np.arange(len(b)), best] > TOUCH).tolist():
        anchor = Anchor(float(rim_x[best[i]]), float(rim_y[best[i]]))
        lead[i] = leaders(anchor, b.take(np.array([i])))[0]
    far, led = np.maximum(named - TOUCH, 0), ~np.isnan(lead[:, 0])
    b.cost = b.cost + np.where(led, LED + ASIDE * far, ASTRAY * far)
    b.leader = lead
    return b
