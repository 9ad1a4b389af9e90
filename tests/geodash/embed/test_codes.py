from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

from geodash.embed.address import Address
from geodash.embed.codes import iframe_code, oembed, script_code
from tests.geodash.test_app import HOSTILE

TALKS = Address("talks", "r1", "https://maps.example")


class Tags(HTMLParser):
    """All tags with their attributes, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_iframe() -> None:
    assert iframe_code(TALKS, "Talks resume") == (
        '<iframe title="Talks resume" aria-label="Talks resume" id="geodash-talks" src="https://maps.example/talks/" '
        'scrolling="no" frameborder="0" height="560" loading="lazy" allow="fullscreen" data-external="1" '
        'style="width:0;min-width:100%!important;border:none"></iframe>'
    )


def test_the_script() -> None:
    assert script_code(TALKS, "A map of talks") == (
        '<div id="geodash-embed-talks" style="min-height:560px"><script defer src="https://maps.example/embed.js" '
        'data-target="#geodash-embed-talks" data-story="talks" data-title="A map of talks"></script>'
        '<noscript><img src="https://maps.example/talks/r1/full.png" alt="A map of talks" style="max-width:100%">'
        "</noscript></div>"
    )
    assert 'data-title="Talks" ' not in script_code(TALKS, "Map") and 'data-title="Talks"' in script_code(
        TALKS, "Map", "Talks"
    )


def test_oembed_says_what_its_specification_wants() -> None:
    made = oembed(TALKS, "Talks resume")
    assert made == {
        "type": "rich",
        "version": "1.0",
        "title": "Talks resume",
        "provider_name": "geodash",
        "html": iframe_code(TALKS, "Talks resume"),
        "width": 660,
        "height": 560,
        "thumbnail_url": "https://maps.example/talks/r1/og.png",
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
    }


@pytest.mark.parametrize(
    ("limits", "size"),
    [
        ({}, (660, 560)),
        ({"maxwidth": 400}, (400, 560)),
        ({"maxheight": 300}, (660, 300)),
        ({"maxwidth": 2000, "maxheight": 2000}, (660, 560)),
    ],
)
def test_oembed_keeps_to_its_hosts_room(limits: dict[str, int], size: tuple[int, int]) -> None:
    made = oembed(TALKS, "T", **limits)
    assert (made["width"], made["height"]) == size and f'height="{size[1]}"' in made["html"]


@pytest.mark.parametrize("text", [HOSTILE, '"><script>alert(1)</script>', "' onload='x", "[gallery]\n{{x}}", "a\0b"])
def test_no_text_becomes_markup(text: str) -> None:
    shown = text.replace("\0", "\ufffd")
    (frame,) = Tags(iframe_code(TALKS, text)).tags
    assert frame[0] == "iframe" and frame[1]["title"] == frame[1]["aria-label"] == shown
    assert len(frame[1]) == 11
    code = script_code(TALKS, text)
    tags = Tags(code)
    assert [tag for tag, _ in tags.tags] == ["div", "script", "noscript", "img"] and tags.text == ""
    assert tags.tags[1][1]["data-title"] == tags.tags[3][1]["alt"] == shown
    for mark in ("{{", "${", "[", "`", "<b"):
        assert mark not in code
    assert json.loads(json.dumps(oembed(TALKS, text)))["title"] == text


@pytest.mark.parametrize("story", ["повінь", "%D0%BF%D0%BE%D0%B2%D1%96%D0%BD%D1%8C"])
def test_a_name_of_any_script_is_written_as_an_address(story: str) -> None:
    quoted = "%D0%BF%D0%BE%D0%B2%D1%96%D0%BD%D1%8C"
    (frame,) = Tags(iframe_code(Address(story, base_url="https://maps.example"), "T")).tags
    assert frame[1]["src"] == f"https://maps.example/{quoted}/" and frame[1]["id"] == f"geodash-{quoted}"
