"""`geodash evaluate events`: builds the gold set's articles and says how well events and proposals agree with it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geodata.event_measure import Counts
    from geodata.gold import GoldArticle
    from geodata.model import Article

    Annotated = tuple[Article, GoldArticle]

HALVES = ("development", "reporting")
TITLES = {
    "recall": "recall of core events",
    "precision": "precision of cards",
    "type": "type",
    "modality": "modality",
    "date": "date",
    "place": "place",
    "date_stated": "date, where one is told or given",
    "place_stated": "place, where one is told or given",
    "actors": "actors found",
    "positions_precision": "precision of positions",
    "positions_recall": "recall of positions",
    "positions_f1": "F1 of positions",
    "proposals_recall": "recall of proposals",
    "status": "status",
}
SHORT = ("recall", "precision", "type", "modality", "date", "place", "positions_f1", "status")
EPILOG = """\b
Examples:
  geodash evaluate events                            both halves
  geodash evaluate events --half development --errors
  geodash evaluate events --gold my-articles --half all --json
"""


@click.command("events", epilog=EPILOG)
@click.option(
    "--gold",
    type=click.Path(path_type=Path),
    default=Path("tests/gold/events"),
    show_default=True,
    help="Folder with NAME.txt and NAME.toml for each article, and halves.toml.",
)
@click.option(
    "--half",
    type=click.Choice([*HALVES, "all"]),
    default="all",
    show_default=True,
    help="Which articles: rules are improved on the development half, the reporting half is only counted.",
)
@click.option("--errors", is_flag=True, help="List what differs, for the development half alone.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
def events(gold: Path, half: str, errors: bool, as_json: bool) -> None:
    """Measure events, dates and the positions on proposals against annotated articles."""
    from geodata.errors import InputError

    if errors and half != "development":
        raise InputError("--errors lists the development half alone: add --half development")
    halves = _halves(gold)
    chosen = {name: halves[name] for name in (HALVES if half == "all" else (half,))}
    measured = {name: {a[1].name: _measured(a) for a in articles} for name, articles in chosen.items()}
    totals = {name: _sum(list(rows.values())) for name, rows in measured.items()}
    if as_json:
        shown = {
            name: {"total": totals[name].rates(), "articles": {a: c.rates() for a, c in rows.items()}}
            for name, rows in measured.items()
        }
        click.echo(json.dumps(shown, indent=2, sort_keys=True))
        return
    for name, rows in measured.items():
        click.echo("\n".join(_table(name, rows, totals[name])))
        if errors:
            click.echo("\n".join(["", *totals[name].errors]))


def figures(gold: Path) -> dict[str, dict[str, float | None]]:
    """The rates of both halves, by name: what floors.json holds a change to."""
    return {name: _sum([_measured(a) for a in articles]).rates() for name, articles in _halves(gold).items()}


def _halves(folder: Path) -> dict[str, list[Annotated]]:
    """The articles of each half, with what an editor says about them."""
    from geodata.gold import gold_article
    from geodata.read import read_article

    table = _toml(folder / "halves.toml")
    found: dict[str, list[Annotated]] = {}
    for half in HALVES:
        found[half] = []
        for name in table.get(half, []):
            rows = _toml(folder / f"{name}.toml")
            article = read_article(
                str(folder / f"{name}.txt"), published=rows.get("published"), headline=rows.get("headline")
            )
            found[half].append((article, gold_article(name, article.text, rows)))
    return found


def _toml(path: Path) -> dict[str, Any]:
    from geodata.errors import InputError

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError:
        raise InputError(f"{path} is missing: --gold names a folder of annotated articles") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not TOML: {error}") from None


def _measured(annotated: Annotated) -> Counts:
    from geodata.event_measure import measure
    from geodata.pipeline import build_story

    article, gold = annotated
    story = build_story(article)
    return measure(gold, story.events, story.proposals, story.places)


def _sum(counts: list[Counts]) -> Counts:
    from geodata.event_measure import Counts as Empty

    return sum(counts, Empty())


def _table(name: str, rows: dict[str, Counts], total: Counts) -> list[str]:
    """Lines: each article's main measures, then the half's, each with what it was counted over."""
    lines = [f"{name}: {len(rows)} articles", "  " + " " * 22 + " ".join(f"{s[:9]:>9}" for s in SHORT)]
    for article, counts in rows.items():
        rates = counts.rates()
        lines.append(f"  {article[:22]:22}" + " ".join(f"{_figure(rates[s]):>9}" for s in SHORT))
    lines.append("")
    over = {
        "recall": f"{total.core} core events", "precision": f"{total.cards} cards",
        **dict.fromkeys(("type", "modality", "date", "place"), f"{total.core_found} matched"),
        "date_stated": f"{total.stated_dates}", "place_stated": f"{total.stated_places}", "actors": f"{total.actors}",
        "positions_precision": f"{total.positions_made} made", "positions_recall": f"{total.positions} asked for",
        "positions_f1": "", "proposals_recall": f"{total.proposals} proposals", "status": f"{total.proposals} proposals",
    }  # fmt: skip
    lines += [f"  {TITLES[k]:36}{_figure(v):>5}  {over[k]}".rstrip() for k, v in total.rates().items()]
    return lines


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".removeprefix("0")
