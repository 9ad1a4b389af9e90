"""From a panel's projected geometry to a scene: what of the story is where, and the raster of the ground under it.

Everything is in px of the panel, origin top left, y down.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, NotRequired, TypedDict

import numpy as np
import numpy.typing as npt

from geodash.marks import Mark, Note, Shape
from geodash.picture.field import CELL, Field, Part, Summed, clipped, parts
from geodash.picture.labels import Box, Segment
from geodash.picture.placing import MARGIN, Obstacle
from geodash.picture.spread import spread
from geodash.view import Inset

Floats = npt.NDArray[np.float64]
Measure = Callable[[str, str], float]  # text, a key of the style's labels → width in px
Under = Literal["sea", "land", "focus"]

ORDER = ("country", "area", "fuzzy", "sketch", "estimate", "zone", "line", "proposed-line")  # from the ground up
WIDEST_RING = 48.0  # px: round a wider ring of uncertainty its label would be too far from the mark
TOWN_APART = 40.0  # px: a town of the ground so near a story's mark would be taken for it
CROWD = 60  # marks: past this they are drawn small, where they are
TICK = 1.0  # px: a mark moved less is where it is


class GroundLabel(TypedDict):
    """A name of the ground. ``id`` of an area is "l:" and its ref; the lower the rank, the greater the place."""

    id: str
    kind: Literal["country", "area", "sea", "lake", "capital", "city"]
    text: str
    x: float
    y: float
    rank: float
    reach: NotRequired[float]  # px from its point within which a sea is this sea


@dataclass(slots=True)
class Content:
    """What a panel shows, projected to px: lines and rings are arrays (n, 2), boxes are left, top, right, bottom."""

    areas: Sequence[tuple[str, bool, Sequence[Floats]]] = ()  # ref, in focus, rings (even-odd)
    coast: Sequence[Floats] = ()
    lakes: Sequence[Floats] = ()  # rings
    borders: Sequence[Floats] = ()
    disputed: Sequence[Floats] = ()
    shapes: Sequence[tuple[Shape, Sequence[Floats]]] = ()  # rings or lines; none: those of the area of its ref
    marks: Sequence[tuple[Mark, float, float, float]] = ()  # x, y, radius_m as px (0 without)
    notes: Sequence[tuple[Note, float, float]] = ()
    insets: Sequence[tuple[Inset, float, float, float, float]] = ()
    ground: Sequence[GroundLabel] = ()
    furniture: Sequence[tuple[float, float, float, float]] = ()  # scale bar, locator, maps within the map


@dataclass(slots=True)
class MarkAt:
    """A mark, where it is drawn and where its place truly is."""

    mark: Mark
    x: float
    y: float
    tx: float
    ty: float
    r: float  # of the symbol with its stroke
    radius: float  # of the ring of uncertainty, or 0
    reach: float  # its label stands outside this

    @property
    def tick(self) -> Segment | None:
        """From the true point to the mark, where it was moved."""
        return (self.tx, self.ty, self.x, self.y) if math.hypot(self.x - self.tx, self.y - self.ty) > TICK else None


@dataclass(slots=True)
class ShapeAt:
    """A shape that is seen: a line with its longest part in view, or an area with its number in the raster."""

    shape: Shape
    line: Floats | None = None
    number: int = 0
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class NoteAt:
    """A note and the point it is about."""

    note: Note
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class InsetAt:
    """The outline of a close-up, no smaller than can be seen."""

    inset: Inset
    box: Box


@dataclass(slots=True)
class Scene:
    """All that the lettering asks."""

    width: float
    height: float
    narrow: bool
    style: dict[str, Any]
    measure: Measure
    field: Field
    numbered: bool = True
    marks: list[MarkAt] = dataclasses.field(default_factory=list)
    shapes: list[ShapeAt] = dataclasses.field(default_factory=list)
    notes: list[NoteAt] = dataclasses.field(default_factory=list)
    insets: list[InsetAt] = dataclasses.field(default_factory=list)
    ground: list[GroundLabel] = dataclasses.field(default_factory=list)
    obstacles: list[Obstacle] = dataclasses.field(default_factory=list)
    numbers: dict[str, int] = dataclasses.field(default_factory=dict)  # ref of an area → its number in the raster
    focus: set[int] = dataclasses.field(default_factory=set)
    parts: dict[int, Part] = dataclasses.field(default_factory=dict)  # what is seen of each numbered area
    lines: Summed = dataclasses.field(init=False)
    hard: Summed = dataclasses.field(init=False)
    focused: Summed = dataclasses.field(init=False)
    tinted: bool = dataclasses.field(init=False)  # whether the story has areas

    def __post_init__(self) -> None:
        f = self.field
        self.lines, self.hard = Summed(f.lines), Summed(f.hard)
        self.focused = Summed(np.isin(f.ids, sorted(self.focus)) & (f.ids > 0))
        self.tinted = bool(f.story.any())

    def under(self, box: Box) -> Under:
        """Which colour of the ground a box mostly lies on."""
        cells = self.field.cells(*(np.array([v]) for v in (box.x0, box.y0, box.x1, box.y1)))
        count = max(1, int((cells[1] - cells[0])[0] * (cells[3] - cells[2])[0]))
        sea, focus = float(self.field.share(cells, "ids", 0)[0]), float(self.focused.over(cells)[0]) / count
        if sea > 0.5:
            return "sea"
        return "focus" if focus > (1 - sea) / 2 else "land"


def compose(
    content: Content,
    width: float,
    height: float,
    *,
    style: dict[str, Any],
    measure: Measure,
    narrow: bool = False,
    numbered: bool = True,
) -> Scene:
    """The scene of a panel of ``width`` × ``height`` px. ``style`` is map_style.json.

    ``numbered``: everything with events carries their numbers, to match a list beside the map; else only where there
    are several.
    """
    f = Field(width, height)
    numbers = {}
    focus = set()
    rings_of: dict[str, list[Floats]] = {}
    for n, (ref, in_focus, rings) in enumerate(content.areas, start=1):
        numbers[ref] = n
        if in_focus:
            focus.add(n)
        rings_of.setdefault(ref, []).extend(_finite(rings))
        f.fill(f.ids, _finite(rings), n)
    f.fill(f.ids, _finite(content.lakes), 0)
    f.trace(f.lines, _finite([*content.coast, *content.borders, *content.disputed]))
    shapes = list(_shapes(content, rings_of, f, style))
    marks = _marks(content, width, height, style)
    if len(marks) <= CROWD:  # more could only be set apart by leaving their places
        spread(marks, width, height)
    insets = list(_insets(content, width, height, style))
    notes = [NoteAt(n, x, y) for n, x, y in content.notes if _within(x, y, width, height)]
    obstacles = [*_furniture(content), *_obstacles(marks, insets, notes)]
    ground = list(_ground(content, marks, obstacles, width, height, style))
    f.trace(f.lines, [*_round_marks(marks), *_under_towns(ground)])
    return Scene(
        width, height, narrow, style, cache(measure), f, numbered, marks, shapes, notes, insets, ground, obstacles,
        numbers, focus, parts(f.ids),
    )  # fmt: skip


def _finite(lines: Iterable[Floats]) -> list[Floats]:
    """Lines of two points or more, without points that the projection could not place."""
    found = []
    for line in lines:
        points = np.asarray(line, float).reshape(-1, 2)
        if not math.isfinite(points.sum()):
            points = points[np.isfinite(points).all(axis=1)]
        if len(points) > 1:
            found.append(points)
    return found


def _round_marks(marks: Sequence[MarkAt]) -> Iterable[Floats]:
    """Ticks and rings of uncertainty, as lines to keep off where there is room."""
    turn = np.linspace(0, 2 * math.pi, 25)
    for m in marks:
        if m.tick:
            yield np.array([m.tick[:2], m.tick[2:]])
        if m.reach > m.r:
            yield np.column_stack((m.tx + m.reach * np.cos(turn), m.ty + m.reach * np.sin(turn)))


def _under_towns(ground: Sequence[GroundLabel]) -> Iterable[Floats]:
    """Lines that leave room for the ground's towns, where there is."""
    for label in ground:
        if label["kind"] in ("city", "capital"):
            yield np.array([(label["x"] - CELL, label["y"]), (label["x"] + CELL, label["y"])])


