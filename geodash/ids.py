"""Component ids. The patterns match in callbacks.py; linked_selection.js and the tests read the data attributes."""

from __future__ import annotations

from typing import Any

from dash import ALL

PAGE = "story"
SELECTION = "selection"  # holds the selection as a query string in data-selection
EVENTS = "events"  # holds the filter's key in data-filter


def pick(kind: str, target: str, at: str) -> dict[str, str]:
    """A control that selects an event, place or proposal; ``at`` tells apart controls for the same target."""
    return {"pick": target, "kind": kind, "at": at}


def card(event_id: str) -> dict[str, str]:
    """The card of an event."""
    return {"card": event_id}


def zone(proposal_id: str) -> dict[str, str]:
    """The status block of a proposal."""
    return {"zone": proposal_id}


def geomap(panel_id: str) -> dict[str, str]:
    """The map of a panel."""
    return {"map": panel_id}


def filter_chip(key: str) -> dict[str, str]:
    """A filter over the cards."""
    return {"filter": key}


ALL_PICKS: dict[str, Any] = {"pick": ALL, "kind": ALL, "at": ALL}
ALL_CARDS: dict[str, Any] = {"card": ALL}
ALL_ZONES: dict[str, Any] = {"zone": ALL}
ALL_MAPS: dict[str, Any] = {"map": ALL}
ALL_FILTERS: dict[str, Any] = {"filter": ALL}
