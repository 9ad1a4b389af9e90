"""Small trees added up to a probability: a table of numbers, fitted elsewhere, read without the library that fitted it. Pure.

Every tree has the same depth. Its inner nodes are numbered by level from the left (the branches of node k are 2k+1, at
most the threshold, and 2k+2); each holds a signal and a threshold. Its leaves, from the left, hold shares of the log odds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

BATCH = 2_000  # rows; all trees at once take some MB for so many
Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]


@dataclass(frozen=True)
class Forest:
    """``signals``: column of each signal; ``base``: the log odds that all trees add to; arrays have a row per tree."""

    signals: Mapping[str, int]
    base: float
    nodes: Numbers
    thresholds: Floats
    leaves: Floats

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> Forest:
        """From the parsed table; KeyError names what is missing."""
        columns = {name: k for k, name in enumerate(table["signals"])}
        nodes = np.array(table["nodes"], dtype=np.intp)
        return cls(columns, float(table["base"]), nodes, np.array(table["thresholds"]), np.array(table["leaves"]))

    def probabilities(self, rows: Iterable[Mapping[str, float]]) -> list[float]:
        """The probability of each row of signals by name; those that are absent are 0. Rows are taken some at a time."""
        found: list[float] = []
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            found += self._probabilities(batch)
        return found

    def _probabilities(self, rows: Sequence[Mapping[str, float]]) -> list[float]:
        values = np.zeros((len(rows), len(self.signals)))
        for k, row in enumerate(rows):
            for name, value in row.items():
                if (column := self.signals.get(name)) is not None:
                    values[k, column] = value
        inner = self.nodes.shape[1]
        trees = np.arange(len(self.nodes))
        at = np.zeros((len(rows), len(trees)), dtype=np.intp)
        lines = np.arange(len(rows))[:, None]
        while inner and at[0, 0] < inner:
            right = values[lines, self.nodes[trees, at]] > self.thresholds[trees, at]
            at = 2 * at + 1 + right
        total = self.base + self.leaves[trees, at - inner].sum(axis=1)
        return [float(p) for p in 1.0 / (1.0 + np.exp(-np.clip(total, -30.0, 30.0)))]
