"""The page in one file: what is in it, how large it is, and that it asks for nothing. Chromium opens it in tests/browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodash import one_file
from geodash.ground import Ground
from geodash.house import House
from geodash.html_page import html
from geodash.library import Library, Page
from geodash.paths import DEMO_STORY, assets
from geodata.model import Story
from geodata.pipeline import build_story
from geodata.plain import QUOTE
from geodata.read import read_article
from geodata.store import load
from tests.geodash.hostile import HOSTILE, hostile_story

LIMIT = 400_000  # bytes
LIMIT_MIXED = 430_000  # bytes, of a page whose quotes are in Latin letters and whose own words are not
SEED = Path(__file__).parents[3] / "shared" / "articles" / "gaza-talks.txt"


def made(story: Story, house: House | None = None, language: str = "en", **options: Any) -> str:
    library = Library([story], Ground, house=house, language=language)
    with library.speaking():
        return html(page(library), library.style, language, library.house.css(), fonts=library.house.fonts, **options)


def page(library: Library) -> Page:
    ((name, _),) = library
    return library.page(name)


def island(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="geodash-story">(.*?)</script>', text, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def scripts(text: str) -> list[str]:
    return re.findall(r"<script>(.*?)</script>", text, re.DOTALL)


@pytest.fixture(scope="module")
def demo() -> str:
    return made(load(DEMO_STORY))


@pytest.fixture(scope="module")
def hostile() -> str:
    return made(hostile_story())


def test_it_is_small(demo: str) -> None:
    assert len(demo.encode()) <= LIMIT


@pytest.mark.skipif(not SEED.exists(), reason="the seed article belongs to its publisher and is not in the repository")
def test_the_seed_story_is_small() -> None:
    story = build_story(read_article(str(SEED), published="2024-08-14"))
    assert len(made(story).encode()) <= LIMIT


@pytest.mark.parametrize("language", ["ar", "he"])
def test_it_is_small_in_other_scripts(language: str) -> None:
    text = made(load(DEMO_STORY), language=language)
    assert f'<html lang="{language}" dir="rtl">' in text
    assert len(text.encode()) <= LIMIT_MIXED


def test_the_same_story_gives_the_same_bytes(demo: str) -> None:
    assert made(load(DEMO_STORY)) == demo


def test_it_asks_for_no_file(demo: str) -> None:
    outside = demo.replace(one_file.library_script(), "")  # Leaflet can name its site, and does not here
    assert re.findall(r'(?:src|href)="(?!data:|#)[^"]*"', outside) == []
    (styles,) = re.findall(r"<style>(.*?)</style>", demo, re.DOTALL)
    assert all(url.lstrip("\"'").startswith("data:") for url in re.findall(r"url\(([^)]{0,20})", styles))
    assert "@import" not in demo and "cdn." not in demo and "jquery" not in demo.lower()


def test_its_policy_names_each_script_and_nothing_else(demo: str) -> None:
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', demo)
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts(demo)]
    assert policy.startswith("default-src 'none'; script-src " + " ".join(f"'sha256-{d}'" for d in digests) + ";")
    assert demo.index("Content-Security-Policy") < demo.index("<style>") < demo.index("<script")
    assert re.findall(r"<script(?!>)([^>]*)>", demo) == [' type="application/json" id="geodash-story"']


def test_hostile_words_are_in_the_island_alone(hostile: str) -> None:
    assert island(hostile)["title"] == HOSTILE
    outside = "".join(re.split(r'<script type="application/json".*?</script>', hostile, flags=re.DOTALL))
    for part in ("7*7", "alert", "onerror", "$5", "z #"):
        assert (
            part not in "".join(scripts(outside)[1:])
            and part not in outside.replace(one_file.library_script(), "").split("<body>")[1]
        )
    assert HOSTILE.split()[0] not in hostile and hostile.count("<img") == 0
    assert "javascript:" not in json.dumps(island(hostile))


def test_folium_is_given_numbers_alone(hostile: str, demo: str) -> None:
    numbers = re.compile(r"-?\d+(?:\.\d+)?")
    assert {numbers.sub("0", s) for s in scripts(hostile)[1].split("adopt")} <= {
        numbers.sub("0", s) for s in scripts(demo)[1].split("adopt")
    }


def test_it_quotes_the_article_and_does_not_carry_it(demo: str) -> None:
    text = load(DEMO_STORY).articles[0].text
    carried = json.dumps(island(demo)["page"], ensure_ascii=False)
    sentences = [s for s in re.split(r"(?<=[.!?])\s+", text) if len(s) > 60]
    assert sum(s in carried for s in sentences) <= len(sentences) / 3
    longest = max(re.findall(r'"mark",\{\},"([^"]*)"', carried.replace(", ", ",").replace(": ", ":")), key=len)
    assert 0 < len(longest) <= QUOTE


def test_options() -> None:
    story = load(DEMO_STORY)
    first = story.events[0].id
    data = island(made(story, title="Another {headline}", selected_event=first, panels=("region",)))
    assert data["title"] == "Another {headline}" and data["selection"] == f"event={first}"
    assert [p["id"] for p in data["panels"]] == ["region"] and data["panels"][0]["insets"] == []
    assert set(data["links"]["panels"].values()) == {"region"}
    assert island(made(story, selected_event="nobody"))["selection"] == ""


def test_a_house_brings_its_colours_and_fonts(tmp_path: Path) -> None:
    font = Path(__file__).parents[2] / "geodata" / "data" / "fonts" / "NotoSerif-400.ttf"
    house = House(fonts={"sans": font}, colours={"story": "#0b5fa5"})
    text = made(load(DEMO_STORY), house)
    assert (
        '@font-face{font-family:"House Sans";font-weight:400' in text and "url(house" not in text and "#0b5fa5" in text
    )


def test_scripts_can_be_shortened_line_by_line() -> None:
    for name in one_file.SCRIPTS:
        lines = (assets() / name).read_text(encoding="utf-8").splitlines()
        assert all(line.count("`") % 2 == 0 for line in lines), f"{name}: a text that goes over a line's end"
    whole = one_file.library_script()
    assert "\r" not in whole and "</script" not in whole and "<!--" not in whole


def test_every_style_sheet_and_script_of_the_dashboard_is_in_it() -> None:
    # A new sheet or script of the dashboard goes into the file too, or is named here.
    dash = {"31-geomap-dash.js", "33-fragment-dash.js", "linked_selection_dash.js"}
    assert {f.name for f in assets().glob("*.js")} == {*one_file.SCRIPTS} | dash
    assert {f.name for f in assets().glob("*.css")} == {*one_file.STYLES}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a page is made without the network")

    monkeypatch.setattr("socket.socket.connect", refused)
    yield
