"""Lines of points as a short string: differences to the point before, and stretches that came before by reference.

Neighbouring areas, their borders and the coast run along the same points, so that most of a map's ground is said twice
or thrice. ``unpack`` in assets/standalone.js reads it back to the very same numbers.
"""

from __future__ import annotations

from typing import Any

ALPHABET = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"  # nothing that any sink would read as code
)
MAX_DECIMALS = 6
SHORTEST = 3  # points worth a reference
TRIED = 12  # earlier places of a point that are followed
LITERAL, ONWARD, BACKWARD = 0, 1, 2
Point = tuple[int, int]


def pack(geometries: Any) -> dict[str, Any]:
    """JSON data with each line, a list of [x, y], replaced by its number: ``{"data", "scale", "lines": str}``."""
    lines: list[list[list[float]]] = []
    data = _numbered(geometries, lines)
    scale = 10 ** max((_decimals(value) for line in lines for point in line for value in point), default=0)
    packer = _Packer()
    for line in lines:
        packer.add([(round(x * scale), round(y * scale)) for x, y in line])
    return {"data": data, "scale": scale, "lines": "".join(packer.out)}


def _numbered(value: Any, lines: list[list[list[float]]]) -> Any:
    if isinstance(value, dict):
        return {key: _numbered(one, lines) for key, one in value.items()}
    if not isinstance(value, list):
        return value
    if value and isinstance(value[0], list) and value[0] and isinstance(value[0][0], (int, float)):
        lines.append(value)
        return len(lines) - 1
    return [_numbered(one, lines) for one in value]


def _decimals(value: float) -> int:
    return next((d for d in range(MAX_DECIMALS) if round(value, d) == value), MAX_DECIMALS)


class _Packer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self._points: list[Point] = []
        self._at: dict[Point, list[int]] = {}
        self._last: Point = (0, 0)

    def add(self, line: list[Point]) -> None:
        """The line as its length, then runs: so many new points, or a reference to a stretch before."""
        self._number(len(line))
        at, new = 0, []
        while at < len(line):
            length, start, way = self._found(line, at)
            if length < SHORTEST:
                new.append(line[at])
                self._keep(line[at])
                at += 1
                continue
            self._literal(new)
            new = []
            self._number(length * 4 + way)
            self._number(len(self._points) - start)
            for point in line[at : at + length]:
                self._keep(point)
            at += length
            self._last = line[at - 1]
        self._literal(new)

    def _found(self, line: list[Point], at: int) -> tuple[int, int, int]:
        """The longest stretch of earlier points that the line runs along from here: length, start and direction."""
        best = (0, 0, ONWARD)
        for start in self._at.get(line[at], ())[-TRIED:]:
            for way, step in ((ONWARD, 1), (BACKWARD, -1)):
                n = 0
                while (
                    at + n < len(line)
                    and 0 <= start + n * step < len(self._points)
                    and self._points[start + n * step] == line[at + n]
                ):
                    n += 1
                if n > best[0]:
                    best = (n, start, way)
        return best

    def _literal(self, new: list[Point]) -> None:
        if new:
            self._number(len(new) * 4 + LITERAL)
        for x, y in new:
            self._signed(x - self._last[0])
            self._signed(y - self._last[1])
            self._last = (x, y)

    def _keep(self, point: Point) -> None:
        self._at.setdefault(point, []).append(len(self._points))
        self._points.append(point)

    def _signed(self, value: int) -> None:
        self._number(value * 2 if value >= 0 else -value * 2 - 1)

    def _number(self, value: int) -> None:
        """Five bits a letter, the lowest first; the sixth says that more follow."""
        while value > 31:
            self.out.append(ALPHABET[32 + (value & 31)])
            value >>= 5
        self.out.append(ALPHABET[value])
