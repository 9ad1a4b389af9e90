"""The rules of recognition: the model proposes, the gazetteer and the words around a name decide. Pure: no file is opened.

A name that the model missed or took for a person is a place where a preposition, a containing area or an earlier
mention says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geodata.names import fold
from geodata.plain_doc import PlainDoc
from geodata.surroundings import (
    COMPASS,
    PLACE_LABELS,
    Work,
    is_acronym,
    is_called_so,
    is_country,
    is_followed,
    is_governed,
    is_locative,
    is_metonym,
    is_mostly_a_place,
    is_mostly_something_else,
    is_state,
    is_town,
    is_well_known,
    kind_hint,
    names_a_place,
    stands_alone,
    state_follows,
    words_of,
)
from geodata.toponyms import Names, PlaceWords, Toponym

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from geodata.plain_doc import Name, Word

NAME_LABELS = frozenset({"PERSON", "ORG", "NORP", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
MAX_WORDS = 6  # "Saint Vincent and the Grenadines" has five
_PARTICLES = frozenset({"al", "el", "de", "del", "la", "le", "les", "of", "the", "and", "da", "do", "dos", "das", "di"})


_SAINTS = frozenset({"st", "st.", "saint"})


def rule_work(doc: Doc, names: Names, words: PlaceWords) -> Work:
    """What the rules alone find in a text."""
    work = Work(PlainDoc(doc), names, words)
    _survey(work)
    for ent in work.doc.ents:
        if ent.label_ in PLACE_LABELS:
            _from_place(work, ent)
        elif ent.label_ in NAME_LABELS:
            _from_other(work, ent)
    _from_list(work)
    _coordinated(work)
    _repeats(work)
    _demonyms(work)
    return work


def _survey(work: Work) -> None:
    """Count what the model calls each string, and collect the words of people's names."""
    for ent in work.doc.ents:
        text = fold(ent.text)
        work.labels[text][ent.label_] += 1
        work.located[text] += is_governed(work, ent.start, ent.end, work.words.inward)
        if ent.label_ == "PERSON":
            first, last = trim(work, ent.start, ent.end)
            if last - first >= 2 and not (
                work.names.is_name(words_of(work.doc, first, last)) and is_locative(work, first, last)
            ):
                work.persons.update(fold(t.text) for t in work.doc[first:last])


def _from_place(work: Work, ent: Name) -> None:
    for first, last in parts(work, ent.start, ent.end):
        first, last = trim(work, first, last)
        if first >= last:
            continue
        text = words_of(work.doc, first, last)
        if last - first == 1 and not work.names.is_name(text) and work.names.demonym(text) is not None:
            continue
        votes = work.labels[fold(ent.text)]
        against = votes["ORG"] + votes["PERSON"] + votes["NORP"]
        settled = is_well_known(work, text) or is_locative(work, first, last)
        if against > sum(votes[label] for label in PLACE_LABELS) and not settled:
            continue
        inward = is_governed(work, first, last, work.words.inward)
        if is_acronym(work, text) or (fold(text) in work.persons and not inward and not is_country(work, text)):
            continue
        first = _without_compass(work, first, last)
        first, last = _known_part(work, first, last)
        if any(c.isdigit() for c in text) and not work.names.is_name(text):
            continue  # a unit, a road or a group; numbered places are in the gazetteer
        if words_of(work.doc, first, last)[:1].isupper() or work.names.is_name(words_of(work.doc, first, last)):
            add(work, first, last, "model")


def _known_part(work: Work, first: int, last: int) -> tuple[int, int]:
    """A span that the gazetteer does not know is cut to a known name in front of a kind word ("Tyre district")."""
    if work.names.is_name(words_of(work.doc, first, last)):
        return first, last
    if last - first > 1 and work.doc[last - 1].lower_ in work.words.area_words:
        shorter = words_of(work.doc, first, last - 1)
        if work.names.is_name(shorter):
            return first, last - 1
    return first, last


def _from_other(work: Work, ent: Name) -> None:
    """A person or organisation by the model: a place where its surroundings say so, or a place within its name."""
    cut = list(parts(work, ent.start, ent.end))
    if ent.label_ == "ORG" and ent.end - ent.start > 1 and len(cut) == 1:
        _within_organisation(work, ent)
        return
    for first, last in cut:
        first, last = trim(work, first, last)
        if first >= last:
            continue
        text = words_of(work.doc, first, last)
        if not work.names.is_name(text) or fold(text) in work.words.common:
            continue
        titled = first > 0 and fold(work.doc[first - 1].text) in work.words.titles
        if titled or (last - first == 1 and fold(text) in work.persons):
            continue
        if ent.label_ == "NORP" and work.names.demonym(text) is not None:
            continue
        if is_country(work, text) or is_followed(work, last) or is_mostly_a_place(work, ent, first, last):
            add(work, first, last, "list")


