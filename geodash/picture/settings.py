"""How a label's words may be set: name above captions at several widths, and what is dropped where room is short."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodash.language import say
from geodash.picture.labels import Block, Line, Said
from geodash.picture.scene import Scene
from geodash.picture.wrapping import columns, shortened, wrap

NAME_ONLY = 60.0  # dropping the captions is the last resort but one
NUMBER_ONLY = 300.0  # the list beside the map says the rest
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
    """A block and its cost in px of detour."""

    block: Block
    cost: float

    @property
    def said(self) -> Said:
        """How much of the label it says."""
        return self.block.said

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
    """The text in lines of at most ``width`` columns, the tail behind the last or, if long, below it."""
    style = scene.style["labels"][kind]
    texts = wrap(text.upper() if style.get("upper") else text, width)
    found = [Line(t, kind, "", scene.measure(t, kind), float(style["line"])) for t in texts]
    if tail and found and len(tail) <= SHORT_TAIL:
        last = found[-1]
        size = last.width + TAIL_GAP + scene.measure(tail, "number")
        found[-1] = Line(last.text, kind, tail, size, last.height)
    elif tail:
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
        told = [*told[: MOST_CAPTIONS - 1], say("and {count} more", count=len(captions) - MOST_CAPTIONS + 1)]

    def head(width: int) -> list[Line]:
        return lines(name, kind, width, scene, tail)

    word = min(LONG_WORD, max((columns(w) for w in name.split()), default=0))
    found = [
        Setting(Block.of([*head(max(16, width, word)), *_captions(told, width, scene)]), i * 2.5)
        for i, width in enumerate(widths)
    ]
    if len(told) > 1:
        first = [
            *_captions(told[:1], widths[1], scene),
            *_captions([say("and {count} more", count=len(captions) - 1)], 28, scene),
        ]
        found.append(Setting(Block.of([*head(max(28, word)), *first], "some"), NAME_ONLY / 2))
    if told:
        found.append(Setting(Block.of(head(max(16, word)), "name"), NAME_ONLY))
    return distinct(found)


def last_resort(name: str, kind: str, scene: Scene, tail: str = "") -> list[Setting]:
    """The name alone, broken as narrow as it gets, and the numbers alone."""
    narrow = Block.of(lines(shortened(name, MOST_NAME), kind, TIGHT, scene, tail), "name")
    found = [Setting(narrow, NAME_ONLY + 10)]
    if tail:
        found.append(Setting(Block.of(numbers(tail, TIGHT, scene), "number"), NUMBER_ONLY))
    return distinct(found)


def _captions(texts: Sequence[str], width: int, scene: Scene) -> list[Line]:
    return [line for text in texts for line in lines(text, "caption", width, scene)]
