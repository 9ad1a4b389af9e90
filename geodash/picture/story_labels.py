"""The labels of what the story tells: marks, areas, lines, notes and close-ups. Each must find a place, if it can."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from geodash.picture.candidates import Anchor, Batch, Floats, around, beside, ring
from geodash.picture.labels import Block, Box
from geodash.picture.placing import Item
from geodash.picture.scene import InsetAt, MarkAt, NoteAt, Scene, ShapeAt
from geodash.picture.settings import (
    MOST_CAPTION,
    MOST_NAME,
    TIGHT,
    Setting,
    distinct,
    last_resort,
    lines,
    settings,
    tail_of,
)  # fmt: skip
from geodash.picture.standing import abroad, aloof, beside_marks, crowd, foreign, inside, on_focus, strangers, tied
from geodash.picture.wrapping import shortened

PRIORITY = {"mark": 0.0, "shape": 1.0, "note": 2.0, "inset": 3.0, "rest": 5.0}
SHORT_RINGS = (22.0, 30.0, 40.0)
NEAR_RINGS = (24.0, 38.0, 54.0, 76.0, 100.0)
FAR_RINGS = (130.0, 165.0, 205.0, 250.0, 300.0)
LINE_RINGS = (24.0, 34.0, 46.0, 62.0, 84.0, 112.0)
NOTE_RINGS = (30.0, 44.0, 60.0, 80.0, 104.0, 132.0, 170.0)
Batches = Iterable[Batch | None]


def _added(batches: Batches, cost: Callable[[Batch], Floats | float]) -> list[Batch]:
    found = []
    for b in batches:
        if b is not None:
            b.cost = b.cost + cost(b)
            found.append(b)
    return found


def mark_item(key: str, at: MarkAt, scene: Scene) -> Item:
    """A mark's name above its captions, close to it, or farther by a leader."""
    mark, tail = at.mark, tail_of(at.mark.numbers, scene)
    own = scene.field.at(scene.field.story, at.tx, at.ty)
    sets = settings(mark.name, mark.captions, "name", scene, tail)
    last = last_resort(mark.name, "name", scene, tail)
    anchor = Anchor(at.x, at.y, at.r)

    def apart(batches: Batches) -> list[Batch]:
        return _added(batches, lambda b: 12 * foreign(b, own, scene))

    def close(s: Setting) -> Batch:
        return around(at.x, at.y, at.reach, s.block, s.cost)

    def led(s: Setting, distances: Sequence[float], turns: int) -> Batch | None:
        return ring([anchor], s.block, s.cost + 22, distances, turns)

    def first() -> list[Batch]:
        return apart(close(s) for s in sets if s.whole)

    def more() -> list[Batch]:
        return apart(led(s, NEAR_RINGS, 24) for s in [s for s in sets if s.whole][:2])

    def shorter() -> list[Batch]:
        some = [s for s in sets if not s.whole]
        return apart([*map(close, some), *(led(s, NEAR_RINGS, 24) for s in some)])

    def far() -> list[Batch]:
        short = [s for s in sets if s.said == "name"] or sets[-1:]
        return apart(
            [
                *map(close, last),
                *(led(s, NEAR_RINGS, 24) for s in last),
                *(led(s, FAR_RINGS, 36) for s in (*short, *last)),
            ]
        )

    return Item(key, PRIORITY["mark"], True, (first, more, shorter, far))


def crowded_item(key: str, at: MarkAt, rank: int, scene: Scene) -> Item:
    """A mark among very many: its name close by where there is room, else its numbers, else nothing."""
    tail = tail_of(at.mark.numbers, scene)
    name = settings(at.mark.name, (), "name", scene, tail)[:1]
    number = [s for s in last_resort(at.mark.name, "name", scene, tail) if s.said == "number"]

    def close(sets: Sequence[Setting]) -> list[Batch]:
        return [around(at.x, at.y, at.reach, s.block, s.cost) for s in sets]

    def led() -> list[Batch | None]:
        return [ring([Anchor(at.x, at.y, at.r)], s.block, s.cost + 22, SHORT_RINGS) for s in number]

    return Item(key, PRIORITY["rest"] + rank * 1e-4, False, (lambda: close(name), lambda: close(number), led))


def area_item(key: str, at: ShapeAt, scene: Scene) -> Item | None:
    """An area's name in it, beside it, or farther by a leader."""
    shape, part, number = at.shape, at.part, at.number
    if part is None:
        return None
    kind = (
        "note" if scene.style["symbols"][shape.symbol].get("word") else "name" if shape.symbol == "fuzzy" else "place"
    )
    word = scene.style["symbols"][shape.symbol].get("word")
    captions = list(shape.captions)
    if word and not any(word in text.lower() for text in (shape.name, *captions)):
        captions.insert(0, word)
    tail = tail_of(shape.numbers, scene)
    sets, last = settings(shape.name, captions, kind, scene, tail), last_resort(shape.name, kind, scene, tail)
    middle = Anchor(part.x, part.y, cost=beside_marks(part.x, part.y, scene))
    others = strangers(number, scene)
    x0, y0, x1, y1 = part.box
    extent = Box(x0 - 3, y0 - 3, x1 + 3, y1 + 3)  # cells end up to half a cell early

    def apart(batches: Batches) -> list[Batch]:
        return _added(
            batches, lambda b: 50 * foreign(b, number, scene) + 30 * abroad(b, number, scene) + crowd(b, scene)
        )

    def near(s: Setting) -> list[Batch | None]:
        sides = tied(beside(extent, s.block, s.cost + 9), part)
        led = np.zeros(len(sides), bool) if sides.leader is None else ~np.isnan(sides.leader[:, 0])
        within = inside(part, "story", number, s.block, s.cost, 0.97, scene)
        return [within, sides.take(led | aloof(sides, others))]

    def first() -> list[Batch]:
        return apart(b for s in sets if s.whole for b in near(s))

    def more() -> list[Batch]:
        found: list[Batch | None] = []
        for s in sets:
            if not s.whole:
                found += near(s)
            close = around(part.x, part.y, 4, s.block, s.cost + 20)
            found += [close.take(aloof(close, others)), ring([middle], s.block, s.cost + 30)]
        return apart(found)

    def far() -> list[Batch]:
        found: list[Batch | None] = []
        for s in last:
            found += [*near(s), ring([middle], s.block, s.cost + 30, turns=24)]
        found += [ring([middle], s.block, s.cost + 30, FAR_RINGS, 36) for s in (*sets[-1:], *last)]
        return apart(found)

    return Item(key, PRIORITY["shape"], True, (first, more, far))


