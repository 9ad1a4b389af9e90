"""The title over a panel's map."""

from __future__ import annotations

from typing import Any

from geodash.components.fragment import Piece, h, piece
from geodash.language import say


def title(panel: dict[str, Any]) -> Piece:
    """What the map shows, and its projection."""
    return piece(h("h2", {}, panel["title"]), h("span", {}, say("Web Mercator")), classes="panel-title")


def named(panel: dict[str, Any]) -> dict[str, str]:
    """The attributes by which a panel is found and read out."""
    return {"data-panel": panel["id"], "aria-label": say("Map: {title}", title=panel["title"])}
