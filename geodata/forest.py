"""Small trees added up to a probability: a table of numbers, fitted elsewhere, read without the library that fitted it.

A node of a tree is ``[signal, threshold, left, right]`` with the numbers of its branches (left: at most the threshold),
or a single number, its share of the log odds. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Forest:
    """``signals``: names in the order that nodes refer to; ``base``: the log odds that all trees add to."""

    signals: tuple[str, ...]
    base: float
    trees: tuple[tuple[Any, ...], ...]

    @classmethod
    def from_json(cls, table: Mapping[str, Any]) -> Forest:
        """From the parsed table; KeyError names what is missing."""
        return cls(tuple(table["signals"]), float(table["base"]), tuple(tuple(tree) for tree in table["trees"]))

    def probability(self, found: Mapping[str, float]) -> float:
        """The probability for signals by name; those that are absent are 0."""
        values = [found.get(name, 0.0) for name in self.signals]
        total = self.base
        for tree in self.trees:
            node = tree[0]
            while isinstance(node, list):
                node = tree[node[2] if values[node[0]] <= node[1] else node[3]]
            total += node
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
