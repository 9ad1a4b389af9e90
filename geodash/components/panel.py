"""A panel of the story: its title and its map."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.components.fragment import Fragment, h
from geodash.components.geomap import GeoMap


def panel(data: dict[str, Any], style: dict[str, Any]) -> html.Figure:
    """The panel from its JSON form (view.Panel.data() with its ground) and the map style."""
    named: dict[str, Any] = {"data-panel": data["id"], "aria-label": f"Map: {data['title']}"}
    return html.Figure(
        [
            Fragment(h("h2", {}, data["title"]), h("span", {}, "Web Mercator"), className="panel-title"),
            html.Div(GeoMap(id=ids.geomap(data["id"]), panel=data, style=style), className="map-frame"),
        ],
        className="panel",
        **named,
    )
