"""The table that ``geodash build`` ends with: what was found, how precisely, and what a person should check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from geodata.model import Place, Story
from geodata.places import UNSURE

PRECISION_WORDS = {
    1: "exact site or town",
    2: "within 25 km",
    3: "second-level area",
    4: "first-level area",
    5: "line or fuzzy area",
    6: "country",
    7: "sea",
}


def print_story(story: Story, folder: Path, contested: Sequence[str] = (), verbose: bool = False) -> None:
    """Print places, events, proposals and doubts to standard output. Article text is shown as plain text only.

    ``contested``: a sentence for each contested border that the story's maps show.
    """
    console = Console(highlight=False, soft_wrap=False)
    console.print(Text(story.title, style="bold"))
    if not story.places:
        console.print("No places were found in this article; the story says so.")
    _places(console, story, verbose)
    _events(console, story)
    _proposals(console, story)
    _doubts(console, story)
    for line in contested:
        console.print(Text(f"Contested in view: {line}"))
    console.print(Text(f"Written to {folder}. Show it: geodash serve {folder}"))


def _table(title: str, *columns: str) -> Table:
    table = Table(title=Text(title, style="bold"), title_justify="left", box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _places(console: Console, story: Story, verbose: bool) -> None:
    if not story.places:
        return
    table = _table("Places", "name", "kind", "known as", "country", "sure")
    for place in story.places:
        table.add_row(
            *map(
                Text,
                (
                    place.name,
                    place.kind.value.replace("_", " "),
                    f"{place.where_prec} {PRECISION_WORDS[place.where_prec]}",
                    place.country or "",
                    f"{place.decision.confidence:.0%}",
                ),
            )
        )
        for other in place.candidates[1:4] if verbose else ():
            table.add_row(
                Text(f"  or {other.name}", style="dim"), "", "", Text(other.country or ""), Text(f"{other.score:.1f}")
            )
    console.print(table)


def _events(console: Console, story: Story) -> None:
    if not story.events:
        return
    names = {p.id: p.name for p in story.places}
    table = _table("Events", "#", "type", "modality", "what", "where", "when")
    for number, event in enumerate(story.events, 1):
        where = ", ".join(names[r.place_id] for r in event.place_refs if r.role == "where") or "–"
        when = str(event.date.edtf or event.date.text or "undated")
        table.add_row(*map(Text, (str(number), event.event_type.value, event.modality.value, event.label, where, when)))
    console.print(table)


def _proposals(console: Console, story: Story) -> None:
    if not story.proposals:
        return
    table = _table("Proposals", "status", "what", "why", "on the map")
    for proposal in story.proposals:
        table.add_row(
            *map(
                Text,
                (
                    proposal.status.value.replace("_", " "),
                    proposal.name,
                    proposal.status_reason,
                    proposal.geometry_basis.value.replace("_", " "),
                ),
            )
        )
    console.print(table)


def _doubts(console: Console, story: Story) -> None:
    unsure = [p for p in story.places if p.decision.confidence < UNSURE and p.decision.by == "machine"]
    if unsure:
        console.print(Text("To check: " + "; ".join(map(_unsure, unsure))))
    if story.unresolved:
        names = "; ".join(f"{u.toponyms[0].exact} ({u.reason})" for u in story.unresolved)
        console.print(Text(f"Not placed: {names}"))


def _unsure(place: Place) -> str:
    other = next((c for c in place.candidates if c.place_id != place.id), None)
    alternative = f", or {other.name} ({other.country or 'no country'})" if other else ""
    return f"{place.name} ({place.country or 'no country'}, {place.decision.confidence:.0%}{alternative})"
