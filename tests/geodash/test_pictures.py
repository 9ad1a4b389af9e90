"""The six reference pictures, compared with a tolerance, and where each label stands, compared as text."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from tests.pictures import FOLDER, REFERENCES, Reference, make

# A label that moved, a line that is missing or a colour that changed is thousands of px; another machine's rounding of
# an edge is a few, by a few steps of 255.
SEEN = 40
MOST = 0.001


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda r: r.name)
def test_a_picture_is_as_it_was_looked_at(reference: Reference, tmp_path: Path) -> None:
    image, text = make(reference, tmp_path)
    held = FOLDER / f"{reference.name}.png"
    assert text == held.with_suffix(".txt").read_text(encoding="utf-8"), (
        "labels moved: python -m tests.pictures, and look"
    )
    now, before = (Image.open(io.BytesIO(raw)).convert("RGB") for raw in (image, held.read_bytes()))
    assert now.size == before.size
    difference = ImageChops.difference(now, before).convert("L").point(lambda v: 255 if v > SEEN else 0)
    changed = difference.histogram()[255] / (now.width * now.height)
    assert changed <= MOST, f"{changed:.2%} of the picture changed: look at it, then python -m tests.pictures"


def test_the_comparison_sees_a_label_that_is_gone() -> None:
    held = Image.open(FOLDER / "small-square.png").convert("RGB")
    other = held.copy()
    other.paste((246, 243, 236), (40, 40, 160, 60))
    difference = ImageChops.difference(held, other).convert("L").point(lambda v: 255 if v > SEEN else 0)
    assert difference.histogram()[255] / (held.width * held.height) > MOST
