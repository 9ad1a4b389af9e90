"""Proposals with every party's stance and the status that follows: zones, corridors, ceasefires, withdrawals, plans.

Phrases (proposed.py) are gathered into proposals, statements (stances.py) are laid on them, and the status is read off
the table in status.py. A part of a plan becomes a proposal of its own only where parties take a stance on it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geodata.analysis import Analysis, analysis_of
from geodata.clauses import Grammar
from geodata.gathering import ZONES, Draft, gathered, lay, long_ago, parts_of
from geodata.ids import short_id
from geodata.modality import mood_of
from geodata.model import (
    Component,
    Decision,
    Event,
    Evidence,
    GeometryBasis,
    Modality,
    PlaceKind,
    Proposal,
    ProposalKind,
    Stance,
    StanceKind,
    StatusChange,
)
from geodata.proposed import Thing, find_things
from geodata.stances import find_stances
from geodata.status import Facts, status_of
from geodata.syntax import clause_of, is_passive, is_verbal, prepositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geodata.mentions import Reading
    from geodata.tables import Tables


def find_proposals(reading: Reading, events: list[Event], published: date | None, tables: Tables) -> list[Proposal]:
    """The proposals of an article in text order. ``events`` are those of the same reading."""
    work = analysis_of(reading, published, tables)
    g, actors, dates = work.grammar, work.actors, work.dates
    things = find_things(g)
    said = find_stances(g, actors, things)
    parts = parts_of(g, things)
    drafts = gathered(g, things, parts)
    lay(g, drafts, said, dates, parts, published)
    old = _bygone_verbs(work, published)
    kept = [d for d in drafts if _worth(g, d, old)]
    ids = {id(d): _id(g, d) for d in kept}
    made: dict[str, Proposal] = {}
    for draft in sorted(kept, key=lambda d: d.things[0].start):
        proposal = _proposal(g, draft, ids, kept, old)
        made.setdefault(proposal.id, proposal)
    known = set(made)
    return [
        p
        if all(c.proposal_id is None or c.proposal_id in known for c in p.components)
        else p.model_copy(update={"components": []})
        for p in made.values()
    ]


def _bygone_verbs(work: Analysis, published: date | None) -> set[int]:
    """Verbs dated more than a year before publication ("signed an accord in 2015"): they say nothing of today."""
    found: set[int] = set()
    for when in work.dates:
        if not when.lasts and long_ago(when.date, published):
            span = work.grammar.doc.char_span(when.start, when.end, alignment_mode="expand")
            if span is not None and len(span):
                found.update(v.i for v in [clause_of(span.root)])
    return found


# --- gathering ----------------------------------------------------------------------------------------------------


def _facts(g: Grammar, draft: Draft, old: set[int]) -> tuple[Facts, str]:
    """What happened to the thing, and whether it is in place ("yes", "no", "not_stated")."""
    collapsed, in_force, signed = False, draft.imposed, False
    place = "yes" if draft.imposed else "not_stated"
    for thing in draft.things:
        head = thing.head
        mods = {c.lower_ for c in head.children if c.dep_ in ("amod", "acl", "compound")}
        if mods & {"existing", "current", "present"}:
            in_force, place = True, "yes"
        if mods & {"proposed", "planned", "future", "suggested"}:
            place = "no" if place == "not_stated" else place
        verb = head.head
        if is_verbal(head) and thing.kind == ProposalKind.prisoner_exchange and head.i not in old:
            mood = mood_of(g, head)
            finite = head.tag_ in ("VBD", "VBZ", "VBP") or any(
                c.dep_ == "aux" and c.lower_ != "to" for c in head.children
            )
            exchanged = finite and not mood.wished and not mood.negated and "exchange" in thing.plain
            if exchanged and mood.modality in (Modality.occurred, Modality.ongoing):
                in_force, place = True, "yes"
            elif exchanged and mood.modality == Modality.planned and _under_deal(g, head):
                signed = True
        if verb.i in old:
            continue
        for c in head.children:
            if c.dep_ == "acl" and c.tag_ == "VBN" and g.word(c, "establish_verbs") and c.i not in old:
                in_force, place = True, "yes"  # "the zone, imposed after the blast"
            elif (
                c.dep_ == "relcl"
                and c.i not in old
                and any(t.dep_ in ("nsubj", "nsubjpass") and t.lower_ in ("which", "that") for t in c.children)
            ):
                told = _happened(g, c)
                collapsed, in_force, signed = (
                    told.get("collapsed", collapsed),
                    told.get("in_force", in_force),
                    told.get("signed", signed),
                )
                place = "yes" if told.get("in_force") else place
        if head.dep_ in ("nsubj", "nsubjpass") and is_verbal(verb):
            mood = mood_of(g, verb)
            real = mood.modality in (Modality.occurred, Modality.ongoing, Modality.claimed) and not mood.wished
            if real and g.phrase(verb, "collapse_verbs") and not mood.negated:
                collapsed, in_force = True, False
            elif real and g.phrase(verb, "in_force_verbs") and not mood.negated and head.dep_ == "nsubj":
                in_force, collapsed, place = True, False, "yes"
            elif real and g.phrase(verb, "signed_verbs") and head.dep_ == "nsubjpass" and not mood.negated:
                signed = True
            elif real and head.dep_ == "nsubjpass" and g.phrase(verb, "establish_verbs") and not mood.negated:
                in_force, place = True, "yes"
        if head.dep_ == "dobj" and is_verbal(verb) and not is_passive(verb):
            mood = mood_of(g, verb)
            if mood.modality in (Modality.occurred, Modality.claimed) and not mood.wished and not mood.negated:
                if g.phrase(verb, "signed_verbs"):
                    signed = True
                if g.phrase(verb, "ending_phrases"):
                    collapsed, in_force = True, False
                elif g.phrase(verb, "broken_verbs") or (
                    verb.tag_ in ("VBD", "VBN", "VBZ", "VBP") and g.word(verb, "keeping_verbs")
                ):
                    in_force, place = True, "yes"
            elif g.word(verb, "establish_verbs") and place == "not_stated":
                place = "no"
    return Facts(collapsed, in_force, signed), place


def _happened(g: Grammar, verb: Token) -> dict[str, bool]:
    """What a clause about the thing says that became of it: "which took effect at dawn"."""
    mood = mood_of(g, verb)
    if mood.modality not in (Modality.occurred, Modality.ongoing, Modality.claimed) or mood.wished or mood.negated:
        return {}
    if g.phrase(verb, "collapse_verbs"):
        return {"collapsed": True, "in_force": False}
    if g.phrase(verb, "in_force_verbs") and not is_passive(verb):
        return {"collapsed": False, "in_force": True}
    if g.phrase(verb, "signed_verbs") and is_passive(verb):
        return {"signed": True}
    return {}


def _under_deal(g: Grammar, verb: Token) -> bool:
    """ "Under an agreement reached last week, they are to free …"."""
    return any(w == "under" and g.in_class(t, "document") for w, t in prepositions(verb))


def _worth(g: Grammar, draft: Draft, old: set[int]) -> bool:
    """Whether the article says enough: somebody's stance on it, or that it came, was signed or ended."""
    facts, _ = _facts(g, draft, old)
    if draft.stances and not draft.told and not draft.parts:
        return False  # only described ("the truce, brokered by Oman")
    parties = {s.party for _, s in draft.stances}
    if all(s.stance == StanceKind.mediates for _, s in draft.stances) and draft.kind in ZONES:
        return draft.imposed
    if draft.kind in (ProposalKind.withdrawal, ProposalKind.prisoner_exchange):
        return bool(parties) or facts.in_force or facts.signed
    if draft.things[0].plain in ("plan",) and not draft.parts and all(t.plain == "plan" for t in draft.things):
        return (
            len(parties) >= 2 or any(s.stance not in (StanceKind.proposes,) for _, s in draft.stances) or facts.signed
        )
    if draft.is_wish:
        answers = {s.party for _, s in draft.stances if s.stance not in (StanceKind.proposes, StanceKind.mediates)}
        return len(parties) >= 2 and bool(answers)
    if parties:
        return True
    if draft.kind == ProposalKind.ceasefire:
        return facts.in_force or facts.collapsed or facts.signed
    if draft.things[0].plain.endswith("zone") and facts.in_force:
        return True
    return draft.kind in ZONES and any(
        c.lower_ in ("proposed", "planned") for t in draft.things for c in t.head.children
    )


