"""What stands on the page of an embed, as plain nodes: status, maps, cards, and where all of it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from geodash import dates, words
from geodash.cards import Card
from geodash.components import proof, remarks
from geodash.components.fragment import Node, h, picker
from geodash.components.zone_status import statuses
from geodash.embed.address import Address
from geodash.embed.maps import Maps
from geodash.embed.markup import Made
from geodash.language import code, say
from geodash.picture.wording import source_line
from geodash.studio import Studio
from geodash.view import View
from geodash.zones import Zone
from geodata.model import Event, Modality

FIRST = 3  # cards before "show all"


@dataclass(frozen=True)
class Told:
    """All that a page tells."""

    view: View
    studio: Studio
    maps: Maps
    prefix: str
    reviewed: bool | None = None
    correction: str = ""

    @property
    def made_by(self) -> str:
        """Who stands behind it."""
        if self.reviewed is None:
            return self.view.header.made_by
        return say("reviewed by an editor") if self.reviewed else say("made by machine, not reviewed")


def body(told: Told) -> Node:
    """The page."""
    view = told.view
    listed = [_status(told), _maps(told), _meta(told)]
    rest = [_cards(told), *_proposals(told), _unsure(told), _notes(told)]
    return h(
        "main",
        {"class": "gd"},
        h("h1", {"dir": "auto", "title": told.studio.lines.title}, told.studio.lines.title),
        h("div", {"class": "columns" if view.panels else "columns bare"},
          h("div", {"class": "first"}, *listed), h("div", {"class": "rest"}, *rest)),
    )  # fmt: skip


def data_of(told: Told, address: Address) -> dict[str, Any]:
    """What the script is told: ids that belong together, and its words."""
    own = told.view.links
    links = {"events": own.events, "proposals": own.proposals, "panels": own.panels}
    return {"id": address.story, "page": address.page, "lang": code(), "links": links, "words": _words()}


def _words() -> dict[str, str]:
    return {
        "in": say("Zoom in"),
        "out": say("Zoom out"),
        "reset": say("Reset view"),
        "full": say("Full screen"),
        "share": say("Copy link"),
        "copied": say("Link copied"),
        "close": say("Close"),
        "more": say("Next"),
    }


def _status(told: Told) -> Node:
    """The first proposal, one about ground where there is one: its word and its sentence."""
    zone = next((z for section in told.view.sections for z in section.zones), None)
    if zone is None:
        return None
    return h(
        "div",
        {"class": "top"},
        h("p", {"class": "about", "dir": "auto"}, zone.name),
        h("p", {"class": "verdict"}, _pill(zone), " ", h("span", {"dir": "auto"}, zone.reason)),
    )


def _pill(zone: Zone) -> Node:
    return h("b", {"class": f"status status-{zone.status}"}, zone.status_word)


def _maps(told: Told) -> Node:
    panels = told.view.panels
    if not panels:
        return h("p", {"class": "empty"}, told.view.no_panel)
    out: list[Node] = []
    for n, panel in enumerate(panels):
        name = f"{told.prefix}p{n}"
        if len(panels) > 1:
            given = {"type": "radio", "name": f"{told.prefix}p", "id": name, "aria-label": panel.title}
            out.append(h("input", given | ({"checked": ""} if n == 0 else {})))
        after = (n + 1) % len(panels)
        step = h(
            "label", {"for": f"{told.prefix}p{after}", "class": "next"},
            say("Next: {panel}", panel=panels[after].title), h("span", {"class": "arrow", "aria-hidden": "true"}, ""),
        ) if len(panels) > 1 else None  # fmt: skip
        count = f"{n + 1}/{len(panels)}" if len(panels) > 1 else ""
        bar = h("div", {"class": "bar"}, h("b", {"class": "where", "dir": "auto"}, panel.title),
                h("span", {"class": "count"}, count) if count else None, h("span", {"class": "tools"}), step)  # fmt: skip
        out.append(h("figure", {"data-panel": panel.id}, Made(told.maps.svgs[panel.id]), bar))
    return h("section", {"class": "maps", "aria-label": say("Maps")}, *out)


def _meta(told: Told) -> Node:
    header = told.view.header
    known = max((a.published for a in told.studio.story.articles if a.published), default=None)
    since = known or told.studio.built.date()
    source: Node = (
        h("a", {"href": header.source_url, "target": "_blank", "rel": "noopener"}, header.source)
        if header.source_url
        else header.source
    )
    parts = [
        h("p", {"class": "meta"}, f"{header.as_of} · ", h("span", {"dir": "auto"}, source), " · ",
          h("span", {"class": "made"}, told.made_by), h("span", {"class": "share"})),
        h("p", {"class": "old", "hidden": "", "data-since": since.isoformat(), "data-days": str(told.studio.house.old_after),
                "data-old": say("This map shows what was reported {when}.")}),
        h("p", {"class": "correction", "dir": "auto"}, say("Correction: {text}", text=told.correction))
        if told.correction
        else None,
        h("ul", {"class": "legend"}, *(h("li", {}, Made(swatch), said) for swatch, said in told.maps.legend))
        if told.maps.legend
        else None,
    ]  # fmt: skip
    return h("div", {"class": "under-map"}, *parts)


def _cards(told: Told) -> Node:
    cards = told.view.cards
    if not cards:
        return None
    planned = {e.id: e for e in told.studio.story.events if e.modality is Modality.planned}
    made = [_card(card, planned.get(card.id)) for card in cards]
    more = h(
        "details", {"class": "more"},
        h("summary", {}, say("Show all {events}", events=words.count(len(cards), "event"))), *made[FIRST:],
    ) if len(made) > FIRST else None  # fmt: skip
    return h("section", {"class": "cards"}, h("h2", {}, say("Events")), *made[:FIRST], more)


def _card(card: Card, planned: Event | None) -> Node:
    last = planned and (planned.date.latest or planned.date.earliest)
    when = {"class": "when"}
    if planned and last:
        past = say("was planned for {day}; outcome not covered here", day=dates.resolved(planned.date))
        when |= {"data-until": last.isoformat(), "data-past": past}
    facts: list[Node] = [h("span", {"class": "kind"}, " · ".join(p for p in (card.modality_word, card.type_word) if p))]
    if card.when != say(dates.UNDATED):
        facts += [" · ", h("span", when, card.when)]
    said = [say("According to {who}.", who=card.attributed) if card.attributed else "", card.unsure]
    return h(
        "article",
        {"class": "card", "data-card": card.id},
        h("h3", {"dir": "auto"}, h("span", {"class": "n"}, str(card.number)), picker("event", card.id, "pick", card.title)),
        h("p", {"class": "facts"}, *facts),
        h("p", {"class": "places"}, *_places(card)) if card.chips else None,
        h("p", {"class": "said", "dir": "auto"}, " ".join(filter(None, said))) if any(said) else None,
        proof.disclosure(card.quotes, card.decision),
    )  # fmt: skip


def _places(card: Card) -> Iterator[Node]:
    for n, chip in enumerate(card.chips):
        yield "; " if n else None
        name = picker("place", chip.place_id, "place", chip.name) if chip.drawn else h("b", {}, chip.name)
        yield name
        yield f" ({chip.precision if chip.drawn else say('not on the map')})"


def _proposals(told: Told) -> Iterator[Node]:
    """Every proposal with its stances; closed, as the first is told above already."""
    zones = told.view.sections
    if not zones:
        return
    count = sum(len(s.zones) for s in zones)
    made = statuses(zones)
    yield h(
        "details", {"class": "stands"},
        h("summary", {}, say("Where each of {proposals} stands", proposals=words.count(count, "proposal"))
          if count > 1 else say("Where the proposal stands")),
        made.node() if made else None,
    )  # fmt: skip


def _unsure(told: Told) -> Node:
    # Without the candidates: they are the desk's.
    made = remarks.unsure([replace(one, candidates=()) for one in told.view.unsure])
    return made.node() if made else None


def _notes(told: Told) -> Node:
    view, studio = told.view, told.studio
    lines = [f"{words.sentence(line)}" for line in view.by_country]
    lead = [h("p", {}, h("b", {}, say("Known only to the country, so outlined and not pinned: ")), " ".join(lines))]
    named = say("Also named, not drawn: {names}", names=say(", ").join(view.also_named)) + "."
    data = " · ".join(studio.ground.attributions)
    return h(
        "footer",
        {"class": "notes"},
        *(lead if lines else []),
        h("p", {"dir": "auto"}, named) if view.also_named else None,
        h("p", {"dir": "auto"}, source_line(studio.story)),
        h("p", {}, f"{say('Boundaries: {worldview}', worldview=view.worldview)}. {data}"),
        h("p", {"dir": "auto"}, studio.house.credit) if studio.house.credit else None,
    )
