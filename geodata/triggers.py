"""The words of a sentence that report an event, and in which sense: verbs, nouns, and nouns carried by a verb.

"held talks" and "clashes broke out" are one trigger each: the noun gives the sense, the verb the mood and the actors.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from geodata.model import EventType
from geodata.syntax import (
    agents,
    antecedent,
    clause_of,
    conjuncts,
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

_TRANSPARENT = frozenset(
    {"round", "series", "wave", "string", "spate", "start", "beginning", "end", "resumption", "number", "set", "raft", "flurry", "day", "night", "week", "outbreak", "lot", "rest", "bout", "phase", "kind", "type", "cycle", "campaign", "case", "dozen", "hundred", "thousand", "risk", "state", "period", "sign", "escalation", "tonne", "ton", "litre", "truckload", "sack"}
)  # fmt: skip
_STORMS = frozenset({"cyclone", "hurricane", "typhoon", "storm"})
_STOPPED = {
    "CONSULT": "SANCTION",
    "AID": "SANCTION",
    "ASSAULT": "RETREAT",
    "MOBILIZE": "RETREAT",
    "COERCE": "RETREAT",
    "SANCTION": "RETREAT",
}
"""What it is to end an event of a type (PLOVER: SANCTION holds broken-off relations, RETREAT ended pressure)."""
STATEMENTS = frozenset({"reject", "block", "deny", "request", "propose", "accuse", "threaten", "support", "agree"})
"""Keys of senses that are acts of speech: what stands in their complement is their content, not another event."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in its sense. ``verb`` carries mood and arguments (the word itself, or None for a bare noun).

    ``how``: "verb"; "object" (noun held by a light verb); "subject" (noun of which a verb says that it happened);
    "noun" (by itself). ``cause``: the noun that says what killed or damaged, where the word alone does not.
    """

    token: Token
    sense: Sense
    how: Literal["verb", "object", "subject", "noun"]
    verb: Token | None = None
    phrase: str = ""
    cause: Token | None = None
    victim: Token | None = None

    @property
    def carrier(self) -> Token:
        """The word whose place in the sentence is the event's."""
        return self.verb if self.verb is not None else self.token

    @property
    def core(self) -> set[int]:
        """Token indices that are the event itself."""
        return {t.i for t in (self.token, self.verb, self.cause) if t is not None}


def find_triggers(g: Grammar, sentence: Span) -> list[Trigger]:
    """All triggers of a sentence in text order, one for each clause and noun that reports something."""
    verbs: dict[int, Trigger] = {}
    nouns: list[Trigger] = []
    for token in sentence:
        if is_verbal(token) or (
            token.tag_ in ("VBN", "VBD") and token.dep_ in ("ROOT", "ccomp", "relcl", "conj", "advcl")
        ):
            found = verb_sense(g, token)
            if found is not None:
                verbs[token.i] = found
        elif token.pos_ in ("NOUN", "PROPN") or token.tag_ in ("NN", "NNS"):
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
    if verb.pos_ != "VERB" or g.word(verb, "stative_verbs") or verb.tag_ not in ("VBD", "VBN", "VB"):
        return None
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if (verb.tag_ == "VB" and not helpers & {"will"}) or (
        verb.tag_ == "VBN" and not helpers & {"has", "have", "was", "were"}
    ):
        return None
    top = verb
    while top.dep_ == "conj" and is_verbal(top.head):
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
    for i in sorted(kept):
        if i in kept and kept[i].how == "noun" and kept[i].sense.key in ("kill", "die"):
            _victims(g, kept, kept.pop(i), by_token)
    return [kept[i] for i in sorted(kept)]


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


def noun_sense(g: Grammar, token: Token) -> Sense | None:
    """The sense of an event noun with what modifies it; None for other nouns and for names ("Strike Force One")."""
    noun = g.noun(token)
    if token.pos_ == "PROPN":
        named = next((c.lower_ for c in token.children if c.dep_ == "compound" and c.lower_ in _STORMS), None)
        if named is not None:  # "Cyclone Judy"
            return g.tables.noun_senses[named][0][1]
    rows = g.tables.noun_senses.get(noun) or g.tables.noun_senses.get(token.lower_)
    if not rows or token.ent_type_ == "DATE" or (token.ent_type_ in ("PERSON", "ORG") and token.pos_ == "PROPN"):
        return None
    if token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return None
    before = _before(g, token)
    for words, sense in rows:
        if words and not (
            set(words) <= before
            or " ".join(words) in " ".join(t.lower_ for t in token.doc[max(0, token.i - 3) : token.i])
        ):
            continue
        if sense.modifier and not (sense.modifier & before) and not _implied(g, token, sense):
            continue
        if sense.key == "fire" and g.wild_fires:
            return g.tables.noun_senses["wildfire"][0][1]
        return sense
    return None


