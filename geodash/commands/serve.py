"""serve, demo: stories in the browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from geodash.commands.common import house_of, house_option

EPILOG = """\b
Examples:
  geodash serve                                 every story under stories/
  geodash serve stories/talks --port 9000
  geodash serve stories/talks --lang ar
  geodash serve stories/* --house house.toml    in your names, fonts and colours
"""


def _server_options(command: Callable[..., None]) -> Callable[..., None]:
    for option in (
        click.option("--no-browser", is_flag=True, help="Do not open a browser."),
        click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on."),
        click.option(
            "--port", default=8050, show_default=True, type=click.IntRange(0, 65535), help="0 picks a free one."
        ),
        click.option(
            "--lang", metavar="CODE", help="Language of the page: en, ar or he.  [default: the house's, or en]"
        ),
        house_option,
    ):
        command = option(command)
    return command


@click.command(epilog=EPILOG)
@click.argument("story_dirs", nargs=-1, type=click.Path(path_type=Path))
@_server_options
def serve(
    story_dirs: tuple[Path, ...], port: int, host: str, no_browser: bool, lang: str | None, house: Path | None
) -> None:
    """Show stories in the browser.  [default: every story under stories/]"""
    from geodata.errors import InputError

    folders = list(story_dirs) or sorted(p.parent for p in Path("stories").glob("*/story.json"))
    if not folders:
        raise InputError("there is no story to show: `geodash build ARTICLE` makes one, `geodash demo` opens ours")
    _serve(folders, host, port, not no_browser, lang, house)


@click.command()
@_server_options
def demo(port: int, host: str, no_browser: bool, lang: str | None, house: Path | None) -> None:
    """Open the bundled story: a brief on ceasefire talks, in our own words."""
    from geodash.paths import DEMO_STORY

    _serve([DEMO_STORY], host, port, not no_browser, lang, house)


def _serve(folders: list[Path], host: str, port: int, open_browser: bool, lang: str | None, house: Path | None) -> None:
    from geodash.language import checked

    language, own = checked(lang) if lang else None, house_of(house)
    click.echo("Loading …", err=True)
    from geodash.server import serve as run

    def ready(url: str) -> None:
        click.echo(f"geodash is at {url} (Ctrl+C ends it)", err=True)

    run(folders, host, port, open_browser, ready, house=own, language=language)
