"""A panel of the story: its title and its map."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.components.fragment import Fragment, h
from geodash.components.geomap import GeoMap
from geodash.language import code, say, units


def panel(data: dict[str, Any], style: dict[str, Any]) -> html.Figure:
    """The panel from its JSON form (view.Panel.data() with its ground) and the map style."""
    if code() != "en" or units() != "km":
        data = data | {"words": furniture()}
    named: dict[str, Any] = {"data-panel": data["id"], "aria-label": say("Map: {title}", title=data["title"])}
    return html.Figure(
        [
            Fragment(h("h2", {}, data["title"]), h("span", {}, say("Web Mercator")), className="panel-title"),
            html.Div(GeoMap(id=ids.geomap(data["id"]), panel=data, style=style), className="map-frame"),
        ],
        className="panel",
        **named,
    )


def furniture() -> dict[str, str]:
    """What the map's own script says: its English words stand in assets/30-geomap.js."""
    return {
        "map": say("Map: {title}"),
        "zoomIn": say("Zoom in"),
        "zoomOut": say("Zoom out"),
        "reset": say("Reset view"),
        "fingers": say("Use two fingers to move the map"),
        "scroll": say("Use {key} + scroll to zoom"),
        "scale": say("Scale: the bar is {length}"),
        "at": say("{length} at {latitude}"),
        "more": say("and {count} more"),
        "units": units(),
        "km": say("{n} km"),
        "m": say("{n} m"),
        "miles": say("{n} miles"),
    }
