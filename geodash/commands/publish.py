"""publish, withdraw: stories for news sites' iframes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from geodash.commands.common import house_option, line

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

_TO = click.option(
    "--to",
    "to",
    metavar="DIR|URL",
    required=True,
    help="Where stories are published: a folder, s3://bucket/folder, gs://bucket/folder …",
)


@click.command(epilog=EPILOG_PUBLISH)
@click.argument("story", type=click.Path(path_type=Path))
@_TO
@click.option("--base-url", metavar="URL", help="The public https address of that place; the codes to paste name it.")
@click.option("--partners", metavar="ORIGINS", help="Sites that may frame the story, https://host each.  [default: *]")
@click.option("--correction", metavar="TEXT", help='Line on the page that says what was corrected; "" removes it.')
@click.option("--rollback", is_flag=True, help="Show the revision before this one again.")
@click.option("--lang", metavar="CODE", help="Language: en, ar or he.  [default: the house's, or en]")
@click.option(
    "--also",
    metavar="CODES",
    help='Other languages that readers get with ?lang=, "ar,he"; "" for none.  [default: all]',
)
@click.option("--verbose", is_flag=True, help="Show the time of each step.")
@house_option
def publish(
    story: Path,
    to: str,
    base_url: str | None,
    partners: str | None,
    correction: str | None,
    rollback: bool,
    lang: str | None,
    also: str | None,
    verbose: bool,
    house: Path | None,
) -> None:
    """Publish STORY as a page for a news site's iframe: files that any web server can hand out.

    Prints the codes to paste into an article. Each change is a revision of its own; readers see the old one or the new
    one, never half of one. An unchanged story uploads nothing.
    """
    from geodash.embed import publish as publishing
    from geodash.embed.target import Target
    from geodash.language import checked
    from geodash.steps import Steps
    from geodash.studio import Options

    if rollback and (base_url is not None or partners is not None or correction is not None):
        raise click.UsageError("--rollback only turns back; give --base-url, --partners and --correction without it")
    with Steps(verbose) as step:
        if rollback:
            report = publishing.rollback(publishing.published_name(story), Target(to), step)
        else:
            others = None if also is None else tuple(map(checked, also.replace(",", " ").split()))
            options = Options(language=lang, house=house)
            wanted = publishing.Request(story, options, base_url, partners, correction, others)
            report = publishing.publish(wanted, Target(to), step)
    _print_published(report, to, rollback)


def _print_published(report: Any, to: str, rollback: bool) -> None:
    where = f"revision {report.address.revision} of {report.name} at {to}"
    if report.uploaded:
        done = "Back at" if rollback else "Published"
        click.echo(line(f"{done} {where} ({report.uploaded} files written)"), err=True)
    else:
        click.echo(line(f"Nothing to upload: {where} is what is published"), err=True)
    if report.correction:
        click.echo(line(f"Its correction line: {report.correction}"), err=True)
    if report.codes is not None:
        click.echo(f"Iframe: {line(report.codes.iframe)}")
        click.echo(f"Script: {line(report.codes.script)}")
        click.echo(f"oEmbed: {line(report.address.oembed)}")
    elif not rollback:
        click.echo("geodash: for the codes to paste, give the public address of that place as --base-url", err=True)


@click.command(epilog=EPILOG_WITHDRAW)
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
        line(f"Withdrawn {name} as of {done.day}: {done.replaced} files are a note now, {done.removed} removed"),
        err=True,
    )
    click.echo("What browsers and caches hold is gone within 5 minutes; articles that hold copies are not.", err=True)
