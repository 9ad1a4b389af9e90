""" "How we know this": the sentences of the article, the candidates for each place, and who decided."""

from __future__ import annotations

from collections.abc import Sequence

from geodash.cards import Option, PlaceProof
from geodash.components.fragment import Node, h
from geodash.language import say
from geodash.quotes import Quote


def disclosure(
    quotes: Sequence[Quote], decision: str, places: Sequence[PlaceProof] = (), earlier: Sequence[str] = ()
) -> Node:
    """A closed block that opens the evidence."""
    parts = [sentence(q) for q in quotes]
    parts += [_place(p) for p in places]
    parts += [h("p", {"class": "proof-decision"}, say("Earlier: {what}", what=e)) for e in earlier]
    parts.append(h("p", {"class": "proof-decision"}, decision))
    body = h("div", {"class": "proof-body"}, *parts)
    return h("details", {"class": "proof"}, h("summary", {}, say("How we know this")), body)


def sentence(quote: Quote) -> Node:
    """The sentence with the words that count marked."""
    pieces = [h("mark", {}, text) if marked else text for text, marked in quote.pieces]
    text = h("p", {"dir": "auto"}, "“", *pieces, "”")
    return h("blockquote", {"class": "proof-quote"}, text, h("cite", {}, quote.source) if quote.source else None)


def _place(place: PlaceProof) -> Node:
    said = say(", ").join(f"“{t}”" for t in place.toponyms)
    return h(
        "div",
        {"class": "proof-place"},
        h("p", {}, h("strong", {}, place.name), say(" in the article: {words}", words=said) if said else None),
        h("ul", {"class": "proof-options"}, *map(_option, place.options)) if place.options else None,
        h("p", {"class": "proof-decision"}, place.decision),
    )


def _option(option: Option) -> Node:
    name = f"{option.name}{say(', ')}{option.country}" if option.country else option.name
    score = say("score {score}", score=f"{option.score:.1f}") + (f" ({option.signals})" if option.signals else "")
    if option.chosen:
        return h("li", {}, h("strong", {}, name), h("span", {}, f" {say('chosen')}{say(', ')}{score}"))
    return h("li", {}, name, h("span", {}, f" {score}"))
