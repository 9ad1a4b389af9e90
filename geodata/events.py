"""Event cards: one for each thing an article reports, with all the places where it says so.

Drafts are made clause by clause from triggers, given actors, place, date, mood and a confidence, merged where they are
the same happening, and kept only where the article says enough: a wrong card costs more than a missing one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from geodata.actors import Actors, Party, attribution
from geodata.analysis import analysis_of
from geodata.clauses import Grammar
from geodata.dates import DateMention
from geodata.ids import short_id
from geodata.labels import label, nominal_sources, nominal_targets
from geodata.merging import merged
from geodata.modality import Mood, mood_of
from geodata.model import Actor, Decision, Event, EventDate, EventType, Modality, PlaceRef
from geodata.syntax import (
    agents,
    ancestors,
    antecedent,
    clause_of,
    doers,
    is_passive,
    is_verbal,
    pobj,
    possessors,
    readable,
    undergoers,
)
from geodata.triggers import STATEMENTS, Trigger, declared_refusal, find_triggers
from geodata.wheres import where

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geodata.mentions import Mention, Reading
    from geodata.tables import Tables

FLOOR = 0.58
"""Cards below this confidence are left out; swept .50–.70 on the development half of our own test articles."""
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
    reasons: tuple[str, ...] = ()
    more: tuple[tuple[int, int], ...] = field(default=())

    @property
    def place_ids(self) -> frozenset[str]:
        """Ids of the places where it happens."""
        return frozenset(m.place_id for m in self.places if m.place_id)


def find_events(reading: Reading, published: date | None, tables: Tables) -> list[Event]:
    """The events of an article in text order."""
    work = analysis_of(reading, published, tables)
    g, actors, dates = work.grammar, work.actors, work.dates
    drafts: list[Draft] = []
    for number, sentence in enumerate(g.sentences):
        if not readable(sentence):
            continue
        drafts.extend(_drafts(g, actors, dates, sentence, number))
    kept = [d for d in merged(g, drafts) if d.confidence >= FLOOR and d.label]
    events: dict[str, Event] = {}
    for draft in sorted(kept, key=lambda d: d.start):
        event = _event(g, draft)
        events.setdefault(event.id, event)
    return list(events.values())


def _drafts(g: Grammar, actors: Actors, dates: list[DateMention], sentence: Span, number: int) -> list[Draft]:
    triggers = find_triggers(g, sentence)
    owned = _dates_by_trigger(g, triggers, dates, sentence)
    found = []
    for trigger in triggers:
        if _follows_from(g, trigger, triggers):
            continue
        others = {i for t in triggers if t is not trigger for i in t.core if i not in trigger.core}
        draft = _draft(g, actors, trigger, others, owned.get(trigger.token.i), sentence, number)
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
) -> Draft | None:
    token, carrier = trigger.token, trigger.carrier
    if g.quoted(carrier) or g.quoted(token) or g.asked(token):
        return None
    mood = mood_of(g, carrier)
    if trigger.how == "object" and mood.modality == Modality.occurred:
        own = mood_of(g, token)
        mood = own if own.modality != Modality.occurred or own.wished else mood
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
    mood, said_by = _said(g, actors, trigger, mood, sources)
    score, reasons = _confidence(g, trigger, mood, sources, source_tokens, targets, places, sure, when, said_by)
    first, last = _extent(g, trigger, sentence)
    heads = frozenset(g.noun(t) for t in target_tokens)
    definite = _definite(g, trigger)
    return Draft(
        trigger, trigger.sense.type, mood, tuple(sources), tuple(targets), heads, tuple(places), tuple(named), when, said_by,
        label(g, trigger, mood, places, _names(g, source_tokens, sources, trigger), sure >= 0.8), first, last, number, score, definite,
        bare=not (places or targets or [s for s in sources if s.named]), reasons=tuple(reasons),
    )  # fmt: skip


def _names(g: Grammar, tokens: list[Token], parties: list[Party], trigger: Trigger) -> str:
    """The names behind "it", "both sides", "the group" for a label; "" where the clause names its subject itself."""
    if is_passive(trigger.carrier) or not parties or not all(p.named for p in parties):
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
            if any(b in ("agree", "refuse", "urge", "demand", "threaten", "reject", "ask", "call") for b in bases):
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
        modifiers = [
            m for m in modifiers if (mention := g.mention(m)) is None or mention.demonym or mention.kind == "country"
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
        for m in places
        if (root := g.mention_root(m)) is not None
        and root.dep_ == "pobj"
        and root.head.lower_ in ("in", "at")
        and root.head.head.i in trigger.core
    ]
    direct = [m for m in direct if m.kind is None or m.kind not in ("country", "region")]
    return direct, [m for m in [*places, *named] if m not in direct], sure if direct else 0.0


def _said(g: Grammar, actors: Actors, trigger: Trigger, mood: Mood, sources: list[Party]) -> tuple[Mood, str]:
    """Who says so, and whether that makes it a claim: of a belligerent about violence, or by a verb of claiming."""
    tokens, verb = attribution(g, trigger.carrier)
    if not verb:
        return mood, "the article"
    parties = actors.actors(tokens)
    name = parties[0].name if parties else ""
    if not name:
        return mood, "the article"
    if mood.modality in (Modality.occurred, Modality.ongoing):
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


def _definite(g: Grammar, trigger: Trigger) -> bool:
    """Whether the noun points back ("the talks", "the attack") instead of telling something new."""
    if trigger.how == "verb":
        return False
    return any(
        c.lower_ in ("the", "this", "that", "these", "those") and c.dep_ == "det" for c in trigger.token.children
    )


def _confidence(
    g: Grammar, trigger: Trigger, mood: Mood, sources: list[Party], source_tokens: list[Token], targets: list[Party],
    places: list[Mention], sure: float, when: DateMention | None, said_by: str,
) -> tuple[float, list[str]]:  # fmt: skip
    """How surely this is an event worth a card, with the reasons in words."""
    verb = clause_of(trigger.carrier)
    base, reason = _standing(g, trigger, verb)
    score = base + trigger.sense.weight
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
        score -= 0.12
    if mood.modality == Modality.hypothetical:
        score -= 0.12 if any(p.named for p in sources) or places else 0.3
    if trigger.how == "noun":
        if trigger.sense.key == "agree":
            score -= 0.2  # a deal that is only named is a proposal's matter
        if _definite(g, trigger) and not (places or targets):
            score -= 0.2
        if not trigger.sense.bare and not (places or targets or sources):
            score -= 0.25
        if not places and not targets and not any(p.named for p in sources):
            score -= 0.2
        if any(c.lower_ in g.tables.words["generic_det"] and c.dep_ == "det" for c in trigger.token.children):
            score -= 0.3
    elif trigger.how == "verb" and not source_tokens and not targets:
        score -= 0.2
    if trigger.how == "subject" and _generic(g, trigger, sure, when):
        score -= 0.3
        reasons.append("said of such things in general")
    if _boilerplate(g, source_tokens):
        score -= 0.3
        reasons.append("general remark")
    if trigger.how != "noun" and source_tokens and all(t.pos_ == "PRON" for t in source_tokens) and not sources:
        score -= 0.1
    return max(0.0, min(0.97, score)), reasons


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
    if dep == "ROOT":
        return 0.82, "main clause"
    if dep == "ccomp":
        return 0.8, "reported clause"
    if dep in ("xcomp", "oprd"):
        return 0.78, "complement of the main verb"
    if dep == "advcl":
        return 0.68, "clause beside the main one"
    if dep == "acl" and top.tag_ == "VBN":
        return 0.54, "participle that describes a noun"
    if dep in ("relcl", "acl"):
        return 0.62, "clause that describes a noun"
    if dep == "parataxis":
        return 0.7, "clause beside the main one"
    if dep == "pcomp":
        return 0.6, "clause under a preposition"
    return 0.62, "clause inside another"


def _extent(g: Grammar, trigger: Trigger, sentence: Span) -> tuple[int, int]:
    """Characters of the evidence: the clause, or the noun with what belongs to it."""
    if trigger.how == "noun":
        first, last = g.subtree(trigger.token)
        first = min([first, *(t.left_edge.i for t in possessors(trigger.token))])
        if trigger.victim is not None:
            first = min(trigger.victim.left_edge.i, trigger.victim.i)
            last = g.subtree(trigger.cause)[1] if trigger.cause is not None else trigger.victim.i + 1
            if trigger.token.i < first and not any(t.dep_ == "conj" for t in (trigger.victim,)):
                first = g.subtree(trigger.token)[0]
        for c in trigger.token.children:
            if c.dep_ in ("relcl", "punct", "cc") and c.i > trigger.token.i:
                last = min(last, c.left_edge.i)
    else:
        first, last = g.clause_extent(trigger.carrier)
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
    from bisect import bisect_left

    i = bisect_left(dates, sentence.start_char, key=lambda d: d.start)
    found = []
    while i < len(dates) and dates[i].start < sentence.end_char:
        found.append(dates[i])
        i += 1
    return found


def _event(g: Grammar, draft: Draft) -> Event:
    reading = g.reading
    spans = [(draft.start, draft.end), *draft.more]
    evidence = [reading.quote(a, b) for a, b in sorted(dict.fromkeys(spans))]
    refs: dict[str, PlaceRef] = {}
    for mention in draft.places:
        if mention.place_id:
            refs.setdefault(mention.place_id, PlaceRef(place_id=mention.place_id, role="where"))
    for mention in draft.named:
        if mention.place_id:
            refs.setdefault(mention.place_id, PlaceRef(place_id=mention.place_id, role="mentioned"))
    role = (
        "mediator"
        if draft.type == EventType.CONSULT and any("mediat" in p.name.lower() for p in draft.sources)
        else "source"
    )
    acting = [Actor(name=p.name, role=role) for p in draft.sources]  # type: ignore[arg-type]
    names = {p.name for p in draft.sources}
    suffering = [Actor(name=p.name, role="target") for p in draft.targets if p.name not in names]
    quote = reading.article.text[draft.start : draft.end]
    return Event(
        id=short_id("e", draft.type.value, draft.trigger.sense.key, *sorted(draft.heads), quote),
        event_type=draft.type,
        label=draft.label,
        modality=draft.mood.modality,
        date=draft.when.date if draft.when else EventDate(),
        place_refs=list(refs.values()),
        actors=acting + suffering,
        attributed_to=draft.said_by,
        evidence=evidence,
        confidence=round(draft.confidence, 2),
        decision=Decision(confidence=round(draft.confidence, 2), reason=_reason(draft)),
    )


def _reason(draft: Draft) -> str:
    word = draft.trigger.token.text
    cue = f"; {draft.mood.modality.value} by “{draft.mood.cue}”" if draft.mood.cue else ""
    return f"“{word}” is {draft.type.value} ({draft.trigger.sense.key}): {', '.join(draft.reasons)}{cue}"


__all__ = ["Draft", "agents", "events_of", "find_events"]
