"""The ground of a panel as SVG: sea, land, lakes, borders and coast."""

from __future__ import annotations

from typing import Any

from geodash.picture.paths import path_of
from geodash.picture.projection import Plane
from geodash.picture.svg import element
from geodash.picture.terrain import Terrain


def sea(plane: Plane, ground: Terrain, look: dict[str, Any]) -> str:
    """The sea under everything; on a map of the world the disc of the earth."""
    if ground.earth is None:
        return element("rect", {"width": plane.width, "height": plane.height, "fill": look["sea"]})
    coast = look["coast"]
    return element(
        "path",
        {"d": path_of(ground.earth), "fill": look["sea"], "stroke": coast["color"], "stroke-width": coast["width"]},
    )


def fill(d: str, colour: str) -> str:
    """A filled path, "" for no path."""
    return element("path", {"d": d, "fill": colour, "fill-rule": "evenodd"}) if d else ""


def land(ground: Terrain, name: str, look: dict[str, Any]) -> str:
    """All land as one path; its colour comes from the group, so that the coast can use the path again."""
    outline = element("path", {"id": name, "d": path_of(ground.land), "fill-rule": "evenodd"})
    return element("g", {"fill": look["land"]}, outline)


def coast(name: str, look: dict[str, Any]) -> str:
    """The outline of the land, used once more with a stroke."""
    coast = {
        "stroke": look["coast"]["color"],
        "stroke-width": f"{look['coast']['width']:g}",
        "stroke-linejoin": "round",
    }
    return element("use", {"href": f"#{name}", "fill": "none", **coast})


def stroke(d: str, look: dict[str, Any]) -> str:
    """A drawn line as a row of the style has it, "" for no path."""
    dash = " ".join(f"{v:g}" for v in look["dash"]) if look.get("dash") else None
    attributes = {
        "d": d,
        "fill": "none",
        "stroke": look["color"],
        "stroke-width": f"{look['width']:g}",
        "stroke-dasharray": dash,
        "stroke-linejoin": "round",
    }
    return element("path", attributes) if d else ""


def water(ground: Terrain, look: dict[str, Any]) -> str:
    """Lakes with their shores."""
    d = path_of(ground.lakes)
    coast = look["coast"]
    return (
        element("path", {"d": d, "fill": look["lake"], "stroke": coast["color"], "stroke-width": f"{coast['width']:g}"})
        if d
        else ""
    )