def _before(g: Grammar, token: Token) -> set[str]:
    """Words that modify the noun from the left, hyphenated ones also in parts."""
    found: set[str] = set()
    for c in token.children:
        if c.dep_ in ("compound", "amod", "nmod", "poss", "nummod") and c.i < token.i:
            found.update((c.lower_, g.noun(c)))
            found.update(d.lower_ for d in c.children if d.dep_ in ("compound", "amod", "nmod", "poss", "npadvmod"))
    if token.i and token.nbor(-1).pos_ in ("NOUN", "ADJ", "PROPN", "VERB"):
        found.update((token.nbor(-1).lower_, g.noun(token.nbor(-1))))
    return found


def _implied(g: Grammar, token: Token, sense: Sense) -> bool:
    """ "strike", "operation", "push": an attack by someone armed or against a place; a stoppage by workers."""
    people = (
        [*grammatical_subjects(token.head), *pobj(token, "by")]
        if token.dep_ == "dobj" and is_verbal(token.head)
        else pobj(token, "by")
    )
    if sense.key == "labour":
        return any(g.in_class(t, "labour") or g.noun(t) in ("union", "worker") for t in people) or bool(
            [
                t
                for t in pobj(token, "by", "at", "over")
                if g.noun(t)
                in ("pay", "wage", "union", "worker", "condition", "contract", "plant", "factory", "port", "pension")
            ]
        )
    if sense.key in ("strike", "operation"):
        if any(g.in_class(t, "labour") for t in people):
            return False
        if sense.key == "operation":
            return any(g.in_class(t, "force") for t in people)
        return any(g.in_class(t, "force", "weapon", "named") for t in people) or bool(
            pobj(token, "on", "against", "in")
        )
    return False


def carried(g: Grammar, token: Token, sense: Sense) -> Trigger:
    """The noun with the verb that carries it: light verbs hold it as object, occurrence verbs have it as subject."""
    top = token
    for _ in range(4):
        if (
            top.dep_ == "pobj"
            and top.head.lower_ in ("of", "in")
            and top.head.head.pos_ == "NOUN"
            and g.noun(top.head.head) in _TRANSPARENT
        ):
            top = top.head.head
        elif top.dep_ == "conj" and top.head.pos_ == "NOUN" and noun_sense_known(g, top.head):
            top = top.head
        else:
            break
    head = top.head
    if top.dep_ in ("dobj", "nsubjpass", "attr") and is_verbal(head):
        phrase = g.phrase(head, "light_verbs")
        seen = top.dep_ == "nsubjpass" and g.word(head, "opinion_verbs")
        if phrase and top.dep_ != "attr" and not seen:
            return Trigger(token, sense, "object", head, phrase)
    if top.dep_ in ("nsubj", "nsubjpass") and is_verbal(head):
        raised = next((c for c in head.children if c.dep_ == "xcomp"), None)
        held = any(c.dep_ == "dobj" for c in head.children) or (
            raised is not None and any(c.dep_ == "nsubj" for c in raised.children)
        )
        if raised is not None and not held and any(b in g.tables.governors for b in g.bases(head)):
            head = raised  # "a storm was forecast to reach …"
        phrase = g.phrase(head, "occurrence_verbs") or (g.base(head) if sense.type.value == "NATURAL" else None)
        if phrase:
            return Trigger(token, sense, "subject", head, phrase)
    if top.dep_ == "attr" and is_verbal(head) and any(c.dep_ == "expl" for c in head.children):
        return Trigger(token, sense, "subject", head, "there")
    if top.dep_ == "pobj" and is_verbal(head.head):
        phrase = g.phrase(head.head, "light_verbs")
        if phrase and phrase.endswith(f" {head.lower_}"):
            return Trigger(token, sense, "object", head.head, phrase)
    if (
        top.dep_ == "pobj"
        and head.head.pos_ in ("NOUN", "PROPN")
        and head.head.dep_ == "dobj"
        and is_verbal(head.head.head)
    ):
        phrase = g.phrase(head.head.head, "light_verbs")
        if phrase and phrase.endswith(f" {head.lower_}"):
            return Trigger(token, sense, "object", head.head.head, phrase)
    return Trigger(token, sense, "noun")


def noun_sense_known(g: Grammar, token: Token) -> bool:
    """Whether the noun stands in the tables at all."""
    return g.noun(token) in g.tables.noun_senses


