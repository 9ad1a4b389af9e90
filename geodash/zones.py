"""Where each proposal stands: its status, each party's stance, and what the map shows of it."""

from __future__ import annotations

from dataclasses import dataclass

from geodash import dates, measure, words
from geodash.cards import decided
from geodash.language import say
from geodash.quotes import Quote, quotes, short
from geodata.model import Article, GeometryBasis, Place, Proposal, ProposalKind, Stance, StanceKind, Status, Story

AREAL_KINDS = frozenset(
    {
        ProposalKind.security_zone,
        ProposalKind.buffer_zone,
        ProposalKind.demilitarised_zone,
        ProposalKind.safe_zone,
        ProposalKind.evacuation_zone,
        ProposalKind.corridor,
    }
)
# Takes a side in what is wanted; who mediates or has not decided is named in the list, not on the map.
TAKES_SIDE = frozenset(
    {
        StanceKind.proposes,
        StanceKind.accepts,
        StanceKind.accepts_in_principle,
        StanceKind.rejects,
        StanceKind.seeks_changes,
    }
)


@dataclass(frozen=True, slots=True)
class Row:
    """One stance: the party, the article's verb, the words and their date."""

    party: str
    verb: str
    quote: str
    when: str


@dataclass(frozen=True, slots=True)
class Zone:
    """One proposal in words."""

    id: str
    status: str
    status_word: str
    name: str
    reason: str
    rows: tuple[Row, ...]
    map_note: str
    parts: tuple[str, ...]
    quotes: tuple[Quote, ...]
    history: tuple[str, ...]
    decision: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class ZoneSection:
    """Proposals under one heading."""

    title: str
    zones: tuple[Zone, ...]


def is_areal(proposal: Proposal) -> bool:
    """Whether it is about ground: a zone by kind, or a withdrawal from a stated area."""
    if proposal.kind in AREAL_KINDS:
        return True
    return proposal.kind is ProposalKind.withdrawal and proposal.geometry_basis is not GeometryBasis.none


def sections(story: Story) -> tuple[ZoneSection, ...]:
    """The proposals that are zones, then the others; a heading without proposals is left out."""
    articles = {a.id: a for a in story.articles}
    areal = [p for p in story.proposals if is_areal(p)]
    others = [p for p in story.proposals if not is_areal(p)]
    found = []
    if areal:
        found.append(ZoneSection(_title(areal), tuple(_zone(p, story, articles) for p in areal)))
    if others:
        title = say("Other proposals") if areal else say("Proposals")
        found.append(ZoneSection(title, tuple(_zone(p, story, articles) for p in others)))
    return tuple(found)


def _title(areal: list[Proposal]) -> str:
    kinds = {p.kind for p in areal}
    noun = words.PROPOSAL_KIND.english[kinds.pop()] if len(kinds) == 1 else "zone"
    done = {p.status for p in areal} <= {Status.in_force, Status.collapsed}
    return say(heading(noun, len(areal) > 1, done))


def heading(noun: str, several: bool, done: bool) -> str:
    """The English template of a section's heading; each stands whole in the tables, for the sake of their grammar."""
    plural = f"{noun}s" if several else noun
    return plural.capitalize() if done else f"Proposed {plural}"


def _zone(proposal: Proposal, story: Story, articles: dict[str, Article]) -> Zone:
    evidence = [e for p in proposal.positions for e in p.evidence] + proposal.evidence
    return Zone(
        id=proposal.id,
        status=proposal.status.value,
        status_word=words.STATUS[proposal.status],
        name=proposal.name,
        reason=words.sentence(proposal.status_reason or stances_in_words(proposal)),
        rows=_rows(proposal),
        map_note=map_note(proposal, [story.place(i) for i in proposal.place_ids]),
        parts=tuple(c.name for c in proposal.components),
        quotes=quotes(evidence, articles),
        history=tuple(f"{words.STATUS[h.status]}. {words.sentence(h.reason)}" for h in proposal.history),
        decision=decided(proposal.decision),
        drawn=is_drawn(proposal),
    )


