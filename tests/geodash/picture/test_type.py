"""Faces, runs, widths and lines: what is measured is what the shaper sets."""

from __future__ import annotations

import unicodedata
from itertools import pairwise
from typing import Any

import pytest
import uharfbuzz as hb
from hypothesis import given, settings
from hypothesis import strategies as st

from geodash.picture.type import (
    LONGEST,
    MISSING,
    ROLES,
    Face,
    Typesetter,
    advance,
    direction,
    is_rtl,
    lines,
    needs_isolate,
    role,
)
from geodata.errors import InputError

TYPE = Typesetter()
# All of Unicode, and what breaks typesetting: joiners, overrides, controls, markup, both directions.
HARD = st.sampled_from(
    [
        *"\0\t\n\u200b\u200d\u202e\u2066\ufeff\u2028\ud800\udfff\ufffe🏳👩",
        "e\u0301",
        "]]>",
        "<b>",
        "&amp;",
        "غزة",
        "שלום",
        "12.5",
        "(",
    ]
)
TEXTS = st.lists(
    st.one_of(st.text(st.characters(), max_size=12), HARD, st.text("abc غزة שלום 12-(", max_size=14)), max_size=8
).map("".join)


def _printable(text: str) -> str:
    return "".join(
        c for c in text if c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


def _shaped(text: str, face: Face, size: float) -> float:
    font = hb.Font(hb.Face(hb.Blob.from_file_path(str(face.path))))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font, buffer)
    return float(sum(p.x_advance for p in buffer.glyph_positions)) * size / float(font.face.upem)


@pytest.mark.parametrize("text", ["Khan Younis", "AVAVA Tórshavn", "Київ", "Αθήνα", "12–14 Aug"])
@pytest.mark.parametrize("name", list(ROLES))
def test_a_width_is_what_harfbuzz_says(text: str, name: str) -> None:
    assert TYPE.width(text, name, 13.5) == pytest.approx(_shaped(text, ROLES[name][0], 13.5))


@pytest.mark.parametrize(("text", "n"), [("خان يونس", 1), ("חאן יונס", 2)])
def test_scripts_that_run_from_the_right_have_their_own_face(text: str, n: int) -> None:
    face = ROLES["sans"][n]
    assert TYPE.runs(text, "sans") == [(text, face)]
    assert TYPE.width(text, "sans", 10) == pytest.approx(_shaped(text, face, 10))


@given(TEXTS, st.sampled_from("abcXYZ019жω"), st.sampled_from(list(ROLES)))
@settings(deadline=None)
def test_a_line_grows_with_its_text_and_its_size(text: str, more: str, name: str) -> None:
    width = TYPE.width(text, name, 12)
    assert width >= 0
    assert TYPE.width(text + " " + more, name, 12) > width
    assert TYPE.width(text, name, 24) == pytest.approx(2 * width)


@given(TEXTS, st.sampled_from(list(ROLES)))
@settings(deadline=None, max_examples=200)
def test_runs_lose_no_character_that_prints(text: str, name: str) -> None:
    runs = TYPE.runs(text, name)
    wanted, found = _printable(text), "".join(run for run, _ in runs)
    assert len(found) == len(wanted)
    for char, shown in zip(wanted, found, strict=True):
        assert shown == char or (shown == MISSING and char in TYPE.missing(text) + MISSING)
    for run, face in runs:
        assert all(ord(c) in hb.Face(hb.Blob.from_file_path(str(face.path))).unicodes for c in run)
    assert all(one[1] is not other[1] for one, other in pairwise(runs)), "joined where they can be"


def test_what_no_face_has_is_replaced_and_told() -> None:
    assert "".join(run for run, _ in TYPE.runs("北京 Paris 👍", "sans")) == f"{MISSING * 2} Paris {MISSING}"
    assert TYPE.missing("北京 Paris 👍 北") == "北京👍"
    assert TYPE.missing("Paris, Αθήνα, Київ, غزة, חיפה\u200b\0") == ""