def _within(x: float, y: float, width: float, height: float, slack: float = 4.0) -> bool:
    return -slack < x < width + slack and -slack < y < height + slack


def _shapes(content: Content, rings_of: dict[str, list[Floats]], f: Field, style: dict[str, Any]) -> Iterable[ShapeAt]:
    """Each shape of which something is seen, drawn into the raster from the ground up."""
    ranked = sorted(content.shapes, key=lambda s: ORDER.index(s[0].symbol) if s[0].symbol in ORDER else len(ORDER))
    found = []
    for n, (shape, given) in enumerate(ranked, start=1):
        geometry = _finite(given) or rings_of.get(shape.ref or "", [])
        if style["symbols"][shape.symbol]["shape"] == "line":
            f.trace(f.hard, geometry)
            seen = [s for line in geometry if (s := _in_view(line, f.width, f.height)) is not None]
            if seen:
                found.append(ShapeAt(shape, line=max(seen, key=_length)))
        else:
            f.fill(f.story, geometry, n)
            f.trace(f.lines, [line for ring in geometry for line in _off_edge(ring, f.width, f.height)])
            found.append(ShapeAt(shape, number=n))
    areas = parts(f.story)
    for one in found:
        one.part = areas.get(one.number)
    return [s for s in found if s.line is not None or s.part is not None]


