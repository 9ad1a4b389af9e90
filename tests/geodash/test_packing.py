"""Packed lines: as this reader and the one in assets/standalone.js (tests/browser/test_html_page.py) read them."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from geodash.packing import ALPHABET, pack

DEGREES = st.integers(-180_000, 180_000).map(lambda n: n / 1000)
LINE = st.lists(st.tuples(DEGREES, DEGREES).map(list), min_size=1, max_size=12)
# Lines that share stretches, in both directions, as the borders of neighbours do.
SHARED = st.lists(LINE, min_size=1, max_size=4).flatmap(
    lambda lines: st.tuples(
        st.just(lines), st.lists(st.tuples(st.integers(0, len(lines) - 1), st.booleans()), max_size=6)
    ).map(lambda both: both[0] + [both[0][n][::-1] if back else both[0][n] for n, back in both[1]])
)


def unpack(packed: dict[str, Any]) -> list[list[list[float]]]:
    numbers, value, shift = [], 0, 0
    for letter in packed["lines"]:
        digit = ALPHABET.index(letter)
        value |= (digit & 31) << shift
        shift += 5
        if digit < 32:
            numbers.append(value)
            value = shift = 0
    points: list[tuple[int, int]] = []
    lines, read, (x, y) = [], iter(numbers), (0, 0)
    for length in read:
        line: list[list[float]] = []
        while len(line) < length:
            run = next(read)
            start = len(points) - next(read) if run % 4 else 0
            for n in range(run // 4):
                if run % 4:
                    x, y = points[start + (n if run % 4 == 1 else -n)]
                else:
                    dx, dy = next(read), next(read)
                    x += -(dx + 1) // 2 if dx % 2 else dx // 2
                    y += -(dy + 1) // 2 if dy % 2 else dy // 2
                points.append((x, y))
                line.append([x / packed["scale"], y / packed["scale"]])
        lines.append(line)
    return lines


@given(SHARED)
def test_lines_come_out_as_they_went_in(lines: list[list[list[float]]]) -> None:
    packed = pack([{"coordinates": line} for line in lines])
    assert unpack(packed) == lines
    assert packed["data"] == [{"coordinates": n} for n in range(len(lines))]
    assert set(packed["lines"]) <= set(ALPHABET)


def test_what_is_said_twice_is_written_once() -> None:
    line = [[n / 100, (n * n % 37) / 100] for n in range(200)]
    once = len(pack([line])["lines"])
    assert len(pack([line, line[::-1]])["lines"]) < once + 12


def test_nothing_packs_to_nothing() -> None:
    assert pack({"areas": [], "coast": None, "focus": True}) == {
        "data": {"areas": [], "coast": None, "focus": True}, "scale": 1, "lines": "",
    }  # fmt: skip
