"""How answers leave: security headers, compression with a cache, cache times, limits, and errors as plain pages."""

from __future__ import annotations

import logging
from collections import OrderedDict
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, Request, Response, abort, g, render_template, request
from flask_compress import Compress
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from geodash.index import PREFIX, styles
from geodash.language import say

MAX_BODY = 1_000_000  # bytes; a callback's inputs are a few kB
YEAR = 31_536_000
CACHED = 256  # compressed answers kept: all assets, and some hundred layouts

log = logging.getLogger("geodash")


def install(server: Flask, app: Dash) -> None:
    """Give a server its headers, limits and error pages; call it when all callbacks are registered."""
    server.config.update(
        MAX_CONTENT_LENGTH=MAX_BODY,
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_BR_LEVEL=9,  # paid once per file: kept in the cache
        COMPRESS_LEVEL=9,
        COMPRESS_STREAMS=False,
        COMPRESS_CACHE_BACKEND=_Cache,
        COMPRESS_CACHE_KEY=_cache_key,
    )
    Compress(server)
    _guard(server, app)
    _errors(server, app)
    headers = _headers(app)

    @server.after_request
    def finish(response: Response) -> Response:
        for name, value in g.pop("headers", headers).items():
            response.headers.setdefault(name, value)
        _cache_times(response)
        return response


def revalidated(response: Response, cache: str = "no-cache") -> Response:
    """An answer that is sent again only when it has changed; as it comes, a browser asks each time."""
    response.add_etag()
    g.compress_key = f"{request.path};{response.get_etag()[0]}"
    response.headers["Cache-Control"] = cache
    response.make_conditional(request)
    return response


def with_headers(response: Response, headers: dict[str, str]) -> Response:
    """An answer under headers of its own in place of the dashboard's. An error is never under them."""
    g.headers = headers
    return response


def _headers(app: Dash) -> dict[str, str]:
    """Security headers; the policy is the one Dash 4.4 runs under, with hashes of its inline scripts."""
    hashes = " ".join(app.csp_hashes())
    policy = (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'self'"
    )
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _cache_times(response: Response) -> None:
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
        return
    path = request.path
    if path.startswith(f"{PREFIX}assets/"):
        # Assets carry their time of change as ?m=, fonts their version in the path.
        lasting = "m" in request.args or "/fonts/" in path
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if lasting else "no-cache"
        _read(response)
        g.compress_key = request.full_path if lasting else ""
    elif path.startswith(f"{PREFIX}_dash-component-suites/"):
        g.compress_key = request.full_path
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"


def _read(response: Response) -> None:
    """Take a file into memory: only whole answers are compressed, and none here is large."""
    if response.is_streamed and response.status_code == 200:
        response.direct_passthrough = False
        data = response.get_data()
        response.close()
        response.set_data(data)


def _guard(server: Flask, app: Dash) -> None:
    """Refuse what Dash would answer with its index, or with a traceback."""

    @server.before_request
    def check() -> None:
        if request.endpoint in (PREFIX, f"{PREFIX}<path:path>"):
            abort(404)
        if request.path.endswith("/_dash-update-component"):
            _check_callback(request, app)


def _check_callback(call: Request, app: Dash) -> None:
    origin = call.headers.get("Origin")
    if origin and urlsplit(origin).netloc != call.host:
        abort(403)
    body = call.get_json(silent=False)  # raises 400 or 415 by itself, 413 past the limit
    if not isinstance(body, dict) or not isinstance(body.get("output"), str):
        raise BadRequest("a callback's body names its output")
    known = app.callback_map.get(body["output"], {})
    if "callback" not in known:
        raise BadRequest("no such callback on this server")
    lists = (body.get("inputs", []), body.get("state", []), body.get("changedPropIds", []))
    if not all(isinstance(one, list) for one in lists):
        raise BadRequest("a callback's inputs and state are lists")


def _errors(server: Flask, app: Dash) -> None:
    def page(code: int, title: str, detail: str) -> tuple[str, int]:
        return render_template("error.html", code=code, title=title, detail=detail, styles=styles(app)), code

    @server.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Any:
        code = error.code or 500
        if request.method == "POST":
            return Response(f"{code} {error.name}\n", status=code, mimetype="text/plain")
        if code == 404:
            return page(404, say("No such page"), say("There is no story at this address."))
        return page(code, error.name, say("The request could not be answered.")) if code >= 400 else error

    @server.errorhandler(DependencyException)
    def unknown(error: DependencyException) -> Any:
        return refused(NotFound())  # Dash's answer to a script that it does not ship

    @server.errorhandler(Exception)
    def failed(error: Exception) -> Any:
        log.exception("%s %s failed", request.method, request.path)
        if request.method == "POST":
            return Response("500 Internal Server Error\n", status=500, mimetype="text/plain")
        return page(500, say("Something went wrong"), say("The page could not be made. The server's log says why."))


def _cache_key(call: Request) -> str:
    return str(g.get("compress_key", ""))


class _Cache:
    """Compressed answers by key; the least used ones go first. Answers without a key are not kept."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def set(self, key: str, value: bytes) -> None:
        if key.endswith(";"):
            return
        with self._lock:
            self._held[key] = value
            while len(self._held) > CACHED:
                self._held.popitem(last=False)
