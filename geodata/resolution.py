"""Resolution: which place each toponym means, as a scored choice among the gazetteer's candidates.

One sense per article and name. A candidate's score is a weighted sum of signals, each between about -1 and 1 (or
the logarithm of a population); the same numbers are kept with the place, so that an editor can see why. Pure.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Entry, Names, PlaceWords, Toponym

ROUNDS = 3  # the context settles in two; the third costs nothing
NEAR_KM = 200.0  # how far "near the other places" reaches (e-folding)
MAX_CANDIDATES = 40
KEPT_CANDIDATES = 5
EARTH_KM = 6371.0088

# How likely a bare mention means this kind of thing, before any context.
KIND_PRIOR: Mapping[PlaceKind, float] = {
    PlaceKind.country: 3.0,
    PlaceKind.region: 2.5,
    PlaceKind.water: 2.0,
    PlaceKind.border: 2.5,
    PlaceKind.corridor: 2.5,
    PlaceKind.zone: 2.0,
    PlaceKind.admin_area: 1.6,
    PlaceKind.facility: 0.0,
    PlaceKind.settlement: 0.4,
}
WEIGHTS: Mapping[str, float] = {
    "kind": 1.0,
    "population": 1.0,
    "supplement": 2.0,
    "capital": 0.5,
    "main_name": 0.6,
    "hint": 1.5,
    "container": 4.0,
    "area": 3.0,
    "country": 2.5,
    "admin1": 2.0,
    "near": 2.0,
}
AREAS = frozenset({PlaceKind.country, PlaceKind.admin_area})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the signals that made it (unweighted)."""

    entry: Entry
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision for one toponym; ``entry`` is None where it stays unresolved, with the reason."""

    toponym: Toponym
    entry: Entry | None
    candidates: tuple[Scored, ...]
    confidence: float
    reason: str


@dataclass
class _Group:
    """All mentions of one name, which mean one place."""

    toponyms: list[Toponym]
    candidates: list[Entry]
    scored: list[Scored] = field(default_factory=list)

    @property
    def best(self) -> Entry | None:
        return self.scored[0].entry if self.scored else None


def resolve(toponyms: list[Toponym], names: Names, words: PlaceWords) -> list[Resolution]:
    """A resolution per toponym, in the same order. The order of candidates and mentions changes nothing."""
    groups: dict[tuple[str, str, bool], _Group] = {}
    keys = [_key(t, toponyms) for t in toponyms]
    for key, toponym in zip(keys, toponyms, strict=True):
        if key not in groups:
            groups[key] = _Group([], candidates_for(toponym, names, words))
        groups[key].toponyms.append(toponym)
    containers = {key: _holders(group, names) for key, group in groups.items()}
    for _ in range(ROUNDS):
        context = _Context.of(groups.values())
        fresh = {k: _score(g, context, containers[k]) for k, g in groups.items()}
        for key, scored in fresh.items():
            groups[key].scored = scored
    return [_decide(t, groups[k]) for k, t in zip(keys, toponyms, strict=True)]


def candidates_for(toponym: Toponym, names: Names, words: PlaceWords) -> list[Entry]:
    """The gazetteer's entries for a name as written, or for its name without a kind word ("Kharkiv Oblast")."""
    if toponym.demonym:
        entry = names.demonym(toponym.text)
        return [entry] if entry is not None else []
    found = names.lookup(toponym.text)
    if not found:
        parts = toponym.text.split()
        if len(parts) > 1 and parts[-1].lower() in words.area_words:
            found = names.lookup(" ".join(parts[:-1]))
        elif len(parts) > 2 and parts[0].lower() in words.area_words and parts[1].lower() == "of":
            found = names.lookup(" ".join(parts[2:]))
    return sorted(found, key=lambda e: (-e.population, e.id))[:MAX_CANDIDATES]


def _key(toponym: Toponym, toponyms: Iterable[Toponym]) -> tuple[str, str, bool]:
    """One sense per name, but "Springfield, Ohio" and "Springfield, Oregon" are two."""
    name = fold(toponym.text)
    holders = {fold(t.container) for t in toponyms if t.container and fold(t.text) == name}
    own = fold(toponym.container) if toponym.container else ""
    return name, own if len(holders) > 1 else next(iter(holders), ""), toponym.wants_area


def _holders(group: _Group, names: Names) -> list[Entry]:
    named = {t.container for t in group.toponyms if t.container}
    return [e for name in sorted(named) for e in names.lookup(name) if e.kind in AREAS]


