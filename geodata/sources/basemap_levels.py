"""Simplify the cut world, as one coverage, to the basemap's levels of detail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.sources.basemap_edges import edge_table, neighbours
from geodata.sources.basemap_faces import Faces
from geodata.topology import SCALE

KM_PER_DEG = 111.195


@dataclass(frozen=True, slots=True)
class Detail:
    """How much of the world one level keeps. Lengths in km; ``first_level``: whether it has those areas."""

    name: str
    tolerance_km: float  # side of the smallest bend kept, Visvalingam's effective area
    smallest_island_km2: float
    first_level: bool


# Swept against the file sizes and the eye: fine reads at 1:100 000, mid at 1:5 M, coarse at 1:50 M.
DETAILS = (
    Detail("fine", 0.14, 0.05, True),
    Detail("mid", 1.2, 6.0, True),
    Detail("coarse", 8.0, 250.0, False),
)


@dataclass(frozen=True)
class Coverage:
    """Areas that share exact edges, one multipolygon per unit (piece, first-level code)."""

    units: list[tuple[str, str]]
    shapes: NDArray[Any]


def coverage_of(faces: Faces) -> Coverage:
    """Join the faces of each unit."""
    members: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, unit in enumerate(zip(faces.piece, faces.first_level, strict=True)):
        members[unit].append(number)
    units = sorted(members)
    return Coverage(units, np.array([_joined(faces.geometry[members[unit]]) for unit in units]))


def without_first_level(coverage: Coverage) -> Coverage:
    """Join the first-level areas of each piece."""
    members: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, (piece, _) in enumerate(coverage.units):
        members[piece, ""].append(number)
    units = sorted(members)
    return Coverage(units, np.array([_joined(coverage.shapes[members[unit]]) for unit in units]))


def simplified(coverage: Coverage, detail: Detail) -> Coverage:
    """Drop small islands and simplify what is left; every piece keeps at least its largest island."""
    kept = _without_small_islands(coverage, detail.smallest_island_km2)
    flat = shapely.transform(kept.shapes, _to_equal_area)
    flat = shapely.coverage_simplify(flat, detail.tolerance_km / KM_PER_DEG)
    return Coverage(kept.units, shapely.transform(flat, _from_equal_area))


def _joined(parts: NDArray[Any]) -> Any:
    return shapely.multipolygons(shapely.get_parts(shapely.coverage_union_all(parts)))


def _to_equal_area(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lambert's cylinder: areas come out true, so one tolerance means the same at every latitude."""
    return np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))])


def _from_equal_area(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Back to degrees, onto the grid: simplifying only leaves vertices out, so this is exact."""
    latitude = np.degrees(np.arcsin(np.clip(np.radians(xy[:, 1]), -1, 1)))
    return np.round(np.column_stack([xy[:, 0], latitude]) * SCALE) / SCALE


def _without_small_islands(coverage: Coverage, smallest_km2: float) -> Coverage:
    parts, owner = shapely.get_parts(coverage.shapes, return_index=True)
    island = _islands(parts)
    size = np.zeros(island.max() + 1)
    np.add.at(size, island, shapely.area(shapely.transform(parts, _to_equal_area)) * KM_PER_DEG**2)
    piece_of = [coverage.units[number][0] for number in owner.tolist()]
    largest: dict[str, int] = {}
    for piece, number in zip(piece_of, island.tolist(), strict=True):
        if size[number] > size[largest.setdefault(piece, number)]:
            largest[piece] = number
    keep = (size[island] >= smallest_km2) | np.isin(island, sorted(set(largest.values())))
    units, shapes = [], []
    for number, unit in enumerate(coverage.units):
        mine = parts[(owner == number) & keep]
        if len(mine):
            units.append(unit)
            shapes.append(shapely.multipolygons(mine))
    return Coverage(units, np.array(shapes))


def _islands(parts: NDArray[Any]) -> NDArray[np.intp]:
    """Number the parts by the island they are on: parts that share an edge share the number."""
    parent = list(range(len(parts)))

    def root(number: int) -> int:
        while parent[number] != number:
            parent[number] = parent[parent[number]]
            number = parent[number]
        return number

    for one, other in neighbours(edge_table(parts)):
        parent[root(one)] = root(other)
    return np.array([root(number) for number in range(len(parts))], dtype=np.intp)


def pieces(units: Sequence[tuple[str, str]]) -> set[str]:
    """The refs that a level holds."""
    return {piece for piece, _ in units}
