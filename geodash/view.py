"""The view: a story as plain data for every surface. Pure: no Dash, no file, no basemap (see ground.py)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from geodash import dates, marks, words, zones
from geodash.cards import UNSURE_BELOW, Card, Filter, cards, filters
from geodash.earth import BlankEarth, Earth
from geodash.extent import Box
from geodash.language import say
from geodash.marks import Mark, Note, Shape, Site
from geodash.panels import Frame, frames_for
from geodash.selection import Links
from geodash.titles import Surroundings, is_context
from geodata.model import Story


@dataclass(frozen=True, slots=True)
class Header:
    """The head of a story's page. ``source_url`` is an http(s) address or None."""

    headline: str
    source: str
    source_url: str | None
    as_of: str
    made_by: str
    scope: str


@dataclass(frozen=True, slots=True)
class Inset:
    """The outline of a close-up on the panel it was taken from."""

    panel_id: str
    bbox: Box
    label: str


@dataclass(frozen=True, slots=True)
class Panel:
    """One map: its extent and what of the story it draws. The ground under it is laid by ground.py."""

    id: str
    title: str
    bbox: Box
    marks: tuple[Mark, ...]
    shapes: tuple[Shape, ...]
    notes: tuple[Note, ...]
    insets: tuple[Inset, ...]
    focus: tuple[str, ...] = ()  # countries (ISO 3166-1 alpha-2) that the panel is about, beside its own shapes

    @property
    def drawn(self) -> list[Mark | Shape]:
        """All that it draws of places and stated zones."""
        return [*self.marks, *self.shapes]

    def data(self) -> dict[str, Any]:
        """The panel as JSON types, in the form that the map component draws."""
        found: dict[str, Any] = _plain(asdict(self))
        return found


