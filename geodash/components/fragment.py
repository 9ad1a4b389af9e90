"""A static piece of the page as one Dash component: a Python shell round ``geodash_page.Fragment`` (assets/32-fragment.js)."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

Node = str | list[Any] | None
"""Text, or ``[tag, attributes, *children]``; None is left out."""


def h(tag: str, attributes: dict[str, str] | None = None, *children: Node) -> list[Any]:
    """An element. Its text stays text: the browser never parses it."""
    return [tag, attributes or {}, *(c for c in children if c is not None)]


def picker(kind: str, target: str, classes: str, *children: Node, **more: str) -> list[Any]:
    """A button that selects an event, place, proposal or filter."""
    given = {"type": "button", "class": classes, "aria-pressed": "false", "data-kind": kind, "data-pick": target}
    return h("button", given | more, *children)


class Fragment(Component):
    """Show ``nodes`` in a div of class ``className``.

    ``picked`` is set by the browser when a control of :func:`picker` is used: ``{"kind", "id", "t"}``, t in milliseconds.
    """

    _namespace = "geodash_page"
    _type = "Fragment"
    _prop_names = ["id", "className", "nodes", "picked"]  # noqa: RUF012 - Dash's own protocol
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012 - Dash's own protocol
    available_properties = _prop_names
    available_wildcard_properties: list[str] = []  # noqa: RUF012 - Dash's own protocol

    def __init__(self, *nodes: Node, id: str | dict[str, str] | None = None, className: str | None = None) -> None:  # noqa: N803 - Dash's
        given: dict[str, Any] = {"nodes": [n for n in nodes if n is not None]}
        given |= {"id": id} if id is not None else {}
        given |= {"className": className} if className is not None else {}
        super().__init__(**given)  # type: ignore[no-untyped-call]  # Dash's constructor has no types
