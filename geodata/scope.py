"""What a stance is about: the things in the content of a verb or noun, or what "it", "the plan", "the zone" point to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import StanceKind
from geodata.proposed import Thing, verbal
from geodata.syntax import (
    ancestors,
    antecedent,
    is_passive,
    is_verbal,
    pobj,
    possessors,
    prepositions,
    relative_clause,
    wanted_clause,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar
    from geodata.tables import StanceRule


_SCOPE = frozenset({"dobj", "xcomp", "ccomp", "prep", "oprd", "attr", "dative", "nsubjpass", "agent", "acomp"})


_PLAIN_ADJECTIVES = frozenset({"latest", "new", "proposed", "original", "first", "same", "whole", "entire", "such", "narrower", "wider", "smaller", "larger", "similar", "own"})  # fmt: skip


BACK = 220
"""Tokens: how far a noun looks back for the proposal that it names again; about eight sentences."""

_WHOLE = frozenset({"accept", "refuse", "agree", "decline", "disagree", "object", "concur", "consent", "demur"})
"""Verbs that answer by themselves: "Azerbaijan accepted."."""

_ADDRESSED = frozenset({"urge", "ask", "tell", "invite", "press", "order", "challenge", "call", "appeal"})
"""Verbs whose object is who is spoken to, not what is wanted."""


_ZONE_WORDS = frozenset({"zone", "strip", "belt", "buffer", "area"})


def scope(g: Grammar, things: dict[int, Thing], verb: Token, changes: Token | None = None) -> tuple[int, ...]:
    """Things in the content of a verb: its object, clause or "for …", and lists under them; not its times and reasons.

    ``changes``: the noun that is sought ("amendments"): then only what it or the verb has "to", "in" or "on" counts.
    """
    if changes is not None:
        held = [t for one in (changes, verb) for t in pobj(one, "to", "in", "on", "about", "over", "for", "of")]
        return tuple(sorted({t.i for h in held for t in (h, *pobj(h, "of")) if t.i in things}))
    found: list[int] = []
    blocked = g.tables.words["temporal_prep"]
    if is_passive(verb) and verb.dep_ in ("acl", "relcl"):
        noun = antecedent(verb)
        if noun is not None and noun.i in things:
            found.append(noun.i)
    stack = [
        c
        for c in verb.children
        if c.dep_ in _SCOPE
        and not (c.dep_ == "nsubjpass" and not is_passive(verb))
        and not (c.dep_ == "prep" and c.lower_ in blocked)
        and not (c.dep_ == "ccomp" and c.i < verb.i)
        and c.dep_ != "agent"
    ]
    if g.word(verb, "wishing_verbs") and (clause := wanted_clause(verb)) is not None and clause not in stack:
        stack.append(clause)
    related = verb
    if verb.dep_ == "conj" and relative_clause(verb.head) and not any(c.dep_ == "dobj" for c in verb.children):
        related = verb.head  # "a plan which Chad snubbed and Niger endorsed"
    if relative_clause(related) and not is_passive(verb):
        noun = antecedent(related)
        if noun is not None and noun.i not in things:  # "a zone in northern Syria, which Russia opposes"
            above = [t for a in ancestors(noun, 4) for t in (a, *(c for c in a.children if c.dep_ == "dobj"))]
            noun = next((t for t in above if t.i in things and t.i < verb.i), noun)
        relative = [c for c in related.children if c.lower_ in ("which", "that", "whom") and c.dep_ == "dobj"]
        subject = [c for c in verb.children if c.dep_ == "nsubj" and c.lower_ not in ("which", "that", "who")]
        if (
            noun is not None
            and noun.i in things
            and (relative or (subject and not any(c.dep_ == "dobj" for c in verb.children)))
        ):
            found.append(noun.i)
    steps = 0
    while stack and steps < 160:
        steps += 1
        token = stack.pop()
        if token.i in things:
            found.append(token.i)
            if things[token.i].plain == "plan":
                continue  # what a plan holds are its parts
        elif is_verbal(token):
            thing = verbal(g, token)
            if thing is not None:
                things[token.i] = thing
                found.append(token.i)
                continue
        for c in token.children:
            if c.dep_ == "advcl" and (
                c.tag_ != "VB" or token.i == verb.i or not any(t.lower_ == "to" for t in c.children)
            ):
                continue  # of clauses beside, only what something is for: "to send troops to police a zone"
            if c.dep_ in ("punct", "det", "aux", "mark", "cc", "case"):
                continue
            if c.dep_ in ("nsubj", "nsubjpass") and not (token.dep_ == "ccomp" and token.head.i == verb.i):
                continue
            if c.dep_ == "prep" and c.lower_ in blocked:
                continue
            if (
                c.dep_ == "prep"
                and c.lower_ in ("in", "on", "at")
                and g.noun(token) in ("talk", "talks", "negotiation", "meeting")
            ):
                continue
            if c.dep_ == "relcl" and not g.word(c, "content_verbs"):
                continue
            if c.dep_ == "poss":
                continue
            if c.dep_ == "conj" and is_verbal(c) and any(k.dep_ in ("nsubj", "nsubjpass") for k in c.children):
                continue
            stack.append(c)
    return tuple(sorted(set(found)))


def noun_scope(g: Grammar, things: dict[int, Thing], noun: Token) -> tuple[int, ...]:
    found: list[int] = []
    stack = [
        c
        for c in noun.children
        if c.dep_ in ("prep", "acl", "relcl", "appos")
        and c.lower_ not in ("by", "from")
        and not (c.dep_ == "prep" and c.lower_ in g.tables.words["temporal_prep"])
    ]
    stack = [c for c in stack if c.dep_ != "relcl" or g.word(c, "content_verbs")]
    steps = 0
    while stack and steps < 120:
        steps += 1
        token = stack.pop()
        if token.i in things:
            found.append(token.i)
        elif is_verbal(token) and token is not noun:
            thing = verbal(g, token)
            if thing is not None:
                things[token.i] = thing
                found.append(token.i)
                continue
        stack.extend(
            c
            for c in token.children
            if c.dep_ not in ("punct", "det", "aux", "mark", "cc", "advcl", "nsubj", "poss", "case")
            and not (c.dep_ == "prep" and c.lower_ in g.tables.words["temporal_prep"])
        )
    return tuple(sorted(set(found)))


def pointing(
    g: Grammar, things: dict[int, Thing], verb: Token, noun: Token | None, rule: StanceRule
) -> tuple[bool, str]:
    """Whether the verb's object points back to a thing named before, and to what sort: "plan", "zone", "change",
    "any", "~" and the noun that names a kind of proposing ("~offer"), or "=" and the thing's own noun."""
    if noun is not None:
        held = [t for one in (noun, verb) for w, t in prepositions(one) if w in ("for", "to", "of") and t.i != noun.i]
        apart = held and not any(t.pos_ == "PRON" or definite(t) for t in held)
        return not (apart and rule.stance != StanceKind.seeks_changes), "change"
    if rule.stance == StanceKind.mediates and any(
        g.in_class(t, "consult") or any(g.in_class(d, "consult") for d in pobj(t, "of"))
        for t in verb.children
        if t.dep_ in ("dobj", "nsubjpass")
    ):
        return True, "plan"  # "China mediated the talks"
    addressed = g.base(verb) in _ADDRESSED
    objects = [
        c for c in verb.children if (c.dep_ == "dobj" and not addressed) or (c.dep_ == "nsubjpass" and is_passive(verb))
    ]
    wanted = wanted_clause(verb)
    if wanted is not None:  # "asked the council to impose such a zone"
        objects += [c for c in wanted.children if c.dep_ == "dobj" and any(t.lower_ == "such" for t in c.children)]
    for clause in [c for c in verb.children if c.dep_ == "ccomp"]:
        objects += [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and g.noun(c) in _ZONE_WORDS]
    objects += [t for w, t in prepositions(verb) if w in rule.verb.split() or w in ("to", "on", "with", "for")]
    if verb.dep_ == "acl" and is_passive(verb) and (holder := antecedent(verb)) is not None:
        objects.append(holder)
    if relative_clause(verb) and (named := antecedent(verb)) is not None and _restated(g, named):
        return True, "any"  # "talks between the two, an idea that Guyana ruled out"
    for token in objects:
        low = g.noun(token)
        specific = any(
            c.dep_ in ("amod", "compound")
            and c.i < token.i
            and c.lower_ not in _PLAIN_ADJECTIVES
            and g.mention(c) is None
            and c.ent_type_ not in ("ORG", "NORP", "GPE")
            for c in token.children
        )
        if token.pos_ == "NOUN" and definite(token) and not specific and named_before(g, things, token, low):
            return True, f"={low}"
        if (
            low in _ZONE_WORDS
            and not specific
            and (definite(token) or any(c.tag_ == "JJR" or c.lower_ == "such" for c in token.children))
        ):
            return True, "zone"
        if low in g.tables.named_after and not specific and definite(token):
            return True, f"~{low}"
        if low in g.tables.words["anaphor_plan"] and not specific and definite(token):
            return True, "plan"
        if low in g.tables.words["anaphor_any"] and not specific and (token.pos_ == "PRON" or definite(token)):
            return True, "any"
        if definite(token) and not specific and g.in_class(token, "demand") and verb.dep_ not in ("acl", "relcl"):
            return True, "any"
    alone = not any(
        c.dep_ in ("dobj", "prep", "xcomp", "ccomp", "prt", "oprd", "acomp") and c.i > verb.i and not _manner(c)
        for c in verb.children
    )
    if alone and not is_passive(verb) and g.base(verb) in _WHOLE:
        return True, "any"  # "Azerbaijan accepted."
    if "not" in rule.needs and not objects:
        return True, "any"
    return False, "any"


