"""The words of a sentence that report an event: verbs, nouns, and nouns carried by a verb, one trigger for each.

"held talks" and "clashes broke out" are one trigger: the noun gives the sense, the verb the mood and the actors;
"strikes hit the port, killing two" is one as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.model import EventType
from geodata.senses import STATEMENTS, Trigger, carried, declared_refusal, noun_sense, verb_sense
from geodata.syntax import (
    agents,
    doers,
    expanded,
    grammatical_subjects,
    is_passive,
    is_verbal,
    negated,
    pobj,
    prepositions,
    undergoers,
)
from geodata.tables import Sense

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geodata.clauses import Grammar


_ACTS = frozenset({"announce", "declare", "concede", "pledge", "promise", "disclose"})
"""Verbs of speech that do something by saying it."""
_STOPPED = {
    "CONSULT": "SANCTION",
    "AID": "SANCTION",
    "ASSAULT": "RETREAT",
    "MOBILIZE": "RETREAT",
    "COERCE": "RETREAT",
    "SANCTION": "RETREAT",
}
"""What it is to end an event of a type (PLOVER: SANCTION holds broken-off relations, RETREAT ended pressure)."""


def find_triggers(g: Grammar, sentence: Span) -> list[Trigger]:
    """All triggers of a sentence in text order, one for each clause and noun that reports something."""
    verbs: dict[int, Trigger] = {}
    nouns: list[Trigger] = []
    for token in sentence:
        gerund = (
            token.tag_ == "VBG"
            and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
            and token.lower_ in g.tables.noun_senses
        )  # "fighting reached the town"
        if (is_verbal(token) and not gerund) or (
            token.tag_ in ("VBN", "VBD") and token.dep_ in ("ROOT", "ccomp", "relcl", "conj", "advcl")
        ):
            found = verb_sense(g, token)
            if found is not None:
                verbs[token.i] = found
        elif gerund or token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("NN", "NNS"):
            sense = noun_sense(g, token)
            if sense is not None:
                noun = carried(g, token, sense)
                if not (sense.carried and noun.how != "object"):
                    nouns.append(noun)
    settled = _settled(g, verbs, nouns)
    taken = {i for t in settled for i in t.core}
    plain = [p for token in sentence if token.pos_ == "VERB" and token.i not in taken and (p := plain_event(g, token))]
    return sorted([*settled, *plain], key=lambda t: t.token.i)


def plain_event(g: Grammar, verb: Token) -> Trigger | None:
    """A main clause that no sense fits, as OTHER: somebody did or will do something at a stated time or place."""
    if (
        verb.pos_ != "VERB"
        or g.word(verb, "stative_verbs")
        or (
            g.word(verb, "speech_verbs")
            and not (g.base(verb) in _ACTS and any(c.dep_ == "dobj" for c in verb.children))
        )
        or verb.tag_ not in ("VBD", "VBN", "VB", "VBG")
    ):
        return None
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    begun = verb.dep_ == "xcomp" and (
        any(g.tables.governors.get(b) in ("begun", "planned") for b in (*g.bases(verb.head), verb.head.lower_))
        or g.base(verb.head) == "be"
    )
    if verb.tag_ == "VBG" and not begun and not helpers & {"is", "are"}:
        return None
    promised = helpers & {"would"} and verb.dep_ == "ccomp" and g.word(verb.head, "speech_verbs")
    if (verb.tag_ == "VB" and not helpers & {"will"} and not begun and not promised) or (
        verb.tag_ == "VBN" and not helpers & {"has", "have", "was", "were"}
    ):
        return None
    if g.phrase(verb, "excluding_verbs") or any(g.tables.governors.get(b) == "prevented" for b in g.bases(verb)):
        return None
    top = verb
    while (top.dep_ == "conj" and is_verbal(top.head)) or (
        top.dep_ in ("xcomp", "acomp")
        and (
            top.dep_ == "acomp"
            or any(g.tables.governors.get(b) in ("begun", "planned") for b in (*g.bases(top.head), top.head.lower_))
            or g.base(top.head) == "be"
        )
    ):
        top = top.head
    spoken = top.dep_ == "ccomp" and g.word(top.head, "speech_verbs")
    if not (top.dep_ == "ROOT" or spoken) or negated(verb) or declared_refusal(g, verb):
        return None
    acting = undergoers(verb) if is_passive(verb) else grammatical_subjects(verb)
    if not any(
        g.in_class(
            t, "official", "state", "organisation", "force", "person", "crowd", "labour", "vehicle", "named", "hazard"
        )
        or t.pos_ == "NUM"
        for t in acting
    ):
        return None
    return Trigger(verb, Sense(EventType.OTHER, "plain", "plain"), "verb", verb, g.base(verb))


def _settled(g: Grammar, verbs: dict[int, Trigger], nouns: list[Trigger]) -> list[Trigger]:
    """Each verb with its nouns becomes one trigger: what kills decides the type, light verbs yield to their noun."""
    kept: dict[int, Trigger] = {}
    absorbed: set[int] = set()
    by_token = {n.token.i: n for n in nouns}
    for i, trigger in verbs.items():
        if trigger.sense.casualty and trigger.token.dep_ == "advcl" and _told_by(trigger.token.head, verbs, nouns):
            continue  # "strikes hit the port, killing two": told with the strikes
        if trigger.sense.casualty:
            cause = _cause(g, trigger.token, by_token)
            if cause is not None:
                absorbed.add(cause.token.i)
                trigger = Trigger(trigger.token, cause.sense, "verb", trigger.token, trigger.phrase, cause.token)
        kept[i] = trigger
    for noun in nouns:
        if noun.token.i in absorbed:
            continue
        if (
            noun.sense.key == "agree"
            and noun.how != "noun"
            and noun.verb is not None
            and not g.phrase(noun.verb, "deal_verbs")
        ):
            continue  # "has a trade agreement"
        verb = noun.verb
        held = kept.get(verb.i) if verb is not None else None
        if held is not None and g.noun(noun.token) in held.phrase.split()[1:]:
            continue  # "set fire to": the verb's own phrase
        if held is not None and verb is not None:
            if noun.how == "subject" and not held.cause:
                # "clashes killed four": the verb's own event; "the attack destroyed a bridge": what attacked gives the type.
                if held.sense.casualty or held.sense.type.value in ("NATURAL", "OTHER"):
                    kept[verb.i] = Trigger(held.token, noun.sense, "verb", verb, held.phrase, noun.token)
                    continue
                if held.sense.key in STATEMENTS:
                    continue
                if held.sense.type == noun.sense.type:
                    kept[verb.i] = Trigger(noun.token, noun.sense, "subject", verb, "")
                continue
            if noun.how == "object":
                if held.sense.type == noun.sense.type and not held.cause:
                    kept[verb.i] = replace(held, cause=noun.token)
                    continue
                if held.sense.key in STATEMENTS or held.sense.key in (
                    "suspend",
                    "lift",
                    "sign",
                    "sanction",
                    "restrict",
                    "aid",
                    "investigate",
                    "ruling",
                    "evacuation",
                ):
                    continue
                kept[verb.i] = noun
                continue
        if noun.how == "object" and verb is not None and verb.i not in kept and g.word(verb, "stop_verbs"):
            stopped = EventType(_STOPPED.get(noun.sense.type.value, "OTHER"))
            kept[verb.i] = Trigger(
                verb, replace(noun.sense, type=stopped, key="stop", family="stop"), "verb", verb, noun.phrase
            )
            continue
        if noun.how in ("object", "subject") and verb is not None and verb.i not in kept:
            if noun.sense.type == EventType.AGREE and noun.how == "subject" and g.phrase(verb, "collapse_verbs"):
                noun = replace(noun, sense=replace(noun.sense, type=EventType.OTHER, key="collapse", family="collapse"))
            kept[verb.i] = noun
            continue
        if noun.how in ("object", "subject") and verb is not None and kept[verb.i].token.i != noun.token.i:
            continue
        head = noun.token.head if noun.token.dep_ == "dobj" else noun.token.head.head
        outer = kept.get(head.i) if noun.token.dep_ in ("dobj", "pobj") else None
        if (
            outer is not None
            and outer.token.i == head.i
            and outer.sense.type == noun.sense.type
            and outer.cause is None
        ):
            kept[head.i] = replace(outer, cause=noun.token)  # "toppled in a coup", "signed a deal": one event
            continue
        if (
            outer is not None
            and noun.token.dep_ == "dobj"
            and outer.sense.key in STATEMENTS
            and noun.sense.type.value not in ("ASSAULT", "NATURAL", "PROTEST")
        ):
            continue  # "rejected the ruling"
        kept[noun.token.i] = noun
    _moved(g, kept)
    for i in sorted(kept):
        if i in kept and kept[i].how == "noun" and kept[i].sense.key in ("kill", "die"):
            _victims(g, kept, kept.pop(i), by_token)
    return [kept[i] for i in sorted(kept)]


def _moved(g: Grammar, kept: dict[int, Trigger]) -> None:
    """What stops an act, and what drives people away, is one event with it: "will stop patrolling", "fighting forced
    thousands to flee"."""
    for i in sorted(kept):
        trigger = kept.get(i)
        if trigger is None:
            continue
        head = trigger.carrier.head
        stopped = _STOPPED.get(trigger.sense.type.value)
        if trigger.carrier.dep_ == "xcomp" and stopped and g.word(head, "stop_verbs") and head.i not in kept:
            sense = replace(trigger.sense, type=EventType(stopped), key="stop", family="stop")
            del kept[i]
            kept[head.i] = Trigger(head, sense, "verb", head, g.base(head))
        elif (
            trigger.sense.key == "evacuation"
            and trigger.how == "verb"
            and trigger.carrier.dep_ in ("xcomp", "ccomp")
            and (outer := kept.get(head.i)) is not None
            and (outer.how == "subject" or (outer.cause is not None and outer.sense.key != trigger.sense.key))
        ):
            del kept[head.i]


