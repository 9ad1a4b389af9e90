"""Pictures: one cold command with all formats, each format warm, their weight, and a picture of 500 events."""

from __future__ import annotations

import gzip
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.article import build_command
from tests.geodash.helpers import event, place, story

RUNS = 5
MANY = 500
_CHILD = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
"""


def measure() -> list[tuple[str, str]]:
    """The rows to print: what and how much."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        build = build_command(name)
        subprocess.run(build, check=True, capture_output=True)
        cold = [_cold(folder) for _ in range(RUNS)]
        return [
            ("export, all four formats, new process, median", f"{statistics.median(t for t, _ in cold):.2f} s"),
            ("export, all four formats, new process, worst", f"{max(t for t, _ in cold):.2f} s"),
            ("export, peak memory", f"{max(m for _, m in cold):.0f} MB"),
            ("map.html", f"{(folder / 'map.html').stat().st_size / 1000:.0f} kB"),
            *_warm(folder),
            (f"picture of {MANY} events, median", f"{statistics.median(_many()):.2f} s"),
        ]


def _cold(folder: Path) -> tuple[float, float]:
    targets = [part for kind in ("svg", "png", "pdf", "html") for part in ("--to", str(folder / f"map.{kind}"))]
    command = [sys.executable, "-m", "geodash", "export", str(folder), *targets]
    done = subprocess.run([sys.executable, "-c", _CHILD, *command], capture_output=True, text=True, check=True)
    seconds, peak, code = done.stdout.split()
    if code != "0":
        raise RuntimeError("geodash export failed: run it by hand to see why")
    return float(seconds), float(peak)


def _warm(folder: Path) -> list[tuple[str, str]]:
    """Each format in a process that has made one picture before."""
    from geodash.picture.pdf import pdf
    from geodash.picture.png import png
    from geodash.studio import Options, open_studio
    from geodata.store import load

    made = open_studio(load(folder), Options())
    picture, title = made.draw(), made.lines.title
    rows = [("picture, SVG, warm, median", _median(made.draw))]
    rows.append(
        ("picture, PNG at 2x, warm, median", _median(lambda: png(picture, 2.0, made.told, title, made.typesetter)))
    )
    rows.append(
        (
            "picture, PDF, warm, median",
            _median(lambda: pdf(picture, made.told, title, "en", made.built, made.typesetter)),
        )
    )
    bare = made.draw(fonts=False).svg
    panels = bare[: bare.index('<g id="text"')]
    rows.append(("SVG of the panels", _weight(panels)))
    rows.append(("SVG of the whole picture with its fonts", _weight(picture.svg)))
    return rows


def _many() -> list[float]:
    """A picture of 500 events, each at a place of its own, strewn over a country's width."""
    from geodash.studio import Options, open_studio

    dice = random.Random(7)  # noqa: S311 - the same strewing each time
    towns = [place(f"p{n}", name=f"Town {n}", point=[dice.uniform(-5, 20), dice.uniform(40, 55)]) for n in range(MANY)]
    told = story(
        places=towns, events=[event(f"e{n}", f"p{n}", label=f"Something reported there {n}") for n in range(MANY)]
    )
    open_studio(told, Options()).draw()
    return [_timed(lambda: open_studio(told, Options()).draw()) for _ in range(RUNS)]


def _timed(make: Callable[[], object]) -> float:
    started = time.perf_counter()
    make()
    return time.perf_counter() - started


def _median(make: Callable[[], object]) -> str:
    return f"{statistics.median(_timed(make) for _ in range(RUNS)):.3f} s"


def _weight(svg: str) -> str:
    return f"{len(svg.encode()) / 1000:.1f} kB, {len(gzip.compress(svg.encode(), 9)) / 1000:.1f} kB gzipped"
