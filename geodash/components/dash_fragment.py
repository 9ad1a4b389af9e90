"""A piece of the page as one Dash component: a Python shell round ``geodash_page.Fragment`` (assets/33-fragment-dash.js)."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

from geodash import ids
from geodash.components.fragment import Piece


class Fragment(Component):
    """Show ``nodes`` in a div of class ``className``.

    ``picked`` is set by the browser when a picker is used: ``{"kind", "id", "t"}``, t in milliseconds.
    """

    _namespace = "geodash_page"
    _type = "Fragment"
    _prop_names = ["id", "className", "nodes", "picked"]  # noqa: RUF012 - Dash's own protocol
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - Dash's own protocol
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - Dash's own protocol

    def __init__(self, piece: Piece) -> None:
        given: dict[str, Any] = {"nodes": list(piece.nodes)}
        given |= {"id": ids.fragment(piece.name)} if piece.name else {}
        given |= {"className": piece.classes} if piece.classes else {}
        super().__init__(**given)  # type: ignore[no-untyped-call]  # Dash's constructor has no types
