"""The embed served live: its bytes, its headers, its pictures, and oEmbed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from geodash.app import create_app
from geodash.embed import site
from geodash.embed.headers import script_hashes
from geodash.embed.live import Live
from geodash.embed.surface import Page, surface
from geodash.library import Library
from geodash.studio import Studio
from tests.geodash.helpers import STORIES, fixture, story
from tests.geodash.test_app import HOSTILE, Blank

DAYS = [date(2024, 8, 14)]


def page(studio: Studio, correction: str, languages: tuple[str, ...]) -> Page:
    """A stand-in for the embed's page, which has tests of its own."""
    data = '<script type="application/json">{"n": 1}</script>'
    return lambda address: (
        f"<!doctype html><p>{studio.story.id} {address.page} {address.part('full.png')}</p><script>1 < 2</script>{data}"
    )


@pytest.fixture
def live() -> Iterator[Live]:
    stories = [fixture("talks"), fixture("flood"), story(id="Повінь", title=HOSTILE)]
    library = Library(stories, lambda worldview: Blank(), today=lambda: DAYS[-1])
    yield Live(library, replace(surface(), page=page))
    del DAYS[1:]


@pytest.fixture
def app(live: Live) -> FlaskClient:
    return create_app(live.library, live).test_client()


def test_a_page_is_what_is_published_with_no_base(app: FlaskClient, live: Live) -> None:
    answer = app.get("/embed/talks/")
    assert answer.status_code == 200 and answer.mimetype == "text/html"
    made = live.bundle("talks")
    assert answer.data == made.files["index.html"]
    assert f"<p>talks ./ ./{made.address.revision}/full.png</p>" in answer.text
    # Neither the host's name nor a query or a header is in it: it is kept for all readers.
    other = app.get("/embed/talks/?dark=true", headers={"Host": "evil.example", "X-Forwarded-Host": "evil.example"})
    assert other.data == answer.data


def test_a_page_is_made_once_a_day(app: FlaskClient, live: Live) -> None:
    made: list[str] = []

    def counted(studio: Studio, correction: str, languages: tuple[str, ...]) -> Page:
        if studio.language == languages[0]:
            made.append(studio.story.id)
        return page(studio, correction, languages)

    app = create_app(live.library, Live(live.library, replace(surface(), page=counted))).test_client()
    for name in ("talks", "talks", "flood", "talks"):
        app.get(f"/embed/{name}/")
    assert made == ["talks", "flood"]
    DAYS.append(date(2024, 8, 15))
    app.get("/embed/talks/")
    assert made == ["talks", "flood", "talks"]


def test_any_site_may_frame_it_and_nothing_more(app: FlaskClient) -> None:
    answer = app.get("/embed/talks/")
    policy = answer.headers["Content-Security-Policy"]
    (digest,) = script_hashes(answer.text)
    assert policy == (
        f"default-src 'none'; script-src 'self' '{digest}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors *"
    )
    for path in ("/embed/talks/", "/embed/embed.js", "/embed/talks/oembed.json"):
        headers = app.get(path).headers
        assert "frame-ancestors *" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert headers["Access-Control-Allow-Origin"] == "*" and headers["X-Content-Type-Options"] == "nosniff"
        assert not {"X-Frame-Options", "Set-Cookie", "Cross-Origin-Opener-Policy"} & set(headers.keys())


def test_the_dashboard_keeps_its_own_headers(app: FlaskClient) -> None:
    for path in ("/s/talks/", "/", "/embed/nope/", "/s/talks/_dash-layout", "/_app/assets/embed/embed.js"):
        app.get("/embed/talks/")  # in between, as on a busy server
        headers = app.get(path).headers
        assert "frame-ancestors 'self'" in headers["Content-Security-Policy"], path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin" and "Access-Control-Allow-Origin" not in headers


def test_the_dashboard_loads_no_script_of_the_embed(app: FlaskClient) -> None:
    assert "assets/embed/" not in app.get("/s/talks/").text


@pytest.mark.parametrize(
    "path",
    [
        "/embed/nope/",
        "/embed/",
        "/embed/nope/full.png",
        "/embed/talks/story.json",
        "/embed/talks/x.png",
        "/embed/nope/oembed.json",
        "/embed/..%2ftalks/",
        "/embed/heights.js/",
    ],
)
def test_what_is_not_there_is_404(app: FlaskClient, path: str) -> None:
    answer = app.get(path)
    assert answer.status_code == 404 and answer.headers["Cache-Control"] == "no-store"


def test_cache_times_and_no_second_sending(app: FlaskClient) -> None:
    for path, cache in (
        ("/embed/talks/", site.POINTER),
        ("/embed/embed.js", site.LOADER),
        ("/embed/talks/og.png", site.POINTER),
    ):
        first = app.get(path)
        assert first.headers["Cache-Control"] == cache
        assert app.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert first.headers["Vary"] == "Accept-Encoding"
    assert app.get("/embed/embed.js", headers={"Accept-Encoding": "br"}).headers["Content-Encoding"] == "br"