# --- the proposal ---------------------------------------------------------------------------------------------------


def _best(draft: Draft) -> Thing:
    """The phrase that tells most: a plan's own words, then one with a place, then the first."""
    plans = [t for t in draft.things if t.plain == "plan"]
    if plans:
        return max(plans, key=lambda t: (len(t.name.split()) > 1, -t.start))
    order = {GeometryBasis.named_place: 2, GeometryBasis.containing_area: 1}
    return max(draft.things, key=lambda t: (order.get(t.basis, 0), bool(t.place_ids), -t.start))


def _id(g: Grammar, draft: Draft) -> str:
    best = _best(draft)
    return short_id("p", best.kind.value, *sorted(best.place_ids), g.text[best.start : best.end])


def _proposal(g: Grammar, draft: Draft, ids: dict[int, str], kept: Sequence[Draft], old: set[int]) -> Proposal:
    best = _best(draft)
    positions = [s for _, s in sorted(draft.stances, key=lambda row: row[0])]
    facts, in_place = _facts(g, draft, old)
    status, reason = status_of(positions, facts)
    basis = (
        best.basis
        if draft.kind not in (ProposalKind.ceasefire, ProposalKind.prisoner_exchange, ProposalKind.withdrawal)
        and not draft.is_plan
        else GeometryBasis.none
    )
    owned = {part.head.i: ids[id(d)] for d in kept if d.parent is draft for part in d.things}
    components = [
        Component(name=p.name, kind=p.kind, proposal_id=owned.get(p.head.i), evidence=[g.reading.quote(p.start, p.end)])
        for p in draft.parts
    ]
    confidence = _confidence(draft, positions)
    decision = Decision(
        confidence=confidence,
        reason=f"“{best.head.text}” names a {best.plain}; {len(positions)} stances read from the clauses",
    )
    return Proposal(
        id=ids[id(draft)],
        kind=draft.kind,
        name=_named_for(g, draft, best, positions),
        in_place=in_place,  # type: ignore[arg-type]
        place_ids=[i for i in best.place_ids if i in g.reading.places],
        geometry_basis=basis if best.place_ids else GeometryBasis.none,
        geometry_note=_note(draft, best, basis),
        positions=positions,
        components=components,
        status=status,
        status_reason=reason,
        evidence=_evidence(g, draft, positions),
        history=_history(positions, facts, decision),
        confidence=confidence,
        decision=decision,
    )


