"""Stances without a stance verb: "is open to", "is against", "called the plan unworkable", "said that it was unfair"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import StanceKind
from geodata.proposed import Thing
from geodata.said import Said, parties_of
from geodata.scope import definite, named_before
from geodata.syntax import antecedent, doers, grammatical_subjects, is_verbal, negated, relative_clause, undergoers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors
    from geodata.clauses import Grammar


def by_verdict(g: Grammar, actors: Actors, things: dict[int, Thing], verb: Token) -> Said | None:
    """ "called the plan unworkable", "dismissed it as a trick", "said that the demand was unacceptable"."""
    if g.base(verb) == "be" and verb.dep_ == "ccomp" and g.word(verb.head, "speech_verbs"):
        speakers, about, says = doers(verb.head), grammatical_subjects(verb), "says it is"
        if about and any(t in speakers for t in about):
            return None
        words = [c for c in verb.children if c.dep_ in ("acomp", "attr") and c.i > verb.i]
    elif g.word(verb, "judging_verbs") and not negated(verb):
        speakers, about = doers(verb), undergoers(verb)
        if relative_clause(verb) and (noun := antecedent(verb)) is not None:
            about = [noun]  # "an offer that the rebels called a trick"
        says = f"{g.tables.inflector.third(g.base(verb))} it"
        words = [c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr", "dobj") and c not in about]
        words += [d for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for d in c.children]
        for c in verb.children:  # "called the plan unworkable", read as a small clause
            if c.dep_ == "ccomp" and c.pos_ in ("ADJ", "NOUN"):
                words.append(c)
                about = [t for t in c.children if t.dep_ == "nsubj"] or about
    else:
        return None
    word = next((w for w in words if w.lower_ in g.tables.verdicts or g.noun(w) in g.tables.verdicts), None)
    if word is None or negated(verb) or negated(word):
        return None
    stance = g.tables.verdicts.get(word.lower_) or g.tables.verdicts[g.noun(word)]
    held = tuple(t.i for t in about if t.i in things)
    back, points = "any", False
    for t in about:
        word_of = g.noun(t)
        if t.pos_ == "PRON" and t.lower_ in ("it", "this", "that", "which"):
            points = True
        elif definite(t) and named_before(g, things, t, word_of):
            points, back = True, f"={word_of}"
        elif (definite(t) or t.dep_ == "appos") and (
            word_of in g.tables.words["anaphor_any"] or word_of in g.tables.words["anaphor_plan"]
        ):
            points = True
    if not about and any(c.lower_ in ("that", "this") and c.dep_ in ("advmod", "det", "nsubj") for c in word.children):
        points = True  # "called that ridiculous"
    parties = parties_of(g, actors, speakers)
    if not parties or not (held or points):
        return None
    first, last = g.clause_extent(verb.head if says == "says it is" else verb)
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    article = next((f"{c.lower_} " for c in word.children if c.lower_ in ("a", "an")), "")
    return Said(
        tuple(parties), stance, f"{says} {article}{word.text}", held, points and not held, back, verb.i, start, end
    )


_ADJECTIVES = {
    "open": (StanceKind.accepts_in_principle, "is open to"), "opposed": (StanceKind.rejects, "is opposed to"),
    "against": (StanceKind.rejects, "is against"), "favourable": (StanceKind.accepts_in_principle, "is favourable to"),
    "sceptical": (StanceKind.undecided, "is sceptical of"), "skeptical": (StanceKind.undecided, "is skeptical of"),
    "wary": (StanceKind.undecided, "is wary of"), "cool": (StanceKind.undecided, "is cool to"), "lukewarm": (StanceKind.undecided, "is lukewarm about"),
    "unhappy": (StanceKind.undecided, "is unhappy with"),
    "amenable": (StanceKind.accepts_in_principle, "is amenable to"), "receptive": (StanceKind.accepts_in_principle, "is receptive to"),
}  # fmt: skip


def by_adjective(g: Grammar, actors: Actors, things: dict[int, Thing], token: Token) -> Said | None:
    """ "is open to a truce", "remains opposed to the zone", "is against the corridor"."""
    row = _ADJECTIVES.get(token.lower_)
    if token.lower_ == "in" and any(c.lower_ in ("favour", "favor") for c in token.children):
        row = (StanceKind.accepts, "is in favour of")
    verb = token.head
    if row is None or not is_verbal(verb) or g.base(verb) not in ("be", "remain", "stay"):
        return None
    if negated(verb):
        return None
    stance, says = row
    parties = parties_of(g, actors, doers(verb))
    found: list[int] = []
    points = False
    for t in token.subtree:
        if t.i in things:
            found.append(t.i)
        elif t.i > token.i and (g.noun(t) in g.tables.words["anaphor_any"] and (t.pos_ == "PRON" or definite(t))):
            points = True
    if not parties or not (found or points):
        return None
    first, last = g.clause_extent(verb)
    return Said(
        tuple(parties),
        stance,
        says,
        tuple(found),
        points and not found,
        "any",
        token.i,
        g.doc[first].idx,
        g.doc[last - 1].idx + len(g.doc[last - 1]),
    )
