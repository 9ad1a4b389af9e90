"""Who may frame a published story and what its page may load; and the options that name hosts, checked. Pure."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from urllib.parse import urlsplit

from geodata.errors import InputError

ANYONE = ("*",)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ORIGIN = re.compile(rf"https://(?:\*\.(?={_LABEL}\.))?{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?/?", re.IGNORECASE)
# No character of an address may end a header's value, a quoted string of nginx or a line.
_BASE = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._~\-%]+)*/*")
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def partners(text: str) -> tuple[str, ...]:
    """The sites that may frame a story, from "https://news.example https://*.paper.example", or "*" for all.

    Raises InputError: only https origins, as anything else in the policy would open it to more than was meant.
    """
    found = text.replace(",", " ").split()
    if found == ["*"]:
        return ANYONE
    for one in found:
        if not _ORIGIN.fullmatch(one):
            raise InputError(
                f"partner “{one[:80]}” is no site; name each as https://host with no path (letters outside a–z as xn--…), "
                "or * for all"
            )
    if not found:
        raise InputError("--partners names no site; give https://host for each, or * for all")
    return tuple(dict.fromkeys(one.rstrip("/").lower() for one in found))


def base_url(text: str) -> str:
    """The public address of the target, without a slash at its end. Raises InputError."""
    parts = None
    try:
        if _BASE.fullmatch(text) and not any(piece in (".", "..") for piece in text.split("/")):
            parts = urlsplit(text)
            _ = parts.port
    except ValueError:
        parts = None
    if parts is None or not parts.hostname:
        raise InputError(f"base URL “{text[:80]}” is no address; give it as https://host/folder")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise InputError(f"base URL “{text[:80]}” is not https; pages of news sites load no other")
    return text.rstrip("/")


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
    return frozenset(
        "sha256-" + base64.b64encode(hashlib.sha256(one.encode("utf-8")).digest()).decode("ascii")
        for one in parser.found
    )


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
