"""The heading of a section: serif, ruled, with a remark at its right."""

from __future__ import annotations

from geodash.components.fragment import Node, h


def heading(title: str, remark: str = "") -> Node:
    """The title and, where there is one, the remark."""
    return h("div", {"class": "heading"}, h("h2", {}, title), h("p", {}, remark) if remark else None)
