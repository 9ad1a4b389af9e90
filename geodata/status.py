"""The status of a proposal: one small table over the parties' latest stances and what happened to the thing itself.

Rows are tried from the top; the first that holds gives the status. Mediators count for none of them but the last but
one. "Latest" is the latest dated stance of a party, or, undated, the one later in the text.

| holds when                                                              | status              |
|-------------------------------------------------------------------------|---------------------|
| the article says that it collapsed, expired, was abandoned              | collapsed           |
| it took effect, holds, was imposed or is there                          | in_force            |
| it was signed or reached (no party rejects)                             | agreed              |
| a party rejects, another wants or accepts it                            | disputed            |
| parties reject, nobody is said to want it                               | rejected            |
| a party seeks changes                                                   | under_negotiation   |
| two parties accept, or one accepts what another proposes                | agreed              |
| the same, but some only in principle; or one in principle, none open    | agreed_in_principle |
| a mediator works on it, or a party weighs it that another proposed      | under_negotiation   |
| anything else                                                           | proposed            |
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geodata.model import Stance, StanceKind, Status

_FOR = (StanceKind.proposes, StanceKind.accepts, StanceKind.accepts_in_principle)
_ALONE = ("in principle", "amendment", "clarification", "change", "guarantee", "assurance", "condition", "respond", "decide", "repl", "reservation", "concession", "modification", "revision", "comment", "answer", "safeguard", "counter")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What the article says happened to the thing itself."""

    collapsed: bool = False
    in_force: bool = False
    signed: bool = False


def latest(positions: Sequence[Stance]) -> list[Stance]:
    """One stance for each party: the latest dated one, else the last in the text; parties in text order."""
    best: dict[str, tuple[date, int, Stance]] = {}
    for order, stance in enumerate(positions):
        when = stance.date.latest or stance.date.earliest or date.min
        held = best.get(stance.party)
        if held is None or (when, order) >= held[:2]:
            best[stance.party] = (when, order, stance)
    return [row[2] for row in best.values()]


def status_of(positions: Sequence[Stance], facts: Facts) -> tuple[Status, str]:
    """The status and its reason in one sentence made of the parties' own verbs."""
    now = latest(positions)
    sides = [s for s in now if s.stance != StanceKind.mediates]
    kinds = [s.stance for s in sides]
    reason = reason_of(now)
    rejects = StanceKind.rejects in kinds
    favour = [k for k in kinds if k in _FOR]
    if facts.collapsed:
        return Status.collapsed, _with("The article says that it no longer holds", reason)
    if facts.in_force:
        return Status.in_force, _with("The article says that it is in place", reason)
    if facts.signed and not rejects:
        return Status.agreed, _with("The article says that it was agreed", reason)
    if rejects:
        return (Status.disputed if favour or StanceKind.seeks_changes in kinds else Status.rejected), reason
    if StanceKind.seeks_changes in kinds:
        return Status.under_negotiation, reason
    if len(favour) >= 2 and len(favour) == len(kinds) and set(favour) != {StanceKind.proposes}:
        whole = StanceKind.accepts_in_principle not in favour
        return (Status.agreed if whole else Status.agreed_in_principle), reason
    if StanceKind.accepts_in_principle in kinds and len(favour) == len(kinds):
        return Status.agreed_in_principle, reason
    if len(now) > len(sides) or (StanceKind.undecided in kinds and favour):
        return Status.under_negotiation, reason
    return Status.proposed, reason or "The article names no party's stance."


def reason_of(now: Sequence[Stance]) -> str:
    """ "Peru demands it; Chile rejects it." — parties with the same verb share a clause."""
    order = list(StanceKind)
    clauses: dict[str, list[str]] = {}
    for stance in sorted(
        now, key=lambda s: (s.stance == StanceKind.mediates, order.index(s.stance) if s.stance in _FOR else 9)
    ):
        clauses.setdefault(stance.verb, []).append(stance.party)
    parts = [f"{_list(names)} {_said(verb, len(names) > 1 or _many(names[0]))}" for verb, names in clauses.items()]
    return "; ".join(parts) + "." if parts else ""


def _said(verb: str, several: bool) -> str:
    words = _plural(verb) if several else verb
    if any(mark in verb for mark in _ALONE):
        return words
    first, _, last = words.rpartition(" ")
    return f"{first} it {last}" if first and last in ("out", "down", "up", "forward", "off") else f"{words} it"


def _many(name: str) -> bool:
    """Whether one party's name is a plural ("opposition parties"), not a proper name ("United States")."""
    last = name.split()[-1]
    return last[:1].islower() and last.endswith("s") and not last.endswith("ss")


def _plural(verb: str) -> str:
    """ "rejects" → "reject", "calls for" → "call for"."""
    first, space, rest = verb.partition(" ")
    fixed = {"has": "have", "is": "are", "does": "do"}
    if first in fixed:
        first = fixed[first]
    elif first.endswith("ies"):
        first = first[:-3] + "y"
    elif first.endswith(("ches", "shes", "sses", "xes", "oes")):
        first = first[:-2]
    elif first.endswith("s"):
        first = first[:-1]
    return first + space + rest


def _list(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _with(first: str, rest: str) -> str:
    return f"{first}; {rest}" if rest else f"{first}."
