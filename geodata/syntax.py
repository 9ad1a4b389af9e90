"""Who does what in a dependency parse: subjects, objects, agents and prepositions of a word, shared ones included.

Pure functions over spaCy tokens with the label set of the English models (ClearNLP style). The small model makes
some mistakes again and again (possessives with a typographic apostrophe, coordinations hung too low); they are
repaired here, once, so that no rule further up needs to know.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SENTENCE_LIMIT = 250
"""Tokens: longer "sentences" are lists or garbage that the parser cannot read; rules skip them (keeps time linear)."""

# Verbs whose "to" clause is done by their subject although they have an object ("promised Cairo to leave").
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "agree", "use", "pledge", "meet", "hold", "cross", "travel", "take"}
)
# Verbs that keep their object from doing something ("deter X from striking", "accuse X of stalling").
_OBJECT_ING = frozenset(
    {
        "deter",
        "prevent",
        "stop",
        "ban",
        "bar",
        "accuse",
        "blame",
        "suspect",
        "keep",
        "convict",
        "discourage",
        "dissuade",
        "prohibit",
    }
)
_DONE_TO_PEOPLE = frozenset({"injure", "wound", "displace", "hospitalise", "hospitalize", "detain", "evacuate"})
_RELATIVE = frozenset({"which", "who", "that", "whom"})
_APOSTROPHES = frozenset({"'", "’", "'s", "’s"})


def readable(span: Span) -> bool:
    """Whether rules look at this sentence at all."""
    return len(span) <= SENTENCE_LIMIT


def is_verbal(token: Token) -> bool:
    """Whether the token heads a clause."""
    if token.dep_ == "amod" and token.tag_ == "VBD":
        return any(c.dep_ == "nsubj" for c in token.children)  # "rain flooded streets", read as one phrase
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in ("amod", "aux", "auxpass", "compound", "case", "mark")


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations."""
    return next((c for c in token.children if c.dep_ in deps), None)


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it after it ("Kyiv, Lviv and Odesa"), in text order."""
    found, queue = [], [token]
    while queue:
        one = queue.pop(0)
        found.append(one)
        queue.extend(c for c in one.children if c.dep_ == "conj")
    return found


def expanded(tokens: list[Token]) -> list[Token]:
    """All tokens with their coordinations, each once."""
    seen: dict[int, Token] = {}
    for token in tokens:
        for one in conjuncts(token):
            seen.setdefault(one.i, one)
    return list(seen.values())


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative or participle clause hangs on; a date or place between is stepped over."""
    if verb.dep_ not in ("relcl", "acl"):
        return None
    noun = verb.head
    while noun.ent_type_ in ("DATE", "TIME") and noun.dep_ == "pobj" and noun.head.head.pos_ in ("NOUN", "PROPN"):
        noun = noun.head.head
    return noun


def headless(verb: Token) -> bool:
    """A main verb hung on its subject as a participle: "Australia, the largest donor, offered to pay …"."""
    head = verb.head
    return (
        verb.dep_ == "acl"
        and verb.tag_ in ("VBN", "VBD")
        and head.dep_ == "ROOT"
        and head.pos_ in ("NOUN", "PROPN")
        and verb.i > head.i + 1
        and verb.nbor(-1).text == ","
        and any(c.dep_ in ("dobj", "xcomp", "ccomp", "prt") for c in verb.children)
    )


def is_passive(verb: Token) -> bool:
    """Whether the verb's grammatical subject suffers the action."""
    if headless(verb):
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass", "csubjpass") for c in verb.children):
        return True
    if (
        verb.tag_ == "VBD"
        and verb.lemma_ in _DONE_TO_PEOPLE
        and not any(c.dep_ in ("dobj", "dative", "agent") for c in verb.children)
    ):
        return True
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acl":
        return True
    if any(c.dep_ == "agent" for c in verb.children):
        return True
    if (
        verb.dep_ == "conj"
        and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)
        and is_verbal(verb.head)
    ):
        return is_passive(verb.head)
    if verb.lemma_ in _DONE_TO_PEOPLE and not any(c.dep_ in ("dobj", "aux", "dative") for c in verb.children):
        return True  # "four dead and dozens injured", read as if they did it
    return verb.dep_ in ("advcl", "ccomp") and not any(c.dep_ in ("aux", "nsubj", "dobj") for c in verb.children)


