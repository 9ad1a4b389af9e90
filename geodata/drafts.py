"""Drafts of events: what one clause tells of one happening, with its actors, place, date, mood and confidence."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from geodata.actors import Actors, Party
from geodata.attribution import attribution
from geodata.confidence import confidence, definite
from geodata.labels import label, nominal_sources, nominal_targets
from geodata.modality import Mood, attempt, mood_of
from geodata.model import EventType, Modality
from geodata.senses import Trigger, conditional_threat, declared_refusal
from geodata.syntax import ancestors, antecedent, doers, is_passive, is_verbal, negated, pobj, possessors, undergoers
from geodata.triggers import find_triggers
from geodata.wheres import where

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geodata.clauses import Grammar
    from geodata.dates import DateMention
    from geodata.mentions import Mention

_ABSORBING = frozenset({"agree", "refuse", "urge", "demand", "threaten", "reject", "ask", "call", "vote", "sentence", "invite"})  # fmt: skip
_SPOKEN = frozenset({"agree", "sign", "reject", "request", "propose", "accuse", "support", "threaten", "talks"})
_VIOLENT = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.COERCE, EventType.RETREAT, EventType.THREATEN})


@dataclass(frozen=True)
class Draft:
    """An event as one clause tells it."""

    trigger: Trigger
    type: EventType
    mood: Mood
    sources: tuple[Party, ...]
    targets: tuple[Party, ...]
    heads: frozenset[str]
    places: tuple[Mention, ...]
    named: tuple[Mention, ...]
    when: DateMention | None
    said_by: str
    label: str
    start: int
    end: int
    sentence: int
    confidence: float
    definite: bool
    bare: bool
    mediating: bool = False
    reasons: tuple[str, ...] = ()
    more: tuple[tuple[int, int], ...] = field(default=())

    @property
    def place_ids(self) -> frozenset[str]:
        """Ids of the places where it happens."""
        return frozenset(m.place_id for m in self.places if m.place_id)


def drafts_of(
    g: Grammar, actors: Actors, dates: list[DateMention], sentence: Span, number: int, published: date | None
) -> list[Draft]:
    triggers = find_triggers(g, sentence)
    owned = _dates_by_trigger(g, triggers, dates, sentence)
    found = []
    for trigger in triggers:
        if _at_talks(g, trigger, triggers) or _follows_from(g, trigger, triggers) or _in_complement(trigger, triggers):
            continue
        others = {i for t in triggers if t is not trigger for i in t.core if i not in trigger.core}
        draft = _draft(g, actors, trigger, others, owned.get(trigger.token.i), sentence, number, published)
        if draft is not None:
            found.append(draft)
    return found


def _draft(
    g: Grammar,
    actors: Actors,
    trigger: Trigger,
    others: set[int],
    when: DateMention | None,
    sentence: Span,
    number: int,
    published: date | None,
) -> Draft | None:
    token, carrier = trigger.token, trigger.carrier
    if g.quoted(carrier) or g.quoted(token) or g.asked(token):
        return None
    if trigger.how in ("object", "subject") and token.pos_ == "NOUN" and negated(token):
        return None  # "there was no attack"
    mood = mood_of(g, carrier)
    if trigger.how == "object" and mood.modality == Modality.occurred:
        own = mood_of(g, token)
        mood = own if own.modality != Modality.occurred or own.wished else mood
    subject = trigger.token if trigger.how == "subject" else trigger.cause
    if mood == Mood(Modality.occurred) and subject is not None and subject.dep_ == "nsubj":
        going = next((c.lower_ for c in subject.children if c.lower_ in g.tables.words["ongoing_adj"]), "")
        mood = Mood(Modality.ongoing, cue=going) if going else mood  # "an ongoing strike has closed the port"
    if mood.wished and trigger.sense.type == EventType.ASSAULT and (tried := attempt(g, carrier)) is not None:
        own = mood_of(g, tried)
        if not own.wished and not own.negated:
            mood = Mood(own.modality if own.modality != Modality.planned else Modality.hypothetical, cue="try")
    if conditional_threat(g, carrier):
        mood = Mood(Modality.occurred, cue="unless")
    if mood.negated and declared_refusal(g, carrier):
        mood = Mood(Modality.occurred, cue="will not")
    if mood.wished or mood.negated or _absorbed(g, trigger) or _content(g, carrier):
        return None
    source_tokens, target_tokens = _arguments(g, trigger)
    sources = actors.actors(source_tokens)
    targets = actors.actors(target_tokens)
    places, named, sure = (
        where(g, trigger, others, sentence) if trigger.sense.where else _statement_place(g, trigger, others, sentence)
    )
    if trigger.sense.key == "blast" and not sources and any(g.in_class(t, "industry") for t in sentence):
        trigger = replace(trigger, sense=replace(trigger.sense, type=EventType.OTHER))  # a factory's blast
    mood, said_by = _said(g, actors, trigger, mood, sources)
    score, reasons = confidence(
        g, trigger, mood, sources, source_tokens, targets, places, sure, when, said_by, published
    )
    first, last = _extent(g, trigger, sentence)
    heads = frozenset(g.noun(t) for t in target_tokens)
    named_by = (target_tokens, targets) if is_passive(carrier) else (source_tokens, sources)
    return Draft(
        trigger, trigger.sense.type, mood, tuple(sources), tuple(targets), heads, tuple(places), tuple(named), when, said_by,
        label(g, trigger, mood, places, _names(g, *named_by), sure >= 0.8), first, last, number, score, definite(g, trigger),
        bare=not (places or targets or [s for s in sources if s.named]), reasons=tuple(reasons),
        mediating=any(g.noun(t) == "mediator" for t in source_tokens) or trigger.sense.key == "mediate",
    )  # fmt: skip


def _names(g: Grammar, tokens: list[Token], parties: list[Party]) -> str:
    """The names behind "it", "both sides", "the group" for a label; "" where the clause names its subject itself."""
    if not parties or not (all(p.named for p in parties) or all(t.pos_ == "PRON" for t in tokens)):
        return ""
    words = g.tables.words
    pointing = [
        t
        for t in tokens
        if t.pos_ == "PRON"
        or g.noun(t) in ("side", "party")
        or (
            t.pos_ == "NOUN"
            and (g.noun(t) in words["group_words"] or g.noun(t) in words["country_words"])
            and any(c.lower_ == "the" for c in t.children)
        )
    ]
    if not pointing:
        return ""
    names = [p.name for p in parties]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _absorbed(g: Grammar, trigger: Trigger) -> bool:
    """Whether the event is only the content of another one: "agreed to withdraw", "urged them to leave"."""
    below = trigger.carrier
    for one in ancestors(below, 6):
        if below.dep_ in ("xcomp",) and is_verbal(one):
            bases = g.bases(one)
            if any(b in _ABSORBING for b in bases):
                return True
        if below.dep_ not in ("xcomp", "conj"):
            return False
        below = one
    return False


def _content(g: Grammar, token: Token) -> bool:
    """Whether the event is part of a plan or demand ("a plan which includes the release of …"), not of the news."""
    for one in ancestors(token, 14):
        if is_verbal(one) and g.word(one, "content_verbs"):
            holder = antecedent(one)
            subjects = [holder] if holder is not None else doers(one)
            if any(g.in_class(t, "demand", "document") for t in subjects):
                return True
        elif one.pos_ == "NOUN" and g.in_class(one, "demand", "document"):
            lists = [c for c in one.children if c.dep_ == "relcl" and g.word(c, "content_verbs")]
            if any(c.i < token.i for c in lists):
                return True
    return False


def _follows_from(g: Grammar, trigger: Trigger, others: list[Trigger]) -> bool:
    """ "…, leading to fierce clashes": what another event of the same kind in the sentence leads to is told with it."""
    if trigger.how == "verb":
        return False
    for one in ancestors(trigger.token, 5):
        if is_verbal(one):
            return (
                one.dep_ == "advcl"
                and g.word(one, "leading_verbs")
                and any(t.sense.type == trigger.sense.type and t.carrier.i == one.head.i for t in others)
            )
    return False


def _in_complement(trigger: Trigger, others: list[Trigger]) -> bool:
    """Whether it is what another event threatens or orders ("warned that it would expel …", "ordered them to leave")."""
    below = trigger.carrier
    for one in ancestors(below, 5):
        if below.dep_ not in ("xcomp", "ccomp", "conj", "pcomp", "prep"):
            return False
        accused = trigger.carrier.tag_ == "VBG"
        if any(t.token.i == one.i and (t.sense.complement or (accused and t.sense.key == "accuse")) for t in others):
            return True
        below = one
    return False


def _arguments(g: Grammar, trigger: Trigger) -> tuple[list[Token], list[Token]]:
    """(who acts, who or what it is done to) as tokens."""
    verb = trigger.verb
    if verb is None:
        sources = nominal_sources(g, trigger.token)
        modifiers = [
            c
            for c in trigger.token.children
            if c.dep_ in ("amod", "compound", "nmod")
            and (c.ent_type_ in ("NORP", "GPE", "ORG") or g.mention(c) is not None)
        ]
        if trigger.cause is not None:
            modifiers += [c for c in trigger.cause.children if c.dep_ in ("amod", "compound")]
        modifiers = [
            m
            for m in modifiers
            if ((mention := g.mention(m)) is None and m.ent_type_ in ("NORP", "ORG"))
            or (mention is not None and (mention.demonym or mention.kind == "country"))
        ]
        suffering = [trigger.victim] if trigger.victim is not None else nominal_targets(g, trigger.token)
        return sources or ([] if trigger.sense.type == EventType.CONSULT else modifiers), suffering
    if trigger.how == "subject":
        return nominal_sources(g, trigger.token), [
            t for t in undergoers(verb) if t.i != trigger.token.i and not is_passive(verb)
        ]
    acting = doers(verb)
    if trigger.how == "object":
        suffering = pobj(trigger.token, "with", "against", "on")
        return acting, [t for t in suffering if t.ent_type_ not in ("DATE", "TIME")]
    suffering = undergoers(verb)
    words = trigger.phrase.split()
    if len(words) > 1:
        suffering = suffering or pobj(verb, words[-1])
    if not suffering:
        suffering = pobj(verb, "with", "against")
    if trigger.cause is not None and trigger.cause in acting:
        acting = nominal_sources(g, trigger.cause)
    elif trigger.cause is not None and not acting:
        acting = [
            c
            for c in trigger.cause.children
            if c.dep_ in ("amod", "compound") and (m := g.mention(c)) is not None and m.demonym
        ]
    return acting, suffering


def _statement_place(
    g: Grammar, trigger: Trigger, others: set[int], sentence: Span
) -> tuple[list[Mention], list[Mention], float]:
    """A statement has a place only where its own verb names one of where it was made ("agreed in Jeddah")."""
    places, named, sure = where(g, trigger, others, sentence)
    direct = [
        m
        for m in (*places, *named)
        if (root := g.mention_root(m)) is not None and not m.demonym and not m.metonym and _said_there(g, trigger, root)
    ]
    direct = [m for m in direct if m.kind is None or m.kind not in ("country", "region")]
    return direct, [m for m in [*places, *named] if m not in direct], sure if direct else 0.0


def _said_there(g: Grammar, trigger: Trigger, root: Token) -> bool:
    """ "agreed in Jeddah", "agreed at talks in the city of Kunming"."""
    token = root
    while token.dep_ == "pobj" and token.head.lower_ == "of" and g.in_class(token.head.head, "place_noun"):
        token = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ not in ("in", "at"):
        return False
    above = token.head.head
    if above.dep_ == "pobj" and above.head.lower_ in ("at", "during", "in", "after") and g.in_class(above, "consult"):
        above = above.head.head
    return above.i in trigger.core


def _at_talks(g: Grammar, trigger: Trigger, others: list[Trigger]) -> bool:
    """Whether talks are named only as where something else was said or agreed ("agreed at talks in Kunming")."""
    prep = trigger.token.head
    if trigger.sense.type != EventType.CONSULT or trigger.how != "noun" or trigger.token.dep_ != "pobj":
        return False
    return prep.lower_ in ("at", "during") and any(
        prep.head.i in t.core and t.sense.key in _SPOKEN for t in others if t is not trigger
    )


def _said(g: Grammar, actors: Actors, trigger: Trigger, mood: Mood, sources: list[Party]) -> tuple[Mood, str]:
    """Who says so, and whether that makes it a claim: of a belligerent about violence, or by a verb of claiming."""
    tokens, verb = attribution(g, trigger.carrier)
    if not verb:
        return mood, "the article"
    parties = actors.actors(tokens)
    name = parties[0].name if parties else ""
    if not name:
        return mood, "the article"
    if mood.cue != "unless" and mood.modality in (Modality.occurred, Modality.ongoing):
        words = {
            w for t in tokens for w in (g.noun(t), *(g.noun(c) for c in t.children if c.dep_ in ("compound", "amod")))
        }
        own_words = {w.lower() for w in parties[0].name.split()}
        body = bool(own_words & (g.tables.classes["institution"] | g.tables.classes["neutral_source"]))
        partisan = bool(words & g.tables.classes["partisan_source"]) or (
            parties[0].named and (parties[0].kind == "country" or (parties[0].kind == "organisation" and not body))
        )
        neutral = bool(words & g.tables.classes["neutral_source"]) and not words & {
            "defence",
            "defense",
            "army",
            "military",
        }
        if verb in g.tables.words["claim_verbs"] or (trigger.sense.type in _VIOLENT and partisan and not neutral):
            own = any(p.name == s.name for p in parties for s in sources)
            if verb not in ("announce", "confirm", "acknowledge", "admit") or not own:
                mood = replace(mood, modality=Modality.claimed)
    return mood, name


def _extent(g: Grammar, trigger: Trigger, sentence: Span) -> tuple[int, int]:
    """Characters of the evidence: the clause, or the noun with what belongs to it."""
    if trigger.how == "noun":
        first, last = g.subtree(trigger.token)
        first = min([first, *(t.left_edge.i for t in possessors(trigger.token))])
        if trigger.victim is not None:
            first = min(trigger.victim.left_edge.i, trigger.victim.i)
            last = g.subtree(trigger.cause)[1] if trigger.cause is not None else trigger.victim.i + 1
            later = [
                c.left_edge.i
                for c in (trigger.cause.children if trigger.cause is not None else ())
                if c.dep_ in ("conj", "cc")
            ]
            last = min([last, *(i for i in later if i > trigger.victim.i)])
            if trigger.token.i < first and not any(t.dep_ == "conj" for t in (trigger.victim,)):
                first = g.subtree(trigger.token)[0]
        for c in trigger.token.children:
            if c.dep_ in ("relcl", "punct", "cc") and c.i > trigger.token.i:
                last = min(last, c.left_edge.i)
    else:
        first, last = g.clause_extent(trigger.carrier)
        head = trigger.carrier.head
        if trigger.carrier.dep_ == "acl" and trigger.carrier.tag_ == "VBN" and first - head.i <= 3:
            first = min(first, head.left_edge.i)  # "people injured in …" with its noun
        if trigger.carrier.dep_ == "xcomp" and is_verbal(head) and head.i < first:
            helper = [c.i for c in head.children if c.dep_ in ("aux", "auxpass") and c.i < head.i]
            first = min([head.i, *helper])  # "are set to hold talks"
        if trigger.token.i < first or trigger.token.i >= last:
            first, last = min(first, trigger.token.i), max(last, trigger.token.i + 1)
    while last - 1 > first and (g.doc[last - 1].is_punct or g.doc[last - 1].is_space):
        last -= 1
    while first < last - 1 and (g.doc[first].is_space or g.doc[first].is_punct):
        first += 1
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    return max(start, sentence.start_char), min(end, sentence.end_char)


def _dates_by_trigger(
    g: Grammar, triggers: list[Trigger], dates: list[DateMention], sentence: Span
) -> dict[int, DateMention]:
    """Each date goes to the trigger that it hangs under; dates of saying go to nobody."""
    owner: dict[int, DateMention] = {}
    cores = {i: t for t in triggers for i in t.core}
    carriers = {t.carrier.i: t for t in triggers}
    for when in _dates_in(dates, sentence):
        if when.lasts:
            continue
        span = g.doc.char_span(when.start, when.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        hit = None
        for one in ancestors(span.root, 14):
            hit = cores.get(one.i) or carriers.get(one.i)
            if hit is not None:
                break
            if is_verbal(one):
                if one.dep_ == "relcl" and g.word(one, "timing_verbs") and one.head.i in cores:
                    hit = cores[one.head.i]  # "two days of talks, which ended on Friday"
                    break
                if one.dep_ in ("acl", "relcl"):
                    break
                below = [
                    t
                    for t in triggers
                    if t.carrier.head.i == one.i and t.carrier.dep_ in ("xcomp", "dobj", "nsubj", "oprd")
                ]
                if g.word(one, "speech_verbs"):
                    break
                if below:
                    hit = below[0]
                    break
        if hit is not None:
            owner.setdefault(hit.token.i, when)
    return owner


def _dates_in(dates: list[DateMention], sentence: Span) -> list[DateMention]:
    i = bisect_left(dates, sentence.start_char, key=lambda d: d.start)
    found = []
    while i < len(dates) and dates[i].start < sentence.end_char:
        found.append(dates[i])
        i += 1
    return found
