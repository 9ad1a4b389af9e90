"""Proposals with every party's stance and the status that follows: zones, corridors, ceasefires, withdrawals, plans.

Phrases (proposed.py) are gathered into proposals, statements (stances.py) are laid on them, and the status is read off
the table in status.py. A part of a plan becomes a proposal of its own only where parties take a stance on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geodata.analysis import analysis_of
from geodata.clauses import Grammar
from geodata.dates import DateMention
from geodata.ids import short_id
from geodata.modality import mood_of
from geodata.model import (
    Component,
    Decision,
    Event,
    EventDate,
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
from geodata.proposed import Thing, find_things, verbal
from geodata.stances import Said, find_stances
from geodata.status import Facts, status_of
from geodata.syntax import ancestors, is_passive, is_verbal, prepositions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from geodata.mentions import Reading
    from geodata.tables import Tables

_ZONES = frozenset(k for k in ProposalKind if k.value.endswith("_zone") or k in (ProposalKind.corridor,))
_UNPLACED = (ProposalKind.ceasefire, ProposalKind.prisoner_exchange)
_BACK = 220
"""Tokens: how far "it" or "the plan" may look back for its proposal; about eight sentences."""


@dataclass
class _Draft:
    """A proposal being gathered."""

    things: list[Thing]
    stances: list[tuple[int, Stance]] = field(default_factory=list)
    parts: list[Thing] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    imposed: bool = False
    parent: _Draft | None = None

    @property
    def kind(self) -> ProposalKind:
        if self.parts and any(p.kind == ProposalKind.ceasefire for p in self.parts):
            return ProposalKind.ceasefire
        return self.things[0].kind

    @property
    def is_plan(self) -> bool:
        return any(t.plain == "plan" for t in self.things)

    @property
    def place_ids(self) -> set[str]:
        return {i for t in self.things for i in t.place_ids}


def find_proposals(reading: Reading, events: list[Event], published: date | None, tables: Tables) -> list[Proposal]:
    """The proposals of an article in text order. ``events`` are those of the same reading."""
    work = analysis_of(reading, published, tables)
    g, actors, dates = work.grammar, work.actors, work.dates
    things = find_things(g)
    said = find_stances(g, actors, things)
    parts = _parts(g, things)
    drafts = _gathered(g, things, parts)
    _lay(g, drafts, said, dates, parts)
    kept = [d for d in drafts if _worth(g, d)]
    ids = {id(d): _id(g, d) for d in kept}
    made: dict[str, Proposal] = {}
    for draft in sorted(kept, key=lambda d: d.things[0].start):
        proposal = _proposal(g, draft, ids, kept)
        made.setdefault(proposal.id, proposal)
    known = set(made)
    return [
        p
        if all(c.proposal_id is None or c.proposal_id in known for c in p.components)
        else p.model_copy(update={"components": []})
        for p in made.values()
    ]


# --- gathering ----------------------------------------------------------------------------------------------------


def _parts(g: Grammar, things: dict[int, Thing]) -> dict[int, list[int]]:
    """Plan → the things it includes ("a plan which includes …", "including …", "providing for …"), by index."""
    found: dict[int, list[int]] = {}
    for i, thing in list(things.items()):
        if thing.plain != "plan" or is_verbal(thing.head):
            continue
        lists: list[Token] = []
        for c in thing.head.children:
            if (c.dep_ in ("relcl", "acl") and g.word(c, "content_verbs")) or (
                c.dep_ == "prep" and c.lower_ in ("including", "with")
            ):
                lists.append(c)
        head = thing.head.head
        if thing.head.dep_ == "nsubj" and is_verbal(head) and g.word(head, "content_verbs"):
            lists.append(head)
        if not lists:
            continue
        first = min(t.i for t in lists)
        inside = [
            t
            for t in g.doc[first : g.sentence(thing.head).end]
            if thing.head.is_ancestor(t) or any(c.is_ancestor(t) for c in lists)
        ]
        for token in inside:
            if token.i == i:
                continue
            if token.i not in things and (is_verbal(token) or token.tag_ == "VBG"):
                extra = verbal(g, token)
                if extra is not None:
                    things[token.i] = extra
            if token.i in things:
                found.setdefault(i, []).append(token.i)
    return found


def _gathered(g: Grammar, things: dict[int, Thing], parts: dict[int, list[int]]) -> list[_Draft]:
    """Mentions of one thing as one draft; what a plan includes stays with the plan."""
    inside = {j: i for i, js in parts.items() for j in js}
    drafts: list[_Draft] = []
    home: dict[int, _Draft] = {}
    for i in sorted(things):
        if i in inside:
            continue
        thing = things[i]
        draft = next((d for d in reversed(drafts) if _same(g, d, thing)), None)
        if draft is None:
            draft = _Draft([thing])
            drafts.append(draft)
        else:
            draft.things.append(thing)
        home[i] = draft
    for i, js in parts.items():
        if i in home:
            home[i].parts.extend(things[j] for j in js)
    for plan in [d for d in drafts if d.is_plan and any(p.kind == ProposalKind.ceasefire for p in d.parts)]:
        for other in [d for d in drafts if d is not plan and d.kind == ProposalKind.ceasefire and not d.is_plan]:
            if other.place_ids and plan.place_ids and not other.place_ids & plan.place_ids:
                continue
            plan.things.extend(other.things)
            drafts.remove(other)
        for other in [d for d in drafts if d is not plan and any(_is_part(p, d) for p in plan.parts)]:
            drafts.remove(other)
    for draft in drafts:
        draft.things.sort(key=lambda t: t.start)
    return drafts


def _same(g: Grammar, draft: _Draft, thing: Thing) -> bool:
    if thing.plain == "plan":
        return draft.is_plan and (thing.definite or _owner_names(thing) == _owner_names(draft.things[0]))
    if draft.kind != thing.kind or draft.is_plan or draft.things[0].plain != thing.plain:
        return False
    if draft.place_ids and thing.place_ids:
        if draft.place_ids & set(thing.place_ids):
            return (
                draft.things[0].basis == thing.basis
                or thing.kind in _UNPLACED
                or any(t.basis == thing.basis for t in draft.things)
                or thing.definite
            )
        return thing.kind in _UNPLACED and _nested(g, draft.place_ids, thing.place_ids)
    if thing.kind == ProposalKind.withdrawal:
        return thing.definite or not thing.place_ids or _troops(draft.things[0]) == _troops(thing)
    if not thing.place_ids:
        return True
    return thing.kind in _UNPLACED or (
        all(not t.place_ids for t in draft.things) and draft.things[-1].head.i + 120 > thing.head.i
    )


def _is_part(part: Thing, draft: _Draft) -> bool:
    """ "the release of numerous hostages" beside a plan that includes a release of hostages."""
    if draft.kind != part.kind or draft.kind != ProposalKind.prisoner_exchange:
        return False
    words = {w.lower() for w in part.name.split()}
    return any(words & {w.lower() for w in t.name.split()[-1:]} for t in draft.things)


def _owner_names(thing: Thing) -> str:
    return " ".join(sorted(t.lower_ for t in thing.head.children if t.dep_ in ("poss", "compound", "nummod", "amod")))


def _troops(thing: Thing) -> str:
    return " ".join(w for w in thing.name.split() if w[:1].isupper() and w.lower() != "withdrawal")


def _nested(g: Grammar, first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether two sets of places share a country (a ceasefire in a town and in its country)."""
    places = g.reading.places
    one = {places[i].country for i in first if i in places}
    return bool(one & {places[i].country for i in second if i in places})


