"""How likely a span is a place name: what is known of the words, of the model's label and of the whole article, weighed.

Named signals of one span; what they weigh is a shipped table (geodata.forest). Pure: no file is opened.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata.model import PlaceKind
from geodata.names import fold
from geodata.surroundings import (
    COMPASS,
    PLACE_LABELS,
    Work,
    ends_phrase,
    is_called_so,
    is_followed,
    is_locative,
    is_metonym,
    starts_sentence,
    state_follows,
)

if TYPE_CHECKING:
    from geodata.plain_doc import Name

_SIZES = ((1_000_000, "metropolis"), (100_000, "city"), (15_000, "town"), (2_000, "small town"), (0, "village"))
_PERSON_WORDS = frozenset({"he", "she", "his", "her", "who"})


class Article:
    """What the whole article says of each name, counted once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        doc = work.doc
        self.ent_at: dict[int, Name] = {t: e for e in doc.ents for t in range(e.start, e.end)}
        self.lower = Counter(t.text for t in doc if t.is_lower)
        self.upper = Counter(t.lower_ for t in doc if t.capital)
        self.mentions: Counter[str] = Counter()
        self.placed: Counter[str] = Counter()
        self.other: Counter[str] = Counter()

    def see(self, key: str, first: int, last: int) -> None:
        """Count one mention of a name, and whether its surroundings make it a place or something else."""
        self.mentions[key] += 1
        ent = self.ent_at.get(first)
        exact = ent is not None and ent.start <= first and last <= ent.end and ent.end - ent.start <= last - first + 1
        label = ent.label_ if ent is not None else ""
        self.placed[key] += (exact and label in PLACE_LABELS) or is_locative(
            self.work, first, last, self.work.words.inward
        )
        self.other[key] += label in ("PERSON", "ORG", "PRODUCT", "WORK_OF_ART") and not is_locative(
            self.work, first, last, self.work.words.inward
        )


def signals(article: Article, first: int, last: int, text: str, source: str, demonym: bool) -> dict[str, float]:
    """The signals of one span by name; those that are absent are 0."""
    work, doc = article.work, article.work.doc
    key = fold(text)
    found: dict[str, float] = {}

    def say(name: str, value: float = 1.0) -> None:
        if value:
            found[name] = value

    label = _label(article, first, last)
    kind = "demonym" if demonym else _kind(work, text)
    say(f"source {source}")
    say(f"model {label}")
    say(f"kind {kind}")
    say(f"kind {kind}, source {source}")
    say(f"kind {kind}, model {label.split(' ')[0]}")
    rank = work.words.ordinary.get(key, 0)
    common, last_name, first_name = rank // 12, rank // 3 % 4, rank % 3
    say(f"common word {common}", float(common > 0))
    say("surname", last_name / 3)
    say("given name", first_name / 2)
    locative = is_locative(work, first, last)
    inward = is_locative(work, first, last, work.words.inward)
    say("preposition", float(locative))
    say("preposition of place", float(inward))
    say("preposition, ends phrase", float(locative and ends_phrase(doc, last)))
    say(f"preposition, model {label.split(' ')[0]}", float(locative))
    say("called so", float(is_called_so(work, first)))
    say("metonym", float(is_metonym(work, first, last)))
    say("followed by people", float(is_followed(work, last)))
    before, after = _word(article, first - 1), _word(article, last)
    say(f"before {before}")
    say(f"after {after}")
    say(
        f"before {before}, after {after}",
        float(before in ("comma", "capital", "title") or after in ("comma", "capital")),
    )
    say(f"kind {kind}, after {after}", float(after in ("capital", "institution", "organisation", "hyphen", "noun")))
    say(f"after {after}, model {label.split(' ')[0]}", float(after in ("capital", "institution", "organisation")))
    before_run, ends = _run(article, first, last)
    say(f"run ends {ends}")
    say(f"run ends {ends}, source {source}", float(ends != "here"))
    say("words before in run", min(before_run, 3) / 3)
    say("state follows", float(state_follows(work, last)))
    say("state after a comma", float(kind in ("country", "first-level area") and before == "comma"))
    say("one word", float(last - first == 1))
    say("capitals", float(text.isupper() and len(text) > 1))
    say("short capitals", float(text.isupper() and 1 < len(text) <= 4))
    say("digits", float(any(c.isdigit() for c in text)))
    say("sentence start", float(starts_sentence(doc, first)))
    say("main name", float(not demonym and any(e.name == text or fold(e.name) == key for e in work.names.lookup(text))))
    say("person of the text", float(key in work.persons))
    say("lower case too", float(article.lower[text.lower()] > 0))
    seen = max(1, article.mentions[key])
    say("mentions", math.log(seen))
    say("share as place", article.placed[key] / seen)
    say("share as other", article.other[key] / seen)
    say("always another", float(article.other[key] == seen))
    say("place elsewhere", float(article.placed[key] > 0))
    say("plural demonym", float(demonym and text.endswith("s") and not text.endswith("ss")))
    say("listed", float(doc[first - 1].lower_ in ("and", "or", ",") if first else False))
    return found


