"""Folder names made from any title."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.slugs import SLUG_MAX, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Mediators to meet in Qatar", "mediators-to-meet-in-qatar"),
        ("São Tomé: élections", "sao-tome-elections"),
        ("Паром остановился", "паром-остановился"),
        ("../../etc/passwd", "etc-passwd"),
        ("%2f..%2f", "2f-2f"),
        ("CON", "story-con"),
        ("…", "story"),
        ("", "story"),
    ],
)
def test_slug(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_a_slug_is_one_safe_path_component(title: str) -> None:
    made = slug(title)
    assert 0 < len(made) <= SLUG_MAX + len("story-") and len(made.encode()) <= 255
    assert not set(made) & set("/\\.:%\0 ") and not made.startswith("-")
    assert slug(made) == made
