"""The command line. Heavy imports stay inside commands, so that --help and --version answer at once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geodash.evaluate import evaluate
from geodash.geoparse_command import geoparse

if TYPE_CHECKING:
    from geodash.house import House
    from geodata.model import Story

EPILOG_MAIN = """\b
Examples:
  geodash demo                                  open the bundled story
  geodash build talks.txt --published 2024-08-14
  geodash serve stories/*                       show stories you have built
  geodash export stories/talks --to map.svg --to map.pdf
  geodash publish stories/talks --to site --base-url https://maps.example
  geodash geoparse < articles.jsonl > places.jsonl
"""
EPILOG_BUILD = """\b
Examples:
  geodash build talks.txt --published 2024-08-14
  geodash build page.html -o stories/flood --source "Lake Post"
  cat talks.md | geodash build - --headline "Mediators to meet" --json
"""
EPILOG_SERVE = """\b
Examples:
  geodash serve                                 every story under stories/
  geodash serve stories/talks --port 9000
  geodash serve stories/talks --lang ar
  geodash serve stories/* --house house.toml    in your names, fonts and colours
"""
EPILOG_EXPORT = """\b
Examples:
  geodash export stories/talks --to map.svg
  geodash export stories/talks --to map.png --to map.pdf --size a4 --theme print
  geodash export stories/talks --to card.png --size 1200x630 --select 3
  geodash export stories/talks --to gaza.svg --panel close-1 --outline-text
  geodash export stories/talks --to map.html --lang ar --house house.toml
  geodash export stories/talks --to layers.geojson --to events.csv --to layers.gpkg
"""
EPILOG_PUBLISH = """\b
Examples:
  geodash publish stories/talks --to site --base-url https://maps.example/embeds
  geodash publish stories/talks --to s3://bucket/embeds --base-url https://cdn.example/embeds
  geodash publish stories/talks --to site --partners "https://news.example https://*.paper.example"
  geodash publish stories/talks --to site --correction "An earlier version placed the talks in Cairo."
  geodash publish stories/talks --to site --rollback

\b
What a later publish leaves out (base URL, partners, correction) stays as it was.
s3:// needs `pip install s3fs` and your AWS settings, gs:// needs `pip install gcsfs`.
"""
EPILOG_WITHDRAW = """\b
Examples:
  geodash withdraw stories/talks --to site --reason "The article was retracted."
  geodash withdraw mediators-to-meet --to s3://bucket/embeds    by the published name, where the story is gone
"""


class _Group(click.Group):
    """Errors made on purpose end in one line and exit code 2; anything else is a bug and shows its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from geodata.errors import GeodataError

        try:
            return super().invoke(ctx)
        except GeodataError as error:
            click.echo(f"geodash: {_line(str(error))}", err=True)
            ctx.exit(2)


def _line(text: str) -> str:
    """One line without control characters, whatever a file name or an article put into it."""
    return "".join(c if c.isprintable() else " " for c in text)


def _house_option(command: Callable[..., None]) -> Callable[..., None]:
    return click.option(
        "--house",
        metavar="FILE",
        type=click.Path(path_type=Path),
        envvar="GEODASH_HOUSE",
        show_envvar=True,
        help="House file: your names, words, fonts, colours and worldview.",
    )(command)


def _house(path: Path | None) -> House:
    from geodash.house import House

    return House() if path is None else House.load(path)


@click.group(cls=_Group, epilog=EPILOG_MAIN, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="geodash", message="geodash %(version)s")
def main() -> None:
    """From a news article to honest maps: places, event cards, and where each proposal stands."""


@main.command(epilog=EPILOG_BUILD)
@click.argument("article")
@click.option("-o", "--output", metavar="DIR", help="Story folder.  [default: stories/<slug of the headline>]")
@click.option("--published", metavar="DATE", help="Publication date (2024-08-14); relative days count from it.")
@click.option("--headline", metavar="TEXT", help="Headline, if the file has none or another.")
@click.option("--source", metavar="NAME", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it was published (a link on the page; never fetched).")
@_house_option
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

    worldview = _house(house).worldview or "iso"
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


@main.command()
@click.argument("story")
def validate(story: str) -> None:
    """Check a story edited by hand (its folder or story.json) and name each wrong field."""
    from geodata.errors import StoryError
    from geodata.store import load

    try:
        checked = load(Path(story))
    except StoryError as error:
        for problem in error.problems:
            click.echo(f"geodash: {_line(problem)}", err=True)
        sys.exit(2)
    click.echo(
        f"{story} is a valid story: {len(checked.places)} places, {len(checked.events)} events, "
        f"{len(checked.proposals)} proposals."
    )


@main.command(epilog=EPILOG_EXPORT)
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
@_house_option
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
        click.echo(f"geodash: {_line(warning)}", err=True)
    for path, size in report.files:
        click.echo(f"Written {path} ({size / 1000:,.0f} kB)", err=True)
    if report.told is not None:
        for name, text in report.told.lines():
            click.echo(f"{name}: {_line(text)}")


_TO = click.option(
    "--to",
    "to",
    metavar="DIR|URL",
    required=True,
    help="Where stories are published: a folder, s3://bucket/folder, gs://bucket/folder …",
)


@main.command(epilog=EPILOG_PUBLISH)
@click.argument("story", type=click.Path(path_type=Path))
@_TO
@click.option("--base-url", metavar="URL", help="The public https address of that place; the codes to paste name it.")
@click.option("--partners", metavar="ORIGINS", help="Sites that may frame the story, https://host each.  [default: *]")
@click.option("--correction", metavar="TEXT", help='Line on the page that says what was corrected; "" removes it.')
@click.option("--rollback", is_flag=True, help="Show the revision before this one again.")
@click.option("--lang", metavar="CODE", help="Language: en, ar or he.  [default: the house's, or en]")
@click.option("--verbose", is_flag=True, help="Show the time of each step.")
@_house_option
def publish(
    story: Path,
    to: str,
    base_url: str | None,
    partners: str | None,
    correction: str | None,
    rollback: bool,
    lang: str | None,
    verbose: bool,
    house: Path | None,
) -> None:
    """Publish STORY as a page for a news site's iframe: files that any web server can hand out.

    Prints the codes to paste into an article. Each change is a revision of its own; readers see the old one or the new
    one, never half of one. An unchanged story uploads nothing.
    """
    from geodash.embed import publish as publishing
    from geodash.embed.target import Target
    from geodash.steps import Steps
    from geodash.studio import Options

    if rollback and (base_url is not None or partners is not None or correction is not None):
        raise click.UsageError("--rollback only turns back; give --base-url, --partners and --correction without it")
    with Steps(verbose) as step:
        if rollback:
            report = publishing.rollback(publishing.published_name(story), Target(to), step)
        else:
            wanted = publishing.Request(story, Options(language=lang, house=house), base_url, partners, correction)
            report = publishing.publish(wanted, Target(to), step)
    _print_published(report, to, rollback)


def _print_published(report: Any, to: str, rollback: bool) -> None:
    where = f"revision {report.address.revision} of {report.name} at {to}"
    if report.uploaded:
        done = "Back at" if rollback else "Published"
        click.echo(_line(f"{done} {where} ({report.uploaded} files written)"), err=True)
    else:
        click.echo(_line(f"Nothing to upload: {where} is what is published"), err=True)
    if report.correction:
        click.echo(_line(f"Its correction line: {report.correction}"), err=True)
    if report.codes is not None:
        click.echo(f"Iframe: {_line(report.codes.iframe)}")
        click.echo(f"Script: {_line(report.codes.script)}")
        click.echo(f"oEmbed: {_line(report.address.oembed)}")
    elif not rollback:
        click.echo("geodash: for the codes to paste, give the public address of that place as --base-url", err=True)


@main.command(epilog=EPILOG_WITHDRAW)
@click.argument("story", type=click.Path(path_type=Path))
@_TO
@click.option("--reason", metavar="TEXT", default="", help="Said under the note.")
@click.option("--lang", metavar="CODE", default="en", show_default=True, help="Language of the note: en, ar or he.")
@click.option("--verbose", is_flag=True, help="Show the time of each step.")
def withdraw(story: Path, to: str, reason: str, lang: str, verbose: bool) -> None:
    """Take a published STORY back: a dated note replaces its pages and pictures in every revision; its data goes.

    STORY is its folder, or the name that it is published under.
    """
    from geodash.embed.publish import published_name
    from geodash.embed.target import Target
    from geodash.embed.withdraw import withdraw as run
    from geodash.language import checked
    from geodash.steps import Steps

    language, name = checked(lang), published_name(story)
    with Steps(verbose) as step:
        done = run(name, Target(to), reason, language, step)
    click.echo(
        _line(f"Withdrawn {name} as of {done.day}: {done.replaced} files are a note now, {done.removed} removed"),
        err=True,
    )
    click.echo("What browsers and caches hold is gone within 5 minutes; articles that hold copies are not.", err=True)


main.add_command(geoparse)
main.add_command(evaluate)


@main.command()
def schema() -> None:
    """Print the JSON Schema of story.json."""
    import json

    from geodata.model import Story

    document = {"$schema": "https://json-schema.org/draft/2020-12/schema", **Story.model_json_schema(by_alias=True)}
    click.echo(json.dumps(document, indent=1, ensure_ascii=False))


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
        _house_option,
    ):
        command = option(command)
    return command


@main.command(epilog=EPILOG_SERVE)
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


@main.command()
@_server_options
def demo(port: int, host: str, no_browser: bool, lang: str | None, house: Path | None) -> None:
    """Open the bundled story: a brief on ceasefire talks, in our own words."""
    from geodash.paths import DEMO_STORY

    _serve([DEMO_STORY], host, port, not no_browser, lang, house)


def _serve(folders: list[Path], host: str, port: int, open_browser: bool, lang: str | None, house: Path | None) -> None:
    from geodash.language import checked

    language, own = checked(lang) if lang else None, _house(house)
    click.echo("Loading …", err=True)
    from geodash.server import serve as run

    def ready(url: str) -> None:
        click.echo(f"geodash is at {url} (Ctrl+C ends it)", err=True)

    run(folders, host, port, open_browser, ready, house=own, language=language)
