"""Which decided place is named nearest to an unknown name in the text. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from geodata.names import fold
from geodata.toponyms import Toponym


class Decided(Protocol):
    """A decision for a toponym."""

    @property
    def toponym(self) -> Toponym:
        """The toponym that was decided."""
        ...


D = TypeVar("D", bound=Decided)


class Nearest(Generic[D]):
    """Decisions by where they stand; their toponyms do not overlap. Asking takes no longer in a long text."""

    def __init__(self, decided: Iterable[D]) -> None:
        self._held = sorted(decided, key=lambda d: d.toponym.start)
        self._starts = [d.toponym.start for d in self._held]
        self._names = [fold(d.toponym.text) for d in self._held]

    def to(self, unknown: Toponym) -> D | None:
        """The nearest one of another name, the earlier of two as near; None where there is none."""
        at, own = bisect_left(self._starts, unknown.start), fold(unknown.text)
        sides = (self._first(range(at - 1, -1, -1), own), self._first(range(at, len(self._held)), own))
        return min((d for d in sides if d is not None), key=lambda d: gap(unknown, d.toponym), default=None)

    def _first(self, order: Iterable[int], own: str) -> D | None:
        return next((self._held[k] for k in order if self._names[k] != own), None)


def gap(a: Toponym, b: Toponym) -> int:
    """Characters between two toponyms; 0 where they touch."""
    return max(a.start - b.end, b.start - a.end, 0)