def _within_organisation(work: Work, ent: Name) -> None:
    """The place that an organisation is named after: "Nakuru High School", "the University of Sonora"."""
    first, last = trim(work, ent.start, ent.end)
    whole = words_of(work.doc, first, last)
    if work.names.is_name(whole) and (is_locative(work, first, last) or is_well_known(work, whole)):
        add(work, first, last, "list")
        return
    if any(work.doc[i].lower_ in work.words.organisations for i in range(first, last)):
        return
    cut = next((i for i in range(first, last) if work.doc[i].lower_ in work.words.institutions), None)
    if (
        cut is not None
        and first < cut
        and names_a_place(work, first, cut)
        and is_town(work, words_of(work.doc, first, cut))
    ):
        add(work, first, cut, "organisation")
        return
    for stop in range(last - 1, first, -1):  # "U.S. House of Representatives"
        # A city and one more word may be a person that the model took for an organisation.
        known = (
            is_state(work, words_of(work.doc, first, stop))
            if last - stop == 1
            else is_well_known(work, words_of(work.doc, first, stop))
        )
        if known and names_a_place(work, first, stop):
            add(work, first, stop, "organisation")
            return
    if last - first > 2 and work.doc[last - 2].lower_ == "of" and is_well_known(work, work.doc[last - 1].text):
        add(work, last - 1, last, "organisation")


def _from_list(work: Work) -> None:
    """Names that the model passed over: known, capitalised, and strong or in a locative context."""
    for first, last in _capitalised(work):
        text = words_of(work.doc, first, last)
        key = fold(text)
        if (
            key in work.words.common
            or key in work.words.titles
            or (last - first == 1 and len(key) < 3 and not is_country(work, text))
        ):
            continue
        if (last - first == 1 and key in work.persons) or work.names.demonym(text) is not None:
            continue
        if is_mostly_something_else(work, text):
            continue
        locative = is_locative(work, first, last)
        proper = all(t.capital for t in work.doc[first:last] if t.lower_ not in _PARTICLES)
        located = proper and (locative or (is_well_known(work, text) and stands_alone(work, first, last)))
        strong = is_called_so(work, first) or state_follows(work, last) or is_metonym(work, first, last)
        if located or strong or is_country(work, text):
            add(work, first, last, "list")


def _capitalised(work: Work, within: bool = False, people: bool = False) -> Iterator[tuple[int, int]]:
    """Longest gazetteer names among the free tokens, left to right.

    ``within``: also inside organisations' names; ``people``: also those that the model took for a person's whole name.
    """
    doc, i = work.doc, 0
    closed = NAME_LABELS - {"ORG"} if within else NAME_LABELS
    inside = {
        i
        for ent in doc.ents
        if ent.label_ in closed and ent.end - ent.start > 1 and not (people and work.names.is_name(ent.text))
        for i in range(ent.start, ent.end)
    }
    dated = {i for ent in doc.ents if ent.label_ in ("DATE", "TIME") for i in range(ent.start, ent.end)}
    while i < len(doc):
        token = doc[i]
        article = token.lower_ in ("the", "a", "an")
        if article or i in work.taken or i in inside or not token.capital or i in dated:
            i += 1
            continue
        for last in range(min(i + MAX_WORDS, len(doc)), i, -1):
            span = doc[i:last]
            if any(t.i in work.taken or t.i in inside or t.is_space for t in span):
                continue
            if not (span[-1].capital and all(in_name(t) for t in span)):
                continue
            end = name_end(work, i, last)
            if end and not is_acronym(work, doc.words(i, end)):
                yield i, end
                i = end - 1
                break
        i += 1


def name_end(work: Work, first: int, last: int) -> int:
    """Where the name ends that the words make, 0 where they make none; an abbreviation's point ("Sask.") is part of it."""
    doc = work.doc
    text = doc.words(first, last)
    if work.names.is_name(text):
        return last
    point = last < len(doc) and doc[last].text == "." and last - first == 1 and len(text) > 1
    return last + 1 if point and work.names.is_name(f"{text}.") else 0


def in_name(token: Word) -> bool:
    return token.capital or token.lower_ in _PARTICLES or token.text in ("-", "–", "'", "’", ".")


def _coordinated(work: Work) -> None:
    """ "in Lima, Cusco and Arequipa": what is listed beside a place that a preposition governs is a place too."""
    ends = {last: t for (_, last), t in sorted(work.found.items()) if t.locative}
    for first, last in list(_capitalised(work, people=True)):
        before = (
            first - 1 - (first > 1 and work.doc[first - 1].lower_ in ("and", "or") and work.doc[first - 2].text == ",")
        )
        if before < 1 or work.doc[before].lower_ not in (",", "and", "or") or before not in ends:
            continue
        text = words_of(work.doc, first, last)
        if fold(text) in work.persons or not names_a_place(work, first, last) or is_mostly_something_else(work, text):
            continue
        add(work, first, last, "list")
        ends[last] = ends[before]


