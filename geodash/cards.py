"""Event cards: what is shown of each event, and how it is known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from geodash import dates, words
from geodash.earth import Earth
from geodash.language import say
from geodash.quotes import Quote, quotes, short
from geodata.model import Article, Decision, Event, Modality, Place, Story

UNSURE_BELOW = 0.5
CANDIDATES_SHOWN = 4
OFF_MAP = "offmap"


@dataclass(frozen=True, slots=True)
class Chip:
    """A place where an event happened: its name, how exactly it is known, and whether a map shows it."""

    place_id: str
    name: str
    precision: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class Option:
    """A candidate that was considered for a place name."""

    name: str
    country: str
    score: float
    signals: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PlaceProof:
    """How a place was found: the words in the article, the candidates, the decision."""

    name: str
    toponyms: tuple[str, ...]
    options: tuple[Option, ...]
    decision: str


@dataclass(frozen=True, slots=True)
class Card:
    """One event in words."""

    id: str
    number: int
    title: str
    modality: str
    modality_word: str
    type_word: str
    when: str
    quote: str
    attributed: str
    chips: tuple[Chip, ...]
    also_named: tuple[str, ...]
    quotes: tuple[Quote, ...]
    decision: str
    proofs: tuple[PlaceProof, ...]
    unsure: str
    on_map: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip over the cards: its key, its word and how many cards it leaves."""

    key: str
    word: str
    count: int


def in_text_order(story: Story) -> list[Event]:
    """The events in the order in which the articles tell them."""
    order = {a.id: n for n, a in enumerate(story.articles)}
    return sorted(story.events, key=lambda e: min((order[v.article_id], v.start) for v in e.evidence))


def cards(story: Story, drawn: Collection[str], today: date | None, earth: Earth) -> tuple[Card, ...]:
    """The cards in the order of the article; ``drawn``: ids of the places that some panel shows."""
    articles = {a.id: a for a in story.articles}
    return tuple(
        _card(number, event, story, articles, drawn, today, earth)
        for number, event in enumerate(in_text_order(story), start=1)
    )


def _card(
    number: int,
    event: Event,
    story: Story,
    articles: dict[str, Article],
    drawn: Collection[str],
    today: date | None,
    earth: Earth,
) -> Card:
    places = [(story.place(r.place_id), r.role) for r in event.place_refs]
    where = [p for p, role in places if role == "where"]
    chips = tuple(Chip(p.id, p.name, words.precision(p, happened=True), p.id in drawn) for p in where)
    weak = [p.name for p in where if p.decision.confidence < UNSURE_BELOW]
    weak = [say("what is reported"), *weak] if event.confidence < UNSURE_BELOW else weak
    return Card(
        id=event.id,
        number=number,
        title=event.label,
        modality=event.modality.value,
        modality_word=words.MODALITY[event.modality],
        type_word=words.EVENT_TYPE[event.event_type],
        when=when(event, today),
        quote=short(event.evidence[0]),
        attributed="" if event.attributed_to == "the article" else event.attributed_to,
        chips=chips,
        also_named=tuple(p.name for p, role in places if role == "mentioned"),
        quotes=quotes(event.evidence, articles),
        decision=decided(event.decision),
        proofs=tuple(proof(p, earth) for p in where),
        unsure=say("Unsure: {what}", what=words.joined(weak)) if weak else "",
        on_map=any(c.drawn for c in chips),
    )


def when(event: Event, today: date | None) -> str:
    """The event's date in words; a plan whose day has passed says that its outcome is not known here."""
    if event.modality is Modality.planned and dates.has_passed(event.date, today):
        return say("was planned for {day}; outcome not covered here", day=dates.resolved(event.date))
    return dates.in_words(event.date)


def decided(decision: Decision) -> str:
    """Who decided, how sure, and why, in one line."""
    sure, why = words.confidence(decision.confidence), words.sentence(decision.reason)
    if decision.by == "editor":
        return say("Decided by an editor, confidence {confidence}. {reason}", confidence=sure, reason=why).strip()
    return say("Decided by machine, confidence {confidence}. {reason}", confidence=sure, reason=why).strip()


def proof(place: Place, earth: Earth) -> PlaceProof:
    """The words that named a place, the candidates that were weighed, and the decision."""
    seen = dict.fromkeys(e.exact for e in place.toponyms)
    ranked = sorted(place.candidates, key=lambda c: -c.score)
    options = tuple(
        Option(
            c.name,
            (earth.country_name(c.country) or c.country) if c.country else "",
            c.score,
            say(", ").join(f"{say(name.replace('_', ' '))} {value:.2g}" for name, value in c.signals.items()),
            c.place_id == place.id,
        )
        for c in ranked[:CANDIDATES_SHOWN]
    )
    return PlaceProof(place.name, tuple(seen), options, decided(place.decision))


def filters(shown: Collection[Card]) -> tuple[Filter, ...]:
    """All, one for each modality that occurs, and the cards without a mark."""
    found = [Filter("all", say("All"), len(shown))]
    for modality, word in words.MODALITY.items():
        number = sum(c.modality == modality.value for c in shown)
        if number:
            found.append(Filter(modality.value, word, number))
    off = sum(not c.on_map for c in shown)
    if off:
        found.append(Filter(OFF_MAP, say("Not on the map"), off))
    return tuple(found)
