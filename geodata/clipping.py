"""Cut arcs at a box and close them into areas along its frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

Box = tuple[float, float, float, float]


def cut(lines: NDArray[Any], box: Box) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """The stretches of the lines inside the box, and for each the index of its line. Directions are kept."""
    parts, source = shapely.get_parts(shapely.clip_by_rect(lines, *box), return_index=True)
    keep = (shapely.get_type_id(parts) == 1) & (shapely.length(parts) > 0)
    return parts[keep], source[keep].astype(np.intp)


def close(
    stretches: NDArray[Any],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    box: Box,
    label_at: Callable[[float, float], int],
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Polygons that the stretches and the box's frame enclose, and the label of each.

    ``left`` and ``right`` label the sides of each stretch; ``label_at`` answers for what no stretch borders.
    """
    faces, labels = enclosed(stretches, left, right, _frame(stretches, box))
    for number in np.flatnonzero(labels < 0).tolist():
        inside = shapely.point_on_surface(faces[number])
        labels[number] = label_at(inside.x, inside.y)
    return faces, labels


def enclosed(
    stretches: NDArray[Any],
    left: NDArray[np.int64],
    right: NDArray[np.int64],
    frame: Sequence[shapely.LineString] = (),
) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Polygons that the stretches (and unlabelled frame lines) enclose, with labels; -1 where only frame borders."""
    faces = np.array(shapely.polygonize([*stretches.tolist(), *frame]).geoms, dtype=object)
    faces = shapely.orient_polygons(faces, exterior_cw=False)
    labels = np.full(len(faces), -1, dtype=np.int64)
    marks, sides = _marks(stretches, left, right)
    if len(marks) and len(faces):
        xy, face = shapely.get_coordinates(faces, return_index=True)
        edges = _keys(xy[:-1], xy[1:])
        place = np.minimum(np.searchsorted(marks, edges), len(marks) - 1)
        known = (marks[place] == edges) & (face[:-1] == face[1:])
        labels[face[:-1][known]] = sides[place[known]]
    return faces, labels


def _frame(stretches: NDArray[Any], box: Box) -> list[shapely.LineString]:
    """The box's edge, cut where a stretch ends on it."""
    west, south, east, north = box
    width, height = east - west, north - south
    ends = np.concatenate([shapely.get_coordinates(shapely.get_point(stretches, n)) for n in (0, -1)])
    x, y = ends[:, 0], ends[:, 1]
    along = np.concatenate(
        [
            (x - west)[y == south],
            width + (y - south)[x == east],
            width + height + (east - x)[y == north],
            2 * width + height + (north - y)[x == west],
            [0.0, width, width + height, 2 * width + height],
        ]
    )
    points = np.concatenate(
        [
            ends[y == south],
            ends[x == east],
            ends[y == north],
            ends[x == west],
            [(west, south), (east, south), (east, north), (west, north)],
        ]
    )
    points = points[np.argsort(along, kind="stable")]
    points = np.vstack([points, points[:1]])
    moved = (points[1:] != points[:-1]).any(axis=1)
    return [shapely.LineString(ends) for ends in zip(points[:-1][moved], points[1:][moved], strict=True)]


def _marks(
    stretches: NDArray[Any], left: NDArray[np.int64], right: NDArray[np.int64]
) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Keys of each stretch's first edge, walked both ways, sorted, and the label on the left of each."""
    a = shapely.get_coordinates(shapely.get_point(stretches, 0))
    b = shapely.get_coordinates(shapely.get_point(stretches, 1))
    keys = np.concatenate([_keys(a, b), _keys(b, a)])
    sides = np.concatenate([left, right])
    order = np.argsort(keys, kind="stable")
    return keys[order], sides[order]


def _keys(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.uint64]:
    """One number per directed edge, from the bits of its four coordinates (multipliers: splitmix64's and kin)."""
    bits = np.ascontiguousarray(np.hstack([a, b]) + 0.0).view(np.uint64)  # + 0.0 makes -0.0 and 0.0 one
    multipliers = np.array([0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93], np.uint64)
    mixed = (bits ^ (bits >> np.uint64(29))) * multipliers
    mixed ^= mixed >> np.uint64(32)
    keys: NDArray[np.uint64] = np.bitwise_xor.reduce(mixed * multipliers[::-1], axis=1)
    return keys
