"""How well events and proposals agree with what an editor wrote (gold.py): matching, counts and rates.

**Events** are matched one to one. A card may be the answer to an annotation where its evidence covers at least
``SHARE`` of the shorter of the two spans and the types agree, or ``OTHER_SHARE`` where they do not. Of all such pairs
the best go first: the share of the words, then half a point for the type, a quarter each for a place and an actor in
common, and a little for core annotations. What is left over is a miss (a core annotation) or a wrong card.

**Proposals** are matched in the same way by the words of their evidence and of their stances; a kind in common counts
half a point and each party in common a quarter. Positions are compared as (party, stance); a proposal that answers to
no annotation has only wrong ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

from geodata.gold import NONE, GoldArticle, GoldEvent, GoldPosition, GoldProposal
from geodata.model import Event, Evidence, Place, Proposal, Stance
from geodata.names import fold

SHARE, OTHER_SHARE = 0.3, 0.6
"""A clause and the sentence around it share everything; a third is enough where even the type is the same."""

Span = tuple[int, int]


@dataclass
class Counts:
    """What was asked for, made and right; sums over articles add up."""

    core: int = 0
    core_found: int = 0
    cards: int = 0
    cards_right: int = 0
    type: int = 0
    modality: int = 0
    date: int = 0
    place: int = 0
    stated_dates: int = 0
    stated_dates_right: int = 0
    stated_places: int = 0
    stated_places_right: int = 0
    actors: int = 0
    actors_found: int = 0
    positions: int = 0
    positions_found: int = 0
    positions_made: int = 0
    positions_right: int = 0
    proposals: int = 0
    proposals_found: int = 0
    statuses_right: int = 0
    errors: list[str] = field(default_factory=list)

    def __add__(self, other: Counts) -> Counts:
        return Counts(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})

    def rates(self) -> dict[str, float | None]:
        """The measures by name, 0–1 with three decimals; None where nothing was asked or made."""

        def rate(part: int, whole: int) -> float | None:
            return round(part / whole, 3) if whole else None

        precision = rate(self.positions_right, self.positions_made)
        recall = rate(self.positions_found, self.positions)
        both = (precision or 0) + (recall or 0)
        return {
            "recall": rate(self.core_found, self.core),
            "precision": rate(self.cards_right, self.cards),
            "type": rate(self.type, self.core_found),
            "modality": rate(self.modality, self.core_found),
            "date": rate(self.date, self.core_found),
            "place": rate(self.place, self.core_found),
            "date_stated": rate(self.stated_dates_right, self.stated_dates),
            "place_stated": rate(self.stated_places_right, self.stated_places),
            "actors": rate(self.actors_found, self.actors),
            "positions_precision": precision,
            "positions_recall": recall,
            "positions_f1": None
            if precision is None and recall is None
            else round(2 * (precision or 0) * (recall or 0) / both, 3)
            if both
            else 0.0,
            "proposals_recall": rate(self.proposals_found, self.proposals),
            "status": rate(self.statuses_right, self.proposals),
        }


def measure(
    gold: GoldArticle, events: Sequence[Event], proposals: Sequence[Proposal], places: Sequence[Place]
) -> Counts:
    """The counts of one article."""
    counts = Counts()
    names = {p.id: _names(p) for p in places}
    _events(counts, gold, events, names)
    _proposals(counts, gold, proposals)
    return counts


# --- events ---------------------------------------------------------------------------------------------------------


def _events(counts: Counts, gold: GoldArticle, events: Sequence[Event], names: dict[str, frozenset[str]]) -> None:
    pairs = []
    for c, card in enumerate(events):
        spans = [(e.start, e.end) for e in card.evidence]
        for a, asked in enumerate(gold.events):
            share, same = _share(spans, asked.spans), card.event_type.value in asked.types
            if share >= (SHARE if same else OTHER_SHARE):
                near = bool(_where(card, names) & {fold(w) for w in asked.where})
                known = any(_party(x.name, asked.actors) for x in card.actors)
                score = share + same / 2 + near / 4 + known / 4 + asked.core / 20
                pairs.append((score, -c, -a))
    answer = _one_to_one(pairs)
    counts.cards += len(events)
    counts.cards_right += len(answer)
    counts.core += sum(a.core for a in gold.events)
    found = set(answer.values())
    for a, asked in enumerate(gold.events):
        if asked.core and a not in found:
            counts.errors.append(f"{gold.name}: missed {'/'.join(sorted(asked.types))}: {asked.quote}")
    for c, card in enumerate(events):
        if c not in answer:
            words = " + ".join(e.exact for e in card.evidence)
            counts.errors.append(
                f"{gold.name}: wrong card {card.event_type.value} {card.modality.value} “{card.label}” "
                f"({card.confidence}) from: {words}"
            )
        elif gold.events[answer[c]].core:
            _judge(counts, gold.name, card, gold.events[answer[c]], _where(card, names), names)


def _judge(
    counts: Counts, name: str, card: Event, asked: GoldEvent, where: set[str], names: dict[str, frozenset[str]]
) -> None:
    counts.core_found += 1
    good = {
        "type": card.event_type.value in asked.types,
        "modality": card.modality.value in asked.modalities,
        "date": bool(_dates(card) & asked.dates),
        "place": _place_right(card, asked, names),
    }
    counts.type += good["type"]
    counts.modality += good["modality"]
    counts.date += good["date"]
    counts.place += good["place"]
    if NONE not in asked.dates or card.date.edtf is not None:
        counts.stated_dates += 1
        counts.stated_dates_right += good["date"]
    if NONE not in asked.where or where:
        counts.stated_places += 1
        counts.stated_places_right += good["place"]
    counts.actors += len(asked.actors)
    counts.actors_found += sum(any(_party(x.name, (a,)) for x in card.actors) for a in asked.actors)
    wrong = [key for key, value in good.items() if not value]
    if wrong:
        had = {
            "type": card.event_type.value,
            "modality": card.modality.value,
            "date": f"{card.date.edtf} ({card.date.text})",
            "place": "; ".join(sorted(where)) or NONE,
        }
        wanted = {"type": asked.types, "modality": asked.modalities, "date": asked.dates, "place": asked.where}
        for key in wrong:
            counts.errors.append(
                f"{name}: {key} {had[key]}, wanted {' | '.join(sorted(wanted[key]))}: {card.label} ← {asked.quote}"
            )


def _place_right(card: Event, asked: GoldEvent, names: dict[str, frozenset[str]]) -> bool:
    """Every place of the card is one that is allowed, and one of them is there; or none, where that is allowed."""
    allowed = {fold(w) for w in asked.where if w != NONE}
    refs = [names.get(r.place_id, frozenset()) for r in card.place_refs if r.role == "where"]
    if not refs:
        return NONE in asked.where
    return all(ref & allowed for ref in refs)


def _where(card: Event, names: dict[str, frozenset[str]]) -> set[str]:
    return {n for r in card.place_refs if r.role == "where" for n in names.get(r.place_id, frozenset())}


def _names(place: Place) -> frozenset[str]:
    return frozenset(fold(n) for n in (place.name, *(t.exact for t in place.toponyms)))


def _dates(card: Event) -> set[str]:
    """The card's date in the forms that an annotation may have: EDTF, and the interval."""
    when = card.date
    if when.edtf is None:
        return {NONE}
    found = {when.edtf}
    if when.earliest and when.latest:
        found.add(f"{when.earliest}/{when.latest}")
    return found


