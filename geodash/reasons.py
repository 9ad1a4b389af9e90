"""The machine's reasons in the language now spoken: what it writes of a decision follows a few patterns.

An editor's reason stays as written. What a machine's reason says in a pattern not listed here is left out in another
language: the evidence stands beside it, and half a sentence of English would explain nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from geodash.language import code, say
from geodata.model import Decision

WHOLE = (
    "the only place of that name in the gazetteer",
    "no place of that name in the gazetteer",
    "the two areas share no border on land",
    "one side of the border is not known",
    "the places of that name lie far from all others in the text",
    "two places of that name are equally likely",
    "the likeliest kind of place of that name",
    "the most populous of that name",
    "the usual meaning of that name in the news",
    "a capital",
    "a capital that stands for its government",
    "the place whose main name it is",
    "the city rather than the area named after it",
    "the word beside the name says what kind of place it is",
    "the article names the area it lies in",
    "a border joins two areas",
    "it lies in a country that the article names",
    "it lies in an area that the article names",
    "it lies near other places of the article",
)
SIGNALS = (
    "kind", "population", "supplement", "capital", "metonym", "main name", "seat", "hint", "fit", "container", "area",
    "country", "admin1", "near",
)  # fmt: skip
_SHARED = re.compile(r"(.*); (\d+) places share the name")
_LINE = re.compile(r"the shared line of (.*) and (.*), derived from their areas")
_STANCES = re.compile(r"“.*” names an? .*; (\d+) stances read from the clauses")


def reason(english: str, name: Callable[[str], str] = str) -> str:
    """A machine's reason as now spoken; "" where it has no words for it. ``name`` gives a place's name."""
    if code() == "en":
        return english
    if english in WHOLE:
        return say(english)
    if found := _SHARED.fullmatch(english):
        return say("{why}; {n} places share the name", why=reason(found[1]), n=found[2]) if found[1] in WHOLE else ""
    if found := _LINE.fullmatch(english):
        a, b = name(found[1]), name(found[2])
        return say("the shared line of {a} and {b}, derived from their areas", a=a, b=b)
    if found := _STANCES.fullmatch(english):
        return say("{n} stances read from the clauses", n=found[1])
    return ""


def decided(decision: Decision, name: Callable[[str], str] = str) -> Decision:
    """The decision with its reason as now spoken."""
    if decision.by == "editor":
        return decision
    return decision.model_copy(update={"reason": reason(decision.reason, name)})
