"""Conditions on a proposal: "would sign if …", "wants the salaries paid first", "will not release them until …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.model import StanceKind
from geodata.proposed import Thing, verbal
from geodata.said import Said, parties_of
from geodata.syntax import doers, is_passive, is_verbal, negated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors
    from geodata.clauses import Grammar


def hinges(g: Grammar, verb: Token) -> bool:
    """Whether the acceptance hangs on a condition: "would sign it if …", "agreed on condition that …"."""
    for c in verb.children:
        if c.dep_ == "advcl" and any(
            t.dep_ in ("mark", "advmod") and t.lower_ in ("if", "unless", "provided", "until") for t in c.children
        ):
            return True
        if c.dep_ == "prep" and c.lower_ == "on" and any(t.lower_ == "condition" for t in c.children):
            return True
        if c.dep_ == "advcl" and re.search(r"\b(?:as|so) long as\b|\bonly if\b", g.text[verb.idx : c.idx].lower()):
            return True
    return False


def conditional(g: Grammar, verb: Token) -> bool:
    """Whether what is wanted is to come before the thing itself ("wants the salaries to be paid first")."""
    words = g.tables.words["precondition_words"]
    _, last = g.clause_extent(verb)
    inner = [t for t in g.doc[verb.i + 1 : max(last, verb.i + 1)] if t.lower_ in words and t.dep_ == "advmod"]
    clauses = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl") and c.i > verb.i]
    inner += [c for v in clauses for c in v.children if c.dep_ == "advmod" and c.lower_ in words]
    return any(is_verbal(t.head) and t.head.i != verb.i and verb.is_ancestor(t) for t in inner)


def by_pledge(g: Grammar, actors: Actors, things: dict[int, Thing], verb: Token) -> Said | None:
    """ "said they would withdraw only if …", "would not release the crew until …": a refusal or a condition."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not helpers & {"will", "would", "wo", "’ll"} or is_passive(verb) or g.asked(verb):
        return None
    no, hinged = negated(verb), hinges(g, verb)
    if not no and not hinged:
        return None
    thing = things.get(verb.i) or verbal(g, verb)
    if thing is None:
        return None
    parties = parties_of(g, actors, doers(verb))
    if not parties:
        return None
    things.setdefault(verb.i, thing)
    first, last = g.clause_extent(verb)
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    base = " ".join(
        (g.base(verb), *(c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod") and c.i == verb.i + 1))
    )
    stance, says = (
        (StanceKind.rejects, f"will not {base}") if no else (StanceKind.seeks_changes, f"would {base} on conditions")
    )
    return Said(tuple(parties), stance, says, (verb.i,), False, "any", verb.i, start, end)


def by_precondition(g: Grammar, actors: Actors, verb: Token) -> Said | None:
    """ "said that the bill must first be withdrawn": what a party wants before anything else."""
    if not g.word(verb, "speech_verbs"):
        return None
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None or negated(clause):
        return None
    inner = {c.lower_ for c in clause.children if c.dep_ in ("aux", "advmod")}
    if not (inner & g.tables.words["precondition_words"] and inner & {"must", "should", "had", "has", "have"}):
        return None
    parties = parties_of(g, actors, doers(verb))
    if not parties:
        return None
    first, last = g.clause_extent(verb)
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    says = f"{g.tables.inflector.third(g.base(verb))} what must come first"
    return Said(tuple(parties), StanceKind.seeks_changes, says, (), True, "change", verb.i, start, end)
