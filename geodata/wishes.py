"""What a party wants where no word of proposals.toml names it: the object or clause of a verb of proposing.

"demands a binding treaty", "offered a national dialogue", "suggested that the road be widened": a proposal as well,
if other parties say how they stand on it. proposals.py keeps it only then; alone it is a demand like many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.labels import noun_with_of
from geodata.model import GeometryBasis, ProposalKind
from geodata.proposed import Thing
from geodata.statements import clause_text
from geodata.syntax import child, is_verbal, pobj, possessors, wanted_clause

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar

PLAIN = "wish"
_NAME_MAX = 90
_NOT_WANTED = ("person", "official", "force", "aid", "captive", "vehicle", "weapon")
_TIMES = frozenset({"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY"})


def wish(g: Grammar, verb: Token, phrase: str, answer: bool = False) -> Thing | None:
    """What the subject of the verb wants, or None. ``phrase``: the verb with its preposition ("call for").

    ``answer``: the verb accepts or rejects; then only a noun counts ("brushed aside a plan by …").
    """
    if answer:
        return next(
            (
                _of_noun(g, noun)
                for noun in _objects(g, verb, phrase)
                if noun.pos_ == "NOUN" and g.in_class(noun, "demand", "document", "consult") and not _unfit(g, noun)
            ),
            None,
        )
    if not g.word(verb, "wishing_verbs") and phrase not in g.tables.words["wishing_verbs"]:
        return None
    for noun in _objects(g, verb, phrase):
        if noun.pos_ in ("NOUN", "PROPN") and noun.ent_type_ not in _TIMES and not _unfit(g, noun):
            return _of_noun(g, noun)
    clause = wanted_clause(verb)
    if clause is None and (below := child(verb, "dobj")) is not None:
        clause = child(below, "acl", "relcl") if below.pos_ == "PROPN" else None
    if clause is not None and clause.pos_ == "NOUN" and clause.i > verb.i and g.in_class(clause, "consult", "demand"):
        return _of_noun(g, clause)  # "invited the party to talks"
    if clause is None or clause.i < verb.i or clause.pos_ not in ("VERB", "AUX", "NOUN"):
        return None
    if clause.tag_ not in ("VB", "VBG", "VBN", "VBP") and not any(c.dep_ == "mark" for c in clause.children):
        return None
    return _of_clause(g, clause)


def wish_of_noun(g: Grammar, noun: Token) -> Thing | None:
    """What an offer, demand or request is for: "an offer to mediate", "its call for an inquiry"; else the noun itself
    where it says more than that ("a comprehensive proposal")."""
    for c in noun.children:
        if c.dep_ in ("acl", "relcl") and c.tag_ == "VB" and any(t.lower_ == "to" for t in c.children):
            return _of_clause(g, c)
        if c.dep_ == "acl" and any(t.dep_ == "mark" and t.lower_ == "that" for t in c.children):
            return _of_clause(g, c)
    for held in pobj(noun, "for", "of"):
        if held.pos_ in ("NOUN", "PROPN") and held.ent_type_ not in _TIMES and not _unfit(g, held):
            return _of_noun(g, held)
    if any(c.dep_ == "amod" for c in noun.children) and not possessors(noun):
        return _of_noun(g, noun)
    return None


def _objects(g: Grammar, verb: Token, phrase: str) -> list[Token]:
    """The direct object, or the noun of the phrase's own preposition."""
    words = phrase.split()
    if phrase in ("call on", "appeal to"):
        return []  # who is spoken to
    if len(words) > 1 and (held := pobj(verb, words[-1])):
        return held[:1]
    if g.base(verb) == "invite":
        return [t for t in pobj(verb, "to") if g.in_class(t, "consult")]
    if g.word(verb, "addressing_verbs"):
        return []  # "urged the rebels to …": the object is who is spoken to
    found = child(verb, "dobj")
    return [found] if found is not None else []


def _unfit(g: Grammar, noun: Token) -> bool:
    mention = g.mention(noun)
    return (
        (mention is not None and not mention.demonym)
        or g.in_class(noun, *_NOT_WANTED)
        or g.noun(noun) in g.tables.words["unwanted_nouns"]
    )


def _of_noun(g: Grammar, noun: Token) -> Thing:
    first, last = g.subtree(noun)
    for c in noun.children:
        if c.i > noun.i and c.dep_ in ("relcl", "conj", "cc", "appos", "punct"):
            last = min(last, c.left_edge.i)
    definite = any(c.lower_ in ("the", "this", "that") and c.dep_ == "det" for c in noun.children)
    return _thing(g, noun, noun_with_of(g, noun), first, max(last, noun.i + 1), definite)


def _of_clause(g: Grammar, verb: Token) -> Thing | None:
    first, last = g.clause_extent(verb)
    subjects = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if any(c.pos_ == "PRON" for c in subjects):
        return None  # "wants it to go further" is about a thing named before
    subject = bool(subjects)
    text = clause_text(g, verb)
    if not subject and is_verbal(verb):
        rest = text.split(" ", 1)
        if rest[0].lower() == "to" and len(rest) > 1:
            rest = rest[1].split(" ", 1)
        text = " ".join([g.tables.inflector.gerund(g.base(verb)), *rest[1:]])
    return _thing(g, verb, text, first, last, False) if text else None


def _thing(g: Grammar, head: Token, name: str, first: int, last: int, definite: bool) -> Thing:
    while last - 1 > first and (g.doc[last - 1].is_punct or g.doc[last - 1].is_space):
        last -= 1
    start, end = g.doc[first].idx, g.doc[last - 1].idx + len(g.doc[last - 1])
    name = " ".join((name or g.text[start:end]).split())[:_NAME_MAX]
    return Thing(
        head, ProposalKind.other, PLAIN, name[:1].upper() + name[1:], start, end, (), GeometryBasis.none, definite
    )