def _length(line: Floats) -> float:
    return float(np.hypot(*np.diff(line, axis=0).T).sum())


def _in_view(line: Floats, width: float, height: float) -> Floats | None:
    """The points in view of a line, one at least every 6 px; None with fewer than two."""
    a, b = clipped([line], width, height)
    if not len(a):
        return None
    pieces = np.maximum(1, np.ceil(np.hypot(*(b - a).T) / CELL)).astype(np.int64)
    at = np.repeat(np.arange(len(pieces)), pieces)
    share = (np.arange(len(at)) - np.repeat(np.cumsum(pieces) - pieces, pieces)) / pieces[at]
    return np.concatenate((a[at] + (b - a)[at] * share[:, None], b[-1:]))


def _off_edge(ring: Floats, width: float, height: float) -> Iterable[Floats]:
    """The segments of a ring that are its outline, and not where it was clipped at or outside the panel's edge."""
    closed = ring if np.array_equal(ring[0], ring[-1]) else np.concatenate((ring, ring[:1]))
    a, b = closed[:-1], closed[1:]
    edge = np.zeros(len(a), bool)
    for axis, size in ((0, width), (1, height)):
        edge |= (a[:, axis] <= 1) & (b[:, axis] <= 1)
        edge |= (a[:, axis] >= size - 1) & (b[:, axis] >= size - 1)
    inner = np.flatnonzero(~edge)
    if len(inner):
        for run in np.split(inner, np.flatnonzero(np.diff(inner) > 1) + 1):
            yield closed[run[0] : run[-1] + 2]


def _marks(content: Content, width: float, height: float, style: dict[str, Any]) -> list[MarkAt]:
    found = []
    for mark, x, y, radius in content.marks:
        if not _within(x, y, width, height):
            continue
        look = style["symbols"][mark.symbol]
        r = look["radius"] + look.get("width", 0) / 2
        reach = r
        if "extent" in look:
            reach = min(WIDEST_RING, max(look["extent"]["minRadius"], radius))
        found.append(MarkAt(mark, x, y, x, y, r, radius, reach))
    return found


def _insets(content: Content, width: float, height: float, style: dict[str, Any]) -> Iterable[InsetAt]:
    least = style["symbols"]["inset"]["minSize"]
    for inset, x0, y0, x1, y1 in content.insets:
        grow = max(0.0, least - (x1 - x0)) / 2
        tall = max(0.0, least - (y1 - y0)) / 2
        box = Box(x0 - grow, y0 - tall, x1 + grow, y1 + tall)
        if box.x1 > 0 and box.y1 > 0 and box.x0 < width and box.y0 < height:
            yield InsetAt(inset, box)


def _furniture(content: Content) -> Iterable[Obstacle]:
    return [Obstacle(*box) for box in content.furniture]


def _obstacles(marks: Sequence[MarkAt], insets: Sequence[InsetAt], notes: Sequence[NoteAt]) -> Iterable[Obstacle]:
    """What labels keep off; owners are keyed as in the lettering."""
    for i, m in enumerate(marks):
        r = m.r + 1
        yield Obstacle(m.x - r, m.y - r, m.x + r, m.y + r, f"mark{i}")
    for i, v in enumerate(insets):
        yield Obstacle(v.box.x0, v.box.y0, v.box.x1, v.box.y1, f"inset{i}", open=True)
    for i, n in enumerate(notes):
        yield Obstacle(n.x - 3, n.y - 3, n.x + 3, n.y + 3, f"note{i}", open=True)


def _ground(
    content: Content,
    marks: Sequence[MarkAt],
    obstacles: Sequence[Obstacle],
    width: float,
    height: float,
    style: dict[str, Any],
) -> Iterable[GroundLabel]:
    """Names that the story does not tell, in view; a country's goes where its visible part is."""
    told = {f"l:{s.ref}" for s, _ in content.shapes if s.ref}
    names = {*(m.name for m, *_ in content.marks), *(s.name for s, _ in content.shapes)}
    spots = [*((m.x, m.y) for m in marks), *((m.tx, m.ty) for m in marks)]
    for label in content.ground:
        x, y, kind = label["x"], label["y"], label["kind"]
        if label["id"] in told or label["text"] in names or not label["text"].strip():
            continue
        if kind not in ("country", "area") and not _within(x, y, width, height):
            continue
        if kind in ("city", "capital"):
            r = style["labels"][kind]["dot"] + 1
            if not (x - r >= MARGIN and x + r <= width - MARGIN and y - r >= MARGIN and y + r <= height - MARGIN):
                continue
            if any(math.hypot(px - x, py - y) < TOWN_APART for px, py in spots):
                continue
            if any(o.x0 < x + r and x - r < o.x1 and o.y0 < y + r and y - r < o.y1 for o in obstacles):
                continue
        yield label
