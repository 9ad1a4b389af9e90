"""A story's pages by language: ``index.html`` is the first language's, ``index.ar.html`` the Arabic one. Pure.

A page whose address says ``lang=ar`` turns to its Arabic sister by itself, as files know nothing of a query.
"""

from __future__ import annotations

import re

MAIN = "index.html"
_PAGE = re.compile(r"index(?:\.([a-z]{2,3}))?\.html")


def name_of(language: str, languages: tuple[str, ...]) -> str:
    """The file of a language; ``languages``: all that the story is published in, the first one's is the main page."""
    return MAIN if language == languages[0] else f"index.{language}.html"


def is_page(name: str) -> bool:
    """Whether a file is a page of a story."""
    return _PAGE.fullmatch(name) is not None


def language_of(name: str) -> str:
    """The language that a page's name says, "" for the main page."""
    found = _PAGE.fullmatch(name)
    return (found[1] or "") if found else ""
