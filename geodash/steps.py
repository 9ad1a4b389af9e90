"""Progress of a build on standard error: a line per named step, with its time where asked for."""

from __future__ import annotations

import sys
import time
from types import TracebackType


class Steps:
    """A context manager; call it with the name of each step as the step begins."""

    def __init__(self, verbose: bool = False) -> None:
        """``verbose`` adds the seconds that each step took."""
        self._verbose = verbose
        self._began = self._start = time.perf_counter()
        self._name: str | None = None

    def __enter__(self) -> Steps:
        return self

    def __call__(self, name: str) -> None:
        """End the step under way and begin the next."""
        self._end()
        self._name, self._began = name, time.perf_counter()
        if not self._verbose:
            print(f"  {name} …", file=sys.stderr, flush=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._end()
            if self._verbose:
                print(f"  {time.perf_counter() - self._start:6.2f} s in all", file=sys.stderr)

    def _end(self) -> None:
        if self._verbose and self._name is not None:
            print(f"  {time.perf_counter() - self._began:6.2f} s  {self._name}", file=sys.stderr, flush=True)
