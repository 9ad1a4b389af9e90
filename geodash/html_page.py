"""What of a story goes into a page of one file: all of it (``html``), or one panel for a notebook (``notebook_map``)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from geodash.components.fragment import Node, h
from geodash.components.furniture import worded
from geodash.components.links import links_json
from geodash.excerpts import excerpted
from geodash.favicon import FAVICON
from geodash.folium_map import PanelMap, StoryFigure
from geodash.language import direction, say
from geodash.library import Page
from geodash.one_file import OneFile, styles
from geodash.packing import pack
from geodash.page_fonts import font_rules
from geodash.page_tree import figure, only, page_tree
from geodash.selection import Selection


def html(
    page: Page,
    style: Mapping[str, Any],
    language: str,
    house_css: str = "",
    title: str | None = None,
    selected_event: str | None = None,
    panels: tuple[str, ...] = (),
    *,
    fonts: Mapping[str, Path] | None = None,
) -> str:
    """The page as one file that asks for no other. The same input gives the same bytes.

    Call it inside ``speaking(...)``. ``style``: the parsed map_style.json, as the house has it. ``language``: of the
    text, for the page's lang. ``panels``: ids of those to show, () for all. ``fonts``: the house's font files by role.
    """
    shown = only(page, panels)
    shown = replace(shown, view=excerpted(shown.view))
    if title is not None:
        shown = replace(shown, view=replace(shown.view, header=replace(shown.view.header, headline=title)))
    chosen = selected_event if selected_event in shown.view.links.events else None
    tree = page_tree(shown)
    data = _data(shown, style, tree) | {"selection": Selection(event=chosen).to_query()}
    file = partial(_file, data, tree, language, house_css, fonts or {})
    made: str = StoryFigure(_maps(shown), file).render()
    return made


def notebook_map(page: Page, style: Mapping[str, Any], language: str, panel: str, height: int) -> PanelMap:
    """One panel as a folium map that shows itself in a frame ``height`` px high, with no network."""
    shown = only(page, (panel,))
    view = shown.view
    tree = h(
        "main",
        {"class": "alone"},
        figure(0, shown.panels[0]),
        h("p", {"class": "told", "dir": "auto", "data-told": "", "aria-live": "polite"}),
        h(
            "p",
            {"class": "sources"},
            f"{say('Boundaries: {worldview}', worldview=view.worldview)}. {'; '.join(shown.attributions)}",
        ),
    )
    told = {c.id: c.title for c in view.cards} | {
        z.id: f"{z.name}: {z.status_word}" for s in view.sections for z in s.zones
    }
    data = _data(shown, style, tree) | {"selection": "", "height": height, "told": told}
    (made,) = maps = _maps(shown)
    StoryFigure(maps, partial(_file, data, [tree, *told.values()], language, "", {}), height)
    return made


def _maps(page: Page) -> list[PanelMap]:
    return [PanelMap(number, panel["bbox"]) for number, panel in enumerate(page.panels)]


def _data(page: Page, style: Mapping[str, Any], tree: Node) -> dict[str, Any]:
    return {
        "title": page.view.header.headline,
        "page": tree,
        "panels": [worded(panel) | {"base": pack(panel["base"])} for panel in page.panels],
        "style": style,
        "links": json.loads(links_json(page.view)),
    }


def _file(
    data: dict[str, Any], texts: Any, language: str, house_css: str, fonts: Mapping[str, Path], **parts: Any
) -> OneFile:
    return OneFile(
        language=language,
        direction=direction(),
        data=data,
        styles=styles(house_css, font_rules(texts, data["panels"], fonts)),
        without_script=say("The maps and cards of this page are drawn by a script, which this browser does not run."),
        icon=FAVICON,
        **parts,
    )
