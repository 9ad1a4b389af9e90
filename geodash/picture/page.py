"""The page: where title, maps, statuses, events and sources stand in a picture of a given size.

A wide page has the maps beside the words, a tall one above them, a small card one map and the status. The words take the
longest form that fits; maps take the room that is left, each in its own shape.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from geodash.language import say
from geodash.picture import entries
from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.picture.entries import LENGTHS, Length
from geodash.picture.framing import title_of
from geodash.picture.legend import legend
from geodash.picture.svg import element
from geodash.view import Panel, View

MARGIN, GAP = 32.0, 30.0  # px
SMALL_MARGIN, SMALL_GAP = 16.0, 16.0
WIDE = 900.0  # px: from here on maps stand beside the words
SMALL = 720.0  # px: a page with less than this both ways is a card
LOW = 0.52  # of the width: a card lower than this has its map beside the words
MAP_SHARE, LARGE_SHARE = 0.555, 0.66  # of a wide page's width: maps take more where there is little to say
LITTLE = 0.72  # of the room: less text than this leaves room for larger maps
LEAST_WIDE = 0.36  # of the width of a map that has a page to itself from side to side
LEAST_MAP, TALLEST_MAP = 0.42, 1.02  # of its width: a lower map shows a strip, a taller one pushes the words away
NARROW_LEAST = 0.8  # of the width of a narrow map, where labels need the height
NARROW = 460.0
PANEL_HEAD = 24.0


@dataclass(frozen=True)
class Spot:
    """Where a panel's map is drawn, px of the page."""

    panel: Panel
    x: float
    y: float
    width: float
    height: float


