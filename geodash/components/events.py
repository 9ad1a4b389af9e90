"""The event cards under their heading and filters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from geodash import ids
from geodash.cards import Card, Filter
from geodash.components.attributes import attributes
from geodash.components.event_card import event_card
from geodash.components.heading import heading


def events(cards: Sequence[Card], filters: Sequence[Filter]) -> html.Section:
    """The cards in the order of the article."""
    if not cards:
        body: list[Any] = [html.P("The article reports no event that could be read from it.", className="empty")]
        return html.Section([heading("Events", ""), *body], className="events", id=ids.EVENTS)
    return html.Section(
        [
            heading("Events", f"{len(cards)}, in the order of the article"),
            html.Div([_filter(f) for f in filters], className="filters", role="group", **attributes(aria_label="Show")),
            html.Div([event_card(c) for c in cards], className="cards"),
        ],
        id=ids.EVENTS,
        className="events",
        **attributes(data_filter="all"),
    )


def _filter(one: Filter) -> html.Button:
    return html.Button(
        f"{one.word} {one.count}",
        id=ids.filter_chip(one.key),
        className="filter",
        type="button",
        **attributes(aria_pressed="true" if one.key == "all" else "false"),
    )
