"""In which sense a word reports an event: the rows of events.toml matched against a verb's or noun's surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from geodata.model import StanceKind
from geodata.syntax import (
    antecedent,
    conjuncts,
    doers,
    grammatical_subjects,
    headless,
    is_passive,
    is_verbal,
    negated,
    pobj,
    undergoers,
    wanted_clause,
)
from geodata.tables import Sense

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar


_TRANSPARENT = frozenset(
    {"round", "series", "wave", "string", "spate", "start", "beginning", "end", "resumption", "number", "set", "raft", "flurry", "day", "night", "week", "outbreak", "lot", "rest", "bout", "phase", "kind", "type", "cycle", "campaign", "case", "dozen", "hundred", "thousand", "risk", "state", "period", "sign", "escalation", "tonne", "ton", "litre", "truckload", "sack", "last", "remainder", "majority", "half", "bulk", "remnant", "group", "contingent", "column", "total", "convoy"}
)  # fmt: skip


_FIRING = frozenset({"open", "exchange", "return", "trade", "cease", "hold", "draw"})
"""Verbs with "fire" that speak of guns."""


_STORMS = frozenset({"cyclone", "hurricane", "typhoon", "storm"})


STATEMENTS = frozenset({"reject", "block", "deny", "request", "propose", "accuse", "threaten", "support", "agree"})
"""Keys of senses that are acts of speech: what stands in their complement is their content, not another event."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """An event word in its sense. ``verb`` carries mood and arguments (the word itself, or None for a bare noun).

    ``how``: "verb"; "object" (noun held by a light verb); "subject" (noun of which a verb says that it happened);
    "noun" (by itself). ``cause``: the noun that says what killed or damaged, where the word alone does not.
    """

    token: Token
    sense: Sense
    how: Literal["verb", "object", "subject", "noun"]
    verb: Token | None = None
    phrase: str = ""
    cause: Token | None = None
    victim: Token | None = None

    @property
    def carrier(self) -> Token:
        """The word whose place in the sentence is the event's."""
        return self.verb if self.verb is not None else self.token

    @property
    def core(self) -> set[int]:
        """Token indices that are the event itself."""
        return {t.i for t in (self.token, self.verb, self.cause) if t is not None}


def noun_sense(g: Grammar, token: Token) -> Sense | None:
    """The sense of an event noun with what modifies it; None for other nouns and for names ("Strike Force One")."""
    noun = g.noun(token)
    if token.pos_ == "PROPN":
        named = next((c.lower_ for c in token.children if c.dep_ == "compound" and c.lower_ in _STORMS), None)
        if named is not None:  # "Cyclone Judy"
            return g.tables.noun_senses[named][0][1]
    if noun == "fire" and token.dep_ == "dobj" and g.base(token.head) in _FIRING:
        return None
    rows = g.tables.noun_senses.get(noun) or g.tables.noun_senses.get(token.lower_)
    if not rows or token.ent_type_ == "DATE" or (token.ent_type_ in ("PERSON", "ORG") and token.pos_ == "PROPN"):
        return None
    if token.dep_ in ("compound", "nmod") and token.head.pos_ in ("NOUN", "PROPN"):
        return None
    before = _before(g, token)
    for words, sense in rows:
        if words and not (
            set(words) <= before
            or " ".join(words) in " ".join(t.lower_ for t in token.doc[max(0, token.i - 3) : token.i])
        ):
            continue
        if sense.modifier and not (sense.modifier & before) and not _implied(g, token, sense):
            continue
        if sense.key == "fire" and g.wild_fires:
            return g.tables.noun_senses["wildfire"][0][1]
        return sense
    return None


def _before(g: Grammar, token: Token) -> set[str]:
    """Words that modify the noun from the left, hyphenated ones also in parts."""
    found: set[str] = set()
    for c in token.children:
        if c.dep_ in ("compound", "amod", "nmod", "poss", "nummod") and c.i < token.i:
            found.update((c.lower_, g.noun(c)))
            found.update(d.lower_ for d in c.children if d.dep_ in ("compound", "amod", "nmod", "poss", "npadvmod"))
    if token.i and token.nbor(-1).pos_ in ("NOUN", "ADJ", "PROPN", "VERB"):
        found.update((token.nbor(-1).lower_, g.noun(token.nbor(-1))))
    return found


