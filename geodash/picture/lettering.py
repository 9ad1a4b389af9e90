"""Letters a panel: which labels it carries, what each says and where it stands. In px of the panel, y down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from geodash.marks import Mark, Note, Shape
from geodash.picture.ground_labels import ground_item, quotas
from geodash.picture.labels import Align, Box, Line, Option, Said, Segment
from geodash.picture.placing import Item, Limits, place
from geodash.picture.scene import GroundLabel, Scene, Under
from geodash.picture.standing import on_ground
from geodash.picture.story_labels import area_item, crowded_item, inset_item, line_item, mark_item, note_item
from geodash.view import Inset

Kind = Literal["mark", "shape", "note", "inset", "ground"]
Owner = Mark | Shape | Note | Inset | GroundLabel

MOST_REQUIRED = 40  # marks with a label that others are moved for; beyond, names stand where there is room


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with its place. Lines are set from the top of the box, each of its own height."""

    id: str
    kind: Kind
    owner: Owner
    box: Box
    align: Align
    lines: tuple[Line, ...]
    leader: Segment | None  # from beside the label to what it names
    dot: Box | None  # a town's own
    anchor: tuple[float, float] | None  # the point that a note is about
    under: Under
    said: Said  # how much of name and captions


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A label of the story that found no room."""

    id: str
    kind: Kind
    owner: Owner


@dataclass(frozen=True, slots=True)
class Lettering:
    """The labels of a panel: the story's, then the ground's."""

    placed: tuple[Placed, ...]
    unplaced: tuple[Unplaced, ...]


@dataclass(frozen=True, slots=True)
class _Wanted:
    id: str
    kind: Kind
    owner: Owner
    item: Item
    anchor: tuple[float, float] | None = None


def lay_out(scene: Scene) -> Lettering:
    """Every label of the scene with its place, or its want of one. The same scene gives the same labels."""
    wanted = list(_wanted(scene))
    limits = Limits(scene.width, scene.height, scene.obstacles, lambda b: on_ground(b, scene), quotas(scene))
    chosen = place([w.item for w in wanted], limits)
    placed = tuple(_placed(w, o, scene) for w, o in zip(wanted, chosen, strict=True) if o)
    unplaced = tuple(
        Unplaced(w.id, w.kind, w.owner) for w, o in zip(wanted, chosen, strict=True) if not o and w.kind != "ground"
    )
    return Lettering(placed, unplaced)


def _wanted(scene: Scene) -> Iterator[_Wanted]:
    ranked = sorted(range(len(scene.marks)), key=lambda i: -len(scene.marks[i].mark.event_ids))
    rank = {i: n for n, i in enumerate(ranked)}
    for i, m in enumerate(scene.marks):
        key = f"mark{i}"
        item = mark_item(key, m, scene) if rank[i] < MOST_REQUIRED else crowded_item(key, m, rank[i], scene)
        yield _Wanted(m.mark.id, "mark", m.mark, item)
    for i, s in enumerate(scene.shapes):
        made = line_item(f"shape{i}", s, scene) if s.line is not None else area_item(f"shape{i}", s, scene)
        if made:
            yield _Wanted(s.shape.id, "shape", s.shape, made)
    for i, n in enumerate(scene.notes):
        yield _Wanted(n.note.id, "note", n.note, note_item(f"note{i}", n, scene), (n.x, n.y))
    for i, v in enumerate(scene.insets):
        yield _Wanted(f"inset:{v.inset.panel_id}", "inset", v.inset, inset_item(f"inset{i}", v, scene))
    for i, label in enumerate(scene.ground):
        ground = ground_item(f"ground{i}", label, scene)
        if ground:
            yield _Wanted(label["id"], "ground", label, ground)


def _placed(w: _Wanted, o: Option, scene: Scene) -> Placed:
    box = Box(o.x0, o.y0, o.x1, o.y1)
    return Placed(
        w.id, w.kind, w.owner, box, o.align, o.block.lines, o.leader, o.dot, w.anchor, scene.under(box), o.block.said
    )  # fmt: skip
