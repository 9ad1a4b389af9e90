"""What a page is planned from and to: sizes, what it holds, and where its maps and blocks stand. Lengths are px."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from geodash.picture.blocks import Block, Setter, nothing, stack
from geodash.view import Panel

MARGIN, GAP = 32.0, 30.0  # px
SMALL_MARGIN, SMALL_GAP = 16.0, 16.0
WIDE = 900.0  # px: from here on maps stand beside the words
SMALL = 720.0  # px: a page with less than this both ways is a card
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


def is_card(width: float, height: float) -> bool:
    """Whether a page is a card, which holds one map."""
    return width < SMALL and height < SMALL


def page_head(words: Words, setter: Setter, width: float, lines: int = 3) -> Block:
    """Title and standfirst."""
    parts = [
        setter.title(
            words.title,
            ("title", "pageTitle") if width >= WIDE - 2 * MARGIN else ("pageTitle", "cardTitle"),
            width,
            lines,
        ),
        nothing(4),
    ]
    if words.standfirst:
        parts.append(setter.paragraph(words.standfirst, "standfirst", width, 2))
    return stack([*parts, nothing(14)])


def page_foot(notes: Sequence[str], setter: Setter, width: float, most: int | None = None) -> Block:
    """The notes under each other; attributions are owed, so none is cut short unless ``most`` lines are asked for."""
    return stack(part for note in notes for part in (setter.paragraph(note, "footer", width, most), nothing(1.5)))