def _implied(g: Grammar, token: Token, sense: Sense) -> bool:
    """ "strike", "operation", "push": an attack by someone armed or against a place; a stoppage by workers."""
    people = (
        [*grammatical_subjects(token.head), *pobj(token, "by")]
        if token.dep_ == "dobj" and is_verbal(token.head)
        else pobj(token, "by")
    )
    if sense.key == "labour":
        return any(g.in_class(t, "labour") or g.noun(t) in ("union", "worker") for t in people) or bool(
            [
                t
                for t in pobj(token, "by", "at", "over")
                if g.noun(t)
                in ("pay", "wage", "union", "worker", "condition", "contract", "plant", "factory", "port", "pension")
            ]
        )
    if sense.key in ("strike", "operation"):
        if any(g.in_class(t, "labour") for t in people):
            return False
        if sense.key == "operation":
            return any(g.in_class(t, "force") for t in people)
        return any(g.in_class(t, "force", "weapon", "named") for t in people) or bool(
            pobj(token, "on", "against", "in")
        )
    return False


def carried(g: Grammar, token: Token, sense: Sense) -> Trigger:
    """The noun with the verb that carries it: light verbs hold it as object, occurrence verbs have it as subject."""
    top = token
    for _ in range(4):
        if (
            top.dep_ == "pobj"
            and top.head.lower_ in ("of", "in")
            and top.head.head.pos_ == "NOUN"
            and g.noun(top.head.head) in _TRANSPARENT
        ):
            top = top.head.head
        elif top.dep_ == "conj" and top.head.pos_ == "NOUN" and noun_sense_known(g, top.head):
            top = top.head
        else:
            break
    head = top.head
    if top.dep_ in ("dobj", "nsubjpass", "attr") and is_verbal(head):
        phrase = g.phrase(head, "light_verbs")
        seen = top.dep_ == "nsubjpass" and g.word(head, "opinion_verbs")
        if phrase and top.dep_ != "attr" and not seen:
            return Trigger(token, sense, "object", head, phrase)
    if top.dep_ in ("nsubj", "nsubjpass") and is_verbal(head):
        raised = next((c for c in head.children if c.dep_ == "xcomp"), None)
        held = any(c.dep_ == "dobj" for c in head.children) or (
            raised is not None and any(c.dep_ == "nsubj" for c in raised.children)
        )
        if raised is not None and not held and any(b in g.tables.governors for b in g.bases(head)):
            head = raised  # "a storm was forecast to reach …"
        phrase = g.phrase(head, "occurrence_verbs") or (g.base(head) if sense.type.value == "NATURAL" else None)
        if phrase:
            return Trigger(token, sense, "subject", head, phrase)
    if top.dep_ == "attr" and is_verbal(head) and any(c.dep_ == "expl" for c in head.children):
        return Trigger(token, sense, "subject", head, "there")
    if top.dep_ == "pobj" and is_verbal(head.head):
        phrase = g.phrase(head.head, "light_verbs")
        if phrase and phrase.endswith(f" {head.lower_}"):
            return Trigger(token, sense, "object", head.head, phrase)
    if (
        top.dep_ == "pobj"
        and head.head.pos_ in ("NOUN", "PROPN")
        and head.head.dep_ == "dobj"
        and is_verbal(head.head.head)
    ):
        phrase = g.phrase(head.head.head, "light_verbs")
        if phrase and phrase.endswith(f" {head.lower_}"):
            return Trigger(token, sense, "object", head.head.head, phrase)
    return Trigger(token, sense, "noun")


def noun_sense_known(g: Grammar, token: Token) -> bool:
    """Whether the noun stands in the tables at all."""
    return g.noun(token) in g.tables.noun_senses