@dataclass
class _Context:
    """What the article's other names say: countries, first-level areas and points, by name group."""

    countries: Mapping[str, float]
    admin1: Mapping[str, float]
    points: list[tuple[int, float, float]]
    own: dict[int, tuple[str | None, str | None, float]]

    @classmethod
    def of(cls, groups: Iterable[_Group]) -> _Context:
        countries: dict[str, float] = defaultdict(float)
        admin1: dict[str, float] = defaultdict(float)
        points: list[tuple[int, float, float]] = []
        own: dict[int, tuple[str | None, str | None, float]] = {}
        for group in groups:
            entry = group.best or (group.candidates[0] if len(group.candidates) == 1 else None)
            if entry is None:
                continue
            # A name said ten times is more context than one said once, but not ten times more.
            weight = 1.0 + math.log(len(group.toponyms))
            if entry.country:
                countries[entry.country] += weight
            if entry.admin1:
                admin1[entry.admin1] += weight
            own[id(group)] = (entry.country, entry.admin1, weight)
            if entry.kind not in (PlaceKind.country, PlaceKind.region, PlaceKind.water):
                points.append((id(group), entry.lon, entry.lat))
        return cls(countries, admin1, points, own)

    def share(self, group: _Group, entry: Entry) -> tuple[float, float]:
        """How much of the other names' weight lies in the entry's country and first-level area, 0 to 1."""
        country, admin1, weight = self.own.get(id(group), (None, None, 0.0))
        total = sum(self.countries.values()) - (weight if country else 0.0)
        in_country = self.countries.get(entry.country or "", 0.0) - (weight if country == entry.country else 0.0)
        in_admin1 = self.admin1.get(entry.admin1 or "", 0.0) - (weight if admin1 == entry.admin1 else 0.0)
        return in_country / (total + 1.0), in_admin1 / (total + 1.0)

    def nearness(self, group: _Group, entry: Entry) -> float:
        """1 beside another place of the article, falling with the distance to the nearest; 0 with none."""
        others = [distance_km(entry.lon, entry.lat, lon, lat) for g, lon, lat in self.points if g != id(group)]
        return math.exp(-min(others) / NEAR_KM) if others else 0.0


def _score(group: _Group, context: _Context, holders: list[Entry]) -> list[Scored]:
    scored = []
    hints = {t.hint for t in group.toponyms if t.hint}
    wants_area = any(t.wants_area for t in group.toponyms)
    name = fold(group.toponyms[0].text)
    for entry in group.candidates:
        country, admin1 = context.share(group, entry)
        signals = {
            "kind": KIND_PRIOR[entry.kind],
            "population": _population(entry),
            "supplement": float(entry.id.startswith("geodash:")),
            "capital": float(entry.feature == "PPLC"),
            "main_name": float(fold(entry.name) == name),
            "hint": _fit(entry, hints),
            "container": _contained(entry, holders),
            "area": (1.0 if entry.kind in AREAS or entry.area_ref else -1.0) if wants_area else 0.0,
            "country": country,
            "admin1": admin1,
            "near": context.nearness(group, entry) if entry.kind is not PlaceKind.country else 0.0,
        }
        score = sum(WEIGHTS[key] * value for key, value in signals.items())
        scored.append(Scored(entry, score, {k: round(v, 3) for k, v in signals.items() if v}))
    return sorted(scored, key=lambda s: (-s.score, s.entry.id))


def _population(entry: Entry) -> float:
    """0 for a hamlet to about 3 for a metropolis: each tenfold counts alike. Areas have their kind instead."""
    if entry.kind in (PlaceKind.settlement, PlaceKind.facility):
        return max(0.0, math.log10(entry.population + 1) - 2.5) / 1.5
    return 0.0


def _fit(entry: Entry, hints: set[PlaceKind]) -> float:
    if not hints:
        return 0.0
    return 1.0 if entry.kind in hints else -0.5


def _contained(entry: Entry, holders: list[Entry]) -> float:
    if not holders:
        return 0.0
    for holder in holders:
        if entry.id == holder.id:
            continue
        if holder.kind is PlaceKind.country and holder.country == entry.country:
            return 1.0
        if holder.kind is PlaceKind.admin_area and holder.admin1 and holder.admin1 == entry.admin1:
            return 1.0
    return -0.5


def _decide(toponym: Toponym, group: _Group) -> Resolution:
    top = tuple(group.scored[:KEPT_CANDIDATES])
    if not top:
        return Resolution(toponym, None, (), 0.0, "no place of that name in the gazetteer")
    weights = [math.exp(s.score - top[0].score) for s in group.scored]
    confidence = 1.0 / sum(weights)
    best = top[0].entry
    if len(top) == 1:
        reason = "the only place of that name in the gazetteer"
    else:
        strongest = max(top[0].signals, key=lambda k: WEIGHTS[k] * (top[0].signals[k] - top[1].signals.get(k, 0.0)))
        reason = f"{_WORDS[strongest]}; {len(group.candidates)} places share the name"
    return Resolution(toponym, best, top, round(confidence, 3), reason)


_WORDS: Mapping[str, str] = {
    "kind": "the likeliest kind of place of that name",
    "population": "the most populous of that name",
    "supplement": "the usual meaning of that name in the news",
    "capital": "a capital",
    "main_name": "the place whose main name it is",
    "hint": "the word beside the name says what kind of place it is",
    "container": "the article names the area it lies in",
    "area": "a border joins two areas",
    "country": "it lies in a country that the article names",
    "admin1": "it lies in an area that the article names",
    "near": "it lies near other places of the article",
}


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """Great-circle distance in km between two points in degrees (sphere of the mean earth radius)."""
    la, lb, dlon = math.radians(lat_a), math.radians(lat_b), math.radians(lon_b - lon_a)
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(dlon / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))
