from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.picture.wrapping import clusters, columns, shortened, wrap

SIGNS = st.sampled_from(
    ["a", "W", " ", "  ", "-", "é", "e\u0301", "שָׁ", "م", "漢", "👩‍🚒", "👍🏽", "🇫🇷", "\u200b", "\u0301", "\n", "\x00"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(SIGNS, max_size=120).map("".join))


def bare(text: str) -> str:
    return "".join(text.split())


@given(TEXTS, st.integers(2, 50))
def test_no_text_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert bare("".join(lines)) == bare(text)
    assert all(columns(line) <= width for line in lines)
    assert all(line.strip() for line in lines)


@given(TEXTS, st.integers(2, 50))
def test_a_sign_is_never_cut(text: str, width: int) -> None:
    signs = {sign for word in text.split() for sign in clusters(word)}
    assert all(sign in signs for line in wrap(text, width) for word in line.split() for sign in clusters(word))


@given(TEXTS, st.integers(2, 60))
def test_shortened_text_is_short(text: str, most: int) -> None:
    assert columns(shortened(text, most)) <= most + 1
    assert "\n" not in shortened(text, most)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("Ferry halted, port not stated", 28, ["Ferry halted,", "port not stated"]),
        ("short", 28, ["short"]),
        ("", 20, []),
        (" \n ", 20, []),
        ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ("Rheinfelden-Unterdorf", 16, ["Rheinfelden-", "Unterdorf"]),
        ("漢字漢字漢字", 4, ["漢字", "漢字", "漢字"]),
        ("ee\u0301e", 2, ["ee\u0301", "e"]),
        ("/0漢", 2, ["/", "0", "漢"]),
    ],
)
def test_examples(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


def test_lines_are_even_and_words_stay_whole() -> None:
    text = "Eastland demands to keep posts along this border; Westland rejects it"
    lines = wrap(text, 26)
    assert " ".join(lines) == text
    assert max(map(len, lines)) - min(map(len, lines)) < 10


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "ab " * 33_000, "e" + "\u0301" * 100_000, "👩\u200d" * 50_000, "-" * 100_000]
)
def test_long_texts_take_no_longer_than_they_are(text: str) -> None:
    start = time.perf_counter()
    wrap(text, 20)
    shortened(text, 90)
    assert time.perf_counter() - start < 2  # 0.1 to 0.3 s; a quadratic one took minutes
