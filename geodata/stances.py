"""Where parties stand: clauses and nouns that say that somebody demands, accepts, rejects or mediates something.

One general reading serves them all: a stance word, the party that does it, and the things in its scope; "A rejects B's
demands, which include P and Q" gives B's stance through the noun and A's through the verb, for P and for Q.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.model import StanceKind
from geodata.proposed import Thing, verbal
from geodata.syntax import (
    ancestors,
    antecedent,
    child,
    doers,
    is_passive,
    is_verbal,
    negated,
    noun_agents,
    possessors,
    prepositions,
    readable,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors, Party
    from geodata.clauses import Grammar
    from geodata.tables import StanceRule

_SCOPE = frozenset({"dobj", "xcomp", "ccomp", "prep", "oprd", "attr", "dative", "nsubjpass", "agent", "acomp"})
_PLAIN_ADJECTIVES = frozenset({"latest", "new", "proposed", "original", "first", "same", "whole", "entire", "such", "narrower", "wider", "smaller", "larger", "similar", "own"})  # fmt: skip
_ADDRESSED = frozenset({"urge", "ask", "tell", "invite", "press", "order", "challenge", "call", "appeal"})
"""Verbs whose object is who is spoken to, not what is wanted."""
_ZONE_WORDS = frozenset({"zone", "strip", "belt", "buffer", "area"})
_PLANNED = frozenset({"ready", "willing", "prepared"})


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of a stance: the parties, the kind, the verb in the present tense, what about, and the words.

    ``about`` holds indices of things; empty with ``points_back`` where the text says "it", "the plan", or nothing.
    ``back_to`` is "plan", "zone" or "any".
    """

    parties: tuple[Party, ...]
    stance: StanceKind
    verb: str
    about: tuple[int, ...]
    points_back: bool
    back_to: str
    at: int
    start: int
    end: int
    in_force: bool = False


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
                said = _by_verb(g, actors, things, token)
            elif token.pos_ == "NOUN":
                said = _by_noun(g, actors, things, token)
            elif token.pos_ in ("ADJ", "ADP") and token.dep_ in ("acomp", "prep"):
                said = _by_adjective(g, actors, things, token)
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
    if stance == StanceKind.undecided and rule.needs and not no:
        return None
    if no and stance != StanceKind.undecided:
        if rule.negated is None and stance not in (StanceKind.proposes,):
            return None
        stance = rule.negated or StanceKind.rejects
    parties = _parties(g, actors, _speakers(g, verb))
    if not parties:
        return None
    about = scope(g, things, verb)
    # an established thing is also in force
    done = (
        g.phrase(verb, "establish_verbs") is not None
        and not no
        and verb.tag_ in ("VBD", "VBN", "VBZ", "VBP")
        and not _ahead(g, verb)
    )
    points, back = False, "any"
    if not about:
        points, back = _pointing(g, verb, noun, rule)
        if not points:
            return None
    says = _present(g, verb, rule, noun, no, cue)
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
    )


def _rule(g: Grammar, verb: Token) -> tuple[StanceRule | None, Token | None]:
    """The rule whose phrase and needed noun the verb has; the needed noun's token."""
    tails: set[str] | None = None
    for base in g.bases(verb):
        for rule in g.tables.stances.get(base, ()):
            rest = rule.verb.split()[1:]
            if rest:
                if tails is None:
                    tails = {
                        " ".join(verb.doc[verb.i + 1 : verb.i + 1 + n].text.lower().split()) for n in (1, 2)
                    } | set(g.particles(verb))
                    tails |= {f"{w} {t.lower_}" for w, t in prepositions(verb)}
                if " ".join(rest) not in tails:
                    continue
            if rule.needs and rule.stance != StanceKind.undecided:
                noun = _needed(g, verb, rule)
                if noun is None:
                    continue
                return rule, noun
            return rule, None
    return None, None


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
    """Who takes the stance: the doer; for a reported "it would not accept" the pronoun is left to the actors."""
    return doers(verb)


def _parties(g: Grammar, actors: Actors, tokens: list[Token]) -> list[Party]:
    wanted = [
        t
        for t in tokens
        if g.noun(t) not in g.tables.words["not_parties"] and t.ent_type_ not in ("DATE", "TIME", "CARDINAL", "MONEY")
    ]
    found = actors.parties(wanted)
    return [p for p in found if p.named or _group(g, p)]


def _group(g: Grammar, party: Party) -> bool:
    """Whether an unnamed party is a body that can take a stance ("rebels", "opposition", "union")."""
    last = party.name.split()[-1].lower()
    from geodata.clauses import singular

    noun = singular(last)
    return any(
        noun in g.tables.classes[c] or last in g.tables.classes[c]
        for c in ("organisation", "force", "labour", "crowd", "official", "state")
    )


def scope(g: Grammar, things: dict[int, Thing], verb: Token) -> tuple[int, ...]:
    """Things in the content of a verb: its object, clause or "for …", and lists under them; not its times and reasons."""
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
        and c.dep_ != "agent"
    ]
    if verb.dep_ == "relcl" and not is_passive(verb):
        noun = antecedent(verb)
        if noun is not None and noun.i not in things:  # "a zone in northern Syria, which Russia opposes"
            noun = next((a for a in ancestors(noun, 4) if a.i in things), noun)
        relative = [c for c in verb.children if c.lower_ in ("which", "that", "whom") and c.dep_ == "dobj"]
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
            if c.dep_ in ("punct", "det", "aux", "mark", "cc", "advcl", "case"):
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


