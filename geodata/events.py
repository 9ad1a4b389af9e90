"""Event cards: one for each thing an article reports, with all the places where it says so.

Drafts are made clause by clause (drafts.py), merged where they are the same happening (merging.py), and kept only
where the article says enough: a wrong card costs more than a missing one.
"""

from __future__ import annotations

from bisect import bisect_left
from datetime import date
from typing import TYPE_CHECKING, Literal

from geodata.analysis import analysis_of
from geodata.drafts import Draft, drafts_of
from geodata.ids import short_id
from geodata.merging import merged
from geodata.misfits import Misfit, misfits
from geodata.model import Actor, Decision, Event, EventDate, EventType, PlaceRef
from geodata.syntax import readable

if TYPE_CHECKING:
    from geodata.clauses import Grammar
    from geodata.mentions import Reading
    from geodata.tables import Tables

FLOOR = 0.58
"""Cards below this confidence are left out; swept .50–.70 on the development half of our own test articles."""


def find_events(reading: Reading, published: date | None, tables: Tables) -> list[Event]:
    """The events of an article in text order."""
    work = analysis_of(reading, published, tables)
    g, actors, dates = work.grammar, work.actors, work.dates
    drafts: list[Draft] = []
    for number, sentence in enumerate(g.sentences):
        if not readable(sentence):
            continue
        drafts.extend(drafts_of(g, actors, dates, sentence, number, published))
    kept = [d for d in merged(g, drafts) if round(d.confidence, 2) >= FLOOR and " " in d.label]
    events: dict[str, Event] = {}
    doubts = misfits(g.text, dates, published)
    for draft in sorted(kept, key=lambda d: d.start):
        event = _event(g, draft, _doubt(g, draft, doubts))
        events.setdefault(event.id, event)
    return list(events.values())


def _doubt(g: Grammar, draft: Draft, doubts: list[Misfit]) -> str:
    """What the desk should check in the sentence that the event leads with."""
    span = g.sentences[draft.sentence]
    i = bisect_left(doubts, span.start_char, key=lambda m: m.start)
    near = doubts[i] if i < len(doubts) and doubts[i].start < span.end_char else None
    return f"; to check: {near.why}" if near is not None else ""


def _event(g: Grammar, draft: Draft, doubt: str) -> Event:
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
    role: Literal["mediator", "source"] = (
        "mediator" if draft.mediating and draft.type == EventType.CONSULT else "source"
    )
    acting = [Actor(name=p.name, role=role) for p in draft.sources]
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
        decision=Decision(confidence=round(draft.confidence, 2), reason=_reason(draft) + doubt),
    )


def _reason(draft: Draft) -> str:
    word = draft.trigger.token.text
    cue = f"; {draft.mood.modality.value} by “{draft.mood.cue}”" if draft.mood.cue else ""
    return f"“{word}” is {draft.type.value} ({draft.trigger.sense.key}): {', '.join(draft.reasons)}{cue}"
