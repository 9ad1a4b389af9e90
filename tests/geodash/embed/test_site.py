"""Who may frame a story, and what a host is told: options that name hosts, headers, hashes of scripts."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from geodash.embed import headers, origins, site
from geodash.embed.site import Site
from geodata.errors import InputError

HASH = "sha256-" + "A" * 43 + "="


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("*", ("*",)),
        ("https://news.example", ("https://news.example",)),
        (
            "https://News.example/, https://a.b:8443 https://news.example",
            ("https://news.example", "https://a.b:8443"),
        ),
        ("https://*.paper.example", ("https://*.paper.example",)),
    ],
)
def test_partners(text: str, found: tuple[str, ...]) -> None:
    assert origins.partners(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "news.example",
        "http://news.example",
        "https://news.example/path",
        "https://",
        "https://*",
        "https://*.example",
        "https://a.*.example",
        "https://u@news.example",
        "https://news.example;",
        "https://news.example; script-src *",
        'https://news.example"',
        "https://нов.example",
        "'self'",
        "* https://news.example",
        "javascript:alert(1)",
        "https://news.example?x",
        "https://news.example\n  X-Evil: 1",
        "https://-a.example",
    ],
)
def test_what_is_no_partner_is_one_line(text: str) -> None:
    with pytest.raises(InputError) as caught:
        origins.partners(text)
    assert str(caught.value).startswith("partner “") or not text


@pytest.mark.parametrize(
    "text",
    ["", "maps.example", "http://maps.example", "ftp://maps.example", "https://", "https://maps.example/a?b", "https://m.example/a#b",
     "https://u:p@maps.example", 'https://maps.example/"', "https://maps.example/a b", "https://maps.example/\n", "https://maps.example/../x",
     "javascript:alert(1)", "https://maps.example:port", "https://maps.example//x", "https://[::1"],
)  # fmt: skip
def test_what_is_no_base_url_is_one_line(text: str) -> None:
    with pytest.raises(InputError, match=r"^base URL “"):
        origins.base_url(text)


def test_base_urls() -> None:
    assert origins.base_url("https://maps.example/") == "https://maps.example"
    assert origins.base_url("https://maps.example:8443/a/b-%20c/") == "https://maps.example:8443/a/b-%20c"
    assert origins.base_url("http://127.0.0.1:8000/x") == "http://127.0.0.1:8000/x"


def test_the_hashes_are_those_of_inline_scripts_alone() -> None:
    page = (
        '<script>one("<b>")</script><script type="application/json">{}</script><script src="x.js"></script>'
        '<SCRIPT type="module">two &amp; </SCRIPT><style>x</style>'
    )
    wanted = {"sha256-" + base64.b64encode(hashlib.sha256(s).digest()).decode() for s in (b'one("<b>")', b"two &amp; ")}
    assert headers.script_hashes(page) == wanted


def test_the_policy_is_the_embeds() -> None:
    said = headers.embed_policy([HASH], ("https://news.example",))
    assert said == (
        f"default-src 'none'; script-src 'self' '{HASH}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; "
        "frame-ancestors https://news.example"
    )
    assert "X-Frame-Options" not in headers.headers()


def test_the_headers_file_gives_each_address_one_cache_time() -> None:
    made = Site("https://maps.example/embeds", ("https://news.example",), frozenset([HASH])).files()
    rules: dict[str, dict[str, str]] = {}
    path = ""
    for line in made["_headers"].decode().splitlines()[1:]:
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            rules[path][name] = value
        else:
            path = line
            rules[path] = {}
    assert rules["/embeds/*"]["Access-Control-Allow-Origin"] == "*" and "Cache-Control" not in rules["/embeds/*"]
    assert HASH in rules["/embeds/*"]["Content-Security-Policy"]

    def time(asked: str) -> list[str]:
        """As Netlify and Cloudflare match: all rules that fit."""
        pattern = {p: re.sub(r":\w+", "[^/]+", p).replace("*", ".*") for p in rules}
        return [
            rules[p]["Cache-Control"] for p in rules if "Cache-Control" in rules[p] and re.fullmatch(pattern[p], asked)
        ]

    assert (
        time("/embeds/talks/")
        == time("/embeds/talks/index.html")
        == time("/embeds/talks/index.ar.html")
        == time("/embeds/talks/oembed.json")
        == [site.POINTER]
    )
    assert time("/embeds/talks/0123456789ab/") == time("/embeds/talks/0123456789ab/full.png") == [site.PART]
    assert time("/embeds/embed.js") == [site.LOADER]


def test_the_nginx_snippet_names_the_same() -> None:
    text = (
        Site("https://maps.example/em-beds", ("https://news.example",), frozenset([HASH]))
        .files()["nginx.conf"]
        .decode()
    )
    found = re.findall(r'location ~ "(.*)" \{', text)

    def hit(path: str) -> list[int]:
        return [n for n, pattern in enumerate(found) if re.search(pattern, path)]

    assert hit("/em-beds/embed.js") == [0] and hit("/em-beds/talks/") == hit("/em-beds/talks/index.html") == [1]
    assert hit("/em-beds/talks/index.he.html") == [1]
    assert hit("/em-beds/talks/0123456789ab/full.png") == [2] and hit("/other/talks/") == []
    assert text.count("{") == text.count("}") and text.count("frame-ancestors https://news.example") == len(found)
    for line in text.splitlines():
        assert line.count('"') % 2 == 0


def test_what_is_left_out_stays() -> None:
    first = Site().told("https://maps.example/", "https://news.example").running([HASH])
    held = site.read(first.files()["geodash.json"], "it")
    assert held == first == held.told(None, None)
    assert held.told(None, "*").partners == ("*",) and site.read(None, "it") == Site()


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"{", b'{"schema": "geodash.site/2"}', b"\xff", b'{"schema": "geodash.site/1"}']
)
def test_a_file_that_is_not_ours_is_one_line(raw: bytes) -> None:
    with pytest.raises(InputError, match=r"^it is not as geodash wrote it"):
        site.read(raw, "it")
