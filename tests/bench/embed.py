"""The embed: its weight, its time on a slow phone against the live dashboard's, and what a server can carry of it."""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
from playwright.sync_api import Browser, sync_playwright

from tests.bench.article import build_command
from tests.chromium import ARGUMENTS, chromium

LOADS = 5
# A phone on slow 4G: 1.6 Mbit/s down, 0.75 up, 150 ms there and back, half the speed of this machine.
NETWORK = {"offline": False, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 0.75e6 / 8, "latency": 150}
SLOWER = 2
LOAD_S, CONNECTIONS = 60, 16
_VITALS = """() => new Promise((done) => {
  const found = { lcp: 0, cls: 0, tbt: 0 };
  const seen = (type, use) => { try { new PerformanceObserver((l) => l.getEntries().forEach(use)).observe({ type, buffered: true }); } catch (e) {} };
  seen('largest-contentful-paint', (e) => { found.lcp = e.startTime; });
  seen('layout-shift', (e) => { if (!e.hadRecentInput) found.cls += e.value; });
  seen('longtask', (e) => { found.tbt += Math.max(0, e.duration - 50); });
  setTimeout(() => done({ ...found, ready: window.readyAt || NaN }), 600);
})"""
# When the page answers: the embed's marks take a key, the dashboard's marks and cards are there.
_READY = """() => {
  const look = () => {
    const still = document.querySelector('svg.map'), card = document.querySelector('[data-card]');
    const mark = document.querySelector(still ? 'svg.map [data-id][role="button"]' : '.gd-mark, .gd-shape');
    if (mark && card) window.readyAt = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}"""
_LINK = """async (count) => {
  const frame = () => new Promise(requestAnimationFrame), times = [];
  const cards = [...document.querySelectorAll('[data-event] button, button[data-event], .pick')];
  for (let n = 0; n < count && cards.length; n++) {
    const card = cards[n % cards.length], before = performance.now();
    card.click();
    times.push(performance.now() - before);
    await frame();
  }
  return times;
}"""


def measure() -> list[tuple[str, str]]:
    """The rows to print: what and how much."""
    path = chromium()
    if path is None:
        return [("embed", "not measured: no Chromium; see python -m tests.setup")]
    with tempfile.TemporaryDirectory() as name:
        folder, bundle = Path(name) / "story", Path(name) / "bundle"
        subprocess.run(build_command(str(folder)), check=True, capture_output=True)
        publish = [sys.executable, "-m", "geodash", "publish", str(folder), "--to", str(bundle)]
        subprocess.run(publish, check=True, capture_output=True)
        (page,) = bundle.glob("*/index.html")
        rows = [("embed, brotli, one request", f"{len(brotli.compress(page.read_bytes(), quality=11)) / 1000:.1f} kB")]
        with _nginx(bundle) as (static, nginx), _served(folder) as (live, built_in), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
            story = page.parent.name
            if static:
                rows += _visits(browser, "embed", f"{static}/{story}/")
            rows += _visits(browser, "embed, live", f"{live}/embed/{story}/")
            rows += _visits(browser, "same story in the dashboard", f"{live}/s/{story}/")
            browser.close()
            rows += _load("nginx, bundle", f"{static}/{story}/" if static else "", nginx)
            rows += _load("built-in server, embed", f"{live}/embed/{story}/", built_in)
        return rows


def _visits(browser: Browser, what: str, url: str) -> list[tuple[str, str]]:
    found: list[dict[str, Any]] = [_visit(browser, url) for _ in range(LOADS)]

    def median(key: str) -> float:
        return statistics.median(visit[key] for visit in found)

    timed = f"ready {median('ready') / 1000:.2f} s, LCP {median('lcp') / 1000:.2f} s, TBT {median('tbt'):.0f} ms, CLS {median('cls'):.3f}"
    rows = [(f"{what}, slow phone", f"{timed}, {found[0]['requests']:.0f} requests, {found[0]['bytes'] / 1000:.0f} kB")]
    links = [t for visit in found for t in visit["links"]]
    if links:
        rows.append(
            (f"{what}, card to mark, median and worst", f"{statistics.median(links):.1f} ms, {max(links):.1f} ms")
        )
    return rows


