"""Who acts: from a phrase to the country, organisation or person that it stands for.

"Kenyan forces" is Kenya, "Washington" (as a government) the United States, a spokesperson their organisation when
a stance is asked for, "both sides" the two parties in conflict, "the group" the organisation named last.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from geodata.model import PlaceKind
from geodata.phrases import long_names, noun_phrase
from geodata.rivals import Rivals
from geodata.syntax import (
    ancestors,
    conjuncts,
    grammatical_subjects,
    possessors,
    prepositions,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

    from geodata.clauses import Grammar


Kind = Literal["country", "organisation", "person", "generic"]


_BACK = 150
"""Tokens: how far back a pronoun or "the group" looks for what it means; about five sentences."""


_LANDS = frozenset({"country", "nation", "kingdom", "republic"})
_AT = frozenset(
    {"in", "at", "near", "on", "from", "to", "into", "towards", "outside", "around", "across", "through", "over"}
)
"""Prepositions whose town is where something is, not who acts."""
_NEAR = 40
"""Tokens: how far back "he" looks for an office without a name; about two sentences."""
_STATE_WORDS = frozenset({"defense", "defence", "air", "armed", "national", "foreign", "prime", "army", "security", "interior", "border", "coast", "supreme", "federal", "military", "naval", "royal", "special", "general", "high", "people", "central"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Party:
    """An actor by name; ``named`` is false for "police" or "protesters"."""

    name: str
    kind: Kind
    named: bool = True


def _name_like(token: Token) -> bool:
    """A proper name, or letters that stand for one ("the FLNKS")."""
    return token.pos_ == "PROPN" or (token.text.isupper() and token.text.isalpha() and len(token.text) > 2)


def joined_name(token: Token) -> str:
    """The run of capitalised words that ends in the token: "White House"."""
    first = token.i
    while first > 0 and token.doc[first - 1].pos_ == "PROPN" and token.doc[first - 1].head in (token, token.head):
        first -= 1
    return token.doc[first : token.i + 1].text


def _named_part(name: str) -> str:
    """A name without the words before it that describe it: "exiled National Unity Government"."""
    words = name.split()
    while len(words) > 1 and words[0][:1].islower() and words[1][:1].isupper() and len(words[0]) > 3:
        words = words[1:]
    return " ".join(words)


class Actors:
    """Resolves phrases of one reading; keeps the named parties in text order for pronouns and "both sides"."""

    def __init__(self, grammar: Grammar) -> None:
        self.g = grammar
        self._people: dict[str, Party] = {}
        self._busy: set[int] = set()
        self._rivals = Rivals(self)
        self._members = self._find_members()
        self._meet()

    def _meet(self) -> None:
        """Whom each person of the text speaks for, from where they are introduced: later they go by their surname."""
        for token in self.g.doc:
            if token.ent_type_ == "PERSON" and token.dep_ != "compound":
                holder = self._holder(token)
                if holder is not None and holder.kind != "person":
                    self._people.setdefault(token.lower_, holder)
            elif token.pos_ == "NOUN" and self.g.in_class(token, "official"):
                named = [c for c in token.children if c.dep_ == "appos" and c.ent_type_ == "PERSON"]
                holder = self._holder(token) if named else None
                for c in named if holder is not None and holder.kind != "person" else ():
                    self._people.setdefault(c.lower_, holder)  # type: ignore[arg-type]

    def parties(self, tokens: list[Token]) -> list[Party]:
        """The parties behind phrases, each once, persons as what they speak for: for stances."""
        return self._unique(p for t in tokens for p in self._resolve(t, stance=True))

    def actors(self, tokens: list[Token]) -> list[Party]:
        """The actors of an event, each once: persons with their office, generic groups by their noun."""
        return self._unique(p for t in tokens for p in self._resolve(t, stance=False))

    @staticmethod
    def _unique(found: object) -> list[Party]:
        seen: dict[str, Party] = {}
        for party in found:  # type: ignore[attr-defined]
            seen.setdefault(party.name.lower(), party)
        return list(seen.values())

    # --- one phrase ---------------------------------------------------------------------------------------------

    def _resolve(self, token: Token, stance: bool) -> list[Party]:
        if token.i in self._busy:
            return []
        self._busy.add(token.i)
        try:
            return self._meaning(token, stance)
        finally:
            self._busy.discard(token.i)

    def _meaning(self, token: Token, stance: bool) -> list[Party]:
        g, low = self.g, token.lower_
        if token.pos_ == "PRON" or low in g.tables.words["pronouns"]:
            if low in ("both", "neither", "each"):
                return self._rivals.both(token)
            found = self._pronoun(token)
            return [found] if found else []
        text = " ".join(t.lower_ for t in token.subtree if t.i <= token.i and token.i - t.i < 4)
        if any(text.endswith(phrase) for phrase in g.tables.words["both"] if " " in phrase):
            return self._rivals.both(token)
        if text.split()[0] in ("both", "neither", "either") and g.noun(token) in (
            "side",
            "party",
            "country",
            "government",
        ):
            return self._rivals.both(token)
        members = self._members.get(g.noun(token))
        if members and (g.noun(token) == "mediator" or self._holder(token) is None):
            return members
        if g.noun(token) in _LANDS and (land := self._definite(token)) is not None:
            return [land]  # "the West African country"
        own = self._named(token, stance)
        if own:
            return own
        definite = self._definite(token)
        if definite is not None:
            return [definite]
        name = noun_phrase(g, token, plain=True)
        return [Party(name, "generic", named=False)] if name else []

    def _named(self, token: Token, stance: bool) -> list[Party]:
        """A phrase with a name in it: the name itself, or what the name is attached to."""
        g = self.g
        seat = self._seat(token)
        if seat is not None:
            return [seat]
        mention = g.mention(token)
        if mention is not None and token.pos_ in ("PROPN", "NOUN", "ADJ"):
            country = g.country_name(mention)
            if mention.demonym or mention.metonym or (country and self._is_country(mention.place_id)):
                return [Party(country or mention.text, "country")]
            return [Party(mention.text, "organisation")]
        if token.tag_ == "NNS" and g.in_class(token, "official", "force", "state"):
            of = [self._modifier(t) for w, t in prepositions(token) if w in ("of", "from") and t.pos_ == "PROPN"]
            several = [p for p in of if p is not None]
            if len(several) > 1:
                return several  # "the presidents of Chad and Niger"
        holder = self._holder(token)
        role = g.in_class(token, "state") or (
            g.in_class(token, "force") and holder is not None and holder.kind == "organisation"
        )
        if token.ent_type_ == "PERSON" or (token.pos_ == "PROPN" and self._has_title(token)):
            person = self._person(token, holder)
            return [
                person
                if not stance or (holder is None and person.name == token.text)
                else self._people.get(token.lower_, person)
            ]
        if token.pos_ == "PROPN" and not g.in_class(token, "official"):
            if holder is not None and holder.kind == "country" and role and not self._own_name(token):
                return [holder]
            name = self._long.get(token.text, "") or _named_part(noun_phrase(g, token, plain=True))
            return [Party(g.tables.bodies.get(name, name), "organisation")] if name else []
        for c in token.children:  # "the main independence movement, the FLNKS"; "opposition leader Ana Ruiz"
            if c.dep_ == "appos" and g.mention(c) is None and (_name_like(c) or c.ent_type_ == "PERSON"):
                if c.ent_type_ == "PERSON" or g.in_class(token, "official"):
                    person = self._person(c, holder)
                    if not stance and g.doc[token.i + 1].text != "," and g.in_class(token, "official"):
                        person = Party(f"{noun_phrase(g, token, plain=True)} {person.name}", "person")
                    return [holder if stance and holder is not None else person]
                name = self._long.get(c.text, "") or _named_part(noun_phrase(g, c, plain=True))
                return [Party(g.tables.bodies.get(name, name), "organisation")]
        if holder is not None and (role or (stance and g.in_class(token, "official", "force", "organisation"))):
            if not stance and g.in_class(token, "official") and not g.in_class(token, "authority"):
                return [Party(noun_phrase(g, token, plain=True), "person")] if g.noun(token) != "force" else [holder]
            return [holder]
        return []

    def owner(self, token: Token) -> Party | None:
        """Whom a phrase belongs to: "the U.N. proposal", "Chad's offer"."""
        return self._holder(token)

    def _seat(self, token: Token) -> Party | None:
        """A seat of government that acts: "Ankara said", "the Kremlin's offer", "the White House"."""
        g = self.g
        if token.pos_ != "PROPN" or token.dep_ not in ("nsubj", "nsubjpass", "poss", "conj", "appos", "pobj", "dobj"):
            return None
        mention = g.mention(token)
        if mention is None:
            name = joined_name(token)
        elif mention.demonym or mention.kind not in (PlaceKind.settlement, PlaceKind.facility):
            return None
        else:
            name = mention.text
        code = g.tables.seats.get(name)
        if code is None or (mention is not None and mention.country not in (None, code)):
            return None
        top = token
        while top.dep_ in ("conj", "appos") and top.head.pos_ == "PROPN":
            top = top.head
        if top.dep_ == "pobj" and top.head.lower_ not in ("by", "with", "between", "against", "to", "for"):
            return None
        if mention is not None and top.dep_ == "pobj" and top.head.lower_ in ("to", "for"):
            return None
        country = g.country_of(code)
        return Party(country, "country") if country else None

    @cached_property
    def _long(self) -> dict[str, str]:
        return long_names(self.g.doc)

    def _own_name(self, token: Token) -> bool:
        """Whether a phrase with a country's adjective is a name of its own ("Syrian Democratic Forces")."""
        rest = [c for c in token.children if c.dep_ in ("compound", "amod", "nmod") and self.g.mention(c) is None]
        return any(c.text[:1].isupper() and c.lower_ not in _STATE_WORDS for c in rest)

    def _is_country(self, place_id: str | None) -> bool:
        place = self.g.reading.places.get(place_id or "")
        return place is not None and (place.kind == "country" or place.where_prec == 6)

    def _has_title(self, token: Token) -> bool:
        titles = self.g.tables.classes["titles"]
        return any(c.lower_ in titles and c.dep_ in ("compound", "amod", "nmod") for c in token.children)

    def _person(self, token: Token, holder: Party | None) -> Party:
        if holder is not None:
            self._people.setdefault(token.lower_, holder)
        name = noun_phrase(self.g, token, plain=True)
        return Party(name or token.text, "person")

    def _holder(self, token: Token) -> Party | None:
        """The country or organisation that a phrase belongs to: "Kenyan", "M23", "Brazil's", "of Kenya", an apposition."""
        g = self.g
        for c in (*token.children, *possessors(token)):
            if c.dep_ in ("amod", "compound", "nmod", "poss") or c in possessors(token):
                found = self._modifier(c)
                if found is None and c.tag_ == "PRP$" and g.in_class(token, "force", "state", "official"):
                    found = self._pronoun(c)  # "his troops"
                    if found is not None and found.kind == "person":
                        found = self._people.get(found.name.split()[-1].lower())
                if found is not None:
                    return found
        for word, held in prepositions(token):
            if (
                word in ("of", "for", "from")
                and g.in_class(token, "official", "force", "organisation")
                and held.pos_ == "PROPN"
            ):
                found = self._modifier(held)
                if found is not None:
                    return found
        for c in token.children:
            if c.dep_ == "appos" and (c.pos_ == "NOUN" or g.in_class(c, "official")) and c.i not in self._busy:
                self._busy.add(c.i)
                try:
                    found = self._holder(c)
                finally:
                    self._busy.discard(c.i)
                if found is not None:
                    return found
        return self._people.get(token.lower_) if token.ent_type_ == "PERSON" or token.pos_ == "PROPN" else None

    def _modifier(self, c: Token) -> Party | None:
        g = self.g
        mention = g.mention(c)
        if mention is not None:
            country = g.country_name(mention)
            if country and (mention.demonym or mention.metonym or self._is_country(mention.place_id)):
                return Party(country, "country")
            return None
        if c.lower_ in g.tables.classes["titles"]:
            return next(
                (f for d in c.children if d.dep_ in ("compound", "amod", "nmod", "poss") and (f := self._modifier(d))),
                None,
            )
        if c.ent_type_ == "PERSON":
            return None
        if c.pos_ == "PROPN" and (c.ent_type_ in ("ORG", "NORP") or c.dep_ in ("poss", "pobj", "compound")):
            if any(t.lower_ in g.tables.classes["titles"] for t in (c, *c.children)):
                for deeper in c.children:
                    if deeper.dep_ in ("compound", "amod", "nmod") and (found := self._modifier(deeper)) is not None:
                        return found
                return None
            name = _named_part(noun_phrase(g, c, plain=True))
            return Party(g.tables.bodies.get(name, name), "organisation")
        if c.dep_ == "poss":
            return next((p for p in self._resolve(c, stance=True) if p.named and p.kind != "person"), None)
        if c.dep_ in ("compound", "nmod"):
            for deeper in c.children:
                if deeper.dep_ in ("compound", "amod", "nmod") and (found := self._modifier(deeper)) is not None:
                    return found
        return None

    # --- reference ----------------------------------------------------------------------------------------------

    @cached_property
    def _sequence(self) -> list[tuple[int, bool, Party]]:
        """Every named party in text order: (token index, whether it is a subject, party)."""
        found = []
        for token in self.g.doc:
            inner = token.dep_ in ("compound", "amod", "nmod", "det", "punct")
            held = token.ent_type_ in ("ORG", "NORP", "GPE") and token.head.dep_ in ("nsubj", "nsubjpass")
            short = _name_like(token) and token.pos_ == "NOUN"  # "the FLNKS", read as a plural
            if token.pos_ not in ("PROPN", "NOUN", "ADJ") or (inner and not (held and token.dep_ != "punct")):
                continue
            mention = self.g.mention(token)
            if mention is None and token.pos_ != "PROPN" and not short:
                continue
            where = token.dep_ == "pobj" and token.head.lower_ in _AT
            if token.ent_type_ in ("DATE", "TIME") or (
                mention is not None and mention.kind in (PlaceKind.region, PlaceKind.water, PlaceKind.border)
            ):
                continue
            if where and mention is not None and not mention.metonym and not self._is_country(mention.place_id):
                continue  # "talks in Nairobi": nobody who acts
            top = token.head if token.dep_ == "appos" else token
            for party in self._named(token, stance=True) or ([Party(token.text, "organisation")] if short else []):
                found.append((token.i, top.dep_ in ("nsubj", "nsubjpass") and not where, party))
        return found

    def _before(self, index: int) -> list[tuple[int, bool, Party]]:
        """Named parties before a token, nearest first, inside the look-back."""
        sequence = self._sequence
        i = bisect_left(sequence, index, key=lambda row: row[0])
        return [row for row in reversed(sequence[max(0, i - 40) : i]) if index - row[0] <= _BACK]

    def _pronoun(self, token: Token) -> Party | None:
        low = token.lower_
        if low in ("he", "she", "him", "his", "her"):
            person = next((p for i, _, p in self._before(token.i) if self.g.doc[i].ent_type_ == "PERSON"), None)
            return person or self._speaker(token) or self._official(token)
        if low in ("who", "which", "that"):
            return None
        if low not in ("it", "its", "they", "their", "them"):
            return None
        speaker = self._speaker(token)
        if speaker is not None:
            return speaker
        wanted = [row for row in self._before(token.i) if row[2].kind != "person"]
        sentence = self.g.sentence(token).start
        subjects = [p for i, subject, p in wanted if subject and i >= sentence] or [
            p for _, subject, p in wanted if subject
        ]
        noun = self.g.meant(token)
        if low in ("it", "its") and subjects:
            if (
                noun is not None
                and noun.pos_ == "NOUN"
                and noun.i not in self._busy
                and not self._subject_since(noun.i, token.i)
            ):
                meant = self._resolve(noun, stance=True)  # "The government ruled out talks. It has proposed …"
                if meant and meant[0].named:
                    return meant[0]
            return subjects[0]
        if noun is None or noun.i in self._busy or noun.ent_type_ in ("DATE", "TIME"):
            return None
        name = noun_phrase(self.g, noun, plain=True)
        return Party(name, "generic", named=False) if name else None

    def _subject_since(self, first: int, last: int) -> bool:
        """Whether a named party is a subject between two words."""
        return any(subject and first < i < last for i, subject, _ in self._before(last))

    def _official(self, token: Token) -> Party | None:
        """ "The governor …. He has refused": the office named last before."""
        g = self.g
        for i in range(token.i - 1, max(-1, token.i - _NEAR), -1):
            one = g.doc[i]
            if one.pos_ == "NOUN" and one.tag_ == "NN" and g.in_class(one, "official") and one.dep_ != "compound":
                return Party(noun_phrase(g, one, plain=True), "person", named=False)
        return None

    def _speaker(self, token: Token) -> Party | None:
        """ "Peru said it …": the pronoun of a reported clause is most often the speaker."""
        for one in ancestors(token, 12):
            if one.dep_ in ("ccomp", "xcomp", "advcl") and self.g.word(one.head, "speech_verbs"):
                subjects = grammatical_subjects(one.head)
                if token in subjects or not subjects:
                    return None
                found = self.parties(subjects)
                return found[0] if found else None
        return None

    def _definite(self, token: Token) -> Party | None:
        """ "the group", "the country", "the ministry": the last named party of that sort."""
        g, words = self.g, self.g.tables.words
        noun = g.noun(token)
        determiner = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss")), "")
        if determiner not in ("the", "its", "their", "this", "that", "his", "her"):
            return None
        if noun not in _LANDS and any(
            c.dep_ in ("amod", "compound", "relcl", "prep", "acl")
            and c.lower_ not in ("latest", "own", "entire", "armed")
            for c in token.children
        ):
            return None
        if noun in words["group_words"] or token.lower_ in words["group_words"]:
            kinds = ("organisation",)
        elif noun in words["country_words"] or token.lower_ in words["country_words"]:
            kinds = ("country",)
        elif noun in words["company_words"]:
            kinds = ("organisation",)
        else:
            return None
        speaker = self._speaker(token)
        if speaker is not None and speaker.named and speaker.kind in kinds:
            return speaker
        rows = [row for row in self._before(token.i) if row[2].kind in kinds]
        same = next((p for _, _, p in rows if p.name.split()[-1].lower() == noun), None)
        if same is not None:
            return same  # "the association": the one with that word in its name
        if noun in words["body_words"]:
            return None  # "the ministry", of which the text has named none
        if kinds == ("country",) and self._home is not None:
            near = self.g.sentence(token).start
            if not any(subject and i >= near for i, subject, _ in rows):
                return self._home
        near = self.g.sentence(self.g.doc[max(0, self.g.sentence(token).start - 1)]).start
        last = [p for i, _, p in rows if i >= near]
        if kinds == ("organisation",) and last and noun in words["group_words"]:
            return next((p for i, subject, p in rows if subject and i >= near), last[0])
        return next((p for _, subject, p in rows if subject), rows[0][2] if rows else None)

    @cached_property
    def _home(self) -> Party | None:
        """The country that the article is about: that of most of its places, if it is clearly one."""
        counts: dict[str, int] = {}
        for mention in self.g.reading.mentions:
            if mention.country and not mention.inside:
                counts[mention.country] = counts.get(mention.country, 0) + 1
        best = sorted(counts.items(), key=lambda row: (-row[1], row[0]))[:2]
        if not best or best[0][1] < 3 or (len(best) > 1 and best[0][1] < 2 * best[1][1]):
            return None
        name = self.g.country_of(best[0][0])
        return Party(name, "country") if name else None

    def _find_members(self) -> dict[str, list[Party]]:
        """ "mediators, including Oman and Kenya": what later plain "mediators" stands for."""
        found: dict[str, list[Party]] = {}
        g = self.g
        for token in g.doc:
            if token.lower_ in ("including", "namely", "such") and token.dep_ == "prep" and token.head.pos_ == "NOUN":
                if not g.in_class(token.head, "official", "state", "organisation"):
                    continue
                names = [
                    self.name_of(held)
                    for _, held in prepositions(token.head)
                    if held.i > token.i and held.head.i >= token.i
                ]
                parties = [p for p in names if p is not None]
                if parties:
                    found.setdefault(g.noun(token.head), parties)
            elif token.pos_ == "NOUN" and g.noun(token) == "mediator":
                modifiers = [
                    m for c in token.children if c.dep_ in ("amod", "compound", "nmod", "appos") for m in conjuncts(c)
                ]
                modifiers += [held for word, held in prepositions(token) if word == "from"]
                parties = [p for m in modifiers if (p := self.name_of(m)) is not None]
                if parties:
                    found.setdefault("mediator", parties)
        return found

    def name_of(self, token: Token) -> Party | None:
        found = self._modifier(token)
        if found is None and token.pos_ == "PROPN" and token.ent_type_ != "PERSON":
            named = self._named(token, stance=True)
            found = named[0] if named else None
        return found
