"""The bar over the page and the head of the story: headline, source, date, and who made it."""

from __future__ import annotations

from geodash.components.fragment import Node, h
from geodash.language import say
from geodash.view import Header


def bar(header: Header, home: str | None = "/") -> Node:
    """The bar over the page: where the reader is, as of when, and that a machine made this. ``home``: the list of stories."""
    path = h(
        "nav",
        {"class": "bar-path"},
        h("span", {"class": "brand"}, "geodash"),
        h("a", {"class": "bar-link", "href": home}, say("Stories")) if home else None,
    )
    facts = h("p", {"class": "bar-facts"}, h("span", {}, header.as_of), h("span", {"class": "made-by"}, header.made_by))
    return h("header", {"class": "bar"}, path, facts)


def headline(header: Header) -> Node:
    """The headline, its source and what the maps promise."""
    address = {"href": header.source_url, "rel": "noopener noreferrer external"} if header.source_url else None
    source = h("a", address, header.source) if address else h("span", {}, header.source)
    return h(
        "div",
        {"class": "head"},
        h("h1", {"class": "headline", "dir": "auto"}, header.headline),
        h("p", {"class": "standfirst"}, source, h("span", {"class": "scope"}, header.scope)),
    )