def _repeats(work: Work) -> None:
    """Every further mention of a name already found is that name again, unless it is part of another name."""
    known = {fold(t.text) for t in work.found.values() if t.source in ("model", "list")}
    for first, last in _capitalised(work, within=True):
        text = words_of(work.doc, first, last)
        if fold(text) in known and fold(text) not in work.persons:
            add(work, first, last, "repeat")


def _demonyms(work: Work) -> None:
    """ "Kenyan", "Sri Lankans"; and the name in front of a hyphen: "Nairobi-based", "Swedish-born"."""
    doc = work.doc
    for i, token in enumerate(doc):
        if i in work.taken or not token.capital or len(token.text) < 3 or token.lower_ == "the":
            continue
        for last in (i + 2, i + 1):
            span = doc[i:last]
            if last > len(doc) or (i + 1 in work.taken and last == i + 2) or not span[-1].capital:
                continue
            text = doc.words(i, last)
            if work.names.demonym(text) is not None:
                _put(work, i, last, text, "demonym")
                break
        else:
            head, hyphen, tail = token.text.partition("-")
            if hyphen and tail[:1].isupper() and is_well_known(work, head) and is_well_known(work, tail):
                _put(work, i, i + 1, head, "list")  # "U.S.-Mexico" is one word of the model's
            elif hyphen and tail[:1].islower() and len(head) > 1:
                if work.names.demonym(head) is not None:
                    _put(work, i, i + 1, head, "demonym")
                elif is_well_known(work, head):
                    _put(work, i, i + 1, head, "list")


def _put(work: Work, first: int, last: int, text: str, source: str) -> None:
    start = work.doc[first].idx
    work.found[first, last] = Toponym(start, start + len(text), text, source, demonym=source == "demonym")
    work.taken.update(range(first, last))


def parts(work: Work, first: int, last: int) -> Iterator[tuple[int, int]]:
    """A span cut at its commas and slashes: "Nogales, Arizona" is two names; known names stay whole."""
    if work.names.is_name(words_of(work.doc, first, last)):
        yield first, last
        return
    begin = first
    for i in range(first, last):
        cut = work.doc[i].text in (",", "/", "(", ")", ";", "to") or work.doc[i].is_space
        # "Armenia-Azerbaijan" is two names, "Stratford-upon-Avon" one.
        if cut or (work.doc[i].text in ("-", "–") and _joins_names(work, begin, i, last)):
            if begin < i:
                yield begin, i
            begin = i + 1
    if begin < last:
        yield begin, last


def _joins_names(work: Work, begin: int, hyphen: int, last: int) -> bool:
    return is_well_known(work, words_of(work.doc, begin, hyphen)) and is_well_known(
        work, words_of(work.doc, hyphen + 1, last)
    )


def trim(work: Work, first: int, last: int) -> tuple[int, int]:
    """Without articles, possessives and punctuation at the ends."""
    doc = work.doc
    while first < last and (
        doc[first].lower_ in ("the", "a", "an", "'s", "’s") or doc[first].is_punct or doc[first].is_space
    ):
        first += 1
    while first < last and (doc[last - 1].lower_ in ("'s", "’s", "'", "’") or doc[last - 1].is_space):
        if doc[first].lower_ in _SAINTS and work.names.is_name(doc.words(first, last)):
            break  # "St. John's" is a city
        last -= 1
    while first < last and doc[last - 1].is_punct and not work.names.is_name(words_of(doc, first, last)):
        last -= 1
    return first, last


def _without_compass(work: Work, first: int, last: int) -> int:
    """ "northern Gaza" is a part of Gaza; "North Macedonia" and "East London" are names of their own."""
    while last - first > 1 and COMPASS.match(work.doc[first].lower_):
        if work.doc[first].capital and work.names.is_name(words_of(work.doc, first, last)):
            break
        first += 1
    return first


def add(work: Work, first: int, last: int, source: str) -> None:
    if first >= last or any(i in work.taken for i in range(first, last)):
        return
    doc = work.doc
    start, end = doc[first].idx, doc[last - 1].idx + len(doc[last - 1].text)
    text = words_of(doc, first, last)
    work.found[first, last] = Toponym(
        start,
        end,
        text,
        source,
        locative=is_locative(work, first, last),
        hint=kind_hint(work, first, last),
        metonym=is_metonym(work, first, last),
    )
    work.taken.update(range(first, last))
