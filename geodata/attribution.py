"""Who says that something happened: the subject of a speech verb, a following "police said", "according to …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.syntax import ancestors, beside, grammatical_subjects, is_verbal, prepositions

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar


def attribution(g: Grammar, token: Token) -> tuple[list[Token], str]:
    """Who says that an event happened, and with which verb: "the army said …", "…, police said", "according to …"."""
    below = token
    for one in (token, *ancestors(token, 20)):
        for c in one.children:
            if c.dep_ in ("prep", "advcl") and c.lower_ == "according":
                held = [t for _, t in prepositions(one) if t.i > c.i and c in t.ancestors]
                if held and token.i not in range(c.left_edge.i, c.right_edge.i + 1):
                    return held, "according to"
            if c.dep_ == "parataxis" and g.word(c, "speech_verbs"):
                return grammatical_subjects(c), g.base(c)
        if (
            one is not token
            and below.dep_ == "ccomp"
            and not beside(below)
            and is_verbal(one)
            and g.word(one, "speech_verbs")
        ):
            return grammatical_subjects(one), g.base(one)
        if (
            below.dep_ == "nsubj"
            and g.word(one, "speech_verbs")
            and (speaker := second_subject(one, below)) is not None
        ):
            return [speaker], g.base(one)
        below = one
    return [], ""


def second_subject(verb: Token, first: Token) -> Token | None:
    """ "A bus overturned near Puno, police said": both nouns hang on "said", and the verb between on the first."""
    return next((c for c in verb.children if c.dep_ == "nsubj" and c.i > first.i), None)
