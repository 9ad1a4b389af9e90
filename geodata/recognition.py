"""Recognition: which spans of a text are place names.

The statistical model proposes; the gazetteer and the words around a name decide. A name that the model missed or took
for a person is a place where a preposition, a containing area or an earlier mention says so. Pure: no file is opened.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.toponyms import Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
NAME_LABELS = frozenset({"PERSON", "ORG", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
MAX_WORDS = 6  # "Saint Vincent and the Grenadines" has five
STRONG_POPULATION = 100_000  # a name that a reader abroad may be expected to know
TOWN_POPULATION = 5_000
_COMPASS = re.compile(
    r"^(?:(?:north|south|east|west|central|upper|lower|mid|inner|greater|occupied)(?:[- ]?(?:ern|east|west|eastern|western|central))?)$"
)
_PARTICLES = frozenset({"al", "el", "de", "del", "la", "le", "les", "of", "the", "and", "da", "do", "dos", "das", "di"})


@dataclass
class _Work:
    """What is known of one article while its names are found."""

    doc: Doc
    names: Names
    words: PlaceWords
    found: dict[tuple[int, int], Toponym] = field(default_factory=dict)  # by token span
    taken: set[int] = field(default_factory=set)
    persons: set[str] = field(default_factory=set)
    located: Counter[str] = field(default_factory=Counter)
    labels: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))


def recognise(doc: Doc, names: Names, words: PlaceWords) -> list[Toponym]:
    """The toponyms of a parsed text in text order, not overlapping; demonyms are among them, marked."""
    work = _Work(doc, names, words)
    _survey(work)
    for ent in doc.ents:
        if ent.label_ in PLACE_LABELS:
            _from_place(work, ent)
        elif ent.label_ in NAME_LABELS:
            _from_other(work, ent)
    _from_list(work)
    _coordinated(work)
    _repeats(work)
    _demonyms(work)
    found = sorted(work.found.items())
    return _with_containers(work, [(first, last, t) for (first, last), t in found])


def _survey(work: _Work) -> None:
    """Count what the model calls each string, and collect the words of people's names."""
    for ent in work.doc.ents:
        text = fold(ent.text)
        work.labels[text][ent.label_] += 1
        work.located[text] += _governed(work, ent.start, ent.end, work.words.inward)
        if ent.label_ == "PERSON":
            first, last = _trim(work, ent.start, ent.end)
            if last - first >= 2 and not (
                work.names.is_name(_text(work.doc, first, last)) and _locative(work, first, last)
            ):
                work.persons.update(fold(t.text) for t in work.doc[first:last])


def _from_place(work: _Work, ent: Span) -> None:
    for first, last in _parts(work, ent.start, ent.end):
        first, last = _trim(work, first, last)
        if first >= last:
            continue
        text = _text(work.doc, first, last)
        if last - first == 1 and not work.names.is_name(text) and work.names.demonym(text) is not None:
            continue
        votes = work.labels[fold(ent.text)]
        against = votes["ORG"] + votes["PERSON"] + votes["NORP"]
        settled = _strong(work, text) or _locative(work, first, last)
        if against > sum(votes[label] for label in PLACE_LABELS) and not settled:
            continue
        if fold(text) in work.persons and not _locative(work, first, last) and not _is_country(work, text):
            continue
        first = _without_compass(work, first, last)
        first, last = _known_part(work, first, last)
        if any(c.isdigit() for c in text) and not work.names.is_name(text):
            continue  # a unit, a road or a group; numbered places are in the gazetteer
        if _text(work.doc, first, last)[:1].isupper() or work.names.is_name(_text(work.doc, first, last)):
            _add(work, first, last, "model")


def _known_part(work: _Work, first: int, last: int) -> tuple[int, int]:
    """A span that the gazetteer does not know is cut to a known name in front of a kind word ("Tyre district")."""
    if work.names.is_name(_text(work.doc, first, last)):
        return first, last
    if last - first > 1 and work.doc[last - 1].lower_ in work.words.area_words:
        shorter = _text(work.doc, first, last - 1)
        if work.names.is_name(shorter):
            return first, last - 1
    return first, last


def _from_other(work: _Work, ent: Span) -> None:
    """A person or organisation by the model: a place where its surroundings say so, or a place within its name."""
    parts = list(_parts(work, ent.start, ent.end))
    if ent.label_ == "ORG" and len(ent) > 1 and len(parts) == 1:
        _within_organisation(work, ent)
        return
    for first, last in parts:
        first, last = _trim(work, first, last)
        if first >= last:
            continue
        text = _text(work.doc, first, last)
        if not work.names.is_name(text) or fold(text) in work.words.common:
            continue
        titled = first > 0 and fold(work.doc[first - 1].text) in work.words.titles
        if titled or (last - first == 1 and fold(text) in work.persons):
            continue
        if ent.label_ == "NORP" and work.names.demonym(text) is not None:
            continue
        if _is_country(work, text) or _followed(work, last) or _mostly_a_place(work, ent, first, last):
            _add(work, first, last, "list")


