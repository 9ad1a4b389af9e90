"""Recognition: which spans of a text are place names.

The statistical model proposes; the gazetteer and the words around a name decide. A name that the model missed or took
for a person is a place where a preposition, a containing area or an earlier mention says so. Pure: no file is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.likely import Article, signals
from geodata.model import PlaceKind
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
LEAST = 0.3  # a span less likely than this is no toponym; what is listed is decided with the confidence
LEAST_OF_RULES = 0.25  # where the rules too take it for one; kept so that a story can show it as unsure
MAX_WORDS = 6  # "Saint Vincent and the Grenadines" has five
_PARTICLES = frozenset({"al", "el", "de", "del", "la", "le", "les", "of", "the", "and", "da", "do", "dos", "das", "di"})


_SAINTS = frozenset({"st", "st.", "saint"})


def recognise(doc: Doc, names: Names, words: PlaceWords) -> list[Toponym]:
    """The toponyms of a text in text order, not overlapping; demonyms are among them, marked.

    ``doc`` needs the model's names alone (no tags, no parse).
    """
    work = rule_work(doc, names, words)
    if "spans" in words.weights:
        _weigh(work)
    found = sorted(work.found.items())
    return with_containers(work, [(first, last, t) for (first, last), t in found])


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


def spans(work: Work) -> list[tuple[int, int, str, bool, dict[str, float]]]:
    """Every span that may be a place name, with its signals: what the rules found, what the model calls a place, and
    every name of the gazetteer. Spans may overlap; each is (first token, end, source, demonym, signals)."""
    known: dict[tuple[int, int], tuple[str, bool]] = {k: (t.source, t.demonym) for k, t in work.found.items()}
    for ent in work.doc.ents:
        if ent.label_ in PLACE_LABELS:
            for part in _parts(work, ent.start, ent.end):
                first, last = _trim(work, *part)
                if first < last and work.doc[first].capital:
                    known.setdefault((first, last), ("weighed", False))
    for first, last in _names(work):
        known.setdefault((first, last), ("weighed", False))
    # "U.S." is the name in "U.S.-led", which is one word of the parse.
    texts = {k: work.found[k].text if k in work.found else words_of(work.doc, *k) for k in known}
    article = Article(work)
    for span, text in texts.items():
        article.see(fold(text), *span)
    return [
        (*span, source, demonym, signals(article, *span, texts[span], source, demonym))
        for span, (source, demonym) in sorted(known.items())
    ]


def _names(work: Work) -> Iterator[tuple[int, int]]:
    """Longest gazetteer names among capitalised tokens, wherever they stand."""
    doc, i = work.doc, 0
    while i < len(doc):
        if not doc[i].capital or doc[i].lower_ in ("the", "a", "an"):
            i += 1
            continue
        for last in range(min(i + MAX_WORDS, len(doc)), i, -1):
            span = doc[i:last]
            if not (span[-1].capital and all(_in_name(t) for t in span)):
                continue
            if end := _name_end(work, i, last):
                yield i, end
                i = end - 1
                break
        i += 1


def _weigh(work: Work) -> None:
    """Keep the spans that are likely enough; of two that overlap the likelier, then the longer."""
    all_spans = spans(work)
    chances = work.words.weights["spans"].probabilities([found for *_, found in all_spans])
    for k, (first, last, *_) in enumerate(all_spans):
        # A country's or first-level area's whole name is at least as likely as a name within it ("Guinea-Bissau").
        if last - first > 1 and is_state(work, words_of(work.doc, first, last)):
            within = [c for c, (a, b, *_) in zip(chances, all_spans, strict=True) if first <= a and b <= last]
            chances[k] = max(within)
    ranked = sorted(
        (
            (chance, last - first, -first, source, demonym)
            for chance, (first, last, source, demonym, _) in zip(chances, all_spans, strict=True)
        ),
        reverse=True,
    )
    before = work.found
    work.found, work.taken = {}, set()
    for likely, length, start, source, demonym in ranked:
        first, last = -start, -start + length
        by_rules = before.get((first, last))
        least = LEAST if by_rules is None else 0.0 if by_rules.metonym else LEAST_OF_RULES
        if not demonym and likely < least:
            continue
        if by_rules is not None:
            if not any(i in work.taken for i in range(first, last)):
                work.found[first, last] = by_rules
                work.taken.update(range(first, last))
        else:
            _add(work, first, last, source)
        if (first, last) in work.found:
            work.found[first, last] = replace(work.found[first, last], likely=round(likely, 3))


def _survey(work: Work) -> None:
    """Count what the model calls each string, and collect the words of people's names."""
    for ent in work.doc.ents:
        text = fold(ent.text)
        work.labels[text][ent.label_] += 1
        work.located[text] += is_governed(work, ent.start, ent.end, work.words.inward)
        if ent.label_ == "PERSON":
            first, last = _trim(work, ent.start, ent.end)
            if last - first >= 2 and not (
                work.names.is_name(words_of(work.doc, first, last)) and is_locative(work, first, last)
            ):
                work.persons.update(fold(t.text) for t in work.doc[first:last])


