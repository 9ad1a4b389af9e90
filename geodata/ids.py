"""Ids of events and proposals: made of what they are and the words behind them, so that other edits change no id."""

from __future__ import annotations

import hashlib
import re
import unicodedata


def short_id(prefix: str, *parts: str) -> str:
    """Prefix and ten hex digits of the SHA-256 of the parts, white space, case and typographic quotes levelled."""
    text = "\x1f".join(_level(part) for part in parts)
    return f"{prefix}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"


def _level(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("“", '"').replace("”", '"')
    return re.sub(r"\s+", " ", text).strip().casefold()
