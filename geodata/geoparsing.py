"""Geoparsing: the place names of a text, each with the place it most likely means.

``geodata.geoparse(text)`` is for Python, ``geodash geoparse`` for many texts on several processes. Places are found as in a
story (:mod:`geodata.locating`); here each name has its best candidate, however unsure, with the confidence in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from geodata.chunks import chunks, joined
from geodata.datelines import masked
from geodata.english import name_model, place_words
from geodata.errors import InputError
from geodata.gazetteer import Gazetteer
from geodata.given import Span, given_toponyms
from geodata.locating import locate
from geodata.model import PlaceKind
from geodata.qualifiers import find_qualifier, qualified
from geodata.resolution import Resolution, Scored, is_listed, resolve

if TYPE_CHECKING:
    from spacy.language import Language

NEAR_PREC = 2  # UCDP: near a known place
MAX_CHARACTERS = 6_000_000  # time and memory are measured up to 5 MB; beyond, something else than an article came in
# What no model or database takes as a letter: each becomes one character, so that offsets stay.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufeff]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name might mean. ``score`` is comparable within one name only; ``signals`` are its parts, unweighted."""

    place_id: str
    name: str
    kind: PlaceKind
    country: str | None
    lat: float
    lon: float
    where_prec: int
    score: float
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class LocatedToponym:
    """A place name at [start, end) of the text (string indices, ``text[start:end]``) and its likeliest place.

    A name that the gazetteer lacks has the point of the place named nearest to it in the text, as a guess without
    ``place_id``.

    ``lat`` and ``lon`` are WGS84 degrees; for an area a point that stands for it. ``where_prec`` is UCDP's scale (1 a
    town or site, 2 near it, 3 and 4 an area, 5 a line or fuzzy area, 6 a country, 7 a sea). All are None where no
    candidate is known. ``confidence``: the probability, 0 to 1, that it is this place. ``candidates``: best first.
    """

    start: int
    end: int
    text: str
    lat: float | None
    lon: float | None
    place_id: str | None
    country: str | None
    where_prec: int | None
    confidence: float
    demonym: bool
    candidates: tuple[Candidate, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Request:
    """A text, and the mentions to resolve where they are known. Raises InputError for spans that do not lie in it."""

    text: str
    spans: Sequence[Span] | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.text, str):
            raise InputError(f"text is of type {type(self.text).__name__}: it must be a string")
        if len(self.text) > MAX_CHARACTERS:
            raise InputError(
                f"the text has {len(self.text):,} characters: split it, {MAX_CHARACTERS:,} are read at most"
            )
        if self.spans is not None and not isinstance(self.spans, (list, tuple)):
            raise InputError(f"spans is of type {type(self.spans).__name__}: it must be a list of [start, end]")
        for i, span in enumerate(self.spans or ()):
            _check_span(i, span, len(self.text))


def _check_span(i: int, span: object, length: int) -> None:
    match span:
        case [int() as start, int() as end] if bool not in (type(start), type(end)):
            if not 0 <= start < end <= length:
                raise InputError(
                    f"spans[{i}] is [{start}, {end}]: it must lie within the text, 0 to {length}, start first"
                )
        case _:
            raise InputError(f"spans[{i}] is {str(span)[:40]}: it must be two whole numbers, [start, end]")


class Geoparser:
    """The model and the gazetteer, loaded once.

    One text at a time: batches are no faster with this model (7.0 s of LGL's first 200 articles either way), and take
    100 MB more for 16 articles.
    """

    def __init__(self) -> None:
        """Load them. Raises DataError where shipped data is missing."""
        self.model: Language = name_model()
        self._names = Gazetteer.open()
        self._words = place_words()

    def parse(self, request: Request, *, demonyms: bool = False) -> list[LocatedToponym]:
        """The toponyms of a text in text order; where the request has spans, one for each, in their order."""
        text = _readable(request.text)
        doc = joined(map(self.model, chunks(masked(text))), self.model.vocab)
        if request.spans is None:
            found = locate(text, doc, self._names, self._words, lambda step: None).resolutions
            # What is rather no place or not this one is left out; a mention that somebody names always has its answer.
            listed = [r for r in found if is_listed(r) and (demonyms or not r.toponym.demonym)]
            return [_located(request.text, r) for r in listed]
        spans = [(start, end) for start, end in request.spans]
        toponyms = given_toponyms(text, doc, spans, self._names, self._words)
        return [_located(request.text, r) for r in resolve(toponyms, self._names, self._words)]


def _readable(text: str) -> str:
    """The text, of the same length, without characters that the model or the database cannot take."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def _located(text: str, resolution: Resolution) -> LocatedToponym:
    toponym, best = resolution.toponym, resolution.best
    place_id, where_prec = None, None
    if best is not None and resolution.beside is not None:  # known only to be near that place, if it is
        where_prec = max(best.where_prec, NEAR_PREC)
    elif best is not None:
        name = max(text.find(toponym.text, toponym.start, toponym.end), toponym.start)  # within "northern Peru"
        word = "" if toponym.demonym else find_qualifier(text, name, best)[0]
        place_id, where_prec = qualified(best, word)
    return LocatedToponym(
        toponym.start,
        toponym.end,
        text[toponym.start : toponym.end],
        best.lat if best else None,
        best.lon if best else None,
        place_id,
        best.country if best else None,
        where_prec,
        resolution.confidence,
        toponym.demonym,
        tuple(map(_candidate, resolution.candidates)),
        resolution.reason,
    )


def _candidate(scored: Scored) -> Candidate:
    e = scored.entry
    return Candidate(
        e.id, e.name, e.kind, e.country, e.lat, e.lon, e.where_prec, round(scored.score, 3), scored.signals
    )


@cache
def _geoparser() -> Geoparser:
    return Geoparser()


def geoparse(text: str, *, spans: Sequence[Span] | None = None, demonyms: bool = False) -> list[LocatedToponym]:
    """The place names of an English text in text order, each with the place it most likely means.

    ``spans``: (start, end) of mentions that are known already; these are resolved, in their order, and no others are
    looked for. ``demonyms``: also "Kenyan" or "Israelis", marked, at their country's point; among ``spans`` they
    always are. The model is loaded at the first call (1 to 2 s). Raises InputError for a text or span that cannot be
    used.
    """
    return _geoparser().parse(Request(text, spans), demonyms=demonyms)
