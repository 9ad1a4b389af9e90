"""Recognition: which spans of a text are place names.

Rules, the language model and the gazetteer propose (geodata.name_rules); each span is then weighed by its signals
(geodata.likely), and of those that overlap the likeliest stays. Pure: no file is opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.likely import Article, signals
from geodata.model import PlaceKind
from geodata.name_rules import MAX_WORDS, add, in_name, name_end, parts, rule_work, trim
from geodata.names import fold
from geodata.surroundings import (
    PLACE_LABELS,
    Work,
    is_country,
    is_state,
    words_of,
)
from geodata.toponyms import Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

LEAST = 0.3  # a span less likely than this is no toponym; what is listed is decided with the confidence
LEAST_OF_RULES = 0.25  # where the rules too take it for one; kept so that a story can show it as unsure


def recognise(doc: Doc, names: Names, words: PlaceWords) -> list[Toponym]:
    """The toponyms of a text in text order, not overlapping; demonyms are among them, marked.

    ``doc`` needs the model's names alone (no tags, no parse).
    """
    work = rule_work(doc, names, words)
    if "spans" in words.weights:
        _weigh(work)
    found = sorted(work.found.items())
    return with_containers(work, [(first, last, t) for (first, last), t in found])


def spans(work: Work) -> Iterator[tuple[int, int, str, bool, dict[str, float]]]:
    """Every span that may be a place name in text order, with its signals: what the rules found, what the model calls a
    place, and every name of the gazetteer. Spans may overlap; each is (first token, end, source, demonym, signals)."""
    known: dict[tuple[int, int], tuple[str, bool]] = {k: (t.source, t.demonym) for k, t in work.found.items()}
    for ent in work.doc.ents:
        if ent.label_ in PLACE_LABELS:
            for part in parts(work, ent.start, ent.end):
                first, last = trim(work, *part)
                if first < last and work.doc[first].capital:
                    known.setdefault((first, last), ("weighed", False))
    for first, last in _names(work):
        known.setdefault((first, last), ("weighed", False))
    # "U.S." is the name in "U.S.-led", which is one word of the parse.
    texts = {k: work.found[k].text if k in work.found else words_of(work.doc, *k) for k in known}
    article = Article(work)
    for span, text in texts.items():
        article.see(fold(text), *span)
    for span, (source, demonym) in sorted(known.items()):
        yield *span, source, demonym, signals(article, *span, texts[span], source, demonym)


def _names(work: Work) -> Iterator[tuple[int, int]]:
    """Longest gazetteer names among capitalised tokens, wherever they stand."""
    doc, i = work.doc, 0
    while i < len(doc):
        if not doc[i].capital or doc[i].lower_ in ("the", "a", "an"):
            i += 1
            continue
        for last in range(min(i + MAX_WORDS, len(doc)), i, -1):
            span = doc[i:last]
            if not (span[-1].capital and all(in_name(t) for t in span)):
                continue
            if end := name_end(work, i, last):
                yield i, end
                i = end - 1
                break
        i += 1


def _weigh(work: Work) -> None:
    """Keep the spans that are likely enough; of two that overlap the likelier, then the longer."""
    all_spans: list[tuple[int, int, str, bool]] = []

    def rows() -> Iterator[dict[str, float]]:
        for first, last, source, demonym, found in spans(work):  # of a long text all signals at once are hundreds of MB
            all_spans.append((first, last, source, demonym))
            yield found

    chances = work.words.weights["spans"].probabilities(rows())
    starts = [first for first, *_ in all_spans]
    for k, (first, last, *_) in enumerate(all_spans):
        # A country's or first-level area's whole name is at least as likely as a name within it ("Guinea-Bissau").
        if last - first > 1 and is_state(work, words_of(work.doc, first, last)):
            inside = range(bisect_left(starts, first), bisect_left(starts, last))
            chances[k] = max(chances[n] for n in inside if all_spans[n][1] <= last)
    ranked = sorted(
        (
            (chance, last - first, -first, source, demonym)
            for chance, (first, last, source, demonym) in zip(chances, all_spans, strict=True)
        ),
        reverse=True,
    )
    before = work.found
    work.found, work.taken = {}, set()
    for likely, length, start, source, demonym in ranked:
        first, last = -start, -start + length
        by_rules = before.get((first, last))
        least = LEAST if by_rules is None else 0.0 if by_rules.metonym else LEAST_OF_RULES
        if not demonym and likely < least:
            continue
        if by_rules is not None:
            if not any(i in work.taken for i in range(first, last)):
                work.found[first, last] = by_rules
                work.taken.update(range(first, last))
        else:
            add(work, first, last, source)
        if (first, last) in work.found:
            work.found[first, last] = replace(work.found[first, last], likely=round(likely, 3))


def with_containers(work: Work, found: list[tuple[int, int, Toponym]]) -> list[Toponym]:
    """ "Nogales, Arizona": the second name says which Nogales is meant."""
    result = [t for _, _, t in found]
    for k in range(len(found) - 1):
        (_, last, name), (first, end, area) = found[k], found[k + 1]
        if area.demonym or name.demonym or first != last + 1 or work.doc[last].text != ",":
            continue
        holders = work.names.lookup(area.text)
        if any(e.kind in (PlaceKind.country, PlaceKind.admin_area) for e in holders):
            if end < len(work.doc) and work.doc[end].lower_ == "and" and not name.locative:
                continue  # a list: "Kenya, Uganda and Rwanda"
            if not (is_country(work, name.text) and is_country(work, area.text)):
                result[k] = replace(result[k], container=area.text)
    return result
