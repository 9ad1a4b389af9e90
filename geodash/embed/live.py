"""The embeds of a library, made when first asked for and kept for the day, as its pages are.

A live page has no base address and no revision: all that it names is relative to itself. So its bytes depend neither
on the host nor on a header of a request, and are those of a bundle published without ``--base-url``, but for the name
of the revision's folder, where that bundle's parts lie.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from geodash.embed.address import Address
from geodash.library import Library

if TYPE_CHECKING:
    from geodash.studio import Studio

PageMaker = Callable[["Studio", Address], str]
SIZES = {"full.png": "1280x1472", "og.png": "1200x630"}


def built_page(studio: Studio, address: Address) -> str:
    """The page as it is published."""
    module: Any = import_module("geodash.embed.page")  # late, as all that draws: a dashboard starts without it
    html: str = module.embed_html(studio, address)
    return html


class Live:
    """Pages and pictures by the story's name; KeyError where there is no such story."""

    def __init__(self, library: Library, make_page: PageMaker = built_page) -> None:
        self.library, self._make_page = library, make_page
        self._held: dict[tuple[str, str], tuple[date, Any]] = {}
        self._lock = threading.Lock()

    def page(self, name: str) -> str:
        """The HTML of a story's embed."""

        def make() -> str:
            studio = self._studio(name)
            with studio.speaking():
                return self._make_page(studio, Address(quote(name, safe="")))

        found: str = self._kept(name, "", make)
        return found

    def picture(self, name: str, part: str) -> bytes:
        """The PNG of ``part``, one of SIZES: all maps, or the card that a shared link shows."""

        def make() -> bytes:
            from geodash.picture.png import png

            studio = self._studio(name, SIZES[part])
            return png(studio.draw(), 1, studio.told, studio.lines.title, studio.typesetter)

        found: bytes = self._kept(name, part, make)
        return found

    def _kept(self, name: str, part: str, make: Callable[[], Any]) -> Any:
        """What is held of today; else made, by one thread at a time, as a burst of readers asks for the same."""
        today = self.library.today()
        held = self._held.get((name, part))
        if held is None or held[0] != today:
            with self._lock:
                held = self._held.get((name, part))
                if held is None or held[0] != today:
                    held = self._held[name, part] = today, make()
        return held[1]

    def _studio(self, name: str, size: str = SIZES["full.png"]) -> Studio:
        from geodash.studio import Options, open_studio

        library = self.library
        return open_studio(library.source(name), Options(size=size, language=library.language), house=library.house)
