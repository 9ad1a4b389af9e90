"""A toponym: a place name as written, before anyone knows which place it is; and what recognition asks of a gazetteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from geodata.forest import Forest
from geodata.inflect import Inflector, form_index
from geodata.model import PlaceKind

_VERBS = Inflector(
    {
        "say": ("said", "said"),
        "tell": ("told", "told"),
        "seek": ("sought", "sought"),
        "lead": ("led", "led"),
        "see": ("saw", "seen"),
    },
    frozenset({"plan"}),
)


class Entry(Protocol):
    """What resolution reads of a gazetteer entry."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> PlaceKind: ...
    @property
    def country(self) -> str | None: ...
    @property
    def admin1(self) -> str | None: ...
    @property
    def lon(self) -> float: ...
    @property
    def lat(self) -> float: ...
    @property
    def population(self) -> int: ...
    @property
    def feature(self) -> str: ...
    @property
    def uncertainty_m(self) -> float: ...
    @property
    def area_ref(self) -> str | None: ...
    @property
    def where_prec(self) -> int: ...


class Names(Protocol):
    """The names a recogniser may ask for; the gazetteer is one."""

    def is_name(self, name: str) -> bool: ...
    def lookup(self, name: str) -> list[Any]: ...
    def demonym(self, word: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name at [start, end) of the text, with what its surroundings say about it.

    ``source``: how it was found (model, list, demonym, organisation, repeat). ``hint``: the kind that a word beside
    it names ("Kharkiv *region*"). ``container``: the name after the comma in "Nogales, Arizona". ``locative``: a
    preposition or a dateline says that it is a place. ``likely``: the probability that it is a place name at all. ``wants_area``: it is one side of a border.
    """

    start: int
    end: int
    text: str
    source: str
    locative: bool = False
    hint: PlaceKind | None = None
    container: str | None = None
    demonym: bool = False
    metonym: bool = False
    inside: bool = False
    likely: float = 1.0
    wants_area: bool = False


@dataclass(frozen=True, slots=True)
class BorderPhrase:
    """ "the border between X and Y" in one of its forms; ``left`` and ``right`` are its two sides."""

    start: int
    end: int
    text: str
    left: Toponym
    right: Toponym


@dataclass(frozen=True)
class PlaceWords:
    """The word lists of data/place_words.json, as sets, and the weights of data/place_weights.json.

    ``speech`` holds every form of its verbs. ``ordinary``: names that are also ordinary words, surnames or given names
    (data/ordinary_words.json).
    """

    locative: frozenset[str]
    inward: frozenset[str]
    directions: frozenset[str]
    followers: frozenset[str]
    area_words: Mapping[str, PlaceKind]
    institutions: frozenset[str]
    organisations: frozenset[str]
    border_words: frozenset[str]
    titles: frozenset[str]
    speech: frozenset[str]
    common: frozenset[str]
    ordinary: Mapping[str, int] = field(default_factory=dict)
    weights: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def from_json(
        cls,
        data: Mapping[str, Any],
        ordinary: Mapping[str, int] | None = None,
        weights: Mapping[str, Any] | None = None,
    ) -> PlaceWords:
        """From the parsed files; KeyError names a list that is missing. Without ``weights`` rules alone decide."""
        lists = {
            name: frozenset(data[name])
            for name in (
                "locative",
                "inward",
                "directions",
                "followers",
                "institutions",
                "organisations",
                "border_words",
                "titles",
                "speech",
                "common",
            )
        }
        lists["speech"] = frozenset(form_index(_VERBS, lists["speech"]))
        kinds = {w: PlaceKind(k) for w, k in data["area_words"].items()}
        weights = {k: Forest.from_json(v) if "leaves" in v else v for k, v in (weights or {}).items()}
        return cls(area_words=kinds, ordinary=ordinary or {}, weights=weights, **lists)
