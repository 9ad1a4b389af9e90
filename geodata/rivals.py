"""Who is opposed to whom in a text: what "both sides" stands for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from geodata.syntax import conjuncts, doers, expanded, is_verbal, possessors

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.actors import Actors, Party

_HOSTILE = frozenset({"attack", "accuse", "fight", "strike", "reject", "bomb", "blame", "invade", "shell", "threaten", "clash", "condemn"})  # fmt: skip
_PAIRS = 60
"""Opposed pairs that are weighed for "both sides"; an article has about ten."""


class Rivals:
    """The opposed pairs of one text, found at the first question."""

    def __init__(self, actors: Actors) -> None:
        self._actors = actors
        self._pairing = False

    @cached_property
    def pairs(self) -> list[tuple[int, float, tuple[Party, Party]]]:
        """Opposed pairs in text order: (token index, weight, pair)."""
        self._pairing = True
        try:
            return self._find_pairs()
        finally:
            self._pairing = False

    def _find_pairs(self) -> list[tuple[int, float, tuple[Party, Party]]]:
        g = self._actors.g
        found: list[tuple[int, float, tuple[Party, Party]]] = []
        for token in g.doc:
            pair: list[Party] = []
            weight = 3.0
            if token.text in ("-", "–", "—") and 0 < token.i < len(g.doc) - 1:
                pair = [p for t in (token.nbor(-1), token.nbor(1)) if (p := self._actors.name_of(t)) is not None]
            elif token.lower_ == "between" and token.dep_ == "prep":
                held = expanded([c for c in token.children if c.dep_ == "pobj"])
                pair = self._actors.parties(held) if len(held) == 2 else []
            elif token.dep_ in ("nsubj", "nsubjpass") and any(c.dep_ == "conj" for c in token.children):
                pair, weight = self._actors.parties(conjuncts(token)), 1.5
            elif is_verbal(token) and any(b in _HOSTILE for b in g.bases(token)):
                objects = [c for c in token.children if c.dep_ == "dobj"]
                held = possessors(objects[0]) or objects if objects else []
                pair, weight = [*self._actors.parties(doers(token)[:1]), *self._actors.parties(held[:1])], 2.0
            named = [p for p in pair if p.named and p.kind in ("country", "organisation")]
            if len(named) == 2 and named[0].name != named[1].name:
                found.append((token.i, weight, (named[0], named[1])))
        return found

    def both(self, token: Token) -> list[Party]:
        """The two parties most opposed up to here; where none were, in the whole text; each pair counts with its weight."""
        if self._pairing:  # "both sides" cannot help to find the sides
            return []
        end = bisect_left(self.pairs, token.i, key=lambda row: row[0])
        before = self.pairs[max(0, end - _PAIRS) : end] or self.pairs[:_PAIRS]
        score: dict[frozenset[str], float] = defaultdict(float)
        shown: dict[frozenset[str], tuple[Party, Party]] = {}
        for i, weight, pair in before:
            key = frozenset(p.name for p in pair)
            score[key] += weight + (1.0 if abs(token.i - i) < 60 else 0.0)
            shown.setdefault(key, pair)
        return list(shown[max(score, key=lambda k: (score[k], sorted(k)))]) if score else []
