"""One card for one happening: joins the drafts of several clauses that tell of the same thing, evidence and all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.model import EventType, Modality
from geodata.senses import STATEMENTS

if TYPE_CHECKING:
    from geodata.clauses import Grammar
    from geodata.drafts import Draft

_REPORTED = frozenset({Modality.occurred, Modality.ongoing, Modality.claimed})
_FAR = 40
"""Sentences: mentions further apart are compared only by their own words; also keeps the comparison linear."""
_NEAR = 4
"""Sentences within which casualties belong to the disaster or attack just told."""
_DISASTERS = frozenset({EventType.NATURAL, EventType.OTHER, EventType.ASSAULT, EventType.PROTEST})
_ATTACKS = frozenset({"attack", "kill"})


def merged(g: Grammar, drafts: list[Draft]) -> list[Draft]:
    """The drafts with the same happening once; text order is kept, and references without a card of their own go."""
    kept: list[Draft] = []
    for draft in drafts:
        for i in range(len(kept) - 1, max(-1, len(kept) - 1 - _FAR), -1):
            if _same(g, kept[i], draft):
                kept[i] = _joined(kept[i], draft)
                break
        else:
            kept.append(draft)
    talks: list[Draft] = []
    for i, draft in enumerate(kept):
        kept[i] = _with_talks(draft, talks[-3:])
        if draft.type == EventType.CONSULT and draft.places:
            talks.append(draft)
    again: list[Draft] = []
    for draft in kept:  # a later, fuller mention may be what an earlier reference meant
        host = next(
            (
                i
                for i in range(max(0, len(again) - _FAR), len(again))
                if again[i].definite and again[i].bare and _same(g, again[i], draft)
            ),
            None,
        )
        if host is None:
            again.append(draft)
        else:
            again[host] = _joined(again[host], draft)
    return again


def _with_talks(draft: Draft, talks: list[Draft]) -> Draft:
    """ "will speak for Chile in the negotiations": place and date are those of the talks told before."""
    if (
        not (draft.definite and draft.type == EventType.CONSULT and draft.trigger.how == "object")
        or draft.places
        or draft.when
    ):
        return draft
    before = [d for d in talks if d.mood.modality == draft.mood.modality]
    if len(before) != 1:
        return draft
    return replace(
        draft, places=before[0].places, when=before[0].when, reasons=(*draft.reasons, "place of the talks told before")
    )


def _same(g: Grammar, a: Draft, b: Draft) -> bool:
    if not _kinds_fit(a, b) or not _moods_fit(a, b):
        return False
    if a.trigger.sense.key in STATEMENTS or b.trigger.sense.key in STATEMENTS:
        return _statements_fit(a, b)
    if (
        a.sentence == b.sentence
        and a.trigger.sense.family == b.trigger.sense.family == "kill"
        and b.trigger.carrier.head.i == a.trigger.carrier.i
    ):
        return True  # "killed 13 soldiers and wounded 56"
    if (
        a.sentence == b.sentence
        and b.trigger.carrier.dep_ == "conj"
        and a.trigger.sense.key == "visit"
        and _share(a, b)
    ):
        return True
    if not _dates_fit(a, b) or not _places_fit(g, a, b):
        return False
    if _casualties(b) and not _casualties(a):
        return abs(b.sentence - a.sentence) <= _NEAR and not _clashing_actors(a, b)
    if (
        b.definite
        and not b.heads
        and b.trigger.how in ("noun", "subject", "object")
        and not (b.places and not a.places)
    ):
        return not _clashing_actors(a, b)
    if a.trigger.sense.type == EventType.NATURAL:
        return g.noun(a.trigger.token) == g.noun(b.trigger.token) or bool(a.place_ids & b.place_ids)
    if a.heads and b.heads:
        return bool(a.heads & b.heads) and not _clashing_actors(a, b) and not _clashing_names(a, b)
    if a.place_ids & b.place_ids:
        return not _clashing_actors(a, b) and (
            a.trigger.sense.key == b.trigger.sense.key or b.sentence - a.sentence <= _NEAR
        )
    return bool(
        a.sources
        and b.sources
        and _share(a, b)
        and a.trigger.sense.key == b.trigger.sense.key
        and not (a.places and b.places)
        and a.bare == b.bare
        and not a.heads
        and not b.heads
    )


def _casualties(draft: Draft) -> bool:
    """Dead and hurt without a word of what did it."""
    trigger = draft.trigger
    if trigger.sense.family != "kill" or trigger.cause is not None or draft.sources or trigger.how == "noun":
        return False
    return trigger.sense.casualty or not any(w[:1].isupper() for p in draft.targets for w in p.name.split())


def _kinds_fit(a: Draft, b: Draft) -> bool:
    first, second = a.trigger.sense, b.trigger.sense
    if first.family == second.family:
        return True
    if {first.family, second.family} <= _ATTACKS:
        return True
    return (
        _casualties(b)
        and a.type in _DISASTERS
        and first.key
        in (
            "quake",
            "flood",
            "storm",
            "wildfire",
            "landslide",
            "eruption",
            "tsunami",
            "accident",
            "collapse",
            "clash",
            "strike",
            "attack",
            "blast",
            "shoot",
            "protest",
            "drought",
        )
    )


def _moods_fit(a: Draft, b: Draft) -> bool:
    first, second = a.mood.modality, b.mood.modality
    if first == second or {first, second} <= _REPORTED:
        return True
    return b.definite and (b.bare or (b.trigger.how == "noun" and b.trigger.sense.type == EventType.CONSULT))


def _statements_fit(a: Draft, b: Draft) -> bool:
    """The same speaker saying the same of the same thing, or one kind of thing in one breath ("urged … and demanded")."""
    if a.sentence == b.sentence and a.trigger.sense.key == b.trigger.sense.key and _share(a, b):
        return b.trigger.carrier.dep_ == "conj"
    if a.trigger.sense.key != b.trigger.sense.key or not _share(a, b):
        return False
    return bool(a.heads & b.heads) or (
        not a.heads and not b.heads and abs(a.sentence - b.sentence) <= 1 and a.label == b.label
    )


def _share(a: Draft, b: Draft) -> bool:
    return bool({p.name for p in a.sources} & {p.name for p in b.sources})


def _clashing_actors(a: Draft, b: Draft) -> bool:
    first = {p.name for p in a.sources if p.named}
    second = {p.name for p in b.sources if p.named}
    return bool(first) and bool(second) and not first & second


def _clashing_names(a: Draft, b: Draft) -> bool:
    """Victims whose named groups differ: a Taliban commander is no M23 commander."""

    def names(draft: Draft) -> set[str]:
        return {
            w.strip("'’s")
            for p in draft.targets
            for w in p.name.split()
            if w[:1].isupper() and w not in ("Senior", "Two", "Three", "Four")
        }

    first, second = names(a), names(b)
    return bool(first) and bool(second) and not first & second


def _dates_fit(a: Draft, b: Draft) -> bool:
    if a.when is None or b.when is None:
        return True
    x, y = a.when.date, b.when.date
    if x.earliest and x.latest and y.earliest and y.latest:
        return x.earliest <= y.latest and y.earliest <= x.latest
    return True


def _places_fit(g: Grammar, a: Draft, b: Draft) -> bool:
    """Shared, or one of them without, or one inside the other's country."""
    if not a.place_ids or not b.place_ids or a.place_ids & b.place_ids:
        return True
    places = g.reading.places
    for x in a.place_ids:
        for y in b.place_ids:
            p, q = places.get(x), places.get(y)
            if p is None or q is None or p.country is None or p.country != q.country:
                continue
            if (p.where_prec == 6) != (q.where_prec == 6):
                return True
            if b.definite and (p.where_prec >= 4) != (q.where_prec >= 4):
                return True
    return False