def _manner(prep: Token) -> bool:
    """ "accepted in principle", "agreed on condition that …", "refused on Monday": how and when, not what."""
    return prep.dep_ == "prep" and any(
        c.dep_ == "pobj" and (c.lower_ in ("principle", "condition") or c.ent_type_ in ("DATE", "TIME"))
        for c in prep.children
    )


def _restated(g: Grammar, noun: Token) -> bool:
    """Whether a noun says again what the sentence has said: "…, an idea", "…, a demand"."""
    word = g.noun(noun)
    if word in ("gesture", "decision", "letter", "message", "approach", "advance"):
        return False
    return (
        word in g.tables.words["anaphor_any"] or word in g.tables.words["anaphor_plan"] or g.in_class(noun, "demand")
    ) and any(c.lower_ in ("a", "an") for c in noun.children)


def named_before(g: Grammar, things: dict[int, Thing], token: Token, noun: str) -> bool:
    """Whether a proposal of the last sentences goes by the same noun."""
    return any(
        i in things and things[i].head.pos_ == "NOUN" and g.noun(things[i].head) == noun
        for i in range(token.i - 1, max(-1, token.i - BACK), -1)
    )


def definite(token: Token) -> bool:
    return (
        any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "no", "some") for c in token.children)
        or bool(possessors(token))
        or any(c.dep_ == "amod" and c.ent_type_ == "NORP" for c in token.children)
    )
