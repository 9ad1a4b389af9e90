"""The word lists that events and proposals are found with, read once from data/rules (the edge: opens files).

Everything else in this group takes a :class:`Tables` and opens nothing. The files say what their columns mean and
where their words come from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from geodata.inflect import Inflector, form_index
from geodata.model import EventType, ProposalKind, StanceKind


@dataclass(frozen=True)
class Sense:
    """One meaning of verbs and nouns as an event (events.toml says what each column means)."""

    type: EventType
    key: str
    family: str
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    object: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    prep: dict[str, frozenset[str]] = field(default_factory=dict)
    not_object: frozenset[str] = frozenset()
    not_subject: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    complement: str = ""
    bare: bool = False
    verdict: bool = False
    strict: bool = False
    carried: bool = False
    casualty: bool = False
    where: bool = True
    weight: float = 0.0


@dataclass(frozen=True)
class StanceRule:
    """What a verb says of its subject's stance; ``says`` is the verb in the present tense."""

    verb: str
    stance: StanceKind
    needs: frozenset[str]
    negated: StanceKind | None


@dataclass(frozen=True)
class Tables:
    """All word lists, with the indexes that matching needs."""

    classes: dict[str, frozenset[str]]
    inflector: Inflector
    verb_senses: dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]
    noun_senses: dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]
    bases: dict[str, tuple[str, ...]]
    words: dict[str, frozenset[str]]
    governors: dict[str, str]
    noun_governors: dict[str, str]
    stances: dict[str, tuple[StanceRule, ...]]
    stance_nouns: dict[str, tuple[str, StanceKind]]
    named_after: dict[str, frozenset[str]]
    """Noun → the verbs that make what it names, their first words."""
    verdicts: dict[str, StanceKind]
    """Predicate → the stance of whoever says it of a proposal."""
    zones: dict[str, tuple[ProposalKind, str]]
    proposal_nouns: dict[str, tuple[ProposalKind, str]]
    countries: dict[str, str]
    seats: dict[str, str]
    """Seat of government → country code."""
    bodies: dict[str, str]
    """Short form of a body → its name."""
    digest: str = ""


def load_tables() -> Tables:
    """The shipped tables; read at the first call, then kept."""
    return _load()


def words(text: str) -> tuple[str, ...]:
    """A comma-separated list as a tuple of phrases."""
    return tuple(part.strip() for part in text.split(",") if part.strip())


@cache
def _load() -> Tables:
    folder = files("geodata") / "data" / "rules"

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))

    verbs = read("verbs")
    inflector = Inflector(
        {base: (forms[0], forms[1]) for base, forms in verbs["irregular"].items()}, frozenset(verbs["doubling"])
    )
    senses = [_sense(row) for row in read("events")["sense"]]
    cues = read("cues")
    stance_file = read("stances")
    stances = _stances(stance_file)
    proposals, seats = read("proposals"), read("seats")
    word_sets = {name: frozenset(words(text)) for name, text in cues["words"].items()}
    governors = _flatten(cues["governors"])
    known = {v for s in senses for v in s.verbs} | set(governors) | set(stances)
    known |= {w for name, group in word_sets.items() if name.endswith("_verbs") for w in group}
    return Tables(
        classes={name: frozenset(text.split()) for name, text in read("classes").items()},
        inflector=inflector,
        verb_senses=_by_head((phrase, s) for s in senses for phrase in s.verbs),
        noun_senses=_by_last((phrase, s) for s in senses for phrase in s.nouns),
        bases=form_index(inflector, known),
        words=word_sets,
        governors=governors,
        noun_governors=_flatten(cues["noun_governors"]),
        stances=stances,
        stance_nouns={
            noun: (says, StanceKind(kind))
            for kind, group in stance_file["nouns"].items()
            for says, text in group.items()
            for noun in words(text)
        },
        named_after={
            noun: frozenset(w.split()[0] for w in words(text)) for noun, text in stance_file["named_after"].items()
        },
        verdicts={w: StanceKind(k) for k, text in stance_file["verdicts"].items() for w in words(text)},
        zones=_kinds(proposals["zones"]),
        proposal_nouns=_kinds(proposals["nouns"]),
        countries=read("countries")["name"],
        seats={n: code for group in ("capitals", "seats") for code, text in seats[group].items() for n in words(text)},
        bodies={n: name for name, text in seats["bodies"].items() for n in words(text)},
    )


def _sense(row: dict[str, Any]) -> Sense:
    def group(name: str) -> frozenset[str]:
        return frozenset(str(row.get(name, "")).split())

    return Sense(
        type=EventType(row["type"]),
        key=row["key"],
        family=row.get("family", row["key"]),
        verbs=words(row.get("verbs", "")),
        nouns=words(row.get("nouns", "")),
        object=group("object"),
        subject=group("subject"),
        prep={name: frozenset(text.split()) for name, text in row.get("prep", {}).items()},
        not_object=group("not_object"),
        not_subject=group("not_subject"),
        modifier=frozenset(words(row.get("modifier", ""))),
        complement=row.get("complement", ""),
        bare=row.get("bare", False),
        strict=row.get("strict", False),
        verdict=row.get("verdict", False),
        carried=row.get("carried", False),
        casualty=row.get("casualty", False),
        where=row.get("where", "yes") != "none",
        weight=row.get("weight", 0.0),
    )


def _by_head(
    pairs: Iterable[tuple[str, Sense]],
) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    """Verb phrases by their first word; the rest of the phrase stays to be matched. Longer phrases first."""
    index: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for phrase, sense in pairs:
        head, *rest = phrase.split()
        index.setdefault(head, []).append((tuple(rest), sense))
    return {head: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for head, found in index.items()}


def _by_last(
    pairs: Iterable[tuple[str, Sense]],
) -> dict[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    """Noun phrases by their last word (the head), with the words that must stand before it. Longer phrases first."""
    index: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for phrase, sense in pairs:
        *before, head = phrase.split()
        index.setdefault(head, []).append((tuple(before), sense))
    return {head: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for head, found in index.items()}


def _stances(file: dict[str, Any]) -> dict[str, tuple[StanceRule, ...]]:
    index: dict[str, list[StanceRule]] = {}
    for row in file["verb"]:
        negated = StanceKind(row["negated"]) if "negated" in row else None
        needs = frozenset(words(row.get("needs", "")))
        for verb in words(row["verbs"]):
            rule = StanceRule(verb, StanceKind(row["stance"]), needs, negated)
            index.setdefault(verb.split()[0], []).append(rule)
    return {
        head: tuple(sorted(found, key=lambda r: (-len(r.verb.split()), not r.needs))) for head, found in index.items()
    }


def _flatten(groups: dict[str, str]) -> dict[str, str]:
    return {word: name for name, text in groups.items() for word in words(text)}


def _kinds(groups: dict[str, dict[str, str]]) -> dict[str, tuple[ProposalKind, str]]:
    """ "buffer zone" → (kind, the plain name)."""
    return {
        word: (ProposalKind(kind), plain)
        for kind, group in groups.items()
        for plain, text in group.items()
        for word in words(text)
    }
