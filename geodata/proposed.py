"""Phrases that name something a party may want: a zone, a corridor, a ceasefire, a withdrawal, an exchange, a plan.

A :class:`Thing` is one such phrase with its kind and its place; whether anybody wants it is for stances.py to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.model import GeometryBasis, ProposalKind
from geodata.phrases import joined, noun_phrase
from geodata.proposed_places import geometry_of, places_of
from geodata.syntax import agents, grammatical_subjects, is_verbal, pobj, prepositions, undergoers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar


_ZONE_HEADS = frozenset({"zone", "area", "belt", "strip", "line", "region", "sector"})


_FIGURE = re.compile(
    r"\b(?:\d[\d.,]*|one|two|three|five|ten|twelve|fifteen|twenty|thirty|fifty)[- ](?:kilomet(?:re|er)s?|km|miles?|met(?:re|er)s?|nautical[- ]miles?)(?:[- ](?:wide|deep|long|radius|strip|from the \w+))?",
    re.IGNORECASE,
)


_PLAN_CUES = frozenset({"phase", "point", "stage", "peace", "ceasefire", "truce", "step", "mediation", "settlement", "border", "transition", "power-sharing", "security", "disengagement", "regional", "UN", "draft"})  # fmt: skip


_PLAN_NOUNS = frozenset({"plan", "proposal", "deal", "agreement", "accord", "initiative", "roadmap"})
_ALWAYS_PLANS = frozenset({"roadmap", "road map", "blueprint", "framework"})


_BYGONE = frozenset({"earlier", "previous", "past", "former", "failed", "last", "abortive", "short-lived"})


_ENDS = frozenset({"pause", "halt", "cessation", "suspension", "stop"})
_HOSTILITIES = frozenset({"fighting", "hostility", "hostilities", "fire", "operation", "operations", "offensive", "shelling", "bombing", "bombardment", "attack"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Thing:
    """A phrase that names a proposal. ``head`` its word; ``start``, ``end`` characters; ``figure`` a stated size in words."""

    head: Token
    kind: ProposalKind
    plain: str
    name: str
    start: int
    end: int
    place_ids: tuple[str, ...]
    basis: GeometryBasis
    definite: bool
    figure: str = ""
    presence: bool = False


_REACHED = frozenset({"reach", "sign", "strike", "conclude", "clinch", "agree"})


def _verbs_of(g: Grammar, token: Token) -> list[Token]:
    return [t for t in g.sentence(token) if is_verbal(t)]


def _swap(g: Grammar, verb: Token) -> bool:
    """Whether prisoners are freed for others: "are freeing 181 detainees in return for 706 of their own"."""
    return (
        bool(set(g.bases(verb)) & {"release", "free", "exchange", "swap", "trade", "hand"})
        and any(g.in_class(t, "prisoner") for t in undergoers(verb))
        and (
            bool(set(g.bases(verb)) & {"exchange", "swap", "trade"})
            or any(g.noun(t) in ("exchange", "return", "swap") for t in pobj(verb, "in"))
        )
    )


def find_things(g: Grammar) -> dict[int, Thing]:
    """Every such phrase of the text by the index of its word (verbs such as "withdraw" are made where one is wanted)."""
    found: dict[int, Thing] = {}
    for token in g.doc:
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB", "X") or g.quoted(token):
            continue
        if any(c.lower_ in _BYGONE for c in token.children if c.dep_ in ("amod", "det")):
            continue
        if is_verbal(token) and _swap(g, token):
            found[token.i] = _thing(g, token, ProposalKind.prisoner_exchange, "prisoner exchange")
            continue
        thing = _zone(g, token) or _presence(g, token) or _named(g, token)
        if thing is not None:
            found[token.i] = thing
    return found


def _zone(g: Grammar, token: Token) -> Thing | None:
    noun = g.noun(token)
    if noun not in _ZONE_HEADS and noun not in ("buffer", "dmz", "haven"):
        return None
    if token.dep_ == "compound":
        return None
    if noun == "dmz":
        return _thing(g, token, ProposalKind.demilitarised_zone, "demilitarised zone")
    before = g.text[max(0, token.idx - 32) : token.idx].lower()
    if noun == "haven":
        return _thing(g, token, ProposalKind.safe_zone, "safe zone") if re.search(r"\bsafe[- ]$", before) else None
    if noun == "buffer":
        return (
            _thing(g, token, ProposalKind.buffer_zone, "buffer zone")
            if token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass")
            else None
        )
    for words, (kind, plain) in g.tables.zones.items():
        if re.search(rf"\b{re.escape(words)}(?:[ -]\w+)?[ -]$", before):
            return _thing(g, token, kind, plain)
    return None


def _presence(g: Grammar, token: Token) -> Thing | None:
    """ "a military presence along …", "its troops along …": forces kept somewhere."""
    if g.noun(token) != "presence":
        return None
    mods = {c.lower_ for c in token.children if c.dep_ in ("amod", "compound")}
    if not mods & {"military", "troop", "army", "naval", "armed", "security", "police", "force"}:
        return None
    return _thing(g, token, ProposalKind.security_zone, "military presence", presence=True)


def _named(g: Grammar, token: Token) -> Thing | None:
    noun = g.noun(token)
    row = g.tables.proposal_nouns.get(noun)
    if token.dep_ in ("compound", "nmod", "amod") and token.head.pos_ in ("NOUN", "PROPN"):
        return None  # "ceasefire talks" is about talks; "ceasefire deal" is found at its head
    mods = _modifiers(g, token)
    for mod in mods:
        longer = g.tables.proposal_nouns.get(f"{mod} {noun}")
        if longer is not None:
            row = longer
    if noun in ("deal", "agreement", "proposal", "pact", "accord") and mods & {"ceasefire", "truce", "cease-fire"}:
        return _thing(g, token, ProposalKind.ceasefire, "ceasefire")
    if noun in ("exchange", "swap", "release") and (
        any(g.in_class(t, "prisoner") for t in pobj(token, "of")) or mods & g.tables.classes["prisoner"]
    ):
        return _thing(g, token, ProposalKind.prisoner_exchange, "prisoner exchange" if noun != "release" else "release")
    if noun in ("plan", "proposal", "initiative") and any(
        c.dep_ == "poss" and c.ent_type_ in ("ORG", "GPE", "NORP", "PERSON") for c in token.children
    ):
        if any(_zone(g, t) or g.noun(t) in g.tables.proposal_nouns for t in pobj(token, "for", "of")):
            return None  # "Peru's proposal for a buffer zone" is about the zone
        return _thing(g, token, ProposalKind.other, "plan")  # "the EU's plan for …"
    if noun in _PLAN_NOUNS and any(c.dep_ == "acl" and g.base(c) in _REACHED for c in token.children):
        if any(_swap(g, v) for v in _verbs_of(g, token)):
            return None  # "under the agreement reached in Bern, they are to free …" is told by the exchange
        return _thing(g, token, ProposalKind.other, "plan")
    if noun == "release" and any(
        t.ent_type_ in ("NORP", "PERSON") or g.mention(t) is not None for t in pobj(token, "of")
    ):
        return _thing(g, token, ProposalKind.prisoner_exchange, "release")
    if noun in _ENDS and any(g.noun(t) in _HOSTILITIES for t in pobj(token, "in", "of", "to")):
        return _thing(g, token, ProposalKind.ceasefire, "ceasefire")
    if noun in _PLAN_NOUNS and any(c.dep_ == "acl" and agents(c) for c in token.children):
        return _thing(g, token, ProposalKind.other, "plan")  # "a plan put forward by Brazil"
    if row is None:
        return None
    kind, plain = row
    if kind == ProposalKind.withdrawal and not _of_forces(g, token):
        return None
    if (
        plain == "plan"
        and noun not in _ALWAYS_PLANS
        and not ((mods | {g.noun(t) for t in pobj(token, "in", "of", "with")}) & _PLAN_CUES)
        and f"{next(iter(mods), '')} {noun}" not in g.tables.proposal_nouns
    ):
        return None
    return _thing(g, token, kind, plain)


def _modifiers(g: Grammar, token: Token) -> set[str]:
    found: set[str] = set()
    for c in token.children:
        if c.dep_ in ("compound", "amod", "nmod", "poss", "nummod"):
            found.update((c.lower_, g.noun(c)))
            found.update(g.noun(d) for d in c.children)
    return found


def _of_forces(g: Grammar, token: Token) -> bool:
    """Whether a withdrawal is one of forces or from a place, not from talks or a treaty."""
    held = [(w, t) for w, t in prepositions(token)]
    if any(
        w == "from" and g.in_class(t, "consult", "document", "organisation", "demand") and g.mention(t) is None
        for w, t in held
    ):
        return False
    owned = any(
        c.dep_ in ("poss", "amod", "compound")
        and (g.mention(c) is not None or c.pos_ == "PROPN" or g.in_class(c, "force"))
        for c in token.children
    )
    return (
        owned
        or any(w == "of" and g.in_class(t, "force") for w, t in held)
        or any(w == "from" and g.in_class(t, "place") for w, t in held)
        or any(c.lower_ in ("troop", "military", "army") for c in token.children)
    )


def verbal(g: Grammar, verb: Token) -> Thing | None:
    """The withdrawal, release or stationing of troops that a verb names ("to withdraw its troops from …")."""
    bases = set(g.bases(verb))
    objects = undergoers(verb)
    tails = set(g.particles(verb))
    if bases & {"withdraw", "leave", "vacate", "retreat"} or (bases & {"pull"} and tails & {"out", "back", "out of"}):
        forces = any(g.in_class(t, "force", "arms", "weapon") for t in objects)
        placed = any(g.in_class(t, "place") for t in (*pobj(verb, "from", "of"), *objects))
        abstract = any(g.in_class(t, "consult", "document", "demand") for t in (*objects, *pobj(verb, "from", "of")))
        pronoun = any(t.pos_ == "PRON" for t in objects)
        own = bool(bases & {"leave"}) and not any(
            g.in_class(t, "force", "state") for t in grammatical_subjects(verb)
        )  # "urged its citizens to leave the country"
        if (forces or placed or ((not objects or pronoun) and "leave" not in bases)) and not abstract and not own:
            return _thing(g, verb, ProposalKind.withdrawal, "withdrawal")
    if bases & {"go", "depart"} and any(g.in_class(t, "force") for t in grammatical_subjects(verb)) and not objects:
        return _thing(g, verb, ProposalKind.withdrawal, "withdrawal")
    if bases & {"end", "terminate", "close"} and any(_mission(g, t) for t in objects):
        return _thing(g, verb, ProposalKind.withdrawal, "withdrawal")
    if bases & {"release", "free", "exchange", "swap"} and any(g.in_class(t, "prisoner", "captive") for t in objects):
        return _thing(
            g, verb, ProposalKind.prisoner_exchange, "prisoner exchange" if bases & {"exchange", "swap"} else "release"
        )
    if (
        bases & {"keep", "maintain", "station", "leave", "retain", "base", "deploy"}
        and any(g.in_class(t, "force") or g.noun(t) == "base" for t in objects)
        and places_of(g, verb)
    ):
        return _thing(g, verb, ProposalKind.security_zone, "military presence", presence=True)
    if (bases & {"stop", "halt", "cease", "end", "suspend"}) and any(g.noun(t) in _HOSTILITIES for t in objects):
        return _thing(g, verb, ProposalKind.ceasefire, "ceasefire")
    if bases & {"demilitarise", "demilitarize"}:
        return _thing(g, verb, ProposalKind.demilitarised_zone, "demilitarised zone")
    return None


def _mission(g: Grammar, noun: Token) -> bool:
    """ "its peacekeeping operation", "the mandate of the regional force", "the mission": what ends when troops leave."""
    word = g.noun(noun)
    if word in ("mission", "deployment", "presence"):
        return True
    if word == "mandate":
        return any(g.in_class(t, "force") or g.noun(t) == "mission" for t in pobj(noun, "of"))
    return word == "operation" and any(c.lower_ in ("peacekeeping", "peace") for c in noun.children)


def _thing(g: Grammar, head: Token, kind: ProposalKind, plain: str, presence: bool = False) -> Thing:
    ids, basis, words = geometry_of(g, head, kind)
    first, last = _extent(g, head)
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    figure = _FIGURE.search(g.text, start, min(len(g.text), end + 40))
    definite = any(c.lower_ in ("the", "this", "that", "any") and c.dep_ == "det" for c in head.children)
    return Thing(
        head, kind, plain, _name(g, head, kind, plain, words), start, end, ids, basis, definite,
        figure.group() if figure else "", presence,
    )  # fmt: skip


def _extent(g: Grammar, head: Token) -> tuple[int, int]:
    if is_verbal(head):
        return g.clause_extent(head)
    first, last = g.subtree(head)
    for c in head.children:
        if c.i > head.i and c.dep_ in ("relcl", "conj", "cc", "appos", "acl", "punct"):
            last = min(last, c.left_edge.i)
    while last - 1 > head.i and (g.doc[last - 1].is_punct or g.doc[last - 1].is_space or g.doc[last - 1].dep_ == "cc"):
        last -= 1
    # A governing verb belongs to the quote: "maintaining a military presence …"
    if (
        head.dep_ == "dobj"
        and is_verbal(head.head)
        and 0 < head.i - head.head.i <= 6
        and head.head.tag_ in ("VBG", "VB")
    ):
        first = min(first, head.head.i)
    return first, max(last, head.i + 1)


def _name(g: Grammar, head: Token, kind: ProposalKind, plain: str, where: str) -> str:
    """Neutral plain words: "Security zone within Darfur", "Withdrawal of Eritrean forces from Tigray", "Five-point plan"."""
    if is_verbal(head):
        text = plain
        objects = [t for t in undergoers(head) if t.pos_ != "PRON"]
        if kind == ProposalKind.withdrawal:
            who = noun_phrase(g, objects[0]) if objects and g.in_class(objects[0], "force") else ""
            text = f"withdrawal of {who}" if who else "withdrawal"
        elif kind == ProposalKind.prisoner_exchange and objects:
            text = f"{plain.removeprefix('prisoner ')} of {noun_phrase(g, objects[0], plain=True)}"
        text = f"{text} {where}"
    else:
        text = noun_phrase(g, head, plain=plain != "plan")
        if plain != "plan":
            text = _without_views(g, head, text)
        if plain.startswith("no-") and not text.lower().startswith("no-"):
            text = plain
        follow = [(w, t) for w, t in prepositions(head) if w == "of"]
        if follow and kind in (ProposalKind.withdrawal, ProposalKind.prisoner_exchange):
            text = f"{text} of {joined(_short(follow[0][1]))}"
        if where and where.split(" ", 1)[-1].lower() not in text.lower():
            text = f"{text} {where}"
    text = " ".join(text.split())[:120]
    return text[:1].upper() + text[1:]


def _short(token: Token) -> list[Token]:
    return [t for t in token.subtree if t.i <= token.i and t.dep_ != "det"]


_VIEWS = frozenset({"proposed", "planned", "so-called", "controversial", "disputed", "new", "long-awaited", "permanent", "immediate", "fragile", "lasting", "durable", "contested", "unilateral", "full", "complete"})  # fmt: skip


def _without_views(g: Grammar, head: Token, text: str) -> str:
    """Drops opinions and possessors: the name of a thing is the same for every party."""
    owners = {t.lower_ for c in head.children if c.dep_ == "poss" for t in c.subtree}
    words = [
        w
        for w in text.split()
        if w.lower() not in _VIEWS and w.lower() not in owners and w.lower().rstrip("'s’") not in owners
    ]
    return " ".join(words).strip(" '’") or text
