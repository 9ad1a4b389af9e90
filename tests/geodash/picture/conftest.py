"""The basemap and the shipped faces, opened once for all tests of pictures."""

from __future__ import annotations

import pytest

from geodash.ground import Ground
from geodash.picture.type import Typesetter


@pytest.fixture(scope="session")
def ground() -> Ground:
    return Ground()


@pytest.fixture(scope="session")
def typesetter() -> Typesetter:
    return Typesetter()
