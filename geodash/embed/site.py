"""What all stories of one target share: its public address, who may frame them, and the files that tell a host so.

``geodash.json`` keeps it beside the stories, so that the next publish says what the last one said; ``_headers`` (the
form of Netlify and Cloudflare Pages) and ``nginx.conf`` are made of it. Pure.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urlsplit

from geodash.embed import headers, origins, pages
from geodash.language import languages
from geodata.errors import InputError

FILE = "geodash.json"
SCHEMA = "geodash.site/1"
POINTER = "public, max-age=30, stale-while-revalidate=300, stale-if-error=86400"
PART = "public, max-age=300"  # not longer: what is withdrawn must go away
# Its address has no version, as articles keep it for years: a year's caching would keep a fault in it as long.
LOADER = "public, max-age=3600, stale-while-revalidate=86400"
_PAGES = (pages.MAIN, *(f"index.{code}.html" for code in languages()))
_HASH = re.compile(r"sha256-[A-Za-z0-9+/]{43}=")


@dataclass(frozen=True)
class Site:
    """``hashes``: of the inline scripts of all pages published here, older revisions' too, as they may be shown again."""

    base_url: str = ""
    partners: tuple[str, ...] = origins.ANYONE
    hashes: frozenset[str] = frozenset()

    def told(self, base_url: str | None, partners: str | None) -> Site:
        """As the options say; what they leave out stays. Raises InputError."""
        base = self.base_url if base_url is None else origins.base_url(base_url)
        return replace(self, base_url=base, partners=self.partners if partners is None else origins.partners(partners))

    def running(self, hashes: Iterable[str]) -> Site:
        """With the scripts of one page more."""
        return replace(self, hashes=self.hashes | frozenset(hashes))

    def files(self) -> dict[str, bytes]:
        """The shared files that are made of it."""
        made = {FILE: self._json(), "_headers": _headers(self), "nginx.conf": _nginx(self)}
        return {name: text.encode("utf-8") for name, text in made.items()}

    def _json(self) -> str:
        said = {"schema": SCHEMA, "base_url": self.base_url, "partners": self.partners, "scripts": sorted(self.hashes)}
        return json.dumps(said, indent=1) + "\n"


def read(raw: bytes | None, shown: str) -> Site:
    """The site of a target's geodash.json (None: there is none yet). Raises InputError; ``shown`` names the file."""
    if raw is None:
        return Site()
    try:
        held = json.loads(raw)
        if held["schema"] != SCHEMA:
            raise ValueError(held["schema"])
        base = origins.base_url(held["base_url"]) if held["base_url"] else ""
        hashes = frozenset(str(one) for one in held["scripts"])
        if not all(_HASH.fullmatch(one) for one in hashes):
            raise ValueError("scripts")
        return Site(base, origins.partners(" ".join(held["partners"])), hashes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, InputError):
        raise InputError(
            f"{shown} is not as geodash wrote it; remove it and publish again with --base-url and --partners"
        ) from None


def _headers(site: Site) -> str:
    at = urlsplit(site.base_url).path
    common = headers.headers(site.hashes, site.partners)
    times = {
        f"{at}/embed.js": LOADER,
        f"{at}/:story/": POINTER,
        **{f"{at}/:story/{name}": POINTER for name in (*_PAGES, "oembed.json", "full.png", "revisions.json")},
        f"{at}/:story/:revision/*": PART,
    }
    rules = [(f"{at}/*", common), *((path, {"Cache-Control": time}) for path, time in times.items())]
    lines = [
        "# geodash: headers of published stories. Netlify and Cloudflare Pages read this file in the root of a site."
    ]
    for path, said in rules:
        lines += [path, *(f"  {name}: {value}" for name, value in said.items())]
    return "\n".join(lines) + "\n"


def _nginx(site: Site) -> str:
    at = re.escape(unquote(urlsplit(site.base_url).path))
    places = {
        f"^{at}/embed\\.js$": LOADER,
        f"^{at}/[^/]+/(?:index(?:\\.[a-z]{{2,3}})?\\.html|oembed\\.json|full\\.png|revisions\\.json)?$": POINTER,
        f"^{at}/[^/]+/[0-9a-f]{{12}}/": PART,
    }
    return "\n".join([*_NGINX_HEAD, *_locations(site, places)]) + "\n"


_NGINX_HEAD = (
    "# geodash: include this in the server block whose root holds the published stories.",
    "# Where nginx has the brotli module, brotli_static may be switched on; gzip_static is in most builds.",
    "gzip_static on;",
    "# brotli_static on;",
    "charset utf-8;",
    "index index.html;",
)


def _locations(site: Site, places: dict[str, str]) -> Iterator[str]:
    for pattern, time in places.items():
        yield f'location ~ "{pattern}" {{'
        yield "    types { text/html html; text/javascript js; application/json json; application/geo+json geojson; image/png png; }"
        yield "    charset_types text/javascript application/json application/geo+json;"
        # Twins keep the content's address apart from its coding: a cache must not mix them.
        yield "    gzip_vary on;"
        for name, value in {**headers.headers(site.hashes, site.partners), "Cache-Control": time}.items():
            yield f'    add_header {name} "{value}" always;'
        yield "}"
