"""Text for a script in a page: one JSON island in which nothing can be read as markup, template or code.

It stands outside of everything that folium or a template renders, and its readers show it by textContent alone.
"""

from __future__ import annotations

import json
import re
from typing import Any

_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
# JSON's own escapes, read whole; what HTML, Jinja, Python's formats, template literals or JavaScript would act on;
# halves of surrogate pairs, which UTF-8 cannot hold.
_ACTIVE = re.compile(r"\\\\|\\.|[<>{}$`&%#\u2028\u2029\ud800-\udfff]")


def island(data: Any) -> str:
    """The data as JSON whose strings hold none of ``< > { } $ ` & % #`` nor a plain backslash. NaN is a ValueError."""
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _STRING.sub(lambda string: _ACTIVE.sub(_escaped, string[0]), text)


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    if char == "\\\\":
        return "\\u005c"
    return char if len(char) > 1 else f"\\u{ord(char):04x}"
