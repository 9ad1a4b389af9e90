"""Whether the clause at a character looks back or ahead: what "on Thursday" needs to know. Pure, over the parse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.syntax import ancestors, is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE_AUX = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "would", "could", "may", "might", "must", "should", "can"}
)
_AHEAD = frozenset(
    {"set", "due", "scheduled", "schedule", "expected", "expect", "plan", "planned", "intend", "hope", "prepare", "slated", "poised", "likely", "aim", "want", "vow", "pledge", "promise", "agree", "agreed", "ready", "about", "go", "threaten", "order", "urge", "demand", "call", "decide", "ask", "propose", "invite"}
)  # fmt: skip
_AHEAD_ADJ = frozenset({"upcoming", "planned", "scheduled", "next", "forthcoming", "coming", "due"})
_SPEECH = frozenset({"say", "tell", "report", "announce", "add", "state", "confirm"})


def direction_at(doc: Doc, start: int) -> int:
    """+1 if the clause at this character is about the future, −1 about the past, 0 if it does not say."""
    span = doc.char_span(start, start + 1, alignment_mode="expand")
    if span is None or not len(span):
        return 0
    token = span[0]
    if token.head.i + 1 < len(doc) and token.dep_ in ("poss", "compound", "nmod", "npadvmod", "amod"):
        noun = token.head
        if any(c.lower_ in _AHEAD_ADJ for c in noun.children):
            return 1
        if token.dep_ == "poss":
            return 0
    if token.dep_ == "pobj" and token.head.lower_ == "for" and token.head.head.lower_ in _AHEAD:
        return 1
    for verb in (token, *ancestors(token)):
        if verb.lower_ in ("due", "scheduled", "set", "slated", "planned", "upcoming") and verb.dep_ in (
            "acl",
            "amod",
            "acomp",
            "relcl",
        ):
            return 1
        if is_verbal(verb):
            return _direction(verb)
    return 0


def _direction(verb: Token, depth: int = 0) -> int:
    """The time a verb points to; infinitives take it from what governs them."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}
    if helpers & _FUTURE_AUX and not helpers & {"have"}:
        return 1
    head = verb.head
    if "to" in helpers and depth < 6:
        if verb.dep_ == "acl" or ("have" in helpers and verb.dep_ != "xcomp"):
            return 1
        if verb.dep_ == "xcomp" and (head.lemma_ in _AHEAD or head.lower_ in _AHEAD):
            return -1 if head.tag_ == "VBN" and head.lemma_ == "force" else 1
        if verb.dep_ in ("xcomp", "advcl", "conj", "ccomp") and head.i != verb.i:
            return _direction(head, depth + 1) if head.lemma_ not in _AHEAD else 1
        return 1
    if helpers & {"has", "have", "had", "'s", "’s", "'ve", "was", "were", "did", "been"} and not (
        helpers & {"is", "are"}
    ):
        return -1
    if verb.tag_ == "VBD":
        return -1
    if verb.tag_ == "VBN":
        if verb.lower_ in ("scheduled", "expected", "planned", "due", "slated", "set"):
            return 1
        if helpers & {"is", "are", "'re"}:
            return -1 if verb.dep_ == "relcl" else 1
        if verb.dep_ == "conj" and depth < 6:
            return _direction(head, depth + 1)
        return -1
    if verb.tag_ in ("VBZ", "VBP"):
        return -1 if verb.lemma_ in _SPEECH else 1
    if verb.tag_ == "VBG":
        if helpers & {"is", "are", "'s", "'re", "’s", "’re", "am"}:
            return 1
        return _direction(head, depth + 1) if depth < 6 and head.i != verb.i and is_verbal(head) else 0
    if verb.tag_ == "VB" and depth < 6 and head.i != verb.i and is_verbal(head):
        return _direction(head, depth + 1)
    return 0
