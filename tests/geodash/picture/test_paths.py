"""Path data says what it was given, in the fewest letters: read back by the grammar of SVG 1.1, 8.3.9."""

from __future__ import annotations

import re

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.picture.paths import number, path, path_of, tenths

_TOKEN = re.compile(r"\s*,?\s*(?:([MmLlHhVvZz])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?))")


def read(d: str) -> list[list[tuple[float, float]]]:
    """The subpaths of path data as absolute positions; fails on what it does not know."""
    tokens, at = [], 0
    while at < len(d):
        found = _TOKEN.match(d, at)
        assert found, d[at : at + 20]
        tokens.append(found[1] or float(found[2]))
        at = found.end()
    parts: list[list[tuple[float, float]]] = []
    here, command, n = (0.0, 0.0), "", 0
    while n < len(tokens):
        if isinstance(tokens[n], str):
            command = str(tokens[n])
            n += 1
            if command == "z":
                here = parts[-1][0]
                continue
        x, y = float(tokens[n]), float(tokens[n + 1])
        n += 2
        here = (x, y) if command in "ML" else (here[0] + x, here[1] + y)
        if command in "Mm":
            parts.append([here])
        else:
            assert command in "Ll", command
            parts[-1].append(here)
    return parts


_PX = st.one_of(st.floats(-50.0, 9000.0), st.integers(-30, 30).map(lambda v: v / 10), st.floats(-1e-7, 1e-7))
LINES = st.lists(st.tuples(_PX, _PX), min_size=1, max_size=30).map(np.array)


def _kept(points: np.ndarray) -> np.ndarray:
    """To a tenth, without repeats."""
    grid = np.rint(points * 10)
    fresh = np.concatenate([[True], (np.diff(grid, axis=0) != 0).any(axis=1)])
    return np.asarray(grid[fresh] / 10)


@given(st.lists(LINES, max_size=4))
@settings(deadline=None)
def test_lines_come_back(lines: list[np.ndarray]) -> None:
    d = path(lines, close=False)
    wanted = [kept for line in lines if len(kept := _kept(line)) >= 2]
    found = read(d)
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert np.array(one) == pytest.approx(other, abs=1e-6)
        assert len(one) == len(other)


@given(LINES)
@settings(deadline=None)
def test_no_position_strays_more_than_half_a_tenth(line: np.ndarray) -> None:
    found = [point for part in read(path([line], close=False)) for point in part]
    for point in line if found else []:
        assert min(max(abs(point[0] - x), abs(point[1] - y)) for x, y in found) <= 0.05 + 1e-9


@given(LINES)
@settings(deadline=None)
def test_rings_close_themselves(line: np.ndarray) -> None:
    ring = np.vstack([line, line[:1]])
    d = path([ring], close=True)
    assert d.count("z") == d.count("M")
    for part in read(d):
        assert len(part) >= 3
        assert part[0] != part[-1]


@given(st.lists(LINES, max_size=3), st.booleans())
@settings(deadline=None)
def test_it_is_short_and_plain(lines: list[np.ndarray], close: bool) -> None:
    d = path(lines, close)
    assert re.fullmatch(r"[Mlz\d .-]*", d), "no exponent, no NaN"
    assert "-0" not in re.sub(r"-0\.", "", d)
    assert not re.search(r"\.\d\d", d)
    assert "  " not in d


@given(st.floats(-1e6, 1e6))
def test_numbers(value: float) -> None:
    said = number(value)
    assert abs(float(said) - value) <= 0.05 + 1e-6
    assert re.fullmatch(r"-?(\d+|\d*\.[1-9])", said)


def test_numbers_in_their_shortest_form() -> None:
    assert [tenths(v) for v in (0, 5, -5, 10, -30, 124, 1000)] == ["0", ".5", "-.5", "1", "-3", "12.4", "100"]
    assert [number(v) for v in (-0.04, 0.0, 1e-9, 99999.96)] == ["0", "0", "0", "100000"]


def test_holes_and_islands_keep_their_rings() -> None:
    holed = shapely.Polygon(shapely.box(0, 0, 10, 10).exterior, [shapely.box(2, 2, 4, 4).exterior])
    shape = shapely.MultiPolygon([holed, shapely.box(20, 0, 30, 5)])
    assert [len(part) for part in read(path_of(shape))] == [4, 4, 4]
    assert path_of(shapely.LineString([(0, 0), (1.5, -0.5)])) == "M0 0l1.5-.5"
    assert path_of(None) == path_of(shapely.MultiPolygon()) == ""
