"""One level of the basemap as shipped: arcs, each with the area on its left and on its right.

File: 8 bytes of magic and length, a JSON header, the table of chunks, then blocks of coordinates, all but the first
two zlib-compressed. A chunk is a stretch of an arc of at most 256 vertices; a block holds some thousand vertices of
chunks near one another as differences in grid units, stored byte plane by byte plane, which compresses best. A panel
therefore unpacks only the blocks that it touches, and nothing has to be unpacked to disk.
"""

from __future__ import annotations

import json
import mmap
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.errors import DataError

MAGIC = b"GDT1"
SCALE = 100_000  # grid units per degree: 1e-5° is about 1 m
SEA = 0  # the unit of water

CHUNK = np.dtype(
    [
        ("box", "<i4", 4),
        ("left", "<u2"),
        ("right", "<u2"),
        ("block", "<u2"),
        ("start", "<u4"),
        ("count", "<u2"),
        ("seam", "u1"),
    ]
)
"""``box`` is (west, south, east, north) in grid units; ``seam`` marks the cut along 180° and at the pole."""

Box = tuple[float, float, float, float]


class Level:
    """A shipped level, read lazily. ``units`` are (piece, first-level code) pairs; unit 0 is the sea."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if self._data[:4] != MAGIC:
                raise ValueError("not a basemap level")
            (length,) = struct.unpack("<I", self._data[4:8])
            header: dict[str, Any] = json.loads(self._data[8 : 8 + length])
            self._start = 8 + length + int(header["table_bytes"])
            table = zlib.decompress(self._data[8 + length : self._start])
        except (OSError, ValueError, zlib.error, struct.error) as error:
            raise DataError(f"{path}: the basemap is missing or damaged ({error}); install geodash again") from error
        self.units: list[tuple[str, str]] = [(piece, code) for piece, code in header["units"]]
        self._blocks: list[int] = header["blocks"]
        self.chunks: NDArray[Any] = np.frombuffer(unplaned(table, CHUNK.itemsize), dtype=CHUNK)
        self._block = lru_cache(maxsize=512)(self._read_block)

    def chunks_in(self, box: Box) -> NDArray[np.bool_]:
        """Which chunks' boxes meet the box (degrees; edges count)."""
        west, south, east, north = (round(value * SCALE) for value in box)
        found = self.chunks["box"]
        meets: NDArray[np.bool_] = (
            (found[:, 0] <= east) & (found[:, 2] >= west) & (found[:, 1] <= north) & (found[:, 3] >= south)
        )
        return meets

    def lines(self, index: NDArray[np.intp]) -> NDArray[Any]:
        """The chunks' lines in degrees, in the order of ``index``; their left unit lies on their left."""
        if not len(index):
            return np.empty(0, dtype=object)
        rows = self.chunks[index]
        count = rows["count"].astype(np.int64)
        coordinates = np.concatenate(
            [
                self._block(block)[start : start + size]
                for block, start, size in zip(
                    rows["block"].tolist(), rows["start"].tolist(), count.tolist(), strict=True
                )
            ]
        )
        return np.asarray(shapely.linestrings(coordinates, indices=np.repeat(np.arange(len(index)), count)))

    def _read_block(self, number: int) -> NDArray[np.float64]:
        begin = self._start + self._blocks[number]
        end = self._start + self._blocks[number + 1]
        raw = unplaned(zlib.decompress(self._data[begin:end]), 4)
        steps = np.frombuffer(raw, dtype="<i4").reshape(2, -1)
        return np.cumsum(steps, axis=1, dtype=np.int64).T / SCALE


def planed(raw: bytes, width: int) -> bytes:
    """Bytes of equal rank side by side: all first bytes of the records, then all second bytes…"""
    return np.frombuffer(raw, dtype=np.uint8).reshape(-1, width).T.tobytes()


def unplaned(raw: bytes, width: int) -> bytes:
    """The inverse of :func:`planed`."""
    return np.frombuffer(raw, dtype=np.uint8).reshape(width, -1).T.tobytes()


def pack(units: Sequence[tuple[str, str]], chunks: NDArray[Any], blocks: Sequence[NDArray[np.int64]]) -> bytes:
    """The bytes of a level: ``blocks`` are arrays of grid coordinates (n, 2) that the chunks' rows point into."""
    packed, offsets = [], [0]
    for block in blocks:
        steps = np.diff(block, axis=0, prepend=0).T.astype("<i4")
        packed.append(zlib.compress(planed(steps.tobytes(), 4), 9))
        offsets.append(offsets[-1] + len(packed[-1]))
    table = zlib.compress(planed(chunks.tobytes(), CHUNK.itemsize), 9)
    header = json.dumps(
        {"units": [list(unit) for unit in units], "blocks": offsets, "table_bytes": len(table)},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()
    return b"".join([MAGIC, struct.pack("<I", len(header)), header, table, *packed])
