"""What an embed may do and who may frame it: the headers of an embed's page and its parts."""

from __future__ import annotations

import base64
import hashlib
from html.parser import HTMLParser

SHARED = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_REST = (
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; object-src 'none'"
)


def headers(html: str = "", partners: str = "*") -> dict[str, str]:
    """The headers of a page, or with no ``html`` of a part. ``partners``: origins that may frame it, space between."""
    scripts = " ".join(["'self'", *(f"'sha256-{digest}'" for digest in script_digests(html))])
    policy = f"default-src 'none'; script-src {scripts}; {_REST}; frame-ancestors {partners}"
    return {"Content-Security-Policy": policy, **SHARED}


def script_digests(html: str) -> list[str]:
    """SHA-256 of each inline script that runs, base64, in order and once."""
    found = _Scripts()
    found.feed(html)
    found.close()
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in found.texts)
    return list(dict.fromkeys(digests))


class _Scripts(HTMLParser):
    """Collects inline scripts; one with a type of data, such as JSON, does not run."""

    RUN = (None, "", "text/javascript", "module")

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self._open = tag == "script" and "src" not in given and given.get("type") in self.RUN
        if self._open:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = False

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[-1] += data