# --- proposals ------------------------------------------------------------------------------------------------------


def _proposals(counts: Counts, gold: GoldArticle, proposals: Sequence[Proposal]) -> None:
    pairs = []
    for c, made in enumerate(proposals):
        spans = _spans([*made.evidence, *(e for s in made.positions for e in s.evidence)])
        for a, asked in enumerate(gold.proposals):
            share = _share(spans, asked.spans)
            if share >= SHARE:
                kind = made.kind.value in asked.kinds
                parties = sum(any(_holds(s, p) for s in made.positions) for p in asked.positions)
                pairs.append((share + kind / 2 + parties / 4 + (not asked.optional) / 20, -c, -a))
    answer = _one_to_one(pairs)
    asked_for = [p for p in gold.proposals if not p.optional]
    counts.proposals += len(asked_for)
    counts.positions += sum(not s.optional for p in asked_for for s in p.positions)
    for a, asked in enumerate(gold.proposals):
        if a not in answer.values() and not asked.optional:
            counts.errors.append(f"{gold.name}: no proposal for: {asked.quote}")
    for c, made in enumerate(proposals):
        if c in answer:
            _positions(counts, gold.name, made, gold.proposals[answer[c]])
        else:
            counts.positions_made += len(made.positions)
            counts.errors.append(
                f"{gold.name}: wrong proposal {made.kind.value} “{made.name}” "
                f"[{_told(made.positions)}] from: {made.evidence[0].exact}"
            )


