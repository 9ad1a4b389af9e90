"""What the words around a name say about it: place or person, which kind, governed by which preposition. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from geodata.plain_doc import Name, PlainDoc

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''", "(", "[", ")", "]"})
STRONG_POPULATION = 100_000  # a name that a reader abroad may be expected to know
GREAT_POPULATION = 500_000  # and a city that is meant by each of its names ("Kharkov"), if that is no ordinary word
TOWN_POPULATION = 5_000
COMPASS = re.compile(
    r"^(?:(?:north|south|east|west|central|upper|lower|mid|inner|greater|occupied)(?:[- ]?(?:ern|east|west|eastern|western|central))?)$"
)


@dataclass
class Work:
    """What is known of one article while its names are found."""

    doc: PlainDoc
    names: Names
    words: PlaceWords
    found: dict[tuple[int, int], Toponym] = field(default_factory=dict)  # by token span
    taken: set[int] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    located: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def is_acronym(work: Work, text: str) -> bool:
    """Two to four capitals are an abbreviation, and no town that is spelled alike; states' own ("UAE") are names."""
    return text.isupper() and text.isalpha() and len(text) <= 4 and not is_state(work, text)


def is_town(work: Work, text: str) -> bool:
    """Known well enough to be meant in "X High School": most English words are also some hamlet's name."""
    return is_state(work, text) or any(e.population >= TOWN_POPULATION for e in work.names.lookup(text))


def is_state(work: Work, text: str) -> bool:
    return any(e.kind is PlaceKind.country or e.feature == "ADM1" for e in work.names.lookup(text))


def is_well_known(work: Work, text: str) -> bool:
    """A country, first-level area, capital or supplement name, or a large city by its main name.

    Other names of large cities are left to the model: many are ordinary words or names of groups.
    """
    return any(
        e.kind is PlaceKind.country
        or e.feature in ("ADM1", "PPLC")
        or e.id.startswith("geodash:")
        or (e.population >= STRONG_POPULATION and fold(e.name) == fold(text))
        or (e.population >= GREAT_POPULATION and not is_ordinary(work, text))
        for e in work.names.lookup(text)
    )


def is_country(work: Work, text: str) -> bool:
    return any(e.kind is PlaceKind.country for e in work.names.lookup(text))


_FUNCTION_WORDS = (
    "a an the this that these those and or but nor so yet as at by for from in into of off on onto out over per since than through "
    "to toward towards under until up upon via with within without about above across after against along amid among around "
    "before behind below beneath beside between beyond down during inside near outside past while when where which who whom "
    "whose what why how if because although though unless whether is are was were be been being am has have had having do "
    "does did will would shall should may might must can could not n't he she it they we you i his her its their our your "
    "my him them us me there here then now also only just even still again already too very last next late early earlier later "
    "ago yesterday today tomorrow tonight once twice both all each every some any no more most much many such other another "
    "said says saying"
)
_FUNCTION = frozenset(_FUNCTION_WORDS.split())


def starts_sentence(doc: PlainDoc, i: int) -> bool:
    """Whether a token is the first word of its sentence, by the punctuation before it: no parse is needed."""
    i -= 1
    while i >= 0 and doc[i].text in _QUOTES:
        i -= 1
    if i < 0 or doc[i].text in (".", "!", "?", "...", "…", "•", "*"):
        return True
    return doc[i].is_space and ("\n" in doc[i].text or starts_sentence(doc, i))


def ends_phrase(doc: PlainDoc, last: int) -> bool:
    """Whether no noun follows that the name could belong to: "in Lagos rose" but not "in Lagos traffic"."""
    if last >= len(doc):
        return True
    word = doc[last]
    if not word.is_alpha:
        return word.text not in ("'s", "’s", "-", "–", "'", "’")
    if word.capital:
        return False
    return word.lower_ in _FUNCTION or word.lower_.endswith(("ed", "ly"))


def is_locative(work: Work, first: int, last: int, prepositions: frozenset[str] | None = None) -> bool:
    """Whether the words before (or a dateline's shape) say that this is a place."""
    doc = work.doc
    accepted = work.words.locative if prepositions is None else prepositions
    i = first - 1
    while i >= 0 and first - i <= 4 and (doc[i].lower_ == "the" or COMPASS.match(doc[i].lower_)):
        i -= 1
    if i >= 0:
        word = doc[i].lower_
        if word in accepted:
            return True
        if word == "of" and i > 0 and doc[i - 1].lower_ in work.words.directions:
            return True
        if word in work.words.directions and doc[i].is_lower:
            return True
    if last < len(doc) and starts_sentence(doc, first) and words_of(doc, first, last).isupper():
        return doc[last].text in ("(", "—", "–", "-", ",", ":")
    return last < len(doc) and doc[last].lower_ in work.words.area_words


