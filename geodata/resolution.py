"""Resolution: which place each toponym means, as a scored choice among the gazetteer's candidates.

One sense per article and name. A candidate's score is a weighted sum of signals, each between about -1 and 1 (or
the logarithm of a population); the same numbers are kept with the place, so that an editor can see why. Pure.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from geodata.context import SIGNALS, Context, Group
from geodata.likely import probability
from geodata.model import PlaceKind
from geodata.names import fold
from geodata.nearest import Nearest, gap
from geodata.own_signals import AREAS, SEAT_POPULATION, contained, is_ours, may_stand_alone, own_signals
from geodata.surroundings import COMPASS
from geodata.toponyms import Entry, Names, PlaceWords, Toponym

ROUNDS = 3  # the context settles in two; the third costs nothing
MAX_CANDIDATES = 40
KEPT_CANDIDATES = 5
KM_PER_DEGREE = 111.2
SAME_KM = 25.0  # as near as UCDP's "near"
COUNTY = (" county", " parish", " district", " borough")
ACRONYM = 3  # letters of an abbreviation that is not a settlement's name in capitals
TIE = 0.05  # two candidates whose chances differ by less are a tie
DOUBTED = 0.35  # a decision less sure than this may give way to a guess
CLEARLY = 0.1  # that is likelier by this much
# Of what is found in a text only answers as sure as this are listed: by the development halves below it most are wrong,
# and the F1 end to end is within .002 of its best from .2 to .35. Given mentions are always answered.
LISTED = 0.25
PLAIN = 0.65
AREA_PREC = 4  # UCDP's steps from first-level areas on
OURS = 0.9  # how likely a name of several words that stands in our own supplement is a place
SURE = 0.98  # no name is surer than that of being a place
NARROW = frozenset({PlaceKind.settlement, PlaceKind.admin_area, PlaceKind.facility})


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate with its score and the signals that made it (unweighted)."""

    entry: Entry
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision for one toponym; ``entry`` is None where it stays unresolved, with the reason.

    ``confidence``: the calibrated probability that the toponym is a place name and lies within 161 km of ``best``.
    ``beside``: for a name that the gazetteer lacks, the nearest place that the text names, and no more than a guess.
    ``choice``: the share of ``best`` among the candidates, whatever its point stands for.
    """

    toponym: Toponym
    entry: Entry | None
    candidates: tuple[Scored, ...]
    confidence: float
    reason: str
    beside: Entry | None = None
    choice: float = 0.0

    @property
    def best(self) -> Entry | None:
        """The likeliest place, also where it is not sure enough to be called resolved."""
        if self.entry is not None or self.beside is not None:
            return self.entry or self.beside
        return self.candidates[0].entry if self.candidates else None


def resolve(toponyms: list[Toponym], names: Names, words: PlaceWords) -> list[Resolution]:
    """A resolution per toponym, in the same order, each with its likeliest place however unsure.

    The order of candidates and mentions changes nothing.
    """
    found = choices(toponyms, names, words)
    shares = [chance_of_best(scored) for _, scored in found]
    chances = shares
    forest = words.weights.get("confidence")
    if forest:
        rows = [trust(t, g, s, c) if s else {} for t, (g, s), c in zip(toponyms, found, shares, strict=True)]
        chances = forest.probabilities(rows)
    weights = words.weights.get("candidates", {})
    decided = [
        replace(_decide(t, scored, chance, weights), choice=round(share, 3))
        for t, (_, scored), chance, share in zip(toponyms, found, chances, shares, strict=True)
    ]
    nearest = known(decided)
    return [_guess(r, nearest, words) for r in decided]


def is_listed(resolution: Resolution) -> bool:
    """Whether an answer is worth giving for a name that nobody asked for: sure enough, or plain to any reader.

    Plain are areas, capitals and very large cities whose name and choice are likely: only their point, or the want of
    company in a short text, makes the answer less sure.
    """
    entry = resolution.entry
    if entry is None or resolution.confidence >= LISTED:
        return resolution.confidence >= LISTED
    plain = entry.where_prec >= AREA_PREC or may_stand_alone(entry)
    return plain and resolution.toponym.likely * resolution.choice >= PLAIN


def choices(toponyms: list[Toponym], names: Names, words: PlaceWords) -> list[tuple[Group, list[Scored]]]:
    """For each toponym all mentions of its name, and what the name may mean, the likeliest first."""
    groups: dict[tuple[str, str], Group] = {}
    keys = _keys(toponyms)
    for key, toponym in zip(keys, toponyms, strict=True):
        if key not in groups:
            groups[key] = Group([], candidates_for(toponym, names, words))
        groups[key].toponyms.append(toponym)
    for group in groups.values():
        group.holders = _holders(group, names)
        if _is_elsewhere(group, names):
            group.candidates = []
    order = sorted(groups)
    scored = _score([groups[key] for key in order], words.weights.get("candidates", {}))
    found = {key: (groups[key], s) for key, s in zip(order, scored, strict=True)}
    return [found[key] for key in keys]


def settled(resolution: Resolution) -> Resolution:
    """The resolution as a story takes it: a near tie is unresolved, with its reason.

    An area counts as sure as its name and the choice are: a story draws the area and not the point, about which
    gazetteers differ by more than 161 km where it is large. So does a capital or a very large city: the corpora that
    the confidence comes from are mostly of small towns' papers, where a great name without company is often another.
    And so does what our own supplement names: dams, crossings and camps that those papers never speak of.
    """
    entry = resolution.entry
    if entry is None:
        return resolution
    if entry.where_prec >= AREA_PREC or may_stand_alone(entry) or is_ours(entry):
        named = resolution.toponym.likely
        if is_ours(entry) and " " in resolution.toponym.text:
            named = max(named, OURS)  # "Grand Ethiopian Renaissance Dam" is nothing else
        resolution = replace(resolution, confidence=max(resolution.confidence, round(named * resolution.choice, 3)))
    if len(resolution.candidates) < 2:
        return resolution
    first, second = resolution.candidates[:2]
    if math.exp(second.score - first.score) < 1 - TIE or _same_spot(first.entry, second.entry):
        return resolution
    return replace(resolution, entry=None, reason="two places of that name are equally likely")


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
        elif len(parts) > 1 and COMPASS.match(parts[0].lower()):
            found = names.lookup(" ".join(parts[1:]))  # "North London" is somewhere in London
    if toponym.text.isupper() and len(toponym.text) <= ACRONYM:
        # "EU" and "UN" are no towns of that name.
        found = [e for e in found if e.kind is not PlaceKind.settlement or fold(e.name) != fold(toponym.text)]
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


def _holders(group: Group, names: Names) -> list[Entry]:
    """The areas that the article names after the name; a county needs its word, or it may be the next town of a list."""
    named = sorted({t.container for t in group.toponyms if t.container and not COMPASS.match(t.container.lower())})
    found = [e for name in named for e in names.lookup(name) if e.kind in AREAS]
    return [e for e in found if e.feature != "ADM2" or fold(e.name) != _without_kind(e.name)]


def _without_kind(name: str) -> str:
    return fold(name.rpartition(" ")[0]) if fold(name).endswith(COUNTY) else fold(name)


def _is_elsewhere(group: Group, names: Names) -> bool:
    """Whether the article names an area that none of the candidates lies in: the place meant is not in the gazetteer.

    Only where the area can be nothing else: "Edmonton, Montreal" is a list, and so may be "Moscow, Kyiv".
    """
    if not group.holders or any(contained(e, group.holders) > 0 for e in group.candidates):
        return False
    if any(is_ours(e) or e.kind not in NARROW for e in group.candidates):
        return False
    return not any(
        e.kind is PlaceKind.settlement and e.population >= SEAT_POPULATION
        for t in group.toponyms
        if t.container
        for e in names.lookup(t.container)
    )


def _score(groups: Sequence[Group], weights: Mapping[str, float]) -> list[list[Scored]]:
    """Every candidate of every group, best first: by itself first, then with what the other groups make likely."""
    context = Context(groups)
    own = [own_signals(g, e) for g in groups for e in g.candidates]
    alone = np.array([sum(weights.get(k, 0.0) * v for k, v in s.items()) for s in own])
    factors = np.array([weights.get(name, 0.0) for name in SIGNALS])
    scores, shared = alone, np.zeros((len(own), len(SIGNALS)))
    for _ in range(ROUNDS):
        shared = context.signals(context.likely(scores))
        scores = alone + shared @ factors
    result: list[list[Scored]] = []
    row = 0
    for group in groups:
        scored = []
        for entry in group.candidates:
            said = {**own[row], **dict(zip(SIGNALS, shared[row].tolist(), strict=True))}
            kept = {k: round(v, 3) for k, v in said.items() if round(v, 3)}
            scored.append(Scored(entry, float(scores[row]), kept))
            row += 1
        result.append(sorted(scored, key=lambda s: (-s.score, s.entry.id)))
    return result


def _decide(toponym: Toponym, scored: Sequence[Scored], chance: float, weights: Mapping[str, float]) -> Resolution:
    top = tuple(scored[:KEPT_CANDIDATES])
    if not top:
        return Resolution(toponym, None, (), 0.0, "no place of that name in the gazetteer")
    if len(top) == 1:
        reason = "the only place of that name in the gazetteer"
    else:
        gains = {k: weights.get(k, 0.0) * (v - top[1].signals.get(k, 0.0)) for k, v in top[0].signals.items()}
        strongest = max(gains, key=lambda k: (gains[k], k))
        reason = f"{_WORDS.get(told(strongest), _WORDS['kind'])}; {len(scored)} places share the name"
    return Resolution(toponym, top[0].entry, top, round(chance, 3), reason)


def chance_of_best(scored: Sequence[Scored]) -> float:
    """The softmax share of the first candidate; a town and its district are one answer to the question where."""
    if not scored:
        return 0.0
    odds = [math.exp(s.score - scored[0].score) for s in scored]
    here = [o for o, s in zip(odds, scored, strict=True) if _same_spot(scored[0].entry, s.entry)]
    return sum(here) / sum(odds)


def trust(toponym: Toponym, group: Group, top: Sequence[Scored], choice: float) -> dict[str, float]:
    """What the confidence in a decision stands on; the names are the keys of its weights."""
    best = top[0].entry
    settlement = best.kind is PlaceKind.settlement
    kind = "demonym" if toponym.demonym else "second level" if best.feature == "ADM2" else best.kind.value
    shared = top[0].signals
    signals = {
        f"kind {kind}": 1.0,
        "name": _log_odds(min(toponym.likely, SURE)),
        "choice": _log_odds(choice),
        "one candidate": float(len(top) == 1),
        "main name": float(fold(best.name) == group.key),
        "small": max(0.0, 4.0 - math.log10(best.population + 1)) if settlement else 0.0,
        f"large {kind}": max(0.0, math.log10(max(best.uncertainty_m, 1.0)) - 5.2),
        "lead": min(8.0, top[0].score - top[1].score) if len(top) > 1 else 4.0,
        "known": max(0.0, math.log10(best.population + 1) - 5.0) if settlement else 0.0,
        f"source {toponym.source}": 1.0,
        "mentions": math.log(len(group.toponyms)),
        "container": max(0.0, shared.get("container", 0.0)),
        "near": shared.get("near", 0.0),
        "beside": shared.get("beside", 0.0),
        "country": shared.get("country", 0.0),
        "admin1": shared.get("admin1", 0.0),
    }
    return {k: v for k, v in signals.items() if v}


def _guess(own: Resolution, places: Nearest[Resolution], words: PlaceWords) -> Resolution:
    """The nearest place that the text names, for a name that the gazetteer lacks: a site or hamlet is said to be there.

    Also for one whose namesakes all lie far from everything else in the text, where that is clearly likelier.
    """
    table = words.weights.get("guess")
    if own.toponym.demonym or own.confidence > DOUBTED or (own.candidates and not table):
        return own
    nearest = places.to(own.toponym)
    if nearest is None:
        return own
    chance = probability(guessed(own, nearest), table) if table else 0.0
    if own.entry is not None and (own.entry.feature != "PPL" or own.entry.population >= SEAT_POPULATION):
        return own
    if not own.candidates:
        return replace(own, beside=nearest.entry, confidence=round(chance, 3))
    if chance < own.confidence + CLEARLY:
        return own
    reason = "the places of that name lie far from all others in the text"
    return replace(own, entry=None, beside=nearest.entry, confidence=round(chance, 3), reason=reason)


def known(decided: Sequence[Resolution]) -> Nearest[Resolution]:
    """The resolved towns, sites and areas, near which an unknown name may lie."""
    return Nearest(
        r
        for r in decided
        if r.entry is not None and r.entry.kind in NARROW and not r.toponym.demonym and r.confidence > DOUBTED
    )


def guessed(own: Resolution, nearest: Resolution) -> dict[str, float]:
    """What the chance of a guess stands on."""
    name, entry = own.toponym, nearest.entry
    return {
        "name": _log_odds(min(name.likely, SURE)),
        "nearest": _log_odds(min(max(nearest.confidence, 0.02), SURE)),
        "gap": math.log1p(gap(name, nearest.toponym)),
        "town": float(entry is not None and entry.kind is PlaceKind.settlement),
        "has namesakes": float(bool(own.candidates)),
        "namesakes": own.confidence if own.candidates else 0.0,
    }


def _log_odds(p: float) -> float:
    p = min(max(p, 0.001), 0.999)
    return math.log(p / (1 - p))


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
    "main name": "the place whose main name it is",
    "seat": "the city rather than the area named after it",
    "hint": "the word beside the name says what kind of place it is",
    "container": "the article names the area it lies in",
    "area": "a border joins two areas",
    "country": "it lies in a country that the article names",
    "admin1": "it lies in an area that the article names",
    "near": "it lies near other places of the article",
}
# What a reader is told of a signal: finer ones are told as the plain one that they refine.
_TOLD: Mapping[str, str] = {
    "kind supplement": "supplement", "area population": "population", "district population": "population", "rank": "population",
    "dateline": "population", "as printed": "main name", "outnumbered": "seat", "locative area": "hint", "country close": "country",
    "admin1 close": "admin1", "admin2": "admin1", "named": "admin1", "beside": "near", "near close": "near",
}  # fmt: skip


def told(signal: str) -> str:
    """The plain name of a signal, as candidates show it: "near" for "near close"."""
    return _TOLD.get(signal, "kind" if signal.startswith("kind ") else signal)