def _own_subjects(verb: Token) -> list[Token]:
    found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    if not found and verb.tag_ in ("VBZ", "VBD", "VBP"):
        # "Peru rejects that …": a name before a finite verb, hung on it as a compound
        found = [c for c in verb.children if c.dep_ == "compound" and c.i == verb.i - 1]
    return [_relative(verb, c) for c in found]


def _relative(verb: Token, token: Token) -> Token:
    """A relative pronoun's antecedent; any other token itself."""
    if token.lower_ in _RELATIVE and token.tag_ in ("WDT", "WP", "IN", "DT"):
        return antecedent(verb) or token
    return token


def grammatical_subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The subject, borrowed along control, coordination and participle clauses where the verb has none of its own."""
    own = _own_subjects(verb)
    if own:
        return expanded(own)
    if depth > 6:
        return []
    head = verb.head
    if verb.dep_ == "conj" and is_verbal(head):
        return grammatical_subjects(head, depth + 1)
    if verb.dep_ in ("xcomp", "ccomp") and is_verbal(head):
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG", "VB"):
            return []
        held = [c for c in head.children if c.dep_ == "dobj"]
        if held and head.lemma_ not in _SUBJECT_CONTROL:
            return expanded(held)
        return grammatical_subjects(head, depth + 1)
    if verb.dep_ == "xcomp" and head.dep_ == "acomp":
        return grammatical_subjects(head.head, depth + 1)
    if verb.dep_ == "advcl" and is_verbal(head):
        return grammatical_subjects(head, depth + 1)
    if verb.dep_ == "acl":
        noun = antecedent(verb)
        if noun is None:
            return []
        if verb.tag_ in ("VBG", "VBN"):
            return expanded([noun]) if verb.tag_ == "VBN" else [noun]
        return noun_agents(noun)
    if verb.dep_ == "relcl":
        return []
    if verb.dep_ == "pcomp" and head.dep_ in ("prep", "mark") and is_verbal(head.head):
        governor = head.head
        held = [c for c in governor.children if c.dep_ == "dobj"]
        if governor.lemma_ in _OBJECT_ING and held:
            return expanded(held)
        return grammatical_subjects(governor, depth + 1)
    return []


def noun_agents(noun: Token) -> list[Token]:
    """Who does what a noun names: "Honduras' refusal", "strikes by rebels", "Saudi strikes" (the modifier)."""
    found = possessors(noun)
    for word, held in prepositions(noun):
        if word == "by":
            found.append(held)
    verb = noun.head
    if not found and noun.dep_ in ("dobj", "attr") and is_verbal(verb):
        return grammatical_subjects(verb) if not is_passive(verb) else agents(verb)
    return found


def beside(token: Token) -> bool:
    """Whether a clause that the parser hangs on a later verb as its content stands beside it: "He left; she denied it"."""
    head = token.head
    return token.dep_ == "ccomp" and token.i < head.i and any(t.text == ";" for t in token.doc[token.i : head.i])


def relative_clause(verb: Token) -> bool:
    """Whether it is a relative clause, one that the parser takes for a participle included ("a plan that Chad called")."""
    return verb.dep_ == "relcl" or (
        verb.dep_ == "acl" and verb.tag_ in ("VBD", "VBZ", "VBP") and any(c.dep_ == "nsubj" for c in verb.children)
    )


def possessors(noun: Token) -> list[Token]:
    """Possessives of a noun, the ones that the parser breaks at a bare typographic apostrophe too."""
    found = [c for c in noun.children if c.dep_ == "poss"]
    if not found and noun.i >= 2 and noun.nbor(-1).lower_ in _APOSTROPHES and noun.nbor(-1).head == noun.nbor(-2):
        found = [noun.nbor(-2)]
    if not found and noun.i >= 2:
        mark = noun.nbor(-1)
        if mark.text in ("'", "’") and mark.nbor(-1).lower_.endswith("s") and mark.nbor(-1).pos_ in ("PROPN", "NOUN"):
            found = [mark.nbor(-1)]
    return expanded(found)


def agents(verb: Token) -> list[Token]:
    """The "by" phrase of a passive."""
    found = [c for p in verb.children if p.dep_ == "agent" for c in p.children if c.dep_ == "pobj"]
    return expanded(found)


def doers(verb: Token) -> list[Token]:
    """Who acts: the subject of an active verb, the agent of a passive one."""
    return agents(verb) if is_passive(verb) else grammatical_subjects(verb)


def undergoers(verb: Token) -> list[Token]:
    """Who or what it is done to: the object of an active verb, the subject of a passive one."""
    if is_passive(verb):
        if verb.dep_ == "acl" and not _own_subjects(verb):
            noun = antecedent(verb)
            return [noun] if noun is not None else []
        return grammatical_subjects(verb)
    found = [_relative(verb, c) for c in verb.children if c.dep_ in ("dobj", "dative") and c.pos_ != "ADP"]
    if (
        not found
        and verb.dep_ == "relcl"
        and any(c.dep_ == "nsubj" and c.lower_ not in _RELATIVE for c in verb.children)
    ):
        noun = antecedent(verb)
        found = [noun] if noun is not None else []
    if not found and verb.dep_ == "conj" and verb.head.pos_ == "VERB" and _shares_object(verb):
        found = [c for c in verb.children if c.dep_ == "dobj"]
    return expanded(found)


def _shares_object(verb: Token) -> bool:
    """ "condemned and rejected the plan": the object hangs on the second verb only."""
    return not any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """(preposition, its noun) for each preposition on a token; "out of" and "because of" give their last word's noun."""
    for prep in token.children:
        if prep.dep_ not in ("prep", "agent", "dative", "prt", "advmod") or (
            prep.pos_ not in ("ADP", "SCONJ") and prep.dep_ != "prep"
        ):
            continue
        yield from _held(prep, prep.lower_)


