"""The basemap's shipped files, each read once: levels of areas and lakes, seas and labels."""

from __future__ import annotations

import json
import lzma
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from geodata.clipping import close, cut
from geodata.errors import DataError, InputError
from geodata.topology import SCALE, SEA, Box, Level

LEVELS = ("coarse", "mid", "fine")
DATA = Path(__file__).parent / "data"


@cache
def level(name: str) -> Level:
    """A level of areas. Raises InputError for an unknown one."""
    if name not in LEVELS:
        raise InputError(f"level “{name}” is unknown; choose one of: {', '.join(LEVELS)}")
    return Level(DATA / f"basemap-{name}.bin")


@cache
def lake_level(name: str) -> Level:
    """The lakes that go with a level."""
    return Level(DATA / f"basemap-lakes-{name}.bin")


@cache
def sea(ref: str) -> BaseGeometry | None:
    """The outline of a sea ("sea:red-sea"), or None."""
    row = _seas().get(ref)
    return None if row is None else shapely.from_geojson(json.dumps(row["geometry"]))


@cache
def _seas() -> dict[str, Any]:
    return _read_packed("basemap-seas.json.xz")


@cache
def labels() -> dict[str, Any]:
    """English names by ref, and label points as [kind, ref, name, lon, lat, rank]."""
    return _read_packed("basemap-labels.json.xz")


def _read_packed(name: str) -> dict[str, Any]:
    try:
        with lzma.open(DATA / name) as file:
            table: dict[str, Any] = json.load(file)
    except (OSError, EOFError, lzma.LZMAError, ValueError) as error:
        raise DataError(f"{DATA / name}: the basemap is missing or damaged ({error}); install geodash again") from error
    return table


def lakes_in(bbox: Box, name: str) -> BaseGeometry:
    """The lakes of a level, cut to a box."""
    water = lake_level(name)
    index = np.flatnonzero(water.chunks_in(bbox) & (water.chunks["seam"] == 0))
    stretches, source = cut(water.lines(index), bbox)
    chunk = water.chunks[index[source]]
    faces, labels = close(
        stretches,
        chunk["left"].astype(np.int64),
        chunk["right"].astype(np.int64),
        bbox,
        lambda lon, lat: unit_at(water, lon, lat),
    )
    return shapely.MultiPolygon(faces[labels > 0].tolist())


def unit_at(ground: Level, lon: float, lat: float) -> int:
    """The unit that holds a point: the southern side of the first arc due north of it; the sea where there is none."""
    x, y = lon * SCALE, lat * SCALE
    box = ground.chunks["box"]
    index = np.flatnonzero((box[:, 0] <= x) & (box[:, 2] > x) & (box[:, 3] > y))
    index = index[np.argsort(box[index, 1], kind="stable")]
    best, unit = 91.0, SEA
    for start in range(0, len(index), 32):
        batch = index[start : start + 32]
        if box[batch[0], 1] / SCALE > best:
            break
        xy, line = shapely.get_coordinates(ground.lines(batch), return_index=True)
        a, b = xy[:-1], xy[1:]
        crosses = (line[:-1] == line[1:]) & ((a[:, 0] <= lon) != (b[:, 0] <= lon))
        if not crosses.any():
            continue
        a, b, of = a[crosses], b[crosses], batch[line[:-1][crosses]]
        height = a[:, 1] + (lon - a[:, 0]) / (b[:, 0] - a[:, 0]) * (b[:, 1] - a[:, 1])
        height = np.where(height >= lat, height, np.inf)
        first = int(np.argmin(height))
        if height[first] < best:
            best = float(height[first])
            eastward = b[first, 0] > a[first, 0]
            unit = int(ground.chunks["right" if eastward else "left"][of[first]])
    return unit


def label_spot(shape: BaseGeometry) -> shapely.Point:
    """The middle of the roomiest part of an area: the centre of the largest circle in its largest polygon."""
    largest = max(shapely.get_parts(shape).tolist(), key=lambda part: part.area)
    squeeze = float(np.cos(np.radians(largest.centroid.y)))
    flat = affinity.scale(largest, squeeze, 1, origin=(0, 0))
    centre = shapely.Point(shapely.maximum_inscribed_circle(flat, tolerance=0.01 * flat.length).coords[0])
    return shapely.Point(centre.x / squeeze, centre.y)
