"""Card labels: who does what, where, in plain present-tense words of at most 90 characters, made from the clause.

The view sets the modality word before it ("Planned:"), so a planned event reads "Ministers to meet in Lima".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.model import Modality
from geodata.phrases import joined, noun_phrase
from geodata.senses import STATEMENTS
from geodata.statements import clause_text, cut, said_of
from geodata.syntax import (
    agents,
    conjuncts,
    grammatical_subjects,
    is_passive,
    negated,
    pobj,
    possessors,
    prepositions,
    undergoers,
    wanted_clause,
)
from geodata.wheres import preposition_phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar
    from geodata.mentions import Mention
    from geodata.modality import Mood
    from geodata.senses import Trigger

LIMIT = 90
_DOUBLED = re.compile(r"\b(off|out|up|down|on|in|to|back) \1\b")
_BE_DONE = {"kill": "killed", "shoot": "shot"}
_DONE_TO = {
    "killing": "killed", "death": "killed", "assassination": "assassinated", "murder": "murdered", "release": "released",
    "arrest": "arrested", "detention": "detained", "kidnapping": "kidnapped", "abduction": "abducted", "capture": "captured",
    "deportation": "deported", "seizure": "seized", "expulsion": "expelled", "execution": "executed", "closure": "closed",
    "displacement": "displaced", "evacuation": "evacuated", "suspension": "suspended", "conviction": "convicted",
    "reopening": "reopened", "deployment": "deployed", "freeing": "freed", "beheading": "beheaded",
}  # fmt: skip
_THEM = frozenset({"it", "them", "him", "her"})
_WHOLE = frozenset({"abstain", "refuse", "decline", "agree", "accept"})
"""Verbs of answering that say enough alone."""
_DOES = {"refusal": "refuse", "rejection": "reject", "withdrawal": "withdraw", "condemnation": "condemn", "visit": "visit", "invasion": "invade", "denial": "deny", "resignation": "resign"}  # fmt: skip


def label(g: Grammar, trigger: Trigger, mood: Mood, places: list[Mention], names: str = "", near: bool = True) -> str:
    """The label of one event; "" where the clause does not give one."""
    text = _nominal(g, trigger, mood) if trigger.how == "noun" else _verbal(g, trigger, mood, names)
    return _finish(g, trigger, text, places, near)


def _finish(g: Grammar, trigger: Trigger, text: str, places: list[Mention], near: bool) -> str:
    text = _DOUBLED.sub(r"\1", " ".join(text.split()).strip(" ,;:–-"))
    if not text:
        return ""
    for mention in places[:1]:
        if mention.text.lower() in text.lower() or _name(g, mention).lower() in text.lower():
            continue
        where = preposition_phrase(g, mention, trigger, near) or f"in {mention.text}"
        if len(text) + 1 + len(where) <= LIMIT:
            text = f"{text} {where}"
    if len(text) > LIMIT:
        text = cut(text, LIMIT)
    return text[0].upper() + text[1:]


def _name(g: Grammar, mention: Mention) -> str:
    place = g.reading.places.get(mention.place_id or "")
    return place.name if place else mention.text


def _verbal(g: Grammar, trigger: Trigger, mood: Mood, names: str) -> str:
    verb = trigger.carrier
    passive = is_passive(verb)
    subjects = grammatical_subjects(verb) if not (passive and verb.dep_ == "acl") else undergoers(verb)
    subject = names or _several(g, subjects)
    if any(c.dep_ == "expl" for c in verb.children):
        return noun_with_of(g, trigger.token)
    if not subject:
        return _nominal(g, trigger, mood) if trigger.how != "verb" else _object_first(g, trigger, mood)
    ahead = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if passive and ahead is not None and trigger.how == "subject" and mood.modality == Modality.planned:
        return f"{subject} {clause_text(g, ahead)}"  # "Talks are scheduled to begin"
    if passive:
        return _passive(g, trigger, mood, subject)
    rest = _complements(g, trigger)
    if trigger.how == "verb" and trigger.sense.key in STATEMENTS and mood.cue != "will not":
        rest = rest or said_of(g, verb)
        rest = rest or _tail(g, verb)
        if not rest and trigger.sense.key != "agree" and g.base(verb) not in _WHOLE:
            return ""  # "Peru denies": what, it does not say
    return f"{subject} {_verb_form(g, verb, mood, subjects, ' and ' in names)} {rest}"


def _object_first(g: Grammar, trigger: Trigger, mood: Mood) -> str:
    """ "They stormed two prisons", where nobody knows who they are: "Two prisons stormed"."""
    verb = trigger.carrier
    objects = [t for t in undergoers(verb) if t.pos_ in ("NOUN", "PROPN")]
    if not objects or is_passive(verb) or mood.negated or trigger.sense.key in STATEMENTS:
        return ""
    done = g.tables.inflector.participle(g.base(verb))
    form = {Modality.planned: f"to be {done}", Modality.hypothetical: f"could be {done}"}.get(mood.modality, done)
    return f"{_several(g, objects)} {form}"


def _tail(g: Grammar, verb: Token) -> str:
    """The words after a statement's verb, where they name something."""
    _, last = g.clause_extent(verb)
    after = g.doc[verb.i + 1 : last]
    return cut(joined(after), 62) if any(t.pos_ in ("NOUN", "PROPN") and not t.ent_type_ for t in after) else ""


