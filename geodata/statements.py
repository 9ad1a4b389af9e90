"""What statements say, in a label's words: complement clauses, cut between phrases, and what "it" was rejected."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geodata.phrases import joined, noun_phrase
from geodata.syntax import clause_of, is_passive, negated, possessors

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar

_OWN = frozenset({"it", "they", "he", "she", "we", "i"})
"""Subjects of a denial that are most often the one who denies."""
_CHARGES = frozenset({"accuse", "allege", "blame", "claim"})
_DANGLING = frozenset({"a", "an", "the", "of", "in", "on", "at", "to", "and", "or", "for", "with", "by", "from", "its", "their", "after", "as", "that", "which", "while", "over", "between", "into", "his", "her", "amid", "before", "during", "against", "but", "than", "about", "near", "this", "these", "some", "any"})  # fmt: skip

_BREAKS = _DANGLING - {"a", "an", "the", "of", "its", "their", "his", "her"} | {"before", "amid", "during", "against", "because", "since", "until", "when", "where", "who", "but", "despite", "following", "near"}  # fmt: skip
"""Words before which a label may be cut."""


def said_of(g: Grammar, verb: Token) -> str:
    """What a statement without an object of its own is about: its clause, or what its pronoun stands for."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is not None:
        return _denied(g, clause) if g.base(verb) == "deny" else f"that {clause_text(g, clause)}"
    for c in verb.children:
        if c.dep_ == "dobj" and c.lower_ in ("it", "this", "that", "them", "these", "those"):
            return _meant(g, verb, c.lower_ in ("them", "these", "those"))
    return ""


def _denied(g: Grammar, clause: Token) -> str:
    """ "denied that it supports the rebels" → "supporting the rebels"."""
    own = all(c.lower_ in _OWN for c in clause.children if c.dep_ in ("nsubj", "nsubjpass"))
    helpers = {c.lower_ for c in clause.children if c.dep_ == "aux"}
    if (
        not own
        or negated(clause)
        or helpers - {"has", "have", "had", "is", "was", "are", "were", "been", "does", "did"}
    ):
        return f"that {clause_text(g, clause)}"
    _, last = g.clause_extent(clause)
    rest = joined(g.doc[clause.i + 1 : last])
    inflect = g.tables.inflector
    done = f"being {clause.lower_}" if is_passive(clause) else inflect.gerund(g.base(clause))
    return cut(f"{done} {rest}".strip(), 62)


def _meant(g: Grammar, verb: Token, several: bool) -> str:
    """The last thing before, in this sentence or the one before, that somebody took a stance on: "the proposal"."""
    if not several and g.base(verb) in ("deny", "dismiss", "reject") and g.sentence(verb).start:
        told = g.sentence(g.doc[g.sentence(verb).start - 1])
        if any(g.base(t) in _CHARGES for t in told if t.pos_ == "VERB"):
            return "the accusation"
    start = g.sentence(verb).start
    start = g.sentence(g.doc[start - 1]).start if start else 0
    for i in range(verb.i - 1, start - 1, -1):
        token = g.doc[i]
        if token.pos_ != "NOUN" or token.dep_ not in ("dobj", "nsubjpass", "pobj", "conj") or g.quoted(token):
            continue
        if (token.tag_ == "NNS") != several or token.ent_type_ in ("DATE", "TIME"):
            continue
        held = token.dep_ in ("dobj", "nsubjpass", "conj") and any(
            b in g.tables.stances for b in g.bases(clause_of(token))
        )
        if held or g.noun(token) in g.tables.words["anaphor_plan"]:
            text = noun_phrase(g, token)
            return text if possessors(token) else f"the {text}"
    pronoun = next((c for c in verb.children if c.dep_ == "dobj" and c.lower_ in ("it", "them")), None)
    meant = g.meant(pronoun) if pronoun is not None and pronoun.lower_ == "it" else None
    return f"the {noun_phrase(g, meant)}" if meant is not None and meant.pos_ == "NOUN" else ""


def clause_text(g: Grammar, verb: Token) -> str:
    """The words of a complement clause, its own complements included, clauses hung on it left out."""
    first, last = g.clause_extent(verb)
    tokens = [
        t
        for t in g.doc[first:last]
        if t.i
        >= min((c.i for c in verb.children if c.dep_ in ("aux", "nsubj", "mark", "nsubjpass", "neg")), default=verb.i)
        or t.i >= verb.i
    ]
    text = re.split(r",? (?:which|who|whose|whom) ", joined(tokens))[0]  # what hangs on it is for the quote
    return cut(text, 62)


def cut(text: str, limit: int) -> str:
    """The text up to the last phrase that fits: cut before a preposition or conjunction, quotes kept in pairs."""
    if len(text) > limit:
        words = text.split()
        fits = 0
        size = 0
        for i, word in enumerate(words):
            if i and word.lower() in _BREAKS and size <= limit + 1 and words[i - 1].lower() not in _DANGLING:
                fits = i
            size += len(word) + 1
        words = words[:fits] if fits > 1 else text[: limit + 1].split(" ")[:-1]
        while len(words) > 1 and words[-1].lower().strip(",;:") in _DANGLING:
            words.pop()
        text = " ".join(words).rstrip(" ,;:–-")
    for mark in ('"', "“", "”"):
        if text.count('"') % 2 or text.count("“") != text.count("”"):
            text = text.replace(mark, "")
    return text
