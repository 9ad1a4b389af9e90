"""data-* and aria-* attributes, which Dash takes under names that are no Python identifiers."""

from __future__ import annotations

from typing import Any


def attributes(**given: str) -> dict[str, Any]:
    """``data_card="e1"`` as ``{"data-card": "e1"}``, to be unpacked into a component."""
    return {name.replace("_", "-"): value for name, value in given.items()}
