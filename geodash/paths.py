"""Where the package's own files are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from geodata.errors import DataError

_PACKAGE = Path(__file__).resolve().parent
DEMO_STORY = _PACKAGE / "demo"
TEMPLATES = _PACKAGE / "templates"


def assets() -> Path:
    """The folder of styles, scripts and fonts: inside the wheel, or beside the packages in a checkout."""
    for folder in (_PACKAGE / "assets", _PACKAGE.parent / "assets"):
        if (folder / "10-tokens.css").is_file():
            return folder
    raise DataError(f"{_PACKAGE}: the assets folder is missing; install geodash again")


def read_style(name: str) -> dict[str, Any]:
    """A style table of the assets, "map_style.json" or "picture_style.json", parsed anew for each who asks."""
    found: dict[str, Any] = json.loads(_text(name))
    return found


@cache
def _text(name: str) -> str:
    return (assets() / name).read_text(encoding="utf-8")
