"""The style of a picture: the map style that all surfaces share, the picture's own type, and a theme over both."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from geodash.paths import assets
from geodata.errors import InputError

THEMES = ("light", "dark", "print")


def picture_style(theme: str = "light", dress: Callable[[dict[str, Any]], dict[str, Any]] | None = None) -> dict[str, Any]:
    """The map style (assets/map_style.json) with "text", "rule" … of assets/picture_style.json, in a theme.

    ``dress``: a house's colours over the shipped ones; a dark picture keeps its own ground, as a house's is meant for
    paper. Raises InputError for an unknown theme.
    """
    if theme not in THEMES:
        raise InputError(f"theme “{theme}” is unknown; choose one of: {', '.join(THEMES)}")
    own = _read("picture_style.json")
    base = {**_read("map_style.json"), **{k: v for k, v in own.items() if k not in ("themes", "schema")}}
    if dress is not None and theme != "dark":
        base = dress(base)
    look = own["themes"][theme]
    colours = look.get("colours", {})
    if dress is not None:
        colours = {k: v for k, v in colours.items() if k in json.dumps(base)}
    recoloured = _recoloured(base, colours)
    return _laid_over(recoloured, {k: v for k, v in look.items() if k != "colours"} if dress is None or theme == "dark" else {})


@cache
def _text(name: str) -> str:
    return (assets() / name).read_text(encoding="utf-8")


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_text(name))
    return found


def _recoloured(node: Any, colours: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _recoloured(value, colours) for key, value in node.items()}
    if isinstance(node, list):
        return [_recoloured(value, colours) for value in node]
    return colours.get(node, node) if isinstance(node, str) else node


def _laid_over(base: Any, over: Mapping[str, Any]) -> Any:
    found = dict(base)
    for key, value in over.items():
        found[key] = _laid_over(found.get(key, {}), value) if isinstance(value, dict) else value
    return found
