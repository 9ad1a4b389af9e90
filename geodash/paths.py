"""Where the package's own files are, in a checkout and in an installed wheel alike."""

from __future__ import annotations

from pathlib import Path

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
