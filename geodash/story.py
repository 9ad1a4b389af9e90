"""The story for people who write Python: the model, and the map that a notebook shows.

>>> import geodash
>>> geodash.load("stories/talks").explore()
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geodata import model, store
from geodata.errors import InputError

if TYPE_CHECKING:
    from folium import Map

HEIGHTS = (240, 4000)  # px: less shows no map, more no screen


class Story(model.Story):
    """A story as in its file (geodata.model.Story), which can show itself."""

    def explore(self, panel: str | None = None, height: int = 480) -> Map:
        """A panel as a folium map that shows itself in a notebook, with no network; the overview by default.

        ``panel``: its id, as "region" or "close-1". ``height``: of the frame, in px. Raises InputError naming the choices.
        """
        from geodash.ground import Ground
        from geodash.html_page import notebook_map
        from geodash.library import Library

        if not HEIGHTS[0] <= height <= HEIGHTS[1]:
            raise InputError(f"height {height}: give {HEIGHTS[0]} to {HEIGHTS[1]} px")
        library = Library([self], Ground)
        ((name, _),) = library
        page = library.page(name)
        ids = [p["id"] for p in page.panels]
        if not ids:
            raise InputError("this story has no map: nothing in it is tied to a place that could be drawn")
        if panel is not None and panel not in ids:
            raise InputError(f"no panel “{panel[:60]}” in this story; choose one of: {', '.join(ids)}")
        with library.speaking():
            return notebook_map(page, library.style, self.language, panel or ids[0], height)


def load(folder: Path | str) -> Story:
    """The story of a folder. Raises StoryError naming the file and the field."""
    read = store.load(Path(folder))
    return Story.model_construct(
        read.model_fields_set, **{name: getattr(read, name) for name in model.Story.model_fields}
    )
