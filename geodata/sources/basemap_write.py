"""Chain a coverage's edges into arcs and write them as a level that geodata.topology reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.sources.basemap_edges import Edges, edge_table
from geodata.sources.basemap_levels import Coverage
from geodata.topology import CHUNK, SCALE, pack

CHUNK_VERTICES = 256
BLOCK_VERTICES = 8192
EDGE_X, EDGE_Y = 180 * SCALE, -90 * SCALE


def level_bytes(coverage: Coverage) -> bytes:
    """The shipped bytes of a coverage; unit 0 is the sea, the others follow in the coverage's order."""
    stretches = sorted(_stretches(edge_table(coverage.shapes)), key=lambda s: (_curve(s[1]), s[0], s[1].tobytes()))
    rows: list[tuple[object, ...]] = []
    blocks: list[NDArray[np.int64]] = []
    block: list[NDArray[np.int64]] = []
    filled = 0
    for (left, right, seam), xy in stretches:
        if filled and filled + len(xy) > BLOCK_VERTICES:
            blocks.append(np.concatenate(block))
            block, filled = [], 0
        box = (*xy.min(axis=0).tolist(), *xy.max(axis=0).tolist())
        rows.append((box, left, right, len(blocks), filled, len(xy), seam))
        block.append(xy)
        filled += len(xy)
    blocks.append(np.concatenate(block))
    return pack([("", ""), *coverage.units], np.array(rows, dtype=CHUNK), blocks)


def _stretches(edges: Edges) -> Iterator[tuple[tuple[int, int, bool], NDArray[np.int64]]]:
    """Arcs cut into stretches of CHUNK_VERTICES; each has the lower unit on its left."""
    left, right, ends = edges.left + 1, edges.right + 1, edges.ends  # the sea's -1 becomes unit 0
    differs = left != right
    left, right, ends = left[differs], right[differs], ends[differs]
    turn = left > right
    ends = np.where(turn[:, None], ends[:, [2, 3, 0, 1]], ends)
    left, right = np.minimum(left, right), np.maximum(left, right)
    seam = (abs(ends[:, 0]) == EDGE_X) & (ends[:, 0] == ends[:, 2]) | (ends[:, 1] == EDGE_Y) & (ends[:, 3] == EDGE_Y)
    key = (left * 65536 + right) * 2 + seam
    order = np.argsort(key, kind="stable")
    key, ends = key[order], ends[order]
    lines = shapely.linestrings(ends.reshape(-1, 2, 2).astype(np.float64))
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]).tolist()
    for begin, end in zip(starts, [*starts[1:], len(key)], strict=True):
        number, is_seam = divmod(int(key[begin]), 2)
        merged: Any = shapely.line_merge(shapely.multilinestrings(lines[begin:end]), directed=True)
        for arc in shapely.get_parts(merged):
            xy = shapely.get_coordinates(arc).astype(np.int64)
            for at in range(0, len(xy) - 1, CHUNK_VERTICES - 1):
                yield (number // 65536, number % 65536, bool(is_seam)), xy[at : at + CHUNK_VERTICES]


def _curve(xy: NDArray[np.int64]) -> int:
    """Place along a Z-order curve, so that chunks near one another share blocks."""
    x, y = ((xy.min(axis=0) + xy.max(axis=0)) // 2 + [EDGE_X, -EDGE_Y]).tolist()
    place = 0
    for bit in range(25, 9, -1):  # 360° is 2^25.1 grid units; 2^10 units are 1 km
        place = place << 2 | (y >> bit & 1) << 1 | x >> bit & 1
    return int(place)
