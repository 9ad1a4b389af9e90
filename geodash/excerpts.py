"""A view for files that leave the desk: of the article they carry short quotes as evidence, not the text. Pure."""

from __future__ import annotations

from dataclasses import replace

from geodash import words
from geodash.quotes import Quote
from geodash.view import View
from geodata.plain import QUOTE

GAP = "…"


def excerpted(view: View) -> View:
    """The view whose evidence is the words that count, without the sentences round them."""
    cards = tuple(replace(card, quotes=tuple(map(excerpt, card.quotes))) for card in view.cards)
    sections = tuple(
        replace(s, zones=tuple(replace(z, quotes=tuple(map(excerpt, z.quotes))) for z in s.zones))
        for s in view.sections
    )
    return replace(view, cards=cards, sections=sections)


def excerpt(quote: Quote) -> Quote:
    """The marked pieces, at most QUOTE characters together; what is left out between them stands as "…"."""
    pieces: list[tuple[str, bool]] = []
    room, last = QUOTE, len(quote.pieces) - 1
    for at, (text, marked) in enumerate(quote.pieces):
        if marked and room > 1:
            kept = words.shortened(text, room)
            room -= len(kept)
            pieces.append((kept, True))
        elif len(text.strip()) <= 1:  # a full stop, a space
            pieces.append((text, False))
        elif not pieces or pieces[-1][1]:
            pieces.append((f"{'' if at == 0 else ' '}{GAP}{'' if at == last else ' '}", False))
    return replace(quote, pieces=tuple(pieces))
