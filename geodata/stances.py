"""Where parties stand: clauses and nouns that say that somebody demands, accepts, rejects or mediates something.

One general reading serves them all: a stance word, the party that does it, and the things in its scope; "A rejects B's
demands, which include P and Q" gives B's stance through the noun and A's through the verb, for P and for Q.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.conditions import by_pledge, by_precondition, conditional, hinges
from geodata.model import StanceKind
from geodata.proposed import Thing
from geodata.said import Said, parties_of
from geodata.scope import BACK, noun_scope, pointing, scope
from geodata.syntax import (
    child,
    doers,
    is_passive,
    is_verbal,
    negated,
    possessors,
    prepositions,
    readable,
    undergoers,
    wanted_clause,
)
from geodata.verdicts import by_adjective, by_verdict
from geodata.wishes import wish, wish_of_noun

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors
    from geodata.clauses import Grammar
    from geodata.tables import StanceRule


_PLANNED = frozenset({"ready", "willing", "prepared"})


_RENEWING = frozenset({"renew", "repeat", "reiterate", "present", "submit", "table", "raise", "press", "restate"})
"""Verbs that state a demand again ("renewed its demand")."""


def find_stances(g: Grammar, actors: Actors, things: dict[int, Thing]) -> list[Said]:
    """Every stance statement in text order; things that only verbs name ("to withdraw …") are added to ``things``."""
    found: list[Said] = []
    for sentence in g.sentences:
        if not readable(sentence):
            continue
        for token in sentence:
            if g.quoted(token):
                continue
            said = None
            if is_verbal(token):
                said = (
                    by_verdict(g, actors, things, token)
                    or by_pledge(g, actors, things, token)
                    or by_precondition(g, actors, token)
                    or _by_verb(g, actors, things, token)
                )
            elif token.pos_ == "NOUN":
                said = _by_noun(g, actors, things, token)
            elif token.pos_ in ("ADJ", "ADP") and token.dep_ in ("acomp", "prep"):
                said = by_adjective(g, actors, things, token)
            if said is not None:
                found.append(said)
    return found


# --- verbs --------------------------------------------------------------------------------------------------------


def _by_verb(g: Grammar, actors: Actors, things: dict[int, Thing], verb: Token) -> Said | None:
    rule, noun = _rule(g, verb)
    if rule is None:
        return None
    mood = _usable(g, verb, rule)
    if mood is None:
        return None
    no, cue = mood
    stance = rule.stance
    if "not" in rule.needs and not no:
        return None
    if no and stance != StanceKind.undecided:
        if rule.negated is None and stance not in (StanceKind.proposes,):
            return None
        stance = rule.negated or StanceKind.rejects
    parties = parties_of(g, actors, _speakers(g, verb))
    if not parties:
        return None
    hinged = stance in _HINGED and not no and hinges(g, verb)
    about = scope(g, things, verb, noun)
    # an established thing is also in force
    done = (
        g.phrase(verb, "establish_verbs") is not None
        and not no
        and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")
        and not _ahead(g, verb)
        and not any(c.dep_ == "aux" and c.lower_ == "had" for c in verb.children)
    )
    points, back = False, "any"
    if not about and stance == StanceKind.proposes and not no and conditional(g, verb):
        points, stance = True, StanceKind.seeks_changes  # "wants compensation to be paid first"
    elif not about:
        points, back = pointing(g, things, verb, noun, rule)
        if points and back in _DEALS and stance in _WISHED and not _any_before(things, verb.i):
            points = False  # "approved the deal": told of for the first time
        if not points and stance in _WISHED and not rule.needs:
            extra = wish(g, verb, rule.verb, answer=stance != StanceKind.proposes) if not no else None
            if extra is not None:
                things.setdefault(extra.head.i, extra)
                about = (extra.head.i,)
        if not points and not about:
            return None
    says = _present(g, verb, rule, noun, no, cue)
    if hinged:
        stance, says = StanceKind.seeks_changes, f"would {g.base(verb)} on conditions"
    if any(
        p.name.lower().endswith("mediators") or g.noun(t) == "mediator" for p in parties for t in doers(verb)
    ) and stance in (StanceKind.proposes,):
        stance = StanceKind.mediates
    first, last = g.clause_extent(verb)
    return Said(
        tuple(parties),
        stance,
        says,
        about,
        points,
        back,
        verb.i,
        g.doc[first].idx,
        g.doc[last - 1].idx + len(g.doc[last - 1]),
        done,
        owner=_owner(g, actors, verb) if points else "",
        aside=verb.dep_ == "acl" and stance == StanceKind.mediates,
    )


_WISHED = frozenset(
    {StanceKind.proposes, StanceKind.accepts, StanceKind.accepts_in_principle, StanceKind.rejects, StanceKind.undecided}
)
_HINGED = frozenset({StanceKind.accepts, StanceKind.accepts_in_principle})


_DEALS = frozenset({"plan", "~plan", "~proposal", "any"})


def _any_before(things: dict[int, Thing], at: int) -> bool:
    return any(at - BACK <= i < at for i in things)


def _owner(g: Grammar, actors: Actors, verb: Token) -> str:
    """The party whose plan or offer the verb's object is; "" where the words name none."""
    for token in [*undergoers(verb), *(t for w, t in prepositions(verb) if w in ("to", "with", "on"))]:
        if token.pos_ == "NOUN" and g.in_class(token, "demand", "document"):
            party = actors.owner(token)
            return party.name if party is not None and party.named else ""
    return ""


