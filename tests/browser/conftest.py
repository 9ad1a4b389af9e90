"""The real server in a process of its own, and pages that fail a test on any fault: console, foreign host, policy."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import ARGUMENTS, chromium

STORIES = Path(__file__).parents[1] / "fixtures" / "stories"


@dataclass
class Watched:
    """A page and what went wrong on it."""

    page: Page
    faults: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


def serve(*folders: Path, options: Sequence[str] = ()) -> Iterator[str]:
    """The address of a server over these stories, which ends with the test."""
    command = [sys.executable, "-m", "geodash", "serve", *map(str, folders), "--port", "0", "--no-browser", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as process:
        assert process.stderr is not None
        try:
            lines = []
            for line in process.stderr:
                lines.append(line)
                if "http://" in line:
                    yield "http://" + line.split("http://")[1].split()[0]
                    return
            raise AssertionError("the server did not start:\n" + "".join(lines))
        finally:
            process.terminate()
            process.stderr.close()
            process.wait(timeout=10)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    yield from serve(*(STORIES / name for name in ("talks", "flood", "nowhere")))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        # In CI a missing browser is a fault; on a desk it is said in one line and the rest of the tests still run.
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("no Chromium: install it with `apt install chromium` or `python -m playwright install chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens paths of the server at a size; the test fails if any page had a fault."""
    opened: list[Watched] = []

    def open_at(path: str, width: int = 1280, height: int = 800, base: str = server, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", **options)
        page = context.new_page()
        watched = Watched(page)
        opened.append(watched)
        page.on("console", lambda m: watched.faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: watched.faults.append(f"page error: {e}"))
        page.on("request", lambda r: watched.requests.append(r.url))
        page.on("response", lambda r: watched.faults.append(f"{r.status} {r.url}") if r.status >= 400 else None)
        page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective))"
        )
        page.goto(base + path.lstrip("/"))
        return page

    yield open_at
    for watched in opened:
        hosts = {urlsplit(u).hostname for u in watched.requests if not u.startswith(("data:", "blob:"))}
        watched.page.context.close()
        assert watched.faults == []
        assert hosts <= {"127.0.0.1"}, hosts


@pytest.fixture
def talks(open_page: Callable[..., Page]) -> Page:
    """The page of the talks, ready."""
    page = open_page("/s/talks/")
    ready(page)
    return page


def ready(page: Page) -> None:
    """Wait until cards and, where there are maps, their lettering stand."""
    page.wait_for_selector(".card, .empty")
    if page.locator(".panel").count():
        page.wait_for_selector(".gd-mark, .gd-shape", state="attached")
