"""What a desk pastes or a system fetches: the iframe, the script, and the oEmbed document of a published story.

Every text becomes an attribute's value and nothing else: quotes and angle brackets are escaped, and so are the marks
by which a site's own system runs things in what is pasted into it ({{…}} of templates, [… ] of shortcodes, ${…}).
"""

from __future__ import annotations

from html import escape
from typing import Any
from urllib.parse import quote

from geodash.embed.address import Address

WIDTH, HEIGHT = 660, 560  # px; a news site's column, and what its reader on a phone sees at once
THUMBNAIL = (1200, 630)  # px of og.png
_MARKS = str.maketrans({mark: f"&#{ord(mark)};" for mark in "{}[]$`%\\"})
_URL_MARKS = ":/?#@!$&'()*+,;=%~"  # what may stand in an address as it is; letters of any script are written as %XX


def iframe_code(address: Address, title: str, height: int = HEIGHT) -> str:
    """The iframe to paste. ``height``: px until the story tells its own."""
    return (
        f'<iframe title="{_text(title)}" aria-label="{_text(title)}" id="{frame_id(address)}" src="{_url(address.page)}" '
        f'scrolling="no" frameborder="0" height="{int(height)}" loading="lazy" allow="fullscreen" data-external="1" '
        'style="width:0;min-width:100%!important;border:none"></iframe>'
    )


def script_code(address: Address, alt: str, title: str = "") -> str:
    """The script to paste: it makes the iframe and keeps its height; without scripts the picture stands there.

    ``alt``: the picture's alternative text. ``title``: the iframe's, ``alt`` where there is none.
    """
    place = f"geodash-embed-{_name(address)}"
    return (
        f'<div id="{place}" style="min-height:{HEIGHT}px"><script defer src="{_url(address.script)}" '
        f'data-target="#{place}" data-story="{_name(address)}" data-title="{_text(title or alt)}"></script>'
        f'<noscript><img src="{_url(address.part("full.png"))}" alt="{_text(alt)}" style="max-width:100%"></noscript></div>'
    )


def oembed(
    address: Address, title: str, provider: str = "geodash", width: int = WIDTH, height: int = HEIGHT,
    maxwidth: int | None = None, maxheight: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """The oEmbed 1.0 document (oembed.com §2.3) of type "rich". ``maxwidth``, ``maxheight``: px that a host has room for."""
    wide = width if maxwidth is None else min(width, maxwidth)
    high = height if maxheight is None else min(height, maxheight)
    return {
        "type": "rich",
        "version": "1.0",
        "title": title,
        "provider_name": provider,
        "html": iframe_code(address, title, high),
        "width": wide,
        "height": high,
        "thumbnail_url": _quoted(address.part("og.png")),
        "thumbnail_width": THUMBNAIL[0],
        "thumbnail_height": THUMBNAIL[1],
    }


def frame_id(address: Address) -> str:
    """The id of a story's iframe."""
    return f"geodash-{_name(address)}"


def _name(address: Address) -> str:
    return quote(address.story, safe="%")  # quoted once, also where it is so already


def _text(text: str) -> str:
    return escape(text.replace("\0", "\ufffd")).translate(_MARKS)


def _url(url: str) -> str:
    return escape(_quoted(url))


def _quoted(url: str) -> str:
    return quote(url, safe=_URL_MARKS)
