"""What the gazetteer keeps in memory is what it would read again, and nobody can spoil it."""

from __future__ import annotations

import pytest

from geodata.gazetteer import Gazetteer


@pytest.mark.parametrize("name", ["Lima", "U.S.", "us", "Xqzvw", "Khan Younis", ""])
def test_answers_are_the_same_the_first_time_and_later(name: str) -> None:
    fresh, used = Gazetteer.open(), Gazetteer.open()
    first = used.lookup(name)
    first.append(first[0] if first else None)  # type: ignore[arg-type]
    assert used.lookup(name) == fresh.lookup(name) and used.is_name(name) == bool(fresh.lookup(name))
