"""Sizes by name and by px."""

from __future__ import annotations

import pytest

from geodash.picture.sizes import DEFAULT, NAMED, Size, size
from geodata.errors import InputError


def test_names_and_numbers() -> None:
    assert size("A4").paper_mm == (210, 297)
    assert size("1080×1080") is NAMED["1080x1080"]
    assert size("640x480") == size("640 X 480") == Size(640, 480)
    assert size("column").height is None
    assert DEFAULT in NAMED


@pytest.mark.parametrize(
    "text", ["", "a5", "640", "0x0", "239x400", "400x8001", "99999x99999", "-1x5", "640x480; rm", "x" * 999]
)
def test_a_size_that_is_none_is_one_line_with_the_choices(text: str) -> None:
    with pytest.raises(InputError) as told:
        size(text)
    assert "\n" not in str(told.value)
    assert len(str(told.value)) < 250
    assert "a4" in str(told.value)
