"""Borders named by their two sides: "the Egypt-Gaza border", "the border between X and Y", "the X frontier with Y".

The phrase says which two areas meet; the line itself is derived from the basemap later. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from geodata.toponyms import BorderPhrase, Names, Toponym

_NAME = r"(?:the )?[^\W\d_a-z][\w’'.]*(?: (?:(?:and|of|the|de|da) )*[^\W\d_a-z][\w’'.]*){0,4}"
_BORDER = r"(?:borderlands?|borders?|frontiers?|boundary|boundaries)"
_ADJECTIVES = (
    r"(?:(?:(?:north|south|east|west)[a-z-]*|land|maritime|sea|shared|common|mutual|joint|long|short|busy|tense|closed|open|"
    r"disputed|contested|porous|volatile|desert|mountain|mountainous|river|international|remote|fortified|de facto) ){0,2}"
)
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        # the Egypt-Gaza border, the US/Canada border, the Israeli-Lebanese frontier
        rf"(?P<left>{_NAME}) ?[-‐‑–—/] ?(?P<right>{_NAME}) {_ADJECTIVES}(?P<word>{_BORDER})\b",
        # the border between X and Y, the border separating X from Y, the border of X and Y
        rf"(?P<word>{_BORDER})(?: line| area| region| zone)? (?:between|of|separating|dividing) (?P<left>{_NAME}) (?:and|from|with) (?P<right>{_NAME})",
        # Lebanon's border with Israel, the Lebanese frontier with Israel
        rf"(?P<left>{_NAME}?)(?:['’]s?)? {_ADJECTIVES}(?P<word>{_BORDER}) with (?P<right>{_NAME})",
    )
)
_ITS_BORDER = re.compile(rf"\b(?:its|their|his|her|the) {_ADJECTIVES}(?P<word>{_BORDER}) with (?P<right>{_NAME})")
_MAX_GAP = 200  # characters between "Poland … its border with Belarus" within one sentence


def find_border_phrases(text: str, toponyms: list[Toponym], names: Names) -> list[BorderPhrase]:
    """The border phrases of a text in order, not overlapping; both sides are known names or demonyms."""
    found: list[BorderPhrase] = []
    for pattern in _PATTERNS:
        for match in _matches(pattern, text):
            left = _side(names, text, match.start("left"), match.end("left"), at_end=True)
            right = _side(names, text, match.start("right"), match.end("right"), at_end=False)
            if left is None or right is None:
                continue
            start = min(left.start, match.start("word"))
            end = max(right.end, match.end("word"))
            _keep(found, text, start, end, left, right)
    ordered = sorted(toponyms, key=lambda t: t.start)
    for match in _ITS_BORDER.finditer(text):
        right = _side(names, text, match.start("right"), match.end("right"), at_end=False)
        left = _owner(text, match.start(), ordered)
        if right is not None and left is not None and left.text != right.text:
            _keep(found, text, match.start(), right.end, left, right)
    return found


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """All matches, one paragraph at a time, so that time stays linear in the text."""
    position = 0
    for line in text.splitlines(keepends=True):
        if re.search(_BORDER, line):
            yield from pattern.finditer(text, position, position + len(line))
        position += len(line)


def _keep(found: list[BorderPhrase], text: str, start: int, end: int, left: Toponym, right: Toponym) -> None:
    """Put a phrase in its place in ``found``, unless another overlaps it."""
    at = bisect_left(found, start, key=lambda b: b.start)
    if (at == 0 or found[at - 1].end <= start) and (at == len(found) or end <= found[at].start):
        found.insert(at, BorderPhrase(start, end, text[start:end], left, right))


def _side(names: Names, text: str, start: int, end: int, at_end: bool) -> Toponym | None:
    """The longest known name that ends (left side) or begins (right side) a run of capitalised words."""
    words = list(re.finditer(r"[^\s]+", text[start:end]))
    spans = [(start + w.start(), end) for w in words] if at_end else [(start, start + w.end()) for w in reversed(words)]
    for first, last in spans:
        for stop in dict.fromkeys((last - _full_stop(text[first:last]), last - _possessive(text[first:last]), last)):
            name = text[first:stop]
            offset = 4 if name[:4].lower() == "the " else 0
            demonym = names.demonym(name[offset:])
            if demonym is not None or names.is_name(name[offset:]):
                return Toponym(
                    first + offset, stop, name[offset:], "border", True, demonym=demonym is not None, wants_area=True
                )
    return None


def _full_stop(name: str) -> int:
    """1 where the last point ends the sentence and is not an abbreviation's own ("U.S.")."""
    return int(name.endswith(".") and "." not in name[:-1])


def _possessive(name: str) -> int:
    if name.endswith(("'s", "’s")):
        return 2
    return 1 if name.endswith(("'", "’")) else 0


def _owner(text: str, before: int, toponyms: list[Toponym]) -> Toponym | None:
    """Whose border "its border" is: the first name (of those in text order) of the sentence that stands before it."""
    least = max(0, before - _MAX_GAP)
    begin = max(least, *(text.rfind(mark, least, before) + 1 for mark in (". ", "! ", "? ", "\n")))
    first = bisect_left(toponyms, begin, key=lambda t: t.start)
    owner = toponyms[first] if first < len(toponyms) else None
    return owner if owner is not None and owner.end <= before else None
