"""A panel of the story: its title and its map."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.components.attributes import attributes
from geodash.components.geomap import GeoMap


def panel(data: dict[str, Any], style: dict[str, Any]) -> html.Figure:
    """The panel from its JSON form (view.Panel.data() with its ground) and the map style."""
    return html.Figure(
        [
            html.Figcaption([html.H2(data["title"]), html.Span("Web Mercator")], className="panel-title"),
            html.Div(
                GeoMap(id=ids.geomap(data["id"]), panel=data, style=style),
                className="map-frame",
            ),
        ],
        className="panel",
        **attributes(data_panel=data["id"], aria_label=f"Map: {data['title']}"),
    )