def _told_by(verb: Token, verbs: dict[int, Trigger], nouns: list[Trigger]) -> bool:
    """Whether the verb carries an attack, a disaster or an accident."""
    harm = ("ASSAULT", "NATURAL", "OTHER", "PROTEST")
    held = verbs.get(verb.i)
    if held is not None and held.sense.type.value in harm:
        return True
    return any(n.verb is not None and n.verb.i == verb.i and n.sense.type.value in harm for n in nouns)


def _victims(g: Grammar, kept: dict[int, Trigger], trigger: Trigger, nouns: dict[int, Trigger]) -> None:
    """ "the deaths of A in a blast and B in a raid": one trigger for each victim with a cause of its own.

    Victims and causes are paired by their order, for the parser hangs the second victim on the first cause.
    """
    noun = trigger.token
    victims = [t for t in expanded(pobj(noun, "of")) if t.ent_type_ not in ("DATE", "TIME")]
    reach = g.sentence(noun).end
    causes = sorted(
        i
        for i in nouns
        if noun.i < i < reach and nouns[i].token.dep_ in ("pobj", "conj") and nouns[i].token.i != noun.i
    )
    for i in causes:
        if nouns[i].token.head.lower_ in ("in", "by", "from", "during") and (
            noun.is_ancestor(nouns[i].token) or victims
        ):
            victims += [
                c
                for c in nouns[i].token.children
                if c.dep_ == "conj" and (g.in_class(c, "person", "official") or c.ent_type_ == "PERSON")
            ]
    victims.sort(key=lambda t: t.i)
    if not victims:
        kept[noun.i] = trigger
        return
    for at, victim in enumerate(victims):
        end = victims[at + 1].i if at + 1 < len(victims) else reach
        own = next(
            (
                i
                for i in causes
                if victim.i < i < end
                and not any(is_verbal(t) and t.dep_ != "acl" for t in noun.doc[victim.i : i])
                and nouns[i].token.head.lower_ in ("in", "by", "from", "during")
            ),
            None,
        )
        cause = nouns[own] if own is not None else None
        if cause is not None:
            kept.pop(cause.token.i, None)
        key = noun.i if at == 0 else victim.i
        if at and cause is None:
            continue
        kept[key] = Trigger(
            noun,
            cause.sense
            if cause and (cause.sense.type.value in ("NATURAL", "OTHER") or trigger.sense.key == "die")
            else trigger.sense,
            "noun",
            None,
            "",
            cause.token if cause else None,
            victim if len(victims) > 1 and (cause or at) else None,
        )


def _cause(g: Grammar, verb: Token, nouns: dict[int, Trigger]) -> Trigger | None:
    """What killed or damaged: the subject ("floods killed"), the agent, or "in", "by", "after", "from" + noun, "when …"."""
    active = doers(verb) if not is_passive(verb) else agents(verb)
    held = [
        t
        for word, t in prepositions(verb)
        if word in ("in", "by", "after", "during", "from", "when", "following", "to", "amid")
    ]
    if is_passive(verb):
        held = [*agents(verb), *held]
    for noun in (*active, *held):
        if noun.i in nouns:
            return nouns[noun.i]
        for deeper in pobj(noun, "of"):
            if deeper.i in nouns:
                return nouns[deeper.i]
    return None
