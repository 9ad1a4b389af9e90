"""``geodash evaluate geoparse``: geoparsing measured on a published corpus."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from geodata.evaluation.corpora import Corpus, GoldDocument
    from geodata.evaluation.matching import Outcome
    from geodata.evaluation.scores import Rates, Scores

CORPORA = {"lgl": "LGL", "trnews": "TR-News"}
HALVES = ("all", "development", "reporting")
EPILOG = """\b
Examples:
  geodash evaluate geoparse --corpus lgl --file lgl.xml
  geodash evaluate geoparse --corpus trnews --file TR-News.xml --half reporting --json
  geodash evaluate geoparse --corpus lgl --file lgl.xml --half development --errors errors.jsonl

\b
The corpora are their authors' own; get LGL and TR-News from them. Both annotate demonyms, so demonyms count here.
"Large areas" are countries and first-level areas: their annotated point may be far from ours in the same area, so
they are also judged by the area. "Given" resolves the annotated mentions; all else also has to find them.
"""


@click.command(epilog=EPILOG)
@click.option("--corpus", type=click.Choice(list(CORPORA)), required=True, help="Which corpus the file is.")
@click.option("--file", "path", metavar="FILE", type=click.Path(path_type=Path), required=True, help="Its XML file.")
@click.option(
    "--half",
    type=click.Choice(HALVES),
    default="all",
    show_default=True,
    help="Documents of even number are for development, of odd number for reporting.",
)
@click.option("--errors", metavar="FILE", type=click.Path(path_type=Path), help="Write every outcome, as JSON Lines.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--workers", metavar="N", type=click.IntRange(1, 64), help="Processes.  [default: one a core, 8 at most]")
@click.option("--progress/--no-progress", default=None, help="Count on standard error.  [default: on a terminal]")
def geoparse(
    corpus: str,
    path: Path,
    half: str,
    errors: Path | None,
    as_json: bool,
    workers: int | None,
    progress: bool | None,
) -> None:
    """Measure geoparsing on LGL or TR-News: names found, places right within 161 km, and what confidence is worth."""
    from geodata.basemap import Basemap
    from geodata.evaluation.areas import RightArea
    from geodata.evaluation.corpora import read_corpus
    from geodata.evaluation.scores import score
    from geodata.gazetteer import Gazetteer

    read = read_corpus(path)
    documents = read.half(half)
    shown = sys.stderr.isatty() if progress is None else progress
    found, given = _run(documents, workers, shown)
    right_area = RightArea(Gazetteer.open(), Basemap.open())
    if errors is not None:
        _write(errors, {"found": found, "given": given})
    scores = {"found": score(found, right_area), "given": score(given, right_area)}
    if as_json:
        numbers = {name: asdict(one) for name, one in scores.items()}
        about = {"corpus": corpus, "half": half, "documents": len(documents), "sha256": read.sha256}
        click.echo(json.dumps({**about, **numbers}, indent=1))
    else:
        title = f"{CORPORA[corpus]}, {half if half == 'all' else f'{half} half'}: {len(documents)} documents"
        click.echo("\n".join(report(title, read, scores["found"], scores["given"])))


def _run(documents: Sequence[GoldDocument], workers: int | None, shown: bool) -> tuple[list[Outcome], list[Outcome]]:
    """Outcomes of finding and resolving, and of resolving the annotated mentions; by the command that users run."""
    from geodash.commands.geoparse import answering
    from geodash.counter import Counter
    from geodash.workers import answers, cores
    from geodata.evaluation.matching import outcomes

    tasks = [(document, is_given) for document in documents for is_given in (False, True)]
    lines = (_line(document, is_given) for document, is_given in tasks)
    results: dict[bool, list[Outcome]] = {False: [], True: []}
    counter = Counter(shown)
    with closing(answers(lines, workers or cores(), answering, True)) as told:
        for (document, is_given), line in zip(tasks, told, strict=True):
            predicted = _toponyms(line)
            results[is_given] += outcomes(document.index, document.mentions, predicted)
            counter.add()
    counter.end()
    return results[False], results[True]


def _line(document: GoldDocument, is_given: bool) -> bytes:
    record: dict[str, Any] = {"id": document.index, "text": document.text}
    if is_given:
        record["spans"] = [[m.start, m.end] for m in document.mentions]
    return json.dumps(record).encode()


def _toponyms(line: bytes | Exception) -> list[dict[str, Any]]:
    from geodata.errors import InputError

    record: dict[str, Any] = json.loads(line) if isinstance(line, bytes) else {"error": str(line)}
    if "error" in record:
        raise InputError(f"document {record.get('id')}: {record['error']}")
    toponyms: list[dict[str, Any]] = record["toponyms"]
    return toponyms


def _write(path: Path, runs: dict[str, list[Outcome]]) -> None:
    from geodata.errors import InputError

    try:
        with path.open("w", encoding="utf-8") as file:
            for task, found in runs.items():
                for outcome in found:
                    file.write(json.dumps(_shown(task, outcome), ensure_ascii=False) + "\n")
    except OSError as error:
        raise InputError(f"{path}: cannot write the outcomes there ({error.strerror})") from error


def _shown(task: str, outcome: Outcome) -> dict[str, Any]:
    return {
        "task": task,
        "document": outcome.document,
        "outcome": outcome.kind,
        "km": None if outcome.km is None else round(outcome.km, 1),
        "gold": None if outcome.gold is None else asdict(outcome.gold),
        "predicted": outcome.predicted,
    }


def report(title: str, corpus: Corpus, found: Scores, given: Scores) -> Iterator[str]:
    """The lines that are printed."""
    yield f"{title} (file: SHA-256 {corpus.sha256[:16]}…; {_mended(corpus)})"
    yield f"  {found.gold:,} mentions annotated, {found.gold_with_point:,} with a point; {found.predicted:,} found"
    yield _rates("names found, same span", found.exact)
    yield _rates("names found, overlapping", found.overlap)
    yield _rates("found and within 161 km", found.end_to_end)
    yield _rates("found, 161 km or right area", found.end_to_end_area)
    yield f"  {'accuracy@161, given mentions':30} {given.accuracy:.3f}    of the mentions found {found.accuracy:.3f}"
    yield f"  large areas ({found.large_areas.count:,} countries and first-level areas with a point)"
    for name, areas in (("given", given.large_areas), ("found", found.large_areas)):
        yield f"    {name:28} right area {areas.area:.3f}    within 161 km {areas.near:.3f}"
    yield "  what confidence is worth (predictions that can be judged, spurious ones too)"
    yield f"    {'confidence':14} {'number':>7} {'right within 161 km':>20}"
    for one in found.reliability:
        yield f"    {one.low:.2f} to {one.high:.2f}   {one.count:>7,} {one.right:>20.3f}"
    yield f"    .80 or more: {found.sure:.3f} of them, {found.sure_right:.3f} right"


def _rates(name: str, rates: Rates) -> str:
    return f"  {name:30} P {rates.precision:.3f}  R {rates.recall:.3f}  F1 {rates.f1:.3f}"


def _mended(corpus: Corpus) -> str:
    counts = {"offsets moved": corpus.moved, "mentions dropped": corpus.dropped, "repeated": corpus.repeated}
    return ", ".join(f"{count} {what}" for what, count in counts.items() if count) or "nothing mended"
