"""A panel of the story: its title and its map."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.components.dash_fragment import Fragment
from geodash.components.furniture import worded
from geodash.components.geomap import GeoMap
from geodash.components.panel_title import named, title


def panel(data: dict[str, Any], style: dict[str, Any]) -> html.Figure:
    """The panel from its JSON form (view.Panel.data() with its ground) and the map style."""
    attributes: dict[str, Any] = {**named(data)}
    return html.Figure(
        [
            Fragment(title(data)),
            html.Div(GeoMap(id=ids.geomap(data["id"]), panel=worded(data), style=style), className="map-frame"),
        ],
        className="panel",
        **attributes,
    )
