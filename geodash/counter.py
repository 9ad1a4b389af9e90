"""Counting texts on standard error while they are answered."""

from __future__ import annotations

import sys
import time

TOLD_EVERY = 1.0  # seconds between two figures


class Counter:
    """How many lines were answered, on standard error; once a second, over itself on a terminal."""

    def __init__(self, shown: bool) -> None:
        self._shown, self._count = shown, 0
        self._began = self._told = time.monotonic()
        self._end = "\r" if sys.stderr.isatty() else "\n"

    def add(self) -> None:
        """One more."""
        self._count += 1
        if self._shown and time.monotonic() - self._told >= TOLD_EVERY:
            self._tell(self._end)

    def end(self) -> None:
        """The last figure, left standing."""
        if self._shown:
            self._tell("\n")

    def _tell(self, end: str) -> None:
        self._told = time.monotonic()
        rate = self._count / max(self._told - self._began, 1e-9)
        print(f"  {self._count:,} texts, {rate:.1f} a second", end=end, file=sys.stderr, flush=True)
