"""A card for feeds and links: one map, the title, and where things stand."""

from __future__ import annotations

from geodash.language import say
from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.plan import SMALL_GAP, SMALL_MARGIN, Asked, Plan, Spot, Words, page_foot
from geodash.view import View

LOW = 0.52  # of the width: a card lower than this has its map beside the words


def card_page(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float) -> Plan:
    """A card for feeds and links: one map, the title, and where things stand."""
    inner, margin = width - 2 * SMALL_MARGIN, SMALL_MARGIN
    result = Plan(width, height)
    low = height / width < LOW + 0.1
    wide = inner * 0.4 if low and asked.panels else inner
    head = stack([setter.title(words.title, ("cardTitle", "smallTitle"), wide, 4 if low else 3), nothing(8)])
    foot = page_foot(words.essential, setter, wide if low else inner)
    room = height - 2 * margin - head.height - foot.height - (4 if low else 10)
    status = _statuses(view, setter, wide, room if low else 0.3 * room, 1 if not low else 2)
    top = margin - 4
    if low:
        words_x = margin if not setter.rtl else width - margin - wide
        map_x = margin + wide + SMALL_GAP if not setter.rtl else margin
        result.blocks += [
            (head, words_x, top),
            (status, words_x, top + head.height),
            (foot, words_x, height - margin + 4 - foot.height),
        ]
        if asked.panels:
            result.spots.append(Spot(asked.panels[0], map_x, margin, inner - wide - SMALL_GAP, height - 2 * margin))
        return result
    maps_high = room - status.height
    result.blocks += [
        (head, margin, top),
        (status, margin, top + head.height + maps_high + 6),
        (foot, margin, height - margin + 4 - foot.height),
    ]
    if asked.panels:
        result.spots.append(Spot(asked.panels[0], margin, top + head.height, inner, maps_high - 4))
    return result


def _statuses(view: View, setter: Setter, width: float, room: float, most: int) -> Block:
    """The first proposals with their status and reason, as many as there is room for."""
    held: list[Block] = []
    zones = [zone for section in view.sections for zone in section.zones]
    for zone in zones[:most]:
        block = stack(
            [
                setter.pill(zone.status, zone.status_word, width),
                setter.paragraph(zone.name, "zone", width, 2),
                setter.paragraph(zone.reason, "reason", width, 2),
                nothing(8),
            ]
        )
        if sum(b.height for b in held) + block.height > room:
            break
        held.append(block)
    if not held and zones:
        line = setter.lead(zones[0].status_word, zones[0].name, "note", width, 2)
        held = [line] if line.height <= room else []
    if not zones and view.cards:
        held = [setter.paragraph(card.title, "reason", width, 2) for card in view.cards[:most]]
    rest = len(zones) - len(held)
    if held and rest > 0 and most > 1:
        held.append(setter.paragraph(say("{count} more in the full story", count=rest), "note", width))
    return stack(held)
