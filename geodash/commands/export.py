"""export: pictures, pages and data of a story."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geodash.commands.common import house_option, line

EPILOG = """\b
Examples:
  geodash export stories/talks --to map.svg
  geodash export stories/talks --to map.png --to map.pdf --size a4 --theme print
  geodash export stories/talks --to card.png --size 1200x630 --select 3
  geodash export stories/talks --to gaza.svg --panel close-1 --outline-text
  geodash export stories/talks --to map.html --lang ar --house house.toml
  geodash export stories/talks --to layers.geojson --to events.csv --to layers.gpkg
"""


@click.command(epilog=EPILOG)
@click.argument("story", type=click.Path(path_type=Path))
@click.option(
    "--to",
    "targets",
    metavar="FILE",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="File to write; its ending tells what: .svg .png .pdf .html .geojson .csv .gpkg. May be given several times.",
)
@click.option("--panel", metavar="ID|all", default="all", show_default=True, help="One map of the story, or all.")
@click.option(
    "--size",
    metavar="SIZE",
    default="1280x1472",
    show_default=True,
    help="1280x1472, a4, 1080x1080, 1200x630, column (375 px, as tall as it needs), or WIDTHxHEIGHT in px.",
)
@click.option("--scale", default=2.0, show_default=True, type=click.FloatRange(0.25, 8), help="Px of a PNG per px.")
@click.option(
    "--theme", default="light", show_default=True, type=click.Choice(["light", "dark", "print"]), help="Of a picture."
)
@click.option("--lang", metavar="CODE", help="Language: en, ar or he.  [default: the house's, or en]")
@click.option("--select", metavar="EVENT", help="Light one event and its places: its number or id.")
@click.option("--title", metavar="TEXT", help="Title in place of the story's.")
@click.option("--units", type=click.Choice(["km", "miles"]), help="Of the scale bar.  [default: the house's, or km]")
@click.option(
    "--as-of",
    metavar="DATE",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Say of plans before this day that they were planned.",
)
@click.option("--outline-text", is_flag=True, help="Draw the letters of an SVG as paths, for tools without the fonts.")
@click.option("--verbose", is_flag=True, help="Show the time of each step.")
@house_option
def export(story: Path, targets: tuple[Path, ...], as_of: Any, verbose: bool, lang: str | None, **options: Any) -> None:
    """Write a STORY's maps as files that can be printed or published, and its data.

    All formats are one picture: the SVG, and PNG and PDF of that very SVG. Caption, credit and alternative text are
    printed, ready to paste. The picture speaks as of the article's date, whatever day it is.
    """
    from geodash.export import Request
    from geodash.export import export as run
    from geodash.steps import Steps
    from geodash.studio import Options

    day = as_of.date() if as_of is not None else None
    scale, outline_text = options.pop("scale"), options.pop("outline_text")
    with Steps(verbose) as step:
        shown = Options(language=lang, as_of=day, **options)
        report = run(Request(story, targets, shown, scale, outline_text), step)
    for warning in report.warnings:
        click.echo(f"geodash: {line(warning)}", err=True)
    for path, size in report.files:
        click.echo(f"Written {path} ({size / 1000:,.0f} kB)", err=True)
    if report.told is not None:
        for name, text in report.told.lines():
            click.echo(f"{name}: {line(text)}")
