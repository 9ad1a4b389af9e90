"""What the names of an article make likely of each other: shared countries and areas, nearness on the earth and in the text.

Every candidate of every name is a row; a name's own candidates never support each other. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Entry, Toponym

LIKELY = 0.005  # a candidate less likely than this supports no other
REACH = 0.7  # the share of an area's radius that counts as inside it: few areas fill their circle
NEAR_KM = 200.0  # how far "near the other places" reaches (e-folding)
BESIDE_KM = 40.0  # and "beside" them: a county and its towns
CLOSE_CHARS = 150.0  # how far names are close in the text (e-folding): about two lines of a newspaper's column
DEMONYM_WEIGHT = 0.5  # "Kenyan" votes for its country, but a person may be one anywhere
EARTH_KM = 6371.0088
BLOCK = 4_000_000  # pairs of candidates that are held at once: some 100 MB
WIDE = frozenset({PlaceKind.country, PlaceKind.region, PlaceKind.water})  # too wide to be near anything
SIGNALS = ("country", "admin1", "admin2", "near", "beside", "country close", "admin1 close", "near close", "named")

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass
class Group:
    """All mentions of one name, which mean one place, and what it may be."""

    toponyms: list[Toponym]
    candidates: list[Entry]
    holders: list[Entry] = field(default_factory=list)

    @property
    def key(self) -> str:
        return fold(self.toponyms[0].text)


class Context:
    """The candidates of an article as rows, in the order of the groups."""

    def __init__(self, groups: Sequence[Group]) -> None:
        entries = [e for g in groups for e in g.candidates]
        sizes = [len(g.candidates) for g in groups]
        self.count = len(groups)
        self.group: Codes = np.repeat(np.arange(len(groups)), sizes)
        self.starts: Codes = np.cumsum([0, *sizes])[:-1].astype(np.intp)
        same = {n: i for i, n in enumerate(sorted({g.key for g in groups}))}
        names = np.array([same[g.key] for g in groups], dtype=np.intp)
        # A name said ten times is more context than one said once, but not ten times more.
        weight = np.array([_weight(g) for g in groups])
        apart = names[:, None] != names[None, :]  # two senses of one name say nothing of each other
        self.votes: Floats = apart * weight[None, :]
        self.close: Floats = apart * np.exp(-_gaps(groups) / CLOSE_CHARS)
        self.apart = apart
        self.country = _codes([e.country for e in entries])
        self.admin1 = _codes([e.admin1 for e in entries])
        self.admin2 = _codes([getattr(e, "admin2", None) for e in entries])
        self.is_area = np.array([e.kind is PlaceKind.country or e.feature == "ADM1" for e in entries], dtype=bool)
        lon, lat = np.radians([e.lon for e in entries]), np.radians([e.lat for e in entries])
        self.xyz: Floats = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
        self.reach_km = np.array([REACH * e.uncertainty_m / 1000 for e in entries])
        self.small = np.array([e.kind not in WIDE for e in entries], dtype=bool)

    def likely(self, scores: Floats) -> Floats:
        """The probability of each candidate within its group (softmax of the scores)."""
        if not len(scores):
            return scores
        top = np.full(self.count, -np.inf)
        np.maximum.at(top, self.group, scores)
        raw = np.exp(scores - top[self.group])
        return np.asarray(raw / np.bincount(self.group, raw, self.count)[self.group])

    def signals(self, likely: Floats) -> Floats:
        """One column per name of SIGNALS, each between 0 and 1."""
        if not len(likely):
            return np.zeros((0, len(SIGNALS)))
        near, beside, close = self._near(likely)
        return np.column_stack(
            [
                self._shares(likely, self.country, self.votes, 1.0),
                self._shares(likely, self.admin1, self.votes, 1.0),
                self._shares(likely, self.admin2, self.votes, 1.0),
                near,
                beside,
                self._shares(likely, self.country, self.close, 0.3),
                self._shares(likely, self.admin1, self.close, 0.3),
                close,
                self._shares(likely * self.is_area, np.where(self.admin1 >= 0, self.admin1, -1), self.votes, 1.0),
            ]
        )

    def _shares(self, likely: Floats, codes: Codes, votes: Floats, doubt: float) -> Floats:
        """How much of the other names' weight lies in the candidate's country or area, 0 to 1."""
        known = codes >= 0
        if not known.any():
            return np.zeros(len(likely))
        mass = np.zeros((self.count, int(codes.max()) + 1))
        np.add.at(mass, (self.group[known], codes[known]), likely[known])
        total = votes @ np.minimum(1.0, np.bincount(self.group, likely, self.count)) + doubt
        share = (votes @ mass) / total[:, None]
        return np.where(known, share[self.group, np.maximum(codes, 0)], 0.0)

    def _near(self, likely: Floats) -> tuple[Floats, Floats, Floats]:
        """1 beside (or, for an area, round) a sure place of another name, falling with distance and doubt."""
        rows = np.flatnonzero(self.small & (likely > LIKELY))
        if not len(rows):
            return np.zeros(len(likely)), np.zeros(len(likely)), np.zeros(len(likely))
        # Rows are sorted by group: the best of each other name counts.
        groups, first = np.unique(self.group[rows], return_index=True)
        parts = [
            self._near_block(block, rows, likely[rows], groups, first)
            for block in np.array_split(np.arange(len(likely)), -(-len(likely) * len(rows) // BLOCK))
        ]
        near, beside, close = (np.concatenate(column) for column in zip(*parts, strict=True))
        return near, beside, close

    def _near_block(self, block: Codes, rows: Codes, likely: Floats, groups: Codes, first: Codes) -> list[Floats]:
        chord = np.clip(self.xyz[block] @ self.xyz[rows].T, -1.0, 1.0)
        km = np.maximum(EARTH_KM * np.arccos(chord) - self.reach_km[block, None], 0.0)
        pairs = np.ix_(self.group[block], groups)
        results = []
        for scale, trust in (
            (NEAR_KM, self.apart[pairs]),
            (BESIDE_KM, self.apart[pairs]),
            (NEAR_KM, self.close[pairs]),
        ):
            best = np.maximum.reduceat(likely[None, :] * np.exp(-km / scale), first, axis=1) * trust
            results.append(1.0 - np.prod(1.0 - np.minimum(best, 1.0), axis=1))
        return results


def _weight(group: Group) -> float:
    count = len(group.toponyms)
    weight = (1.0 + math.log(count)) * (sum(t.likely for t in group.toponyms) / count)
    return weight * (DEMONYM_WEIGHT if all(t.demonym for t in group.toponyms) else 1.0)


def _gaps(groups: Sequence[Group]) -> Floats:
    """The fewest characters between any two mentions of each two names."""
    spots = np.array([t.start for g in groups for t in g.toponyms], dtype=float)
    if not len(spots):
        return np.zeros((len(groups), len(groups)))
    starts = np.cumsum([0, *(len(g.toponyms) for g in groups)])[:-1]
    rows = [
        np.minimum.reduceat(np.abs(spots[at : at + len(g.toponyms), None] - spots[None, :]).min(axis=0), starts)
        for g, at in zip(groups, starts, strict=True)
    ]
    return np.array(rows)


def _codes(values: Sequence[str | None]) -> Codes:
    known = {v: i for i, v in enumerate(sorted({v for v in values if v}))}
    return np.array([known[v] if v else -1 for v in values], dtype=np.intp)