def _from_place(work: Work, ent: Name) -> None:
    for first, last in _parts(work, ent.start, ent.end):
        first, last = _trim(work, first, last)
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
            _add(work, first, last, "model")


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
    parts = list(_parts(work, ent.start, ent.end))
    if ent.label_ == "ORG" and ent.end - ent.start > 1 and len(parts) == 1:
        _within_organisation(work, ent)
        return
    for first, last in parts:
        first, last = _trim(work, first, last)
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
            _add(work, first, last, "list")


def _within_organisation(work: Work, ent: Name) -> None:
    """The place that an organisation is named after: "Nakuru High School", "the University of Sonora"."""
    first, last = _trim(work, ent.start, ent.end)
    whole = words_of(work.doc, first, last)
    if work.names.is_name(whole) and (is_locative(work, first, last) or is_well_known(work, whole)):
        _add(work, first, last, "list")
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
        _add(work, first, cut, "organisation")
        return
    for stop in range(last - 1, first, -1):  # "U.S. House of Representatives"
        # A city and one more word may be a person that the model took for an organisation.
        known = (
            is_state(work, words_of(work.doc, first, stop))
            if last - stop == 1
            else is_well_known(work, words_of(work.doc, first, stop))
        )
        if known and names_a_place(work, first, stop):
            _add(work, first, stop, "organisation")
            return
    if last - first > 2 and work.doc[last - 2].lower_ == "of" and is_well_known(work, work.doc[last - 1].text):
        _add(work, last - 1, last, "organisation")


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
            _add(work, first, last, "list")


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
            if not (span[-1].capital and all(_in_name(t) for t in span)):
                continue
            end = _name_end(work, i, last)
            if end and not is_acronym(work, doc.words(i, end)):
                yield i, end
                i = end - 1
                break
        i += 1


def _name_end(work: Work, first: int, last: int) -> int:
    """Where the name ends that the words make, 0 where they make none; an abbreviation's point ("Sask.") is part of it."""
    doc = work.doc
    text = doc.words(first, last)
    if work.names.is_name(text):
        return last
    point = last < len(doc) and doc[last].text == "." and last - first == 1 and len(text) > 1
    return last + 1 if point and work.names.is_name(f"{text}.") else 0


def _in_name(token: Word) -> bool:
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
        _add(work, first, last, "list")
        ends[last] = ends[before]


def _repeats(work: Work) -> None:
    """Every further mention of a name already found is that name again, unless it is part of another name."""
    known = {fold(t.text) for t in work.found.values() if t.source in ("model", "list")}
    for first, last in _capitalised(work, within=True):
        text = words_of(work.doc, first, last)
        if fold(text) in known and fold(text) not in work.persons:
            _add(work, first, last, "repeat")


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


def _parts(work: Work, first: int, last: int) -> Iterator[tuple[int, int]]:
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


def _trim(work: Work, first: int, last: int) -> tuple[int, int]:
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


def _add(work: Work, first: int, last: int, source: str) -> None:
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


def with_containers(work: Work, found: list[tuple[int, int, Toponym]]) -> list[Toponym]:
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
            if not (is_country(work, name.text) and is_country(work, area.text)):
                result[k] = replace(result[k], container=area.text)
    return result
