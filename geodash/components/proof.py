""" "How we know this": the sentences of the article, the candidates for each place, and who decided."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from geodash.cards import Option, PlaceProof
from geodash.quotes import Quote


def disclosure(
    quotes: Sequence[Quote], decision: str, places: Sequence[PlaceProof] = (), earlier: Sequence[str] = ()
) -> html.Details:
    """A closed block that opens the evidence."""
    parts: list[Any] = [sentence(q) for q in quotes]
    parts += [_place(p) for p in places]
    parts += [html.P(["Earlier: ", e], className="proof-decision") for e in earlier]
    parts.append(html.P(decision, className="proof-decision"))
    return html.Details(
        [html.Summary("How we know this"), html.Div(parts, className="proof-body")],
        className="proof",
    )


def sentence(quote: Quote) -> html.Blockquote:
    """The sentence with the words that count marked."""
    words: list[Any] = [quote.before, html.Mark(quote.exact), quote.after]
    source = [html.Cite(quote.source)] if quote.source else []
    return html.Blockquote([html.P(["“", *words, "”"], dir="auto"), *source], className="proof-quote")


def _place(place: PlaceProof) -> html.Div:
    said = ", ".join(f"“{t}”" for t in place.toponyms)
    parts: list[Any] = [html.P([html.Strong(place.name), f" in the article: {said}" if said else ""])]
    if place.options:
        parts.append(html.Ul([_option(o) for o in place.options], className="proof-options"))
    parts.append(html.P(place.decision, className="proof-decision"))
    return html.Div(parts, className="proof-place")


def _option(option: Option) -> html.Li:
    name = f"{option.name}, {option.country}" if option.country else option.name
    return html.Li(
        [
            html.Strong(name) if option.chosen else name,
            html.Span(" chosen", className="proof-chosen") if option.chosen else "",
            html.Span(f" score {option.score:.1f}" + (f" ({option.signals})" if option.signals else "")),
        ]
    )
