"""What speaks for a candidate by itself: its kind and size, its name, and the words beside the mention. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geodata.context import Group
from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Entry, Toponym

SEAT_POPULATION = 50_000
DATELINE_POPULATION = 500_000
AREAS = frozenset({PlaceKind.country, PlaceKind.admin_area})


def own_signals(group: Group, entry: Entry) -> dict[str, float]:
    """What speaks for a candidate by itself; the names are the keys of the weights."""
    first = group.toponyms[0].text
    hints = {t.hint for t in group.toponyms if t.hint}
    wants_area = any(t.wants_area for t in group.toponyms)
    own = fold(entry.name) == group.key
    area = entry.kind is PlaceKind.admin_area
    kind = "second level" if entry.feature == "ADM2" else "supplement" if is_ours(entry) else entry.kind.value
    signals = {
        f"kind {kind}": 1.0,
        "population": _population(entry),
        "area population": (math.log10(entry.population + 1) - 6.0) / 1.5 if entry.feature == "ADM1" else 0.0,
        "district population": (math.log10(entry.population + 1) - 5.0) / 1.5 if entry.feature == "ADM2" else 0.0,
        "capital": float(entry.feature == "PPLC"),
        "metonym": float(entry.feature == "PPLC" and any(t.metonym for t in group.toponyms)),
        "main name": float(own),
        "as printed": float(own and entry.name.casefold() == first.casefold()),
        "seat": float(_has_seat(entry, group)) if not hints and not wants_area else 0.0,
        "dateline": float(may_stand_alone(entry) and any(_is_lone_dateline(t) for t in group.toponyms)),
        "outnumbered": float(_is_outnumbered(entry, group)) if not hints and not wants_area else 0.0,
        "hint": _fit(entry, hints),
        "container": contained(entry, group.holders),
        "area": (1.0 if entry.kind in AREAS or entry.area_ref else -1.0) if wants_area else 0.0,
        "locative area": float(area and all(t.locative for t in group.toponyms)),
        "rank": -_rank(entry, group.candidates),
    }
    return {k: v for k, v in signals.items() if v}


def is_ours(entry: Entry) -> bool:
    return entry.id.startswith(("geodash:", "sea:"))


def _rank(entry: Entry, candidates: Iterable[Entry]) -> float:
    """0 for the most populous settlement of the name, growing with the logarithm of the places before it."""
    if entry.kind is not PlaceKind.settlement:
        return 0.0
    return math.log1p(sum(e.kind is PlaceKind.settlement and e.population > entry.population for e in candidates))


def _population(entry: Entry) -> float:
    """0 for a hamlet to about 3 for a metropolis: each tenfold counts alike. Areas have their kind instead."""
    if entry.kind in (PlaceKind.settlement, PlaceKind.facility):
        return max(0.0, math.log10(entry.population + 1) - 2.5) / 1.5
    return 0.0


def _fit(entry: Entry, hints: set[PlaceKind]) -> float:
    if not hints:
        return 0.0
    return 1.0 if entry.kind in hints else -0.5


def _has_seat(entry: Entry, group: Group) -> bool:
    """Whether a first-level area shares its name with a city in it: the bare name then rather means the city."""
    return entry.feature == "ADM1" and any(
        e.kind is PlaceKind.settlement
        and e.admin1 == entry.admin1
        and e.population >= SEAT_POPULATION
        and fold(e.name) == group.key
        for e in group.candidates
    )


def _is_lone_dateline(toponym: Toponym) -> bool:
    return toponym.source == "dateline" and toponym.container is None


def may_stand_alone(entry: Entry) -> bool:
    """Whether a dateline may name it without its country or state: agencies do so for capitals and very large cities."""
    return entry.feature == "PPLC" or (entry.kind is PlaceKind.settlement and entry.population >= DATELINE_POPULATION)


def _is_outnumbered(entry: Entry, group: Group) -> bool:
    """Whether a city of that very name has more people than the whole first-level area: the news means the city."""
    return entry.feature == "ADM1" and any(
        e.kind is PlaceKind.settlement and e.population > entry.population and fold(e.name) == group.key
        for e in group.candidates
    )


def contained(entry: Entry, holders: list[Entry]) -> float:
    if not holders:
        return 0.0
    for holder in holders:
        if entry.id == holder.id:
            continue
        if holder.kind is PlaceKind.country and holder.country == entry.country:
            return 1.0
        if holder.kind is PlaceKind.admin_area and holder.admin1 and holder.admin1 == entry.admin1:
            return 1.0
    return 0.0 if not any(h.id != entry.id for h in holders) else -0.5
