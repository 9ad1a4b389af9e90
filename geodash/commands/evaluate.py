"""``geodash evaluate``: how good the machine is, on texts that people have annotated. One subcommand for each task."""

from __future__ import annotations

import click

from geodash.commands.evaluate_events import events
from geodash.commands.evaluate_geoparse import geoparse


@click.group()
def evaluate() -> None:
    """Measure quality on annotated texts of your own or of the field."""


evaluate.add_command(geoparse)
evaluate.add_command(events)
