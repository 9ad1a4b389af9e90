"""A house's wording: written words and what to say instead, in one pass, whole words only, the longest first. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?:^|[.!?…:]['\"”’)]*)\s*$")
_BEFORE = 8  # characters looked at for the end of a sentence: its mark, quotes, a blank


class Wording:
    """Call it with a text. What was put in is not replaced again; "" removes a word and one blank beside it."""

    def __init__(self, table: Mapping[str, str]) -> None:
        # A replacement that stands there already is itself: "Gaza" → "Gaza Strip" leaves "Gaza Strip" alone.
        standing = {new: new for new in table.values() if new and _WORD.match(new)}
        self._by_first: dict[str, list[tuple[str, str]]] = {}
        for old, new in sorted({**standing, **table}.items(), key=lambda pair: -len(pair[0])):
            first = _WORD.match(old)
            if first is not None:
                self._by_first.setdefault(first[0].lower(), []).append((old, new))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def __call__(self, text: str) -> str:
        if not self._by_first:
            return text
        parts: list[str] = []
        done, capital = 0, False
        for word in _WORD.finditer(text):
            if word.start() < done:
                continue
            found = self._at(text, word)
            if found is None:
                continue
            old, new = found
            before = text[done : word.start()]
            parts.append(_capital(before) if capital and before.strip() else before)
            capital = capital and not before.strip()
            done = word.start() + len(old)
            if new:
                parts.append(_capital(new) if capital else new)
                capital = False
                continue
            starts = _SENTENCE_END.search(text[max(0, word.start() - _BEFORE) : word.start()]) is not None
            capital = capital or starts
            if text[done : done + 1] == " ":
                done += 1
            elif parts[-1].endswith(" "):
                parts[-1] = parts[-1][:-1]
        rest = text[done:]
        return "".join([*parts, _capital(rest) if capital else rest])

    def _at(self, text: str, word: re.Match[str]) -> tuple[str, str] | None:
        """The longest entry that stands at a word, in its own case or with a capital at its start."""
        for old, new in self._by_first.get(word[0].lower(), ()):
            start, end = word.start(), word.start() + len(old)
            if old[-1:].isalnum() and end < len(text) and (text[end].isalnum() or text[end] == "_"):
                continue
            if text.startswith(old, start):
                return old, new
            if old[0].islower() and text.startswith(_capital(old), start):
                return old, _capital(new)
        return None


def _capital(text: str) -> str:
    """The text with its first letter a capital."""
    for i, char in enumerate(text):
        if char.isalnum():
            upper = char.upper()
            return text[:i] + (upper if len(upper) == 1 else char) + text[i + 1 :]
    return text
