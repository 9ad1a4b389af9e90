"""The web app: stories under /s/<name>/ by Dash, the list at / and errors as plain pages.

Dash itself lives under /_app/ (scripts, styles). A story's page is Dash's index with its own request prefix, so that
the layout is the story's and no callback is needed to find out which page is shown.
"""

from __future__ import annotations

from typing import Any

from dash import Dash, html
from flask import Flask, Response, abort, g, render_template

from geodash import callbacks, delivery, index
from geodash.index import PREFIX
from geodash.layout import story_page
from geodash.library import Library
from geodash.paths import TEMPLATES, assets


class StoryApp(Dash):
    """Dash whose page is built around one story."""

    def interpolate_index(self, **parts: Any) -> Any:  # type: ignore[override]  # Dash calls it by keywords alone
        """The HTML of a story's page: see geodash.index."""
        return index.story_html(parts, g.story.language, g.page.view.header, g.story_name)


def create_app(library: Library) -> Flask:
    """The WSGI app over a library of stories. Makes no request and opens no port."""
    server = Flask("geodash", template_folder=str(TEMPLATES), static_folder=None)
    server.jinja_env.globals["favicon"] = index.FAVICON
    made: Any = StoryApp  # Dash's signature wants True for a server, and a string for no title
    app: StoryApp = made(
        "geodash",
        server=server,
        routes_pathname_prefix=PREFIX,
        requests_pathname_prefix=PREFIX,
        assets_folder=str(assets()),
        # The style table is data for Python; vendor holds Leaflet, which the map needs, with its licence.
        assets_ignore=r"\.(json|woff2)$|^LICENSE",
        title="geodash",
        update_title=None,
        suppress_callback_exceptions=True,  # the ids on a page depend on its story
        use_async=False,
        compress=False,  # delivery.py does it, with a cache
    )
    app.layout = lambda: _layout(library)
    callbacks.register(app)
    _routes(server, app, library)
    delivery.install(server, app)
    return server


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
        g.story, g.story_name = story, name

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
