"""The command line. Heavy imports stay inside commands, so that --help and --version answer at once."""

from __future__ import annotations

from typing import Any

import click

from geodash.commands import build, evaluate, export, geoparse, publish, serve
from geodash.commands.common import line

EPILOG = """\b
Examples:
  geodash demo                                  open the bundled story
  geodash build talks.txt --published 2024-08-14
  geodash serve stories/*                       show stories you have built
  geodash export stories/talks --to map.svg --to map.pdf
  geodash publish stories/talks --to site --base-url https://maps.example
  geodash geoparse < articles.jsonl > places.jsonl
"""


class _Group(click.Group):
    """Errors made on purpose end in one line and exit code 2; anything else is a bug and shows its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        from geodata.errors import GeodataError

        try:
            return super().invoke(ctx)
        except GeodataError as error:
            click.echo(f"geodash: {line(str(error))}", err=True)
            ctx.exit(2)


@click.group(cls=_Group, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="geodash", message="geodash %(version)s")
def main() -> None:
    """From a news article to honest maps: places, event cards, and where each proposal stands."""


for command in (
    build.build, build.validate, build.schema, export.export, publish.publish, publish.withdraw, serve.serve, serve.demo,
    geoparse.geoparse, evaluate.evaluate,
):  # fmt: skip
    main.add_command(command)
