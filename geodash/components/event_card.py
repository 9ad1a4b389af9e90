"""One event as a card."""

from __future__ import annotations

from typing import Any

from dash import html

from geodash import ids
from geodash.cards import OFF_MAP, Card, Chip
from geodash.components import proof
from geodash.components.attributes import attributes

CLASS = "card"


def event_card(card: Card) -> html.Article:
    """The card: what kind of report it is, when, the label, the words, the places, and how it is known."""
    return html.Article(
        [
            html.Div(
                [
                    html.Span(str(card.number), className="card-number"),
                    html.Span(card.modality_word, className="card-modality"),
                    html.Span(card.type_word, className="card-type"),
                    html.Span(card.when, className="card-when"),
                ],
                className="card-facts",
            ),
            html.H3(
                html.Button(
                    card.title,
                    id=ids.pick("event", card.id, "card"),
                    className="pick",
                    type="button",
                    **attributes(aria_pressed="false"),
                ),
                className="card-title",
                dir="auto",
            ),
            html.P(f"“{card.quote}”", className="card-quote", dir="auto"),
            _attribution(card),
            html.Div([_chip(c, card.id) for c in card.chips] or [_no_place()], className="chips"),
            proof.disclosure(card.quotes, card.decision, card.proofs),
        ],
        id=ids.card(card.id),
        className=CLASS,
        **attributes(data_card=card.id, data_tags=f"{card.modality} {'' if card.on_map else OFF_MAP}".strip()),
    )


def _attribution(card: Card) -> html.P | None:
    said: list[Any] = [f"According to {card.attributed}."] if card.attributed else []
    doubt = [html.Span(card.unsure, className="unsure")] if card.unsure else []
    return html.P([*said, *doubt], className="card-attribution") if said or doubt else None


def _chip(chip: Chip, event_id: str) -> html.Button | html.Span:
    words: list[Any] = [html.Strong(chip.name), " ", chip.precision]
    if not chip.drawn:
        return html.Span(words, className="chip")
    return html.Button(
        words,
        id=ids.pick("place", chip.place_id, event_id),
        className="chip chip-link",
        type="button",
        title="Show on the map",
        **attributes(aria_pressed="false", data_place=chip.place_id),
    )


def _no_place() -> html.Span:
    return html.Span("no place stated", className="chip")
