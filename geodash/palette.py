"""A house's colours: into the map's style table, and into the page's variables. Pure."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

NAMES = ("sea", "land", "focus", "coast", "border", "ink", "story", "paper")
# As assets/map_style.json and 10-tokens.css have them; a test compares.
SHIPPED = {
    "sea": "#dfe8ec",
    "land": "#f6f3ec",
    "focus": "#fffdf8",
    "coast": "#9db4bf",
    "border": "#a8a196",
    "ink": "#14202b",
    "story": "#b3541e",
    "paper": "#fffdf8",
}
STORY_TEXT = "#a64a17"  # the story's colour where it is small text
# Of the page's texts that a house does not colour, the lightest: status words and links must be read on its paper too.
FIXED_TEXTS = ("#6a5412", "#285a7c", "#2b6442", "#b3541e", "#8f2f2a", "#5a5f66", "#1f567c")
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text


def weak(colours: Mapping[str, str]) -> str:
    """What could not be read with these colours, in words; "" where all is well."""
    own = {**SHIPPED, **colours}
    texts = [(name, own[name], "paper") for name in ("ink", "story") if {name, "paper"} & set(colours)]
    texts += [("ink", own["ink"], ground) for ground in ("land", "focus", "sea") if {"ink", ground} & set(colours)]
    for name, colour, ground in texts:
        if (found := contrast(colour, own[ground])) < READABLE:
            return f"{name} {colour} on {ground} {own[ground]} has a contrast of {found:.1f}:1, text needs {READABLE}:1"
    if "paper" in colours:
        lowest = min(FIXED_TEXTS, key=lambda text: contrast(text, own["paper"]))
        if (found := contrast(lowest, own["paper"])) < READABLE:
            return (
                f"paper {own['paper']} is too dark for the words of a status ({found:.1f}:1, text needs {READABLE}:1)"
            )
    return ""


def styled(style: Mapping[str, Any], colours: Mapping[str, str]) -> dict[str, Any]:
    """The map style in a house's colours; the colours of statuses stay, as they mean something."""
    made: dict[str, Any] = copy.deepcopy(dict(style))
    if not colours:
        return made
    for key in ("ink", "story", "paper", "symbols", "lit", "labels"):
        made[key] = swapped(made[key], swaps(colours))
    ground = made["ground"]
    for name in ("sea", "land", "focus"):
        ground[name] = colours.get(name, ground[name])
    ground["lake"] = colours.get("sea", ground["lake"])
    ground["coast"]["color"] = colours.get("coast", ground["coast"]["color"])
    for line in ("border", "disputed"):
        ground[line]["color"] = colours.get("border", ground[line]["color"])
    return made


def swaps(colours: Mapping[str, str]) -> dict[str, str]:
    """Which shipped colours of text and symbols a house's own take the place of."""
    found = {SHIPPED[name]: colours[name] for name in ("ink", "story", "paper") if name in colours}
    return found | ({STORY_TEXT: colours["story"]} if "story" in colours else {})


def variables(colours: Mapping[str, str]) -> dict[str, str]:
    """The page's variables: a house's own, and the shades that are made of them."""
    made: dict[str, str] = {}
    paper, ink = colours.get("paper", SHIPPED["paper"]), colours.get("ink", SHIPPED["ink"])
    if "paper" in colours:
        made |= {"paper": paper, "card": paper}
    if "ink" in colours:
        made |= {"ink": ink, "rule-strong": ink, "ink-2": mixed(ink, paper, 0.88)}
    if "ink" in colours or "paper" in colours:
        made |= {"ink-3": _readable(ink, paper), "rule": mixed(ink, paper, 0.14), "chip": mixed(ink, paper, 0.04)}
    if "story" in colours:
        own = colours["story"]
        made |= {"story": own, "story-text": own}
    if "story" in colours or "paper" in colours:
        made["story-tint"] = mixed(colours.get("story", SHIPPED["story"]), paper, 0.06)
    if "sea" in colours:
        made["sea"] = colours["sea"]
    return made


def _readable(ink: str, paper: str) -> str:
    """The lightest ink that can still be read on chips: a little more than READABLE on the paper."""
    for share in (0.72, 0.8, 0.88, 1.0):
        if contrast(mixed(ink, paper, share), mixed(ink, paper, 0.04)) >= READABLE:
            return mixed(ink, paper, share)
    return ink


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2.2, 1 to 21."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """``share`` of one colour in the other, in sRGB."""
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]


def _light(colour: str) -> float:
    parts = [c / 255 for c in _channels(colour)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def swapped(node: Any, pairs: Mapping[str, str]) -> Any:
    """A style with every colour that is a key of ``pairs`` exchanged."""
    if isinstance(node, dict):
        return {key: swapped(value, pairs) for key, value in node.items()}
    return pairs.get(node, node) if isinstance(node, str) else node
