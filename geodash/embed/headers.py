"""The headers of published stories: what a page may load, and who may frame it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from html.parser import HTMLParser

from geodash.content_policy import script_hash
from geodash.embed.origins import ANYONE


def embed_policy(hashes: Iterable[str] = (), framed_by: tuple[str, ...] = ANYONE) -> str:
    """The Content-Security-Policy of a page. ``hashes``: "sha256-…" of its inline scripts."""
    scripts = " ".join(["'self'", *(f"'{one}'" for one in sorted(hashes))])
    return (
        f"default-src 'none'; script-src {scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        f"frame-ancestors {' '.join(framed_by)}"
    )


def headers(hashes: Iterable[str] = (), framed_by: tuple[str, ...] = ANYONE) -> dict[str, str]:
    """The headers of every answer, its cache time aside."""
    return {
        "Content-Security-Policy": embed_policy(hashes, framed_by),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "Access-Control-Allow-Origin": "*",
    }


def script_hashes(page: str) -> frozenset[str]:
    """The hashes of a page's inline scripts, as a policy names them; islands of data are no scripts."""
    parser = _Scripts()
    parser.feed(page)
    parser.close()
    return frozenset(script_hash(one) for one in parser.found)


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found: list[str] = []
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        runs = (given.get("type") or "").lower() in ("", "module", "text/javascript", "application/javascript")
        if tag == "script" and runs and "src" not in given:
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._open is not None:
            self.found.append("".join(self._open))
            self._open = None
