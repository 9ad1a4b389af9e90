"""A remembered answer is the gazetteer's own."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer
from geodata.remembered import Remembered


@pytest.mark.parametrize("name", ["Lima", "U.S.", "us", "Kenyan", "Xqzvw", "Khan Younis", ""])
def test_answers_are_the_same_the_first_time_and_later(gazetteer: Gazetteer, name: str) -> None:
    names = Remembered(gazetteer)
    for _ in range(2):
        assert names.is_name(name) == gazetteer.is_name(name)
        assert names.lookup(name) == gazetteer.lookup(name)
        assert names.demonym(name) == gazetteer.demonym(name)