# --- laying stances on them -----------------------------------------------------------------------------------------


def _lay(
    g: Grammar, drafts: list[_Draft], said: list[Said], dates: list[DateMention], parts: dict[int, list[int]]
) -> None:
    home = {t.head.i: d for d in drafts for t in d.things}
    plan_of = {p.head.i: d for d in drafts for p in d.parts}
    for one in said:
        targets = _targets(g, drafts, home, plan_of, one)
        when = _when(g, one, dates)
        evidence = [g.reading.quote(one.start, one.end)]
        for draft in targets:
            draft.touched.append(one.at)
            draft.imposed = draft.imposed or (one.in_force and bool(one.about))
            for party in one.parties:
                stance = Stance(party=party.name, stance=one.stance, verb=one.verb, date=when, evidence=evidence)
                _add(draft, one.at, stance)


def _add(draft: _Draft, at: int, stance: Stance) -> None:
    for n, (_, held) in enumerate(draft.stances):
        if (
            held.party == stance.party
            and held.stance == stance.stance
            and (held.verb == stance.verb or held.stance == StanceKind.mediates)
        ):
            merged = [*held.evidence, *(e for e in stance.evidence if e not in held.evidence)]
            when = held.date if held.date.text else stance.date
            draft.stances[n] = (draft.stances[n][0], held.model_copy(update={"evidence": merged, "date": when}))
            return
    draft.stances.append((at, stance))