def _rule(g: Grammar, verb: Token) -> tuple[StanceRule | None, Token | None]:
    """The rule whose phrase and needed noun the verb has; the needed noun's token."""
    tails: set[str] | None = None
    plain: StanceRule | None = None
    no = negated(verb) or any(c.lower_ == "yet" for c in (*verb.children, *verb.head.children))
    onward = any(c.dep_ in ("prt", "advmod") and c.lower_ in ("ahead", "forward", "on") for c in verb.children)
    for base in g.bases(verb):
        for rule in g.tables.stances.get(base, ()):
            if onward and len(rule.verb.split()) == 1 and base in ("press", "push"):
                continue  # "will press ahead"
            if "not" in rule.needs and not no:
                continue
            wants = rule.needs and "not" not in rule.needs
            if plain is not None and not wants:
                continue
            rest = rule.verb.split()[1:]
            if rest:
                if tails is None:
                    tails = {
                        " ".join(verb.doc[verb.i + 1 : verb.i + 1 + n].text.lower().split()) for n in (1, 2)
                    } | set(g.particles(verb))
                    held = [verb, *(c for c in verb.children if c.dep_ == "dobj")]
                    tails |= {f"{w} {t.lower_}" for one in held for w, t in prepositions(one)}
                if " ".join(rest) not in tails and not (rest == ["to"] and _infinitive(verb)):
                    continue
            if not wants:
                plain = rule  # "proposed amendments to the plan" comes before "proposed to …"
            elif (noun := _needed(g, verb, rule)) is not None:
                return rule, noun
        if plain is not None:
            break
    return plain, None


def _infinitive(verb: Token) -> bool:
    clause = wanted_clause(verb)
    return clause is not None and any(c.lower_ == "to" and c.dep_ == "aux" for c in clause.children)


def _needed(g: Grammar, verb: Token, rule: StanceRule) -> Token | None:
    for c in verb.children:
        if c.dep_ in ("dobj", "nsubjpass") and g.noun(c) in rule.needs:
            return c
        if c.dep_ == "prep" and c.lower_ in rule.verb.split():
            held = child(c, "pobj")
            if held is not None and g.noun(held) in rule.needs:
                return held
    return None


def _usable(g: Grammar, verb: Token, rule: StanceRule) -> tuple[bool, str] | None:
    """(negated, cue of readiness) where the verb states its subject's stance; None where it is only wished or imagined."""
    no = negated(verb)
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if marks & g.tables.words["condition_marks"] or helpers & {"could", "may", "might", "should", "must"}:
        return None
    if g.asked(verb):
        return None
    if verb.dep_ == "amod":
        return None
    if "to" in helpers or (verb.tag_ == "VBG" and verb.dep_ in ("pcomp", "xcomp")):
        head = verb.head
        if verb.dep_ in ("xcomp", "ccomp") and head.pos_ in ("VERB", "AUX"):
            effect = next((e for b in g.bases(head) if (e := g.tables.governors.get(b))), None)
            if g.base(head) == "have" and any(c.lower_ == "yet" for c in (*head.children, *verb.children)):
                return (True, "") if rule.stance == StanceKind.undecided else None
            if g.base(head) in ("continue", "begin", "start") or effect in ("begun", "ongoing"):
                return no, ""
            if any(b in g.tables.stances for b in g.bases(head)) and g.base(head) != "have":
                return None  # "plans to set up …" is told by "plans"
            if effect == "planned" and g.base(head) not in ("agree", "expect", "order", "tell", "promise"):
                return no, ""
            return None
        if verb.dep_ == "xcomp" and head.dep_ == "acomp" and head.lower_ in _PLANNED:
            return no, head.lower_
        return None if verb.tag_ != "VBG" or verb.dep_ == "xcomp" else (no, "")
    top = verb
    while top.dep_ == "conj" and is_verbal(top.head) and not any(c.dep_ in ("nsubj", "aux") for c in top.children):
        top = top.head
    if top is not verb and top.tag_ in ("VB",):
        return _usable(g, top, rule)
    return no, ""


def _ahead(g: Grammar, verb: Token) -> bool:
    return any(
        c.lower_ in g.tables.words["future_aux"] or c.lower_ in ("would", "to")
        for c in verb.children
        if c.dep_ == "aux"
    )


def _speakers(g: Grammar, verb: Token) -> list[Token]:
    """Who takes the stance: the doer; of "the request was being studied, the ministry said" whoever says so."""
    found = doers(verb)
    if not found and is_passive(verb) and verb.dep_ == "ccomp" and g.word(verb.head, "speech_verbs"):
        return doers(verb.head)
    return found