def line_item(key: str, at: ShapeAt, scene: Scene) -> Item | None:
    """A line's name, or of a proposal who says what of it, off the line by a leader."""
    shape = at.shape
    if at.line is None:
        return None
    anchors, proposed, tail = along(at.line), shape.symbol == "proposed-line", tail_of(shape.numbers, scene)
    if proposed:
        told = shape.captions or (shape.name,)
        widths = (24, 18) if scene.narrow else (26, 22, 32)
        sets = distinct(Setting(_told(told, w, scene, tail), i * 2.0) for i, w in enumerate(widths))
    else:
        sets = settings(shape.name, shape.captions, "name", scene, tail)
    last = last_resort(shape.name, "note" if proposed else "name", scene, tail)
    weight = 24 if proposed else 8

    def rings(given: Sequence[Anchor], of: Sequence[Setting], distances: Sequence[float] = LINE_RINGS) -> list[Batch]:
        found = [ring(given, s.block, s.cost, distances) for s in of]
        return _added(found, lambda b: weight * on_focus(b, scene))

    return Item(
        key,
        PRIORITY["note"],
        True,
        (
            lambda: rings(anchors[:3], sets[:2]),
            lambda: [*rings(anchors[3:], sets), *rings(anchors[:3], sets[2:])],
            lambda: [*rings(anchors, last), *rings(anchors[:3], (*sets, *last), FAR_RINGS)],
        ),
    )


def _told(told: Sequence[str], width: int, scene: Scene, tail: str) -> Block:
    texts = [t for c in told if (t := shortened(c, MOST_CAPTION))]
    return Block.of([
        line for i, t in enumerate(texts) for line in lines(t, "note", width, scene, "" if i else tail)
    ])  # fmt: skip


def along(points: Floats) -> list[Anchor]:
    """Anchors at fractions of the length of a line's part in view; best first."""
    step = np.diff(points, axis=0)
    at = np.concatenate(([0.0], np.cumsum(np.hypot(*step.T))))
    found = []
    for share in (0.5, 0.35, 0.65, 0.2, 0.8):
        here = share * at[-1]
        i = min(max(1, int(np.searchsorted(at, here))), len(step))
        t = (here - at[i - 1]) / (at[i] - at[i - 1]) if at[i] > at[i - 1] else 0.0
        x, y = points[i - 1] + step[i - 1] * t
        dx, dy = step[i - 1].tolist()
        length = math.hypot(dx, dy) or 1.0
        found.append(Anchor(float(x), float(y), 5.0, abs(share - 0.5) * 12, (dx / length, dy / length)))
    return found


def note_item(key: str, at: NoteAt, scene: Scene) -> Item:
    """A note's words by a leader to the point they are about."""
    anchor = Anchor(at.x, at.y, 3.0)
    texts = [shortened(t, MOST_NAME) for t in at.note.lines]

    def block(width: int) -> Block:
        return Block.of([line for t in texts for line in lines(t, "note", width, scene)])

    widths = (MOST_NAME + 1, 20 if scene.narrow else 24, TIGHT + 4)
    sets = distinct(Setting(block(w), i * 5.0) for i, w in enumerate(widths))

    def rings(of: Sequence[Setting], distances: Sequence[float]) -> list[Batch]:
        return _added((ring([anchor], s.block, s.cost, distances) for s in of), lambda b: 24 * on_focus(b, scene))

    return Item(
        key,
        PRIORITY["note"],
        True,
        (lambda: rings(sets[:2], NOTE_RINGS), lambda: rings(sets, (*NOTE_RINGS, *FAR_RINGS))),
    )


def inset_item(key: str, at: InsetAt, scene: Scene) -> Item:
    """A close-up's label beside its outline."""
    text, box = shortened(at.inset.label, MOST_NAME), at.box
    middle = Anchor((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2, min(box.x1 - box.x0, box.y1 - box.y0) / 2)
    sets = distinct(
        Setting(Block.of(lines(text, "inset", w, scene)), i * 4.0) for i, w in enumerate((MOST_NAME + 1, 20, TIGHT))
    )
    return Item(
        key,
        PRIORITY["inset"],
        True,
        (
            lambda: [beside(box, s.block, s.cost) for s in sets[:1]],
            lambda: [beside(box, s.block, s.cost) for s in sets[1:]],
            lambda: [ring([middle], s.block, s.cost + 22, [middle.r + d for d in LINE_RINGS]) for s in sets],
        ),
    )