def _passive(g: Grammar, trigger: Trigger, mood: Mood, subject: str) -> str:
    verb = trigger.carrier
    inflect = g.tables.inflector
    done = inflect.participle(g.base(verb))
    particle = " ".join(c.lower_ for c in verb.children if c.dep_ == "prt")
    form = {Modality.planned: f"to be {done}", Modality.hypothetical: f"could be {done}"}.get(mood.modality, done)
    if mood.negated:
        form = f"not {form}"
    tail = ""
    if (trigger.cause is not None and trigger.cause.i != verb.i and trigger.cause.head.dep_ in ("prep", "agent")) or (
        trigger.cause is not None and trigger.cause.dep_ == "pobj"
    ):
        tail = f"{'in' if trigger.cause.head.lower_ not in ('by', 'after', 'from') else trigger.cause.head.lower_} {noun_phrase(g, trigger.cause)}"
    elif agents(verb):
        tail = f"by {_several(g, agents(verb))}"
    else:
        tail = _predicate(g, verb)
    return " ".join(p for p in (subject, form, particle, tail) if p)


def _predicate(g: Grammar, verb: Token) -> str:
    """ "declared a disaster zone", "sentenced to 12 years", "withdrawn from the valley": what the participle needs."""
    for c in verb.children:
        if c.dep_ in ("oprd", "dobj", "attr") and c.i > verb.i:
            return noun_with_of(g, c)
        if c.dep_ == "prep" and c.lower_ in ("to", "from", "with", "as", "for", "of") and c.i > verb.i:
            held = [t for t in c.children if t.dep_ == "pobj"]
            if held and held[0].ent_type_ not in ("DATE", "TIME"):
                return f"{c.lower_} {noun_with_of(g, held[0])}"
        if c.dep_ == "xcomp" and c.i > verb.i:
            return clause_text(g, c)
    return ""


def _verb_form(g: Grammar, verb: Token, mood: Mood, subjects: list[Token], many: bool) -> str:
    base = g.base(verb)
    inflect = g.tables.inflector
    particle = " ".join(c.lower_ for c in verb.children if c.dep_ == "prt")
    no = mood.negated and negated(verb)
    if mood.cue == "unless":
        form = f"{'threaten' if many or _plural(subjects) else 'threatens'} to {base}"
    elif mood.cue == "will not":
        form = f"will not {base}"
    elif mood.modality == Modality.planned and mood.cue == verb.lower_ and base != "be" and not no:
        form = base if many or _plural(subjects) else inflect.third(base)  # "Nurses plan rally"
    elif mood.cue == "try":
        form = (
            f"{'could ' if mood.modality == Modality.hypothetical else ''}try to {base}"
            if (many or _plural(subjects) or mood.modality == Modality.hypothetical)
            else f"tries to {base}"
        )
    elif mood.modality == Modality.planned:
        form = f"not to {base}" if no else f"to {base}"
    elif mood.modality == Modality.hypothetical:
        form = f"could {base}"
    elif base == "be":
        form = "are" if many or _plural(subjects) else "is"
    elif no:
        form = f"{'do' if many or _plural(subjects) else 'does'} not {base}"
    else:
        form = base if many or _plural(subjects) else inflect.third(base)
    return f"{form} {particle}".strip()


def _plural(subjects: list[Token]) -> bool:
    if len(subjects) > 1:
        return True
    return bool(subjects) and (
        subjects[0].tag_ in ("NNS", "NNPS")
        or subjects[0].lower_
        in ("people", "police", "they", "dozens", "hundreds", "thousands", "both", "many", "others")
        or (subjects[0].pos_ == "NUM" and subjects[0].lower_ != "one")
    )