def _rows(proposal: Proposal) -> tuple[Row, ...]:
    """One row per stance; parties that one sentence names together share theirs."""
    groups: list[list[Stance]] = []
    for stance in current(proposal.positions):
        last = groups[-1][0] if groups else None
        if last and (last.verb, last.evidence, last.date) == (stance.verb, stance.evidence, stance.date):
            groups[-1].append(stance)
        else:
            groups.append([stance])
    return tuple(map(_row, groups))


def _row(stances: list[Stance]) -> Row:
    first = stances[0]
    when = dates.in_words(first.date)
    return Row(
        words.joined(list(dict.fromkeys(s.party for s in stances))),
        first.verb if len(stances) == 1 else words.for_several(first.verb),
        short(first.evidence[0], 130),
        "" if when == say(dates.UNDATED) else when,
    )


def current(positions: list[Stance]) -> list[Stance]:
    """The stances that count: a party's latest dated one alone, or all of its undated ones.

    Who proposes stands first, as without that a refusal has nothing to refuse; then the order of the text.
    """
    latest: dict[str, Stance] = {}
    for stance in positions:
        held = latest.get(stance.party)
        if stance.date.latest and (held is None or stance.date.latest >= held.date.latest):  # type: ignore[operator]
            latest[stance.party] = stance
    kept = [s for s in positions if s.party not in latest or latest[s.party] is s]
    return sorted(kept, key=lambda s: s.stance is not StanceKind.proposes)


def is_drawn(proposal: Proposal) -> bool:
    """Whether a map shows anything of it."""
    return proposal.geometry_basis is not GeometryBasis.none and bool(proposal.place_ids or proposal.geometry)


def map_note(proposal: Proposal, places: list[Place]) -> str:
    """What the map shows of a proposal, and what nobody has stated."""
    names = words.joined([words.called(p) for p in places])
    basis = proposal.geometry_basis
    if basis is GeometryBasis.none or not is_drawn(proposal):
        if not places:
            return say("Not drawn: the article states no place for it.")
        if not names:
            return say("Not drawn: the article does not say where it lies.")
        return say("Not drawn: the article does not say where in {places}.", places=names)
    if basis is GeometryBasis.containing_area:
        return say("Not drawn: the article does not say where in {places}.", places=names)
    if basis is GeometryBasis.named_place:
        shown = words.joined([_shown(p) for p in places])
        return f"{say('On the map: {shown}.', shown=shown)} {_unstated(proposal)}".strip()
    return say("On the map: {shown}", shown=outline_source(proposal))


def outline_source(proposal: Proposal) -> str:
    """Whose outline is drawn, and the note that goes with it."""
    stated = {
        GeometryBasis.official_text: say("the outline as an official text states it."),
        GeometryBasis.official_map: say("the outline of an official map."),
        GeometryBasis.media_sketch: say("a media sketch, not an official outline."),
        GeometryBasis.editor_estimate: say("an editor's estimate, not a stated outline."),
    }[proposal.geometry_basis]
    return f"{stated} {words.sentence(proposal.geometry_note)}".strip()


def _unstated(proposal: Proposal) -> str:
    if proposal.geometry_note:
        return words.sentence(proposal.geometry_note)
    return say("Width not stated.") if proposal.kind in AREAL_KINDS else ""


def _shown(place: Place) -> str:
    kind = words.PLACE_KIND[place.kind]
    length = measure.line_km(place.geometry) if place.geometry else 0.0
    if length:
        return say("the {length} {kind}", length=measure.in_words(length), kind=kind)
    return say("{place}, as named", place=place.name)


def stances_in_words(proposal: Proposal) -> str:
    """Every party's stance in one line: "Israel demands it; Hamas rejects it"."""
    return say("; ").join(say("{party} {verb} it", party=s.party, verb=s.verb) for s in current(proposal.positions))


def sides(proposal: Proposal, limit: int = 4) -> str:
    """Who wants and who refuses it, for a map's note: "Israel demands, Hamas rejects"; "" without stances."""
    taking = [s for s in current(proposal.positions) if s.stance in TAKES_SIDE]
    last: dict[str, Stance] = {s.party: s for s in taking}
    shown = [say("{party} {verb}", party=s.party, verb=s.verb) for s in list(last.values())[:limit]]
    return say(", ").join(shown)