def test_digits_and_marks_stay_with_their_word() -> None:
    sans, arabic, _ = ROLES["sans"]
    assert [face for _, face in TYPE.runs("14 Aug", "sans")] == [sans]
    assert [face for _, face in TYPE.runs("غزة 14", "sans")] == [arabic]
    assert {face for _, face in TYPE.runs("“غزة”", "sans")} <= {arabic, sans}


@pytest.mark.parametrize(
    ("text", "way", "any_rtl", "isolate"),
    [
        ("Gaza", "ltr", False, True),
        ("غزة", "rtl", True, False),
        ("غزة 14", "rtl", True, True),
        ("14 غزة", "rtl", True, True),
        ("חיפה", "rtl", True, False),
        ("Gaza غزة", "ltr", True, True),
        ("12:30", "ltr", False, True),
        ("", "ltr", False, False),
        ("\u202eGaza", "ltr", False, True),  # an override is dropped, so it turns nothing round
    ],
)
def test_direction(text: str, way: str, any_rtl: bool, isolate: bool) -> None:
    assert (direction(text), is_rtl(text), needs_isolate(text)) == (way, any_rtl, isolate)


def test_letters_that_join_are_never_spaced() -> None:
    assert TYPE.width("Gaza", "sans", 10, 2) == pytest.approx(TYPE.width("Gaza", "sans", 10) + 8)
    for text in ("غزة", "Gaza غزة"):
        assert TYPE.width(text, "sans", 10, 2) == TYPE.width(text, "sans", 10)


def test_roles_of_looks() -> None:
    looks: list[dict[str, Any]] = [
        {"font": "sans"}, {"font": "sans", "weight": 600}, {"font": "serif", "weight": 400},
        {"font": "serif", "weight": 700}, {"font": "serif", "italic": True, "weight": 400},
    ]  # fmt: skip
    assert [role(look) for look in looks] == ["sans", "sans_bold", "serif", "serif_bold", "serif_italic"]
    assert all(face.path.is_file() for stack in ROLES.values() for face in stack)


def test_a_house_font_comes_first_under_its_own_name() -> None:
    shipped = ROLES["serif_bold"][0]
    own = Typesetter({"sans": shipped.path})
    ((_, face),) = own.runs("Gaza", "sans")
    assert (face.family, face.weight, face.path) == ("Noto Serif", 700, shipped.path)
    assert own.runs("غزة", "sans")[0][1] is ROLES["sans"][1], "what it lacks the shipped faces have"
    assert own.width("Gaza", "sans", 10) == pytest.approx(_shaped("Gaza", shipped, 10))


def test_a_broken_house_font_is_one_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "house.ttf").write_bytes(b"no font at all")
    with pytest.raises(InputError) as told:
        Typesetter({"sans": tmp_path / "house.ttf"})
    assert "house.ttf" in str(told.value)
    assert "\n" not in str(told.value)


def _measure(text: str) -> float:
    return TYPE.width(text, "sans", 12)


@given(TEXTS, st.floats(30, 400), st.sampled_from([None, 1, 2, 5]))
@settings(deadline=None, max_examples=200)
def test_lines_keep_to_their_width_and_lose_no_word(text: str, width: float, most: int | None) -> None:
    found = lines(text, width, _measure, most)
    assert most is None or len(found) <= most
    for line in found:
        assert _measure(line) <= width + 1e-6 or len(line) <= 2
    whole = lines(text, width, _measure)
    assert "".join("".join(whole).split()) == "".join(text[:LONGEST].split())
    if most is not None and len(whole) > most:
        assert found[-1].endswith("…")


def test_a_long_text_takes_bounded_time() -> None:
    assert len("".join(lines("word " * 50_000, 200, _measure))) <= LONGEST
    assert lines("x" * 5_000, 100, _measure, 3)[-1].endswith("…")


def test_no_run_no_width() -> None:
    assert advance("", ROLES["sans"][0]) == 0.0
    assert TYPE.width("\u200b\0", "sans", 12) == 0.0
