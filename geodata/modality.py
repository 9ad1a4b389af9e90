"""Whether something has happened, goes on, is planned, is only imagined, or is one side's claim.

A verb carries the modality of its auxiliaries and of what governs it ("is set to hold", "threatened to close");
a noun that of its adjectives, of the verb it completes, and of the noun or preposition it hangs on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodata.model import Modality
from geodata.syntax import beside, is_verbal, negated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar

_CLIMB = 8
"""How many governors are looked at; deeper nesting says nothing reliable in the small model's parses."""


@dataclass(frozen=True, slots=True)
class Mood:
    """The modality, and how it came: ``negated``, ``wished`` (a demand or aim, not a report), ``cue`` (the word)."""

    modality: Modality
    negated: bool = False
    wished: bool = False
    cue: str = ""


_LASTING = frozenset({"be", "remain", "continue", "persist", "face", "suffer"})
"""Verbs whose plain present says that a thing goes on ("there are shortages")."""
_OCCURRED = Mood(Modality.occurred)


def mood_of(g: Grammar, token: Token) -> Mood:
    """The mood of a verb's or noun's event."""
    mood = _verb(g, token, 0) if is_verbal(token) else _noun(g, token, 0)
    if mood.modality in (Modality.occurred, Modality.ongoing):
        for adverb in _adverbs(token):
            if adverb in g.tables.words["claimed_adv"]:
                return Mood(Modality.claimed, mood.negated, cue=adverb)
            if adverb in g.tables.words["hypothetical_adv"]:
                return Mood(Modality.hypothetical, mood.negated, cue=adverb)
    return mood


def _adverbs(token: Token) -> list[str]:
    own = [c.lower_ for c in token.children if c.dep_ == "advmod"]
    head = token.head
    for _ in range(4):
        if head.i == token.i:
            break
        own.extend(c.lower_ for c in head.children if c.dep_ == "advmod")
        if is_verbal(head):
            break
        token, head = head, head.head
    return own