def _mostly_a_place(work: _Work, ent: Span, first: int, last: int) -> bool:
    """Whether a preposition says so here, and in at least half of the name's mentions or for a well-known place.

    "in response to X rocket fire" says nothing of X: the name must itself be what the preposition governs.
    """
    strong = _strong(work, _text(work.doc, first, last))
    if not _governed(work, first, last, None if strong else work.words.inward):
        return False
    key = fold(ent.text)
    return strong or 2 * work.located[key] >= sum(work.labels[key].values())


def _governed(work: _Work, first: int, last: int, prepositions: frozenset[str] | None) -> bool:
    """Whether a preposition of place governs the name, as head of its phrase and not as part of another's."""
    root = work.doc[first:last].root
    return _locative(work, first, last, prepositions) and root.dep_ not in ("compound", "nmod", "poss", "amod")


def _followed(work: _Work, last: int) -> bool:
    """Whether a word after the name says that people or offices belong to it: "Nakuru residents"."""
    return last < len(work.doc) and work.doc[last].text in work.words.followers


def _within_organisation(work: _Work, ent: Span) -> None:
    """The place that an organisation is named after: "Nakuru High School", "the University of Sonora"."""
    first, last = _trim(work, ent.start, ent.end)
    whole = _text(work.doc, first, last)
    if work.names.is_name(whole) and (_locative(work, first, last) or _strong(work, whole)):
        _add(work, first, last, "list")
        return
    if any(work.doc[i].lower_ in work.words.organisations for i in range(first, last)):
        return
    cut = next((i for i in range(first, last) if work.doc[i].lower_ in work.words.institutions), None)
    if (
        cut is not None
        and first < cut
        and _names_a_place(work, first, cut)
        and _is_town(work, _text(work.doc, first, cut))
    ):
        _add(work, first, cut, "organisation")
        return
    for stop in range(last - 1, first, -1):  # "U.S. House of Representatives"
        # A city and one more word may be a person that the model took for an organisation.
        known = (
            _is_state(work, _text(work.doc, first, stop))
            if last - stop == 1
            else _strong(work, _text(work.doc, first, stop))
        )
        if known and _names_a_place(work, first, stop):
            _add(work, first, stop, "organisation")
            return
    if last - first > 2 and work.doc[last - 2].lower_ == "of" and _strong(work, work.doc[last - 1].text):
        _add(work, last - 1, last, "organisation")


def _names_a_place(work: _Work, first: int, last: int) -> bool:
    text = _text(work.doc, first, last)
    return work.names.is_name(text) and fold(text) not in work.words.common and work.names.demonym(text) is None


def _from_list(work: _Work) -> None:
    """Names that the model passed over: known, capitalised, and strong or in a locative context."""
    for first, last in _capitalised(work):
        text = _text(work.doc, first, last)
        key = fold(text)
        if (
            key in work.words.common
            or key in work.words.titles
            or (last - first == 1 and len(key) < 3 and not _is_country(work, text))
        ):
            continue
        if (last - first == 1 and key in work.persons) or work.names.demonym(text) is not None:
            continue
        if _mostly_something_else(work, text):
            continue
        locative = _locative(work, first, last)
        proper = all(t.tag_ in ("NNP", "NNPS") for t in work.doc[first:last] if t.lower_ not in _PARTICLES)
        located = proper and (locative or (_strong(work, text) and _alone(work, first, last)))
        if located or _called_so(work, first) or _is_country(work, text):
            _add(work, first, last, "list")


def _mostly_something_else(work: _Work, text: str) -> bool:
    """Whether the model took the name for a person or a group more often than for a place, all through the text."""
    votes = work.labels[fold(text)]
    against = votes["ORG"] + votes["PERSON"] + votes["NORP"]
    return against > 1 and against > 2 * sum(votes[x] for x in PLACE_LABELS) and not _is_state(work, text)


def _called_so(work: _Work, first: int) -> bool:
    """ "the town of X": whatever else the word may mean, here it is a name."""
    doc = work.doc
    return first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in work.words.area_words


def _alone(work: _Work, first: int, last: int) -> bool:
    """Whether the name is no part of a longer run of names, and no word that is only capital as a sentence begins."""
    doc = work.doc
    if last - first > 1:
        return True
    before = first > 0 and (doc[first - 1].tag_ in ("NNP", "NNPS") or fold(doc[first - 1].text) in work.words.titles)
    after = last < len(doc) and doc[last].tag_ in ("NNP", "NNPS")
    return not (before or after or doc[first].is_sent_start)


