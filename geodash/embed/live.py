"""The embeds of a library, made when first asked for and kept for the day, as its pages are.

A live embed is the bundle that ``geodash publish`` writes without ``--base-url``: all that its page names is relative
to itself, so its bytes depend neither on the host nor on a header of a request.
"""

from __future__ import annotations

import threading
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import quote

from geodash.embed.address import Address
from geodash.embed.surface import Surface, surface
from geodash.language import with_others
from geodash.library import Library

if TYPE_CHECKING:
    from geodash.embed.bundle import Bundle


class Live:
    """Bundles by the story's name; KeyError where there is no such story."""

    def __init__(self, library: Library, made_by: Surface | None = None) -> None:
        self.library, self._made_by = library, made_by or surface()
        self._held: dict[str, tuple[date, Bundle]] = {}
        self._lock = threading.Lock()

    def bundle(self, name: str) -> Bundle:
        """Today's, made by one thread at a time, as a burst of readers asks for the same."""
        today = self.library.today()
        held = self._held.get(name)
        if held is None or held[0] != today:
            with self._lock:
                held = self._held.get(name)
                if held is None or held[0] != today:
                    held = self._held[name] = today, self._make(name)
        return held[1]

    def _make(self, name: str) -> Bundle:
        # Late, as all that draws: a dashboard starts without it.
        from geodash.embed.bundle import bundle
        from geodash.studio import Options, open_studio

        library = self.library
        studios = [
            open_studio(library.source(name), Options(language=language), house=library.house)
            for language in with_others(library.language)
        ]
        return bundle(studios[0], Address(quote(name, safe="")), self._made_by, others=studios[1:])
