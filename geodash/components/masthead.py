"""The bar over the page and the head of the story: headline, source, date, and who made it."""

from __future__ import annotations

from dash import html

from geodash.view import Header


def bar(header: Header) -> html.Header:
    """The bar over the page: where the reader is, as of when, and that a machine made this."""
    return html.Header(
        [
            html.Nav(
                [html.Span("geodash", className="brand"), html.A("Stories", href="/", className="bar-link")],
                className="bar-path",
            ),
            html.P(
                [html.Span(header.as_of), html.Span(header.made_by, className="made-by")],
                className="bar-facts",
            ),
        ],
        className="bar",
    )


def headline(header: Header) -> html.Div:
    """The headline, its source and what the maps promise."""
    source = (
        html.A(header.source, href=header.source_url, rel="noopener noreferrer external")
        if header.source_url
        else html.Span(header.source)
    )
    return html.Div(
        [
            html.H1(header.headline, className="headline", dir="auto"),
            html.P([source, html.Span(header.scope, className="scope")], className="standfirst"),
        ],
        className="head",
    )