def _joined(a: Draft, b: Draft) -> Draft:
    """Both tellings as one: the surer one leads; place, date and actors come from whoever states them (best)."""
    if a.sentence == b.sentence and a.trigger.sense.key in STATEMENTS and a.mood == b.mood:
        return replace(a, more=(*a.more, (b.start, b.end), *b.more), named=tuple(dict.fromkeys((*a.named, *b.named))))
    lead, other = (a, b) if (a.confidence, len(a.label)) >= (b.confidence - 0.04, 0) or b.definite else (b, a)
    if lead.confidence + 0.2 < other.confidence and " " in other.label and not lead.definite:
        lead, other = other, lead  # what was only named before is told now
    if _casualties(b) and not _casualties(a):
        lead, other = a, b
    places = lead.places
    if other.places and (not places or (not lead.place_ids & other.place_ids and _finer(lead, other))):
        places = other.places
    named = tuple(
        dict.fromkeys(
            m
            for m in (*lead.named, *other.named, *other.places, *lead.places)
            if m.place_id not in {p.place_id for p in places}
        )
    )
    mood = lead.mood
    if other.mood.modality == Modality.ongoing and lead.mood.modality == Modality.occurred and not other.definite:
        mood = lead.mood
    label = lead.label if lead.places or not other.places or not other.label or other.bare else other.label
    if " " not in label:
        label = other.label or label
    sense = other if lead.trigger.sense.key == "die" and other.trigger.sense.key != "die" else lead
    return replace(
        lead,
        type=sense.type,
        mood=mood,
        label=label or other.label,
        places=places,
        named=named,
        when=lead.when or other.when,
        sources=lead.sources or other.sources,
        targets=lead.targets or other.targets,
        heads=lead.heads | other.heads,
        more=(*lead.more, (other.start, other.end), *other.more),
        confidence=min(0.97, max(lead.confidence, other.confidence) + 0.03),
        bare=lead.bare and other.bare,
        definite=lead.definite and other.definite,
    )


def _finer(lead: Draft, other: Draft) -> bool:
    return any(m.kind == "country" for m in lead.places) and not any(m.kind == "country" for m in other.places)