def _positions(counts: Counts, name: str, made: Proposal, asked: GoldProposal) -> None:
    if not asked.optional:
        counts.proposals_found += 1
        right = made.status.value in asked.statuses
        counts.statuses_right += right
        if not right:
            counts.errors.append(
                f"{name}: status {made.status.value}, wanted {' | '.join(sorted(asked.statuses))}: {made.name}"
            )
    required = [p for p in asked.positions if not p.optional and not asked.optional]
    accepted = [p for p in asked.positions if p.optional or asked.optional]
    hit: set[int] = set()
    for stance in {(s.party, s.stance): s for s in made.positions}.values():
        n = next((n for n, p in enumerate(required) if n not in hit and _holds(stance, p)), None)
        if n is not None:
            hit.add(n)
            counts.positions_made += 1
            counts.positions_right += 1
        elif not any(_holds(stance, p) for p in accepted):
            counts.positions_made += 1
            counts.errors.append(
                f"{name}: wrong position {_told([stance])} on {made.name} ← {stance.evidence[0].exact}"
            )
    counts.positions_found += len(hit)
    for n, position in enumerate(required):
        if n not in hit:
            counts.errors.append(
                f"{name}: no position {position.parties[0]} {'/'.join(sorted(position.stances))} on {made.name}: "
                f"{position.quote}"
            )


def _holds(stance: Stance, asked: GoldPosition) -> bool:
    return stance.stance.value in asked.stances and _party(stance.party, asked.parties)


def _party(name: str, names: Iterable[str]) -> bool:
    """Whether a party goes by one of the names; "the", a plural's s and an office before the name do not count."""
    made = _plain(name)
    return any(made == _plain(n) or made.endswith(f" {_plain(n)}") for n in names)


def _plain(name: str) -> str:
    return fold(name).removesuffix("s")


def _told(stances: Sequence[Stance]) -> str:
    return "; ".join(f"{s.party} {s.stance.value} ({s.verb})" for s in stances)


# --- matching -------------------------------------------------------------------------------------------------------


def _spans(evidence: Iterable[Evidence]) -> list[Span]:
    return [(e.start, e.end) for e in evidence]


def _share(made: Iterable[Span], asked: Iterable[Span]) -> float:
    """The largest share of the shorter span that one of these has in common with one of those."""
    asked = list(asked)
    return max(
        (max(0, min(b, d) - max(a, c)) / max(1, min(b - a, d - c)) for a, b in made for c, d in asked), default=0.0
    )


def _one_to_one(pairs: list[tuple[float, int, int]]) -> dict[int, int]:
    """Card → annotation, the best pairs first; equal ones in text order."""
    answer: dict[int, int] = {}
    taken: set[int] = set()
    for _, c, a in sorted(pairs, reverse=True):
        if -c not in answer and -a not in taken:
            answer[-c] = -a
            taken.add(-a)
    return answer