def _capitalised(work: _Work, within: bool = False, people: bool = False) -> Iterator[tuple[int, int]]:
    """Longest gazetteer names among the free tokens, left to right.

    ``within``: also inside organisations' names; ``people``: also those that the model took for a person's whole name.
    """
    doc, i = work.doc, 0
    closed = NAME_LABELS - {"ORG"} if within else NAME_LABELS
    inside = {
        t.i
        for ent in doc.ents
        if ent.label_ in closed and len(ent) > 1 and not (people and work.names.is_name(ent.text))
        for t in ent
    }
    while i < len(doc):
        token = doc[i]
        article = token.lower_ in ("the", "a", "an")
        if (
            article
            or i in work.taken
            or i in inside
            or not token.text[:1].isupper()
            or token.ent_type_ in ("DATE", "TIME")
        ):
            i += 1
            continue
        for last in range(min(i + MAX_WORDS, len(doc)), i, -1):
            span = doc[i:last]
            if any(t.i in work.taken or t.i in inside or t.is_space for t in span):
                continue
            if not (span[-1].text[:1].isupper() and all(_in_name(t) for t in span)):
                continue
            if work.names.is_name(span.text):
                yield i, last
                i = last - 1
                break
        i += 1


def _in_name(token: Token) -> bool:
    return token.text[:1].isupper() or token.lower_ in _PARTICLES or token.text in ("-", "–", "'", "’", ".")


def _coordinated(work: _Work) -> None:
    """ "in Lima, Cusco and Arequipa": what is listed beside a place that a preposition governs is a place too."""
    ends = {last: t for (_, last), t in sorted(work.found.items()) if t.locative}
    for first, last in list(_capitalised(work, people=True)):
        before = (
            first - 1 - (first > 1 and work.doc[first - 1].lower_ in ("and", "or") and work.doc[first - 2].text == ",")
        )
        if before < 1 or work.doc[before].lower_ not in (",", "and", "or") or before not in ends:
            continue
        text = _text(work.doc, first, last)
        if fold(text) in work.persons or not _names_a_place(work, first, last) or _mostly_something_else(work, text):
            continue
        _add(work, first, last, "list")
        ends[last] = ends[before]


def _repeats(work: _Work) -> None:
    """Every further mention of a name already found is that name again, unless it is part of another name."""
    known = {fold(t.text) for t in work.found.values() if t.source in ("model", "list")}
    for first, last in _capitalised(work, within=True):
        text = _text(work.doc, first, last)
        if fold(text) in known and fold(text) not in work.persons:
            _add(work, first, last, "repeat")


def _demonyms(work: _Work) -> None:
    """ "Kenyan", "Sri Lankans"; and the name in front of a hyphen: "Nairobi-based", "Swedish-born"."""
    doc = work.doc
    for i, token in enumerate(doc):
        if i in work.taken or not token.text[:1].isupper() or len(token.text) < 3:
            continue
        for last in (i + 2, i + 1):
            span = doc[i:last]
            if last > len(doc) or (i + 1 in work.taken and last == i + 2) or not span[-1].text[:1].isupper():
                continue
            if work.names.demonym(span.text) is not None:
                _put(work, i, last, span.text, "demonym")
                break
        else:
            head, hyphen, tail = token.text.partition("-")
            if hyphen and tail[:1].islower() and len(head) > 1:
                if work.names.demonym(head) is not None:
                    _put(work, i, i + 1, head, "demonym")
                elif _strong(work, head):
                    _put(work, i, i + 1, head, "list")


def _put(work: _Work, first: int, last: int, text: str, source: str) -> None:
    start = work.doc[first].idx
    work.found[first, last] = Toponym(start, start + len(text), text, source, demonym=source == "demonym")
    work.taken.update(range(first, last))


