"""One event as a card."""

from __future__ import annotations

from geodash.cards import OFF_MAP, Card, Chip
from geodash.components import proof
from geodash.components.fragment import Node, h, picker
from geodash.language import say


def event_card(card: Card) -> Node:
    """The card: what kind of report it is, when, the label, the words, the places, and how it is known."""
    tags = f"{card.modality} {'' if card.on_map else OFF_MAP}".strip()
    return h(
        "article",
        {"class": "card", "data-card": card.id, "data-tags": tags},
        h(
            "div",
            {"class": "card-facts"},
            h("span", {"class": "card-number"}, str(card.number)),
            h("span", {"class": "card-modality"}, card.modality_word),
            h("span", {"class": "card-type"}, card.type_word) if card.type_word else None,
            h("span", {"class": "card-when"}, card.when),
        ),
        h("h3", {"class": "card-title", "dir": "auto"}, picker("event", card.id, "pick", card.title)),
        h("p", {"class": "card-quote", "dir": "auto"}, f"“{card.quote}”"),
        _attribution(card),
        h("div", {"class": "chips"}, *(map(_chip, card.chips) if card.chips else [_no_place()]), _named(card)),
        proof.disclosure(card.quotes, card.decision, card.proofs),
    )


def _attribution(card: Card) -> Node:
    said = h("span", {}, say("According to {who}.", who=card.attributed)) if card.attributed else None
    doubt = h("span", {"class": "unsure"}, card.unsure) if card.unsure else None
    return h("p", {"class": "card-attribution"}, said, doubt) if said or doubt else None


def _chip(chip: Chip) -> Node:
    text: list[Node] = [h("strong", {}, chip.name), f" {chip.precision}"]
    if not chip.drawn:
        return h("span", {"class": "chip"}, *text)
    return picker("place", chip.place_id, "chip chip-link", *text, title=say("Show on the map"))


def _no_place() -> Node:
    return h("span", {"class": "chip"}, say("no place stated"))


def _named(card: Card) -> Node:
    if not card.also_named:
        return None
    return h("span", {"class": "chips-named"}, say("also named: {names}", names=say(", ").join(card.also_named)))
