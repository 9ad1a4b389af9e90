"""Gathering proposals: phrases that name one thing become one draft, and every statement is laid on what it is about."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from geodata.model import EventDate, ProposalKind, Stance, StanceKind
from geodata.proposed import Thing, verbal
from geodata.syntax import ancestors, is_verbal
from geodata.wishes import PLAIN as WISH

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar
    from geodata.dates import DateMention
    from geodata.said import Said


ZONES = frozenset(k for k in ProposalKind if k.value.endswith("_zone") or k in (ProposalKind.corridor,))


_UNPLACED = (ProposalKind.ceasefire, ProposalKind.prisoner_exchange)


_DATES = 12
"""Dates of one sentence that are looked at."""
LONG_AGO = 365
"""Days before publication after which a stance is background, not where a party stands."""
_ANSWERS = frozenset({StanceKind.accepts, StanceKind.accepts_in_principle, StanceKind.undecided})
_EVIDENCE = 12
"""Quotes kept for one stance."""
_BACK = 220
"""Tokens: how far "it" or "the plan" may look back for its proposal; about eight sentences."""


@dataclass
class Draft:
    """A proposal being gathered."""

    things: list[Thing]
    stances: list[tuple[int, Stance]] = field(default_factory=list)
    parts: list[Thing] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    imposed: bool = False
    parent: Draft | None = None
    heads: list[int] = field(default_factory=list)
    place_ids: set[str] = field(default_factory=set)
    is_plan: bool = False
    is_wish: bool = False
    verbs: set[str] = field(default_factory=set)
    told: bool = False
    wanted: bool = False
    """Whether a party proposes it: what was only rejected or accepted is not what "the plan" means later."""

    @property
    def kind(self) -> ProposalKind:
        if self.parts and any(p.kind == ProposalKind.ceasefire for p in self.parts):
            return ProposalKind.ceasefire
        return self.things[0].kind

    def __post_init__(self) -> None:
        first, self.things = self.things, []
        for thing in first:
            self.add(thing)

    def add(self, thing: Thing) -> None:
        """One more phrase for it; the sums below are kept as phrases come, for a long text repeats them often."""
        self.things.append(thing)
        insort(self.heads, thing.head.i)
        self.place_ids.update(thing.place_ids)
        self.is_plan = self.is_plan or thing.plain == "plan"
        self.is_wish = self.is_wish or thing.plain == WISH

    def seen_before(self, at: int, stances: bool = True) -> int:
        """The last word before ``at`` that names it (or, with ``stances``, takes a stance on it); −1 if none."""
        found = [rows[i - 1] for rows in (self.heads, self.touched if stances else []) if (i := bisect_left(rows, at))]
        return max(found, default=-1)


def parts_of(g: Grammar, things: dict[int, Thing]) -> dict[int, list[int]]:
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
            elif c.dep_ in ("appos", "conj") and ":" in g.text[thing.head.idx : c.idx]:
                lists.append(c)  # "a plan in three steps: a truce, …"
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


def gathered(g: Grammar, things: dict[int, Thing], parts: dict[int, list[int]]) -> list[Draft]:
    """Mentions of one thing as one draft; what a plan includes stays with the plan."""
    inside = {j: i for i, js in parts.items() for j in js}
    drafts: list[Draft] = []
    home: dict[int, Draft] = {}
    for i in sorted(things):
        if i in inside:
            continue
        thing = things[i]
        draft = next((d for d in reversed(drafts) if _same(g, d, thing)), None)
        if draft is None:
            draft = Draft([thing])
            drafts.append(draft)
        else:
            draft.add(thing)
        home[i] = draft
    for i, js in parts.items():
        if i in home:
            home[i].parts.extend(things[j] for j in js)
    for plan in [d for d in drafts if d.is_plan and any(p.kind == ProposalKind.ceasefire for p in d.parts)]:
        for other in [d for d in drafts if d is not plan and d.kind == ProposalKind.ceasefire and not d.is_plan]:
            if other.place_ids and plan.place_ids and not other.place_ids & plan.place_ids:
                continue
            for thing in other.things:
                plan.add(thing)
            drafts.remove(other)
        for other in [d for d in drafts if d is not plan and any(_is_part(p, d) for p in plan.parts)]:
            drafts.remove(other)
    for draft in drafts:
        draft.things.sort(key=lambda t: t.start)
    return drafts


def _same(g: Grammar, draft: Draft, thing: Thing) -> bool:
    if thing.plain == WISH or draft.is_wish:
        first = draft.things[0].head
        return (
            thing.plain == WISH
            and draft.is_wish
            and thing.head.pos_ == first.pos_ == "NOUN"
            and g.noun(thing.head) == g.noun(first)
            and thing.head.i - draft.things[-1].head.i <= _BACK
        )
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


def _is_part(part: Thing, draft: Draft) -> bool:
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


def lay(
    g: Grammar,
    drafts: list[Draft],
    said: list[Said],
    dates: list[DateMention],
    parts: dict[int, list[int]],
    published: date | None = None,
) -> None:
    """Gives every statement to what it is about. What was said more than a year before publication is history."""
    home = {t.head.i: d for d in drafts for t in d.things}
    plan_of = {p.head.i: d for d in drafts for p in d.parts}
    for one in said:
        targets = _targets(g, drafts, home, plan_of, one)
        when = _when(g, one, dates)
        if long_ago(when, published):
            continue
        evidence = [g.reading.quote(one.start, one.end)]
        for draft in targets:
            draft.touched.append(one.at)
            if one.stance in (StanceKind.proposes, StanceKind.mediates):
                draft.verbs.add(g.base(g.doc[one.at]))
            draft.told = draft.told or not one.aside
            draft.wanted = draft.wanted or one.stance == StanceKind.proposes
            draft.imposed = draft.imposed or (one.in_force and bool(one.about))
            for party in one.parties:
                stance = Stance(party=party.name, stance=one.stance, verb=one.verb, date=when, evidence=evidence)
                _add(draft, one.at, stance)


def long_ago(when: EventDate, published: date | None) -> bool:
    """Whether it lies more than a year before publication: background, not where things stand."""
    return published is not None and when.latest is not None and (published - when.latest).days > LONG_AGO


def _add(draft: Draft, at: int, stance: Stance) -> None:
    for n, (_, held) in enumerate(draft.stances):
        if (
            held.party == stance.party
            and held.stance == stance.stance
            and (held.verb == stance.verb or held.stance == StanceKind.mediates)
        ):
            merged = [*held.evidence, *(e for e in stance.evidence if e not in held.evidence)][:_EVIDENCE]
            when = held.date if held.date.text else stance.date
            draft.stances[n] = (draft.stances[n][0], held.model_copy(update={"evidence": merged, "date": when}))
            return
    draft.stances.append((at, stance))


def _targets(
    g: Grammar, drafts: list[Draft], home: dict[int, Draft], plan_of: dict[int, Draft], one: Said
) -> list[Draft]:
    if not one.about and one.points_back and one.stance in _ANSWERS:
        names = {p.name for p in one.parties}
        others = [
            d for d in drafts if not any(s.stance == StanceKind.proposes and s.party in names for _, s in d.stances)
        ]
        drafts = others  # nobody answers a proposal of their own
    if not one.about:
        drafts = [d for d in drafts if not d.is_wish or d.wanted]
    found: list[Draft] = []
    for i in one.about:
        draft = home.get(i)
        if draft is None and i in plan_of:
            plan = plan_of[i]
            thing = next(p for p in plan.parts if p.head.i == i)
            if thing.kind == ProposalKind.ceasefire:
                draft = plan
            else:
                draft = Draft([thing], parent=plan)
                drafts.append(draft)
                home[i] = draft
        if draft is not None and draft not in found:
            found.append(draft)
    if found or not one.points_back:
        return found
    if one.back_to == "zone":
        zone = _latest(drafts, one.at, lambda d: d.kind in ZONES or d.things[0].plain.endswith("zone"))
        return [zone] if zone is not None else []
    if one.back_to.startswith("="):
        again = _latest(drafts, one.at, lambda d: any(g.noun(t.head) == one.back_to[1:] for t in d.things))
        return [again] if again is not None else []
    if one.owner:  # "backed the Saudi proposal"
        theirs = _latest(
            drafts,
            one.at,
            lambda d: any(x.party == one.owner and x.stance == StanceKind.proposes for _, x in d.stances),
        )
        if theirs is not None:
            return [theirs]
    if one.back_to.startswith("~"):
        made = g.tables.named_after[one.back_to[1:]]
        fitting = [
            d
            for d in drafts
            if d.verbs & made
            or any(g.noun(t.head) == one.back_to[1:] for t in d.things)
            or (not d.is_wish and one.back_to in ("~plan", "~proposal", "~idea"))
        ]
        again = _latest(fitting, one.at, lambda d: True)
        return _made_with(fitting, again, one.at) if again is not None else []
    if one.back_to == "change" and (near := _last_touched(drafts, one.at)):
        return near  # "accepted the corridor, while the union wants guarantees"
    if one.back_to in ("plan", "change"):
        best = _latest(drafts, one.at, lambda d: d.is_plan or d.is_wish or d.kind == ProposalKind.ceasefire)
        return _made_with(drafts, best, one.at) if best is not None else _last_touched(drafts, one.at)
    return _last_touched(drafts, one.at) or [d for d in [_latest(drafts, one.at, lambda d: True)] if d is not None]


def _made_with(drafts: list[Draft], best: Draft, at: int) -> list[Draft]:
    """A truce and what the last statement on it named beside it: "the proposal" is all of that. A plan is itself."""
    i = bisect_left(best.touched, at)
    if best.is_plan or not i:
        return [best]
    last = best.touched[i - 1]
    return [d for d in drafts if d is best or (last in d.touched and not d.is_plan)]


def _latest(drafts: list[Draft], at: int, wanted: Callable[[Draft], bool]) -> Draft | None:
    best: tuple[int, Draft] | None = None
    for draft in drafts:
        if not wanted(draft):
            continue
        seen = draft.seen_before(at)
        if seen >= 0 and at - seen <= _BACK and (best is None or seen > best[0]):
            best = (seen, draft)
    return best[1] if best else None


def _last_touched(drafts: list[Draft], at: int) -> list[Draft]:
    """The proposals of the last statement before: "it" may be both zones of one demand. Later mentions win."""
    last = max((d.touched[i - 1] for d in drafts if (i := bisect_left(d.touched, at))), default=-1)
    named = max((d.seen_before(at, stances=False) for d in drafts), default=-1)
    if last < 0 or at - last > _BACK or named > last + 60:
        return []
    return [d for d in drafts if (i := bisect_left(d.touched, at)) and d.touched[i - 1] == last]


def _when(g: Grammar, one: Said, dates: list[DateMention]) -> EventDate:
    """The date in the statement's own clause."""
    sentence = g.sentence(g.doc[one.at])
    first = bisect_left(dates, sentence.start_char, key=lambda d: d.start)
    for when in dates[first : first + _DATES]:
        if when.start >= sentence.end_char:
            break
        if when.lasts:
            continue
        span = g.doc.char_span(when.start, when.end, alignment_mode="expand")
        if span is None or not len(span):
            continue
        verb = next((a for a in ancestors(span.root, 8) if is_verbal(a) or a.i == one.at), None)
        if verb is not None and verb.i == one.at:
            return when.date
    return EventDate()


# --- facts about the thing itself -----------------------------------------------------------------------------------
