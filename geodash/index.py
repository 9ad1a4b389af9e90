"""The HTML round Dash: a story's index with its headline in it, and what the plain pages need."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from flask import render_template
from markupsafe import Markup

from geodash import dates, words
from geodash.house import House
from geodash.language import say
from geodash.view import Header
from geodata.model import Story

if TYPE_CHECKING:
    from dash import Dash

PREFIX = "/_app/"
# Dash puts every bundle it ships on every page. Nothing here uses these, and they are half of its weight:
# core components and data table (we use html and our own map), and polyfills for browsers of before 2017.
UNUSED = re.compile(r'<script src="[^"]*/(?:dcc/|dash_table/|deps/polyfill@)[^"]*"></script>\s*')
FONTS = (
    "noto-serif-latin-700-normal.woff2",
    "noto-sans-latin-400-normal.woff2",
    "noto-sans-latin-600-normal.woff2",
    "noto-serif-latin-400-normal.woff2",
)
FONT_FOLDER = f"{PREFIX}assets/fonts/noto-5.3.0/"
HOUSE_CSS = f"{PREFIX}house.css"
HOUSE_FONTS = f"{PREFIX}house/"
_CONFIG = re.compile(r'(<script id="_dash-config" type="application/json">)(.*)(</script>)', re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListItem:
    """A story in the list at /."""

    href: str
    title: str
    facts: str


def fonts(house: House) -> list[str]:
    """The fonts worth fetching first: ours, where the house has none of its own."""
    own = [family for family in ("sans", "serif") if house.has_family(family)]
    return [FONT_FOLDER + f for f in FONTS if f.split("-")[1] not in own]


def house_styles(house: House) -> Markup:
    """The link to the house's style sheet; "" where it has none."""
    css = house.css()
    if not css:
        return Markup("")
    digest = hashlib.sha256(css.encode()).hexdigest()[:12]
    return Markup('<link rel="stylesheet" href="{}?m={}">').format(HOUSE_CSS, digest)


def story_html(
    parts: dict[str, str], language: str, header: Header, name: str, preloaded: list[str], oembed: str
) -> str:
    """Dash's parts set into our own page; its head stands before the first script has run, and stays where it is."""
    return render_template(
        "story.html",
        header=header,
        language=language,
        address=address(name),
        fonts=preloaded,
        oembed=oembed,
        styles=Markup(parts["css"]),  # noqa: S704 - Dash's own tags, no text of a story
        config=Markup(_for_story(parts["config"], name)),  # noqa: S704
        scripts=Markup(UNUSED.sub("", parts["scripts"])),  # noqa: S704
        renderer=Markup(parts["renderer"]),  # noqa: S704
    )


def _for_story(config: str, name: str) -> str:
    """Dash's configuration with the story's address as the prefix of its requests."""

    def prefixed(match: re.Match[str]) -> str:
        values = json.loads(match[2]) | {"requests_pathname_prefix": address(name)}
        # What a reader's browser has no use for says too much about the server.
        values.pop("python_version", None)
        return match[1] + json.dumps(values).replace("<", "\\u003c") + match[3]

    return _CONFIG.sub(prefixed, config)


def address(name: str) -> str:
    """The path of a story's page."""
    return f"/s/{quote(name, safe='')}/"


def facts(story: Story) -> str:
    """Source and date of a story in one line."""
    sources = [a.source_office for a in story.articles if a.source_office]
    published = [a.published for a in story.articles if a.published]
    as_of = [say("As of {day}", day=dates.day(max(published)))] if published else []
    return " · ".join([*as_of, *dict.fromkeys(sources)])


def list_item(name: str, story: Story) -> ListItem:
    """A story for the list: its address, title, and what is in it."""
    counts = [
        words.count(len(story.events), "event"),
        words.count(len(story.places), "place"),
        words.count(len(story.proposals), "proposal"),
    ]
    return ListItem(address(name), story.title, " · ".join([*filter(None, [facts(story)]), say(", ").join(counts)]))


def styles(app: Dash) -> Markup:
    """The link tags of our style sheets, as on a story's page."""
    tags: Any = app._generate_css_dist_html  # Dash has no public way to its tags
    return Markup(tags())  # noqa: S704 - no text of a story
