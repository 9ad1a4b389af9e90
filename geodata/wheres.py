"""Where an event happens: the mentions that the syntax ties to it, against those that are only named beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.model import PlaceKind
from geodata.syntax import is_verbal

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geodata.clauses import Grammar
    from geodata.mentions import Mention
    from geodata.senses import Trigger

_PLACED = frozenset({"in", "at", "near", "on", "across", "around", "outside", "inside", "over", "off", "along", "within", "throughout", "through", "between", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "beyond", "above", "under", "beside", "opposite", "amid"})  # fmt: skip
_TOWARDS = frozenset({"to", "into", "toward", "towards", "onto", "for"})
_FROM_KEYS = frozenset({"withdraw", "evacuation", "release", "kidnap", "rescue", "recall", "flee"})
_TO_KEYS = frozenset(
    {
        "visit",
        "deploy",
        "aid",
        "capture",
        "attack",
        "talks",
        "strike",
        "withdraw",
        "rescue",
        "evacuation",
        "quake",
        "flood",
        "storm",
        "drought",
    }
)
_AGAINST = frozenset({"against", "on"})
_ATTACKS = frozenset({"strike", "attack", "operation", "blast", "kill", "shoot", "capture", "protest"})
_NOT_HERE = frozenset({"base", "bear", "headquarter", "register", "bind", "call", "know", "flag", "educate", "train"})
_HITTING = frozenset({"strike", "hit", "rock", "batter", "shake", "lash", "pound", "jolt", "ravage", "devastate", "flood", "inundate", "reach"})  # fmt: skip
"""Verbs whose object is the place itself."""
_NOT_IN = frozenset({"near", "outside", "off", "along", "around", "across", "between", "beyond", "opposite", "beside", "throughout"})  # fmt: skip
"""Prepositions that "in" cannot stand for."""
_UNDERGOING = frozenset({"suffer", "see", "experience", "face", "witness", "endure", "record"})
_SUBJECT_PLACES = frozenset({"NATURAL", "PROTEST", "OTHER"})


def where(g: Grammar, trigger: Trigger, others: set[int], sentence: Span) -> tuple[list[Mention], list[Mention], float]:
    """(places of the event, places only named in its clause, how sure 0–1). ``others``: the other events' words."""
    ranked: list[tuple[float, Mention]] = []
    named: list[Mention] = []
    for mention in g.mentions_in(sentence):
        if mention.place_id is None or mention.inside:
            continue
        root = g.mention_root(mention)
        if root is None:
            continue
        rank = _rank(g, trigger, mention, root, others)
        if rank > 0:
            ranked.append((rank, mention))
        elif rank == 0 and not mention.demonym:
            named.append(mention)
    if not ranked:
        return [], named, 0.0
    best = max(rank for rank, _ in ranked)
    chosen = [m for rank, m in ranked if rank >= best - 0.05]
    less = [m for rank, m in ranked if 0.6 <= rank < best - 0.05 and _lies_in(g, m, chosen)]
    chosen, wider = _innermost(g, [*chosen, *less])
    named += wider + [m for _, m in ranked if m not in chosen and m not in wider]
    return chosen, named, best


def _rank(g: Grammar, trigger: Trigger, mention: Mention, root: Token, others: set[int]) -> float:
    """How firmly a mention is tied to the event; 0 named beside it, −1 tied to something else."""
    if mention.metonym:
        return 0
    core = trigger.core
    key, kind = trigger.sense.key, trigger.sense.type.value
    if mention.demonym:
        return -1
    if _there(root, trigger):
        return 1.0
    token, prep = root, ""
    steps = 0
    while True:
        head = token.head
        if token.i in core and token is not root:
            return 0
        if head.i == token.i or steps > 14:
            return 0
        steps += 1
        dep = token.dep_
        if dep == "pobj":
            holder = head
            word = holder.lower_
            while holder.dep_ in ("prep", "pcomp") and holder.head.dep_ == "prep":
                holder = holder.head
                word = (
                    word
                    if holder.lower_ in ("out", "away", "because")
                    else (holder.lower_ if holder.lower_ in _PLACED else word)
                )
            above = holder.head
            score = _by_preposition(g, trigger, word, above, root)
            if above.i in core:
                return score
            if score > 0 and _passes(g, above, trigger):
                token, prep = above, prep or word
                reached = _reach(g, trigger, above, others, root)
                if reached:
                    return min(score, score * reached)
                return 0
            if word == "of" and g.in_class(above, "place_noun"):
                token = above
                continue
            return 0
        if dep in ("conj", "appos") and g.mention(head) is not None:
            token = head
            continue
        if (
            dep in ("poss", "compound", "nmod", "amod")
            and g.in_class(head, "place_noun", "structure", "passage")
            and head.i not in core
        ):
            token = head
            continue
        if dep in ("compound", "nmod", "poss", "amod", "npadvmod"):
            if head.i in core and kind in (
                "CONSULT",
                "NATURAL",
                "ASSAULT",
                "PROTEST",
                "OTHER",
                "AID",
                "RETREAT",
                "COERCE",
            ):
                return 0.8 if dep != "poss" or kind != "ASSAULT" else 0.5
            return 0 if steps == 1 else -1
        if dep in ("dobj", "nsubjpass") and head.i in core and (dep == "nsubjpass" or trigger.how != "object"):
            if kind in ("NATURAL", "ASSAULT", "OTHER") and any(b in _HITTING for b in g.bases(head)):
                return 1.0
            return (
                0.9
                if kind not in ("ACCUSE", "SUPPORT", "REJECT", "REQUEST", "THREATEN", "SANCTION", "AGREE", "CONSULT")
                or key == "visit"
                else 0
            )
        if dep == "nsubj" and head.i in core and kind in _SUBJECT_PLACES and g.mention(token) is None:
            return 0.7
        if (
            dep in ("nsubj",)
            and head.i in core
            and kind in ("NATURAL", "OTHER")
            and key in ("vote", "shortage", "flood", "drought", "quake", "storm", "evacuation", "outbreak")
        ):
            return 0.7
        if dep == "nsubj" and head.i in core and trigger.phrase in _UNDERGOING:
            return 0.8
        if dep in ("advmod", "npadvmod", "attr", "oprd", "dep"):
            token = head
            continue
        return 0


