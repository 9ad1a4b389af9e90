"""The panel rule: which maps a story needs, by clustering what happened by scale.

1. All that happened makes the overview. A point gets more room than an outline, as its label stands beside it.
2. Things that would run into each other on a map get a close-up, outlined on the map they were taken from; and so
   on inwards. A town alone, or a town in its country, reads on the overview and gets none.
3. A story that is all in one small area gets a wider overview, so that the reader sees where on earth it is.

Countries are things of a wide map: they stretch an overview, and group with others only on a map of continents.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from geodash.extent import Box, around, fit, mercator, normal, point_box, rounded, union, unmercator, unwrapped

ItemKind = Literal["point", "shape", "country"]

MAX_PANELS = 4
ASPECT = (0.95, 1.6)  # width : height of an extent; a surface widens it over spare ground to suit its own shape
GROUND_ASPECTS = (0.9, 1.75)  # what surfaces make of it, a phone's map being nearly square
GROUND_SPARE = 0.06  # of the width, ground beyond that on every side, so that a map can be moved a little
POINT_PAD = (0.2, 0.12)  # of the extent, sideways and up: a label of 20 characters is about a fifth of 700 px
SHAPE_PAD = (0.15, 0.15)
COUNTRY_PAD = (0.03, 0.03)
LINK = 0.03  # of the width: marks nearer than about 20 px of 700 cannot both be read
TOO_SMALL = 0.04  # of the width: an outline under about 28 px shows no shape
LEGIBLE = 0.25  # of the width: an outline this large reads where it is
LEGIBLE_COUNTRY = 0.08  # of the width: a country's outline is known by sight, 56 px of 700 are enough
SMALLER_BY = 0.5  # a close-up not half as wide as its parent shows nothing new
CONTINENTAL_DEG = 90.0
MIN_CLOSE_KM = 30.0  # a town and what surrounds it
LOCAL_KM = 500.0  # narrower than this, a reader does not know where on earth it is
CONTEXT_KM = 1500.0
WIDEST_CONTEXT_KM = 2500.0


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that happened somewhere: its extent (of no size for a point) and what it is."""

    id: str
    box: Box
    kind: ItemKind


@dataclass(frozen=True, slots=True)
class Frame:
    """The extent of one panel, what it was made for, and the panel it is outlined on."""

    id: str
    box: Box
    items: tuple[str, ...]
    parent: str | None = None

    @property
    def is_close_up(self) -> bool:
        """Whether it is outlined on a wider panel."""
        return self.parent is not None


def frames_for(items: Sequence[Item], context: Callable[[Box], Box | None] = lambda box: None) -> list[Frame]:
    """The frames of a story, the overview first; at most MAX_PANELS, none without items.

    ``context`` gives the extent in which a small story should be shown (its country); None where not known.
    """
    if not items:
        return []
    whole = frame_box(items)
    names = tuple(i.id for i in items)
    if whole.width_km < LOCAL_KM:
        wide = Frame("region", _context(whole, context(whole)), names)
        if whole.width > SMALLER_BY * wide.box.width:
            return _with_close_ups([wide], items)
        return _with_close_ups([wide, Frame("close-1", whole, names, parent=wide.id)], items)
    return _with_close_ups([Frame("region", whole, names)], items)


def _with_close_ups(frames: list[Frame], items: Sequence[Item]) -> list[Frame]:
    """The frames and their close-ups, inwards from the last one."""
    by_id = {i.id: i for i in items}
    queue = [frames[-1]]
    while queue and len(frames) < MAX_PANELS:
        parent = queue.pop(0)
        for group in _collapsed([by_id[i] for i in parent.items], parent.box):
            if len(frames) == MAX_PANELS:
                break
            number = sum(f.is_close_up for f in frames) + 1
            child = Frame(f"close-{number}", frame_box(group), tuple(i.id for i in group), parent.id)
            frames.append(child)
            queue.append(child)
    return frames


