"""Names of the ground, off the story's: countries inside what is seen of them, water on water, towns by their dots."""

from __future__ import annotations

import math

import numpy as np

from geodash.picture.candidates import Batch, around, batch, beside
from geodash.picture.field import CELL, Field
from geodash.picture.labels import Block, Box
from geodash.picture.placing import Item, Quota
from geodash.picture.scene import GroundLabel, Scene
from geodash.picture.settings import MOST_NAME, Setting, distinct, lines
from geodash.picture.standing import aloof, crowd, foreign, inside, tied
from geodash.picture.wrapping import columns, shortened

PRIORITY = {"country": 10.0, "area": 20.0, "sea": 30.0, "lake": 40.0, "capital": 50.0, "city": 60.0}
CITY_LIMIT = 15.0  # a town's name that only fits badly is left out
FIT = 0.84  # share of a country's name that must lie in what is seen of it
WATER_REACH, LAND_REACH = 60.0, 24.0  # px from its point
TOWN_ROOM = 160.0  # px square: about one town for orientation in each
MOST_TOWNS = 10
TOWNS_APART = 80.0  # px


def quotas(scene: Scene) -> dict[str, Quota]:
    """How many towns are named for orientation on a panel of this size."""
    most = round(scene.width * scene.height / TOWN_ROOM**2)
    return {"town": Quota(max(1, min(MOST_TOWNS, most)), TOWNS_APART)}


def ground_item(key: str, label: GroundLabel, scene: Scene) -> Item | None:
    """A name of the ground; it gives way to all else."""
    kind = label["kind"]
    if kind not in PRIORITY:
        return None
    text = shortened(label["text"], MOST_NAME)
    words = [columns(w) for w in text.split()] or [0]
    size, longest = columns(text), max(words)
    sets = distinct(
        Setting(Block.of(lines(text, kind, width, scene)), i * 3.0)
        for i, width in enumerate((size, max(longest, math.ceil(size / 2)), longest))
    )
    rank = label["rank"]
    town = kind in ("capital", "city")

    def first() -> list[Batch]:
        found = [b for s in sets for b in _places(label, s, scene)] if not town else _beside_dot(label, sets, scene)
        for b in found:
            b.cost = b.cost + 40 * foreign(b, 0, scene) + (crowd(b, scene) if kind == "country" else 0.0)
        return found

    limit, group = (CITY_LIMIT, "town") if town else (math.inf, "")
    return Item(key, PRIORITY[kind] + min(rank / 12, 9.0), False, (first,), limit, group)


def _beside_dot(label: GroundLabel, sets: list[Setting], scene: Scene) -> list[Batch]:
    r = float(scene.style["labels"][label["kind"]]["dot"])
    x, y = label["x"], label["y"]
    close = [around(x, y, r - 1, s.block, s.cost) for s in sets[:1]]
    found = [b.take(aloof(b, scene.marks)) for b in close]  # else it would read as the name of the story's mark
    for b in found:
        b.dot = Box(x - r, y - r, x + r, y + r)
    return found


def _places(label: GroundLabel, s: Setting, scene: Scene) -> list[Batch]:
    """Where a setting of a name of an area or a water may stand."""
    number = scene.numbers.get(label["id"].removeprefix("l:"))
    if number is None:
        b = _near_water(label, s, scene) if label["kind"] in ("sea", "lake") else _near_point(label, s)
        return [b] if b is not None else []
    part = scene.parts.get(number)
    if part is None:
        return []
    b = inside(part, "ids", number, s.block, s.cost, FIT, scene)
    found = [b] if b is not None else []
    if number in scene.focus:  # what the panel is about is named however small it is
        x0, y0, x1, y1 = part.box
        sides = tied(beside(Box(x0 - 3, y0 - 3, x1 + 3, y1 + 3), s.block, s.cost + 30), part)
        found.append(sides.take(aloof(sides, scene.marks)))
    return found


def _near_point(label: GroundLabel, s: Setting) -> Batch:
    dx, dy = (g.ravel() for g in np.meshgrid(np.arange(-24.0, 25, 12), np.arange(-24.0, 25, 6)))
    away = np.hypot(dx, dy)
    ok = away <= LAND_REACH
    left, top = label["x"] + dx[ok] - s.block.width / 2, label["y"] + dy[ok] - s.block.height / 2
    return batch(left, top, s.block, np.ones(len(left), np.int64), s.cost + away[ok] * 0.12)


def _near_water(label: GroundLabel, s: Setting, scene: Scene) -> Batch | None:
    """Wherever 60 px of water lead from its point, or half the width of the sea, so that a name stays in its own."""
    reach = min(WATER_REACH, label.get("reach", WATER_REACH))
    reached = water_from(label["x"], label["y"], scene.field, reach)
    if not reached:
        return None
    cells = np.array(list(reached))
    row, col = np.divmod(cells, scene.field.cols)
    some = (col + math.floor(label["x"] / CELL)) % 2 == 0  # every other column: a name is wide
    away = np.array(list(reached.values()))[some]
    left, top = (col[some] + 0.5) * CELL - s.block.width / 2, (row[some] + 0.5) * CELL - s.block.height / 2
    under = scene.field.cells(left, top, left + s.block.width, top + s.block.height)
    wet = scene.field.share(under, "ids", 0)
    ok = wet >= 0.9
    if not ok.any():
        return None
    cost = s.cost + away[ok] * 0.12 + 60 * (1 - wet[ok])
    return batch(left[ok], top[ok], s.block, np.ones(int(ok.sum()), np.int64), cost)


def water_from(x: float, y: float, field: Field, reach: float = WATER_REACH) -> dict[int, float]:
    """Cells of water that are reached from a point by water, with the px of the way."""
    col, row = math.floor(x / CELL), math.floor(y / CELL)
    cols, rows = field.cols, field.rows
    if not (0 <= col < cols and 0 <= row < rows) or field.ids[row, col]:
        return {}
    wet = (field.ids == 0).ravel()
    start = row * cols + col
    found = {start: 0.0}
    edge = [start]
    for step in range(1, int(reach / CELL) + 1):
        ahead = []
        for i in edge:
            c = i % cols
            for j in (i - 1 if c else -1, i + 1 if c < cols - 1 else -1, i - cols, i + cols):
                if 0 <= j < len(wet) and j not in found and wet[j]:
                    found[j] = step * CELL
                    ahead.append(j)
        edge = ahead
    return found
