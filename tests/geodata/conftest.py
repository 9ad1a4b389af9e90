"""The real gazetteer, basemap and language model, loaded once for all tests of geodata."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from geodata.english import language_model, place_words
from geodata.gazetteer import Gazetteer
from geodata.toponyms import PlaceWords


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="session")
def words() -> PlaceWords:
    return place_words()


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Any]:
    return language_model()
