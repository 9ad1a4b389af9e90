"""Evidence as it is shown: the exact words, in their sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geodash import words
from geodata.model import Article, Evidence

# A sentence ends at its mark and a space, or at a line's end. Good enough to show words in their surroundings.
_END = re.compile(r"[.!?…][\"”’')\]]*\s|\n")
WIDEST = 320  # characters shown on either side at most: a quote, not the article


@dataclass(frozen=True, slots=True)
class Quote:
    """The exact words of the evidence with the rest of their sentence before and after, and whose words they are."""

    before: str
    exact: str
    after: str
    source: str = ""

    def short(self, limit: int = 170) -> str:
        """The exact words on one line, cut to about ``limit`` characters."""
        return words.shortened(self.exact, limit)


def quote(evidence: Evidence, articles: dict[str, Article]) -> Quote:
    """The evidence in its sentence; the source is named where the story has several articles."""
    article = articles[evidence.article_id]
    text = article.text
    floor = max(0, evidence.start - WIDEST)
    begin = floor
    for end in _END.finditer(text, floor, evidence.start):
        begin = end.end()
    ceiling = min(len(text), evidence.end + WIDEST)
    closed = bool(evidence.exact) and _END.search(evidence.exact[-2:] + " ") is not None
    stop = None if closed else _END.search(text, max(evidence.start, evidence.end - 1), ceiling)
    finish = evidence.end if closed else (stop.end() if stop else ceiling)
    source = (article.source_office or article.headline) if len(articles) > 1 else ""
    return Quote(
        before=text[begin : evidence.start].lstrip(),
        exact=evidence.exact,
        after=text[evidence.end : max(evidence.end, finish)].rstrip(),
        source=source,
    )