def test_pictures_are_drawn_once(app: FlaskClient) -> None:
    for part, size in (("og.png", (1200, 630)), ("full.png", (1280, 1472))):
        answer = app.get(f"/embed/talks/{part}")
        assert answer.mimetype == "image/png" and answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert (int.from_bytes(answer.data[16:20], "big"), int.from_bytes(answer.data[20:24], "big")) == size
        assert app.get(f"/embed/talks/{part}").data == answer.data


def test_the_parts_that_a_page_names_are_there(app: FlaskClient, live: Live) -> None:
    folder = f"/embed/talks/{live.bundle('talks').address.revision}"
    for part, kind in (
        ("og.png", "image/png"),
        ("public.json", "application/json"),
        ("layers.geojson", "application/geo+json"),
    ):
        answer = app.get(f"{folder}/{part}")
        assert answer.status_code == 200 and answer.mimetype == kind
        assert answer.headers["Cache-Control"] == site.PART
    for path in (f"{folder}/index.html", f"{folder}/story.json", "/embed/talks/0123456789ab/og.png"):
        assert app.get(path).status_code == 404


def test_live_and_published_are_the_same_bytes(live: Live, tmp_path: Path) -> None:
    from geodash.embed.publish import Request, publish
    from geodash.embed.target import Target
    from geodash.studio import Options

    real = create_app(live.library, Live(live.library)).test_client()
    publish(Request(STORIES / "talks", Options()), Target(str(tmp_path)))
    pages = list(tmp_path.glob("talks/*.html"))
    parts = [path for path in tmp_path.glob("talks/*/*") if path.suffix in (".png", ".geojson")]
    assert (len(pages), len(parts)) == (3, 3)
    for path in [*pages, *parts, tmp_path / "talks" / "full.png"]:
        assert real.get(f"/embed/{path.relative_to(tmp_path)}").data == path.read_bytes(), path
    assert real.get("/embed/talks/").data == (tmp_path / "talks" / "index.html").read_bytes()


@pytest.mark.parametrize("language", ["ar", "he"])
def test_another_language_is_a_page_beside(live: Live, language: str) -> None:
    app = create_app(live.library, Live(live.library)).test_client()
    page = app.get(f"/embed/talks/index.{language}.html")
    assert page.status_code == 200 and f'<html lang="{language}" dir="rtl" data-langs="en ar he">' in page.text
    assert app.get("/embed/talks/index.en.html").status_code == 404  # that is index.html
    assert app.get("/embed/talks/index.xx.html").status_code == 404


def oembed(app: FlaskClient, url: str, **more: Any) -> Any:
    return app.get("/oembed", query_string={"url": url, **more})


@pytest.mark.parametrize(
    "path", ["/s/talks/", "/s/talks", "/embed/talks/", "/embed/talks/index.html", "/s/talks/?event=e6#x"]
)
def test_oembed_answers_for_this_hosts_addresses(app: FlaskClient, path: str) -> None:
    answer = oembed(app, f"https://localhost{path}", maxwidth="400", maxheight="300", format="json")
    made = answer.json
    assert answer.mimetype == "application/json" and (made["width"], made["height"]) == (400, 300)
    assert made["type"] == "rich" and made["title"] == fixture("talks").title
    assert 'src="https://localhost/embed/talks/"' in made["html"]
    assert made["thumbnail_url"] == "https://localhost/embed/talks/og.png"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "talks",
        "/s/talks/",
        "https://evil.example/s/talks/",
        "https://localhost@evil.example/s/talks/",
        "https://localhost:1/s/talks/",
        "ftp://localhost/s/talks/",
        "javascript://localhost/s/talks/",
        "https://localhost/s/nope/",
        "https://localhost/x/talks/",
        "https://localhost/s/talks/_dash-layout",
        "https://[localhost/s/talks/",
    ],
)
def test_oembed_answers_for_no_other(app: FlaskClient, url: str) -> None:
    assert oembed(app, url).status_code == 404


def test_oembed_has_one_format_and_forgives_odd_sizes(app: FlaskClient) -> None:
    assert oembed(app, "http://localhost/s/talks/", format="xml").status_code == 501
    assert oembed(app, "http://localhost/s/talks/", maxwidth="x", maxheight="-1").json["width"] == 660


def test_pages_say_where_oembed_is(app: FlaskClient) -> None:
    head = app.get("/s/talks/").text
    (link,) = re.findall(r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)"', head)
    header = app.get("/embed/talks/").headers["Link"]
    for found in (link.replace("&amp;", "&"), header[1 : header.index(">")]):
        assert found.startswith("http://localhost/oembed?url=http%3A%2F%2Flocalhost%2F")
        assert 'src="http://localhost/embed/talks/"' in app.get(found.removeprefix("http://localhost")).json["html"]
    # The document that a published bundle has beside its page.
    assert app.get("/embed/talks/oembed.json").json["html"] == app.get(link.replace("&amp;", "&")).json["html"]


def test_a_name_of_any_script_and_a_hostile_title(app: FlaskClient) -> None:
    name = quote("повінь")
    assert app.get(f"/embed/{name}/").status_code == 200
    made = oembed(app, f"http://localhost/embed/{name}/").json
    assert f'src="http://localhost/embed/{name}/"' in made["html"] and "<img" not in made["html"]
    assert made["title"] == HOSTILE and "{{" not in made["html"]
