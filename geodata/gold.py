"""What an editor says about an article, for measuring: the annotations of the gold set (tests/gold/README.md), read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from geodata.errors import InputError
from geodata.model import EventType, Modality, ProposalKind, StanceKind, Status

NONE = "-"
"""Written for "none": no date is told, or no place."""


@dataclass(frozen=True)
class GoldEvent:
    """An event that is asked for (``core``) or accepted. Fields left out are not judged: they are empty."""

    spans: tuple[tuple[int, int], ...]
    quote: str
    types: frozenset[str]
    core: bool = False
    modalities: frozenset[str] = frozenset()
    dates: frozenset[str] = frozenset()
    where: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoldPosition:
    """A party's stance; ``parties`` are the names by which it may go."""

    parties: tuple[str, ...]
    stances: frozenset[str]
    quote: str
    optional: bool = False


@dataclass(frozen=True)
class GoldProposal:
    """A thing that somebody wants, with who stands how on it."""

    spans: tuple[tuple[int, int], ...]
    quote: str
    kinds: frozenset[str]
    statuses: frozenset[str]
    positions: tuple[GoldPosition, ...]
    optional: bool = False


@dataclass(frozen=True)
class GoldArticle:
    """The annotations of one article."""

    name: str
    text: str
    headline: str
    published: str
    events: tuple[GoldEvent, ...]
    proposals: tuple[GoldProposal, ...]


def gold_article(name: str, text: str, table: Mapping[str, Any]) -> GoldArticle:
    """The annotations of an article from its table; InputError names what cannot be used and where it stands."""
    events = tuple(_event(f"{name}: event {n}", text, row) for n, row in enumerate(table.get("event", []), 1))
    proposals = tuple(
        _proposal(f"{name}: proposal {n}", text, row) for n, row in enumerate(table.get("proposal", []), 1)
    )
    return GoldArticle(name, text, _words(name, table, "headline"), _words(name, table, "published"), events, proposals)


def _event(at: str, text: str, row: Mapping[str, Any]) -> GoldEvent:
    core = row.get("core", False) is True
    _words(at, row, "type")
    asked = ("modality", "date", "where") if core else ()
    missing = [key for key in asked if key not in row]
    if missing:
        raise InputError(f"{at} is core and has no {missing[0]}: write one")
    return GoldEvent(
        spans=_spans(at, text, row),
        quote=row["quote"],
        types=_known(at, "type", _either(at, row, "type"), EventType),
        core=core,
        modalities=_known(at, "modality", _either(at, row, "modality"), Modality),
        dates=_either(at, row, "date"),
        where=_either(at, row, "where"),
        actors=tuple(a.strip() for a in row.get("actors", "").split(",") if a.strip()),
    )


def _proposal(at: str, text: str, row: Mapping[str, Any]) -> GoldProposal:
    for key in ("kind", "status"):
        _words(at, row, key)
    return GoldProposal(
        spans=_spans(at, text, row),
        quote=row["quote"],
        kinds=_known(at, "kind", _either(at, row, "kind"), ProposalKind),
        statuses=_known(at, "status", _either(at, row, "status"), Status),
        positions=tuple(_position(f"{at}, position {n}", text, p) for n, p in enumerate(row.get("position", []), 1)),
        optional=row.get("optional", False) is True,
    )


def _position(at: str, text: str, row: Mapping[str, Any]) -> GoldPosition:
    _spans(at, text, row)
    parties = tuple(p.strip() for p in _words(at, row, "party").split(" | "))
    stances = _known(at, "stance", _either(at, row, "stance"), StanceKind)
    return GoldPosition(parties, stances, row["quote"], row.get("optional", False) is True)


def _words(at: str, row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f'{at} has no {key}: write {key} = "…"')
    return value


def _either(at: str, row: Mapping[str, Any], key: str) -> frozenset[str]:
    """The answers of a line, each of which is right; empty where the line is left out."""
    return frozenset(v.strip() for v in _words(at, row, key).split(" | ")) if key in row else frozenset()


def _known(at: str, key: str, values: frozenset[str], names: Any) -> frozenset[str]:
    for value in sorted(values):
        if value not in {n.value for n in names}:
            raise InputError(f"{at}: {key} {value!r} is unknown: write one of {', '.join(n.value for n in names)}")
    return values


def _spans(at: str, text: str, row: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    """Where the quotes stand; each must occur once."""
    found = []
    for quote in [_words(at, row, "quote"), *row.get("also", [])]:
        start = text.find(quote)
        if start < 0 or text.find(quote, start + 1) >= 0:
            how = "does not stand in the text" if start < 0 else "stands in the text more than once"
            raise InputError(f"{at}: “{quote}” {how}: quote the very words, as many as tell it apart")
        found.append((start, start + len(quote)))
    return tuple(found)
