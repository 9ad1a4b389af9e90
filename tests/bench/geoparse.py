"""Geoparsing: time to the first answer, texts a second on one and two workers, memory, and a text of 5 MB.

The texts are LGL's where ``GEODASH_BENCH_CORPUS`` names its XML file, or where it is at hand; else as many of our
own, put together by lot from real names.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.article import ROOT

CORPUS = ROOT.parent / "shared" / "corpora" / "lgl.xml"
TEXTS = 588  # as many as LGL has
LONG = 5_000_000
_OPENINGS = ("Officials in {a} said on Monday that", "Residents of {a}, {c}, heard that", "A court in {a} ruled that")
_MIDDLES = ("the road to {b} would be closed", "{p} had moved from {b} to {a}", "the {b} school board would meet")
_ENDINGS = ("after two weeks of rain.", "and thanked {p}.", "as people in {c} had hoped.", "by a vote of five to four.")
_PEOPLE = ("Maria Okafor", "James Lindqvist", "Chief Inspector Tanaka", "the mayor, Ana Duarte,", "Dr. Samuel Haddad")


def texts() -> tuple[str, list[str]]:
    """What is measured: its name, and the texts."""
    path = Path(os.environ.get("GEODASH_BENCH_CORPUS", CORPUS))
    if path.exists():
        from geodata.evaluation.corpora import read_corpus

        return path.name, [document.text for document in read_corpus(path).documents]
    dice = random.Random(5)  # noqa: S311 - the same texts each time
    names = _names(dice)
    return "our own texts", [_text(dice, names, 1_900) for _ in range(TEXTS)]


def _names(dice: random.Random) -> list[tuple[str, str]]:
    """Towns all over the world with their country's name."""
    from geodata.gazetteer import Gazetteer

    gazetteer = Gazetteer.open()
    boxes = [(lon, lat, lon + 10, lat + 10) for lon in range(-180, 180, 10) for lat in range(-60, 70, 10)]
    towns = [entry for box in boxes for entry in gazetteer.cities_in(box, limit=40)]
    countries = {e.country: gazetteer.country(e.country) for e in towns if e.country}
    named = [(e.name, c.name) for e in towns if e.country and (c := countries[e.country])]
    dice.shuffle(named)
    return named


def _text(dice: random.Random, names: Sequence[tuple[str, str]], size: int) -> str:
    """Sentences about a few towns, in paragraphs of four."""
    towns = dice.sample(names, 12)
    parts: list[str] = []
    length = 0
    while length < size:
        (a, c), (b, _) = dice.sample(towns, 2)
        form = " ".join(dice.choice(row) for row in (_OPENINGS, _MIDDLES, _ENDINGS))
        parts.append(form.format(a=a, b=b, c=c, p=dice.choice(_PEOPLE)) + ("\n\n" if len(parts) % 4 == 3 else " "))
        length += len(parts[-1])
    return "".join(parts)[:size]


def measure() -> list[tuple[str, str]]:
    """The rows to print: what and how much."""
    name, read = texts()
    lines = [json.dumps({"id": i, "text": text}) for i, text in enumerate(read)]
    rows = []
    for workers in (1, 2):
        start, seconds, memory = _run(lines, workers)
        what = f"geoparse, {name}, {workers} worker{'s' if workers > 1 else ''}"
        rows.append((what, f"{(len(lines) - 1) / seconds:.1f} texts/s, {memory:.0f} MB, first answer {start:.1f} s"))
    long = "\n\n".join(read)
    while len(long) < LONG:
        long += "\n\n" + long
    start, _, memory = _run([json.dumps({"id": 0, "text": long[:LONG]})], 1)
    return [*rows, (f"geoparse, one text of {LONG / 1e6:.0f} MB", f"{start:.0f} s, {memory:.0f} MB")]


def _run(lines: Sequence[str], workers: int) -> tuple[float, float, float]:
    """Seconds to the first answer, seconds after it, and the peak of all processes' memory together in MB."""
    with tempfile.TemporaryFile() as source:
        source.write("\n".join(lines).encode())
        source.seek(0)
        command = [sys.executable, "-m", "geodash", "geoparse", "--workers", str(workers), "--no-progress"]
        began = time.perf_counter()
        with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE) as process:
            peak, ended = [0.0], threading.Event()
            watch = threading.Thread(target=_watch, args=(process.pid, peak, ended))
            watch.start()
            assert process.stdout is not None
            first, count = 0.0, 0
            for _ in process.stdout:
                first = first or time.perf_counter() - began
                count += 1
            ended.set()
            watch.join()
    if process.returncode or count != len(lines):
        raise RuntimeError("geodash geoparse failed: run it by hand to see why")
    return first, max(time.perf_counter() - began - first, 1e-9), peak[0]


def _watch(pid: int, peak: list[float], ended: threading.Event) -> None:
    """The most memory that a process and its children held at once, asked ten times a second; 0 where /proc is missing."""
    while not ended.wait(0.1):
        peak[0] = max(peak[0], sum(map(_resident_mb, _family(pid))))


def _family(pid: int) -> list[int]:
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text().split()]
        except OSError:
            continue
    return found


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    except (OSError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
