"""The page of a story, put together from its components."""

from __future__ import annotations

import json
from typing import Any

from dash import html

from geodash import ids
from geodash.components import masthead, remarks
from geodash.components.events import events
from geodash.components.fragment import Fragment
from geodash.components.panel import panel
from geodash.components.zone_status import statuses
from geodash.language import say
from geodash.library import Page
from geodash.view import View


def story_page(page: Page, style: dict[str, Any]) -> html.Div:
    """The whole page of a story, with the map style that its panels are drawn in."""
    view = page.view
    links: dict[str, Any] = {"data-links": links_json(view)}
    nothing: dict[str, Any] = {"data-selection": ""}
    named: dict[str, Any] = {"aria-label": say("Maps")}
    maps = [
        *(panel(p, style) for p in page.panels),
        remarks.under_maps(view, page.attributions, page.contested, page.credit),
    ]
    columns = [
        statuses(view.sections),
        html.Section(maps, className="maps", **named),
        events(view.cards, view.filters),
        remarks.unsure(view.unsure),
    ]
    return html.Div(
        [
            html.Div(id=ids.SELECTION, hidden=True, **nothing),
            Fragment(masthead.bar(view.header)),
            html.Main(
                [
                    Fragment(masthead.headline(view.header)),
                    html.Div(columns, className="columns" if view.sections else "columns columns-no-status"),
                ],
                className="page",
            ),
        ],
        id=ids.PAGE,
        className="story",
        **links,
    )


def links_json(view: View) -> str:
    """What belongs together, for linked_selection.js: the same ids as ``view.links``, and each card's tags."""
    tags = {c.id: [c.modality] + ([] if c.on_map else ["offmap"]) for c in view.cards}
    return json.dumps(
        {
            "events": {k: list(v) for k, v in view.links.events.items()},
            "proposals": {k: list(v) for k, v in view.links.proposals.items()},
            "panels": dict(view.links.panels),
            "tags": tags,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
