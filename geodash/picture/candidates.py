"""Where a label might stand: round a point, at the end of a leader, beside a box. In px; many at once, as arrays."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geodash.picture.labels import ALIGNS, Block, Box, Option, Segment

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

START, MIDDLE, END = range(3)
DISTANCES = (26.0, 38.0, 52.0, 70.0, 92.0, 120.0)


@dataclass(slots=True)
class Batch:
    """Places for one label: the sides and costs as arrays. Without a leader its row is NaN; one dot serves all."""

    x0: Floats
    y0: Floats
    x1: Floats
    y1: Floats
    align: Ints
    cost: Floats
    blocks: list[Block]
    which: Ints  # index into blocks
    leader: Floats | None = None  # (n, 4)
    dot: Box | None = None

    def __len__(self) -> int:
        return len(self.x0)

    def take(self, chosen: npt.NDArray[Any]) -> Batch:
        """Those chosen by a mask or by index."""
        leader = None if self.leader is None else self.leader[chosen]
        return Batch(
            self.x0[chosen], self.y0[chosen], self.x1[chosen], self.y1[chosen], self.align[chosen], self.cost[chosen],
            self.blocks, self.which[chosen], leader, self.dot,
        )  # fmt: skip

    def options(self) -> list[Option]:
        """Each as an object, in order."""
        if self.leader is None:
            leaders: list[Segment | None] = [None] * len(self)
        else:
            leaders = [None if row[0] != row[0] else tuple(row) for row in self.leader.tolist()]
        rows = zip(
            self.x0.tolist(), self.y0.tolist(), self.x1.tolist(), self.y1.tolist(), self.align.tolist(),
            self.cost.tolist(), self.which.tolist(), leaders, strict=True,
        )  # fmt: skip
        blocks, dot = self.blocks, self.dot
        return [Option(x0, y0, x1, y1, ALIGNS[a], c, blocks[w], line, dot) for x0, y0, x1, y1, a, c, w, line in rows]


def batch(left: Floats, top: Floats, block: Block, align: Ints, cost: Floats, leader: Floats | None = None) -> Batch:
    """One block at each of these corners."""
    which = np.zeros(len(left), np.int64)
    return Batch(left, top, left + block.width, top + block.height, align, cost, [block], which, leader)


def joined(batches: Sequence[Batch]) -> Batch | None:
    """All as one; None of none. A dot must be the same in all."""
    given = [b for b in batches if len(b)]
    if not given:
        return None
    if len(given) == 1:
        return given[0]
    blocks: list[Block] = []
    which = []
    for one in given:
        which.append(one.which + len(blocks))
        blocks += one.blocks
    leader = None
    if any(b.leader is not None for b in given):
        leader = np.concatenate([np.full((len(b), 4), np.nan) if b.leader is None else b.leader for b in given])
    sides = [np.concatenate([getattr(b, side) for b in given]) for side in ("x0", "y0", "x1", "y1", "align", "cost")]
    return Batch(
        sides[0], sides[1], sides[2], sides[3], sides[4], sides[5], blocks, np.concatenate(which), leader, given[0].dot
    )


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a leader leads to: a point, the radius it stops short of, and where it lies on a line, the line's direction."""

    x: float
    y: float
    r: float = 0.0
    cost: float = 0.0
    tangent: tuple[float, float] | None = None


def around(x: float, y: float, r: float, block: Block, base: float = 0.0) -> Batch:
    """Close positions round a point of radius ``r``, in the order a cartographer tries them.

    The farther the name's line is from its point, the less it reads as the point's name.
    """
    w, h, first = block.width, block.height, block.first
    gap, diagonal = r + 4, r * 0.7 + 2
    rows: list[tuple[float, float, int, float]] = []
    for align, left, corner, extra in (
        (START, x + gap, x + diagonal, 0.0),
        (END, x - gap - w, x - diagonal - w, 6.0),
    ):
        rows.append((left, y - h / 2, align, extra))
        if h > first:
            rows += ((left, y - first / 2, align, extra + 1), (left, y - h + first / 2, align, extra + 2))
        rows += ((corner, y + diagonal, align, extra + 2), (corner, y - diagonal - h, align, extra + 3))
    for share, above in ((0.5, 6.0), (0.25, 8.0), (0.75, 8.0)):
        rows += ((x - w * share, y - gap - h, MIDDLE, above), (x - w * share, y + gap, MIDDLE, above + 1))
    table = np.array(rows)
    top = table[:, 1]
    cost = base + table[:, 3] + 0.4 * np.maximum(0.0, np.abs(top + first / 2 - y) - gap - first / 2)
    return batch(table[:, 0], top, block, table[:, 2].astype(np.int64), cost)


