"""Component ids. The patterns match in callbacks.py; linked_selection.js reads them and the data attributes."""

from __future__ import annotations

from typing import Any

from dash import ALL

PAGE = "story"  # holds what belongs together in data-links
SELECTION = "selection"  # holds the selection as a query string in data-selection


def fragment(name: str) -> dict[str, str]:
    """A piece of the page whose controls select."""
    return {"fragment": name}


def geomap(panel_id: str) -> dict[str, str]:
    """The map of a panel."""
    return {"map": panel_id}


ALL_FRAGMENTS: dict[str, Any] = {"fragment": ALL}
ALL_MAPS: dict[str, Any] = {"map": ALL}
