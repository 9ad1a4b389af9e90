"""The embed's scripts as its pages carry them."""

from __future__ import annotations

import re
from functools import cache

from geodash.paths import assets

EARLY = "early.js"  # in the head, before the first paint
HEIGHTS = "heights.js"  # a note's page has it too
ALL = (EARLY, "sheet.js", "interact.js", HEIGHTS)
_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)


@cache
def script(name: str) -> str:
    """One of them, without indentation and comment lines: no text of theirs goes over a line's end."""
    text = _COMMENT.sub("", (assets() / "embed" / name).read_text(encoding="utf-8"))
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