def _there(root: Token, trigger: Trigger) -> bool:
    """ "in Choloma, where gunmen killed 13": the place that the clause hangs on."""
    verb = trigger.carrier
    while verb.dep_ == "conj" and is_verbal(verb.head):
        verb = verb.head
    if verb.dep_ not in ("relcl", "advcl", "acl") or not any(c.lower_ == "where" for c in verb.children):
        return False
    above = verb.head
    return above.i == root.i or (above.dep_ in ("appos", "pobj") and above.head.i == root.i)


def _passes(g: Grammar, above: Token, trigger: Trigger) -> bool:
    """Whether a phrase on this word may be the event's place: not the home of a person or body, not "based in"."""
    if is_verbal(above):
        return g.base(above) not in _NOT_HERE
    return above.ent_type_ != "PERSON"


def _by_preposition(g: Grammar, trigger: Trigger, word: str, above: Token, root: Token) -> float:
    key, kind = trigger.sense.key, trigger.sense.type.value
    if word in _PLACED:
        if word == "between":
            mention = g.mention(root)
            if mention is None or mention.kind == PlaceKind.country:
                return 0
            return (
                0.9
                if mention.kind in (PlaceKind.border, PlaceKind.corridor)
                else 0.8
                if kind not in ("CONSULT", "AGREE")
                else 0
            )
        if word == "on" and kind in ("SANCTION", "AGREE", "REJECT", "CONSULT", "REQUEST"):
            mention = g.mention(root)
            return 0.8 if mention is not None and mention.kind in (PlaceKind.border, PlaceKind.water) else 0
        if word in ("over", "on") and kind == "CONSULT":
            return 0
        return 1.0
    if word == "from":
        return 0.9 if key in _FROM_KEYS or (kind == "RETREAT") else 0
    if word == "to" and trigger.phrase == "spread" and above.i in trigger.core:
        return 0.9
    if word == "for" and key == "evacuation":
        return 0.9
    if word in _TOWARDS:
        return (
            0.85
            if key in _TO_KEYS and above.i in trigger.core and (word != "for" or key == "visit")
            else (0.6 if key in ("deploy", "aid", "visit", "withdraw") and word != "for" else 0)
        )
    if word == "against":
        return 0.75 if key in _ATTACKS else 0
    if word == "of":
        if above.i in trigger.core and kind in (
            "ASSAULT",
            "NATURAL",
            "COERCE",
            "OTHER",
            "MOBILIZE",
            "RETREAT",
            "CONSULT",
        ):
            return 0.85
        return 0.9 if g.in_class(above, "place_noun", "structure", "passage") else 0
    if word in ("by", "with", "to"):
        return 0
    return 0


def _reach(g: Grammar, trigger: Trigger, token: Token, others: set[int], root: Token) -> float:
    """How firmly the word that holds a place is tied to the event: 1 the core, less for arguments and outer clauses."""
    core = trigger.core
    weight = 1.0
    for _ in range(14):
        if token.i in core:
            return weight
        if token.i in others and not (token.dep_ == "relcl" and trigger.sense.type.value == "ASSAULT"):
            return _from_outside(g, trigger, token, weight, root)
        head = token.head
        if head.i == token.i:
            break
        dep = token.dep_
        if dep in ("relcl", "acl") or (dep == "advcl" and is_verbal(token)):
            if head.i in core and (dep == "acl" or g.word(token, "timing_verbs")):
                return 0.8 * weight
            if dep == "acl" and token.tag_ == "VBG" and head.dep_ == "dobj" and head.head.i in core:
                return 0.65 * weight  # "intercepted a boat carrying cocaine off …"
            if (
                dep == "relcl"
                and is_verbal(head.head if head.dep_ == "pobj" else head) is False
                and trigger.sense.type.value in ("ASSAULT", "PROTEST")
            ):
                holder = head.head.head if head.dep_ == "pobj" else head.head
                return 0.62 if holder.i in core else 0.0  # "fired on people who stormed the palace in …"
            return 0.0
        if dep in ("ccomp", "parataxis"):
            break
        if dep == "conj" and is_verbal(token) and is_verbal(head) and head.i in core:
            return 0.0  # "struck Chile and was felt in Bolivia": the second verb's place is its own
        if (
            dep in ("nsubj", "poss")
            and token.pos_ in ("NOUN", "PROPN")
            and not g.in_class(token, "hazard", "structure", "place_noun", "accident")
        ):
            weight *= 0.55 if g.in_class(token, "person", "force", "official", "organisation") else 0.8
        elif dep in ("dobj", "nsubjpass", "pobj", "attr"):
            weight *= 0.95
        token = head
    return _from_outside(g, trigger, token, weight, root)


