"""The status table, row by row, and the sentence that gives its reason."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.model import EventDate, Evidence, Stance, StanceKind
from geodata.status import Facts, latest, status_of

WORDS = Evidence(article_id="a", start=0, end=1, exact="x")


def stance(text: str, day: int | None = None) -> Stance:
    party, kind, verb = text.split(":")
    when = EventDate() if day is None else EventDate(earliest=date(2024, 8, day), latest=date(2024, 8, day))
    return Stance(party=party, stance=StanceKind(kind), verb=verb, date=when, evidence=[WORDS])


CASES = [
    (["A:proposes:demands", "B:rejects:rejects"], Facts(), "disputed", "A demands it; B rejects it."),
    (["B:rejects:rejects", "A:proposes:demands"], Facts(), "disputed", "A demands it; B rejects it."),
    (["A:rejects:rejects"], Facts(), "rejected", "A rejects it."),
    (["A:proposes:calls for"], Facts(), "proposed", "A calls for it."),
    (["A:proposes:proposes", "B:accepts:accepts"], Facts(), "agreed", "A proposes it; B accepts it."),
    (["A:accepts:agrees to", "B:accepts:agrees to"], Facts(), "agreed", "A and B agree to it."),
    (["A:proposes:proposes", "B:accepts_in_principle:agrees in principle"], Facts(), "agreed_in_principle", "A proposes it; B agrees in principle."),
    (["A:accepts_in_principle:is open to"], Facts(), "agreed_in_principle", "A is open to it."),
    (["A:proposes:proposes", "B:seeks_changes:seeks clarifications"], Facts(), "under_negotiation", "A proposes it; B seeks clarifications."),
    (["A:accepts_in_principle:agrees in principle", "A:seeks_changes:proposes amendments"], Facts(), "under_negotiation", "A proposes amendments."),
    (["M:mediates:works on", "A:proposes:proposes"], Facts(), "under_negotiation", "A proposes it; M works on it."),
    (["A:proposes:proposes", "B:undecided:has not responded"], Facts(), "under_negotiation", "A proposes it; B has not responded."),
    (["A:accepts:signs"], Facts(signed=True), "agreed", "The article says that it was agreed; A signs it."),
    (["A:rejects:rejects"], Facts(signed=True), "rejected", "A rejects it."),
    (["A:proposes:imposes"], Facts(in_force=True), "in_force", "The article says that it is in place; A imposes it."),
    (["A:accepts:accepts"], Facts(collapsed=True, in_force=True), "collapsed", "The article says that it no longer holds; A accepts it."),
    ([], Facts(), "proposed", "The article names no party's stance."),
]  # fmt: skip


@pytest.mark.parametrize(("positions", "facts", "status", "reason"), CASES)
def test_table(positions: list[str], facts: Facts, status: str, reason: str) -> None:
    found, words = status_of([stance(p) for p in positions], facts)
    assert (found.value, words) == (status, reason)


def test_the_latest_dated_stance_counts_else_the_later_in_the_text() -> None:
    dated = [stance("A:accepts:accepts", 12), stance("A:rejects:rejects", 9)]
    assert [s.verb for s in latest(dated)] == ["accepts"]
    assert [s.verb for s in latest([stance("A:accepts:accepts"), stance("A:rejects:rejects")])] == ["rejects"]
