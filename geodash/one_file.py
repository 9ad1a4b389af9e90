"""A page in one file: styles, scripts, fonts and data in it, under a policy that lets nothing else in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from html import escape

from geodash import content_policy
from geodash.island import island
from geodash.paths import assets

LEAFLET = "vendor/leaflet-1.9.4"
STYLES = ("10-tokens.css", "12-page.css", "13-cards.css", "14-zones.css", "15-map.css")
SCRIPTS = (
    "20-labels.js", "21-field.js", "22-mercator.js", "24-lettering.js", "26-symbols.js", "27-ground.js", "28-scene.js",
    "30-geomap.js", "32-fragment.js", "linked_selection.js", "standalone.js",
)  # fmt: skip
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# What would ask for a file: our fonts (a subset of theirs is put in), Leaflet's icons, and a house's fonts.
_FONT_FACE = re.compile(r"@font-face\s*\{[^}]*url\([^}]*\}")
_FETCHING = re.compile(r"[^{}]*\{[^{}]*url\((?!\s*[\"']?data:)[^{}]*\}")
_RULE = re.compile(r"([^{}@]+)\{[^{}]*\}")
# Of Leaflet's own furniture our maps have none.
_UNUSED = re.compile(r"popup|tooltip|leaflet-(?:control|bar|oldie|div-icon|default-icon|vml)|lvml")
_WHOLE_LINE_COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:(?!\*/).)*\*/[ \t]*)\n", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class OneFile:
    """What a file is put together from. ``body`` and ``scripts`` are ours or folium's and hold no text of a story."""

    language: str
    direction: str
    data: object
    body: str
    scripts: tuple[str, ...]
    styles: str
    without_script: str
    icon: str
    links: str = ""  # tags of what a notebook's own additions fetch
    policy: bool = True

    def html(self) -> str:
        """The file. Its scripts are allowed by their digests alone."""
        blocks = (library_script(), *self.scripts)
        guard = (
            f'<meta http-equiv="Content-Security-Policy" content="{content_policy.alone(blocks)}">\n'
            if self.policy
            else ""
        )
        return (
            f'<!doctype html>\n<html lang="{escape(self.language)}" dir="{escape(self.direction)}">\n<head>\n<meta charset="utf-8">\n'
            f'{guard}<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>geodash</title>\n'
            f'<link rel="icon" href="{escape(self.icon)}">\n<style>{self.styles}</style>\n</head>\n<body>\n'
            f'<noscript><p class="page empty">{escape(self.without_script)}</p></noscript>\n{self.body}\n'
            f'<script type="application/json" id="geodash-story">{island(self.data)}</script>\n'
            f"<script>{blocks[0]}</script>\n{self.links}"
            + "".join(f"<script>{block}</script>\n" for block in blocks[1:])
            + "</body>\n</html>\n"
        )


@cache
def library_script() -> str:
    """Leaflet and our scripts, without the comments that have lines of their own."""
    leaflet = (assets() / LEAFLET / "leaflet.js").read_text(encoding="utf-8")
    leaflet = leaflet.replace("//# sourceMappingURL=leaflet.js.map", "").strip()
    return "\n".join([leaflet, *(_shorter((assets() / name).read_text(encoding="utf-8")) for name in SCRIPTS)])


def _shorter(script: str) -> str:
    """A script of ours without indentation and comment lines: none of its texts goes over a line's end."""
    return "\n".join(line.strip() for line in _WHOLE_LINE_COMMENT.sub("", script).splitlines() if line.strip())


def styles(house_css: str, fonts: str) -> str:
    """Leaflet's styles, ours, the house's and the fonts, which come as rules with their data in them."""
    leaflet = _CSS_COMMENT.sub("", (assets() / LEAFLET / "leaflet.css").read_text(encoding="utf-8"))
    sheets = [_RULE.sub(lambda rule: "" if all(map(_UNUSED.search, rule[1].split(","))) else rule[0], leaflet)]
    sheets += [(assets() / name).read_text(encoding="utf-8") for name in STYLES]
    return "".join(_plain(sheet) for sheet in sheets) + _plain(house_css) + fonts


def _plain(sheet: str) -> str:
    """A style sheet in fewer letters, without any rule that would fetch a file."""
    bare = _FONT_FACE.sub("", _CSS_COMMENT.sub("", sheet))
    bare = re.sub(r"\s+", " ", re.sub(r"\s*\n\s*", "", bare))
    bare = re.sub(r"\s*([{};,])\s*", r"\1", bare)
    return _FETCHING.sub("", bare).replace("</", "<\\/").strip()
