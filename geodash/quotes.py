"""Evidence as it is shown: the exact words, marked in their sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from geodash import words
from geodata.model import Article, Evidence
from geodata.plain import QUOTE

# A sentence ends at its mark and a space, or at a line's end; not after "U.S." or "Gen.", nor before a small letter.
# Good enough to show words in their surroundings.
_TITLES = "".join(
    rf"(?<!\b{t})"
    for t in ["Mr", "Mrs", "Ms", "Dr", "St", "Gen", "Col", "Lt", "Sgt", "Capt", "Rep", "Sen", "Gov", "Prof", "Rev"]
)
_END = re.compile(rf"(?:(?<![\s.][A-Z]){_TITLES}\.|[!?…])[\"”’')\]]*\s+(?![\sa-z])|\n")
WIDEST = 320  # characters shown on either side at most: a quote, not the article


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence in pieces, those that are evidence marked, and whose words they are ("" where it is plain)."""

    pieces: tuple[tuple[str, bool], ...]
    source: str = ""


def short(evidence: Evidence, limit: int = QUOTE) -> str:
    """The exact words on one line, cut to about ``limit`` characters."""
    return words.shortened(evidence.exact, limit)


def quotes(evidence: Iterable[Evidence], articles: dict[str, Article]) -> tuple[Quote, ...]:
    """One quote for each sentence, in the given order; the source is named where the story has several articles."""
    spans: dict[tuple[str, int, int], list[Evidence]] = {}
    for one in evidence:
        start, end = _sentence(one, articles[one.article_id].text)
        key = next((k for k in spans if k[0] == one.article_id and k[1] < end and start < k[2]), None)
        held = spans.pop(key) if key else []
        start, end = (min(start, key[1]), max(end, key[2])) if key else (start, end)
        spans[one.article_id, start, end] = [*held, one]
    return tuple(
        Quote(_pieces(articles[name].text, start, end, marked), _source(articles[name]) if len(articles) > 1 else "")
        for (name, start, end), marked in spans.items()
    )


def _source(article: Article) -> str:
    return article.source_office or article.headline


def _sentence(evidence: Evidence, text: str) -> tuple[int, int]:
    """Where the sentence round the evidence begins and ends, at most WIDEST to either side."""
    floor = begin = max(0, evidence.start - WIDEST)
    for end in _END.finditer(text, floor, evidence.start):
        begin = end.end()
    if evidence.exact.rstrip("\"”’')] \n")[-1:] in (".", "!", "?"):
        return begin, evidence.end
    ceiling = min(len(text), evidence.end + WIDEST)
    stop = _END.search(text, max(evidence.start, evidence.end - 1), ceiling)
    return begin, max(evidence.end, stop.end() if stop else ceiling)


def _pieces(text: str, start: int, end: int, marked: list[Evidence]) -> tuple[tuple[str, bool], ...]:
    """The text in stretches, marked where any evidence lies; blank ends cut."""
    edges = sorted({start, end, *(e.start for e in marked), *(e.end for e in marked)})
    found: list[tuple[str, bool]] = []
    for left, right in pairwise(edges):
        lit = any(e.start <= left and right <= e.end for e in marked)
        if found and found[-1][1] == lit:
            found[-1] = (found[-1][0] + text[left:right], lit)
        else:
            found.append((text[left:right], lit))
    found[0] = (found[0][0].lstrip(), found[0][1])
    found[-1] = (found[-1][0].rstrip(), found[-1][1])
    return tuple(piece for piece in found if piece[0])