def _parts(work: _Work, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A span cut at its commas and slashes: "Nogales, Arizona" is two names; known names stay whole."""
    if work.names.is_name(_text(work.doc, first, last)):
        yield first, last
        return
    begin = first
    for i in range(first, last):
        if work.doc[i].text in (",", "/", "(", ")", ";", "to") or work.doc[i].is_space:
            if begin < i:
                yield begin, i
            begin = i + 1
    if begin < last:
        yield begin, last


def _trim(work: _Work, first: int, last: int) -> tuple[int, int]:
    """Without articles, possessives and punctuation at the ends."""
    doc = work.doc
    while first < last and (
        doc[first].lower_ in ("the", "a", "an", "'s", "’s") or doc[first].is_punct or doc[first].is_space
    ):
        first += 1
    while first < last and (doc[last - 1].lower_ in ("'s", "’s", "'", "’") or doc[last - 1].is_space):
        last -= 1
    while first < last and doc[last - 1].is_punct and not work.names.is_name(_text(doc, first, last)):
        last -= 1
    return first, last


def _without_compass(work: _Work, first: int, last: int) -> int:
    """ "northern Gaza" is a part of Gaza; "North Macedonia" and "East London" are names of their own."""
    while last - first > 1 and _COMPASS.match(work.doc[first].lower_):
        if work.doc[first].text[:1].isupper() and work.names.is_name(_text(work.doc, first, last)):
            break
        first += 1
    return first


def _add(work: _Work, first: int, last: int, source: str) -> None:
    if first >= last or any(i in work.taken for i in range(first, last)):
        return
    doc = work.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    text = doc.text[start:end]
    work.found[first, last] = Toponym(
        start,
        end,
        text,
        source,
        locative=_locative(work, first, last),
        hint=_hint(work, first, last),
        metonym=_metonym(work, first, last),
    )
    work.taken.update(range(first, last))


def _text(doc: Doc, first: int, last: int) -> str:
    return doc[first:last].text if first < last else ""


def _is_country(work: _Work, text: str) -> bool:
    return any(e.kind is PlaceKind.country for e in work.names.lookup(text))


def _is_town(work: _Work, text: str) -> bool:
    """Known well enough to be meant in "X High School": most English words are also some hamlet's name."""
    return _is_state(work, text) or any(e.population >= TOWN_POPULATION for e in work.names.lookup(text))


def _is_state(work: _Work, text: str) -> bool:
    return any(e.kind is PlaceKind.country or e.feature == "ADM1" for e in work.names.lookup(text))


def _strong(work: _Work, text: str) -> bool:
    """A country, first-level area, capital or supplement name, or a large city by its main name.

    Other names of large cities are left to the model: many are ordinary words or names of groups.
    """
    return any(
        e.kind is PlaceKind.country
        or e.feature in ("ADM1", "PPLC")
        or e.id.startswith("geodash:")
        or (e.population >= STRONG_POPULATION and fold(e.name) == fold(text))
        for e in work.names.lookup(text)
    )


def _locative(work: _Work, first: int, last: int, prepositions: frozenset[str] | None = None) -> bool:
    """Whether the words before (or a dateline's shape) say that this is a place."""
    doc = work.doc
    accepted = work.words.locative if prepositions is None else prepositions
    i = first - 1
    while i >= 0 and first - i <= 4 and (doc[i].lower_ == "the" or _COMPASS.match(doc[i].lower_)):
        i -= 1
    if i >= 0:
        word = doc[i].lower_
        if word in accepted:
            return True
        if word == "of" and i > 0 and doc[i - 1].lower_ in work.words.directions:
            return True
        if word in work.words.directions and doc[i].pos_ == "NOUN":
            return True
    if last < len(doc) and first == doc[first].sent.start and _text(doc, first, last).isupper():
        return doc[last].text in ("(", "—", "–", "-", ",", ":")
    return last < len(doc) and doc[last].lower_ in work.words.area_words and doc[last].pos_ in ("NOUN", "PROPN")


def _hint(work: _Work, first: int, last: int) -> PlaceKind | None:
    doc = work.doc
    if last < len(doc) and (kind := work.words.area_words.get(doc[last].lower_)):
        return kind
    if first > 1 and doc[first - 1].lower_ == "of" and (kind := work.words.area_words.get(doc[first - 2].lower_)):
        return kind
    if first > 0 and doc[first - 1].pos_ in ("NOUN", "PROPN"):
        return work.words.area_words.get(doc[first - 1].lower_)
    return None


def _metonym(work: _Work, first: int, last: int) -> bool:
    """A capital that acts ("Beijing said", "represent Washington") stands for its government."""
    head = work.doc[first:last].root
    if not any(e.feature == "PPLC" for e in work.names.lookup(_text(work.doc, first, last))):
        return False
    if head.dep_ in ("nsubj", "dobj", "agent", "poss") and head.head.lemma_.lower() in work.words.speech:
        return True
    return head.dep_ == "pobj" and head.head.lower_ in ("with", "by", "between", "against")


def _with_containers(work: _Work, found: list[tuple[int, int, Toponym]]) -> list[Toponym]:
    """ "Nogales, Arizona": the second name says which Nogales is meant."""
    result = [t for _, _, t in found]
    for k in range(len(found) - 1):
        (_, last, name), (first, end, area) = found[k], found[k + 1]
        if area.demonym or name.demonym or first != last + 1 or work.doc[last].text != ",":
            continue
        holders = work.names.lookup(area.text)
        if any(e.kind in (PlaceKind.country, PlaceKind.admin_area) for e in holders):
            if end < len(work.doc) and work.doc[end].lower_ == "and" and not name.locative:
                continue  # a list: "Kenya, Uganda and Rwanda"
            if not (_is_country(work, name.text) and _is_country(work, area.text)):
                result[k] = replace(result[k], container=area.text)
    return result