def _complements(g: Grammar, trigger: Trigger) -> str:
    """What follows the verb: object, then the preposition or clause that the sense needs."""
    verb = trigger.carrier
    parts: list[str] = []
    phrase_words = trigger.phrase.split()[1:]
    wanted = wanted_clause(verb) if trigger.sense.key in ("request", "propose", "threaten", "reject") else None
    for c in sorted(verb.children, key=lambda t: t.i):
        if c.i < verb.i:
            continue
        if c.dep_ in ("dobj", "attr", "oprd", "acomp", "dative") and c.pos_ != "ADP":
            pronoun = c.lower_ if c.dep_ == "dobj" and c.lower_ in _THEM and wanted_clause(verb) else ""
            parts.append(
                pronoun
                if pronoun
                else _several(g, conjuncts(c))
                if any(k.dep_ == "conj" for k in c.children)
                else noun_with_of(g, c, held=trigger.token)
            )
        elif (
            c.dep_ == "xcomp"
            or (wanted is not None and c.i == wanted.i)
            or (c.dep_ == "ccomp" and trigger.sense.key in ("request", "threaten", "propose"))
        ):
            parts.append(clause_text(g, c))
        elif c.dep_ == "prep" and (
            c.lower_ in phrase_words
            or c.lower_ in _NEEDED.get(trigger.sense.key, ())
            or (not parts and c.lower_ in ("for", "to", "against", "with", "from", "into", "through", "off", "on"))
        ):
            held = [t for t in c.children if t.dep_ == "pobj"]
            if held and held[0].ent_type_ not in ("DATE", "TIME"):
                parts.append(
                    f"{c.lower_} {_several(g, held) if len(conjuncts(held[0])) > 1 else noun_with_of(g, held[0])}"
                )
            else:
                clause = next((t for t in c.children if t.dep_ == "pcomp"), None)
                inner = next(
                    ((p, t) for p in c.children if p.dep_ == "prep" for t in p.children if t.dep_ == "pobj"), None
                )
                if clause is not None and clause.pos_ != "ADP":
                    parts.append(f"{c.lower_} {clause_text(g, clause)}")
                elif inner is not None:  # "run out of food"
                    parts.append(f"{c.lower_} {inner[0].lower_} {noun_with_of(g, inner[1])}")
        if sum(len(p) for p in parts) > 60:
            break
    return " ".join(p for p in parts if p)


_NEEDED = {
    "accuse": ("of", "for"), "request": ("for", "to", "on"), "talks": ("with", "in", "at"), "visit": ("to", "in"),
    "deploy": ("to",), "aid": ("to",), "reject": ("to",), "support": ("for",), "withdraw": ("from",), "agree": ("to", "on", "in"),
    "suspend": ("with",), "quit": ("from", "of"), "convict": ("to",), "close": ("with", "to"), "mediate": (),
}  # fmt: skip


def _several(g: Grammar, tokens: list[Token]) -> str:
    """ "Ana Ruiz and Tom Reid"; three or more: the first two and "others" only if too long. Pronouns give nothing."""
    names = [
        noun_with_of(g, t, short=True)
        for t in tokens
        if t.pos_ != "PRON" and t.lower_ not in g.tables.words["pronouns"]
    ]
    names = [n for n in names if n]
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    text = ", ".join(names[:-1]) + " and " + names[-1]
    if len(text) > 50:
        names = [_without_office(t) or n for t, n in zip(tokens, names, strict=False)]
        text = ", ".join(names[:-1]) + " and " + names[-1]
    return text if len(text) <= 50 else " and ".join(names[:2]) if len(" and ".join(names[:2])) <= 60 else names[0]


def _without_office(token: Token) -> str:
    """ "Ana Ruiz" of "Finance Minister Ana Ruiz"; "" for what is no person."""
    if token.ent_type_ != "PERSON":
        return ""
    first = token.i
    while (
        first > max(0, token.i - 6) and token.doc[first - 1].ent_type_ == "PERSON" and token.doc[first].ent_iob_ == "I"
    ):
        first -= 1
    return joined(token.doc[first : token.i + 1])


