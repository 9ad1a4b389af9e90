"""Stances, the geometry's basis and the status, sentence by sentence."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geodata.model import Proposal
from geodata.proposals import find_proposals
from geodata.tables import load_tables
from tests.geodata.reading_helper import cases, reading

PUBLISHED = date(2024, 8, 14)


def proposals(text: str) -> list[Proposal]:
    return find_proposals(reading(text, PUBLISHED), [], PUBLISHED, load_tables())


def _rows() -> list[tuple[str, ...]]:
    return [tuple(part.strip() for part in row.split("|", 4)) for row in cases("stances")["rows"]]


@pytest.mark.parametrize(("kind", "basis", "status", "positions", "text"), _rows(), ids=lambda v: v[:48])
def test_sentence(kind: str, basis: str, status: str, positions: str, text: str) -> None:
    found = proposals(text)
    shown = [
        (
            p.kind.value,
            p.geometry_basis.value,
            p.status.value,
            [f"{s.party}={s.stance.value}({s.verb})" for s in p.positions],
        )
        for p in found
    ]
    if kind == "none":
        assert shown == []
        return
    wanted = sorted(re.sub(r"\s+\(", "(", part.strip()) for part in positions.split(";") if part.strip())
    assert (kind, basis, status, wanted) in [(k, b, s, sorted(p)) for k, b, s, p in shown], shown
