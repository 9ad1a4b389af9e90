"""Chooses one place for each label. Lengths in px; a cost is in px of detour.

Hard: no label over the edge, on an obstacle, on another label or across a leader. Soft: lines of the ground.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from geodash.picture.candidates import Batch, Floats, joined
from geodash.picture.labels import Option, clash

MARGIN = 5.0  # px kept free along the panel's edge
UNPLACED = 1000.0  # cost of a required label that found no room
PATIENCE = 1200  # positions tried for a better place, over all labels
GOOD = 8.0  # cost of a place not worth moving others for
PASSES = 3
MOVABLE = 2  # labels moved at once to make room for another
OVER_LINE = 80.0  # cost of lying on a line of the story
FAR = 24.0  # cost above which a near position is worse than one with a leader
KEEP = 120  # open options kept per item; a dearer one never won in the crowded test panels
KEEP_OPTIONAL = 40
CHUNK = 64  # options looked at together, cheapest first
TILE = 48.0  # px: of the index of placed labels

Bools = npt.NDArray[np.bool_]
Stage = Callable[[], Sequence[Batch | None]]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """A box that no label may lie on; a leader may cross its owner's, and an open one."""

    x0: float
    y0: float
    x1: float
    y1: float
    owner: str = ""
    open: bool = False


@dataclass(frozen=True, slots=True)
class Quota:
    """How many labels of a group may be placed, and how far apart in px."""

    most: int
    apart: float


@dataclass(slots=True)
class Item:
    """A label to place. Each stage gives farther or shorter options, asked for only where the last have no good place.

    An option dearer than ``limit`` is none.
    """

    key: str
    priority: float
    required: bool
    stages: Sequence[Stage]
    limit: float = math.inf
    group: str = ""


@dataclass(slots=True)
class Limits:
    """The panel: its size, what to keep off, and what the ground says of boxes (may not stand there; costs)."""

    width: float
    height: float
    obstacles: Sequence[Obstacle] = ()
    ground: Callable[[Batch], tuple[Bools | None, Floats | None]] = lambda batch: (None, None)
    quotas: dict[str, Quota] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Entry:
    """An item on its way: its open options, best first, and the place it has."""

    item: Item
    index: int
    options: list[Option] = field(default_factory=list)
    stage: int = 0
    at: Option | None = None
    tiles: list[int] = field(default_factory=list)


def place(items: Sequence[Item], limits: Limits) -> list[Option | None]:
    """The option chosen for each item, in the items' order; None where it found no room."""
    entries = [Entry(item, i) for i, item in enumerate(items)]
    ranked = sorted(entries, key=lambda e: (e.item.priority, e.index))
    required = [e for e in ranked if e.item.required]
    board, cost = _settled(required, limits, brief=False)
    if any(e.at is None or e.at.block.said == "number" for e in required):
        first = [e.at for e in required]
        board, less = _settled(required, limits, brief=True)
        if less >= cost:
            board = Board(limits)
            for entry, option in zip(required, first, strict=True):
                entry.at, entry.tiles = None, []
                if option:
                    board.settle(entry, option)
    used: dict[str, list[Option]] = {}
    for entry in ranked:
        if entry.item.required:
            continue
        quota, others = limits.quotas.get(entry.item.group), used.setdefault(entry.item.group, [])
        if quota and len(others) >= quota.most:
            continue
        option = board.find(entry)
        if option and not (quota and any(_near(option, o, quota.apart) for o in others)):
            board.settle(entry, option)
            others.append(option)
    return [e.at for e in entries]


def _settled(required: Sequence[Entry], limits: Limits, *, brief: bool) -> tuple[Board, float]:
    """A board with the required labels, and what they cost together.

    ``brief``: all begin as names alone, so that in a crowd no label's captions take the room of another's name.
    """
    board = Board(limits)
    for entry in required:
        entry.at, entry.tiles = None, []
    for entry in required:
        if option := (board.find_brief(entry) if brief else None) or board.find(entry):
            board.settle(entry, option)
    for _ in range(PASSES):
        if not improve(required, board):
            break
    return board, sum(map(_cost, required))


def _cost(entry: Entry) -> float:
    return entry.at.cost if entry.at else UNPLACED


