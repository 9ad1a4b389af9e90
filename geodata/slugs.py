"""Names for folders and ids, made from any text and safe as a path component. Pure."""

from __future__ import annotations

import re
import unicodedata

SLUG_MAX = 80
_RESERVED = {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(10)), *(f"lpt{i}" for i in range(10))}


def slug(title: str) -> str:
    """A folder name from a title: lower case, letters of any script kept, at most 80 characters, never a path."""
    plain = unicodedata.normalize("NFKC", title).casefold()
    latin = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    words = re.sub(r"[^\w]+", "-", latin.replace("_", "-")).strip("-")
    cut = words[:SLUG_MAX]
    if len(words) > SLUG_MAX and "-" in cut[40:]:
        cut = cut[: cut.rindex("-")]
    while len(cut.encode()) > 200:  # file systems limit names by bytes, at 255
        cut = cut[:-1]
    cut = cut.strip("-")
    return f"story-{cut}".rstrip("-") if not cut or cut in _RESERVED else cut
