"""The dashboard in a real browser over loopback: weight, requests, time to ready, and click to highlight."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

from playwright.sync_api import Page, sync_playwright

from tests.bench.article import build_command
from tests.chromium import ARGUMENTS, chromium

LOADS = 5
CLICKS = 20
_READY = "() => document.querySelectorAll('.gd-mark, .gd-shape').length > 0 && document.querySelector('[data-card]') !== null"
_WEIGHT = """() => {
  const all = [...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')];
  return [all.length, all.reduce((sum, e) => sum + e.transferSize, 0)];
}"""
# From the click on a card to the frame in which its mark or outline is lit, for cards that have one, in turn.
_CLICK = """async (count) => {
  const frame = () => new Promise(requestAnimationFrame), lit = () => document.querySelector('.gd-item.is-lit');
  const cards = [...document.querySelectorAll('[data-card] .pick')], times = [], dead = new Set();
  for (let n = 0; times.length < count && n < 20 * count; n++) {
    const card = cards[n % cards.length];
    if (dead.has(card)) continue;
    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    for (let i = 0; i < 30 && lit(); i++) await frame();
    await new Promise((done) => setTimeout(done, 700));  // the flight to the last place has ended, as for a reader
    const start = performance.now();
    card.click();
    for (let i = 0; i < 30 && !lit(); i++) await frame();
    if (lit()) times.push(performance.now() - start); else dead.add(card);
  }
  return times;
}"""


def _ready(page: Page, url: str) -> float:
    started = time.perf_counter()
    page.goto(url, wait_until="commit")
    while not page.evaluate(_READY):
        time.sleep(0.005)
    return time.perf_counter() - started


def measure() -> list[tuple[str, str]]:
    """The rows to print: what and how much; one row saying why where there is no Chromium."""
    path = chromium()
    if path is None:
        return [("page", "not measured: no Chromium; see python -m tests.setup")]
    with tempfile.TemporaryDirectory() as folder:
        build = build_command(folder)
        subprocess.run(build, check=True, capture_output=True)
        serve = [sys.executable, "-m", "geodash", "serve", folder, "--port", "0", "--no-browser"]
        with subprocess.Popen(serve, stderr=subprocess.PIPE, text=True) as server:
            try:
                assert server.stderr is not None
                line = next(line for line in server.stderr if "http://" in line)
                return _measure("http://" + line.split("http://")[1].split()[0], path)
            finally:
                server.terminate()


def _measure(index: str, executable: str) -> list[tuple[str, str]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(index)
        story = index.rstrip("/") + str(page.get_attribute(".story-list a", "href"))
        loads = []
        for _ in range(LOADS):  # a context of its own each time: nothing is cached
            fresh = browser.new_page(viewport={"width": 1280, "height": 800})
            loads.append(_ready(fresh, story))
            fresh.wait_for_load_state("networkidle")
            requests, weight = fresh.evaluate(_WEIGHT)
            clicks = fresh.evaluate(_CLICK, CLICKS)
            fresh.close()
        browser.close()
    return [
        ("page, compressed on the wire", f"{weight / 1000:.0f} kB"),
        ("page, requests", str(requests)),
        ("page ready on loopback, median", f"{statistics.median(loads):.2f} s"),
        ("click to highlight, median", f"{statistics.median(clicks):.0f} ms"),
        ("click to highlight, 95th percentile", f"{statistics.quantiles(clicks, n=20)[-1]:.0f} ms"),
    ]
