"""Linking: every callback runs in the browser (assets/linked_selection.js), with no request to the server."""

from __future__ import annotations

from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State

from geodash import ids

NAMESPACE = "geodash"


def register(app: Dash) -> None:
    """Add the callbacks: what is picked makes the selection, and the selection makes all that is lit."""
    link: Any = app.clientside_callback  # untyped in Dash
    link(
        ClientsideFunction(NAMESPACE, "pick"),
        Output(ids.SELECTION, "data-selection"),
        Input(ids.ALL_FRAGMENTS, "picked"),
        Input(ids.ALL_MAPS, "clicked"),
        State(ids.SELECTION, "data-selection"),
    )
    link(
        ClientsideFunction(NAMESPACE, "light"),
        Output(ids.SELECTION, "data-shown"),  # a story without maps lights its cards too
        Output(ids.ALL_MAPS, "selected"),
        Input(ids.SELECTION, "data-selection"),
        State(ids.PAGE, "data-links"),
    )
