"""Blocks are as tall as what they draw, in either direction."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.svg import Sheet
from geodash.picture.theme import picture_style
from geodash.picture.type import Typesetter
from tests.geodash.picture.test_type import TEXTS

TYPE = Typesetter()
STYLE = picture_style()


def _setter(rtl: bool = False) -> Setter:
    return Setter(Sheet(TYPE), STYLE, rtl)


def _texts(block: Block) -> list[tuple[float, str]]:
    root = etree.fromstring(f"<svg>{block.draw(0.0, 0.0)}</svg>".encode())
    return [(float(t.get("y", 0)), "".join(t.itertext())) for t in root.iter("text")]


@given(TEXTS, TEXTS, st.floats(60, 500), st.sampled_from([None, 1, 2, 4]), st.booleans())
@settings(deadline=None)
def test_a_block_is_as_tall_as_its_lines(lead: str, text: str, width: float, most: int | None, rtl: bool) -> None:
    setter = _setter(rtl)
    for block in (setter.paragraph(text, "note", width, most), setter.lead(lead, text, "note", width, most)):
        assert all(0 < y < block.height for y, _ in _texts(block))
    assert setter.paragraph(text, "note", width, most).height <= 16.5 * (most or 10_000)


def test_a_long_lead_goes_on_below() -> None:
    block = _setter().lead("The Federated Assemblies of the Lakes", "reject it", "note", 120)
    told = _texts(block)
    assert " ".join(text for _, text in told) == "The Federated Assemblies of the Lakes reject it"
    heights = [y for y, _ in told]
    assert heights == sorted(heights), "read from top to bottom"
    assert heights[-1] > heights[0]
    short = _texts(_setter().lead("Alpha", "rejects it", "note", 200))
    assert len({y for y, _ in short}) == 1


def test_the_start_side_is_the_right_one_in_a_right_to_left_picture() -> None:
    def left(rtl: bool) -> tuple[float, str | None]:
        setter = _setter(rtl)
        (node,) = etree.fromstring(f"<svg>{setter.line(10, 0, 300, 'Gaza', 'note', offset=20)}</svg>").iter("text")
        return float(node.get("x", 0)), node.get("text-anchor")

    assert left(False) == (30.0, None)
    assert left(True) == (290.0, "end")


def test_stacks_and_room() -> None:
    assert stack([nothing(4), nothing(6.5)]).height == 10.5
    assert stack([]).draw(0, 0) == ""
    assert _setter().paragraph("  ", "note", 100).height == 0


@pytest.mark.parametrize("rtl", [False, True])
def test_a_remark_is_left_out_where_it_finds_no_room(rtl: bool) -> None:
    wide, narrow = (_setter(rtl).heading("Events", "as reported in this article", width) for width in (500, 120))
    assert [len(_texts(block)) for block in (wide, narrow)] == [2, 1]
