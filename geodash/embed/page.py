"""The page of an embed: one file and one request, with maps, statuses, cards, styles and script in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from geodash import content_policy
from geodash.components.fragment import Node, h
from geodash.embed.address import Address
from geodash.embed.body import Told, body, data_of
from geodash.embed.maps import Maps, draw_maps
from geodash.embed.markup import html
from geodash.embed.scripts import ALL, script
from geodash.embed.sure import sure
from geodash.excerpts import excerpted
from geodash.island import island
from geodash.language import code, direction
from geodash.paths import assets
from geodash.picture.embedded import font_rules
from geodash.picture.svg import Look, Sheet
from geodash.studio import Studio
from geodash.words import sentence

PREFIX = "gd-"
TITLE: Look = {"font": "serif", "weight": 700, "size": 19, "fill": "#000000"}
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def embed_html(studio: Studio, address: Address, *, reviewed: bool | None = None, correction: str = "") -> str:
    """The page as HTML; the same input gives the same bytes. Call it inside ``studio.speaking()``.

    ``reviewed``: whether an editor has gone through the story; None: as its decisions say. ``correction``: a line that
    an editor wants readers to see first.
    """
    return drawn_page(studio, reviewed, correction)(address)


def drawn_page(
    studio: Studio, reviewed: bool | None = None, correction: str = "", languages: Sequence[str] = ()
) -> Callable[[Address], str]:
    """The same, drawn once for whatever address: both this and what it gives are to be called inside the speech.

    ``languages``: of the pages that stand beside this one, the main page's first.
    """
    view = excerpted(sure(studio.view, studio.story))
    said = {p.id: " ".join(sentence(one.aria) for one in p.drawn) for p in view.panels}
    maps = draw_maps(view, studio, PREFIX, said)
    told = Told(view, studio, maps, PREFIX, reviewed, correction)
    blocks = [script(name) for name in ALL]
    sheet = Sheet(studio.typesetter)
    sheet.text(0, 0, studio.lines.title, TITLE)
    styles = _styles(maps, font_rules(sheet.used))
    page = html(body(told))
    known = f' data-langs="{" ".join(languages)}"' if len(languages) > 1 else ""

    def at(address: Address) -> str:
        head = "".join(map(html, _head(studio, address, blocks)))
        data = island(data_of(told, address))
        return (
            f'<!doctype html>\n<html lang="{code()}" dir="{direction()}"{known}>\n<head>\n{head}<style>{styles}</style>\n'
            f'<script>{blocks[0]}</script>\n</head>\n<body>\n{page}\n<script type="application/json" id="geodash-embed">{data}</script>\n'
            + "".join(f"<script>{block}</script>\n" for block in blocks[1:])
            + "</body>\n</html>\n"
        )

    return at


def _head(studio: Studio, address: Address, blocks: Sequence[str]) -> list[Node]:
    title, told = studio.lines.title, studio.told
    shared = [("og:type", "article"), ("og:title", title), ("og:description", told.caption)]
    if address.base_url:  # relative, it would be of no use to whoever reads it
        image = address.part("og.png")
        shared += [
            ("og:url", address.page),
            ("og:image", image),
            ("og:image:width", "1200"),
            ("og:image:height", "630"),
        ]
        shared += [("og:image:alt", told.alt)]
    return [
        h("meta", {"charset": "utf-8"}),
        h("meta", {"http-equiv": "Content-Security-Policy", "content": content_policy.alone(blocks)}),
        h("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        h("title", {}, title),
        h("meta", {"name": "robots", "content": "noindex"}),
        h("meta", {"name": "color-scheme", "content": "light dark"}),
        h("meta", {"name": "description", "content": told.caption}),
        h("link", {"rel": "canonical", "href": address.page}),
        h("link", {"rel": "alternate", "type": "application/json+oembed", "href": address.oembed, "title": title}),
        *(h("meta", {"property": name, "content": value}) for name, value in shared),
        *([h("meta", {"name": "twitter:card", "content": "summary_large_image"})] if address.base_url else []),
    ]


def _styles(maps: Maps, fonts: str) -> str:
    sheet = _CSS_COMMENT.sub("", (assets() / "embed" / "embed.css").read_text(encoding="utf-8"))
    sheet = re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", sheet)).strip()
    dark = f"@media (prefers-color-scheme:dark){{:root:not(.light){{{maps.dark}}}}}:root.dark{{{maps.dark}}}"
    return f"{_merged(maps.fonts, fonts)}:root{{{maps.light}}}{dark}{maps.css}{sheet}".replace("</", "<\\/")


def _merged(labels: str, title: str) -> str:
    """The title's letters under a name of their own: two subsets under one name would hide each other."""
    return labels + re.sub(r"font-family:[^;]+;", "font-family:'geodash title';", title)
