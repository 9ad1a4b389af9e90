"""The faces of a picture inside it: woff2 subsets of the very letters that it sets, as CSS rules."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from geodash.picture.svg import family
from geodash.picture.type import Face


def font_rules(used: Mapping[Face, Iterable[str]]) -> str:
    """An @font-face rule for each face that sets something."""
    return "".join(_rule(face, frozenset(letters)) for face, letters in used.items() if letters)


def _rule(face: Face, letters: frozenset[str]) -> str:
    data = base64.b64encode(subset(face.path, letters)).decode("ascii")
    style = "font-style:italic;" if face.italic else ""
    return (
        f"@font-face{{font-family:{family(face)};font-weight:{face.weight};{style}"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


@lru_cache(maxsize=64)
def subset(path: Path, letters: frozenset[str]) -> bytes:
    """A font file with these letters only, their kerning and what their script needs to join, as woff2."""
    from fontTools import subset as cutting
    from fontTools.ttLib import TTFont

    options = cutting.Options(hinting=False, glyph_names=False, name_IDs=[1, 2], drop_tables=["DSIG", "STAT", "gasp"])
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "rlig", "calt", "init", "medi", "fina", "isol", "liga"]
    options.recalc_timestamp = False
    out = io.BytesIO()
    with TTFont(path, lazy=True, recalcTimestamp=False) as font:
        cutter = cutting.Subsetter(options)
        cutter.populate(text="".join(sorted(letters)))
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
