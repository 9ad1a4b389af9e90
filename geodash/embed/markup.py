"""The pieces of a page as HTML text. Every text of a story passes through ``escaped``; nothing else makes markup."""

from __future__ import annotations

from typing import Any

from geodash.components.fragment import Node
from geodash.picture.svg import escaped

VOID = frozenset({"input", "br", "meta", "link"})


class Made(list[Any]):
    """Markup that is made already, by the picture: it stands in a tree of nodes as it is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


def html(node: Node) -> str:
    """A node as HTML."""
    if node is None:
        return ""
    if isinstance(node, str):
        return escaped(node)
    if isinstance(node, Made):
        return node.text
    name, attributes, *children = node
    opened = name + "".join(f' {key}="{escaped(value)}"' if value else f" {key}" for key, value in attributes.items())
    return f"<{opened}>" if name in VOID else f"<{opened}>{''.join(map(html, children))}</{name}>"
