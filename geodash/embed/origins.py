"""Options that name hosts, checked: who may frame a published story, and its public address. Pure."""

from __future__ import annotations

import re
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
