"""The page of a story as one tree of plain nodes, for a page that Dash does not make."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from geodash.components import masthead, remarks
from geodash.components.events import events
from geodash.components.fragment import Node, h
from geodash.components.panel_title import named, title
from geodash.components.zone_status import statuses
from geodash.language import say
from geodash.library import Page
from geodash.view import Panel, View


def page_tree(page: Page) -> Node:
    """What geodash.layout puts together for Dash: the same pieces in the same places."""
    view = page.view
    maps = [
        *map(figure, range(len(page.panels)), page.panels),
        remarks.under_maps(view, page.attributions, page.contested, page.credit).node(),
    ]
    parts = [statuses(view.sections), None, events(view.cards, view.filters), remarks.unsure(view.unsure)]
    nodes = [part.node() if part else None for part in parts]
    nodes[1] = h("section", {"class": "maps", "aria-label": say("Maps")}, *maps)
    columns = h("div", {"class": "columns" if view.sections else "columns columns-no-status"}, *nodes)
    return h(
        "div",
        {"class": "story"},
        masthead.bar(view.header, home=None),
        h("main", {"class": "page"}, masthead.headline(view.header), columns),
    )


def figure(number: int, panel: dict[str, Any]) -> Node:
    """A panel: its title, and the frame that map ``number`` is put into."""
    frame = h("div", {"class": "map-frame"}, h("div", {"data-map": str(number)}))
    return h("figure", {"class": "panel", **named(panel)}, title(panel).node(), frame)


def only(page: Page, panels: tuple[str, ...]) -> Page:
    """The page with these panels alone; () for all. What they do not draw is told as not drawn."""
    if not panels:
        return page
    view = page.view
    kept = [p for p in view.panels if p.id in panels]
    data = [
        d | {"insets": [i for i in d["insets"] if i["panel_id"] in panels]} for d in page.panels if d["id"] in panels
    ]
    return replace(page, view=drawn_by(view, kept), panels=tuple(data))


def drawn_by(view: View, panels: Sequence[Panel]) -> View:
    """The view with these panels alone, and its links and cards as they are where these draw all that is drawn."""
    where = {one.id: panel.id for panel in panels for one in panel.drawn}
    links = replace(
        view.links,
        events={e: tuple(p for p in places if p in where) for e, places in view.links.events.items()},
        proposals={z: tuple(p for p in places if p in where) for z, places in view.links.proposals.items()},
        panels=where,
    )
    cards = tuple(
        replace(card, chips=tuple(replace(chip, drawn=chip.drawn and chip.place_id in where) for chip in card.chips))
        for card in view.cards
    )
    return replace(view, panels=tuple(panels), links=links, cards=cards)
