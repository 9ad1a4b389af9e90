"""How a label's words may be set: name above captions at several widths, and what is dropped where room is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from geodash.picture.labels import Block, Line
from geodash.picture.scene import Scene
from geodash.picture.wrapping import columns, shortened, wrap

Said = Literal["all", "some", "name", "number"]  # of name and captions

NAME_ONLY = 60.0  # dropping the captions is the last resort but one
NUMBER_ONLY = 120.0  # the list beside the map says the rest
WRAPS = {"wide": (40, 28, 20), "narrow": (30, 22, 16)}  # columns
TIGHT = 12  # columns of the narrowest setting
LONG_WORD = 24  # columns: a name's word up to this long is not cut
MOST_CAPTIONS = 3
MOST_NAME, MOST_CAPTION = 90, 120  # columns: what is longer is no label
MOST_NUMBERS = 12
SHORT_TAIL = 14  # characters: a longer list of numbers stands on lines of its own
TAIL_GAP = 6.0  # px before the numbers


@dataclass(frozen=True, slots=True)
class Setting:
    """A block, its cost in px of detour, and how much of the label it says."""

    block: Block
    cost: float
    said: Said

    @property
    def whole(self) -> bool:
        """Whether nothing was dropped."""
        return self.said == "all"


def tail_of(numbers: Sequence[int], scene: Scene) -> str:
    """The numbers of the events at a mark or shape, as its label shows them."""
    if not numbers or (len(numbers) == 1 and not scene.numbered):
        return ""
    shown = ", ".join(map(str, numbers[:MOST_NUMBERS]))
    return f"{shown} +{len(numbers) - MOST_NUMBERS}" if len(numbers) > MOST_NUMBERS else shown


def lines(text: str, kind: str, width: int, scene: Scene, tail: str = "") -> list[Line]:
    """The text in lines of at most ``width`` columns, the tail behind the first or, if long, below all."""
    style = scene.style["labels"][kind]
    upper, height = style.get("upper", False), float(style["line"])
    found = []
    beside = tail if len(tail) <= SHORT_TAIL else ""
    for part in wrap(text, width):
        words = part.upper() if upper else part
        size = scene.measure(words, kind)
        if beside:
            size += TAIL_GAP + scene.measure(beside, "number")
        found.append(Line(words, kind, beside, size, height))
        beside = ""
    if tail and (not found or len(tail) > SHORT_TAIL):
        found += numbers(tail, width, scene)
    return found


def numbers(tail: str, width: int, scene: Scene) -> list[Line]:
    """The numbers as lines of their own."""
    height = float(scene.style["labels"]["number"]["line"])
    return [Line(t, "number", "", scene.measure(t, "number"), height) for t in wrap(tail, width)]


def distinct(settings: Iterable[Setting]) -> list[Setting]:
    """The first of those that break the same words alike."""
    seen: dict[tuple[str, ...], Setting] = {}
    for one in settings:
        if one.block.lines:
            seen.setdefault(tuple(line.text for line in one.block.lines), one)
    return list(seen.values())


def settings(name: str, captions: Sequence[str], kind: str, scene: Scene, tail: str = "") -> list[Setting]:
    """Name above captions, at several widths; then with fewer captions, then without. Cheapest first."""
    widths = WRAPS["narrow" if scene.narrow else "wide"]
    name = shortened(name, MOST_NAME)
    told = [t for c in captions[:MOST_CAPTIONS] if (t := shortened(c, MOST_CAPTION))]
    if len(captions) > MOST_CAPTIONS:
        told = [*told[: MOST_CAPTIONS - 1], f"and {len(captions) - MOST_CAPTIONS + 1} more"]

    def head(width: int) -> list[Line]:
        return lines(name, kind, width, scene, tail)

    word = min(LONG_WORD, max((columns(w) for w in name.split()), default=0))
    found = [
        Setting(Block.of([*head(max(16, width, word)), *_captions(told, width, scene)]), i * 2.5, "all")
        for i, width in enumerate(widths)
    ]
    if len(told) > 1:
        first = [*_captions(told[:1], widths[1], scene), *_captions([f"and {len(captions) - 1} more"], 28, scene)]
        found.append(Setting(Block.of([*head(max(28, word)), *first]), NAME_ONLY / 2, "some"))
    if told:
        found.append(Setting(Block.of(head(max(16, word))), NAME_ONLY, "name"))
    return distinct(found)


def last_resort(name: str, kind: str, scene: Scene, tail: str = "") -> list[Setting]:
    """The name alone, broken as narrow as it gets, and the numbers alone."""
    narrow = Block.of(lines(shortened(name, MOST_NAME), kind, TIGHT, scene, tail))
    found = [Setting(narrow, NAME_ONLY + 10, "name")]
    if tail:
        found.append(Setting(Block.of(numbers(tail, TIGHT, scene)), NUMBER_ONLY, "number"))
    return distinct(found)


def _captions(texts: Sequence[str], width: int, scene: Scene) -> list[Line]:
    return [line for text in texts for line in lines(text, "caption", width, scene)]