def _present(g: Grammar, verb: Token, rule: StanceRule, noun: Token | None, no: bool, cue: str) -> str:
    """The article's verb in the present tense: "demands", "seeks clarifications", "does not accept"."""
    inflect = g.tables.inflector
    base = rule.verb
    if "not" in rule.needs:
        return f"has not {inflect.participle(base)}"
    if noun is not None:
        adjective = [
            c.text
            for c in noun.children
            if c.dep_ == "amod" and c.lower_ in ("further", "minor", "major", "additional", "new")
        ]
        base = " ".join((base, *adjective, noun.text))
    if no:
        future = any(c.lower_ in ("will", "wo", "would") for c in verb.children if c.dep_ == "aux")
        never = any(c.lower_ == "never" for c in verb.children)
        if never:
            return f"will never {base}" if future else f"never {inflect.third(base)}"
        return f"will not {base}" if future else f"does not {base}"
    if cue:
        return f"is {cue} to {base}"
    return inflect.third(base)


# --- nouns and adjectives -----------------------------------------------------------------------------------------


def _by_noun(g: Grammar, actors: Actors, things: dict[int, Thing], noun: Token) -> Said | None:
    """ "Chad's demand for …", "a Turkish proposal to …", "the rejection by …": the owner's stance through the noun."""
    row = g.tables.stance_nouns.get(g.noun(noun))
    if noun.dep_ == "pobj" and noun.head.lower_ == "at":
        return None  # "at Russia's request"
    if row is None or noun.dep_ in ("compound", "nmod"):
        return None
    says, stance = row
    owners = [*possessors(noun), *(t for w, t in prepositions(noun) if w in ("by", "from"))]
    owners += [
        c
        for c in noun.children
        if c.dep_ in ("amod", "compound") and (m := g.mention(c)) is not None and (m.demonym or m.kind == "country")
    ]
    told = not owners and g.noun(noun) in _OFFERS and (verb := _told_by(g, noun)) is not None
    if told and verb is not None and any(not r.needs for b in g.bases(verb) for r in g.tables.stances.get(b, ())):
        return None  # "presented a plan" is told by the verb
    if told and verb is not None:
        owners = doers(verb)
    if not owners:
        return None
    parties = parties_of(g, actors, owners)
    if not parties:
        return None
    about = noun_scope(g, things, noun)
    if noun.i in things and not about:
        about = (noun.i,)
    if not about and (told or noun.dep_ == "dobj") and stance == StanceKind.proposes:
        extra = wish_of_noun(g, noun)
        if extra is not None:
            things.setdefault(extra.head.i, extra)
            about = (extra.head.i,)
    if told and not about:
        return None
    renewed = noun.dep_ == "dobj" and g.base(noun.head) in _RENEWING
    if not about and not renewed and all(t.pos_ == "PRON" or t.tag_ == "PRP$" for t in owners):
        return None  # "its demands", said in passing
    points = not about and stance != StanceKind.seeks_changes
    if points and any(c.dep_ == "acl" and c.tag_ != "VBN" for c in noun.children):
        return None
    qualified = any(
        c.dep_ in ("acl", "prep", "relcl", "amod") and c.lower_ not in ("latest", "new", "by", "from")
        for c in noun.children
    )
    if points and qualified and says in ("plans", "proposes", "requests", "offers", "calls for"):
        return None  # "its plan" of something not in our list is no proposal here
    first, last = g.subtree(noun)
    first = min([first, *(t.left_edge.i for t in owners if t.i < noun.i)])
    while last - 1 > noun.i and (g.doc[last - 1].is_punct or g.doc[last - 1].is_space):
        last -= 1
    return Said(
        tuple(parties),
        stance,
        says,
        about,
        points,
        "any",
        noun.i,
        g.doc[first].idx,
        g.doc[last - 1].idx + len(g.doc[last - 1]),
    )


_OFFERS = frozenset({"offer", "proposal", "demand", "call", "appeal", "request", "ultimatum", "idea", "plan", "suggestion"})  # fmt: skip
_PUTTING = frozenset({"make", "repeat", "renew", "reiterate", "send", "issue", "present", "submit", "bring", "announce", "unveil", "restate", "write", "come", "respond", "reply", "approach", "return", "extend", "deliver", "launch", "give"})  # fmt: skip
"""Verbs that put an offer or demand of their subject: "repeated an offer", "wrote with a proposal"."""


def _told_by(g: Grammar, noun: Token) -> Token | None:
    """The verb whose subject makes the offer that the noun names."""
    if any(c.dep_ == "det" and c.lower_ in ("the", "this", "that") for c in noun.children):
        return None
    if noun.dep_ == "dobj":
        verb = noun.head
    elif noun.dep_ == "pobj" and noun.head.lower_ == "with":
        verb = noun.head.head
    else:
        return None
    return verb if is_verbal(verb) and g.base(verb) in _PUTTING and not negated(verb) else None
