"""geodash: one story on three surfaces.

``geodash.load(folder)`` reads a story, ``geodash.Story`` is what it gives. Both are imported when first asked for, so
that the command line answers at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geodash.story import Story, load

__all__ = ["Story", "load"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from geodash import story

        return getattr(story, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
