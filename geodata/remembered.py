"""A gazetteer that remembers its last answers: an article asks for the same names many times, and so does the next."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from geodata.toponyms import Names

LOOKUPS = 10_000  # about 1 kB each; 588 articles of LGL have 9,000 different names
CHECKS = 100_000  # names that are none count too; about 150 bytes each


class Remembered:
    """The same answers as ``names``, sooner. The lists it gives are shared: not to be changed."""

    def __init__(self, names: Names) -> None:
        self.lookup = lru_cache(LOOKUPS)(names.lookup)
        self.is_name = lru_cache(CHECKS)(names.is_name)
        self._demonym = lru_cache(LOOKUPS)(names.demonym)

    def demonym(self, word: str) -> Any:
        """The place a demonym belongs to, or None."""
        return self._demonym(word)
