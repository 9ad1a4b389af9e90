"""The embed served live: /embed/<story>/ and its parts, and /oembed, which answers for the addresses of this host.

These answers alone go out under the embed's own headers, so that any site may frame them; a published bundle carries
the same. An iframe works before anything is published, though a bundle is what a news site's traffic should reach.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from flask import Flask, Request, Response, abort, request

from geodash import delivery
from geodash.embed import codes, headers, pages, site
from geodash.embed.address import Address
from geodash.language import languages
from geodash.paths import assets

if TYPE_CHECKING:
    from geodash.embed.live import Live
    from geodash.library import Library

BASE = "/embed"
PAGES = ", ".join(f'"{name}"' for name in (pages.MAIN, *(f"index.{code}.html" for code in languages())))
KINDS = {
    "full.png": "image/png",
    "og.png": "image/png",
    "public.json": "application/json",
    "layers.geojson": "application/geo+json",
}
_STORY = re.compile(r"^/(?:s|embed)/([^/]+)/?(?:index(?:\.[a-z]{2,3})?\.html)?$")


def install(server: Flask, live: Live, library: Library) -> None:
    """Add the routes to a server, before geodash.delivery is installed on it."""
    loader = (assets() / "embed" / "embed.js").read_bytes()

    def known(name: str) -> str:
        if library.story(name) is None:
            abort(404)
        return name

    @server.get(f"{BASE}/<name>/")
    @server.get(f"{BASE}/<name>/<any({PAGES}):page>")
    def embed_page(name: str, page: str = pages.MAIN) -> Response:
        html = live.bundle(known(name)).files.get(page) or abort(404)
        answer = delivery.revalidated(Response(html, mimetype="text/html"), site.POINTER)
        # In a header, as the page's own bytes do not know its host.
        answer.headers["Link"] = f'<{oembed_link(request)}>; rel="alternate"; type="application/json+oembed"'
        return delivery.with_headers(answer, headers.headers(headers.script_hashes(html.decode())))

    @server.get(f'{BASE}/<name>/<any("full.png", "og.png"):part>')
    def embed_picture(name: str, part: str) -> Response:
        return _part(live.bundle(known(name)).files[part], KINDS[part], site.POINTER)

    @server.get(f"{BASE}/<name>/<revision>/<part>")
    def embed_part(name: str, revision: str, part: str) -> Response:
        made = live.bundle(known(name))
        if revision != made.address.revision or part not in KINDS:
            abort(404)
        return _part(made.files[part], KINDS[part])

    @server.get(f"{BASE}/embed.js")
    def embed_script() -> Response:
        return _part(loader, "text/javascript", site.LOADER)

    @server.get(f"{BASE}/<name>/oembed.json")
    def embed_oembed(name: str) -> Response:
        known(name)
        return _oembed(library, name, urlsplit(request.base_url).scheme)

    @server.get("/oembed")
    def oembed() -> Response:
        if request.args.get("format", "json") != "json":
            abort(501)  # oembed.com §2.2
        scheme, name = _asked(request.args.get("url", ""), request.host)
        return _oembed(library, known(name), scheme)


def oembed_link(call: Request) -> str:
    """The address that describes the page of this request to who would embed it."""
    return f"{call.host_url}oembed?url={quote(call.base_url, safe='')}&format=json"


def _asked(url: str, host: str) -> tuple[str, str]:
    """Scheme and story's name of an address of this host; 404 for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        abort(404)
    found = _STORY.match(parts.path)
    if found is None or parts.scheme not in ("http", "https") or parts.netloc.lower() != host.lower():
        abort(404)
    return parts.scheme, unquote(found[1])


def _oembed(library: Library, name: str, scheme: str) -> Response:
    """``scheme``: as the asker reaches this host, which a proxy in between may hide from us."""
    story = library.story(name)
    assert story is not None  # noqa: S101 - the route has looked
    address = Address(quote(name, safe=""), base_url=f"{scheme}://{request.host}{BASE}")
    width, height = (_px(request.args.get(limit, "")) for limit in ("maxwidth", "maxheight"))
    text = json.dumps(codes.oembed(address, story.title, maxwidth=width, maxheight=height), ensure_ascii=False)
    return _part(text.encode("utf-8", "replace"), "application/json")


def _px(text: str) -> int | None:
    """A number of px; None for what is none, as an article should not lack its map for that."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,5}", text) else None


def _part(data: bytes, kind: str, cache: str = site.PART) -> Response:
    answer = delivery.revalidated(Response(data, mimetype=kind), cache)
    return delivery.with_headers(answer, headers.headers())
