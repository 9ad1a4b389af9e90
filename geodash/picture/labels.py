"""What a label is on paper, and when two are in each other's way. Lengths are px of the panel, y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

PAD = 3.0  # px between labels: the width of the halo

Said = Literal["all", "some", "name", "number"]  # how much of name and captions a block says
Align = Literal["start", "middle", "end"]  # physical: start is left, whatever way the text runs
Segment = tuple[float, float, float, float]  # x0, y0, x1, y1
ALIGNS: tuple[Align, Align, Align] = ("start", "middle", "end")


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, right and bottom in px."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """One line of type: ``kind`` is a key of the style's labels; ``tail`` is set behind the text as numbers."""

    text: str
    kind: str
    tail: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set above each other. ``first`` is the height of the first, which stands level with a point."""

    lines: tuple[Line, ...]
    width: float
    height: float
    first: float
    said: Said = "all"

    @classmethod
    def of(cls, lines: Sequence[Line], said: Said = "all") -> Block:
        """The block of these lines; its size is rounded up to whole px."""
        width = float(-int(-max((line.width for line in lines), default=0.0) // 1))
        height = float(-int(-sum(line.height for line in lines) // 1))
        return cls(tuple(lines), width, height, lines[0].height if lines else 0.0, said)


@dataclass(slots=True, eq=False)
class Option:
    """A place where a label might stand: the dearer, the worse. It may bring a dot and a leader of its own."""

    x0: float
    y0: float
    x1: float
    y1: float
    align: Align
    cost: float
    block: Block
    leader: Segment | None = None
    dot: Box | None = None
    _reach: Segment | None = field(default=None, init=False, repr=False)

    def reach(self) -> Segment:
        """The box of all that it brings, with the room it asks for; it does not change."""
        if self._reach is None:
            self._reach = self._reached()
        return self._reach

    def _reached(self) -> Segment:
        x0, y0, x1, y1 = self.x0 - PAD, self.y0 - PAD, self.x1 + PAD, self.y1 + PAD
        if self.leader:
            ax, ay, bx, by = self.leader
            x0, y0, x1, y1 = min(x0, ax, bx), min(y0, ay, by), max(x1, ax, bx), max(y1, ay, by)
        if self.dot:
            dot = self.dot
            x0, y0, x1, y1 = min(x0, dot.x0), min(y0, dot.y0), max(x1, dot.x1), max(y1, dot.y1)
        return x0, y0, x1, y1


Boxed = Box | Option


def overlap(a: Boxed, b: Boxed, pad: float = 0.0) -> bool:
    """Whether two boxes are nearer than ``pad`` px."""
    return a.x0 < b.x1 + pad and b.x0 < a.x1 + pad and a.y0 < b.y1 + pad and b.y0 < a.y1 + pad


def crosses(segment: Segment, b: Boxed, pad: float = 0.0) -> bool:
    """Whether the segment comes nearer than ``pad`` px to the box.

    Its ends on one side of a side of the box: no. Else the corners lie on both sides of its line, or it passes by.
    """
    ax, ay, bx, by = segment
    x0, y0, x1, y1 = b.x0 - pad, b.y0 - pad, b.x1 + pad, b.y1 + pad
    if (ax < x0 and bx < x0) or (ax > x1 and bx > x1) or (ay < y0 and by < y0) or (ay > y1 and by > y1):
        return False
    dx, dy = bx - ax, by - ay
    north, south, west, east = dx * (y0 - ay), dx * (y1 - ay), dy * (x0 - ax), dy * (x1 - ax)
    corners = (north - west, north - east, south - west, south - east)
    return min(corners) <= 0 <= max(corners)


def meet(a: Segment, b: Segment) -> bool:
    """Whether two segments cross; to touch at an end is not to cross."""

    def side(s: Segment, x: float, y: float) -> float:
        return (s[2] - s[0]) * (y - s[1]) - (s[3] - s[1]) * (x - s[0])

    return side(a, b[0], b[1]) * side(a, b[2], b[3]) < 0 and side(b, a[0], a[1]) * side(b, a[2], a[3]) < 0


def clash(a: Option, b: Option) -> bool:
    """Whether two chosen options are in each other's way, by their boxes, dots or leaders."""
    if a.x0 < b.x1 + PAD and b.x0 < a.x1 + PAD and a.y0 < b.y1 + PAD and b.y0 < a.y1 + PAD:
        return True
    if not (a.dot or b.dot or a.leader or b.leader):
        return False
    (ax0, ay0, ax1, ay1), (bx0, by0, bx1, by1) = a.reach(), b.reach()
    if ax0 > bx1 or bx0 > ax1 or ay0 > by1 or by0 > ay1:
        return False
    if a.dot and (overlap(a.dot, b, 1) or (b.dot and overlap(a.dot, b.dot, 1))):
        return True
    if b.dot and overlap(b.dot, a, 1):
        return True
    return _led(a, b) or _led(b, a)


def _led(a: Option, b: Option) -> bool:
    """Whether the leader of one runs into the other."""
    if not a.leader:
        return False
    if crosses(a.leader, b, 1) or (b.dot and crosses(a.leader, b.dot, 1)):
        return True
    return b.leader is not None and meet(a.leader, b.leader)
