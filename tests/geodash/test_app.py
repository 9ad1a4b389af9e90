from __future__ import annotations

import gzip
import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from geodash.app import create_app
from geodash.earth import BlankEarth
from geodash.extent import Box
from geodash.library import Library
from geodash.view import Panel
from tests.geodash.helpers import event, fixture, place, proposal, stance, story

HOSTILE = "{{7*7}} {% raw %} ${1+1} </script><img src=x onerror=alert(1)> $5 and $6 \u2028 “q” <b>&amp;"


class Blank(BlankEarth):
    """A ground without land, so that these tests need no basemap."""

    attributions = ("test ground",)

    def lay(self, panel: Panel) -> dict[str, Any]:
        return panel.data() | {"base": {"areas": [], "borders": [], "coast": None, "lakes": None}, "labels": []}

    def contested(self, boxes: Sequence[Box]) -> tuple[str, ...]:
        return ()


def client(*stories: Any) -> FlaskClient:
    library = Library(stories, lambda worldview: Blank(), today=lambda: date(2024, 8, 14))
    return create_app(library).test_client()


@pytest.fixture(scope="module")
def app() -> FlaskClient:
    return client(fixture("talks"), fixture("flood"), fixture("nowhere"))


def test_the_list_names_every_story(app: FlaskClient) -> None:
    page = app.get("/")
    assert page.status_code == 200
    for name in ("talks", "flood", "nowhere"):
        assert f'href="/s/{name}/"' in page.text
    assert "As of 14 Aug 2024 · Geodash Wire · 9 events, 12 places, 3 proposals" in page.text


def test_a_story_has_its_own_page_and_layout(app: FlaskClient) -> None:
    page = app.get("/s/flood/")
    assert page.status_code == 200
    assert "<title>Tana River floods Garissa after a week of rain · geodash</title>" in page.text
    assert '"requests_pathname_prefix": "/s/flood/"' in page.text
    layout = app.get("/s/flood/_dash-layout")
    assert layout.json is not None and "Boats carry people" in layout.text and "Hezbollah" not in layout.text
    assert len(app.get("/s/flood/_dash-dependencies").json) == 2


def test_the_page_loads_no_bundle_that_it_does_not_use(app: FlaskClient) -> None:
    scripts = re.findall(r'<script src="([^"]+)"', app.get("/s/talks/").text)
    assert any("dash_renderer" in s for s in scripts) and any("linked_selection" in s for s in scripts)
    assert not [s for s in scripts if "dcc/" in s or "dash_table" in s or "polyfill" in s or "plotly" in s]
    for address in scripts:
        assert address.startswith("/_app/") and app.get(address).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/s/nope/",
        "/s/nope/_dash-layout",
        "/s/",
        "/_app/",
        "/_app/nope",
        "/s/talks/nope",
        "/s/..%2f..%2fetc/",
        "/_app/assets/nope.js",
        "/_app/assets/..%2f..%2fpyproject.toml",
        "/s/%00/",
        "/_app/_dash-component-suites/dash/nope.js",
    ],
)
def test_unknown_paths_are_404_and_not_stored(app: FlaskClient, path: str) -> None:
    answer = app.get(path)
    assert answer.status_code == 404
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer.headers


def test_a_story_address_without_its_slash_leads_to_the_page(app: FlaskClient) -> None:
    assert app.get("/s/talks").status_code == 308


def test_security_headers(app: FlaskClient) -> None:
    for path in ("/", "/s/talks/", "/s/talks/_dash-layout", "/_app/assets/10-tokens.css", "/nope"):
        headers = app.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "frame-ancestors 'self'" in policy
        assert "script-src 'self' 'sha256-" in policy and "unsafe-eval" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "geolocation=()" in headers["Permissions-Policy"]


def test_the_policy_covers_every_inline_script(app: FlaskClient) -> None:
    import base64
    import hashlib

    page = app.get("/s/talks/")
    inline = re.findall(r"<script(?![^>]*src=)(?![^>]*application/json)[^>]*>(.*?)</script>", page.text, re.DOTALL)
    assert inline
    for text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page.headers["Content-Security-Policy"]


UPDATE = "/s/talks/_dash-update-component"


