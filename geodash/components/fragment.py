"""A static piece of the page as plain data: what Dash shows in one component, and the one-file page without Dash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Node = str | list[Any] | None
"""Text, or ``[tag, attributes, *children]``; None is left out."""


def h(tag: str, attributes: dict[str, str] | None = None, *children: Node) -> list[Any]:
    """An element. Its text stays text: the browser never parses it."""
    return [tag, attributes or {}, *(c for c in children if c is not None)]


def picker(kind: str, target: str, classes: str, *children: Node, **more: str) -> list[Any]:
    """A button that selects an event, place, proposal or filter."""
    given = {"type": "button", "class": classes, "aria-pressed": "false", "data-kind": kind, "data-pick": target}
    return h("button", given | more, *children)


@dataclass(frozen=True)
class Piece:
    """Nodes in a div of class ``classes``; ``name`` where its controls select."""

    nodes: tuple[Node, ...]
    classes: str = ""
    name: str = ""

    def node(self) -> Node:
        """The piece as one node."""
        return h("div", {"class": self.classes} if self.classes else {}, *self.nodes)


def piece(*nodes: Node, classes: str = "", name: str = "") -> Piece:
    """The nodes that are there, as a piece."""
    return Piece(tuple(n for n in nodes if n is not None), classes, name)
