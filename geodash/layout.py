"""The page of a story, put together from its components."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.components import masthead, remarks
from geodash.components.dash_fragment import Fragment
from geodash.components.events import events
from geodash.components.fragment import Piece, piece
from geodash.components.links import links_json
from geodash.components.panel import panel
from geodash.components.zone_status import statuses
from geodash.language import say
from geodash.library import Page


def story_page(page: Page, style: dict[str, Any]) -> html.Div:
    """The whole page of a story, with the map style that its panels are drawn in."""
    view = page.view
    links: dict[str, Any] = {"data-links": links_json(view)}
    nothing: dict[str, Any] = {"data-selection": ""}
    named: dict[str, Any] = {"aria-label": say("Maps")}
    maps = [
        *(panel(p, style) for p in page.panels),
        Fragment(remarks.under_maps(view, page.attributions, page.contested, page.credit)),
    ]
    columns = [
        _shown(statuses(view.sections)),
        html.Section(maps, className="maps", **named),
        Fragment(events(view.cards, view.filters)),
        _shown(remarks.unsure(view.unsure)),
    ]
    return html.Div(
        [
            html.Div(id=ids.SELECTION, hidden=True, **nothing),
            Fragment(piece(masthead.bar(view.header))),
            html.Main(
                [
                    Fragment(piece(masthead.headline(view.header))),
                    html.Div(columns, className="columns" if view.sections else "columns columns-no-status"),
                ],
                className="page",
            ),
        ],
        id=ids.PAGE,
        className="story",
        **links,
    )


def _shown(part: Piece | None) -> Fragment | None:
    return Fragment(part) if part else None