def frame_box(items: Sequence[Item]) -> Box:
    """The extent that holds all the items with room for labels, fitted to the aspect and not too close."""
    placed = unwrapped([i.box for i in items])
    west, east = min(w for w, _ in placed), max(e for _, e in placed)
    south, north = min(mercator(i.box.south) for i in items), max(mercator(i.box.north) for i in items)
    pads = {"point": POINT_PAD, "shape": SHAPE_PAD, "country": COUNTRY_PAD}
    width, height = east - west, north - south
    lows, highs = [(west, south)], [(east, north)]
    for item, (item_west, item_east) in zip(items, placed, strict=True):
        pad_x, pad_y = pads[item.kind]
        lows.append((item_west - pad_x * width, mercator(item.box.south) - pad_y * height))
        highs.append((item_east + pad_x * width, mercator(item.box.north) + pad_y * height))
    padded = normal(
        min(x for x, _ in lows),
        unmercator(min(y for _, y in lows)),
        max(x for x, _ in highs),
        unmercator(max(y for _, y in highs)),
    )
    smallest = around(*padded.centre, MIN_CLOSE_KM, MIN_CLOSE_KM / ASPECT[1])
    return rounded(fit(union([padded, smallest, *(i.box for i in items)]), *ASPECT))


def ground_box(box: Box) -> Box:
    """How far the ground must reach so that every surface can fit the extent to its own shape."""
    narrowest, widest = GROUND_ASPECTS
    reach = union([fit(box, 0, narrowest), fit(box, ASPECT[1], widest), fit(box, 1.3, 1.3)])
    spare = GROUND_SPARE * reach.width
    south, north = unmercator(mercator(reach.south) - spare), unmercator(mercator(reach.north) + spare)
    return rounded(normal(reach.west - spare, south, reach.west + reach.width + spare, north))


def _context(box: Box, country: Box | None) -> Box:
    """The overview of a small story: its country, or a window round it where that is unknown or too wide."""
    lon, lat = box.centre
    window = around(lon, lat, WIDEST_CONTEXT_KM, WIDEST_CONTEXT_KM / ASPECT[1])
    if country is None:
        return rounded(fit(union([box, around(lon, lat, CONTEXT_KM, CONTEXT_KM / ASPECT[1])]), *ASPECT))
    if country.width_km > WIDEST_CONTEXT_KM:
        return rounded(fit(union([box, window]), *ASPECT))
    least = around(lon, lat, LOCAL_KM, LOCAL_KM / ASPECT[1])
    joined = union([box, country, least])
    return frame_box([Item("context", joined, "country")])


def _collapsed(items: Sequence[Item], box: Box) -> list[list[Item]]:
    """The groups of items that a map of this extent cannot show apart, the fullest first."""
    able = [i for i in items if _takes_part(i, box)]
    groups = [g for g in _linked(able, LINK * box.width) if _needs_close_up(g, box)]
    return sorted(groups, key=len, reverse=True)


def _takes_part(item: Item, box: Box) -> bool:
    if item.kind == "country":
        return box.width > CONTINENTAL_DEG and _size(item.box) < LEGIBLE_COUNTRY * box.width
    return _size(item.box) < LEGIBLE * box.width


def _needs_close_up(group: list[Item], box: Box) -> bool:
    if frame_box(group).width > SMALLER_BY * box.width:
        return False
    if len({i.box for i in group}) > 1:
        return True
    return any(i.kind != "point" and _size(i.box) < TOO_SMALL * box.width for i in group)


def _size(box: Box) -> float:
    return max(box.width, mercator(box.north) - mercator(box.south))


def _linked(items: Sequence[Item], reach: float) -> list[list[Item]]:
    """Single linkage: items within reach (degrees of longitude on a Mercator map) fall into one group."""
    sides = [(i.box.west, i.box.width, mercator(i.box.south), mercator(i.box.north)) for i in items]
    groups: list[list[int]] = []
    for n, one in enumerate(sides):
        near = [g for g in groups if any(_gap(one, sides[m]) <= reach for m in g)]
        groups = [g for g in groups if g not in near]
        groups.append(sorted([m for g in near for m in g] + [n]))
    return [[items[m] for m in g] for g in groups]


Sides = tuple[float, float, float, float]  # west and width in degrees, Mercator's y of south and north


def _gap(one: Sides, other: Sides) -> float:
    """The distance between two boxes on a Mercator map, in degrees of longitude; 0 where they meet."""
    east, west = (other[0] - one[0]) % 360 - one[1], (one[0] - other[0]) % 360 - other[1]
    dx = min(east, west) if east > 0 and west > 0 else 0.0
    dy = max(0.0, other[2] - one[3], one[2] - other[3])
    return float((dx * dx + dy * dy) ** 0.5)


def point_item(place_id: str, lon: float, lat: float) -> Item:
    """An item for a thing known as a point."""
    return Item(place_id, point_box(lon, lat), "point")
