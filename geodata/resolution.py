"""Resolution: which place each toponym means, as a scored choice among the gazetteer's candidates.

One sense per article and name. A candidate's score is a weighted sum of signals, each between about -1 and 1 (or
the logarithm of a population); the same numbers are kept with the place, so that an editor can see why. Pure.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Entry, Names, PlaceWords, Toponym

ROUNDS = 3  # the context settles in two; the third costs nothing
SEAT_POPULATION = 50_000
REACH = 0.7  # the share of an area's radius that counts as inside it: few areas fill their circle
LIKELY = 0.005  # a candidate less likely than this supports no other
NEAR_KM = 200.0  # how far "near the other places" reaches (e-folding)
MAX_CANDIDATES = 40
KEPT_CANDIDATES = 5
EARTH_KM = 6371.0088
KM_PER_DEGREE = 111.2
SAME_KM = 25.0  # as near as UCDP's "near"

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
SECOND_LEVEL_PRIOR = 0.3  # a county or district is seldom meant by its bare name
# Fitted as a conditional logistic model (L2) to the mentions of the even-numbered documents of LGL and TR-News, and
# rounded; right area there .86 and .93 of given mentions. The corpora hold no supplement names and no borders:
# "supplement", "area" and "metonym" are set so that they decide, and so is "container", for pairs such as "Paris, Texas". "seat" moves one or two mentions there either way.
WEIGHTS: Mapping[str, float] = {
    "kind": 3.6,
    "population": 1.9,
    "supplement": 4.0,
    "capital": 0.4,
    "metonym": 3.0,
    "main_name": 2.6,
    "hint": 0.6,
    "seat": -3.0,
    "container": 6.0,
    "area": 6.0,
    "country": 4.0,
    "admin1": 4.8,
    "near": 3.7,
}
Floats = NDArray[np.float64]
Codes = NDArray[np.intp]
WIDE = frozenset({PlaceKind.country, PlaceKind.region, PlaceKind.water})  # too wide to be near anything
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
    holders: list[Entry] = field(default_factory=list)
    scored: list[Scored] = field(default_factory=list)


def resolve(toponyms: list[Toponym], names: Names, words: PlaceWords) -> list[Resolution]:
    """A resolution per toponym, in the same order. The order of candidates and mentions changes nothing."""
    groups: dict[tuple[str, str], _Group] = {}
    keys = _keys(toponyms)
    for key, toponym in zip(keys, toponyms, strict=True):
        if key not in groups:
            groups[key] = _Group([], candidates_for(toponym, names, words))
        groups[key].toponyms.append(toponym)
    for group in groups.values():
        group.holders = _holders(group, names)
    _score([groups[key] for key in sorted(groups)])
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


def _keys(toponyms: Iterable[Toponym]) -> list[tuple[str, str]]:
    """One sense per name, but "Springfield, Ohio" and "Springfield, Oregon" are two."""
    toponyms = list(toponyms)
    holders: dict[str, set[str]] = defaultdict(set)
    for t in toponyms:
        if t.container:
            holders[fold(t.text)].add(fold(t.container))
    keys = []
    for t in toponyms:
        said = holders[fold(t.text)]
        own = fold(t.container) if t.container else ""
        keys.append((fold(t.text), own if len(said) > 1 else next(iter(said), "")))
    return keys


def _holders(group: _Group, names: Names) -> list[Entry]:
    named = {t.container for t in group.toponyms if t.container}
    found = [e for name in sorted(named) for e in names.lookup(name) if e.kind in AREAS]
    return [e for e in found if e.feature != "ADM2"] or found  # "Ohio" after a comma is the state, not a county


def _score(groups: Sequence[_Group]) -> None:
    """Score every candidate of every group: by itself first, then with what the other groups make likely."""
    table = _Table(groups)
    signals = [_own_signals(g, e) for g in groups for e in g.candidates]
    own = np.array([sum(WEIGHTS[k] * v for k, v in s.items()) for s in signals])
    scores = own
    country = admin1 = near = np.zeros(len(signals))
    for _ in range(ROUNDS):
        likely = table.likely(scores)
        country, admin1, near = (
            table.shares(likely, table.country),
            table.shares(likely, table.admin1),
            table.near(likely),
        )
        scores = own + WEIGHTS["country"] * country + WEIGHTS["admin1"] * admin1 + WEIGHTS["near"] * near
    row = 0
    for group in groups:
        for entry in group.candidates:
            said = {**signals[row], "country": country[row], "admin1": admin1[row], "near": near[row]}
            kept = {k: round(float(v), 3) for k, v in said.items() if round(float(v), 3)}
            group.scored.append(Scored(entry, float(scores[row]), kept))
            row += 1
        group.scored.sort(key=lambda s: (-s.score, s.entry.id))


def _own_signals(group: _Group, entry: Entry) -> dict[str, float]:
    hints = {t.hint for t in group.toponyms if t.hint}
    wants_area = any(t.wants_area for t in group.toponyms)
    return {
        "kind": SECOND_LEVEL_PRIOR if entry.feature == "ADM2" else KIND_PRIOR[entry.kind],
        "population": _population(entry),
        "supplement": float(entry.id.startswith("geodash:")),
        "capital": float(entry.feature == "PPLC"),
        "metonym": float(entry.feature == "PPLC" and any(t.metonym for t in group.toponyms)),
        "main_name": float(fold(entry.name) == fold(group.toponyms[0].text)),
        "seat": float(_has_seat(entry, group.candidates)) if not hints and not wants_area else 0.0,
        "hint": _fit(entry, hints),
        "container": _contained(entry, group.holders),
        "area": (1.0 if entry.kind in AREAS or entry.area_ref else -1.0) if wants_area else 0.0,
    }


class _Table:
    """All candidates of an article as rows, so that each can be held against those of every other name at once."""

    def __init__(self, groups: Sequence[_Group]) -> None:
        entries = [e for g in groups for e in g.candidates]
        same = {n: i for i, n in enumerate(sorted({fold(g.toponyms[0].text) for g in groups}))}
        self.name = np.array([same[fold(g.toponyms[0].text)] for g in groups for _ in g.candidates], dtype=np.intp)
        self.group = np.repeat(np.arange(len(groups)), [len(g.candidates) for g in groups])
        # A name said ten times is more context than one said once, but not ten times more.
        weights = np.array([1.0 + math.log(len(g.toponyms)) for g in groups])
        self.weight = weights[self.group] if len(groups) else np.zeros(0)
        self.country = _codes([e.country for e in entries])
        self.admin1 = _codes([e.admin1 for e in entries])
        self.lon = np.radians([e.lon for e in entries])
        self.lat = np.radians([e.lat for e in entries])
        self.reach_km = np.array([REACH * e.uncertainty_m / 1000 for e in entries])
        self.small = np.array([e.kind not in WIDE for e in entries], dtype=bool)
        self.groups = len(groups)

    def likely(self, scores: Floats) -> Floats:
        """The probability of each candidate within its group (softmax of the scores)."""
        if not len(scores):
            return scores
        top = np.full(self.groups, -np.inf)
        np.maximum.at(top, self.group, scores)
        raw = np.exp(scores - top[self.group])
        return np.asarray(raw / np.bincount(self.group, raw, self.groups)[self.group])

    def shares(self, likely: Floats, codes: Codes) -> Floats:
        """How much of the other names' weight lies in the candidate's country (or first-level area), 0 to 1."""
        if not len(likely):
            return likely
        mass = self.weight * likely
        known = codes >= 0
        sums = np.zeros((self.groups, int(codes.max(initial=-1)) + 1))
        np.add.at(sums, (self.group[known], codes[known]), mass[known])
        others = sums.sum(axis=0)[None, :] - sums
        total = others.sum(axis=1) + 1.0
        return (
            np.where(known, others[self.group, np.maximum(codes, 0)] / total[self.group], 0.0)
            if sums.size
            else mass * 0
        )

    def near(self, likely: Floats) -> Floats:
        """1 beside (or, for an area, round) a sure place of another name, falling with distance and doubt."""
        rows = np.flatnonzero(self.small & (likely > LIKELY))
        result = np.zeros(len(likely))
        for row in range(len(likely)):
            # Haversine to every likely candidate of another name; the best of each name counts.
            h = (
                np.sin((self.lat[rows] - self.lat[row]) / 2) ** 2
                + np.cos(self.lat[row]) * np.cos(self.lat[rows]) * np.sin((self.lon[rows] - self.lon[row]) / 2) ** 2
            )
            km = np.maximum(2 * EARTH_KM * np.arcsin(np.minimum(1.0, np.sqrt(h))) - self.reach_km[row], 0.0)
            support = likely[rows] * np.exp(-km / NEAR_KM)
            support[self.name[rows] == self.name[row]] = 0.0  # two senses of one name say nothing of each other
            best = np.zeros(self.groups)
            np.maximum.at(best, self.group[rows], support)
            result[row] = 1.0 - float(np.prod(1.0 - best))
        return result


def _codes(values: Sequence[str | None]) -> Codes:
    known = {v: i for i, v in enumerate(sorted({v for v in values if v}))}
    return np.array([known[v] if v else -1 for v in values], dtype=np.intp)


def _population(entry: Entry) -> float:
    """0 for a hamlet to about 3 for a metropolis: each tenfold counts alike. Areas have their kind instead."""
    if entry.kind in (PlaceKind.settlement, PlaceKind.facility):
        return max(0.0, math.log10(entry.population + 1) - 2.5) / 1.5
    return 0.0


def _fit(entry: Entry, hints: set[PlaceKind]) -> float:
    if not hints:
        return 0.0
    return 1.0 if entry.kind in hints else -0.5


def _has_seat(entry: Entry, candidates: Iterable[Entry]) -> bool:
    """Whether a first-level area shares its name with a city in it: the bare name then rather means the city."""
    return entry.feature == "ADM1" and any(
        e.kind is PlaceKind.settlement
        and e.admin1 == entry.admin1
        and e.population >= SEAT_POPULATION
        and fold(e.name) == fold(entry.name)
        for e in candidates
    )


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
    best = top[0].entry
    # A town and its district are two candidates and one answer to the question where: they count together.
    weights = [math.exp(s.score - top[0].score) for s in group.scored]
    here = [w for w, s in zip(weights, group.scored, strict=True) if _same_spot(best, s.entry)]
    confidence = sum(here) / sum(weights)
    if len(top) == 1:
        reason = "the only place of that name in the gazetteer"
    else:
        strongest = max(top[0].signals, key=lambda k: WEIGHTS[k] * (top[0].signals[k] - top[1].signals.get(k, 0.0)))
        reason = f"{_WORDS[strongest]}; {len(group.candidates)} places share the name"
    return Resolution(toponym, best, top, round(confidence, 3), reason)


def _same_spot(a: Entry, b: Entry) -> bool:
    """Whether two entries lie within SAME_KM of each other (plane approximation, good at that distance)."""
    dx = (a.lon - b.lon) * math.cos(math.radians(a.lat))
    return math.hypot(dx, a.lat - b.lat) * KM_PER_DEGREE <= SAME_KM


_WORDS: Mapping[str, str] = {
    "kind": "the likeliest kind of place of that name",
    "population": "the most populous of that name",
    "supplement": "the usual meaning of that name in the news",
    "capital": "a capital",
    "metonym": "a capital that stands for its government",
    "main_name": "the place whose main name it is",
    "seat": "the city rather than the area named after it",
    "hint": "the word beside the name says what kind of place it is",
    "container": "the article names the area it lies in",
    "area": "a border joins two areas",
    "country": "it lies in a country that the article names",
    "admin1": "it lies in an area that the article names",
    "near": "it lies near other places of the article",
}
