"""How surely a clause reports something worth a card: where it stands in its sentence and what it names."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geodata.attribution import second_subject
from geodata.model import EventType, Modality
from geodata.senses import STATEMENTS, Trigger
from geodata.syntax import clause_of, headless, is_passive, is_verbal, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Party
    from geodata.clauses import Grammar
    from geodata.dates import DateMention
    from geodata.mentions import Mention
    from geodata.modality import Mood


_HARM = frozenset({EventType.ASSAULT, EventType.NATURAL})


def confidence(
    g: Grammar, trigger: Trigger, mood: Mood, sources: list[Party], source_tokens: list[Token], targets: list[Party],
    places: list[Mention], sure: float, when: DateMention | None, said_by: str, published: date | None,
) -> tuple[float, list[str]]:  # fmt: skip
    """How surely this is an event worth a card, with the reasons in words."""
    verb = clause_of(trigger.carrier)
    if mood.modality == Modality.hypothetical and _dreaded(g, trigger, bool(places) or when is not None):
        return min(0.97, 0.64 + 0.08 * sure + (0.05 if when is not None else 0.0)), ["feared by somebody"]
    base, reason = _standing(g, trigger, verb)
    score = base + trigger.sense.weight
    if trigger.sense.key == "plain":
        told = (places and sure >= 0.8) or when is not None or _somewhere(g, trigger.carrier)
        score -= 0.24 if told else 0.26 if _whole(trigger, verb, sources) else 0.6
    reasons = [reason]
    if places:
        score += 0.08 * sure
        reasons.append("place named in the clause")
    if when is not None:
        score += 0.05
        reasons.append("dated")
    if any(p.named for p in sources):
        score += 0.05
        reasons.append("actor named")
    statement = trigger.sense.key in STATEMENTS
    if statement and not any(p.named for p in sources):
        score -= 0.06
    if mood.cue in ("appear", "appeared", "seem", "seemed", "appears", "seems"):
        score -= 0.15
    if when is not None and _long_ago(when, published):
        score -= 0.3
        reasons.append("more than a year before publication")
    if mood.modality == Modality.hypothetical:
        score -= 0.12 if any(p.named for p in sources) or places else 0.3
    if trigger.how == "noun":
        if trigger.sense.key == "agree":
            score -= 0.2  # a deal that is only named is a proposal's matter
        if definite(g, trigger) and not (places or targets):
            score -= 0.2
        if not trigger.sense.bare and not (places or targets or sources):
            score -= 0.25
        if not places and not targets and not any(p.named for p in sources):
            score -= 0.2
        if any(c.lower_ in g.tables.words["generic_det"] and c.dep_ == "det" for c in trigger.token.children):
            score -= 0.3
    elif trigger.how == "verb" and not source_tokens and not targets and trigger.cause is None and not places:
        score -= 0.2
    if trigger.how == "subject" and _generic(g, trigger, sure, when):
        score -= 0.3
        reasons.append("said of such things in general")
    if statement and trigger.how == "verb" and is_passive(trigger.carrier) and not source_tokens:
        score -= 0.2
        reasons.append("nobody is said to say it")
    if statement and trigger.how == "verb" and not _complete(trigger):
        score -= 0.3
        reasons.append("says not what")
    if verb.dep_ == "relcl" and not statement and _habit(trigger, when) and trigger.how != "noun":
        score -= 0.2
        reasons.append("describes a noun in the present")
    if trigger.how == "verb" and trigger.sense.type in _HARM and _habit(trigger, when):
        score -= 0.25
        reasons.append("told as a habit")
    if _boilerplate(g, source_tokens):
        score -= 0.3
        reasons.append("general remark")
    if trigger.how != "noun" and source_tokens and all(t.pos_ == "PRON" for t in source_tokens) and not sources:
        score -= 0.1
    return max(0.0, min(0.97, score)), reasons


def _dreaded(g: Grammar, trigger: Trigger, told: bool) -> bool:
    """ "Officials fear revenge attacks"; "warned of floods in Luzon", where a place or day is told."""
    noun, head = trigger.token, trigger.token.head
    if trigger.how != "noun" or any(c.lower_ in g.tables.words["generic_det"] for c in noun.children):
        return False
    if noun.dep_ == "dobj" and is_verbal(head):
        return g.base(head) in ("fear", "dread")
    return told and noun.dep_ == "pobj" and head.lower_ == "of" and is_verbal(head.head) and g.base(head.head) == "warn"


def _somewhere(g: Grammar, verb: Token) -> bool:
    """Whether the clause says where without a name: "in the capital", "outside the mission's headquarters"."""
    return any(
        word in ("in", "at", "near", "outside", "across", "along", "around", "through")
        and t.ent_type_ not in ("DATE", "TIME")
        and g.in_class(t, "place_noun", "territory", "passage")
        for word, t in prepositions(verb)
    )


def _whole(trigger: Trigger, verb: Token, sources: list[Party]) -> bool:
    """A main clause in which somebody named has done something to something."""
    return (
        verb.dep_ == "ROOT"
        and any(p.named for p in sources)
        and any(c.dep_ in ("dobj", "agent") and c.pos_ != "PRON" for c in trigger.carrier.children)
    )


def _complete(trigger: Trigger) -> bool:
    """Whether a statement says what it states: an object, a phrase or a clause."""
    verb = trigger.carrier
    return (
        is_passive(verb)
        or any(c.dep_ in ("dobj", "xcomp", "ccomp", "prep", "agent", "prt") and c.i > verb.i for c in verb.children)
        or trigger.sense.key in ("agree", "reject")
    )


def _habit(trigger: Trigger, when: DateMention | None) -> bool:
    """ "Two milligrams kill an adult": the plain present without a day."""
    verb = trigger.carrier
    return verb.tag_ in ("VBZ", "VBP") and when is None and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def _long_ago(when: DateMention, published: date | None) -> bool:
    """Background: a year or more before publication."""
    latest = when.date.latest or when.date.earliest
    return published is not None and latest is not None and (published - latest).days > 365


def _generic(g: Grammar, trigger: Trigger, sure: float, when: DateMention | None) -> bool:
    """ "floods there are growing worse": a bare plural in the present, without a day and a place of its own."""
    noun = trigger.token
    if noun.tag_ != "NNS" or when is not None or sure >= 0.9 or trigger.verb is None:
        return False
    if any(c.dep_ in ("det", "nummod", "amod", "poss") for c in noun.children):
        return False
    return trigger.verb.tag_ in ("VBZ", "VBP", "VBG") and not any(
        c.lower_ in ("have", "has") for c in trigger.verb.children
    )


def _boilerplate(g: Grammar, tokens: list[Token]) -> bool:
    return bool(tokens) and all(g.noun(t) in g.tables.words["boilerplate_subjects"] for t in tokens)


def _standing(g: Grammar, trigger: Trigger, verb: Token) -> tuple[float, str]:
    """The confidence that the place of the clause in its sentence gives."""
    if trigger.how == "noun":
        prep = trigger.token.head.lower_ if trigger.token.dep_ == "pobj" else ""
        if prep == "of" and trigger.token.head.head.pos_ in ("NOUN", "PROPN"):
            return 0.54, "named as part of something else"
        if (
            trigger.token.dep_ == "pobj"
            and trigger.token.head.lower_ in ("to", "for", "against", "at")
            and g.noun(trigger.token.head.head) in g.tables.words["response_nouns"]
        ):
            return 0.46, "named only as a reason"
        if prep in ("after", "following", "since", "amid", "in", "during", "despite", "over", "from"):
            return 0.66, "named after a preposition of time or cause"
        return 0.62, "named by a noun"
    top = verb
    while top.dep_ == "conj" and is_verbal(top.head):
        top = top.head
    dep = top.dep_
    if dep == "ROOT" or headless(top):
        return 0.82, "main clause"
    if dep == "ccomp":
        return 0.8, "reported clause"
    if dep in ("xcomp", "oprd"):
        return 0.78, "complement of the main verb"
    if dep == "advcl":
        return 0.68, "clause beside the main one"
    if dep == "acl" and top.head.dep_ == "nsubj" and second_subject(top.head.head, top.head) is not None:
        return 0.8, "reported clause"
    if dep == "acl" and top.tag_ == "VBN":
        return 0.54, "participle that describes a noun"
    if dep in ("relcl", "acl"):
        return 0.62, "clause that describes a noun"
    if dep == "parataxis":
        return 0.7, "clause beside the main one"
    if dep == "pcomp":
        return 0.6, "clause under a preposition"
    return 0.62, "clause inside another"


def definite(g: Grammar, trigger: Trigger) -> bool:
    """Whether the noun points back ("the talks", "the attack") instead of telling something new."""
    if trigger.how == "verb":
        return False
    return any(
        c.lower_ in ("the", "this", "that", "these", "those") and c.dep_ == "det" for c in trigger.token.children
    )