def _near(a: Option, b: Option, apart: float) -> bool:
    p, q = a.dot or a, b.dot or b
    return math.hypot(p.x0 + p.x1 - q.x0 - q.x1, p.y0 + p.y1 - q.y0 - q.y1) / 2 < apart


class Board:
    """The labels placed so far, found by where they stand."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.patience = PATIENCE
        self._tiles: dict[int, list[Entry]] = {}
        self._sides = np.array([(o.x0, o.y0, o.x1, o.y1) for o in limits.obstacles]).reshape(-1, 4)
        self._owners = np.array([o.owner for o in limits.obstacles], dtype=object)
        self._open = np.array([o.open for o in limits.obstacles], dtype=bool)

    def find(self, entry: Entry) -> Option | None:
        """The cheapest free option; farther stages are asked for while there is none, or only a poor one."""
        best = self._first(entry)
        while (best is None or (entry.item.required and best.cost > FAR)) and self.extend(entry):
            best = self._first(entry)
        return best

    def find_brief(self, entry: Entry) -> Option | None:
        """The cheapest free option that says the name alone."""
        while self.extend(entry):
            pass
        return next((o for o in entry.options if o.block.said == "name" and self.free(o, ())), None)

    def _first(self, entry: Entry) -> Option | None:
        return next((o for o in entry.options if self.free(o, ())), None)

    def extend(self, entry: Entry) -> bool:
        """Add the options of the next stage; False after the last."""
        if entry.stage >= len(entry.item.stages):
            return False
        batch = joined([b for b in entry.item.stages[entry.stage]() if b is not None])
        entry.stage += 1
        if batch is not None:
            last = entry.stage > 1 and entry.stage == len(entry.item.stages)
            entry.options = sorted([*entry.options, *self.open(batch, entry.item, last)], key=lambda o: o.cost)
        return True

    def open(self, batch: Batch, item: Item, last: bool = False) -> list[Option]:
        """The options off the edge and all obstacles, with the ground's costs, cheapest first.

        Of its ``last`` options a required label may lie on a line of the story, sooner than be left out.
        """
        width, height = self.limits.width - MARGIN, self.limits.height - MARGIN
        ok = (batch.x0 >= MARGIN) & (batch.y0 >= MARGIN) & (batch.x1 <= width) & (batch.y1 <= height)
        if not ok.any():
            return []
        batch = batch.take(ok)
        blocked, cost = self.limits.ground(batch)
        if cost is not None:
            batch.cost = batch.cost + cost
        if blocked is not None and last and item.required:
            batch.cost, blocked = batch.cost + OVER_LINE * blocked, None
        order = np.argsort(batch.cost, kind="stable")
        if blocked is not None:
            order = order[~blocked[order]]
        if item.limit < math.inf:
            order = order[batch.cost[order] <= item.limit]
        keep = KEEP if item.required else KEEP_OPTIONAL
        found: list[Option] = []
        for start in range(0, len(order), CHUNK):
            some = batch.take(order[start : start + CHUNK])
            found += some.take(self._clear(some, item.key)).options()
            if len(found) >= keep:
                break
        return found[:keep]

    def _clear(self, b: Batch, key: str) -> Bools:
        """Which of the options are off the obstacles, by their boxes and their leaders."""
        ok = np.ones(len(b), bool)
        if not len(self._sides):
            return ok
        west, north, east, south = self._sides.T
        low, high = np.array([b.x0.min(), b.y0.min()]), np.array([b.x1.max(), b.y1.max()])
        if b.leader is not None and not np.isnan(b.leader).all():
            low = np.minimum(low, [np.nanmin(b.leader[:, 0::2]), np.nanmin(b.leader[:, 1::2])])
            high = np.maximum(high, [np.nanmax(b.leader[:, 0::2]), np.nanmax(b.leader[:, 1::2])])
        near = (west < high[0] + 1) & (east > low[0] - 1) & (north < high[1] + 1) & (south > low[1] - 1)
        if not near.any():
            return ok
        west, north, east, south = west[near] - 1, north[near] - 1, east[near] + 1, south[near] + 1
        over = (b.x0[:, None] < east) & (b.x1[:, None] > west) & (b.y0[:, None] < south) & (b.y1[:, None] > north)
        ok &= ~over.any(axis=1)
        if b.leader is not None:
            closed = ~self._open[near] & (self._owners[near] != key)
            led = np.flatnonzero(ok & ~np.isnan(b.leader[:, 0]))
            if len(led) and closed.any():
                hit = crossing(b.leader[led], west[closed], north[closed], east[closed], south[closed])
                ok[led[hit.any(axis=1)]] = False
        return ok

    def settle(self, entry: Entry, option: Option) -> None:
        """Put the entry there, from wherever it stood."""
        for tile in entry.tiles:
            self._tiles[tile].remove(entry)
        entry.at, entry.tiles = option, _tiles(option)
        for tile in entry.tiles:
            self._tiles.setdefault(tile, []).append(entry)

    def _others(self, option: Option) -> Iterator[Entry]:
        """Entries whose place may be in the option's way; one may come more than once."""
        tiles = self._tiles
        for tile in _tiles(option):
            yield from tiles.get(tile, ())

    def free(self, option: Option, but: Sequence[Entry]) -> bool:
        """Whether no label but these is in the option's way."""
        tiles = self._tiles
        for tile in _tiles(option):
            for other in tiles.get(tile, ()):
                if other.at and clash(option, other.at) and other not in but:
                    return False
        return True

    def against(self, option: Option, self_: Entry) -> list[Entry]:
        """The labels in an option's way; looks no further once there are more than may be moved."""
        found: list[Entry] = []
        for other in self._others(option):
            if other is not self_ and other.at and other not in found and clash(option, other.at):
                found.append(other)
                if len(found) > MOVABLE:
                    break
        return found