def _held(prep: Token, word: str, depth: int = 0) -> Iterator[tuple[str, Token]]:
    for c in prep.children:
        if c.dep_ == "pobj":
            for one in conjuncts(c):
                yield word, one
        elif c.dep_ in ("prep", "pcomp") and c.pos_ == "ADP" and depth < 3:
            yield from _held(c, word if word in _KEPT else c.lower_, depth + 1)
        elif c.dep_ == "conj" and c.pos_ == "ADP" and depth < 3:
            yield from _held(c, c.lower_, depth + 1)


_KEPT = frozenset({"against", "near", "off", "outside"})


def wanted_clause(verb: Token) -> Token | None:
    """What a verb of asking or offering wants done: its complement clause, or the "to" clause that the parser hung
    beside it ("offered on Monday to hold talks")."""
    found = child(verb, "xcomp", "ccomp")
    if found is not None and found.i > verb.i:
        return found
    return next(
        (
            c
            for c in verb.children
            if c.dep_ == "advcl" and c.i > verb.i and c.tag_ == "VB" and any(t.lower_ == "to" for t in c.children)
        ),
        None,
    )


def pobj(token: Token, *words: str) -> list[Token]:
    """The nouns held by these prepositions on the token."""
    return [held for word, held in prepositions(token) if word in words]


def ancestors(token: Token, limit: int = 40) -> Iterator[Token]:
    """The token's heads upwards to the root, at most ``limit`` of them."""
    for _ in range(limit):
        if token.head.i == token.i:
            return
        token = token.head
        yield token


def clause_of(token: Token) -> Token:
    """The verb of the clause that the token stands in (the root where there is none)."""
    if is_verbal(token):
        return token
    last = token
    for one in ancestors(token):
        last = one
        if is_verbal(one):
            return one
    return last


def negated(token: Token) -> bool:
    """Whether the verb or noun is negated: "not", "never", "no longer", "no talks", "neither side"."""
    for c in token.children:
        if c.dep_ == "neg" or (
            c.lower_ in ("no", "neither", "nor", "never") and c.dep_ in ("det", "advmod", "preconj", "cc")
        ):
            return not (c.lower_ == "no" and c.nbor(1).lower_ == "fewer" if c.i + 1 < len(c.doc) else False)
    if is_verbal(token):
        for c in token.children:
            if c.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
                g.lower_ in ("no", "neither") and g.dep_ == "det" for g in c.children
            ):
                return True
            if c.dep_ in ("nsubj", "nsubjpass") and c.lower_ in ("neither", "nobody", "none"):
                return True
            if c.dep_ == "advmod" and c.lower_ in ("longer",) and any(g.lower_ == "no" for g in c.children):
                return True
    return False