def _helpers(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")}


def _verb(g: Grammar, verb: Token, depth: int) -> Mood:
    words = g.tables.words
    no = negated(verb)
    helpers = _helpers(verb)
    marks = {c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")}
    if marks & words["condition_marks"]:
        return Mood(Modality.hypothetical, no, wished=True, cue="if")
    if helpers & words["future_aux"]:
        dreaded = _reported(g, verb)
        if dreaded is not None and dreaded.modality == Modality.hypothetical:
            return Mood(Modality.hypothetical, no, dreaded.wished, dreaded.cue)  # "fears that they will attack"
        return Mood(Modality.planned, no, cue="will")
    if helpers & words["could_aux"]:
        if "would" in helpers and "have" not in helpers and _past_speech(g, verb):
            return Mood(Modality.planned, no, cue="would")
        return Mood(Modality.hypothetical, no, cue="could")
    if helpers & words["should_aux"]:
        return Mood(Modality.hypothetical, no, wished=True, cue="should")
    finite = verb.tag_ in ("VBD", "VBZ", "VBP") or bool(helpers - {"to", "being", "been", "having"})
    if "to" in helpers or not finite:
        governed = _governed(g, verb, depth)
        if governed is not None:
            return Mood(
                governed.modality, no != governed.negated if no else governed.negated, governed.wished, governed.cue
            )
    reported = _reported(g, verb)
    if reported is not None:
        return Mood(reported.modality, no or reported.negated, reported.wished, reported.cue)
    if g.base(verb) in ("continue", "remain", "persist", "rage") and verb.tag_ in ("VBZ", "VBP", "VBG"):
        return Mood(Modality.ongoing, no, cue="continue")
    if verb.tag_ in ("VBZ", "VBP") and any(c.dep_ == "expl" for c in verb.children):
        return Mood(Modality.ongoing, no, cue="there is")
    if verb.tag_ == "VBG" and helpers & {"is", "are", "'s", "’s", "'re", "’re", "has", "have", "been"}:
        if "going" in helpers or (g.base(verb) in ("meet", "leave", "visit", "host") and _dated_ahead(verb)):
            return Mood(Modality.planned, no, cue="is -ing")
        return Mood(Modality.ongoing, no, cue="is -ing")
    if verb.tag_ in ("VBZ", "VBP") and not helpers and _dated_ahead(verb):
        return Mood(Modality.planned, no, cue="present with a date ahead")
    if verb.tag_ == "VBN" and helpers & {"is", "are"} and not helpers & {"has", "have", "been"}:
        if (g.base(verb) in g.tables.governors and g.tables.governors[g.base(verb)] == "planned") or _dated_ahead(verb):
            return Mood(Modality.planned, no, cue=verb.lower_)
        if "being" in helpers:
            return Mood(Modality.ongoing, no, cue="is being")
    return Mood(Modality.occurred, no)


def _past_speech(g: Grammar, verb: Token) -> bool:
    """ "said they would …": the future seen from a past report, a plan."""
    head = verb
    for _ in range(4):
        if head.dep_ == "conj":
            head = head.head
            continue
        if head.dep_ in ("ccomp", "relcl", "advcl", "ROOT", "parataxis"):
            break
        head = head.head
    governor = head.head if head.dep_ == "ccomp" else None
    speech = [c for c in head.children if c.dep_ in ("ccomp", "parataxis") and g.word(c, "speech_verbs")]
    return bool(speech) or (governor is not None and g.word(governor, "speech_verbs"))


def _dated_ahead(verb: Token) -> bool:
    """A weekday, "tomorrow" or "next …" on the verb; with a present tense that is a plan."""
    for c in verb.children:
        near = [c, *c.children] if c.dep_ in ("prep", "npadvmod") else [c]
        if any(
            t.ent_type_ in ("DATE", "TIME")
            and (t.lower_.endswith("day") or t.lower_ in ("tomorrow", "tonight", "week", "month"))
            for t in near
        ):
            return not any(
                t.lower_ in ("today", "last", "every", "yesterday", "ago", "since")
                for n in near
                for t in (n, *n.children)
            )
    return False


def _governed(g: Grammar, verb: Token, depth: int) -> Mood | None:
    """The mood that a governor gives to its infinitive or -ing clause; None where it has none to give."""
    if depth >= _CLIMB or verb.head.i == verb.i:
        return None
    head = verb.head
    if verb.dep_ == "conj" and is_verbal(head):
        return _verb(g, head, depth + 1) if head.tag_ == verb.tag_ or head.tag_ in ("VB", "VBG", "VBN") else None
    if verb.dep_ in ("xcomp", "ccomp", "oprd"):
        owner = head.head if head.dep_ == "acomp" else head
        return _by_governor(g, head, owner, depth)
    if verb.dep_ in ("acl", "relcl") and head.pos_ in ("NOUN", "PROPN"):
        if verb.tag_ == "VBN":
            return None
        mood = _by_noun(g, head, depth)
        if mood is not None:
            return mood
        if verb.tag_ == "VB":
            return Mood(Modality.planned, cue="to")
        return None
    if verb.dep_ == "advcl" and verb.tag_ == "VB":
        return Mood(Modality.hypothetical, wished=True, cue="in order to")
    if verb.dep_ == "advcl" and is_verbal(head):
        outer = _verb(g, head, depth + 1)
        return outer if outer.modality in (Modality.planned, Modality.hypothetical) else None
    if verb.dep_ == "pcomp":
        prep, above = head, head.head
        if prep.lower_ in ("without", "instead", "before", "against"):
            return Mood(Modality.hypothetical, negated=True, wished=True, cue=prep.lower_)
        if above.pos_ in ("NOUN", "PROPN"):
            return _by_noun(g, above, depth)
        if prep.lower_ == "from" or is_verbal(above):
            return (
                _by_governor(g, above, above, depth)
                if prep.lower_ in ("from", "of", "on", "to", "at", "in", "with", "about", "for")
                else None
            )
    return None


def _by_governor(g: Grammar, governor: Token, owner: Token, depth: int) -> Mood | None:
    effect = next((e for b in g.bases(governor) if (e := g.tables.governors.get(b))), None) or g.tables.governors.get(
        governor.lower_
    )
    outer = _verb(g, owner, depth + 1) if is_verbal(owner) else _OCCURRED
    cue = governor.lower_
    no = negated(owner) or negated(governor)
    if g.base(governor) == "be" and governor.dep_ != "aux" and _agreed_to_act(g, governor):
        return Mood(Modality.planned, no, cue="is to")
    if g.base(governor) == "deny":
        return Mood(Modality.claimed, True, cue="deny")
    if effect == "planned":
        return Mood(Modality.hypothetical if outer.modality == Modality.hypothetical else Modality.planned, no, cue=cue)
    if effect == "wished":
        return Mood(Modality.hypothetical, no, wished=True, cue=cue)
    if effect == "refused":
        return Mood(Modality.hypothetical if outer.modality != Modality.occurred else Modality.occurred, True, cue=cue)
    if effect in ("threatened", "feared", "prevented"):
        return Mood(Modality.hypothetical, no, cue=cue)
    if effect == "reported":
        return Mood(Modality.claimed, no, cue=cue)
    if effect == "ongoing":
        return Mood(outer.modality if outer.modality != Modality.occurred else Modality.ongoing, no, cue=cue)
    if effect == "begun":
        return Mood(outer.modality, no or outer.negated, outer.wished, cue)
    return Mood(outer.modality, no or outer.negated, outer.wished, cue) if is_verbal(owner) else None


def _agreed_to_act(g: Grammar, be: Token) -> bool:
    """ "The minister is to receive …" (not "the aim is to …")."""
    subjects = [c for c in be.children if c.dep_ in ("nsubj", "nsubjpass")]
    return be.tag_ in ("VBZ", "VBP", "VBD") and all(
        t.pos_ in ("PROPN", "PRON")
        or g.in_class(t, "official", "state", "organisation", "force", "person", "crowd", "labour", "consult", "place")
        for t in subjects
    )


def attempt(g: Grammar, verb: Token) -> Token | None:
    """The verb of trying that governs it ("tried to seize"), where the attempt itself was made."""
    head = verb.head
    return head if verb.dep_ == "xcomp" and g.base(head) in ("try", "attempt") and is_verbal(head) else None


def _reported(g: Grammar, verb: Token) -> Mood | None:
    """A finite clause under "feared that", "hopes that", "denied that"."""
    top = verb
    while top.dep_ == "conj" and is_verbal(top.head):
        top = top.head
    if top.dep_ not in ("ccomp", "acl", "advcl") or beside(top):
        return None
    head = top.head
    if top.dep_ == "ccomp" and (is_verbal(head) or head.pos_ == "ADJ"):
        base = g.base(head)
        effect = g.tables.governors.get(base)
        if (effect in ("feared",) and base not in ("warn", "raise")) or effect in ("wished", "imagined"):
            return Mood(Modality.hypothetical, wished=effect == "wished", cue=base)
        if base == "deny":
            return Mood(Modality.claimed, True, cue=base)
    if top.dep_ == "acl" and head.pos_ == "NOUN":
        effect = g.tables.noun_governors.get(g.noun(head))
        if effect in ("feared", "wished"):
            return Mood(Modality.hypothetical, wished=effect == "wished", cue=head.lower_)
        if effect == "reported":
            return Mood(Modality.claimed, cue=head.lower_)
    return None


def _noun(g: Grammar, noun: Token, depth: int) -> Mood:
    words = g.tables.words
    no = negated(noun)
    for c in noun.children:
        if c.dep_ in ("amod", "compound", "nmod", "acl"):
            low = c.lower_
            if low in words["planned_adj"]:
                return Mood(Modality.planned, no, cue=low)
            if low in words["hypothetical_adj"] and c.dep_ != "acl":
                return Mood(Modality.hypothetical, no, cue=low)
            if low in words["claimed_adj"]:
                return Mood(Modality.claimed, no, cue=low)
            if low in words["ongoing_adj"]:
                above = _noun_governor(g, noun, depth)
                return (
                    above
                    if above is not None and above.modality == Modality.hypothetical
                    else Mood(Modality.ongoing, no, cue=low)
                )
    above = _noun_governor(g, noun, depth)
    return (
        Mood(above.modality, no or above.negated, above.wished, above.cue)
        if above is not None
        else Mood(Modality.occurred, no)
    )


def _noun_governor(g: Grammar, noun: Token, depth: int) -> Mood | None:
    """The mood from the verb, noun or preposition that a noun hangs on."""
    head = noun.head
    if depth >= _CLIMB or head.i == noun.i:
        return None
    if noun.dep_ in ("conj", "appos", "compound"):
        return _noun_governor(g, head, depth + 1) if head.pos_ in ("NOUN", "PROPN") else None
    if noun.dep_ in ("dobj", "nsubj", "nsubjpass", "attr", "dative") and is_verbal(head):
        return _from_verb(g, noun, head, depth)
    if noun.dep_ != "pobj":
        return None
    prep, above = head, head.head
    word = prep.lower_
    if above.i == prep.i:
        return None
    if word == "without" or (word == "of" and above.lower_ == "instead"):
        return Mood(Modality.hypothetical, negated=True, cue=word)
    if word == "ahead" or (word == "of" and above.lower_ == "ahead") or word in ("before", "until"):
        outer = _from_outer(g, above, depth)
        return Mood(Modality.planned, cue=word) if outer is None or outer.modality != Modality.hypothetical else outer
    if above.pos_ in ("NOUN", "PROPN"):
        mood = _by_noun(g, above, depth)
        if mood is not None:
            return mood
        if word in ("of", "in"):
            return _noun_governor(g, above, depth + 1)
        return None
    if is_verbal(above):
        effect = next((e for b in g.bases(above) if (e := g.tables.governors.get(b))), None)
        if word in ("of", "about", "against") and effect == "feared":
            return Mood(Modality.hypothetical, cue=above.lower_)
        if word == "for" and effect in ("wished", "planned"):
            return Mood(
                Modality.planned if effect == "planned" else Modality.hypothetical,
                wished=effect == "wished",
                cue=above.lower_,
            )
        if word == "to" and effect == "wished":
            return Mood(Modality.hypothetical, wished=True, cue=above.lower_)
        if word in ("at", "in", "on", "with", "to", "into", "for", "by", "as", "from"):
            outer = _verb(g, above, depth + 1)
            return Mood(outer.modality, False, outer.wished, outer.cue) if outer.modality != Modality.claimed else None
    return None


def _from_outer(g: Grammar, above: Token, depth: int) -> Mood | None:
    return _verb(g, above, depth + 1) if is_verbal(above) else None


def _from_verb(g: Grammar, noun: Token, verb: Token, depth: int) -> Mood | None:
    """A noun that a verb has as its object or subject."""
    effect = next((e for b in g.bases(verb) if (e := g.tables.governors.get(b))), None)
    if effect == "planned" and (
        any(c.dep_ == "prt" for c in verb.children)
        or noun.lower_ == "fire"
        or g.base(verb) == "tell"  # "told a summit": those who listen
        or (g.in_class(noun, "restriction") and g.base(verb) in ("order", "announce", "decide"))
    ):
        effect = None  # "setting off protests"
    outer = _verb(g, verb, depth + 1)
    if noun.dep_ in ("dobj", "nsubjpass", "attr") and _unhappened(g, verb, effect, outer):
        return Mood(Modality.hypothetical, negated=True, cue=verb.lower_)
    if verb.tag_ in ("VBZ", "VBP") and outer.modality == Modality.occurred and g.base(verb) in _LASTING:
        outer = Mood(Modality.ongoing, outer.negated, outer.wished, verb.lower_)
    if noun.dep_ in ("dobj", "nsubjpass", "attr"):
        cue = verb.lower_
        if effect in ("feared", "prevented", "threatened"):
            return Mood(Modality.hypothetical, cue=cue)
        if effect == "planned" and outer.modality != Modality.hypothetical:
            return Mood(Modality.planned, outer.negated, cue=cue)
        if effect in ("wished", "imagined"):
            return Mood(Modality.hypothetical, wished=True, cue=cue)
        if effect == "reported" and g.base(verb) in ("allege", "suspect", "claim"):
            return Mood(Modality.claimed, cue=cue)
    return outer


def _unhappened(g: Grammar, verb: Token, effect: str | None, outer: Mood) -> bool:
    """Whether the verb says that its object did not or will not happen ("ruled out", "averted", "denied")."""
    if g.phrase(verb, "excluding_verbs") is not None:
        return not negated(verb)
    return effect == "prevented" and outer.modality == Modality.occurred and not negated(verb)


def _by_noun(g: Grammar, governor: Token, depth: int) -> Mood | None:
    """The mood that a noun gives to what is said of it ("the risk of", "plans for", "a refusal to")."""
    effect = g.tables.noun_governors.get(g.noun(governor))
    cue = governor.lower_
    if effect == "feared":
        return Mood(Modality.hypothetical, cue=cue)
    if effect == "planned":
        return Mood(Modality.planned, cue=cue)
    if effect == "wished":
        return Mood(Modality.hypothetical, wished=True, cue=cue)
    if effect == "reported":
        return Mood(Modality.claimed, cue=cue)
    if effect == "refused":
        return Mood(Modality.occurred, True, cue=cue)
    return None