@dataclass
class Plan:
    """A page before its maps are drawn. ``blocks`` are (block, x, y)."""

    width: float
    height: float
    spots: list[Spot] = field(default_factory=list)
    blocks: list[tuple[Block, float, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Words:
    """The page's own lines: ``notes`` are the paragraphs of its foot."""

    title: str
    standfirst: str
    notes: tuple[str, ...]
    essential: tuple[str, ...]  # what a card too small for all notes must still say


@dataclass(frozen=True)
class Asked:
    """What the picture is to hold: its panels, what is selected, and how each panel's projection shapes it."""

    panels: Sequence[Panel]
    shape: Callable[[Panel], float]
    used: Sequence[str]  # symbols, for the legend
    projections: Callable[[Panel], str]
    lit: Collection[str] = ()


def plan(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float | None) -> Plan:
    """Lay out a page of ``width`` px; without a height it is as tall as its content."""
    if height is not None and is_card(width, height):
        return _card(view, words, asked, setter, width, height)
    upright = height is not None and height > (0.95 if len(asked.panels) == 1 else 1.6) * width
    if width >= WIDE and not upright:
        return _spread(view, words, asked, setter, width, height)
    return _tall(view, words, asked, setter, width, height)


def is_card(width: float, height: float) -> bool:
    """Whether a page is a card, which holds one map."""
    return width < SMALL and height < SMALL


def _head(words: Words, setter: Setter, width: float, lines: int = 3) -> Block:
    parts = [
        setter.paragraph(
            words.title, "title" if width >= WIDE - 2 * MARGIN else "pageTitle", width, lines, balanced=True
        ),
        nothing(4),
    ]
    if words.standfirst:
        parts.append(setter.paragraph(words.standfirst, "standfirst", width, 2))
    return stack([*parts, nothing(14)])


def _foot(notes: Sequence[str], setter: Setter, width: float, most: int | None = None) -> Block:
    """The notes under each other; attributions are owed, so none is cut short unless ``most`` lines are asked for."""
    return stack(part for note in notes for part in (setter.paragraph(note, "footer", width, most), nothing(1.5)))


def _shown(asked: Asked) -> set[str]:
    return {event for panel in asked.panels for one in panel.drawn for event in one.event_ids}


def _fits(view: View, asked: Asked, length: Length, room: float | None) -> bool:
    """Whether the events of a list could fit at all: 500 need not be set ten times to know."""
    told = entries.told_of(view.cards, _shown(asked), length, asked.lit)
    return room is None or length.events == "some" or len(told) * entries.SHORTEST <= room


def _words_block(view: View, asked: Asked, length: Length, setter: Setter, width: float, room: float | None) -> Block:
    zones = entries.proposals(view.sections, length, setter, width)
    left = None if room is None else room - sum(block.height for block in zones) - 20
    listed = entries.events(view.cards, _shown(asked), length, setter, width, asked.lit, left)
    return stack([*zones, *([nothing(20)] if zones and listed else []), *listed])


def _fitting(view: View, asked: Asked, setter: Setter, width: float, room: float | None) -> tuple[Block, Length]:
    """The longest form that fits into the room; on a column that ends where its content does, all but events' quotes,
    which would bury the list."""
    if room is None:
        return _words_block(view, asked, LENGTHS[1], setter, width, None), LENGTHS[1]
    for length in LENGTHS:
        if _fits(view, asked, length, room):
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


def _maps(asked: Asked, plan: Plan, setter: Setter, x: float, y: float, width: float, room: float | None) -> float:
    """Put the panels under each other, or the close-ups beside each other where there are many; their lower end."""
    rows = _rows(asked.panels, width)
    natural = []
    for row in rows:
        wide = (width - GAP * 0.6 * (len(row) - 1)) / len(row)
        natural.append(max(_high(panel, asked, wide) for panel in row))
    if room is not None:
        left = room - len(rows) * (PANEL_HEAD + 12) + 12
        natural = _shared(natural, left)
    for row, high in zip(rows, natural, strict=True):
        wide = (width - GAP * 0.6 * (len(row) - 1)) / len(row)
        for n, panel in enumerate(row):
            place = len(row) - 1 - n if setter.rtl else n
            left_x = x + place * (wide + GAP * 0.6)
            plan.blocks.append((_panel_head(panel, asked, setter, wide), left_x, y))
            plan.spots.append(Spot(panel, left_x, y + PANEL_HEAD, wide, high))
        y += PANEL_HEAD + high + 12
    return y - (12 if rows else 0)


def _high(panel: Panel, asked: Asked, wide: float) -> float:
    """The height of a map of that width, by the shape of its extent."""
    least = NARROW_LEAST if wide < NARROW else LEAST_MAP
    return max(least * wide, min(TALLEST_MAP * wide, wide / asked.shape(panel)))


def _shared(natural: list[float], room: float) -> list[float]:
    """Heights that fill the room, each in proportion to what the map would like."""
    total = sum(natural)
    return [max(60.0, high * room / total) for high in natural] if total else natural


def _rows(panels: Sequence[Panel], width: float) -> list[list[Panel]]:
    if len(panels) <= 2:
        return [[p] for p in panels]
    rest = list(panels[1:])
    pairs = [rest[i : i + 2] for i in range(0, len(rest), 2)] if width >= 600 else [[p] for p in rest]
    return [[panels[0]], *pairs]


def _panel_head(panel: Panel, asked: Asked, setter: Setter, width: float) -> Block:
    projection, title = asked.projections(panel), title_of(panel)

    def draw(x: float, y: float) -> str:
        out = setter.line(x, y, width, title, "panel")
        if setter.width(title, "panel") + setter.width(projection, "meta") + 12 < width:
            out += setter.far_line(x, y + 1, width, projection, "meta")
        return out

    return Block(PANEL_HEAD, draw)


def _legend(asked: Asked, setter: Setter, width: float) -> Block:
    found = legend(asked.used, setter, width)
    return stack([nothing(10), found]) if found.height else nothing()


def _spread(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float | None) -> Plan:
    """Maps beside the words."""
    inner = width - 2 * MARGIN
    head, foot = _head(words, setter, inner), _foot(words.notes, setter, inner)
    top = MARGIN - 6 + head.height
    has_words = bool(view.sections or view.cards)
    room = None if height is None else height - top - foot.height - MARGIN - 6
    shares = ((LARGE_SHARE, MAP_SHARE) if has_words else (1.0,)) if asked.panels else (0.0,)
    body, length = nothing(), LENGTHS[0]
    for share in shares:
        map_wide = round(inner * share)
        words_wide = inner - map_wide - (GAP if map_wide else 0)
        if has_words:
            body, length = _fitting(view, asked, setter, words_wide, room)
        if room is None or (length == LENGTHS[0] and body.height < LITTLE * room):
            break
    result = Plan(width, 0.0)
    key = _legend(asked, setter, map_wide)
    map_x, words_x = (
        (MARGIN + words_wide + GAP, MARGIN) if setter.rtl and map_wide else (MARGIN, MARGIN + map_wide + GAP)
    )
    if not map_wide:
        words_x = MARGIN
    maps_end = (
        _maps(asked, result, setter, map_x, top, map_wide, None if room is None else room - key.height)
        if asked.panels
        else top
    )
    end = max(maps_end + key.height, top + body.height)
    result.height = height if height is not None else end + 18 + foot.height + MARGIN - 6
    result.blocks += [(head, MARGIN, MARGIN - 6), (key, map_x, maps_end), (body, words_x, top)]
    result.blocks.append((foot, MARGIN, result.height - MARGIN + 8 - foot.height))
    return result


def _tall(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float | None) -> Plan:
    """Maps above the words; on paper a close-up beside the statuses and the events in two columns."""
    margin = MARGIN if width >= 600 else SMALL_MARGIN
    inner = width - 2 * margin
    head, foot = _head(words, setter, inner, 4), _foot(words.notes, setter, inner)
    top, paired = margin - 4 + head.height, inner >= 600 and len(asked.panels) >= 2
    result = Plan(width, 0.0)
    result.blocks.append((head, margin, margin - 4))
    room = None if height is None else height - top - foot.height - margin - 14
    if paired:
        end = _paired(view, asked, setter, result, margin, top, inner, room)
    else:
        end = _stacked(view, asked, setter, result, margin, top, inner, room)
    result.height = height if height is not None else end + 20 + foot.height + margin - 6
    result.blocks.append((foot, margin, result.height - margin + 6 - foot.height))
    return result


def _stacked(
    view: View, asked: Asked, setter: Setter, result: Plan, x: float, top: float, inner: float, room: float | None
) -> float:  # fmt: skip
    """All maps, the legend, then the words; their lower end."""
    key = _legend(asked, setter, inner)
    maps_room = None
    if room is not None and asked.panels:
        wanted = sum(_high(p, asked, inner) + PANEL_HEAD + 12 for p in asked.panels)
        maps_room = min(wanted, 0.62 * room)
    end = _maps(asked, result, setter, x, top, inner, maps_room) if asked.panels else top
    result.blocks.append((key, x, end))
    end += key.height + 18
    left = None if room is None else room - (end - top)
    made, _ = _columns(view, asked, setter, inner, left) if inner >= 600 else _fitting(view, asked, setter, inner, left)
    result.blocks.append((made, x, end))
    return end + made.height


def _paired(
    view: View, asked: Asked, setter: Setter, result: Plan, x: float, top: float, inner: float, room: float | None
) -> float:  # fmt: skip
    """The overview across the page; below it the close-ups beside the statuses; then the events in two columns."""
    first, rest = asked.panels[0], asked.panels[1:]
    half = (inner - GAP) / 2
    near, far = (x + half + GAP, x) if setter.rtl else (x, x + half + GAP)
    natural = [_high(panel, asked, half) for panel in rest]
    least = [min(high, 0.72 * half) for high in natural]
    gaps = 14 + 20 + PANEL_HEAD
    for length in LENGTHS:
        if not _fits(view, asked, length, None if room is None else 2 * room):
            continue
        zones = entries.proposals(view.sections, length, setter, half)
        beside = stack([*zones, nothing(6), _legend(asked, setter, half)])
        row = max(sum(high + PANEL_HEAD + 12 for high in least), beside.height)
        left = None if room is None else 2 * (room - row - gaps - LEAST_WIDE * inner)
        told = entries.events(view.cards, _shown(asked), length, setter, half, asked.lit, left)
        listed = _two_columns(told, half, setter)
        if room is None or row + listed.height + gaps + LEAST_WIDE * inner <= room:
            break
    spare = 1e9 if room is None else room - row - listed.height - gaps
    wide_high = max(LEAST_WIDE * inner, min(_high(first, asked, inner), spare))
    spare -= wide_high
    spare = max(spare, beside.height - sum(high + PANEL_HEAD + 12 for high in least)) / len(rest)
    rows = [high + max(0.0, min(full - high, spare)) for high, full in zip(least, natural, strict=True)]
    result.blocks.append((_panel_head(first, asked, setter, inner), x, top))
    result.spots.append(Spot(first, x, top + PANEL_HEAD, inner, wide_high))
    start = y = top + PANEL_HEAD + wide_high + 14
    for panel, high in zip(rest, rows, strict=True):
        result.blocks.append((_panel_head(panel, asked, setter, half), near, y))
        result.spots.append(Spot(panel, near, y + PANEL_HEAD, half, high))
        y += PANEL_HEAD + high + 12
    result.blocks.append((beside, far, start))
    end = max(y - 12, start + beside.height) + 20
    result.blocks.append((listed, x, end))
    return end + listed.height


def _two_columns(listed: Sequence[Block], half: float, setter: Setter) -> Block:
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


def _columns(view: View, asked: Asked, setter: Setter, inner: float, room: float | None) -> tuple[Block, Length]:
    """Statuses beside events, at the longest form that fits."""
    wide = (inner - GAP) / 2
    last: tuple[Block, Length] = (nothing(), LENGTHS[-1])
    for length in LENGTHS:
        if not _fits(view, asked, length, None if room is None else 2 * room):
            continue
        zones = entries.proposals(view.sections, length, setter, wide)
        left = None if room is None else 2 * (room - 20) - sum(block.height for block in zones)
        listed = entries.events(view.cards, _shown(asked), length, setter, wide, asked.lit, left)
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


def _card(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float) -> Plan:
    """A card for feeds and links: one map, the title, and where things stand."""
    inner, margin = width - 2 * SMALL_MARGIN, SMALL_MARGIN
    result = Plan(width, height)
    low = height / width < LOW + 0.1
    wide = inner * 0.4 if low and asked.panels else inner
    head = stack([setter.paragraph(words.title, "cardTitle", wide, 5 if low else 3, balanced=True), nothing(8)])
    foot = _foot(words.essential, setter, wide if low else inner)
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