def probability(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The logistic function of the weighted sum."""
    total = weights.get("bias", 0.0) + sum(weights.get(k, 0.0) * v for k, v in found.items())
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


def _label(article: Article, first: int, last: int) -> str:
    """The model's label over the span and how the two lie: alone, or at the beginning, middle or end of a longer name."""
    ent = article.ent_at.get(first) or article.ent_at.get(last - 1)
    if ent is None:
        return "none"
    label = ent.label_ if ent.label_ in ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP") else "other"
    start = ent.start + (article.work.doc[ent.start].lower_ == "the")
    end = ent.end - (article.work.doc[ent.end - 1].lower_ in ("'s", "’s"))
    if (start, end) == (first, last):
        return label
    if first <= start and end <= last:
        return f"{label} within"
    where = "begins" if start == first else "ends" if end == last else "middle"
    return f"{label} {where}"


def _kind(work: Work, text: str) -> str:
    entries = work.names.lookup(text)
    if not entries:
        return "unknown"
    if any(e.kind is PlaceKind.country for e in entries):
        return "country"
    if any(e.id.startswith("geodash:") for e in entries):
        return "supplement"
    if any(e.feature == "ADM1" for e in entries):
        return "first-level area"
    if any(e.feature == "PPLC" for e in entries):
        return "capital"
    population = (
        max(e.population for e in entries if e.kind is not PlaceKind.admin_area)
        if any(e.kind is not PlaceKind.admin_area for e in entries)
        else -1
    )
    if population < 0:
        return "second-level area"
    main = any(fold(e.name) == fold(text) for e in entries)
    if all(e.kind is PlaceKind.water or e.kind is PlaceKind.facility for e in entries):
        return "water or airport"
    return next(name for least, name in _SIZES if population >= least) + ("" if main else " by another name")


def _word(article: Article, i: int) -> str:
    """The class of the word beside a name."""
    doc, words = article.work.doc, article.work.words
    if not 0 <= i < len(doc):
        return "edge"
    word = doc[i]
    low = word.lower_
    if word.is_space:
        return "edge"
    if low in words.titles or low.rstrip(".") in words.titles:
        return "title"
    if low == ",":
        return "comma"
    if low in ("-", "–", "—", "/"):
        return "hyphen"
    if low in ("'s", "’s", "'", "’"):
        return "possessive"
    if low in (".", "!", "?", ":", ";"):
        return "stop"
    if word.is_punct:
        return "mark"
    if word.like_num:
        return "number"
    if low in ("the", "a", "an"):
        return "article"
    if low in ("of", "and", "or", "in", "from", "to", "at", "near", "for", "by", "with", "on"):
        return low
    if COMPASS.match(low):
        return "compass"
    if low in words.area_words:
        return "area word"
    if low in words.institutions:
        return "institution"
    if low in words.organisations:
        return "organisation"
    if low in words.followers or low in words.directions:
        return "people"
    if low in words.speech:
        return "speech"
    if low in _PERSON_WORDS:
        return "pronoun"
    if word.capital:
        if starts_sentence(doc, i):
            return "first word"
        return "capital"
    return "noun" if not ends_phrase(doc, i) else "function"


def _run(article: Article, first: int, last: int) -> tuple[int, str]:
    """The run of capitalised words round a span: how many stand before it, and what its last word is after it."""
    doc, words = article.work.doc, article.work.words
    begin = first
    while begin > 0 and first - begin < 4 and doc[begin - 1].capital and not starts_sentence(doc, begin):
        begin -= 1
    end = last
    while end < len(doc) and end - last < 6:
        if doc[end].capital:
            end += 1
        elif doc[end].lower_ in ("of", "and", "for", "&") and end + 1 < len(doc) and doc[end + 1].capital:
            end += 2
        else:
            break
    if end == last:
        return first - begin, "here"
    low = doc[end - 1].lower_
    if low in words.organisations:
        return first - begin, "with organisation"
    if low in words.institutions:
        return first - begin, "with institution"
    return first - begin, "with area word" if low in words.area_words else "with another"
