"""What a panel draws of the story: marks, shapes and notes. How exactly a place is known decides its symbol."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from geodash import dates, words, zones
from geodash.cards import UNSURE_BELOW, in_text_order
from geodash.earth import Earth
from geodash.extent import Box, around, geometry_box, landmass_box, point_box, roomiest
from geodash.language import code, say
from geodash.panels import Item, ItemKind
from geodata.model import (
    Event,
    GeometryBasis,
    Modality,
    Place,
    PlaceKind,
    Position,
    Proposal,
    Status,
    Story,
)

NEAR_M = 25_000.0  # UCDP's "near": within 25 km
CAPTION = 72  # characters beside a label: three lines on a phone
CAPTIONS = 3
WIDEST_SEA = 60.0  # degrees: an ocean on a map of its own would be a map of the world
_LINES = ("LineString", "MultiLineString")
# What states an outline, and the symbol that says so: a sketch and an estimate must not pass for an official line.
_OUTLINES = {
    GeometryBasis.official_text: "zone",
    GeometryBasis.official_map: "zone",
    GeometryBasis.media_sketch: "sketch",
    GeometryBasis.editor_estimate: "estimate",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place drawn as a point symbol."""

    id: str
    symbol: str
    lon: float
    lat: float
    radius_m: float | None
    name: str
    captions: tuple[str, ...]
    event_ids: tuple[str, ...]
    proposal_ids: tuple[str, ...]
    numbers: tuple[int, ...]
    aria: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A place or a stated zone drawn as a line or an area; without geometry it is the base area ``ref``."""

    id: str
    symbol: str
    ref: str | None
    geometry: dict[str, object] | None
    name: str
    captions: tuple[str, ...]
    event_ids: tuple[str, ...]
    proposal_ids: tuple[str, ...]
    label_at: Position | None
    numbers: tuple[int, ...]
    aria: str


@dataclass(frozen=True, slots=True)
class Note:
    """Words with a leader for a proposal whose extent nobody has stated."""

    id: str
    proposal_ids: tuple[str, ...]
    lines: tuple[str, ...]
    anchor: Position


@dataclass
class Site:
    """A place with all that the story tells of it: what panels are chosen from, and marks made of."""

    place: Place
    events: list[tuple[int, Event]] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    happened: bool = False


def sites(story: Story) -> dict[str, Site]:
    """The places of events and of proposals, by id; what is only mentioned is not among them."""
    places = {p.id: p for p in story.places}
    found: dict[str, Site] = {}
    for number, event in enumerate(in_text_order(story), start=1):
        for ref in event.place_refs:
            if ref.role == "where":
                site = found.setdefault(ref.place_id, Site(places[ref.place_id]))
                if all(event is not e for _, e in site.events):
                    site.events.append((number, event))
                site.happened |= event.modality is not Modality.hypothetical
    for proposal in story.proposals:
        if zones.is_drawn(proposal):
            for place_id in dict.fromkeys(proposal.place_ids):
                site = found.setdefault(place_id, Site(places[place_id]))
                site.proposals.append(proposal)
                site.happened = True
    return found


def named_towns(story: Story, found: dict[str, Site]) -> list[Site]:
    """Towns and sites that are only named: drawn without an event where a panel shows them, stretching none."""
    return [
        Site(p)
        for p in story.places
        if p.id not in found and p.where_prec == 1 and p.toponyms and p.decision.confidence >= UNSURE_BELOW
    ]


def place_box(place: Place, earth: Earth) -> Box | None:
    """The extent of a place: of its geometry (a country's main landmass), as the earth knows it, or its point; None without any."""
    if place.geometry is not None:
        return (landmass_box if place.where_prec == 6 else geometry_box)(place.geometry)
    box = earth.extent(place)
    if box is not None:
        return box
    return point_box(*place.point) if place.point else None


def items(found: dict[str, Site], story: Story, earth: Earth) -> list[Item]:
    """What the panels must hold: all that happened, and the outlines that a text or a map states.

    A sea is drawn where a panel shows some of it; it makes a panel of its own only where nothing else does.
    """
    result, waters = [], []
    for site in found.values():
        box = place_box(site.place, earth) if site.happened else None
        if box is None:
            continue
        if symbol(site.place, []) == "near" and site.place.point:
            reach = 2 * radius_m(site.place) / 1000
            box = around(*site.place.point, reach, reach)
        if site.place.where_prec == 7:
            waters.append(Item(site.place.id, box, "shape" if box.width < WIDEST_SEA else "point"))
        else:
            kind: ItemKind = "country" if site.place.where_prec == 6 else "point" if is_mark(site.place) else "shape"
            result.append(Item(site.place.id, box, kind))
    for proposal in story.proposals:
        if proposal.geometry is not None and proposal.geometry_basis in _OUTLINES:
            result.append(Item(proposal.id, geometry_box(proposal.geometry), "shape"))
    return result or waters


def spot(site: Site, frame: Box, taken: Sequence[Position]) -> Position | None:
    """Where in a frame a site's symbol stands: its point, or of a sea the roomiest water that the frame shows."""
    place = site.place
    if place.where_prec == 7 and place.geometry is not None:
        found = roomiest(place.geometry, frame, taken)
        if found:
            return found
    return place.point


def is_mark(place: Place) -> bool:
    """Whether it is drawn as a point symbol: a site, a town, or an area of which only a middle is known."""
    if place.where_prec in (6, 7):
        return place.where_prec == 7
    return place.where_prec <= 2 or place.geometry is None or place.geometry["type"] in ("Point", "MultiPoint")


def symbol(place: Place, proposals: Sequence[Proposal]) -> str:
    """The symbol class of design.md's table for a place's precision."""
    if place.where_prec == 6:
        return "country"
    if is_mark(place):
        if place.where_prec == 1:
            return "site" if place.kind is PlaceKind.facility else "town"
        if place.where_prec == 7:
            return "sea" if place.kind is PlaceKind.water else "air"
        return "near"
    if place.geometry is not None and place.geometry["type"] in _LINES:
        return "proposed-line" if proposals else "line"
    return "fuzzy" if place.where_prec == 5 and place.kind is not PlaceKind.admin_area else "area"


def mark(site: Site, spot: Position | None, today: date | None) -> Mark | None:
    """The point symbol of a site at a position; None where it has none."""
    place = site.place
    if spot is None:
        return None
    kind = symbol(place, site.proposals)
    radius = radius_m(place) if kind == "near" else None
    return Mark(
        id=place.id,
        symbol=kind,
        lon=spot[0],
        lat=spot[1],
        radius_m=radius,
        name=place.name,
        captions=captions(site, today),
        event_ids=tuple(e.id for _, e in site.events),
        proposal_ids=tuple(p.id for p in site.proposals),
        numbers=tuple(n for n, _ in site.events),
        aria=spoken(site),
    )


def radius_m(place: Place) -> float:
    """The radius of the ring round a place that is known as near, or as an area of which only the middle is known."""
    radius = place.coordinate_uncertainty_m or NEAR_M
    return min(radius, NEAR_M) if place.where_prec == 2 else radius


def shape(site: Site, today: date | None) -> Shape:
    """The line or area of a site; a country without geometry is drawn from the base map."""
    place = site.place
    kind = symbol(place, site.proposals)
    named = [p for p in site.proposals if p.geometry_basis is GeometryBasis.named_place]
    lines = (*(line for p in named for line in line_caption(p, place)), *captions(site, today))
    return Shape(
        id=place.id,
        symbol=kind,
        ref=place.country if place.where_prec == 6 else None,
        geometry=None if place.where_prec == 6 else place.geometry,
        name=place.name,
        captions=lines,
        event_ids=tuple(e.id for _, e in site.events),
        proposal_ids=tuple(p.id for p in site.proposals),
        label_at=place.point,
        numbers=tuple(n for n, _ in site.events),
        aria=spoken(site),
    )


def outline(proposal: Proposal) -> Shape | None:
    """The outline of a zone that a text, a map or a named editor states; None without one."""
    if proposal.geometry is None or proposal.geometry_basis not in _OUTLINES:
        return None
    done = proposal.status in (Status.in_force, Status.collapsed)
    title = proposal.name if done else say("Proposed: {name}", name=proposal.name)
    is_line = proposal.geometry["type"] in _LINES
    return Shape(
        id=proposal.id,
        symbol="proposed-line" if is_line else _OUTLINES[proposal.geometry_basis],
        ref=None,
        geometry=proposal.geometry,
        name=title,
        captions=(words.shortened(zones.outline_source(proposal).rstrip("."), 60),),
        event_ids=(),
        proposal_ids=(proposal.id,),
        label_at=None,
        numbers=(),
        aria=f"{title}. {words.STATUS[proposal.status]}.",
    )


def notes(site: Site, box: Box | None) -> list[Note]:
    """A leader note for each proposal that lies somewhere in this place, nobody says where."""
    place = site.place
    anchor = place.point or (box.centre if box else None)
    if anchor is None:
        return []
    return [
        Note(
            id=f"note:{p.id}:{place.id}",
            proposal_ids=(p.id,),
            lines=(
                say("{kind} “within {place}”:", kind=words.capital(words.PROPOSAL_KIND[p.kind]), place=_quoted(place)),
                say("extent not stated, not drawn"),
            ),
            anchor=anchor,
        )
        for p in site.proposals
        if p.geometry_basis is GeometryBasis.containing_area
    ]


def _quoted(place: Place) -> str:
    """The article's word for a place, as it stands there; its name in another language."""
    return place.toponyms[0].exact if place.toponyms and code() == "en" else place.name


def captions(site: Site, today: date | None) -> tuple[str, ...]:
    """One short line per event beside a place's label; past three, the rest is counted."""
    lines = list(dict.fromkeys(event_caption(e, site.place, today) for _, e in site.events))
    if len(lines) > CAPTIONS:
        rest = len(lines) - (CAPTIONS - 1)
        lines = [*lines[: CAPTIONS - 1], say("and {events}", events=words.count(rest, "more event"))]
    return tuple(lines)


def event_caption(event: Event, place: Place, today: date | None) -> str:
    """An event in a few words, without the place it stands beside, and with what is not stated of it."""
    missing = "" if event.modality is Modality.hypothetical else words.gap(place)
    kind = words.EVENT_TYPE[event.event_type].lower()
    if event.modality is Modality.planned and kind and event.date.earliest and event.date.earliest == event.date.latest:
        day = event.date.earliest
        if dates.has_passed(event.date, today):
            text = say("{event} planned for {day}", event=kind, day=dates.day(day))
        else:
            text = say("{event} due {day}", event=kind, day=dates.day(day, year=False, weekday=True))
        missing = say("city not stated") if missing and place.where_prec == 6 else missing
    else:
        text = words.without_place(event.label, [place.name, *place.names.values(), *_toponyms(place)])
        if event.modality is Modality.hypothetical:
            text = say("feared: {text}", text=text)
        elif event.modality is Modality.claimed:
            text = say("claimed: {text}", text=text)
        elif event.modality is Modality.planned:
            text = say("planned: {text}", text=text)
    short = words.shortened(text, CAPTION)
    return say("{text}, {missing}", text=short, missing=missing) if missing else short


def _toponyms(place: Place) -> list[str]:
    return [e.exact for e in place.toponyms]


def line_caption(proposal: Proposal, place: Place) -> tuple[str, ...]:
    """The note beside a named line: each party with the article's verb, then what it is about."""
    about = proposal.name
    for name in sorted({place.name, *_toponyms(place), *place.names.values()}, key=len, reverse=True):
        start = _fold(about).find(_fold(name))
        if start >= 0:
            head = about[:start].removesuffix("the ").removesuffix("The ")
            if code() == "en":  # elsewhere its name is made of tables, and reads as it is
                about = f"{head}this {words.PLACE_KIND[place.kind]}{about[start + len(name) :]}"
            break
    who = zones.sides(proposal)
    return (say("{who}:", who=who) if who else f"{words.STATUS[proposal.status]}:", about)


def _fold(text: str) -> str:
    """The same length, hyphens and dashes alike, so that positions carry over."""
    return "".join("-" if c in "–—‑" else c.lower() if len(c.lower()) == 1 else c for c in text)


def spoken(site: Site) -> str:
    """The alternative text: name, precision, and what is reported there."""
    known = words.precision(site.place, happened=bool(site.events)).replace(say("; "), say(", "))
    parts = [f"{site.place.name}{say(', ')}{known}."]
    if site.events:
        told = say("; ").join(e.label for _, e in site.events)
        parts.append(f"{words.count(len(site.events), 'event')}: {told}.")
    parts += [f"{p.name}: {words.STATUS[p.status].lower()}." for p in site.proposals]
    return " ".join(parts)