def noun_with_of(g: Grammar, token: Token, short: bool = False, held: Token | None = None) -> str:
    """A noun phrase with the "of" (or, unless ``short``, other closest) phrase that completes it."""
    if token.pos_ == "PRON":
        return ""
    text = noun_phrase(g, token)
    if token.pos_ == "VERB":
        return clause_text(g, token)
    for c in token.children:
        if (
            c.dep_ == "prep"
            and c.i > token.i
            and (
                c.lower_ == "of"
                or (not short and c.lower_ in ("on", "for", "against", "over", "to", "with", "between", "about"))
            )
        ):
            inner = [t for t in c.children if t.dep_ == "pobj"]
            if inner and inner[0].ent_type_ not in ("DATE", "TIME"):
                row = conjuncts(inner[0])
                if c.lower_ == "between":
                    more = joined([*_limited(inner[0])])
                elif len(row) > 1 and all(t.pos_ == "PROPN" for t in row):
                    more = _several(g, row)  # "presidents of Chad and Niger"
                else:
                    more = noun_with_of(g, inner[0], short=True)
                if len(text) + len(more) < 62 and more:
                    text = f"{text} {c.lower_} {more}"
                break
    return text


def _limited(token: Token) -> list[Token]:
    kept = [t for t in token.subtree if t.i < token.i + 8 and not t.is_space]
    return [t for t in kept if t.dep_ not in ("relcl", "acl")]


def _nominal(g: Grammar, trigger: Trigger, mood: Mood) -> str:
    """A label from a noun: "killing of X" → "X killed", "strikes" + their doer, "Y's refusal to …" → "Y refuses to …"."""
    noun = trigger.token
    word = g.noun(noun)
    inflect = g.tables.inflector
    sources = nominal_sources(g, noun)
    if word in _DONE_TO:
        suffered = [trigger.victim] if trigger.victim is not None else nominal_targets(g, noun)
        if suffered:
            done = _DONE_TO[word]
            form = f"to be {done}" if mood.modality == Modality.planned else done
            cause = trigger.cause
            tail = f"in {noun_phrase(g, cause)}" if cause is not None else ""
            return f"{_several(g, suffered)} {form} {tail}"
    if word in _DOES and sources:
        verb = _DOES[word]
        clause = next((c for c in noun.children if c.dep_ == "acl" and c.i > noun.i), None)
        objects = pobj(noun, "of", "from", "to") if word != "visit" else pobj(noun, "to")
        rest = clause_text(g, clause) if clause is not None else noun_with_of(g, objects[0]) if objects else ""
        if word == "withdrawal" and rest:
            rest = f"from {rest}"
        form = (
            f"to {verb}" if mood.modality == Modality.planned else inflect.third(verb) if not _plural(sources) else verb
        )
        return f"{_several(g, sources)} {form} {rest}"
    text = noun_phrase(g, noun)
    while " " in text and text.split()[0].lower() in g.tables.words["said_by_view"]:
        text = text.split(" ", 1)[1]
    for preposition, held in prepositions(noun):
        if preposition in ("between", "against", "of", "with", "on") and held.ent_type_ not in ("DATE", "TIME"):
            mention = g.mention(held)
            names = _several(g, conjuncts(held))
            if (
                names
                and (mention is None or preposition in ("between", "with", "against"))
                and len(text) + len(names) < 70
            ):
                text = f"{text} {preposition} {names}"
            break
    outside = [s for s in sources if g.doc[s.i].i not in range(noun.left_edge.i, noun.i)]
    if outside and noun.dep_ in ("dobj", "pobj", "conj"):
        names = _several(g, outside)
        if names and names.lower() not in text.lower():
            text = f"{noun_phrase(g, noun)} by {names}{text[len(noun_phrase(g, noun)) :]}"
    return text


def nominal_sources(g: Grammar, noun: Token) -> list[Token]:
    """Who does what a bare noun names: possessive, "by" phrase, or the doer of the verb that holds it."""
    word = g.noun(noun)
    found = [
        t
        for t in (*possessors(noun), *pobj(noun, "by"))
        if not (t.dep_ == "poss" and word in _DONE_TO and not pobj(noun, "of"))
    ]
    return [t for t in found if t.ent_type_ not in ("DATE", "TIME")]


def nominal_targets(g: Grammar, noun: Token) -> list[Token]:
    """Who suffers it: "of" phrase, else the possessive ("the commander's death"); compounds ("hostage release")."""
    found = [t for word, t in prepositions(noun) if word == "of" and t.ent_type_ not in ("DATE", "TIME")]
    if not found:
        found = [
            c
            for c in noun.children
            if c.dep_ == "poss" and g.noun(noun) in _DONE_TO and c.ent_type_ not in ("DATE", "TIME")
        ]
    return found
