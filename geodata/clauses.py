"""The parse of one article seen through the word lists: bases, word classes, mentions, phrases and their words.

:class:`Grammar` joins a :class:`~geodata.mentions.Reading` with the tables and answers the questions that the rules
for events and proposals share. It keeps what it has computed; it opens nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from geodata.mentions import Mention, Reading
from geodata.model import PlaceKind

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from geodata.tables import Tables

_QUOTES = {'"': '"', "“": "”", "«": "»", "„": "“"}
_QUOTE_LIMIT = 5
"""Words: shorter quotes are the article's own wording in inverted commas ("a red line"), longer ones are speech."""


class Grammar:
    """Questions about words and phrases of one reading."""

    def __init__(self, reading: Reading, tables: Tables) -> None:
        self.reading = reading
        self.tables = tables
        self.doc = reading.doc
        self.text = reading.doc.text  # joined anew at each call of spaCy's own
        self._bases: dict[int, tuple[str, ...]] = {}
        self._subtrees: dict[int, tuple[int, int]] = {}

    # --- words -------------------------------------------------------------------------------------------------

    def bases(self, token: Token) -> tuple[str, ...]:
        """The base forms that a verb token may have: by the tables' own forms first, else the parser's lemma."""
        found = self._bases.get(token.i)
        if found is None:
            found = self.tables.bases.get(token.lower_, ())
            lemma = token.lemma_.lower()
            if lemma in found:
                found = (lemma, *(f for f in found if f != lemma))
            elif not found:
                found = (lemma,)
            self._bases[token.i] = found
        return found

    def base(self, token: Token) -> str:
        """The likeliest base form."""
        return self.bases(token)[0]

    def word(self, token: Token, group: str) -> bool:
        """Whether one of the token's base forms (or a phrase that starts with it) is in that word list."""
        group_words = self.tables.words[group]
        return any(base in group_words for base in self.bases(token))

    def phrase(self, token: Token, group: str) -> str | None:
        """The longest phrase of that list that the verb makes with its particles and prepositions ("carry out")."""
        group_words = self.tables.words[group]
        tails = self.particles(token)
        for base in self.bases(token):
            for tail in tails:
                if f"{base} {tail}" in group_words:
                    return f"{base} {tail}"
            if base in group_words:
                return base
        return None

    def particles(self, verb: Token) -> tuple[str, ...]:
        """Particles and prepositions that hang on a verb, and "part in", "place" of fixed phrases; for phrase matching."""
        tails: list[str] = []
        for c in verb.children:
            if c.i <= verb.i or c.i > verb.i + 12:
                continue
            low = c.lower_
            if c.dep_ in ("prt", "prep", "advmod", "agent", "dative") and (
                c.pos_ in ("ADP", "ADV", "PART", "SCONJ") or c.dep_ == "prt"
            ):
                tails.append(low)
                tails.extend(f"{low} {g.lower_}" for g in c.children if g.dep_ in ("prep", "pobj") or g.pos_ == "ADP")
            elif c.dep_ in ("dobj", "npadvmod", "acomp", "oprd", "attr", "xcomp"):
                tails.append(low)
                tails.append(self.noun(c))
                tails.extend(f"{w} {g.lower_}" for g in c.children if g.dep_ == "prep" for w in {low, self.noun(c)})
                tails.extend(f"{low} {g.lower_}" for g in verb.children if g.dep_ == "prep" and g.i > c.i)
        following = self.doc[verb.i + 1 : verb.i + 4]
        if len(following):
            run = [t.lower_ for t in following]
            tails.extend((run[0], " ".join(run[:2]), " ".join(run[:3]))) if following[0].pos_ in (
                "ADP",
                "ADV",
                "PART",
                "SCONJ",
            ) else None
            tails.append(" ".join(run[1:2]) if run[0] in ("a", "the", "an", "its", "their") else "")
        return tuple(sorted({t for t in tails if t}, key=lambda t: (-len(t.split()), t)))

    def noun(self, token: Token) -> str:
        """The singular of a noun in lower case; "ceasefire" for all its spellings."""
        low = token.lower_
        if low in ("fire", "fires") and token.i and token.nbor(-1).lower_ in ("-", "‑", "–", "cease"):
            before = token.nbor(-1) if token.nbor(-1).lower_ == "cease" else token.nbor(-2) if token.i > 1 else token
            if before.lower_ == "cease":
                return "ceasefire"  # "cease-fire" is three tokens
        if token.tag_ in ("NNS", "NNPS") or (low.endswith("s") and token.pos_ in ("NOUN", "PROPN")):
            lemma = token.lemma_.lower()
            if token.pos_ == "NOUN" and lemma != low:
                return lemma
            if token.tag_ in ("NNS", "NNPS") or token.pos_ == "NOUN":
                return singular(low)
        return token.lemma_.lower() if token.pos_ == "NOUN" else low

    def meant(self, token: Token) -> Token | None:
        """The noun that "it" or "they" stands for: the subject before it in its sentence, else of the one before."""
        low = token.lower_
        if token.pos_ != "PRON" or low not in ("it", "they"):
            return None
        sentence = self.sentence(token)
        at = bisect_right(self._sentence_starts, token.i) - 1
        spans = [(sentence.start, token.i)]
        if at:
            spans.append((self.sentences[at - 1].start, self.sentences[at - 1].end))
        for first, last in spans:
            for one in self.doc[first : min(last, first + 80)]:
                if one.dep_ in ("nsubj", "nsubjpass") and one.pos_ in ("NOUN", "PROPN") and one.head.dep_ != "relcl":
                    many = one.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in one.children)
                    if many == (low == "they"):
                        return one
                    if first == sentence.start:
                        continue
                    return None
        return None

    def in_class(self, token: Token, *names: str) -> bool:
        """Whether a noun belongs to one of the word classes; "place", "named", "any" are classes too."""
        token = self.meant(token) or token
        noun = self.noun(token)
        for name in names:
            if name == "any":
                return True
            if name == "place":
                mention = self.mention(token)
                if mention is not None and not mention.demonym:
                    return True
            elif name == "named":
                if token.pos_ == "PROPN" or token.ent_type_ in ("ORG", "NORP", "GPE", "PERSON"):
                    return True
                if any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in token.children):
                    return True
            else:
                group = self.tables.classes.get(name, frozenset())
                if noun in group or (token.lower_ in group and noun != "ceasefire"):
                    return True
                if token.pos_ == "PROPN" and any(
                    c.lower_ in group for c in token.children if c.dep_ in ("compound", "nmod", "amod")
                ):
                    return True
        return False

    # --- mentions -----------------------------------------------------------------------------------------------

    @cached_property
    def _mention_of(self) -> dict[int, Mention]:
        """Token index → the outermost mention that covers it."""
        found: dict[int, Mention] = {}
        for mention in sorted(self.reading.mentions, key=lambda m: (m.inside, m.start)):
            span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
            for token in span or ():
                found.setdefault(token.i, mention)
        return found

    def mention(self, token: Token) -> Mention | None:
        """The place mention that covers the token."""
        return self._mention_of.get(token.i)

    def mention_root(self, mention: Mention) -> Token | None:
        """The token of a mention that the rest of the sentence hangs it on."""
        span = self.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        return span.root if span is not None and len(span) else None

    def mentions_in(self, sentence: Span) -> Iterator[Mention]:
        """The mentions that start in the sentence, in text order."""
        starts = self._starts
        ordered = self._ordered
        i = bisect_right(starts, sentence.start_char - 1)
        while i < len(ordered) and ordered[i].start < sentence.end_char:
            yield ordered[i]
            i += 1

    @cached_property
    def _ordered(self) -> list[Mention]:
        return sorted(self.reading.mentions, key=lambda m: (m.start, -m.end))

    @cached_property
    def _starts(self) -> list[int]:
        return [m.start for m in self._ordered]

    def country_name(self, mention: Mention) -> str | None:
        """The plain name of the country that a country, demonym or capital mention stands for."""
        place = self.reading.places.get(mention.place_id or "")
        if place is not None and place.kind == PlaceKind.country:
            return place.name
        if mention.demonym and place is not None and place.kind in (PlaceKind.admin_area, PlaceKind.region):
            return place.name
        code = mention.country or (place.country if place else None)
        return None if code is None else self.country_of(code)

    def country_of(self, code: str) -> str | None:
        """The name of the country with that ISO code: the article's own place, else the plain English name."""
        for other in self.reading.places.values():
            if other.kind == PlaceKind.country and other.country == code:
                return other.name
        return self.tables.countries.get(code)

    @cached_property
    def wild_fires(self) -> bool:
        """Whether the text is about wildfires, so that plain "fire" and "flames" are those."""
        text = self.text.lower()
        return any(word in text for word in ("wildfire", "bushfire", "forest fire", "brush fire", "grass fire"))

    # --- sentences ---------------------------------------------------------------------------------------------

    @cached_property
    def sentences(self) -> list[Span]:
        """The sentences of the text."""
        return list(self.doc.sents)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [s.start for s in self.sentences]

    def sentence(self, token: Token) -> Span:
        """The sentence of a token (``token.sent`` walks the whole text each time)."""
        return self.sentences[bisect_right(self._sentence_starts, token.i) - 1]

    def asked(self, token: Token) -> bool:
        """Whether the token stands in a question."""
        return self.sentence(token).text.rstrip().endswith("?")

    # --- spans --------------------------------------------------------------------------------------------------

    def subtree(self, token: Token) -> tuple[int, int]:
        """First and last token index (exclusive) of what hangs under the token."""
        found = self._subtrees.get(token.i)
        if found is None:
            found = (token.left_edge.i, token.right_edge.i + 1)
            self._subtrees[token.i] = found
        return found

    @cached_property
    def _quoted(self) -> set[int]:
        """Indices of the tokens inside speech quotes."""
        inside: set[int] = set()
        opened: tuple[int, str] | None = None
        for token in self.doc:
            text = token.text.strip()
            if opened is None and text in _QUOTES:
                opened = (token.i, _QUOTES[text])
            elif opened is not None and (text == opened[1] or text in ('"', "”")):
                if token.i - opened[0] - 1 > _QUOTE_LIMIT:
                    inside.update(range(opened[0] + 1, token.i))
                opened = None
            elif opened is not None and "\n\n" in token.text:
                opened = None
        return inside

    def quoted(self, token: Token) -> bool:
        """Whether the token stands in quoted speech (not in a short quoted phrase)."""
        return token.i in self._quoted

    def clause_extent(self, verb: Token) -> tuple[int, int]:
        """Token range of a clause by itself: its subject to its last own complement, without the clauses hung on it."""
        keep = [verb.i]
        dropped = ("advcl", "conj", "cc", "punct", "parataxis", "ccomp", "mark", "relcl", "dep", "intj")
        for c in verb.children:
            if c.dep_ in dropped and not (c.dep_ == "ccomp" and c.i > verb.i):
                continue
            first, last = self.subtree(c)
            keep.extend((first, last - 1))
        first, last = min(keep), max(keep)
        cut = [c.left_edge.i for c in verb.children if c.dep_ in ("advcl", "conj", "parataxis") and c.i > verb.i]
        last = min([last, *(c - 1 for c in cut if c > verb.i)])
        while last > verb.i and (self.doc[last].is_punct or self.doc[last].is_space or self.doc[last].dep_ == "cc"):
            last -= 1
        while first < verb.i and (self.doc[first].is_punct or self.doc[first].is_space):
            first += 1
        return first, last + 1


def singular(word: str) -> str:
    """A plain English plural's singular, by spelling."""
    irregular = {
        "men": "man",
        "women": "woman",
        "children": "child",
        "people": "people",
        "police": "police",
        "policemen": "policeman",
        "series": "series",
        "headquarters": "headquarters",
        "gunmen": "gunman",
    }
    if word in irregular:
        return irregular[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word
