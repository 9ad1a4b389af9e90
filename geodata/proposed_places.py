"""Where a proposed thing is to be: the places that the text ties to it, and what they are for the drawing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import GeometryBasis, PlaceKind, ProposalKind
from geodata.syntax import ancestors, conjuncts, is_verbal, prepositions, undergoers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from geodata.clauses import Grammar
    from geodata.mentions import Mention


_LINES = (PlaceKind.border, PlaceKind.corridor)


_LINE_WORDS = frozenset({"along", "between", "around", "through", "over", "near", "on"})
_ZONE_NOUNS = frozenset({"zone", "strip", "belt", "buffer", "corridor", "area", "haven", "line", "route"})


_WITHIN = frozenset({"within", "in", "inside", "over", "across", "throughout", "on"})


def places_of(g: Grammar, head: Token) -> list[tuple[str, Mention]]:
    """(preposition, mention) pairs that say where the thing is to be."""
    found: list[tuple[str, Mention]] = []
    own = g.mention(head)
    if own is not None and not own.demonym:
        found.append(("", own))
    for c in head.children:
        if c.dep_ in ("compound", "nmod", "amod") and (m := g.mention(c)) is not None and not m.demonym:
            found.append(("in", m))
    seen: list[Token] = [head]
    if not is_verbal(head) and head.dep_ in ("dobj", "nsubjpass") and is_verbal(head.head):
        seen.append(head.head)
    if is_verbal(head):
        seen.extend(undergoers(head))
    seen += [c for one in list(seen) for c in one.children if c.lower_ in ("wide", "deep", "long", "broad")]
    for token in seen:
        for word, held in _deep(g, token):
            mention = g.mention(held)
            if mention is not None and not mention.demonym and not mention.metonym and mention.place_id:
                if word in ("with", "by", "against", "after", "as") or (
                    word == "to" and mention.kind == PlaceKind.country
                ):
                    continue
                found.append((word, mention))
            elif mention is None:
                found.extend(
                    (word, m)
                    for t in conjuncts(held)
                    for m in _inside(g, t)
                    if word not in ("with", "by", "against", "after", "of", "to", "for", "on")
                    or g.in_class(t, "place_noun", "passage", "structure")
                )
    return found


def _deep(g: Grammar, token: Token) -> Iterator[tuple[str, Token]]:
    """What the prepositions of a word hold; a line after "a truce and a zone" is the zone's, however it is parsed."""
    row = conjuncts(token)[1:] if not is_verbal(token) else []
    for word, held in prepositions(token):
        if word in g.tables.words["temporal_prep"]:
            continue
        if word in _LINE_WORDS and any(c.i < held.i and g.noun(c) in _ZONE_NOUNS for c in row):
            continue
        yield word, held
    first = token
    while first.dep_ == "conj" and not is_verbal(first):
        first = first.head
    if first is token or g.noun(token) not in _ZONE_NOUNS:
        return
    between = [c.i for c in conjuncts(first) if c.i > token.i]
    for word, held in prepositions(first):
        if word in _LINE_WORDS and held.i > token.i and not any(i < held.i for i in between):
            yield word, held


def _inside(g: Grammar, token: Token) -> list[Mention]:
    """Mentions under a place noun: "the north of Syria", "both sides of the Chile-Peru border", "Ecuador's coast"."""
    found: list[Mention] = []
    for c in token.children:
        if c.dep_ in ("poss", "compound", "nmod", "amod") and (m := g.mention(c)) is not None and not m.demonym:
            found.append(m)
    for word, held in prepositions(token):
        if (
            word in ("of", "in", "along", "between", "on", "with", "from")
            and (m := g.mention(held)) is not None
            and not m.demonym
        ):
            found.append(m)
    return found


def geometry_of(g: Grammar, head: Token, kind: ProposalKind) -> tuple[tuple[str, ...], GeometryBasis, str]:
    """Place ids, what they are for the drawing, and the words that place the thing."""
    if kind in (ProposalKind.ceasefire, ProposalKind.prisoner_exchange):
        spots = [
            (w, m)
            for w, m in places_of(g, head)
            if w in ("in", "along", "across", "at", "within", "inside") and m.place_id
        ]
        ids = tuple(dict.fromkeys(m.place_id for _, m in spots if m.place_id))
        return ids, GeometryBasis.none, _words(g, spots)
    spots = [(w, m) for w, m in places_of(g, head) if m.place_id and not m.inside]
    if not spots:
        return (), GeometryBasis.none, ""
    lines = [(w, m) for w, m in spots if m.kind in _LINES or w in ("along", "between", "")]
    areas = [(w, m) for w, m in spots if (w, m) not in lines and w in _WITHIN]
    around = [(w, m) for w, m in spots if w in ("around", "surrounding")]
    if kind == ProposalKind.withdrawal:
        return (
            tuple(dict.fromkeys(m.place_id for _, m in spots if m.place_id)),
            GeometryBasis.containing_area,
            _words(g, spots),
        )
    if lines:
        return (
            tuple(dict.fromkeys(m.place_id for _, m in lines if m.place_id)),
            GeometryBasis.named_place,
            _words(g, lines),
        )
    if areas:
        return (
            tuple(dict.fromkeys(m.place_id for _, m in areas if m.place_id)),
            GeometryBasis.containing_area,
            _words(g, areas),
        )
    if around:
        return (
            tuple(dict.fromkeys(m.place_id for _, m in around if m.place_id)),
            GeometryBasis.named_place,
            _words(g, around),
        )
    return tuple(dict.fromkeys(m.place_id for _, m in spots if m.place_id)), GeometryBasis.none, _words(g, spots)


def _words(g: Grammar, spots: list[tuple[str, Mention]]) -> str:
    if not spots:
        return ""
    word, mention = spots[0]
    span = g.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None:
        return ""
    article = (
        "the "
        if (span.start and g.doc[span.start - 1].lower_ == "the")
        or (mention.kind == PlaceKind.border and not mention.text.lower().startswith("the "))
        else ""
    )
    last = spots[-1][1]
    if len(spots) > 1 and word in ("between", "from") and last.end > mention.end and last.end - mention.start < 60:
        return f"{word} {article}{g.text[mention.start : last.end]}"
    # compass words and place nouns between the preposition and the name stay ("in northern Syria", "in the north of Syria")
    for one in ancestors(span.root, 5):
        if one.lower_ == word and one.dep_ == "prep" and 0 < mention.start - one.idx < 45:
            return " ".join(g.text[one.idx : mention.end].split())
    return f"{word} {article}{mention.text}".strip() if word else ""
