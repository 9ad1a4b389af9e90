"""The edges of a coverage: who lies left and right of each, and the arcs they chain into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.topology import SCALE

SEA = -1


@dataclass(frozen=True)
class Edges:
    """Undirected edges, each once: ``ends`` is (x0, y0, x1, y1) in grid units with ``left`` on its left."""

    ends: NDArray[np.int64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]


def edge_table(shapes: NDArray[Any]) -> Edges:
    """All edges of the polygons or multipolygons; SEA where only one of them lies on an edge."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    parts = shapely.orient_polygons(parts, exterior_cw=False)  # the inside of every ring is now on its left
    ring, of_part = shapely.get_rings(parts, return_index=True)
    xy, of_ring = shapely.get_coordinates(ring, return_index=True)
    grid = np.round(xy * SCALE).astype(np.int64)
    whole = of_ring[:-1] == of_ring[1:]
    a, b = grid[:-1][whole], grid[1:][whole]
    label = owner[of_part[of_ring[:-1][whole]]].astype(np.int64)
    moved = (a != b).any(axis=1)
    a, b, label = a[moved], b[moved], label[moved]
    back = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    ends = np.where(back[:, None], np.hstack([b, a]), np.hstack([a, b]))
    order = np.lexsort((back, *ends.T[::-1]))
    ends, label, back = ends[order], label[order], back[order]
    first = np.ones(len(ends), dtype=bool)
    first[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    start = np.flatnonzero(first)
    left = np.full(len(start), SEA, dtype=np.int64)
    right = np.full(len(start), SEA, dtype=np.int64)
    group = np.cumsum(first) - 1
    left[group[~back]] = label[~back]
    right[group[back]] = label[back]
    return Edges(ends[start], left, right)


def neighbours(edges: Edges) -> Iterator[tuple[int, int]]:
    """Pairs of shapes that share an edge, each once."""
    touching = (edges.left != SEA) & (edges.right != SEA) & (edges.left != edges.right)
    pairs = np.unique(np.column_stack([edges.left[touching], edges.right[touching]]), axis=0)
    yield from ((int(one), int(other)) for one, other in pairs)
