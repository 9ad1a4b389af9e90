"""The words of a page at the longest length that fits, in one column or two."""

from __future__ import annotations

from collections.abc import Sequence

from geodash.picture import entries
from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.entries import LENGTHS, Length
from geodash.picture.plan import GAP, Asked
from geodash.picture.svg import element
from geodash.view import View


def shown_events(asked: Asked) -> set[str]:
    """The ids of the events that some map of the page shows."""
    return {event for panel in asked.panels for one in panel.drawn for event in one.event_ids}


def fits(view: View, asked: Asked, length: Length, room: float | None) -> bool:
    """Whether the events of a list could fit at all: 500 need not be set ten times to know."""
    told = entries.told_of(view.cards, shown_events(asked), length, asked.lit)
    return room is None or length.events == "some" or len(told) * entries.SHORTEST <= room


def _words_block(view: View, asked: Asked, length: Length, setter: Setter, width: float, room: float | None) -> Block:
    zones = entries.proposals(view.sections, length, setter, width)
    left = None if room is None else room - sum(block.height for block in zones) - 20
    listed = entries.events(view.cards, shown_events(asked), length, setter, width, asked.lit, left)
    return stack([*zones, *([nothing(20)] if zones and listed else []), *listed])


def fitting(view: View, asked: Asked, setter: Setter, width: float, room: float | None) -> tuple[Block, Length]:
    """The longest form that fits into the room; on a column that ends where its content does, all but events' quotes,
    which would bury the list."""
    if room is None:
        return _words_block(view, asked, LENGTHS[1], setter, width, None), LENGTHS[1]
    for length in LENGTHS:
        if fits(view, asked, length, room):
            made = _words_block(view, asked, length, setter, width, room)
            if made.height <= room:
                return made, length
    return _cut(entries.proposals(view.sections, LENGTHS[-1], setter, width), room), LENGTHS[-1]


def _cut(blocks: Sequence[Block], room: float) -> Block:
    """As many of the blocks as there is room for, from the first on."""
    held: list[Block] = []
    for block in blocks:
        if sum(b.height for b in held) + block.height > room:
            break
        held.append(block)
    return stack(held)


def two_columns(listed: Sequence[Block], half: float, setter: Setter) -> Block:
    """A list, its heading first, in two columns of even height."""
    if not listed:
        return nothing()
    heading, body = stack(listed[:2]), list(listed[2:])
    total, run, cut = sum(b.height for b in body), 0.0, len(body)
    for n, block in enumerate(body):
        if run + block.height / 2 > total / 2:
            cut = n
            break
        run += block.height
    first, second = stack(body[:cut]), stack(body[cut:])
    offset = half + GAP

    def draw(x: float, y: float) -> str:
        near, far = (x + offset, x) if setter.rtl else (x, x + offset)
        rule = element(
            "rect",
            {"x": far, "y": y + heading.height - 8, "width": half, "height": 2.0, "fill": setter.style["strongRule"]},
        )
        head = heading.draw(near, y)
        return head + rule + first.draw(near, y + heading.height) + second.draw(far, y + heading.height)

    return Block(heading.height + max(first.height, second.height), draw)


def in_columns(view: View, asked: Asked, setter: Setter, inner: float, room: float | None) -> tuple[Block, Length]:
    """Statuses beside events, at the longest form that fits."""
    wide = (inner - GAP) / 2
    last: tuple[Block, Length] = (nothing(), LENGTHS[-1])
    for length in LENGTHS:
        if not fits(view, asked, length, None if room is None else 2 * room):
            continue
        zones = entries.proposals(view.sections, length, setter, wide)
        left = None if room is None else 2 * (room - 20) - sum(block.height for block in zones)
        listed = entries.events(view.cards, shown_events(asked), length, setter, wide, asked.lit, left)
        last = (_balanced(zones, listed, wide, setter.rtl), length)
        if room is None or last[0].height <= room:
            return last
    if room is not None and last[0].height > room:
        return _cut(entries.proposals(view.sections, LENGTHS[-1], setter, inner), room), LENGTHS[-1]
    return last


def _balanced(zones: Sequence[Block], listed: Sequence[Block], wide: float, rtl: bool) -> Block:
    """Statuses and events in two columns as even as can be, no column ending on a heading."""
    blocks = [*zones, *([nothing(20)] if zones and listed else []), *listed]
    if not blocks:
        return nothing()
    start = len(blocks) - len(listed)
    cuts = [start, *range(start + 3, len(blocks))] if listed else [len(blocks)]
    made = [_side_by_side(stack(blocks[:cut]), stack(blocks[cut:]), wide, rtl) for cut in cuts if cut]
    return min(made or [stack(blocks)], key=lambda block: block.height)


def _side_by_side(first: Block, second: Block, wide: float, rtl: bool) -> Block:
    offset = wide + GAP

    def draw(x: float, y: float) -> str:
        return first.draw(x + offset if rtl else x, y) + second.draw(x if rtl else x + offset, y)

    return Block(max(first.height, second.height), draw)
