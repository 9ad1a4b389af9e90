"""A coarse raster of what lies where in a panel: which area, which lines. Px outside, cells inside.

It answers quickly whether a label would lie inside its country, on water, or across a coast.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

CELL = 6.0  # px: about a third of a label's height, 740 × 480 px in under 10,000 cells

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Cells = tuple[Ints, Ints, Ints, Ints]  # first and past-the-last column, first and past-the-last row


@dataclass(slots=True)
class Part:
    """What is seen of an area: its cells, its visual centre and its extent, in px."""

    rows: Ints
    cols: Ints
    x: float
    y: float
    box: tuple[float, float, float, float]
    edge: npt.NDArray[np.bool_]  # of the cells: on the rim

    def __len__(self) -> int:
        return len(self.rows)


class Summed:
    """Sums of a layer over any boxes, in constant time each."""

    __slots__ = ("_table", "total")

    def __init__(self, values: npt.NDArray[np.generic]) -> None:
        rows, cols = values.shape
        self._table = np.zeros((rows + 1, cols + 1))
        np.cumsum(np.cumsum(values, axis=0, dtype=float), axis=1, out=self._table[1:, 1:])
        self.total = float(self._table[-1, -1])

    def over(self, cells: Cells) -> Floats:
        """The sum over each of the boxes of cells."""
        c0, c1, r0, r1 = cells
        table = self._table
        found: Floats = table[r1, c1] - table[r0, c1] - table[r1, c0] + table[r0, c0]
        return found


@dataclass(slots=True)
class Field:
    """The layers of a panel of ``width`` × ``height`` px; rows down, columns to the right."""

    width: float
    height: float
    cols: int = 0
    rows: int = 0
    ids: Ints = field(init=False)  # 0 is water, else the area's number
    story: Ints = field(init=False)  # 0 or the number of the story's own area
    lines: Floats = field(init=False)  # weight of the line of the ground through the cell
    hard: Floats = field(init=False)  # 1 where a story's line runs
    _of: dict[tuple[str, int], Summed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.cols, self.rows = max(1, math.ceil(self.width / CELL)), max(1, math.ceil(self.height / CELL))
        shape = (self.rows, self.cols)
        self.ids, self.story = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self.lines, self.hard = np.zeros(shape), np.zeros(shape)

    def fill(self, target: npt.NDArray[np.generic], rings: Sequence[Floats], value: int) -> None:
        """Write ``value`` into the cells whose middle lies in the rings (even-odd)."""
        ends = [(_closed(ring)[:-1], _closed(ring)[1:]) for ring in rings if len(ring) > 2]
        if not ends:
            return
        a, b = np.concatenate([e[0] for e in ends]), np.concatenate([e[1] for e in ends])
        down = a[:, 1] <= b[:, 1]
        (x0, y0), (x1, y1) = np.where(down, a.T, b.T), np.where(down, b.T, a.T)
        first = np.clip(np.ceil(y0 / CELL - 0.5), 0, self.rows).astype(np.int64)
        count = np.clip(np.ceil(y1 / CELL - 0.5), 0, self.rows).astype(np.int64) - first
        edge = np.repeat(np.arange(len(first)), count)  # each edge once per row that it cuts
        row = np.arange(len(edge)) - np.repeat(np.cumsum(count) - count, count) + first[edge]
        share = ((row + 0.5) * CELL - y0[edge]) / (y1 - y0)[edge]
        x = x0[edge] + share * (x1 - x0)[edge]
        col = np.clip(np.ceil(x / CELL - 0.5), 0, self.cols).astype(np.int64)
        wide = self.cols + 1
        cuts = np.bincount(row * wide + col, minlength=self.rows * wide).reshape(self.rows, wide)
        target[np.cumsum(cuts, axis=1)[:, :-1] % 2 == 1] = value

    def trace(self, target: Floats, lines: Sequence[Floats], weight: float = 1.0) -> None:
        """Note lines in a layer, keeping the greater weight of a cell."""
        a, b = clipped(lines, self.cols * CELL, self.rows * CELL)
        if not len(a):
            return
        steps = np.maximum(1, np.ceil(np.abs(b - a).max(axis=1) / (CELL / 2))).astype(np.int64)
        count = steps + 1
        segment = np.repeat(np.arange(len(a)), count)
        share = (np.arange(len(segment)) - np.repeat(np.cumsum(count) - count, count)) / steps[segment]
        x, y = (a[segment] + (b - a)[segment] * share[:, None]).T
        col, row = np.floor(x / CELL).astype(np.int64), np.floor(y / CELL).astype(np.int64)
        ok = (col >= 0) & (row >= 0) & (col < self.cols) & (row < self.rows)
        np.maximum.at(target, (row[ok], col[ok]), weight)

    def cells(self, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Cells:
        """The cells that boxes touch, within the panel."""
        return (
            np.minimum(np.maximum(np.floor(x0 / CELL), 0), self.cols).astype(np.int64),
            np.minimum(np.maximum(np.ceil(x1 / CELL), 0), self.cols).astype(np.int64),
            np.minimum(np.maximum(np.floor(y0 / CELL), 0), self.rows).astype(np.int64),
            np.minimum(np.maximum(np.ceil(y1 / CELL), 0), self.rows).astype(np.int64),
        )

    def share(self, cells: Cells, layer: str, number: int) -> Floats:
        """Share (0–1) of the cells of each box that hold a number of the layer "ids" or "story".

        The layer must be whole before it is first asked for a number.
        """
        table = self._of.get((layer, number))
        if table is None:
            table = self._of[layer, number] = Summed((self.ids if layer == "ids" else self.story) == number)
        c0, c1, r0, r1 = cells
        found: Floats = table.over(cells) / np.maximum(1, (c1 - c0) * (r1 - r0))
        return found

    def at(self, layer: Ints, x: float, y: float) -> int:
        """The number under a point, or 0."""
        col, row = math.floor(x / CELL), math.floor(y / CELL)
        return int(layer[row, col]) if 0 <= col < self.cols and 0 <= row < self.rows else 0


def _closed(ring: Floats) -> Floats:
    return ring if np.array_equal(ring[0], ring[-1]) else np.concatenate((ring, ring[:1]))


def clipped(lines: Sequence[Floats], width: float, height: float) -> tuple[Floats, Floats]:
    """The ends of the lines' segments, cut at the panel's edges (Liang–Barsky); those outside are left out."""
    if not lines:
        return np.empty((0, 2)), np.empty((0, 2))
    a, b = np.concatenate([line[:-1] for line in lines]), np.concatenate([line[1:] for line in lines])
    near = (np.maximum(a, b).min(axis=1, initial=math.inf) >= 0) & (np.minimum(a, b) <= (width, height)).all(axis=1)
    a, b = a[near], b[near]
    d = b - a
    low, high = np.zeros(len(a)), np.ones(len(a))
    for axis, size in ((0, width), (1, height)):
        step = d[:, axis]
        flat = np.abs(step) < 1e-9  # beside the panel it was left out above
        safe = np.where(flat, 1.0, step)
        t0, t1 = -a[:, axis] / safe, (size - a[:, axis]) / safe
        low = np.where(flat, low, np.maximum(low, np.minimum(t0, t1)))
        high = np.where(flat, high, np.minimum(high, np.maximum(t0, t1)))
    ok = low <= high
    return (a + d * low[:, None])[ok], (a + d * high[:, None])[ok]


def depth(ids: Ints) -> Floats:
    """Cells' distance (in cells; 1 straight, 1.4 across) to the next cell of another number or to the panel's edge.

    Two sweeps. A step out of another number's cell never wins against the rim (0.5), so none is looked for.
    """
    rows, cols = ids.shape
    framed = np.pad(ids, 1, constant_values=-1)

    def other(row: int, col: int) -> npt.NDArray[np.bool_]:
        found: npt.NDArray[np.bool_] = framed[1 + row : rows + 1 + row, 1 + col : cols + 1 + col] != ids
        return found

    far = np.full(ids.shape, math.inf)
    far[other(-1, -1) | other(-1, 1) | other(1, -1) | other(1, 1)] = 0.7
    far[other(-1, 0) | other(1, 0) | other(0, -1) | other(0, 1)] = 0.5
    far[ids == 0] = 0.0
    along = np.arange(cols, dtype=float)
    for turned in (far, far[::-1, ::-1]):  # the second sweep is the first on the raster upside down
        for row in range(rows):
            line = turned[row]
            if row:
                above = turned[row - 1]
                np.minimum(line, above + 1, out=line)
                np.minimum(line[1:], above[:-1] + 1.4, out=line[1:])
                np.minimum(line[:-1], above[1:] + 1.4, out=line[:-1])
            line[:] = np.minimum.accumulate(line - along) + along
    return far


def parts(ids: Ints) -> dict[int, Part]:
    """What is seen of each number.

    The visual centre is the cell nearest the centroid among those at least 0.6 as deep as the deepest.
    """
    far = depth(ids).ravel()
    flat, cols = ids.ravel(), ids.shape[1]
    order = np.argsort(flat, kind="stable")
    numbers, first = np.unique(flat[order], return_index=True)
    found = {}
    for number, cells in zip(numbers.tolist(), np.split(order, first[1:]), strict=True):
        if not number:
            continue
        row, col = np.divmod(cells, cols)
        deep = far[cells]
        away = (col - col.mean()) ** 2 + (row - row.mean()) ** 2
        best = int(np.argmin(np.where(deep >= deep.max() * 0.6, away, math.inf)))
        box = (col.min() * CELL, row.min() * CELL, (col.max() + 1) * CELL, (row.max() + 1) * CELL)
        x, y = (float(col[best]) + 0.5) * CELL, (float(row[best]) + 0.5) * CELL
        found[number] = Part(row, col, x, y, (float(box[0]), float(box[1]), float(box[2]), float(box[3])), deep < 1)
    return found
