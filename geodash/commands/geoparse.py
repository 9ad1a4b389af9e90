"""``geodash geoparse``: the places of many texts, as JSON Lines."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from itertools import islice

import click

EPILOG = """\b
Examples:
  geodash geoparse < articles.jsonl > places.jsonl
  echo '{"id": 1, "text": "Rain fell in Lima, Peru."}' | geodash geoparse
  echo '{"id": 1, "text": "Rain fell in Lima.", "spans": [[13, 17]]}' | geodash geoparse
  zcat archive.jsonl.gz | geodash geoparse --demonyms --workers 4 --progress | gzip > places.jsonl.gz

\b
A line in:   {"id": 1, "text": "Rain fell in Lima, Peru."}
A line out:  {"id": 1, "toponyms": [{"start": 13, "end": 17, "text": "Lima", "lat": -12.04318, "lon": -77.02824,
             "place_id": "gn:3936456", "country": "PE", "where_prec": 1, "confidence": 0.98}, …]}
A line that cannot be used gives {"id": …, "error": "…"}, and the next is read.
"""
ZONE = 200  # texts after which the words that only they had are forgotten


@click.command(epilog=EPILOG)
@click.option("--demonyms", is_flag=True, help='Also words such as "Kenyan", marked, at their country\'s point.')
@click.option("--workers", metavar="N", type=click.IntRange(1, 64), help="Processes.  [default: one a core, 8 at most]")
@click.option("--progress/--no-progress", default=None, help="Count on standard error.  [default: on a terminal]")
def geoparse(demonyms: bool, workers: int | None, progress: bool | None) -> None:
    """Find the place names of English texts, and the place that each most likely means.

    Reads JSON Lines {"id", "text"} on standard input and answers each line in order. With "spans" ([[start, end], …],
    indices of characters) just these mentions are resolved. A name without a known place has null for lat and lon.
    """
    from geodash.counter import Counter
    from geodash.json_lines import failure, lines_of
    from geodash.workers import answers, cores

    counted = Counter(sys.stderr.isatty() if progress is None else progress)
    # A stream of our own, never closed: the thread that reads it may still wait for input when this process ends.
    stream = open(os.dup(sys.stdin.fileno()), "rb")  # noqa: SIM115, PTH123
    try:
        with contextlib.closing(answers(lines_of(stream), workers or cores(), answering, demonyms)) as told:
            for line in told:
                sys.stdout.buffer.write(line if isinstance(line, bytes) else failure(line))
                sys.stdout.buffer.flush()
                counted.add()
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell says of a command that Ctrl-C has ended
    except BrokenPipeError:  # nobody listens any more, as in "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    finally:
        counted.end()


def answering(lines: Iterator[bytes], demonyms: bool) -> Iterator[bytes]:
    """The answers to lines, by a model loaded for them."""
    from geodash.json_lines import answer
    from geodata.geoparsing import Geoparser

    parser = Geoparser()
    more = True
    while more:
        more = False
        with parser.model.memory_zone():
            for line in islice(lines, ZONE):
                more = True
                yield answer(line, parser, demonyms)
