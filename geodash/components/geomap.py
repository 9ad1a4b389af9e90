"""The map of one panel as a Dash component: a Python shell round ``geodash_map.GeoMap`` in assets/31-geomap-dash.js."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash.development.base_component import Component


class GeoMap(Component):
    """Draw one panel; report what the reader picks on it.

    ``panel``: a panel of ``geodash.view`` as plain data, WGS84, longitude first. ``style``: the parsed
    assets/map_style.json. ``selected``: ``{"places": [...], "events": [...], "proposals": [...], "fly": place id or None}``.
    ``clicked`` is set by the browser: ``{"event_ids", "place_id", "proposal_ids", "panel_id", "t"}``, t in milliseconds.
    There is no build step and no ``_js_dist``: Dash serves the scripts from assets/.
    """

    _namespace = "geodash_map"
    _type = "GeoMap"
    _prop_names = ["id", "panel", "style", "selected", "clicked"]  # noqa: RUF012 - Dash's own protocol
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - Dash's own protocol
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - Dash's own protocol

    def __init__(
        self,
        id: str | dict[str, Any] | None = None,
        panel: Mapping[str, Any] | None = None,
        style: Mapping[str, Any] | None = None,
        selected: Mapping[str, Any] | None = None,
        clicked: Mapping[str, Any] | None = None,
    ) -> None:
        values = {"id": id, "panel": panel, "style": style, "selected": selected, "clicked": clicked}
        given = {name: value for name, value in values.items() if value is not None}
        super().__init__(**given)  # type: ignore[no-untyped-call]  # Dash's constructor has no types