@pytest.mark.parametrize(
    "body", ["[]", "{}", "null", "1", '"x"', '{"output": 3}', '{"output": "x.y", "inputs": []}', "{", ""]
)
@pytest.mark.parametrize("path", [UPDATE, "/_app/_dash-update-component"])
def test_bad_callback_bodies_are_400_without_a_traceback(app: FlaskClient, path: str, body: str) -> None:
    answer = app.post(path, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text and len(answer.text) < 200
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_clientside_callback_cannot_be_called_on_the_server(app: FlaskClient) -> None:
    outputs = [d["output"] for d in app.get("/s/talks/_dash-dependencies").json]
    for output in outputs:
        assert app.post(UPDATE, json={"output": output, "inputs": [], "changedPropIds": []}).status_code == 400


def test_a_large_body_is_413(app: FlaskClient) -> None:
    answer = app.post(UPDATE, data=b'{"output": "' + b"x" * 8_000_000 + b'"}', content_type="application/json")
    assert answer.status_code == 413


def test_other_forms_and_foreign_origins_are_refused(app: FlaskClient) -> None:
    assert app.post(UPDATE, data="output=x", content_type="text/plain").status_code == 415
    foreign = app.post(UPDATE, json={"output": "x.y"}, headers={"Origin": "https://example.org"})
    assert foreign.status_code == 403
    assert app.post("/s/talks/").status_code == 405


@pytest.mark.parametrize(("wanted", "sent"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_answers_are_compressed_as_asked(app: FlaskClient, wanted: str, sent: str | None) -> None:
    for path in ("/s/talks/", "/s/talks/_dash-layout", "/_app/assets/linked_selection.js?m=1"):
        for _ in range(2):  # the second time from the cache
            answer = app.get(path, headers={"Accept-Encoding": wanted})
            assert answer.headers.get("Content-Encoding") == sent
    if sent == "gzip":
        assert b"geodash" in gzip.decompress(answer.data)


def test_cache_times(app: FlaskClient) -> None:
    page = app.get("/s/talks/")
    for address in re.findall(r'(?:src|href)="(/_app/[^"]+)"', page.text):
        assert "max-age=31536000" in app.get(address).headers["Cache-Control"], address
    for path in (
        "/",
        "/s/talks/",
        "/s/talks/_dash-layout",
        "/s/talks/_dash-dependencies",
        "/_app/assets/10-tokens.css",
    ):
        assert app.get(path).headers["Cache-Control"] == "no-cache"


def test_a_layout_that_has_not_changed_is_not_sent_again(app: FlaskClient) -> None:
    first = app.get("/s/talks/_dash-layout")
    again = app.get("/s/talks/_dash-layout", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


def hostile_story() -> Any:
    text = f"Alpha said {HOSTILE} in Gamma."
    said = {"article_id": "a", "start": 0, "end": len(text), "exact": text}
    town = place("town", name=HOSTILE, point=[1, 1], toponyms=[said])
    made = event("e1", "town", label=HOSTILE[:90], evidence=[said], attributed_to=HOSTILE)
    demand = stance(HOSTILE, "proposes", HOSTILE, evidence=[said])
    plan = proposal("p1", "town", name=HOSTILE, geometry_basis="named_place", evidence=[said], positions=[demand])
    return story(
        text=text,
        title=HOSTILE,
        id=HOSTILE,
        places=[town],
        events=[made],
        proposals=[plan],
        article={"source_office": HOSTILE, "url": "javascript:alert(1)"},
    )


def test_hostile_text_is_data_everywhere() -> None:
    app = client(hostile_story())
    listing = app.get("/").text
    (address,) = re.findall(r'href="(/s/[^"]+/)"', listing)
    assert re.fullmatch(r"/s/[\w%-]{1,250}/", address)
    page = app.get(address)
    for html in (listing, page.text, app.get("/nope" + HOSTILE).text):
        assert "<img" not in html and "49" not in re.sub(
            r"m=[\d.]+|v4_4_1m\d+|sha256-\S+|\"end_id\": \"[^\"]+\"", "", html
        )
        assert "javascript:" not in html
    assert "{{7*7}}" in page.text and "&lt;/script&gt;&lt;img" in page.text
    layout = app.get(address + "_dash-layout")
    assert json.dumps(HOSTILE)[1:-1].split("<")[0] in json.dumps(layout.json)
    assert "javascript:alert" not in layout.text


def test_two_stories_of_one_name_get_two_addresses() -> None:
    page = client(story(), story()).get("/").text
    assert 'href="/s/s/"' in page and 'href="/s/s-2/"' in page


def test_a_fault_gives_a_plain_page(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def broken(self: Library, name: str) -> None:
        raise RuntimeError("boom <b>")

    app = client(story())
    app.get("/")
    monkeypatch.setattr(Library, "page", broken)
    answer = app.get("/s/s/_dash-layout")
    assert answer.status_code == 500 and "boom" not in answer.text and "Traceback" not in answer.text
    assert "boom" in caplog.text