def _tiles(option: Option) -> list[int]:
    x0, y0, x1, y1 = option.reach()
    c0, c1 = int(x0 // TILE), int(x1 // TILE) + 1
    rows = range(int(y0 // TILE), int(y1 // TILE) + 1)
    return [row * 4096 + col for row in rows for col in range(c0, c1)]


def crossing(segments: Floats, x0: Floats, y0: Floats, x1: Floats, y1: Floats) -> Bools:
    """Which segments (n, 4) touch which boxes (m): (n, m). As ``labels.crosses``."""
    ax, ay, bx, by = segments.T[:, :, None]
    apart = (
        ((ax < x0) & (bx < x0)) | ((ax > x1) & (bx > x1)) | ((ay < y0) & (by < y0)) | ((ay > y1) & (by > y1))
    )  # fmt: skip
    dx, dy = bx - ax, by - ay
    north, south, west, east = dx * (y0 - ay), dx * (y1 - ay), dy * (x0 - ax), dy * (x1 - ax)
    least = np.minimum(north, south) - np.maximum(west, east)
    most = np.maximum(north, south) - np.minimum(west, east)
    found: Bools = ~apart & (least <= 0) & (most >= 0)
    return found


def improve(entries: Sequence[Entry], board: Board) -> bool:
    """Give a label a better place by moving the one or two that are in its way, where all together gain."""
    better = False
    for entry in sorted(entries, key=lambda e: -_cost(e)):  # the worst first, while there is patience
        now = _cost(entry)
        if now < GOOD:
            break
        for option in entry.options:
            if option.cost >= now - 1 or board.patience <= 0:
                break
            board.patience -= 1
            others = board.against(option, entry)
            if len(others) <= MOVABLE and _make_room(entry, option, others, now - option.cost - 1, board):
                better = True
                break
    return better


def _make_room(entry: Entry, option: Option, others: list[Entry], gain: float, board: Board) -> bool:
    """Put the entry at the option and the others elsewhere, if that costs them less than ``gain``; else all stay."""
    moving = [entry, *others]
    left: list[Option] = []
    loss = 0.0
    for other in others:
        stood = _cost(other)

        def find(other: Entry = other, most: float = stood + gain - loss) -> Option | None:
            for o in other.options:
                if o.cost >= most:
                    return None
                if not clash(o, option) and not any(clash(o, c) for c in left) and board.free(o, moving):
                    return o
            return None

        found = find()
        while found is None and gain > FAR and board.extend(other):
            found = find()
        if found is None:
            return False
        left.append(found)
        loss += found.cost - stood
    if loss >= gain:
        return False
    board.settle(entry, option)
    for other, place in zip(others, left, strict=True):
        board.settle(other, place)
    return True
