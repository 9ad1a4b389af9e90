"""The page: where title, maps, statuses, events and sources stand in a picture of a given size.

A wide page has the maps beside the words, a tall one above them, a small card one map and the status. The words take the
longest form that fits; maps take the room that is left, each in its own shape.
"""

from __future__ import annotations

from geodash.picture import entries
from geodash.picture.blocks import Setter, nothing, stack
from geodash.picture.entries import LENGTHS
from geodash.picture.page_card import card_page
from geodash.picture.page_maps import legend_block, map_height, panel_head, put_maps
from geodash.picture.page_words import fits, fitting, in_columns, shown_events, two_columns
from geodash.picture.plan import (
    GAP,
    MARGIN,
    PANEL_HEAD,
    SMALL_MARGIN,
    WIDE,
    Asked,
    Plan,
    Spot,
    Words,
    is_card,
    page_foot,
    page_head,
)
from geodash.view import View

MAP_SHARE, LARGE_SHARE = 0.555, 0.66  # of a wide page's width: maps take more where there is little to say
LITTLE = 0.72  # of the room: less text than this leaves room for larger maps
LEAST_WIDE = 0.36  # of the width of a map that has a page to itself from side to side


def plan(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float | None) -> Plan:
    """Lay out a page of ``width`` px; without a height it is as tall as its content."""
    if height is not None and is_card(width, height):
        return card_page(view, words, asked, setter, width, height)
    upright = height is not None and height > (0.95 if len(asked.panels) == 1 else 1.6) * width
    if width >= WIDE and not upright:
        return _spread(view, words, asked, setter, width, height)
    return _tall(view, words, asked, setter, width, height)


def _spread(view: View, words: Words, asked: Asked, setter: Setter, width: float, height: float | None) -> Plan:
    """Maps beside the words."""
    inner = width - 2 * MARGIN
    head, foot = page_head(words, setter, inner), page_foot(words.notes, setter, inner)
    top = MARGIN - 6 + head.height
    has_words = bool(view.sections or view.cards)
    room = None if height is None else height - top - foot.height - MARGIN - 6
    shares = ((LARGE_SHARE, MAP_SHARE) if has_words else (1.0,)) if asked.panels else (0.0,)
    body, length = nothing(), LENGTHS[0]
    for share in shares:
        map_wide = round(inner * share)
        words_wide = inner - map_wide - (GAP if map_wide else 0)
        if has_words:
            body, length = fitting(view, asked, setter, words_wide, room)
        if room is None or (length == LENGTHS[0] and body.height < LITTLE * room):
            break
    result = Plan(width, 0.0)
    key = legend_block(asked, setter, map_wide)
    map_x, words_x = (
        (MARGIN + words_wide + GAP, MARGIN) if setter.rtl and map_wide else (MARGIN, MARGIN + map_wide + GAP)
    )
    if not map_wide:
        words_x = MARGIN
    maps_end = (
        put_maps(asked, result, setter, map_x, top, map_wide, None if room is None else room - key.height)
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
    head, foot = page_head(words, setter, inner, 4), page_foot(words.notes, setter, inner)
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
    key = legend_block(asked, setter, inner)
    maps_room = None
    if room is not None and asked.panels:
        wanted = sum(map_height(p, asked, inner) + PANEL_HEAD + 12 for p in asked.panels)
        maps_room = min(wanted, 0.62 * room)
    end = put_maps(asked, result, setter, x, top, inner, maps_room) if asked.panels else top
    result.blocks.append((key, x, end))
    end += key.height + 18
    left = None if room is None else room - (end - top)
    made, _ = (
        in_columns(view, asked, setter, inner, left) if inner >= 600 else fitting(view, asked, setter, inner, left)
    )
    result.blocks.append((made, x, end))
    return end + made.height


def _paired(
    view: View, asked: Asked, setter: Setter, result: Plan, x: float, top: float, inner: float, room: float | None
) -> float:  # fmt: skip
    """The overview across the page; below it the close-ups beside the statuses; then the events in two columns."""
    first, rest = asked.panels[0], asked.panels[1:]
    half = (inner - GAP) / 2
    near, far = (x + half + GAP, x) if setter.rtl else (x, x + half + GAP)
    natural = [map_height(panel, asked, half) for panel in rest]
    least = [min(high, 0.72 * half) for high in natural]
    gaps = 14 + 20 + PANEL_HEAD
    for length in LENGTHS:
        if not fits(view, asked, length, None if room is None else 2 * room):
            continue
        zones = entries.proposals(view.sections, length, setter, half)
        beside = stack([*zones, nothing(6), legend_block(asked, setter, half)])
        row = max(sum(high + PANEL_HEAD + 12 for high in least), beside.height)
        left = None if room is None else 2 * (room - row - gaps - LEAST_WIDE * inner)
        told = entries.events(view.cards, shown_events(asked), length, setter, half, asked.lit, left)
        listed = two_columns(told, half, setter)
        if room is None or row + listed.height + gaps + LEAST_WIDE * inner <= room:
            break
    spare = 1e9 if room is None else room - row - listed.height - gaps
    wide_high = max(LEAST_WIDE * inner, min(map_height(first, asked, inner), spare))
    spare -= wide_high
    spare = max(spare, beside.height - sum(high + PANEL_HEAD + 12 for high in least)) / len(rest)
    rows = [high + max(0.0, min(full - high, spare)) for high, full in zip(least, natural, strict=True)]
    result.blocks.append((panel_head(first, asked, setter, inner), x, top))
    result.spots.append(Spot(first, x, top + PANEL_HEAD, inner, wide_high))
    start = y = top + PANEL_HEAD + wide_high + 14
    for panel, high in zip(rest, rows, strict=True):
        result.blocks.append((panel_head(panel, asked, setter, half), near, y))
        result.spots.append(Spot(panel, near, y + PANEL_HEAD, half, high))
        y += PANEL_HEAD + high + 12
    result.blocks.append((beside, far, start))
    end = max(y - 12, start + beside.height) + 20
    result.blocks.append((listed, x, end))
    return end + listed.height