def ring(
    anchors: Sequence[Anchor],
    block: Block,
    base: float = 0.0,
    distances: Sequence[float] = DISTANCES,
    turns: int = 16,
) -> Batch | None:
    """Farther positions with a leader: rings round each anchor, at these distances in px."""
    return joined([b for anchor in anchors if (b := _rings(anchor, block, base, distances, turns))])


def _rings(anchor: Anchor, block: Block, base: float, distances: Sequence[float], turns: int) -> Batch:
    angle = np.arange(turns) * (2 * math.pi / turns)
    dx, dy = np.tile(np.cos(angle), len(distances)), np.tile(np.sin(angle), len(distances))
    distance = np.repeat(np.array(distances, float), turns)
    px, py = anchor.x + dx * distance, anchor.y + dy * distance
    align = np.where(dx > 0.3, START, np.where(dx < -0.3, END, MIDDLE))
    left = px - block.width * (align / 2)
    top = py - block.height * np.where(dy > 0.75, 0.0, np.where(dy < -0.75, 1.0, 0.5))
    cost = base + anchor.cost + distance * 0.12
    if anchor.tangent:  # not along its line
        cost = cost + 12 * (dx * anchor.tangent[0] + dy * anchor.tangent[1]) ** 2
    found = batch(left, top, block, align, cost)
    found.leader = leaders(anchor, found)
    return found.take(~np.isnan(found.leader[:, 0]))


def leaders(anchor: Anchor, b: Batch) -> Floats:
    """From beside each box's nearest edge to short of the anchor; NaN where they touch."""
    gap = 4.0
    x = np.minimum(np.maximum(anchor.x, b.x0 - gap), b.x1 + gap)
    y = np.minimum(np.maximum(anchor.y, b.y0 + 7), b.y1 - 7)
    within = (x > b.x0) & (x < b.x1)
    y = np.where(within, np.where(anchor.y < b.y0, b.y0 - gap / 2, b.y1 + gap / 2), y)
    dx, dy = anchor.x - x, anchor.y - y
    length = np.hypot(dx, dy)
    inside = (b.x0 - 1 < anchor.x) & (anchor.x < b.x1 + 1) & (b.y0 - 1 < anchor.y) & (anchor.y < b.y1 + 1)
    share = anchor.r / np.maximum(length, 1e-9)
    found = np.column_stack((x, y, anchor.x - dx * share, anchor.y - dy * share))
    found[(length < anchor.r + 6) | inside] = np.nan
    return found


def beside(b: Box, block: Block, base: float = 0.0) -> Batch:
    """Positions along the sides of a box: an inset's outline, a small country's extent."""
    gap, w, h = 5.0, block.width, block.height
    rows: list[tuple[float, float, int, float]] = []
    for share, cost in ((0.5, 0.0), (0.0, 2.0), (1.0, 2.0)):
        top = b.y0 + (b.y1 - b.y0) * share - h * (0.5 if share == 0.5 else 0.8 if share else 0.2)
        left = b.x0 + (b.x1 - b.x0) * share - w * share
        align = MIDDLE if share == 0.5 else END if share else START
        rows += (
            (b.x0 - gap - w, top, END, cost),
            (b.x1 + gap, top, START, cost + 1),
            (left, b.y0 - gap - h, align, cost + 5),
            (left, b.y1 + gap, align, cost + 5),
        )
    for y in (b.y0 - h - 2, b.y1 + 2):
        rows += ((b.x0 - w + 2, y, END, 5.0), (b.x1 - 2, y, START, 5.0))
    table = np.array(rows)
    return batch(table[:, 0], table[:, 1], block, table[:, 2].astype(np.int64), base + table[:, 3])
