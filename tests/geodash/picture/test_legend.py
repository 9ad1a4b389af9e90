"""A row for each symbol that is used, none for any other, all of it within its width."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from geodash.language import say, speaking
from geodash.picture.blocks import Setter
from geodash.picture.legend import ROW, WORDS, legend
from geodash.picture.svg import Sheet
from geodash.picture.theme import picture_style
from geodash.picture.type import Typesetter

TYPE = Typesetter()
STYLE = picture_style()


def _rows(used: list[str], width: float, rtl: bool = False) -> tuple[list[str], etree._Element, float]:
    block = legend(used, Setter(Sheet(TYPE), STYLE, rtl), width)
    root = etree.fromstring(f"<svg>{block.draw(0.0, 0.0)}</svg>")
    return ["".join(t.itertext()) for t in root.iter("text")], root, block.height


@given(st.lists(st.sampled_from([*WORDS, "inset", "unheard"])), st.floats(280, 1200))
@settings(deadline=None)
def test_exactly_what_is_used_is_explained(used: list[str], width: float) -> None:
    said, _, height = _rows(used, width)
    assert said == [WORDS[name] for name in WORDS if name in used]
    assert (height > 0) == bool(said)


@pytest.mark.parametrize("width", [280.0, 343.0, 560.0, 1200.0])
@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_all_rows_stand_within_their_width(width: float, language: str) -> None:
    rtl = language != "en"
    with speaking(language):
        said, root, height = _rows(list(WORDS), width, rtl)
        assert len(said) == len(WORDS)
        looks = STYLE["text"]["legend"]
        for node in root.iter("text"):
            text, at = "".join(node.itertext()), node.get("x")
            if at is None:
                continue
            wide = TYPE.width(text, "sans", looks["size"])
            left = float(at) - (wide if node.get("text-anchor") == "end" else 0)
            assert left >= -0.5
            assert left + wide <= width + 0.5
        assert all(0 < float(node.get("y", 0)) < height for node in root.iter("text"))
    assert height % ROW == 0


def test_each_language_explains_every_symbol_in_its_own_words() -> None:
    for language in ("ar", "he"):
        with speaking(language):
            said = [say(word) for word in WORDS.values()]
        assert len(set(said)) == len(WORDS)
        assert not set(said) & set(WORDS.values())