def verb_sense(g: Grammar, verb: Token) -> Trigger | None:
    """The first sense of a verb whose conditions on particles, subject and object hold."""
    if declared_refusal(g, verb):
        return Trigger(verb, g.tables.noun_senses["refusal"][0][1], "verb", verb, g.base(verb))
    tails: tuple[str, ...] | None = None
    described = verb.dep_ == "acl" and verb.tag_ == "VBN"
    prefix = verb.nbor(-2).lower_ + "-" if verb.i >= 2 and verb.nbor(-1).text == "-" else ""
    for base in (*(prefix + b for b in g.bases(verb) if prefix), *g.bases(verb)):
        rows = g.tables.verb_senses.get(base)
        if not rows:
            continue
        if tails is None:
            tails = g.particles(verb)
        for words, sense in rows:
            tail = " ".join(words)
            if words and tail not in tails and not _near(verb, words):
                continue
            if described and (sense.type.value == "CONSULT" or sense.key in STATEMENTS or sense.key == "sign"):
                continue  # "the talks, mediated by …" describes the talks
            if sense.key == "agree" and base == "agree" and not _agreed_on(verb):
                continue  # "agrees with his critics"
            if _fits(g, verb, words, sense):
                return Trigger(verb, sense, "verb", verb, " ".join((base, *words)), _complement(g, verb, sense))
    return None


def _complement(g: Grammar, verb: Token, sense: Sense) -> Token | None:
    """The clause that completes an order ("ordered residents to leave"), where that belongs to the event."""
    if not sense.complement or not sense.where:
        return None
    return next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and g.word(c, f"{sense.complement}_verbs")), None
    )


def _agreed_on(verb: Token) -> bool:
    """Whether somebody agrees to something or with each other, not with an opinion."""
    held = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    return (
        "with" not in held
        or bool(held & {"to", "on"})
        or any(c.dep_ in ("xcomp", "ccomp", "dobj") for c in verb.children)
    )


def declared_refusal(g: Grammar, verb: Token) -> bool:
    """ "will not attend", "said it would never accept …": a refusal in the words of the one who refuses."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not negated(verb) or not helpers & {"will", "would", "wo", "’ll"} or helpers & {"have"} or is_passive(verb):
        return False
    if not g.word(verb, "refusal_verbs") or any(c.lower_ == "if" for c in verb.children if c.dep_ == "mark"):
        return False
    subjects = grammatical_subjects(verb)
    return any(
        t.pos_ == "PRON" or g.in_class(t, "official", "state", "organisation", "force", "named", "labour", "crowd")
        for t in subjects
    )


def _near(verb: Token, words: tuple[str, ...]) -> bool:
    """Fixed phrases with an article or number between ("lost their lives", "set up several roadblocks")."""
    if len(words) == 1 and words[0] in ("it", "in", "on", "of"):
        return False
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 6]]
    at = 0
    for word in words:
        if word not in following[at:]:
            return False
        at = following.index(word, at) + 1
    return at <= len(words) + 2


_PREPS = frozenset(
    {
        "for",
        "on",
        "to",
        "of",
        "from",
        "in",
        "with",
        "into",
        "at",
        "between",
        "by",
        "against",
        "around",
        "outside",
        "off",
    }
)


def _fits(g: Grammar, verb: Token, words: tuple[str, ...], sense: Sense) -> bool:
    objects = undergoers(verb)
    prep = next((w for w in reversed(words) if w in _PREPS), None)
    if prep is not None:
        objects = pobj(verb, prep) or objects
    if sense.not_object and any(g.in_class(t, *sense.not_object) for t in objects):
        return False
    if sense.object and not _object_fits(g, verb, objects, sense, words):
        return False
    if sense.subject:
        subjects = [t for t in doers(verb) if t.pos_ != "PRON"]
        if sense.strict and not subjects:
            return False
        if subjects and not any(g.in_class(t, *sense.subject) for t in subjects):
            return False
    if sense.not_subject and any(g.in_class(t, *sense.not_subject) for t in doers(verb)):
        return False
    if sense.complement:
        below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl")]
        return any(t.tag_ == "VB" and g.word(t, f"{sense.complement}_verbs") for c in below for t in conjuncts(c))
    return True


def _object_fits(g: Grammar, verb: Token, objects: list[Token], sense: Sense, words: tuple[str, ...]) -> bool:
    if "none" in sense.object and not objects:
        return True
    if "clause" in sense.object and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return True
    for prep, classes in sense.prep.items():
        if any(g.in_class(t, *classes) for t in pobj(verb, prep)):
            return True
    if len(words) > 1 and not objects:
        return True
    named = sense.object - {"none", "clause"}
    for token in objects:
        if g.in_class(token, *named):
            return True
        if g.noun(token) in _TRANSPARENT or token.pos_ == "NUM":
            if any(g.in_class(t, *named) for t in pobj(token, "of", "in", "worth")):
                return True
        if "aid" in named and token.ent_type_ == "MONEY":
            return True
        if "person" in named and (token.pos_ == "NUM" or token.ent_type_ == "PERSON"):
            return True
    if not objects and not is_passive(verb) and verb.dep_ == "relcl":
        noun = antecedent(verb)
        return noun is not None and g.in_class(noun, *named)
    return False


__all__ = ["STATEMENTS", "Trigger", "carried", "clause_of", "find_triggers", "noun_sense", "verb_sense"]