def _targets(
    g: Grammar, drafts: list[_Draft], home: dict[int, _Draft], plan_of: dict[int, _Draft], one: Said
) -> list[_Draft]:
    found: list[_Draft] = []
    for i in one.about:
        draft = home.get(i)
        if draft is None and i in plan_of:
            plan = plan_of[i]
            thing = next(p for p in plan.parts if p.head.i == i)
            if thing.kind == ProposalKind.ceasefire:
                draft = plan
            else:
                draft = _Draft([thing], parent=plan)
                drafts.append(draft)
                home[i] = draft
        if draft is not None and draft not in found:
            found.append(draft)
    if found or not one.points_back:
        return found
    if one.back_to == "zone":
        zone = _latest(drafts, one.at, lambda d: d.kind in _ZONES or d.things[0].plain.endswith("zone"))
        return [zone] if zone is not None else []
    if one.back_to == "plan":
        best = _latest(drafts, one.at, lambda d: d.is_plan or d.kind == ProposalKind.ceasefire)
        return [best] if best is not None else _last_touched(drafts, one.at)
    return _last_touched(drafts, one.at) or [d for d in [_latest(drafts, one.at, lambda d: True)] if d is not None]


def _latest(drafts: list[_Draft], at: int, wanted: object) -> _Draft | None:
    best: tuple[int, _Draft] | None = None
    for draft in drafts:
        if not wanted(draft):  # type: ignore[operator]
            continue
        seen = max((i for i in (*(t.head.i for t in draft.things), *draft.touched) if i < at), default=-1)
        if seen >= 0 and at - seen <= _BACK and (best is None or seen > best[0]):
            best = (seen, draft)
    return best[1] if best else None


def _last_touched(drafts: list[_Draft], at: int) -> list[_Draft]:
    """The proposals of the last statement before: "it" may be both zones of one demand. Later mentions win."""
    last = max((i for d in drafts for i in d.touched if i < at), default=-1)
    named = max((t.head.i for d in drafts for t in d.things if t.head.i < at), default=-1)
    if last < 0 or at - last > _BACK or named > last + 60:
        return []
    return [d for d in drafts if last in d.touched]


