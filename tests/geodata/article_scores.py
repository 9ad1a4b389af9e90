"""Scores events and proposals against the annotated articles in cases/articles (our own texts and judgements).

An event counts as found where its evidence overlaps the annotated quote; type, modality, place and date are then
judged apart. A card that no annotation covers, or a second card for one annotation, is a wrong card.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from geodata.events import find_events
from geodata.model import Event, Proposal
from geodata.proposals import find_proposals
from geodata.tables import load_tables
from tests.geodata.reading_helper import CASES, reading


@dataclass
class Score:
    """Counts over articles; rates are NaN-free (1 where nothing was asked)."""

    core: int = 0
    core_found: int = 0
    cards: int = 0
    right: int = 0
    matched: int = 0
    type: int = 0
    modality: int = 0
    place: int = 0
    dated: int = 0
    date: int = 0
    all_three: int = 0
    positions: int = 0
    positions_made: int = 0
    positions_right: int = 0
    statuses: int = 0
    statuses_right: int = 0
    notes: list[str] = field(default_factory=list)

    def rates(self) -> dict[str, float]:
        def rate(a: int, b: int) -> float:
            return round(a / b, 3) if b else 1.0

        p, r = rate(self.positions_right, self.positions_made), rate(self.positions_right, self.positions)
        return {
            "core recall": rate(self.core_found, self.core), "precision": rate(self.right, self.cards),
            "type": rate(self.type, self.matched), "modality": rate(self.modality, self.matched),
            "place": rate(self.place, self.matched), "date": rate(self.date, self.dated),
            "type+place+modality": rate(self.all_three, self.cards),
            "positions F1": round(2 * p * r / (p + r), 3) if p + r else 0.0, "status": rate(self.statuses_right, self.statuses),
        }  # fmt: skip


def articles(part: str) -> list[Path]:
    """Files of the development ("dev") or reporting ("held") part."""
    return sorted((CASES / "articles").glob(f"{part}_*.toml"))


def score(paths: list[Path]) -> Score:
    """The score over some articles."""
    total = Score()
    for path in paths:
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        published = date.fromisoformat(case["published"])
        read = reading(case["text"], published)
        tables = load_tables()
        events = find_events(read, published, tables)
        names = {i: p.name for i, p in read.places.items()}
        _events(total, path.stem, case, events, names)
        _proposals(total, path.stem, case, find_proposals(read, events, published, tables))
    return total


def _events(total: Score, stem: str, case: dict[str, Any], events: list[Event], names: dict[str, str]) -> None:
    text = case["text"]
    wanted = case.get("event", [])
    spans = []
    for row in wanted:
        at = text.find(row["quote"])
        if at < 0:
            raise ValueError(f"{stem}: quote not in the text: {row['quote']}")
        spans.append((at, at + len(row["quote"])))
    pairs = []
    for e, event in enumerate(events):
        for w, (start, end) in enumerate(spans):
            overlap = max(min(end, x.end) - max(start, x.start) for x in event.evidence)
            if overlap > 8:
                kinds = wanted[w]["type"] if isinstance(wanted[w]["type"], list) else [wanted[w]["type"]]
                length = min(end - start, max(x.end - x.start for x in event.evidence))
                pairs.append(((event.event_type.value in kinds) + overlap / max(1, length), e, w))
    used_e: dict[int, int] = {}
    used_w: set[int] = set()
    for _, e, w in sorted(pairs, reverse=True):
        if e not in used_e and w not in used_w:
            used_e[e] = w
            used_w.add(w)
    total.cards += len(events)
    total.core += sum(bool(row.get("core")) for row in wanted)
    total.core_found += sum(bool(wanted[w].get("core")) for w in used_w)
    total.notes += [
        f"{stem}: MISSED {row['quote']}" for w, row in enumerate(wanted) if row.get("core") and w not in used_w
    ]
    for e, event in enumerate(events):
        if e not in used_e:
            total.notes.append(
                f"{stem}: EXTRA {event.event_type.value} {event.modality.value} {event.label!r} {event.confidence}"
            )
            continue
        total.right += 1
        total.matched += 1
        row = wanted[used_e[e]]
        kinds = row["type"] if isinstance(row["type"], list) else [row["type"]]
        where = {names[r.place_id] for r in event.place_refs if r.role == "where"}
        allowed = set(row["where"])
        good = {
            "type": event.event_type.value in kinds,
            "modality": event.modality.value in row["modality"],
            "place": (bool(where & allowed) and where <= allowed) or (not where and "" in allowed),
        }
        total.type += good["type"]
        total.modality += good["modality"]
        total.place += good["place"]
        total.all_three += all(good.values())
        if "date" in row:
            total.dated += 1
            ok = row["date"] == (event.date.edtf or "")
            total.date += ok
            if not ok:
                total.notes.append(
                    f"{stem}: DATE {event.label!r} has {event.date.text!r} {event.date.edtf} not {row['date']}"
                )
        bad = [k for k, v in good.items() if not v]
        if bad:
            total.notes.append(
                f"{stem}: {' '.join(bad).upper()} {event.event_type.value} {event.modality.value} {sorted(where)} {event.label!r} wanted {kinds} {row['modality']} {row['where']}"
            )


def _proposals(total: Score, stem: str, case: dict[str, Any], proposals: list[Proposal]) -> None:
    left = list(proposals)
    for row in case.get("proposal", []):
        total.statuses += 1
        total.positions += len(row["positions"])
        hit = next(
            (
                p
                for p in left
                if p.kind.value == row["kind"]
                and row["words"].lower() in (p.name + " " + " ".join(e.exact for e in p.evidence)).lower()
            ),
            None,
        )
        if hit is None:
            total.notes.append(f"{stem}: NO PROPOSAL {row['words']}")
            continue
        left.remove(hit)
        made = [(s.party, s.stance.value) for s in hit.positions]
        want = [tuple(p) for p in row["positions"]]
        total.positions_made += len(made)
        total.positions_right += len(set(made) & set(want))
        total.statuses_right += hit.status.value in row["status"]
        if set(made) != set(want) or hit.status.value not in row["status"]:
            total.notes.append(f"{stem}: PROPOSAL {hit.name!r} {hit.status.value} {made} wanted {row['status']} {want}")
    for extra in left:
        total.positions_made += len(extra.positions)
        total.notes.append(
            f"{stem}: EXTRA PROPOSAL {extra.kind.value} {extra.name!r} {[(s.party, s.stance.value, s.verb) for s in extra.positions]}"
        )


if __name__ == "__main__":
    import sys

    for part in sys.argv[1:] or ["dev", "held"]:
        result = score(articles(part.split(":")[0]))
        if not part.endswith(":quiet"):
            print("\n".join(result.notes))
        print(part, result.rates(), result.cards, "cards")
