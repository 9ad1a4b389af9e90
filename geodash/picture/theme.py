"""The style of a picture: the map style that all surfaces share, the picture's own type, and a theme over both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geodash import palette
from geodash.house import House
from geodash.paths import read_style
from geodata.errors import InputError

THEMES = ("light", "dark", "print")


def picture_style(theme: str = "light", house: House | None = None) -> dict[str, Any]:
    """The map style (assets/map_style.json) with "text", "rule" … of assets/picture_style.json, in a theme.

    A house's colours are meant for paper: the dark theme keeps its own. Raises InputError for an unknown theme.
    """
    if theme not in THEMES:
        raise InputError(f"theme “{theme}” is unknown; choose one of: {', '.join(THEMES)}")
    house = house or House()
    own = read_style("picture_style.json")
    look = own.pop("themes")[theme]
    own.pop("schema")
    colours = {} if theme == "dark" else house.colours
    base = {
        **replace(house, colours=colours).style(read_style("map_style.json")),
        **palette.swapped(own, palette.swaps(colours)),
    }
    over = {k: v for k, v in look.items() if k not in {"colours", *colours}}
    if "ground" in over:
        over["ground"] = {k: v for k, v in over["ground"].items() if k not in colours}
    return _laid_over(palette.swapped(base, look.get("colours", {})), over)


def _laid_over(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(base)
    for key, value in over.items():
        found[key] = _laid_over(found.get(key, {}), value) if isinstance(value, dict) else value
    return found
