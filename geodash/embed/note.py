"""What stands in the place of a withdrawn story: a dated line, as a page and as pictures. It names no headline."""

from __future__ import annotations

from datetime import date
from html import escape

from geodash import dates
from geodash.embed.scripts import HEIGHTS, script
from geodash.language import code, direction, say
from geodash.picture.document import Picture
from geodash.picture.press import press
from geodash.picture.sizes import size
from geodash.picture.svg import Sheet
from geodash.picture.type import Typesetter

INK = "#1a1a1a"
LOOK = {"font": "sans", "size": 44}  # the line is less than 1000 px long in each language

# The colours of the page's paper and ink. Its one script is the pages' own, whose hash the headers of all stories allow:
# a frame that a host has made as high as the story becomes as high as the note.
_PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark"><title>{line}</title>
<style>:root{{color-scheme:light dark}}body{{margin:0;padding:1.5rem 1rem;font:1.05rem/1.5 system-ui,sans-serif;\
color:#1a1a1a;background:#fff}}p{{margin:0 0 .5rem;overflow-wrap:anywhere}}\
@media (prefers-color-scheme:dark){{body{{color:#eee;background:#1a1a1a}}}}</style></head>
<body><p>{line}</p>{reason}<script>{script}</script></body></html>
"""


def line(day: date) -> str:
    """The line itself, in the language spoken."""
    return say("This map was withdrawn on {day}.", day=dates.day(day))


def page(day: date, reason: str = "") -> str:
    """The page."""
    told = f'<p dir="auto">{escape(reason)}</p>' if reason else ""
    return _PAGE.format(lang=code(), dir=direction(), line=escape(line(day)), reason=told, script=script(HEIGHTS))


def picture(day: date, name: str, typesetter: Typesetter) -> bytes:
    """The line as a PNG in a size, "1200x630"."""
    told = size(name)
    height = told.height or told.width
    sheet = Sheet(typesetter)
    text = sheet.text(told.width / 2, height / 2, line(day), LOOK, "middle", INK)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{told.width:g}" height="{height:g}"><style>{sheet.css()}</style>'
        f'<rect width="{told.width:g}" height="{height:g}" fill="#fff"/>{text}</svg>'
    )
    drawn = Picture(svg, told.width, height, told, tuple(sheet.used), {}, "")
    return press(drawn, typesetter, told.width * 0.75, height * 0.75, {}, format="png", ppi=96)
