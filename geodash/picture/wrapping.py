"""Text into lines of a given width, in columns. Text is anybody's: it may be long, empty, without spaces, in any script."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

JOINER = "\u200d"  # zero width joiner: makes one sign of two
MOST_MARKS = 12  # code points of one sign that a label keeps; scripts in use need fewer than ten
_BREAKS = frozenset("-‐–—/_.@:")  # a long word is cut after one of these, where one is near


def _extends(char: str) -> bool:
    """Whether it belongs to the sign before it: combining marks, joiners, variation selectors, skin tones."""
    return unicodedata.category(char) in ("Mn", "Mc", "Me", "Cf") or "\U0001f3fb" <= char <= "\U0001f3ff"


def clusters(text: str) -> list[str]:
    """About what a reader takes for one sign each: a base with its marks, joined emoji, a flag's two letters."""
    if text.isascii():
        return list(text)
    found: list[str] = []
    flag = False  # the last sign is half a flag
    for char in text:
        half = "\U0001f1e6" <= char <= "\U0001f1ff"
        if found and (
            _extends(char)
            or (half and flag)
            or (found[-1].endswith(JOINER) and unicodedata.category(char) == "So" and len(found[-1]) < MOST_MARKS)
        ):
            found[-1] += char
            flag = False
        else:
            found.append(char)
            flag = half
    return found


def columns(text: str) -> int:
    """How wide a text is in columns: 1 a sign, 2 a sign of East Asian scripts or an emoji."""
    if text.isascii():
        return len(text)
    return sum(_sign(c) for c in clusters(text))


def _sign(cluster: str) -> int:
    return 2 if unicodedata.east_asian_width(cluster[0]) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns (2 or more), as even as possible; a longer word is cut. No text, no lines.

    Joined without their spaces they are the text without its spaces. Takes time in proportion to the text.
    """
    width = max(2, width)
    words = [piece for word in text.split() for piece in _cut(word, width)]
    if not words:
        return []
    sizes = [columns(word) for word, _ in words]
    if len(words) == 1:
        return [words[0][0]]
    starts = [start for _, start in words]
    least = len(_fill(sizes, starts, width))
    low, high = (width + 1) // 2, width
    while low < high:  # narrower lines are never fewer, so the narrowest of as many is found by halving
        middle = (low + high) // 2
        if len(_fill(sizes, starts, middle)) <= least:
            high = middle
        else:
            low = middle + 1
    firsts = [*_fill(sizes, starts, high), len(words)]
    return [" ".join(word for word, _ in words[a:b]) for a, b in pairwise(firsts)]


def _fill(sizes: list[int], starts: list[bool], width: int) -> list[int]:
    """Index of the first piece of each line; a piece that continues a word always begins one."""
    firsts, used = [0], sizes[0]
    for i in range(1, len(sizes)):
        if starts[i] and used + 1 + sizes[i] <= width:
            used += 1 + sizes[i]
        else:
            firsts.append(i)
            used = sizes[i]
    return firsts


def _cut(word: str, width: int) -> list[tuple[str, bool]]:
    """The word in pieces of at most ``width`` columns, each with whether a word begins there."""
    if len(word) <= width and word.isascii():
        return [(word, True)]
    pieces: list[str] = []
    held: list[str] = []
    used = best = 0  # best: signs held up to a good place to cut
    for sign in clusters(word):
        size = _sign(sign)
        while (
            held and used + size > width
        ):  # twice where what is held after a good place leaves no room for a wide sign
            keep = best if best * 2 >= len(held) else len(held)
            pieces.append("".join(held[:keep]))
            held = held[keep:]
            used, best = sum(map(_sign, held)), 0
        held.append(sign)
        used += size
        if sign in _BREAKS:
            best = len(held)
    pieces.append("".join(held))
    return [(piece, i == 0) for i, piece in enumerate(pieces)]


def shortened(text: str, most: int) -> str:
    """The text on one line, cut to about ``most`` columns with an ellipsis; a sign keeps a sane number of marks."""
    text = " ".join(text[: most * MOST_MARKS].split())
    if len(text) <= most and text.isascii():
        return text
    signs = [sign[:MOST_MARKS] for sign in clusters(text)]
    used = 0
    for i, sign in enumerate(signs):
        used += _sign(sign)
        if used > most:
            return "".join(signs[:i]).rstrip() + "…"
    return "".join(signs)
