"""SVG path data from px: relative steps of a tenth of a px, written as short as the grammar allows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodash.picture.terrain import rings

Array = NDArray[np.float64]


def number(value: float) -> str:
    """A number to a tenth, without what is not needed: ".5", "-3", "12.4"."""
    return tenths(round(value * 10))


def tenths(value: int) -> str:
    """A whole number of tenths."""
    sign, value = ("-", -value) if value < 0 else ("", value)
    whole, rest = divmod(value, 10)
    return f"{sign}{whole or '' if rest else whole}{f'.{rest}' if rest else ''}"


def path(parts: Iterable[Array], close: bool) -> str:
    """Path data of rings or lines (n, 2)."""
    return "".join(_one(part, close) for part in parts)


def path_of(geometry: BaseGeometry | None) -> str:
    """Path data of a geometry; polygons are closed."""
    if geometry is None or geometry.is_empty:
        return ""
    return path(rings(geometry), geometry.geom_type.endswith("Polygon"))


def _one(points: Array, close: bool) -> str:
    grid = np.rint(points * 10).astype(np.int64)
    kept = np.ones(len(grid), dtype=bool)
    kept[1:] = (grid[1:] != grid[:-1]).any(axis=1)
    grid = grid[kept]
    if close and len(grid) > 1 and (grid[0] == grid[-1]).all():
        grid = grid[:-1]
    if len(grid) < (3 if close else 2):
        return ""
    steps = np.diff(grid, axis=0).tolist()
    first = grid[0].tolist()
    out = ["M", _pair(*first), "l"]
    previous = ""
    for dx, dy in steps:
        step = _pair(dx, dy)
        # Numbers need no space where a sign or a second point begins the next one.
        out.append(step if not previous or step[0] == "-" or (step[0] == "." and "." in previous) else f" {step}")
        previous = step.rsplit("-", 1)[-1] if "-" in step[1:] else step.split(" ")[-1]
    out.append("z" if close else "")
    return "".join(out)


def _pair(x: int, y: int) -> str:
    first, second = tenths(x), tenths(y)
    if second[0] == "-" or (second[0] == "." and "." in first):
        return first + second
    return f"{first} {second}"
