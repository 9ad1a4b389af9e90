"""What stands beside the maps: the status of each proposal with its stances, and the numbered events, at several lengths."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geodash.cards import Card
from geodash.dates import UNDATED
from geodash.language import say
from geodash.picture import symbols
from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.svg import element
from geodash.zones import Zone, ZoneSection


@dataclass(frozen=True, slots=True)
class Length:
    """How much is said. The layout takes the first that fits; what is left out is counted on the page."""

    zone_quotes: bool = True
    zone_rows: bool = True
    zone_notes: bool = True
    other_zones: str = "full"  # "full", "line": the status alone, "none"
    event_quotes: bool = True
    event_places: bool = True
    event_meta: bool = True
    events: str = "all"  # "all", "mapped": those that a map shows, "some": as many of them as fit, "none"
    event_lines: int = 3


LENGTHS = (
    Length(),
    Length(event_quotes=False),
    Length(event_quotes=False, zone_quotes=False),
    Length(event_quotes=False, zone_quotes=False, event_places=False),
    Length(event_quotes=False, zone_quotes=False, event_places=False, other_zones="line"),
    Length(event_quotes=False, zone_quotes=False, event_places=False, other_zones="line", zone_rows=False, zone_notes=False),
    Length(False, False, False, "line", False, False, False, "all", 2),
    Length(False, False, False, "line", False, False, True, "mapped"),
    Length(False, False, False, "line", False, False, False, "mapped", 2),
    Length(False, False, False, "line", False, False, False, "mapped", 1),
    Length(False, False, False, "line", False, False, False, "some", 1),
    Length(False, False, False, "line", False, False, False, "none"),
    Length(False, False, False, "none", False, False, False, "none"),
)  # fmt: skip


def proposals(sections: Sequence[ZoneSection], length: Length, setter: Setter, width: float) -> list[Block]:
    """Each section under its heading; at short lengths what is not about ground is only named with its status."""
    out: list[Block] = []
    for n, section in enumerate(sections):
        other = n > 0 and length.other_zones != "full"
        if other and length.other_zones == "none":
            continue
        if out:
            out.append(nothing(12))
        if not other:
            out.append(setter.heading(section.title, say("as reported in this article") if n == 0 else "", width))
        for m, zone in enumerate(section.zones):
            if m and not other:
                out.append(setter.rule(width, 9))
            out.append(_status_line(zone, setter, width) if other else _zone(zone, length, setter, width))
    return out


def _status_line(zone: Zone, setter: Setter, width: float) -> Block:
    text = setter.lead(f"{zone.name}:", zone.status_word, "note", width, 2)
    return stack([text, nothing(3)])


def _zone(zone: Zone, length: Length, setter: Setter, width: float) -> Block:
    parts = [
        setter.pill(zone.status, zone.status_word, width),
        setter.paragraph(zone.name, "zone", width, 3),
        nothing(2),
        setter.paragraph(zone.reason, "reason", width, 4),
    ]
    rows = [row for row in zone.rows if length.zone_rows]
    if rows and length.zone_quotes:
        parts += [_row(row.party, row.verb, f"“{row.quote}”", setter, width) for row in rows]
    elif len(rows) > 2:  # two parties stand in the reason already
        parts += [setter.lead(row.party, f"{row.verb} {row.when}".strip(), "note", width, 2) for row in rows]
    if length.zone_notes:
        parts += [nothing(4), setter.paragraph(zone.map_note, "note", width, 3)]
    return stack(parts)


def _row(party: str, verb: str, quote: str, setter: Setter, width: float) -> Block:
    """Party, verb and quote in three columns; below one another where the column is narrow."""
    columns = (0.22 * width, 0.21 * width, 0.57 * width)
    if width < 430:
        head = setter.lead(party, verb, "verb", width, 2, "party")
        return stack([setter.rule(width, 5), head, setter.paragraph(quote, "quote", width, 4)])
    gap = 8.0
    cells = [
        setter.paragraph(party, "party", columns[0] - gap, 4),
        setter.paragraph(verb, "verb", columns[1] - gap, 4),
        setter.paragraph(quote, "quote", columns[2], 4),
    ]
    height = max(cell.height for cell in cells)

    def draw(x: float, y: float) -> str:
        lefts = (0.0, columns[0], columns[0] + columns[1])
        wides = (columns[0] - gap, columns[1] - gap, columns[2])
        out = []
        for cell, left, wide in zip(cells, lefts, wides, strict=True):
            out.append(cell.draw(x + width - left - wide if setter.rtl else x + left, y))
        return "".join(out)

    return stack([setter.rule(width, 5), Block(height, draw)])


SHORTEST = 22.0  # px: an event on one line
LIST_HEAD = 60.0  # px: the heading, and the line that counts what is left out
FEWEST = 3  # a list of fewer events than this says less than none


def told_of(cards: Sequence[Card], shown: Collection[str], length: Length, lit: Collection[str]) -> list[Card]:
    """The events that a list of a length tells of, if there is room."""
    if length.events == "none":
        return []
    return [c for c in cards if length.events == "all" or c.id in shown or c.id in lit]


def events(
    cards: Sequence[Card],
    shown: Collection[str],
    length: Length,
    setter: Setter,
    width: float,
    lit: Collection[str],
    room: float | None = None,
) -> list[Block]:
    """The numbered list. ``shown``: events that a map of this picture shows; ``lit``: those that are selected;
    ``room``: px of height in all columns together, past which a list of "some" ends."""
    told = told_of(cards, shown, length, lit)
    if length.events == "some" and room is not None:
        most = int((room - LIST_HEAD) // SHORTEST)
        told = told[:most] if most >= FEWEST else []
    if not told:
        return []
    out = [setter.heading(say("Events"), "", width), nothing(2)]
    out += [_event(card, length, setter, width, card.id in lit) for card in told]
    rest = len(cards) - len(told)
    if rest:
        out.append(setter.paragraph(say("{count} more in the full story", count=rest), "note", width))
    return out


INDENT = 24.0  # px from the number to the words


def _event(card: Card, length: Length, setter: Setter, width: float, lit: bool) -> Block:
    inner = width - INDENT
    parts = [setter.paragraph(card.title, "event" if length.event_meta else "item", inner, length.event_lines)]
    if length.event_meta:
        kind = " · ".join(
            part
            for part in (card.modality_word, card.type_word, card.when if card.when != say(UNDATED) else "")
            if part
        )
        parts.append(setter.paragraph(kind, "note", inner, 2))
    if length.event_quotes:
        parts.append(setter.paragraph(f"“{card.quote}”", "quote", inner, 3))
    if length.event_places and card.chips:
        where = "; ".join(f"{c.name} ({c.precision})" for c in card.chips)
        parts.append(setter.paragraph(where, "note", inner, 2))
    if card.attributed and length.event_places:
        parts.append(setter.paragraph(say("According to {who}.", who=card.attributed), "note", inner, 2))
    body = stack(parts)
    height = body.height + (9 if length.event_meta else 5)
    tint = setter.style["tint"]

    def draw(x: float, y: float) -> str:
        setter.listed.add(card.number)
        first = setter.look("event")["line"] / 2
        wide = symbols.badges_width([card.number], setter.sheet, setter.style)
        left = x + width - wide if setter.rtl else x
        box = {
            "x": x - 6,
            "y": y - 3,
            "width": width + 12,
            "height": body.height + 6,
            "rx": 4.0,
            "fill": tint,
            "stroke": setter.style["story"],
            "stroke-width": 1.2,
        }
        back = element("rect", box) if lit else ""
        badge = symbols.badges([card.number], left, y + first, setter.sheet, setter.style, lit)
        return back + badge + body.draw(x if setter.rtl else x + INDENT, y)

    return Block(height, draw)
