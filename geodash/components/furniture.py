"""What a map's own script says, where that is not what it says by itself."""

from __future__ import annotations

from typing import Any

from geodash.language import code, say, units


def worded(panel: dict[str, Any]) -> dict[str, Any]:
    """The panel with the words of the language and the units now spoken."""
    return panel if code() == "en" and units() == "km" else panel | {"words": furniture()}


def furniture() -> dict[str, str]:
    """The words of assets/30-geomap.js, whose English stands there."""
    return {
        "map": say("Map: {title}"),
        "zoomIn": say("Zoom in"),
        "zoomOut": say("Zoom out"),
        "reset": say("Reset view"),
        "fingers": say("Use two fingers to move the map"),
        "scroll": say("Use {key} + scroll to zoom"),
        "scale": say("Scale: the bar is {length}"),
        "at": say("{length} at {latitude}"),
        "more": say("and {count} more"),
        "units": units(),
        "km": say("{n} km"),
        "m": say("{n} m"),
        "miles": say("{n} miles"),
    }