def is_governed(work: Work, first: int, last: int, prepositions: frozenset[str] | None) -> bool:
    """Whether a preposition of place governs the name, as head of its phrase and not as part of another's."""
    return is_locative(work, first, last, prepositions) and ends_phrase(work.doc, last)


def kind_hint(work: Work, first: int, last: int) -> PlaceKind | None:
    doc = work.doc
    if last < len(doc) and (kind := work.words.area_words.get(doc[last].lower_)):
        return kind
    if first > 1 and doc[first - 1].lower_ == "of" and (kind := work.words.area_words.get(doc[first - 2].lower_)):
        return kind
    if first > 0:
        return work.words.area_words.get(doc[first - 1].lower_)
    return None


_BEFORE_VERB = frozenset(
    {"has", "have", "had", "also", "again", "is", "was", "will", "would", "later", "then", "repeatedly", "'s", "’s"}
)


def is_metonym(work: Work, first: int, last: int) -> bool:
    """A capital that acts ("Beijing said", "talks with Washington") stands for its government."""
    doc = work.doc
    if first and fold(doc[first - 1].text) in work.words.titles:
        return False
    if not any(e.feature == "PPLC" for e in work.names.lookup(words_of(doc, first, last))):
        return False
    after = last
    while after < len(doc) and doc[after].lower_ in _BEFORE_VERB:
        after += 1
    if after < len(doc) and doc[after].lower_ in work.words.speech:
        return not is_locative(work, first, last)
    before = doc[first - 1].lower_ if first else ""
    return before in work.words.speech or (before in ("with", "by", "between", "against") and ends_phrase(doc, last))


def is_followed(work: Work, last: int) -> bool:
    """Whether a word after the name says that people or offices belong to it: "Nakuru residents"."""
    return last < len(work.doc) and work.doc[last].text in work.words.followers


def is_called_so(work: Work, first: int) -> bool:
    """ "the town of X": whatever else the word may mean, here it is a name."""
    doc = work.doc
    return first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in work.words.area_words


def stands_alone(work: Work, first: int, last: int) -> bool:
    """Whether the name is no part of a longer run of names, and no word that is only capital as a sentence begins."""
    doc = work.doc
    if last - first > 1:
        return True
    before = first > 0 and (_is_proper(doc, first - 1) or fold(doc[first - 1].text) in work.words.titles)
    after = last < len(doc) and _is_proper(doc, last)
    return not (before or after or (starts_sentence(doc, first) and is_ordinary(work, doc[first].text)))


def is_ordinary(work: Work, word: str) -> bool:
    """Whether a word may open a sentence without being a place: an ordinary word or a person's name, as far as known."""
    return not work.words.ordinary or fold(word) in work.words.ordinary


def state_follows(work: Work, last: int) -> bool:
    """Whether a comma and the name of a country or first-level area stand after the words: "…, Ontario,"."""
    doc = work.doc
    if last + 1 >= len(doc) or doc[last].text != ",":
        return False
    for end in range(min(last + 4, len(doc)), last + 1, -1):
        if end < len(doc) and doc[end].text in ("'s", "’s"):
            continue
        if is_state(work, doc.words(last + 1, end)):
            return True
    return False


def _is_proper(doc: PlainDoc, i: int) -> bool:
    """Capitalised, where that is more than a sentence's beginning."""
    word = doc[i]
    return word.capital and word.lower_ not in _FUNCTION and not starts_sentence(doc, i)


def is_mostly_something_else(work: Work, text: str) -> bool:
    """Whether the model took the name for a person or a group more often than for a place, all through the text."""
    votes = work.labels[fold(text)]
    against = votes["ORG"] + votes["PERSON"] + votes["NORP"]
    return against > 1 and against > 2 * sum(votes[x] for x in PLACE_LABELS) and not is_state(work, text)


def is_mostly_a_place(work: Work, ent: Name, first: int, last: int) -> bool:
    """Whether a preposition says so here, and in at least half of the name's mentions or for a well-known place.

    "in response to X rocket fire" says nothing of X: the name must itself be what the preposition governs.
    """
    strong = is_well_known(work, words_of(work.doc, first, last))
    if not is_governed(work, first, last, None if strong else work.words.inward):
        return False
    key = fold(ent.text)
    return strong or 2 * work.located[key] >= sum(work.labels[key].values())


def words_of(doc: PlainDoc, first: int, last: int) -> str:
    return doc.words(first, last)


def names_a_place(work: Work, first: int, last: int) -> bool:
    text = words_of(work.doc, first, last)
    return work.names.is_name(text) and fold(text) not in work.words.common and work.names.demonym(text) is None
