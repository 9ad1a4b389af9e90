"""build, validate, schema: the story file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geodash.commands.common import house_of, house_option, line

if TYPE_CHECKING:
    from geodata.model import Story

EPILOG = """\b
Examples:
  geodash build talks.txt --published 2024-08-14
  geodash build page.html -o stories/flood --source "Lake Post"
  cat talks.md | geodash build - --headline "Mediators to meet" --json
"""


@click.command(epilog=EPILOG)
@click.argument("article")
@click.option("-o", "--output", metavar="DIR", help="Story folder.  [default: stories/<slug of the headline>]")
@click.option("--published", metavar="DATE", help="Publication date (2024-08-14); relative days count from it.")
@click.option("--headline", metavar="TEXT", help="Headline, if the file has none or another.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published (a link on the page; never fetched).")
@house_option
@click.option("--json", "as_json", is_flag=True, help="Print the story as JSON on standard output.")
@click.option("--verbose", is_flag=True, help="Show the time of each step and the candidates of each place.")
def build(
    article: str,
    output: str | None,
    published: str | None,
    headline: str | None,
    source: str | None,
    url: str | None,
    house: Path | None,
    as_json: bool,
    verbose: bool,
) -> None:
    """Build a story from ARTICLE, a .txt, .md or .html file, or - for standard input.

    Writes DIR/story.json and DIR/layers.gpkg. Without a publication date, relative days ("on Thursday") stay words.
    """
    from geodash.steps import Steps
    from geodata.read import read_article

    worldview = house_of(house).worldview or "iso"
    with Steps(verbose) as step:
        step("Reading the article")
        read = read_article(article, published=published, headline=headline, source_office=source, url=url)
        if output is not None:
            _folder(output)  # before the work, not after it
        story, folder = _build(read, output, worldview, step)
    if as_json:
        from geodata.store import to_json

        sys.stdout.buffer.write(to_json(story).encode("utf-8", "surrogatepass"))
        return
    from geodash.report import print_story

    print_story(story, folder, _contested(story), verbose)


def _build(read: Any, output: str | None, worldview: str, step: Callable[[str], None]) -> tuple[Story, Path]:
    from geodash.data_export import layers_gpkg
    from geodata.pipeline import build_story
    from geodata.store import save

    story = build_story(read, worldview=worldview, progress=step)
    folder = _folder(output if output is not None else str(Path("stories") / story.id))
    step("Writing the story")
    save(story, folder, layers_gpkg)
    return story, folder


def _contested(story: Story) -> tuple[str, ...]:
    from geodash.ground import Ground
    from geodash.view import build_view

    ground = Ground(story.made_with.worldview)
    return ground.contested([p.bbox for p in build_view(story, earth=ground).panels])


def _folder(output: str) -> Path:
    from geodata.store import writable_folder

    return writable_folder(Path(output))


@click.command()
@click.argument("story")
def validate(story: str) -> None:
    """Check a story edited by hand (its folder or story.json) and name each wrong field."""
    from geodata.errors import StoryError
    from geodata.store import load

    try:
        checked = load(Path(story))
    except StoryError as error:
        for problem in error.problems:
            click.echo(f"geodash: {line(problem)}", err=True)
        sys.exit(2)
    click.echo(
        f"{story} is a valid story: {len(checked.places)} places, {len(checked.events)} events, "
        f"{len(checked.proposals)} proposals."
    )


@click.command()
def schema() -> None:
    """Print the JSON Schema of story.json."""
    import json

    from geodata.model import Story

    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Story.model_json_schema(by_alias=True)}
    click.echo(json.dumps(document, indent=1, ensure_ascii=False))
