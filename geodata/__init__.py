"""geodata: from an article's words to a story of places, events and proposals.

``geodata.geoparse(text)`` gives the place names of a text with the places they mean. It is imported when first asked
for, so that ``import geodata`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodata.geoparsing import Candidate, LocatedToponym, geoparse

__all__ = ["Candidate", "LocatedToponym", "geoparse"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from geodata import geoparsing

        return getattr(geoparsing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