@dataclass(frozen=True, slots=True)
class Unplaced:
    """A name that is unsure or was not placed, and why."""

    name: str
    reason: str
    candidates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything a surface shows of a story."""

    story_id: str
    header: Header
    panels: tuple[Panel, ...]
    no_panel: str
    sections: tuple[zones.ZoneSection, ...]
    cards: tuple[Card, ...]
    filters: tuple[Filter, ...]
    by_country: tuple[str, ...]
    also_named: tuple[str, ...]
    worldview: str
    unsure: tuple[Unplaced, ...]
    links: Links


def build_view(story: Story, today: date | None = None, earth: Earth | None = None) -> View:
    """The view of a story as read on ``today`` (None: the day is not compared).

    ``earth`` knows the extents and names of areas; without one, extents come from the story's own geometry.
    """
    earth = earth or BlankEarth()
    found = marks.sites(story)
    boxed = marks.items(found, story, earth)
    around = Surroundings(story, earth, {i.id: i.box for i in boxed})
    panels = _panels(frames_for(boxed, lambda box: around.country_extent()), around, found, today)
    drawn = {one.id for p in panels for one in p.drawn}
    shown = cards(story, drawn, today, earth)
    return View(
        story_id=story.id,
        header=_header(story),
        panels=panels,
        no_panel="" if panels else _no_panel(story),
        sections=zones.sections(story),
        cards=shown,
        filters=filters(shown),
        by_country=_by_country(found, drawn, today),
        also_named=_also_named(story, drawn),
        worldview=_worldview(story.made_with.worldview),
        unsure=_unsure(story),
        links=_links(story, panels),
    )


def _header(story: Story) -> Header:
    published = [a.published for a in story.articles if a.published]
    sources = list(dict.fromkeys(a.source_office for a in story.articles if a.source_office))
    urls = [url for a in story.articles if (url := words.link(a.url))]
    decided = [*(p.decision for p in story.places), *(e.decision for e in story.events)]
    decided += [p.decision for p in story.proposals]
    if len(story.articles) == 1:
        scope = say("Places named in one article, drawn only as precisely as it states them.")
    else:
        number = words.count(len(story.articles), "article")
        scope = say("Places named in {articles}, drawn only as precisely as they state them.", articles=number)
    return Header(
        headline=story.title,
        source=words.joined(sources) or say("Source not stated"),
        source_url=urls[0] if len(story.articles) == 1 and urls else None,
        as_of=say("As of {day}", day=dates.day(max(published))) if published else say("Date not stated"),
        made_by=say("made by machine, in part decided by an editor")
        if any(d.by == "editor" for d in decided)
        else say("made by machine, not reviewed"),
        scope=scope,
    )


def _worldview(name: str) -> str:
    return words.WORLDVIEW[name] if name in words.WORLDVIEW else say("worldview {name}", name=name)


def _panels(
    frames: Sequence[Frame], around: Surroundings, found: dict[str, Site], today: date | None
) -> tuple[Panel, ...]:
    titles = {f.id: around.title(f, frames) for f in frames}
    towns = marks.named_towns(around.story, found)
    panels = []
    for frame in frames:
        children = [f for f in frames if f.parent == frame.id]
        held = {i for child in children for i in child.items}
        inside = [s for s in found.values() if s.place.id not in held and _shows(frame, s, around.earth)]
        inside += [s for s in towns if _holds(frame.box, s) and not any(_holds(c.box, s) for c in children)]
        taken = [s.place.point for s in inside if s.place.point and s.place.where_prec < 7]
        drawn = [marks.mark(s, marks.spot(s, frame.box, taken), today) for s in inside if marks.is_mark(s.place)]
        shapes = [marks.shape(s, today) for s in inside if not marks.is_mark(s.place)]
        stated = [marks.outline(p) for p in around.story.proposals if p.id in frame.items and p.id not in held]
        panels.append(
            Panel(
                id=frame.id,
                title=titles[frame.id],
                bbox=frame.box,
                marks=tuple(m for m in drawn if m),
                shapes=(*shapes, *(s for s in stated if s)),
                notes=tuple(n for s in inside for n in marks.notes(s, around.boxes.get(s.place.id))),
                insets=tuple(
                    Inset(c.id, c.box, say("Map below") if len(frames) == 2 else titles[c.id]) for c in children
                ),
                focus=tuple(sorted(around.countries(frame.items))) if is_context(frame, frames) else (),
            )
        )
    return tuple(panels)


def _shows(frame: Frame, site: Site, earth: Earth) -> bool:
    """Whether a frame draws a site: it was made for it, or it is a sea or a fear that lies in it."""
    if site.place.id in frame.items:
        return True
    if site.happened and site.place.where_prec < 7:
        return False
    box = marks.place_box(site.place, earth)
    return box is not None and not frame.is_close_up and frame.box.meets(box)


def _holds(box: Box, site: Site) -> bool:
    return site.place.point is not None and box.contains(*site.place.point)


def _no_panel(story: Story) -> str:
    if story.places:
        return say("No map: what is reported here is not tied to a place that could be drawn.")
    return say("No map: the article names no place.")


def _by_country(found: dict[str, Site], drawn: set[str], today: date | None) -> tuple[str, ...]:
    """What is known to the country alone: outlined and never pinned, so it is also said in words."""
    return tuple(
        f"{s.place.name}: {say('; ').join(marks.captions(s, today))}"
        for s in found.values()
        if s.place.where_prec == 6 and s.events and s.happened and s.place.id in drawn
    )


def _also_named(story: Story, drawn: set[str]) -> tuple[str, ...]:
    order = {a.id: n for n, a in enumerate(story.articles)}
    last = (len(order), 0)
    rest = [p for p in story.places if p.id not in drawn]
    rest.sort(key=lambda p: min(((order[e.article_id], e.start) for e in p.toponyms), default=last))
    return tuple(dict.fromkeys(p.name for p in rest))


def _unsure(story: Story) -> tuple[Unplaced, ...]:
    names = {p.id: p.name for p in story.places}
    weak = [
        Unplaced(p.name, words.sentence(p.decision.reason), tuple(c.name for c in p.candidates[:4]))
        for p in story.places
        if p.decision.confidence < UNSURE_BELOW
    ]
    missed = [
        Unplaced(
            words.joined(list(dict.fromkeys(f"“{e.exact}”" for e in u.toponyms)), "or"),
            words.sentence(u.reason),
            tuple(names.get(c.place_id, c.name) + (f" ({c.country})" if c.country else "") for c in u.candidates[:4]),
        )
        for u in story.unresolved
    ]
    return (*weak, *missed)


def _links(story: Story, panels: Sequence[Panel]) -> Links:
    """Ids that belong together; a place is shown best by the last panel that draws it."""
    shown: dict[str, str] = {}
    events: dict[str, tuple[str, ...]] = {e.id: () for e in story.events}
    proposals: dict[str, tuple[str, ...]] = {p.id: () for p in story.proposals}
    for panel in panels:
        for one in panel.drawn:
            shown[one.id] = panel.id
            for event_id in one.event_ids:
                events[event_id] = tuple(dict.fromkeys((*events[event_id], one.id)))
            for proposal_id in one.proposal_ids:
                proposals[proposal_id] = tuple(dict.fromkeys((*proposals[proposal_id], one.id)))
    return Links(events, proposals, shown)


def _plain(value: Any) -> Any:
    """Tuples as lists, so that JSON and Dash compare equal."""
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