def verb_sense(g: Grammar, verb: Token) -> Trigger | None:
    """The first sense of a verb whose conditions on particles, subject and object hold."""
    if conditional_threat(g, verb):
        return Trigger(verb, g.tables.verb_senses["threaten"][0][1], "verb", verb, "threaten")
    if declared_refusal(g, verb):
        return Trigger(verb, g.tables.noun_senses["refusal"][0][1], "verb", verb, g.base(verb))
    tails: tuple[str, ...] | None = None
    bare = not any(c.dep_ in ("aux", "auxpass", "nsubj") for c in verb.children)
    described = verb.tag_ == "VBN" and bare and verb.dep_ in ("acl", "advcl") and not headless(verb)
    prefix = verb.nbor(-2).lower_ + "-" if verb.i >= 2 and verb.nbor(-1).text == "-" else ""
    for base in (*(prefix + b for b in g.bases(verb) if prefix), *g.bases(verb)):
        rows = g.tables.verb_senses.get(base)
        if not rows:
            continue
        if tails is None:
            tails = g.particles(verb)
        for words, sense in rows:
            tail = " ".join(words)
            if words and tail not in tails and not _near(verb, words):
                continue
            if described and (sense.type.value == "CONSULT" or sense.key in STATEMENTS or sense.key == "sign"):
                continue  # "the talks, mediated by …" describes the talks
            if sense.key == "agree" and base == "agree" and not _agreed_on(verb):
                continue  # "agrees with his critics"
            if _fits(g, verb, words, sense):
                return Trigger(verb, sense, "verb", verb, " ".join((base, *words)), _complement(g, verb, sense))
    return None


def _complement(g: Grammar, verb: Token, sense: Sense) -> Token | None:
    """The clause that completes an order ("ordered residents to leave"), where that belongs to the event."""
    if not sense.complement or not sense.where:
        return None
    return next(
        (c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and g.word(c, f"{sense.complement}_verbs")), None
    )


def _agreed_on(verb: Token) -> bool:
    """Whether somebody agrees to something or with each other, not with an opinion."""
    held = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    return (
        "with" not in held
        or bool(held & {"to", "on"})
        or any(c.dep_ in ("xcomp", "ccomp", "dobj") for c in verb.children)
    )


