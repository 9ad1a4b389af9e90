"""The story: the contract between building, showing and publishing (design.md §3).

All coordinates are WGS84 (EPSG:4326), longitude before latitude, in degrees. Offsets are Python string
indices into ``Article.text``. Models are frozen: a changed story is a new story.
"""

from __future__ import annotations

import math
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

SCHEMA = "geodash.story/1"


class PlaceKind(StrEnum):
    settlement = "settlement"
    admin_area = "admin_area"
    country = "country"
    region = "region"
    border = "border"
    corridor = "corridor"
    zone = "zone"
    water = "water"
    facility = "facility"


class EventType(StrEnum):
    """PLOVER event types, with NATURAL and OTHER for what PLOVER leaves out."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    NATURAL = "NATURAL"
    OTHER = "OTHER"


class Modality(StrEnum):
    occurred = "occurred"
    ongoing = "ongoing"
    planned = "planned"
    hypothetical = "hypothetical"
    claimed = "claimed"


class ProposalKind(StrEnum):
    security_zone = "security_zone"
    buffer_zone = "buffer_zone"
    demilitarised_zone = "demilitarised_zone"
    safe_zone = "safe_zone"
    evacuation_zone = "evacuation_zone"
    corridor = "corridor"
    ceasefire = "ceasefire"
    withdrawal = "withdrawal"
    prisoner_exchange = "prisoner_exchange"
    other = "other"


class StanceKind(StrEnum):
    proposes = "proposes"
    accepts = "accepts"
    accepts_in_principle = "accepts_in_principle"
    rejects = "rejects"
    seeks_changes = "seeks_changes"
    mediates = "mediates"
    undecided = "undecided"


class GeometryBasis(StrEnum):
    official_text = "official_text"
    official_map = "official_map"
    named_place = "named_place"
    containing_area = "containing_area"
    media_sketch = "media_sketch"
    editor_estimate = "editor_estimate"
    none = "none"


class Status(StrEnum):
    proposed = "proposed"
    under_negotiation = "under_negotiation"
    agreed_in_principle = "agreed_in_principle"
    agreed = "agreed"
    disputed = "disputed"
    rejected = "rejected"
    in_force = "in_force"
    collapsed = "collapsed"


def _position(value: tuple[float, float]) -> tuple[float, float]:
    lon, lat = value
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("longitude and latitude must be finite numbers")
    if not -180 <= lon <= 180:
        raise ValueError(f"longitude {lon} is outside -180..180")
    if not -90 <= lat <= 90:
        raise ValueError(f"latitude {lat} is outside -90..90 (longitude comes first)")
    return value


Position = Annotated[tuple[float, float], AfterValidator(_position)]
"""[longitude, latitude], degrees, WGS84."""

# Rings of coordinates sit this deep in each type of geometry (RFC 7946).
_DEPTH = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def _line(kind: str, positions: Any) -> None:
    if kind.endswith("LineString") and len(positions) < 2:
        raise ValueError("a line has two positions or more")
    if kind.endswith("Polygon") and (len(positions) < 4 or list(positions[0]) != list(positions[-1])):
        raise ValueError("a ring has four positions or more, the last the same as the first")


def _geometry(value: dict[str, Any]) -> dict[str, Any]:
    depth = _DEPTH.get(value.get("type", ""))
    if depth is None:
        raise ValueError(f"geometry type must be one of {', '.join(_DEPTH)}")

    def check(node: Any, level: int) -> None:
        if level:
            if not isinstance(node, (list, tuple)) or not node:
                raise ValueError("geometry has empty or misnested coordinates")
            for child in node:
                check(child, level - 1)
            if level == 1:
                _line(value["type"], node)
            return
        if not isinstance(node, (list, tuple)) or len(node) != 2:
            raise ValueError("geometry coordinates must be [longitude, latitude] pairs")
        if not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in node):
            raise ValueError("geometry coordinates must be numbers")
        _position((node[0], node[1]))

    check(value.get("coordinates"), depth)
    return value


Geometry = Annotated[dict[str, Any], AfterValidator(_geometry)]
"""A GeoJSON geometry (RFC 7946) in WGS84; two ordinates a position."""

Confidence = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Identifier = Annotated[str, Field(min_length=1, max_length=200)]


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_enum_values=False)


class Evidence(_Model):
    """A span of an article: W3C TextPosition and TextQuote selectors in one."""

    article_id: Identifier
    start: int = Field(ge=0)
    end: int = Field(gt=0)
    exact: str = Field(min_length=1)


class Article(_Model):
    """One published text with its source and dates (after UCDP GED's source block)."""

    id: Identifier
    headline: str
    published: date | None = None
    source_office: str | None = None
    url: str | None = None
    text: str
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Decision(_Model):
    """Who decided, how sure, and why in words."""

    by: Literal["machine", "editor"] = "machine"
    confidence: Confidence
    reason: str


class Candidate(_Model):
    """A place a toponym might mean, with the score it got and the signals that made it."""

    place_id: Identifier
    name: str
    country: str | None = None
    score: float = Field(allow_inf_nan=False)
    signals: dict[str, float] = {}


class Place(_Model):
    """One thing on the earth that toponyms refer to.

    ``where_prec`` is UCDP GED's scale: 1 exact site or settlement, 2 near, 3 second-level area, 4 first-level
    area, 5 line or fuzzy area, 6 country, 7 sea or air. ``coordinate_uncertainty_m`` is Darwin Core's: the
    radius in metres of the circle round ``point`` that holds the whole place; null where there is no point.
    """

    id: Identifier
    name: str = Field(min_length=1)
    names: dict[str, str] = {}
    kind: PlaceKind
    country: str | None = Field(default=None, pattern=r"^[A-Z]{2}$")
    point: Position | None = None
    geometry: Geometry | None = None
    where_prec: int = Field(ge=1, le=7)
    coordinate_uncertainty_m: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    toponyms: list[Evidence] = []
    candidates: list[Candidate] = []
    decision: Decision


class Unresolved(_Model):
    """A place name that was recognised and not placed: an answer, not an error."""

    toponyms: list[Evidence]
    candidates: list[Candidate] = []
    reason: str


class EventDate(_Model):
    """``text`` is the article's words; the rest is null where nothing may be concluded from them.

    ``edtf`` is Extended Date/Time Format level 1; ``earliest``–``latest`` the interval, both inclusive;
    ``time_precision`` ACLED's: 1 the day, 2 the week, 3 the month or longer.
    """

    text: str | None = None
    edtf: str | None = None
    earliest: date | None = None
    latest: date | None = None
    time_precision: Literal[1, 2, 3] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> EventDate:
        if self.earliest and self.latest and self.earliest > self.latest:
            raise ValueError("earliest is after latest")
        return self


class PlaceRef(_Model):
    place_id: Identifier
    role: Literal["where", "mentioned"] = "where"


class Actor(_Model):
    name: str = Field(min_length=1)
    role: Literal["source", "target", "mediator"]


class Event(_Model):
    id: Identifier
    event_type: EventType
    label: str = Field(min_length=1, max_length=90)
    modality: Modality
    date: EventDate = EventDate()
    place_refs: list[PlaceRef] = []
    actors: list[Actor] = []
    attributed_to: str = "the article"
    evidence: list[Evidence] = Field(min_length=1)
    confidence: Confidence
    decision: Decision


class Stance(_Model):
    """How one party stands on a proposal; ``verb`` is the article's own, in the present tense ("demands")."""

    party: str = Field(min_length=1)
    stance: StanceKind
    verb: str = Field(min_length=1)
    date: EventDate = EventDate()
    evidence: list[Evidence] = Field(min_length=1)


class Component(_Model):
    """A part of a plan; ``proposal_id`` where the part has stances of its own and so is a proposal too."""

    name: str = Field(min_length=1)
    kind: ProposalKind
    proposal_id: Identifier | None = None
    evidence: list[Evidence] = []


class StatusChange(_Model):
    """An earlier status or stance, kept: what it was, since when (the article's words), by whom."""

    status: Status
    reason: str
    decision: Decision


class Proposal(_Model):
    id: Identifier
    kind: ProposalKind
    name: str = Field(min_length=1)
    in_place: Literal["yes", "no", "not_stated"] = "not_stated"
    place_ids: list[Identifier] = []
    geometry: Geometry | None = None
    geometry_basis: GeometryBasis = GeometryBasis.none
    geometry_note: str = ""
    positions: list[Stance] = []
    components: list[Component] = []
    status: Status
    status_reason: str
    evidence: list[Evidence] = Field(min_length=1)
    history: list[StatusChange] = []
    confidence: Confidence
    decision: Decision


class MadeWith(_Model):
    built_at: str
    versions: dict[str, str] = {}
    data: dict[str, str] = {}
    worldview: str = "iso"


class Story(_Model):
    """One or more articles, their places, events and proposals. Validated on write and on read."""

    schema_: Literal["geodash.story/1"] = Field(default="geodash.story/1", alias="schema")
    id: Identifier
    title: str
    language: str = "en"
    articles: list[Article] = Field(min_length=1)
    places: list[Place] = []
    unresolved: list[Unresolved] = []
    events: list[Event] = []
    proposals: list[Proposal] = []
    made_with: MadeWith

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    @model_validator(mode="after")
    def _references_hold(self) -> Story:
        texts = {a.id: a.text for a in self.articles}
        places = _unique("places", [p.id for p in self.places])
        proposals = _unique("proposals", [p.id for p in self.proposals])
        _unique("events", [e.id for e in self.events])
        for where, evidence in self.all_evidence():
            text = texts.get(evidence.article_id)
            if text is None:
                raise ValueError(f"{where}: no article {evidence.article_id!r}")
            if text[evidence.start : evidence.end] != evidence.exact:
                raise ValueError(f"{where}: {evidence.start}..{evidence.end} of the article is not {evidence.exact!r}")
        for i, event in enumerate(self.events):
            for j, ref in enumerate(event.place_refs):
                if ref.place_id not in places:
                    raise ValueError(f"events.{i}.place_refs.{j}.place_id: no place {ref.place_id!r}")
        for i, proposal in enumerate(self.proposals):
            for j, place_id in enumerate(proposal.place_ids):
                if place_id not in places:
                    raise ValueError(f"proposals.{i}.place_ids.{j}: no place {place_id!r}")
            for j, part in enumerate(proposal.components):
                if part.proposal_id is not None and part.proposal_id not in proposals:
                    raise ValueError(f"proposals.{i}.components.{j}.proposal_id: no proposal {part.proposal_id!r}")
        return self

    def all_evidence(self) -> list[tuple[str, Evidence]]:
        """Every evidence in the story with the dotted name of the field that holds it."""
        found: list[tuple[str, Evidence]] = []

        def add(where: str, items: list[Evidence]) -> None:
            found.extend((f"{where}.{i}", e) for i, e in enumerate(items))

        for i, place in enumerate(self.places):
            add(f"places.{i}.toponyms", place.toponyms)
        for i, unresolved in enumerate(self.unresolved):
            add(f"unresolved.{i}.toponyms", unresolved.toponyms)
        for i, event in enumerate(self.events):
            add(f"events.{i}.evidence", event.evidence)
        for i, proposal in enumerate(self.proposals):
            add(f"proposals.{i}.evidence", proposal.evidence)
            for j, stance in enumerate(proposal.positions):
                add(f"proposals.{i}.positions.{j}.evidence", stance.evidence)
            for j, part in enumerate(proposal.components):
                add(f"proposals.{i}.components.{j}.evidence", part.evidence)
        return found

    def place(self, place_id: str) -> Place:
        """The place of that id; KeyError if there is none."""
        return next((p for p in self.places if p.id == place_id), None) or _missing(place_id)


def _missing(place_id: str) -> Place:
    raise KeyError(place_id)


def _unique(where: str, ids: list[str]) -> set[str]:
    seen: set[str] = set()
    for i, one in enumerate(ids):
        if one in seen:
            raise ValueError(f"{where}.{i}.id: {one!r} stands twice")
        seen.add(one)
    return seen