def _pointing(g: Grammar, verb: Token, noun: Token | None, rule: StanceRule) -> tuple[bool, str]:
    """Whether the verb's object points back to a thing named before, and to what sort."""
    if rule.stance == StanceKind.seeks_changes:
        return True, "plan"
    addressed = g.base(verb) in _ADDRESSED
    objects = [
        c for c in verb.children if (c.dep_ == "dobj" and not addressed) or (c.dep_ == "nsubjpass" and is_passive(verb))
    ]
    for clause in [c for c in verb.children if c.dep_ == "ccomp"]:
        objects += [c for c in clause.children if c.dep_ in ("nsubj", "nsubjpass") and g.noun(c) in _ZONE_WORDS]
    objects += [t for w, t in prepositions(verb) if w in rule.verb.split() or w in ("to", "on", "with", "for")]
    if verb.dep_ == "acl" and is_passive(verb) and (holder := antecedent(verb)) is not None:
        objects.append(holder)
    for token in objects:
        low = g.noun(token)
        specific = any(
            c.dep_ in ("amod", "compound")
            and c.i < token.i
            and c.lower_ not in _PLAIN_ADJECTIVES
            and g.mention(c) is None
            for c in token.children
        )
        if (
            low in _ZONE_WORDS
            and not specific
            and (_definite(token) or any(c.tag_ == "JJR" or c.lower_ == "such" for c in token.children))
        ):
            return True, "zone"
        if low in g.tables.words["anaphor_plan"] and not specific and _definite(token):
            return True, "plan"
        if low in g.tables.words["anaphor_any"] and not specific and (token.pos_ == "PRON" or _definite(token)):
            return True, "any"
    if rule.stance == StanceKind.undecided and rule.needs and not objects:
        return True, "any"
    return False, "any"


def _definite(token: Token) -> bool:
    return (
        any(c.dep_ in ("det", "poss") and c.lower_ not in ("a", "an", "no", "some") for c in token.children)
        or bool(possessors(token))
        or any(c.dep_ == "amod" and c.ent_type_ == "NORP" for c in token.children)
    )


def _present(g: Grammar, verb: Token, rule: StanceRule, noun: Token | None, no: bool, cue: str) -> str:
    """The article's verb in the present tense: "demands", "seeks clarifications", "does not accept"."""
    inflect = g.tables.inflector
    base = rule.verb
    if rule.stance == StanceKind.undecided and rule.needs:
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
    """ "Israel's demand for …", "a Turkish proposal to …", "the rejection by …": the owner's stance through the noun."""
    row = g.tables.stance_nouns.get(g.noun(noun))
    if row is None or noun.dep_ in ("compound", "nmod"):
        return None
    says, stance = row
    owners = [*possessors(noun), *(t for w, t in prepositions(noun) if w in ("by", "from"))]
    owners += [
        c
        for c in noun.children
        if c.dep_ in ("amod", "compound") and (m := g.mention(c)) is not None and (m.demonym or m.kind == "country")
    ]
    if not owners:
        return None
    parties = _parties(g, actors, owners)
    if not parties:
        return None
    about = _noun_scope(g, things, noun)
    if noun.i in things and not about:
        about = (noun.i,)
    points = not about and stance != StanceKind.seeks_changes
    if points and any(c.dep_ == "acl" and c.tag_ != "VBN" for c in noun.children):
        return None
    if points and says in ("plans", "proposes", "requests", "offers", "calls for"):
        # "its plan" of something not in our list is no proposal here
        if any(
            c.dep_ in ("acl", "prep", "relcl", "amod") and c.lower_ not in ("latest", "new", "by", "from")
            for c in noun.children
        ):
            return None
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


def _noun_scope(g: Grammar, things: dict[int, Thing], noun: Token) -> tuple[int, ...]:
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


_ADJECTIVES = {
    "open": (StanceKind.accepts_in_principle, "is open to"), "opposed": (StanceKind.rejects, "is opposed to"),
    "against": (StanceKind.rejects, "is against"), "favourable": (StanceKind.accepts_in_principle, "is favourable to"),
    "amenable": (StanceKind.accepts_in_principle, "is amenable to"), "receptive": (StanceKind.accepts_in_principle, "is receptive to"),
}  # fmt: skip


def _by_adjective(g: Grammar, actors: Actors, things: dict[int, Thing], token: Token) -> Said | None:
    """ "is open to a truce", "remains opposed to the zone", "is against the corridor"."""
    row = _ADJECTIVES.get(token.lower_)
    verb = token.head
    if row is None or not is_verbal(verb) or g.base(verb) not in ("be", "remain", "stay"):
        return None
    if negated(verb):
        return None
    stance, says = row
    parties = _parties(g, actors, doers(verb))
    found: list[int] = []
    points = False
    for t in token.subtree:
        if t.i in things:
            found.append(t.i)
        elif t.i > token.i and (g.noun(t) in g.tables.words["anaphor_any"] and (t.pos_ == "PRON" or _definite(t))):
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


__all__ = ["Said", "ancestors", "find_stances", "noun_agents", "scope"]