def _confidence(draft: Draft, positions: list[Stance]) -> float:
    """More parties and a named place make it surer; a plan without a stated content is least sure."""
    score = 0.6 + 0.1 * min(2, len({s.party for s in positions})) + (0.1 if draft.place_ids else 0.0)
    if draft.is_plan and not draft.parts:
        score -= 0.1
    return round(min(0.95, score), 2)


def _evidence(g: Grammar, draft: Draft, positions: list[Stance]) -> list[Evidence]:
    spans = sorted({(t.start, t.end) for t in draft.things})
    return [g.reading.quote(a, b) for a, b in spans[:8]]


def _history(positions: list[Stance], facts: Facts, decision: Decision) -> list[StatusChange]:
    """The status before the parties' later stances, where they have changed."""
    first: dict[str, Stance] = {}
    for stance in positions:
        first.setdefault(stance.party, stance)
    if len(first) == len(positions):
        return []
    earlier, reason = status_of(list(first.values()), Facts())
    now, _ = status_of(positions, facts)
    if earlier == now or [s.stance for s in first.values()] == [s.stance for s in positions]:
        return []
    return [StatusChange(status=earlier, reason=reason, decision=decision)]


def _note(draft: Draft, best: Thing, basis: GeometryBasis) -> str:
    """What the article states of the size, in its words, else what it leaves open."""
    if (draft.kind not in ZONES and draft.kind != ProposalKind.other) or draft.is_plan:
        return ""
    figures = [t.figure for t in draft.things if t.figure]
    if figures:
        return f"“{figures[0]}”"
    if draft.kind == ProposalKind.corridor:
        return "route not stated" if basis != GeometryBasis.named_place else "width not stated"
    return "width not stated" if basis == GeometryBasis.named_place and not best.place_ids[0:0] else "extent not stated"


def _named_for(g: Grammar, draft: Draft, best: Thing, positions: list[Stance]) -> str:
    """A military presence is named for those who want it: "Kenyan military presence along …"."""
    if not best.presence:
        return best.name
    owner = next((s.party for s in positions if s.stance == StanceKind.proposes), None)
    if owner is None:
        return best.name
    adjective = _demonym(g, owner)
    plain = best.name[:1].lower() + best.name[1:]
    if adjective.lower() in plain.lower():
        return best.name
    return f"{adjective} {plain}" if adjective else f"{owner}: {plain}"


def _demonym(g: Grammar, country: str) -> str:
    """The article's own adjective for a country ("Kenyan"), or the name as it is for groups."""
    for mention in g.reading.mentions:
        if (
            (
                mention.demonym
                and mention.place_id
                and (place := g.reading.places.get(mention.place_id))
                and place.kind == PlaceKind.country
            )
            and place.name == country
            and not mention.text.endswith("s")
        ):
            return mention.text
    return country
