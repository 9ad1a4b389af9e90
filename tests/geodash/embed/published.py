"""Publishing for tests: a stand-in page that is made at once, a target that is killed after some files, and what must
hold of a target at any moment. ``python -m tests.geodash.embed.published STORY TO KILL_AFTER [correction|withdraw]``.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import sys
from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import brotli

from geodash.embed import publish as publishing
from geodash.embed.address import Address
from geodash.embed.surface import Codes, Surface
from geodash.embed.target import Target
from geodash.embed.withdraw import withdraw
from geodash.studio import Options, Studio

BASE = "https://maps.example/embeds"
PARTS = ("full.png", "og.png", "public.json", "layers.geojson", "index.html")
SCRIPT = "document.title += '!'"


def page(studio: Studio, correction: str, languages: tuple[str, ...]) -> Callable[[Address], str]:
    title = escape(studio.view.header.headline)
    return lambda address: (
        f'<!doctype html><html><head><title>{title}</title><meta property="og:image" '
        f'content="{address.part("og.png")}"><script>{SCRIPT}</script><script type="application/json">{{}}</script>'
        f"</head><body><p>{escape(correction)}</p>{'words ' * 2000}</body></html>\n"
    )


def codes(studio: Studio, address: Address) -> Codes:
    title = escape(studio.view.header.headline)
    frame = f'<iframe title="{title}" src="{address.page}"></iframe>'
    return Codes(frame, f'<script src="{address.script}"></script>', {"type": "rich", "html": frame, "title": title})


STAND_IN = Surface(page, lambda studio: studio, codes, lambda: b"// the loader\n" * 50)


def request(story: Path, correction: str | None = None, **more: Any) -> publishing.Request:
    return publishing.Request(story, Options(), **{"base_url": BASE, "correction": correction, **more})


def publish(story: Path, to: str | Path, correction: str | None = None, **more: Any) -> publishing.Report:
    return publishing.publish(request(story, correction, **more), Target(str(to)), made_by=STAND_IN)


class Killed(Target):
    """A target whose process is killed, as by kill -9, after some files."""

    left = 0

    def put(self, name: str, content: bytes, cache: str) -> None:
        self._count()
        super().put(name, content, cache)

    def remove(self, name: str) -> None:
        self._count()
        super().remove(name)

    def _count(self) -> None:
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1


def shown(target: Target, name: str) -> str:
    """The revision that the pointer names, "" where there is none; every file that it needs must be there, whole."""
    found = target.get(f"{name}/index.html")
    if found is None:
        return ""
    (revision,) = re.findall(rb"/([0-9a-f]{12})/og\.png", found)
    folder = f"{name}/{revision.decode()}"
    held = {part: target.get(f"{folder}/{part}") for part in PARTS}
    assert all(content is not None for content in held.values()), (folder, [k for k, v in held.items() if v is None])
    assert held["index.html"] == found
    for part in ("public.json", "layers.geojson", "index.html"):
        assert brotli.decompress(target.get(f"{folder}/{part}.br")) == held[part]
        assert gzip.decompress(target.get(f"{folder}/{part}.gz") or b"") == held[part]
    json.loads(held["public.json"] or b"")
    for picture in ("full.png", "og.png"):
        assert (held[picture] or b"").endswith(b"IEND\xaeB`\x82")
    for twin, read in ((".br", brotli.decompress), (".gz", gzip.decompress)):
        whole = target.get(f"{name}/index.html{twin}")
        assert whole is not None and read(whole).endswith(b"</html>\n")
    assert target.get("_headers") is not None and target.get("embed.js") is not None
    return revision.decode()


if __name__ == "__main__":
    story, to, after, *what = sys.argv[1:]
    target = Killed(to)
    target.left = int(after)
    if what == ["withdraw"]:
        withdraw(publishing.published_name(Path(story)), target, "A reason.")
    else:
        publishing.publish(request(Path(story), *what), target, made_by=STAND_IN)
