"""The event cards under their heading and filters."""

from __future__ import annotations

from collections.abc import Sequence

from geodash.cards import Card, Filter
from geodash.components.event_card import event_card
from geodash.components.fragment import Node, Piece, h, picker, piece
from geodash.components.heading import heading
from geodash.language import say


def events(cards: Sequence[Card], filters: Sequence[Filter]) -> Piece:
    """The cards in the order of the article."""
    if cards:
        body: list[Node] = [
            heading(say("Events"), say("{count}, in the order of the article", count=len(cards))),
            h("div", {"class": "filters", "role": "group", "aria-label": say("Show")}, *map(_filter, filters)),
            h("div", {"class": "cards"}, *map(event_card, cards)),
        ]
    else:
        none = h("p", {"class": "empty"}, say("The article reports no event that could be read from it."))
        body = [heading(say("Events")), none]
    section = h("section", {"class": "events-list", "data-filter": "all"}, *body)
    return piece(section, name="events", classes="events")


def _filter(one: Filter) -> Node:
    pressed = {"aria-pressed": "true"} if one.key == "all" else {}
    return picker("filter", one.key, "filter", f"{one.word} {one.count}", **pressed)