def _when(g: Grammar, one: Said, dates: list[DateMention]) -> EventDate:
    """The date in the statement's own clause."""
    sentence = g.sentence(g.doc[one.at])
    for when in dates:
        if when.start < sentence.start_char or when.lasts:
            continue
        if when.start >= sentence.end_char:
            break
        span = g.doc.char_span(when.start, when.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        verb = next((a for a in ancestors(span.root, 8) if is_verbal(a) or a.i == one.at), None)
        if verb is not None and verb.i == one.at:
            return when.date
    return EventDate()


# --- facts about the thing itself -----------------------------------------------------------------------------------


def _facts(g: Grammar, draft: _Draft) -> tuple[Facts, str]:
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
                if g.phrase(verb, "broken_verbs"):
                    in_force, place = True, "yes"
            elif g.word(verb, "establish_verbs") and place == "not_stated":
                place = "no"
    return Facts(collapsed, in_force, signed), place


def _worth(g: Grammar, draft: _Draft) -> bool:
    """Whether the article says enough: somebody's stance on it, or that it came, was signed or ended."""
    facts, _ = _facts(g, draft)
    parties = {s.party for _, s in draft.stances}
    if all(s.stance == StanceKind.mediates for _, s in draft.stances) and draft.kind in _ZONES:
        return draft.imposed
    if draft.kind in (ProposalKind.withdrawal, ProposalKind.prisoner_exchange):
        return bool(parties)
    if draft.things[0].plain in ("plan",) and not draft.parts and all(t.plain == "plan" for t in draft.things):
        return (
            len(parties) >= 2 or any(s.stance not in (StanceKind.proposes,) for _, s in draft.stances) or facts.signed
        )
    if parties:
        return True
    if draft.kind == ProposalKind.ceasefire:
        return facts.in_force or facts.collapsed or facts.signed
    return draft.kind in _ZONES and any(
        c.lower_ in ("proposed", "planned") for t in draft.things for c in t.head.children
    )


# --- the proposal ---------------------------------------------------------------------------------------------------


def _best(draft: _Draft) -> Thing:
    """The phrase that tells most: a plan's own words, then one with a place, then the first."""
    plans = [t for t in draft.things if t.plain == "plan"]
    if plans:
        return max(plans, key=lambda t: (len(t.name.split()) > 1, -t.start))
    order = {GeometryBasis.named_place: 2, GeometryBasis.containing_area: 1}
    return max(draft.things, key=lambda t: (order.get(t.basis, 0), bool(t.place_ids), -t.start))


def _id(g: Grammar, draft: _Draft) -> str:
    best = _best(draft)
    return short_id("p", best.kind.value, *sorted(best.place_ids), g.doc.text[best.start : best.end])


def _proposal(g: Grammar, draft: _Draft, ids: dict[int, str], kept: Sequence[_Draft]) -> Proposal:
    best = _best(draft)
    positions = [s for _, s in sorted(draft.stances, key=lambda row: row[0])]
    facts, in_place = _facts(g, draft)
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


def _confidence(draft: _Draft, positions: list[Stance]) -> float:
    """More parties and a named place make it surer; a plan without a stated content is least sure."""
    score = 0.6 + 0.1 * min(2, len({s.party for s in positions})) + (0.1 if draft.place_ids else 0.0)
    if draft.is_plan and not draft.parts:
        score -= 0.1
    return round(min(0.95, score), 2)


def _evidence(g: Grammar, draft: _Draft, positions: list[Stance]) -> list[Evidence]:
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


def _note(draft: _Draft, best: Thing, basis: GeometryBasis) -> str:
    """What the article states of the size, in its words, else what it leaves open."""
    if (draft.kind not in _ZONES and draft.kind != ProposalKind.other) or draft.is_plan:
        return ""
    figures = [t.figure for t in draft.things if t.figure]
    if figures:
        return f"“{figures[0]}”"
    if draft.kind == ProposalKind.corridor:
        return "route not stated" if basis != GeometryBasis.named_place else "width not stated"
    return "width not stated" if basis == GeometryBasis.named_place and not best.place_ids[0:0] else "extent not stated"


def _named_for(g: Grammar, draft: _Draft, best: Thing, positions: list[Stance]) -> str:
    """A military presence is named for those who want it: "Israeli military presence along …"."""
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
    """The article's own adjective for a country ("Israeli"), or the name as it is for groups."""
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


__all__ = ["find_proposals", "prepositions", "proposals_of"]
