"""The page of a story, put together from its components."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from dash import html

from geodash import ids
from geodash.components import masthead, remarks
from geodash.components.attributes import attributes
from geodash.components.events import events
from geodash.components.panel import panel
from geodash.components.zone_status import statuses
from geodash.view import View


def story_page(
    view: View, panels: Sequence[dict[str, Any]], style: dict[str, Any], attributions: Sequence[str]
) -> html.Div:
    """The whole page; ``panels`` are the view's panels as JSON with their ground."""
    return html.Div(
        [
            html.Div(id=ids.SELECTION, hidden=True, **attributes(data_selection="")),
            masthead.bar(view.header),
            html.Main(
                [
                    masthead.headline(view.header),
                    html.Div(
                        [
                            statuses(view.sections),
                            html.Section(
                                [
                                    *(panel(p, style) for p in panels),
                                    html.P(view.no_panel, className="empty no-map") if view.no_panel else None,
                                    remarks.under_maps(view, attributions),
                                ],
                                className="maps",
                                **attributes(aria_label="Maps"),
                            ),
                            events(view.cards, view.filters),
                        ],
                        className="columns" if view.sections else "columns columns-no-status",
                    ),
                    remarks.unsure(view.unsure),
                ],
                className="page",
            ),
        ],
        id=ids.PAGE,
        className="story",
        **attributes(data_links=links_json(view)),
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
