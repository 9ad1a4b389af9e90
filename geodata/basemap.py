"""The shipped basemap: areas, borders, coast and lakes of the world at three levels, under one worldview.

Coordinates are WGS84 degrees, longitude first. A box is (west, south, east, north); a box whose west lies east of
its east crosses the antimeridian, and what comes out of it then runs on past 180°.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geodata import worldview as worldviews
from geodata.clipping import close, cut, enclosed
from geodata.errors import InputError
from geodata.shipped import LEVELS, label_spot, labels, lakes_in, sea, unit_at
from geodata.shipped import level as level_of
from geodata.topology import SEA, Box, Level

# Widest box, in degrees, that a level serves: at 600 px across, one pixel is then about the level's tolerance.
FINE_UP_TO_DEG = 6.0
MID_UP_TO_DEG = 100.0

FIRST_LEVEL = "adm1:"


@dataclass(frozen=True)
class Clip:
    """What a panel draws. ``areas`` are (ref, name, polygons); ``borders`` are (kind, lines)."""

    areas: list[tuple[str, str, BaseGeometry]]
    borders: list[tuple[worldviews.LineKind, BaseGeometry]]
    coast: BaseGeometry
    lakes: BaseGeometry


class Basemap:
    """The basemap under one worldview; open it with :meth:`open`, which keeps it."""

    attribution: tuple[str, ...] = (
        "© OpenStreetMap contributors (ODbL)",
        "Made with Natural Earth",
        "Marine Regions (CC BY 4.0)",
        "GeoNames (CC BY 4.0)",
    )

    def __init__(self, view: worldviews.Worldview) -> None:
        self.view = view
        self._area = lru_cache(maxsize=256)(self._build_area)
        self._sides = cache(self._read_sides)
        # A story is drawn in several sizes and languages on the same ground.
        self._clip = lru_cache(maxsize=16)(self._build_clip)

    @classmethod
    def open(cls, worldview: str = "iso") -> Basemap:
        """Return the basemap for a worldview. Raises InputError for an unknown one, DataError for missing data."""
        with _OPENING:
            return _opened(worldview)

    def level_for(self, bbox: Box) -> str:
        """The level whose detail suits a panel of this box (degrees), at 400 to 1,000 px across."""
        west, south, east, north = bbox
        wide = max((east - west) % 360 if east < west else east - west, north - south)
        return "fine" if wide <= FINE_UP_TO_DEG else "mid" if wide <= MID_UP_TO_DEG else "coarse"

    def area(self, ref: str, level: str | None = None) -> BaseGeometry | None:
        """The outline of a country, disputed area, first-level area ("adm1:US.TX") or sea ("sea:red-sea").

        Without a level, the one that suits the area's own extent. None where the ref has no outline. First-level
        areas have no coarse form and come in the middle one; seas have one form only.
        """
        if level is not None and level not in LEVELS:
            raise InputError(f"level “{level}” is unknown; choose one of: {', '.join(LEVELS)}")
        if ref.startswith("sea:"):
            return sea(ref)
        if level is None:
            rough = self._area(ref, "mid")
            level = None if rough is None else self.level_for(rough.bounds)
        if level is None:
            return None
        return self._area(ref, "mid" if level == "coarse" and ref.startswith(FIRST_LEVEL) else level)

    def clip(self, bbox: Box, level: str) -> Clip:
        """Everything a panel draws, cut to the box."""
        west, south, east, north = bbox
        if west <= east:
            return self._clip(bbox, level)
        here, beyond = self._clip((west, south, 180.0, north), level), self._clip((-180.0, south, east, north), level)
        return _joined(here, beyond)

    def area_at(self, lon: float, lat: float) -> str | None:
        """The ref of the area shown at a point ("PS-GZ", "EG"), or None at sea."""
        sides = self._sides("fine")
        unit = unit_at(level_of("fine"), lon, lat)
        return sides.refs[sides.shown[unit]] or None

    def contested(self, bbox: Box) -> list[str]:
        """One sentence for each contested area or line in the box, sorted; what is drawn, who holds, who claims."""
        west, south, east, north = bbox
        if west > east:
            return sorted({*self.contested((west, south, 180.0, north)), *self.contested((-180.0, south, east, north))})
        view, box = self.view, shapely.box(*bbox)
        said = {
            f"{area.name}: {self._drawn(area)}. {area.claims}"
            for area in view.areas.values()
            if self._in_view(area.ref, box)
        }
        for rule in view.rules:
            if rule.claims and rule.kind == "disputed" and self._line_in_view(rule, bbox):
                one, other = (self.name(ref) for ref in rule.between)
                said.add(f"{rule.name}: the line between {one} and {other} is dashed. {rule.claims}")
        for note in view.notes:
            near = note.point is not None and box.intersects(shapely.Point(note.point))
            if near or any(self._in_view(ref, box) for ref in note.refs):
                said.add(f"{note.name}: {note.claims}")
        return sorted(said)

    def name(self, ref: str) -> str:
        """The plain English name of an area, or its ref where it has none."""
        if ref in self.view.areas:
            return self.view.areas[ref].name
        return str(labels()["names"].get(ref, ref))

    def names(self, ref: str) -> dict[str, str]:
        """Names by language; the basemap itself knows English only."""
        name = self.name(ref)
        return {} if name == ref else {"en": name}

    def refs(self) -> list[str]:
        """Every country, stand-alone and disputed area that has an outline."""
        pieces = {piece for piece, _ in level_of("mid").units if piece}
        return sorted({step for piece in pieces for step in self.view.chain(piece)})

    def first_level_refs(self) -> list[str]:
        """Every first-level area that has an outline."""
        return sorted({FIRST_LEVEL + code for _, code in level_of("mid").units if code})

    def label_points(self, bbox: Box, level: str) -> list[tuple[str, str, str, float, float, int]]:
        """Where names of countries, seas and lakes go: (kind, ref, name, lon, lat, rank), most important first.

        A country or sea whose own label point lies outside the box gets one inside what the box shows of it, where
        that is more than a sliver.
        """
        west, south, east, north = bbox
        found = []
        for kind, ref, name, lon, lat, rank in labels()["points"]:
            if kind == "lake" and rank > LAKE_RANK_UP_TO[level]:
                continue
            shifted = lon + 360 if west > east and lon < west else lon
            if west <= shifted <= (east + 360 if west > east else east) and south <= lat <= north:
                found.append((kind, ref, name, shifted, lat, rank))
        known = {ref for _, ref, *_ in found}
        room = ((east - west) % 360) * (north - south)
        for ref, name, shape in self.clip(bbox, level).areas:
            if ref not in known and shape.area > SLIVER * room:
                spot = label_spot(shape)
                kind = "area" if ref in self.view.areas else "country"
                found.append((kind, ref, name, round(spot.x, 4), round(spot.y, 4), 2))
        found += [(*name, *spot, rank) for name, spot, rank in _seas_beside(bbox, known, room)]
        return sorted(found, key=lambda row: (row[5], row[2]))

    def sides(self, *refs: str) -> tuple[Level, list[NDArray[np.bool_]]]:
        """The finest level, and per ref which of its units make up that ref: what borders are derived from."""
        return level_of("fine"), [self._units(ref, "fine") for ref in refs]

    def _units(self, ref: str, level: str) -> NDArray[np.bool_]:
        """Which units of a level make up a ref; the worldview decides."""
        pairs = level_of(level).units
        if ref.startswith(FIRST_LEVEL):
            code = ref.removeprefix(FIRST_LEVEL)
            return np.array([unit[1] == code for unit in pairs])
        members = {piece for piece in {unit[0] for unit in pairs} if piece and ref in self.view.chain(piece)}
        return np.array([unit[0] in members for unit in pairs])

    def _build_area(self, ref: str, level: str) -> BaseGeometry | None:
        ground = level_of(level)
        mine = self._units(ref, level)
        if not mine.any():
            return None
        left, right = mine[ground.chunks["left"]], mine[ground.chunks["right"]]
        edge = np.flatnonzero(left != right)
        faces, inside = enclosed(ground.lines(edge), left[edge].astype(np.int64), right[edge].astype(np.int64))
        faces = faces[inside == 1]
        return faces[0] if len(faces) == 1 else shapely.MultiPolygon(faces.tolist())

    def _build_clip(self, bbox: Box, level: str) -> Clip:
        ground, sides = level_of(level), self._sides(level)
        left, right = ground.chunks["left"], ground.chunks["right"]
        near = ground.chunks_in(bbox)
        index = np.flatnonzero(near & ((sides.shown[left] != sides.shown[right]) | (sides.kind > 0)))
        stretches, source = cut(ground.lines(index), bbox)
        chunk = index[source]
        outline = sides.shown[left[chunk]] != sides.shown[right[chunk]]
        faces, label_of = close(
            stretches[outline],
            sides.shown[left[chunk]][outline],
            sides.shown[right[chunk]][outline],
            bbox,
            lambda lon, lat: int(sides.shown[unit_at(ground, lon, lat)]),
        )
        areas: list[tuple[str, str, BaseGeometry]] = [
            (sides.refs[label], self.name(sides.refs[label]), shapely.MultiPolygon(faces[label_of == label].tolist()))
            for label in np.unique(label_of[label_of > 0]).tolist()
        ]
        water = (left[chunk] == SEA) & (ground.chunks["seam"][chunk] == 0)
        kinds = sides.kind[chunk]
        solid, dashed = stretches[kinds == BORDER], stretches[kinds == DISPUTED]
        borders: list[tuple[worldviews.LineKind, BaseGeometry]] = []
        if len(solid):
            borders.append(("border", _merged(solid)))
        if len(dashed):
            borders.append(("disputed", _merged(dashed)))
        return Clip(areas, borders, _merged(stretches[water]), lakes_in(bbox, level))

    def _read_sides(self, level: str) -> _Sides:
        ground = level_of(level)
        pieces = sorted({piece for piece, _ in ground.units})  # "" for the sea comes first
        piece = np.array([pieces.index(unit[0]) for unit in ground.units], dtype=np.int64)
        shown_of = ["" if not p else self.view.shown(p) for p in pieces]
        refs = sorted(set(shown_of))
        shown = np.array([refs.index(ref) for ref in shown_of], dtype=np.int64)[piece]
        kind = np.zeros(len(ground.chunks), dtype=np.int8)
        left, right = piece[ground.chunks["left"]], piece[ground.chunks["right"]]
        inland = (ground.chunks["left"] != SEA) & (left != right)
        pairs, member = np.unique(np.column_stack([left, right])[inland], axis=0, return_inverse=True)
        rows = np.flatnonzero(inland)
        for number, (one, other) in enumerate(pairs.tolist()):
            mine = rows[member.ravel() == number]
            kind[mine] = _KIND[self.view.default_kind(pieces[one], pieces[other])]
            for rule in reversed(self.view.rules_between(pieces[one], pieces[other])):
                kind[mine[ground.chunks_in(rule.box)[mine]]] = _KIND[rule.kind]
        return _Sides(refs, shown, kind)

    def _drawn(self, area: worldviews.Area) -> str:
        return f"drawn as part of {self.name(area.parent)}" if area.parent else "drawn as an area of its own"

    def _in_view(self, ref: str, box: shapely.Polygon) -> bool:
        shape = self._area(ref, "mid")
        return shape is not None and bool(shape.intersects(box))

    def _line_in_view(self, rule: worldviews.LineRule, bbox: Box) -> bool:
        ground = level_of("mid")
        one, other = (self._units(ref, "mid") for ref in rule.between)
        left, right = ground.chunks["left"], ground.chunks["right"]
        between = (one[left] & other[right]) | (other[left] & one[right])
        index = np.flatnonzero(between & ground.chunks_in(rule.box) & ground.chunks_in(bbox))
        return len(cut(ground.lines(index), bbox)[0]) > 0


BORDER, DISPUTED = 1, 2
_KIND: dict[str | None, int] = {None: 0, "border": BORDER, "disputed": DISPUTED}
SLIVER = 0.02  # of the box: less land than this gets no name of its own
LAKE_RANK_UP_TO = {"coarse": 2, "mid": 4, "fine": 5}  # lesser lakes are named on closer maps only
_OPENING = threading.Lock()


@dataclass(frozen=True)
class _Sides:
    """Per level and worldview: the refs shown, which one each unit is shown as, and what each chunk is drawn as."""

    refs: list[str]
    shown: NDArray[np.int64]
    kind: NDArray[np.int8]


@cache
def _opened(worldview: str) -> Basemap:
    return Basemap(worldviews.load(worldview))


def _merged(lines: NDArray[Any]) -> BaseGeometry:
    return shapely.line_merge(shapely.MultiLineString(lines.tolist()))


def _joined(here: Clip, beyond: Clip) -> Clip:
    """Two clips either side of the antimeridian as one that runs on past 180°."""

    def moved(shape: BaseGeometry) -> BaseGeometry:
        return affinity.translate(shape, xoff=360)

    def both(one: BaseGeometry, other: BaseGeometry) -> BaseGeometry:
        return shapely.union_all([one, moved(other)])

    areas = {ref: (name, shape) for ref, name, shape in here.areas}
    for ref, name, shape in beyond.areas:
        areas[ref] = (name, both(areas[ref][1], shape) if ref in areas else moved(shape))
    lines = [*here.borders, *((kind, moved(shape)) for kind, shape in beyond.borders)]
    return Clip(
        [(ref, name, shape) for ref, (name, shape) in sorted(areas.items())],
        lines,
        both(here.coast, beyond.coast),
        both(here.lakes, beyond.lakes),
    )


def _seas_beside(
    bbox: Box, known: set[str], room: float
) -> Iterator[tuple[tuple[str, str, str], tuple[float, float], int]]:
    """The seas of which a box shows some water, but not their own label point: what, where in view, and rank."""
    west, south, east, north = bbox
    if west > east:  # both halves are oceans, which have points of their own
        return
    box = shapely.box(west, south, east, north)
    for kind, ref, name, _, _, rank in labels()["points"]:
        water = sea(ref) if kind == "sea" and ref not in known else None
        if water is None or not shapely.intersects(shapely.box(*water.bounds), box):
            continue
        seen = shapely.intersection(water, box)
        # A corner of an ocean is no place for its name: a good share of the view, or of the sea, must show.
        if seen.area > SLIVER * room and (seen.area > 0.12 * room or seen.area > 0.02 * water.area):
            spot = label_spot(seen)
            yield (kind, ref, name), (round(spot.x, 4), round(spot.y, 4)), rank
