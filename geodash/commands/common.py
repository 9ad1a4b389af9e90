"""What the commands share: the house file's option, and text as one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from geodash.house import House


def line(text: str) -> str:
    """One line without control characters, whatever a file name or an article put into it."""
    return "".join(c if c.isprintable() else " " for c in text)


def house_option(command: Callable[..., None]) -> Callable[..., None]:
    """--house, for whatever draws or writes."""
    return click.option(
        "--house",
        metavar="FILE",
        type=click.Path(path_type=Path),
        envvar="GEODASH_HOUSE",
        show_envvar=True,
        help="House file: your names, words, fonts, colours and worldview.",
    )(command)


def house_of(path: Path | None) -> House:
    """The house of a file; none stands for our own style."""
    from geodash.house import House

    return House() if path is None else House.load(path)
