"""Plain words for phrases of the parse: short noun phrases for actors and labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.syntax import possessors

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from geodata.clauses import Grammar

_KEEP = frozenset(
    {
        "compound",
        "amod",
        "nummod",
        "nmod",
        "poss",
        "case",
        "quantmod",
        "advmod",
        "npadvmod",
        "punct",
        "number",
        "neg",
        "pcomp",
    }
)
_DROP_WORDS = frozenset(
    {
        "the",
        "a",
        "an",
        "this",
        "that",
        "these",
        "those",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "such",
        "whose",
        "however",
        "meanwhile",
    }
)
_NAME_WORDS = 8
"""Words of the longest name that an acronym is made of."""
_NOT_PLAIN = frozenset({"nummod", "quantmod", "advmod", "number"})


def noun_phrase(g: Grammar, head: Token, plain: bool = False, limit: int = 60) -> str:
    """The head with what stands before it: "senior rebel commander", without articles, clauses and appositions.

    ``plain`` also drops numbers ("gunmen" for "two gunmen"). At most ``limit`` characters, cut at words from the left.
    """
    kept = sorted({t.i: t for t in _kept(g, head, plain, 0)}.values(), key=lambda t: t.i)
    while kept and (kept[0].is_punct or kept[0].lower_ in _DROP_WORDS or kept[0].is_space or kept[0].dep_ == "case"):
        kept = kept[1:]
    text = joined(kept)
    while len(text) > limit and " " in text:
        text = text.split(" ", 1)[1]
    return text[:limit].strip(" ,-–'’") if not text.endswith(("s'", "s’")) else text


def _kept(g: Grammar, head: Token, plain: bool, depth: int) -> Iterable[Token]:
    yield head
    if depth > 6:
        return
    for c in head.children:
        if c.i > head.i and not ((c.dep_ == "case" and depth) or (c.dep_ == "nummod" and c.i == head.i + 1)):
            continue
        if c.dep_ not in _KEEP or c.is_space or (c.is_punct and c.text not in ("-", "–", "'", "’", "/", ".", "%", "$")):
            continue
        if plain and not depth and c.dep_ in _NOT_PLAIN:
            continue
        if c.dep_ == "amod" and c.lower_.endswith(("ment", "tion", "ness")) and any(k.dep_ == "cc" for k in c.children):
            continue  # "ongoing displacement and severe shortages", taken for one pile of modifiers
        if c.dep_ == "compound" and c.i + 1 < len(c.doc) and c.nbor(1).text in ("-", "–") and g.mention(c) is not None:
            continue  # "the Armenia-Azerbaijan talks" is two names
        if c.lower_ == "back" and c.dep_ == "advmod":
            continue
        if c.lower_ in _DROP_WORDS and c.dep_ in ("poss", "amod", "advmod"):
            continue
        yield from _kept(g, c, plain, depth + 1)
    if not any(c.dep_ == "poss" for c in head.children):
        for owner in possessors(head)[:1]:
            if owner.i < head.i and owner.head is not head:
                yield from (t for t in owner.subtree if owner.i - 4 < t.i <= owner.i and t.dep_ in ("compound", "amod"))
                yield from head.doc[owner.i : head.i]


def joined(tokens: Iterable[Token]) -> str:
    """Tokens as text with the article's own spacing, each run of white space one space; gaps become a space."""
    parts: list[str] = []
    last: Token | None = None
    for token in tokens:
        if last is not None and (token.i != last.i + 1 or last.whitespace_ or last.is_space):
            parts.append(" ")
        parts.append("" if token.is_space else token.text)
        last = token
    return re.sub(r"\s+", " ", "".join(parts)).strip()


def long_names(doc: Doc) -> dict[str, str]:
    """ "RSF" → "Rapid Support Forces", for acronyms of names that the text writes out."""
    short = {t.text for t in doc if t.text.isupper() and t.text.isalpha() and 2 <= len(t.text) <= 6}
    found: dict[str, str] = {}
    run: list[Token] = []
    for token in doc if short else ():
        named = token.pos_ == "PROPN" and token.text[:1].isupper() and token.text not in short
        if named or (run and token.lower_ in ("of", "for", "and", "the")):
            run.append(token)
            continue
        for start in range(max(0, len(run) - _NAME_WORDS), len(run)):
            for end in range(start + 2, len(run) + 1):
                part = [t.text for t in run[start:end]]
                letters = "".join(word[0] for word in part if word[:1].isupper())
                if letters in short and part[0][:1].isupper() and part[-1][:1].isupper():
                    found.setdefault(letters, " ".join(part))
        run = []
    return found
