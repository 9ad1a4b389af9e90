"""Marks that lie on one another are moved apart, a little; a tick ties each to its true point. In px."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

APART = 22.0  # px between the middles of marks: nearer ones would hide each other
EDGE = 8.0  # px from the panel's edge
ROUNDS = 60
GOLDEN = math.pi * (3 - math.sqrt(5))  # turn from seed to seed of a sunflower


class Movable(Protocol):
    """Anything with a place."""

    x: float
    y: float


def spread(marks: Sequence[Movable], width: float, height: float) -> None:
    """Move the marks to at least ``APART`` px from each other, as far as the panel has room for it."""
    _unstack(marks)
    for _ in range(ROUNDS):
        touched = False
        for i, j in _pairs(marks):
            a, b = marks[i], marks[j]
            dx, dy = b.x - a.x, b.y - a.y
            far = math.hypot(dx, dy)
            if far >= APART:
                continue
            push = (APART + 0.5 - far) / 2
            if far < 0.01:  # one spot: apart in a direction of their own
                dx, dy, far = math.cos(i + j * 2.4), math.sin(i + j * 2.4), 1.0
            a.x, a.y = a.x - dx / far * push, a.y - dy / far * push
            b.x, b.y = b.x + dx / far * push, b.y + dy / far * push
            touched = True
        for m in marks:
            x, y = max(EDGE, min(width - EDGE, m.x)), max(EDGE, min(height - EDGE, m.y))
            touched |= (x, y) != (m.x, m.y)
            m.x, m.y = x, y
        if not touched:
            break


def _unstack(marks: Sequence[Movable]) -> None:
    """Marks on one spot (to half a px), set as the seeds of a sunflower round it: all at once, and no farther than they must."""
    spots: dict[tuple[int, int], list[Movable]] = {}
    for m in marks:
        spots.setdefault((round(m.x * 2), round(m.y * 2)), []).append(m)
    for stack in spots.values():
        if len(stack) < 2:
            continue
        seeds = [(0.6 * APART * math.sqrt(k + 0.5), k * GOLDEN) for k in range(len(stack))]
        places = [(r * math.cos(turn), r * math.sin(turn)) for r, turn in seeds]
        mx, my = (sum(axis) / len(places) for axis in zip(*places, strict=True))
        for m, (x, y) in zip(stack, places, strict=True):
            m.x, m.y = m.x + x - mx, m.y + y - my


def _pairs(marks: Sequence[Movable]) -> list[tuple[int, int]]:
    """Pairs nearer than ``APART`` px, by a grid of that size."""
    tiles: dict[tuple[int, int], list[int]] = {}
    found = []
    for i, m in enumerate(marks):
        col, row = int(m.x // APART), int(m.y // APART)
        for c in (col - 1, col, col + 1):
            for r in (row - 1, row, row + 1):
                for j in tiles.get((c, r), ()):
                    o = marks[j]
                    if (m.x - o.x) ** 2 + (m.y - o.y) ** 2 < APART * APART:
                        found.append((j, i))
        tiles.setdefault((col, row), []).append(i)
    return found
