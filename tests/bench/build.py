"""Times and peak memory of building a story: with nothing unpacked, in a new process, and in a warm one."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.article import PUBLISHED, build_command, measured_article

RUNS = 5
_CHILD = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, code)
"""
_WARM = """
import sys, time
from geodata.layers import write_layers
from geodata.pipeline import build_story
from geodata.read import read_article
article = read_article(sys.argv[1], published=sys.argv[2])
build_story(article)
times = []
for _ in range(int(sys.argv[3])):
    start = time.perf_counter()
    build_story(article)
    times.append(time.perf_counter() - start)
print(*times)
"""


def _build(cache: Path | None = None) -> tuple[float, float]:
    """Seconds and peak MB of one ``geodash build`` in a process of its own."""
    env = dict(os.environ) if cache is None else {**os.environ, "GEODASH_CACHE": str(cache)}
    with tempfile.TemporaryDirectory() as folder:
        command = build_command(folder)
        done = subprocess.run(
            [sys.executable, "-c", _CHILD, *command], env=env, capture_output=True, text=True, check=True
        )
    seconds, peak, code = done.stdout.split()
    if code != "0":
        raise RuntimeError("geodash build failed: run it by hand to see why")
    return float(seconds), float(peak)


def measure() -> list[tuple[str, str]]:
    """The rows to print: what and how much."""
    with tempfile.TemporaryDirectory() as cache:
        first, _ = _build(Path(cache))
    cold = [_build() for _ in range(RUNS)]
    command = [sys.executable, "-c", _WARM, str(measured_article()), PUBLISHED, str(RUNS)]
    warm = [float(t) for t in subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()]
    return [
        ("build, first use (data unpacked)", f"{first:.2f} s"),
        ("build, new process, median", f"{statistics.median(t for t, _ in cold):.2f} s"),
        ("build, new process, worst", f"{max(t for t, _ in cold):.2f} s"),
        ("peak memory", f"{max(m for _, m in cold):.0f} MB"),
        ("pipeline without imports, median", f"{statistics.median(warm):.3f} s"),
    ]


def gazetteer_ready() -> tuple[str, str]:
    """Seconds from an empty cache to the first answer of the gazetteer."""
    with tempfile.TemporaryDirectory() as cache:
        code = "import time; t=time.perf_counter(); from geodata.gazetteer import Gazetteer as G; G.open().lookup('Doha'); print(time.perf_counter()-t)"
        env = {**os.environ, "GEODASH_CACHE": cache}
        started = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
        return "gazetteer ready at first use, process included", f"{time.perf_counter() - started:.2f} s"