def _visit(browser: Browser, url: str) -> dict[str, Any]:
    """One load with nothing cached, slowed down by Chromium itself."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", NETWORK)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    weight = {"requests": 0, "bytes": 0.0}
    sent: set[str] = set()  # what lies in the page itself, as data:, is told of as requests are
    session.on(
        "Network.requestWillBeSent", lambda e: e["request"]["url"].startswith("http") and sent.add(e["requestId"])
    )
    session.on(
        "Network.loadingFinished",
        lambda e: (
            e["requestId"] in sent
            and weight.update(requests=weight["requests"] + 1, bytes=weight["bytes"] + e["encodedDataLength"])
        ),
    )
    page.add_init_script(f"({_READY})()")
    page.goto(url, wait_until="load")
    for _ in range(200):  # wait_for_function compiles code, which the pages' policies forbid
        if page.evaluate("window.readyAt > 0"):
            break
        page.wait_for_timeout(50)
    vitals = page.evaluate(_VITALS)
    links = page.evaluate(_LINK, 10)
    context.close()
    return {**vitals, **weight, "links": links}


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, int]]:
    """The built-in server: its address and process."""
    command = [sys.executable, "-m", "geodash", "serve", str(folder), "--port", "0", "--no-browser"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert server.stderr is not None
            line = next(line for line in server.stderr if "http://" in line)
            yield "http://" + line.split("http://")[1].split()[0].rstrip("/"), server.pid
        finally:
            server.terminate()


@contextmanager
def _nginx(bundle: Path) -> Iterator[tuple[str, int]]:
    """nginx over the bundle on loopback, its address and process; "" where there is none."""
    if shutil.which("nginx") is None:
        yield "", 0
        return
    home = bundle.parent
    home.chmod(0o755)  # nginx started by root reads as nobody
    (home / "nginx.conf").write_text(
        f"""worker_processes 2; daemon off; pid {home}/nginx.pid; error_log {home}/error.log;
events {{ worker_connections 512; }}
http {{
  access_log off; client_body_temp_path {home}/t1; proxy_temp_path {home}/t2; fastcgi_temp_path {home}/t3;
  uwsgi_temp_path {home}/t4; scgi_temp_path {home}/t5;
  server {{ listen 127.0.0.1:8391; root {bundle}; include {bundle}/nginx.conf; }}
}}""",
        encoding="utf-8",
    )
    with subprocess.Popen(
        ["nginx", "-p", str(home), "-c", str(home / "nginx.conf")], stderr=subprocess.DEVNULL
    ) as server:
        try:
            time.sleep(0.5)
            yield "http://127.0.0.1:8391", server.pid
        finally:
            server.terminate()


def _load(what: str, url: str, process: int) -> list[tuple[str, str]]:
    """A minute of requests over loopback by wrk: how many, the slowest, the errors, and what each costs the server."""
    if not url or shutil.which("wrk") is None:
        return [(f"load, {what}", "not measured: needs nginx and wrk")]
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{LOAD_S}s", "--latency", "-H", "Accept-Encoding: gzip", url]
    before = _cpu_s(process)
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    spent = _cpu_s(process) - before
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    slow = re.search(r"99%\s+(\S+)", said)
    count = re.search(r"(\d+) requests in", said)
    errors = re.search(r"(Non-2xx.*|Socket errors.*)", said)
    if not (rate and slow and count):
        return [(f"load, {what}, {LOAD_S} s", "no answer")]
    shown = f"{float(rate[1]):,.0f} requests/s, p99 {slow[1]}, {spent * 1000 / int(count[1]):.3f} ms CPU a request"
    return [(f"load, {what}, {LOAD_S} s", f"{shown}, errors: {errors[1].strip() if errors else 'none'}")]


def _cpu_s(process: int) -> float:
    """Seconds of CPU that a process and its children have used (Linux)."""
    tick = os.sysconf("SC_CLK_TCK")
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # has ended
        if process in (int(stat.parent.name), int(fields[1])):
            total += (int(fields[11]) + int(fields[12])) / tick
    return total
