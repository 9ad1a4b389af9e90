"""A story's page in one file, its maps made with folium, and a panel as a folium map for notebooks.

folium compiles what it has rendered once more as a template: text that reached it would run where the page is made. It
gets numbers alone (which map, where its middle is); all text goes round it in the island of one_file.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from branca.element import Figure, MacroElement
from folium.folium import Map
from folium.template import Template

from geodash.one_file import OneFile

# What Leaflet reads when a map is made; assets/30-geomap.js sets all else.
MANNERS: dict[str, Any] = {
    "zoom_control": False,
    "attribution_control": False,
    "box_zoom": False,
    "scroll_wheel_zoom": False,
    "fade_animation": False,
    "zoom_snap": 0,
}
# What folium loads for pins and popups. Leaflet itself is in the file, and Bootstrap would restyle the page.
NOT_LOADED = frozenset({"leaflet", "bootstrap", "bootstrap_css", "glyphicons_css"})


class PanelMap(Map):
    """The Leaflet map of panel ``number``, which the dashboard's own map script then draws in.

    What is added to it is drawn too; what folium fetches for that, as for pins and popups, needs the network.
    """

    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own protocol
    default_css: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own protocol

    def __init__(self, number: int, bbox: Sequence[float]) -> None:
        west, south, east, north = map(float, bbox)
        middle = [(south + north) / 2, (west + (east if east > west else east + 360)) / 2]
        super().__init__(location=middle, zoom_start=3, tiles=None, **MANNERS)
        self._id = str(int(number))  # folium would draw lots, and no two files would be the same
        self.add_child(_Handover(number))

    @property
    def added(self) -> bool:
        """Whether it has been given anything beside what we draw."""
        return any(not isinstance(child, _Handover) for child in self._children.values())

    def render(self, **kwargs: Any) -> Any:
        """Put its parts into its figure."""
        if self.added:
            self.default_js = [link for link in Map.default_js if link[0] not in NOT_LOADED]
            self.default_css = [link for link in Map.default_css if link[0] not in NOT_LOADED]
        super().render(**kwargs)  # type: ignore[no-untyped-call]  # folium's has no types


class _Handover(MacroElement):
    """Hands folium's map to assets/standalone.js."""

    _template = Template(
        "{% macro script(this, kwargs) %}geodash.standalone.adopt({{ this.number }}, {{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self, number: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # branca's has no types
        self._name, self._id, self.number = "Handover", str(int(number)), int(number)


class StoryFigure(Figure):
    """The figure whose HTML is our file: folium's ways to save, show and render a map all end here."""

    def __init__(self, maps: Sequence[PanelMap], file: Callable[..., OneFile], height: int = 0) -> None:
        super().__init__(height=f"{int(height)}px")
        self._file, self._maps = file, tuple(maps)
        for one in maps:
            self.add_child(one, name=one.get_name())

    def render(self, **kwargs: Any) -> str:
        """The whole file."""
        for one in self._maps:
            one.render(**kwargs)
        ours = {"meta_http", *self._children}
        links = "".join(part.render() for name, part in self.header._children.items() if name not in ours)
        script = re.sub(r"\s*\n\s*", "\n", self.script.render()).strip()
        return self._file(
            body=f'<div class="folium-maps" hidden>{self.html.render()}</div>', links=links,
            scripts=(script, "geodash.standalone.show();"),  # apart: an addition that fails must not take the map with it
            policy=not any(one.added for one in self._maps),
        ).html()  # fmt: skip

    def _repr_html_(self, **kwargs: Any) -> str:
        """The file in a frame of its own, for notebooks."""
        return (
            f'<iframe srcdoc="{escape(self.render(**kwargs))}" title="geodash" width="100%" height="{self.height}" '
            'style="border:0" allowfullscreen></iframe>'
        )