def declared_refusal(g: Grammar, verb: Token) -> bool:
    """ "will not attend", "said it would never accept …": a refusal in the words of the one who refuses."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not negated(verb) or not helpers & {"will", "would", "wo", "’ll"} or helpers & {"have"} or is_passive(verb):
        return False
    if not g.word(verb, "refusal_verbs") or any(c.lower_ == "if" for c in verb.children if c.dep_ == "mark"):
        return False
    subjects = grammatical_subjects(verb)
    return any(
        t.pos_ == "PRON" or g.in_class(t, "official", "state", "organisation", "force", "named", "labour", "crowd")
        for t in subjects
    )


def conditional_threat(g: Grammar, verb: Token) -> bool:
    """ "said it would leave the pact unless …": a threat in the words of the one who makes it."""
    helpers = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    if not helpers & {"would", "will", "’ll"} or negated(verb) or is_passive(verb):
        return False
    if not any(
        c.dep_ == "advcl" and any(t.dep_ == "mark" and t.lower_ == "unless" for t in c.children) for c in verb.children
    ):
        return False
    return any(
        t.pos_ == "PRON" or g.in_class(t, "official", "state", "organisation", "force", "named", "labour", "crowd")
        for t in grammatical_subjects(verb)
    )


def _near(verb: Token, words: tuple[str, ...]) -> bool:
    """Fixed phrases with an article or number between ("lost their lives", "set up several roadblocks")."""
    if len(words) == 1 and words[0] in ("it", "in", "on", "of"):
        return False
    held = {t.i for c in verb.children if c.dep_ == "dobj" and c.i > verb.i for t in c.subtree}
    if held & {t.i for t in verb.doc[verb.i + 1 : verb.i + 6] if t.lower_ in words}:
        held = set()  # the phrase's own noun is the object
    following = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 18] if t.i not in held][:5]
    at = 0
    for word in words:
        if word not in following[at:]:
            return False
        at = following.index(word, at) + 1
    return at <= len(words) + 2


_PREPS = frozenset(
    {
        "for",
        "on",
        "to",
        "of",
        "from",
        "in",
        "with",
        "into",
        "at",
        "between",
        "by",
        "against",
        "around",
        "outside",
        "off",
    }
)


def _fits(g: Grammar, verb: Token, words: tuple[str, ...], sense: Sense) -> bool:
    objects = undergoers(verb)
    prep = next((w for w in reversed(words) if w in _PREPS), None)
    if prep is not None:
        objects = pobj(verb, prep) or objects
    if sense.not_object and any(g.in_class(t, *sense.not_object) for t in objects):
        return False
    if sense.object and not _object_fits(g, verb, objects, sense, words):
        return False
    if sense.subject:
        subjects = [t for t in doers(verb) if t.pos_ != "PRON"]
        if sense.strict and not subjects:
            return False
        if subjects and not any(g.in_class(t, *sense.subject) for t in subjects):
            return False
    if sense.not_subject and any(g.in_class(t, *sense.not_subject) for t in doers(verb)):
        return False
    if sense.key == "capture" and g.base(verb) == "take" and pobj(verb, "to"):
        return False  # "took its neighbour to court"
    if sense.key == "deploy" and any(_laden(g, t) for t in objects):
        return False  # "sent a convoy of lorries with flour" is aid
    if sense.verdict:
        return _blames(g, verb)
    if sense.complement == "hostile" and _hostile(g, verb):
        return True
    if sense.complement:
        below = [c for c in verb.children if c.dep_ in ("xcomp", "ccomp", "advcl")]
        return any(t.tag_ == "VB" and g.word(t, f"{sense.complement}_verbs") for c in below for t in conjuncts(c))
    return True


def _laden(g: Grammar, token: Token) -> bool:
    """Whether a convoy, ship or team carries aid: "a convoy of lorries carrying flour", "a ship with tents"."""
    for one in (token, *pobj(token, "of")):
        held = [t for t in pobj(one, "with", "of") if t is not token]
        for c in one.children:
            if c.dep_ in ("acl", "relcl"):
                held += [*(t for t in c.children if t.dep_ == "dobj"), *pobj(c, "with")]
        if any(g.in_class(t, "aid") for h in held for t in conjuncts(h)):
            return True
    return False


def _blames(g: Grammar, verb: Token) -> bool:
    """ "called the decision shameful", "described the raid as a crime"."""
    words = [c for c in verb.children if c.dep_ in ("oprd", "acomp", "attr", "ccomp", "dobj") and c.i > verb.i]
    words += [d for c in verb.children if c.dep_ == "prep" and c.lower_ == "as" for d in c.children]
    bad = g.tables.words["blame_words"]
    return any(
        w.lower_ in bad
        or g.noun(w) in bad
        or g.tables.verdicts.get(w.lower_, g.tables.verdicts.get(g.noun(w))) == StanceKind.rejects
        for w in words
    )


def _hostile(g: Grammar, verb: Token) -> bool:
    """Whether what is warned of is force: "warned that any attack would bring war", "warned of a response"."""
    words = g.tables.words["hostile_nouns"]
    told = [t for o in undergoers(verb) for t in pobj(o, "of")]  # "warned its neighbours of war"
    if any(g.noun(t) in words for t in (*pobj(verb, "of", "against"), *told)):
        return any(g.in_class(t, "state", "force", "place") for t in doers(verb))
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    if clause is None or not any(c.lower_ in ("would", "will") for c in clause.children if c.dep_ == "aux"):
        return False
    near = [t for c in clause.children for t in (c, *c.children)]
    return any(g.noun(t) in words for t in near if t.pos_ == "NOUN") and any(
        g.in_class(t, "state", "force", "place") or t.pos_ == "PROPN" for t in doers(verb)
    )


def _object_fits(g: Grammar, verb: Token, objects: list[Token], sense: Sense, words: tuple[str, ...]) -> bool:
    if "none" in sense.object and not objects:
        return True
    if "clause" in sense.object and wanted_clause(verb) is not None:
        return True
    for prep, classes in sense.prep.items():
        if any(g.in_class(t, *classes) for t in pobj(verb, prep)):
            return True
    if len(words) > 1 and not objects:
        return True
    named = sense.object - {"none", "clause"}
    for token in objects:
        if g.in_class(token, *named):
            return True
        parts = pobj(token, "of", "in", "worth") if g.noun(token) in _TRANSPARENT or token.pos_ == "NUM" else []
        if any(g.in_class(t, *named) for t in parts):
            return True
        if "aid" in named and (token.ent_type_ == "MONEY" or _laden(g, token)):
            return True
        if "person" in named and (token.pos_ == "NUM" or token.ent_type_ == "PERSON"):
            return True
    if not objects and not is_passive(verb) and verb.dep_ == "relcl":
        noun = antecedent(verb)
        return noun is not None and g.in_class(noun, *named)
    return False
