"""Text of an article or a hand-edited story as a file may carry it: one line, no controls, a quote at most.

What is dropped or replaced: control characters, lone surrogates (no UTF-8 file can hold them), noncharacters, byte order
marks, and the marks that turn a line round (a name must not change what stands beside it). Pure.
"""

from __future__ import annotations

import re

QUOTE = 170  # characters of an article's text that a file carries in one piece, as evidence; never the text
_LONE = re.compile(r"[\ud800-\udfff]")
# White space is not among them: it becomes one blank.
_DROPPED = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_ELLIPSIS = "…"
_STOP = " ,;:–—-"
# A line cut after one of these would seem to say something else, or nothing.
_DANGLING = frozenset(
    [
        "a",
        "after",
        "against",
        "an",
        "and",
        "at",
        "between",
        "by",
        "for",
        "from",
        "in",
        "into",
        "near",
        "of",
        "on",
        "or",
        "over",
        "the",
        "to",
        "with",
        "without",
        "not",
    ]
)


def one_line(text: str) -> str:
    """The text on one line, with nothing in it that is not text."""
    return " ".join(_DROPPED.sub("", _LONE.sub("\ufffd", text)).split())


def quoted(text: str) -> str:
    """The text on one line, cut to a quote."""
    return shortened(one_line(text), QUOTE)


def shortened(text: str, limit: int) -> str:
    """The text on one line, cut at a word to at most ``limit`` characters, with an ellipsis where it was cut."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    cut = head.rfind(" ")
    words = (head[:cut] if cut > limit // 2 else head).rstrip(_STOP).split(" ")
    while len(words) > 2 and words[-1].lower() in _DANGLING:
        words.pop()
    return " ".join(words).rstrip(_STOP) + _ELLIPSIS