def _place_of_saying(g: Grammar, trigger: Trigger, verb: Token, root: Token) -> bool:
    """ "Schools will reopen, the ministry said in Lima": where it was said, unless it opens a sentence that ends so."""
    if not g.word(verb, "speech_verbs") or verb.i in trigger.core:
        return False
    return not (root.i < trigger.carrier.i < verb.i)


def _from_outside(g: Grammar, trigger: Trigger, token: Token, weight: float, root: Token) -> float:
    """A place on an outer or neighbouring clause, handed down to the event ("In Jos, troops fired, leading to clashes")."""
    if not is_verbal(token) or _place_of_saying(g, trigger, token, root):
        return 0.0
    below = trigger.carrier
    for _ in range(8):
        if below.i == token.i:
            return 0.7 * weight
        if below.dep_ in ("relcl",) or below.head.i == below.i:
            return 0.0
        if below.dep_ in (
            "ccomp",
            "advcl",
            "conj",
            "xcomp",
            "prep",
            "pobj",
            "dobj",
            "nsubj",
            "acl",
            "pcomp",
            "parataxis",
            "nsubjpass",
            "appos",
            "attr",
            "dep",
            "oprd",
            "agent",
            "acomp",
            "amod",
            "nmod",
            "compound",
            "poss",
            "npadvmod",
            "advmod",
            "csubj",
        ):
            below = below.head
            continue
        return 0.0
    return 0.0


def _lies_in(g: Grammar, mention: Mention, chosen: list[Mention]) -> bool:
    """Whether a mention lies in one of the chosen places and says more exactly where."""
    places = g.reading.places
    own = places.get(mention.place_id or "")
    return own is not None and any(
        (other := places.get(m.place_id or "")) is not None
        and other.where_prec > own.where_prec
        and (other.country == own.country and own.country is not None)
        for m in chosen
    )


def _innermost(g: Grammar, chosen: list[Mention]) -> tuple[list[Mention], list[Mention]]:
    """Drops the wider place where a narrower one lies in it ("in Goma, in eastern Congo": Goma)."""
    precision = {m.place_id: g.reading.places[m.place_id].where_prec for m in chosen if m.place_id in g.reading.places}
    kept: list[Mention] = []
    wider: list[Mention] = []
    for mention in chosen:
        own = precision.get(mention.place_id or "", 6)
        inner = [
            m
            for m in chosen
            if m.place_id != mention.place_id
            and precision.get(m.place_id or "", 6) < own
            and (
                m.country == mention.country
                or mention.kind in (PlaceKind.region, PlaceKind.water, PlaceKind.border)
                or own >= 5
            )
        ]
        (wider if inner and own >= 3 else kept).append(mention)
    return (kept, wider) if kept else (wider[:1], wider[1:])


def preposition_phrase(g: Grammar, mention: Mention, trigger: Trigger, near: bool = True) -> str:
    """The words that place the mention ("near Goma", "towards Goma"), for labels; "" where there are none.

    Without ``near`` the phrase hangs on another word: then only what "in" would misstate is kept.
    """
    root = g.mention_root(mention)
    if root is None:
        return ""
    token = root
    for _ in range(5):
        if token.dep_ == "pobj":
            holder = token.head
            if holder.lower_ in _PLACED or holder.lower_ in _TOWARDS or holder.lower_ in ("from", "of"):
                if not near and holder.lower_ not in _NOT_IN:
                    return ""
                above = holder.head
                first = holder.i
                if holder.lower_ == "of" and above.dep_ == "pobj" and g.in_class(above, "place_noun"):
                    token = above
                    continue
                if holder.lower_ in _TOWARDS or holder.lower_ in ("from", "of"):
                    kept = holder.lower_ == "from" or (holder.lower_ in _TOWARDS and above.i in trigger.core)
                    return f"{holder.lower_ if kept else 'in'} {g.text[mention.start : mention.end]}"
                last = max(
                    root.i,
                    *(t.i for t in g.doc.char_span(mention.start, mention.end, alignment_mode="expand") or [root]),
                )
                if last - first > 9:
                    return f"{holder.lower_} {g.text[mention.start : mention.end]}"
                return " ".join((holder.lower_, *g.doc[first + 1 : last + 1].text.split()))
        if token.dep_ in ("poss", "compound", "nmod", "amod", "appos", "conj"):
            token = token.head
            continue
        break
    return ""
