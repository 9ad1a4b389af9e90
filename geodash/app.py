"""The web app: stories under /s/<name>/ by Dash, the list at / and errors as plain pages.

Dash itself lives under /_app/ (scripts, styles). A story's page is Dash's index with its own request prefix, so that
the layout is the story's and no callback is needed to find out which page is shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import Dash, html
from flask import Flask, Response, abort, g, render_template

from geodash import callbacks, delivery, index
from geodash.favicon import FAVICON
from geodash.house import House
from geodash.index import PREFIX
from geodash.language import code, direction, say
from geodash.layout import story_page
from geodash.library import Library
from geodash.paths import TEMPLATES, assets


class StoryApp(Dash):
    """Dash whose page is built around one story."""

    def interpolate_index(self, **parts: Any) -> Any:  # type: ignore[override]  # Dash calls it by keywords alone
        """The HTML of a story's page: see geodash.index."""
        language = g.story.language if code() == "en" else code()
        return index.story_html(parts, language, g.page.view.header, g.story_name, index.fonts(g.house))


def create_app(library: Library) -> Flask:
    """The WSGI app over a library of stories. Makes no request and opens no port."""
    server = Flask("geodash", template_folder=str(TEMPLATES), static_folder=None)
    server.jinja_env.globals |= {
        "favicon": FAVICON,
        "say": say,
        "direction": direction,
        "language": library.language,
        "house_styles": index.house_styles(library.house),
    }
    made: Any = StoryApp  # Dash's signature wants True for a server, and a string for no title
    app: StoryApp = made(
        "geodash",
        server=server,
        routes_pathname_prefix=PREFIX,
        requests_pathname_prefix=PREFIX,
        assets_folder=str(assets()),
        # The style table is data for Python; vendor holds Leaflet, which the map needs, with its licence;
        # standalone.js is the page of one file alone.
        assets_ignore=r"\.(json|woff2)$|^LICENSE|^standalone\.js$",
        assets_path_ignore=["^embed$"],  # the embed's page has these in it, and would fail on another
        title="geodash",
        update_title=None,
        suppress_callback_exceptions=True,  # the ids on a page depend on its story
        use_async=False,
        compress=False,  # delivery.py does it, with a cache
    )
    app.layout = lambda: _layout(library)
    callbacks.register(app)
    _routes(server, app, library)
    _house_routes(server, library.house)
    delivery.install(server, app)
    answer: Any = server.wsgi_app

    def spoken(environ: Any, start: Any) -> Iterable[bytes]:
        """Every answer is made in the library's language and the house's wording."""
        with library.speaking():
            made: Iterable[bytes] = answer(environ, start)
            return made

    server.wsgi_app = spoken  # type: ignore[assignment, method-assign]  # Flask's own way to wrap an app
    return server


def _house_routes(server: Flask, house: House) -> None:
    """The house's style sheet and the fonts that it lists, and no other file."""
    css, fonts = house.css(), {name: path.read_bytes() for name, path in house.fonts.items()}

    @server.get(index.HOUSE_CSS)
    def house_css() -> Response:
        return delivery.revalidated(Response(css, mimetype="text/css"))

    @server.get(f"{index.HOUSE_FONTS}<name>")
    def house_font(name: str) -> Response:
        if name not in fonts:
            abort(404)
        return delivery.revalidated(Response(fonts[name], mimetype="font/otf"))


def _layout(library: Library) -> html.Div:
    """The layout of the story that is asked for; an empty page while Dash sets itself up."""
    name = g.get("story_name") if g else None
    if name is None:
        return html.Div()
    page = library.page(name)
    return story_page(page, library.style)


def _routes(server: Flask, app: StoryApp, library: Library) -> None:
    def find(name: str) -> None:
        story = library.story(name)
        if story is None:
            abort(404)
        g.story, g.story_name, g.house = story, name, library.house

    @server.get("/")
    def stories() -> str:
        items = [index.list_item(name, story) for name, story in library]
        return render_template("list.html", stories=items, styles=index.styles(app))

    @server.get("/s/<name>/")
    def story(name: str) -> str:
        find(name)
        g.page = library.page(name)
        page: Any = app.index
        return str(page())

    @server.get("/s/<name>/_dash-layout")
    def layout(name: str) -> Response:
        find(name)
        made: Any = app.serve_layout
        return delivery.revalidated(made())

    @server.get("/s/<name>/_dash-dependencies")
    def dependencies(name: str) -> Response:
        find(name)
        return delivery.revalidated(app.dependencies())

    @server.post("/s/<name>/_dash-update-component")
    def update(name: str) -> Any:
        find(name)
        return server.view_functions[f"{PREFIX}_dash-update-component"]()
