"""The page of one file and the notebook's map, opened from disk in a real Chromium: linked as the dashboard is, and quiet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import folium
import pytest
from playwright.sync_api import Browser, Page, expect

import geodash
from geodash.ground import Ground
from geodash.html_page import html
from geodash.library import Library
from geodash.packing import pack
from geodash.paths import DEMO_STORY
from geodash.story import Story
from geodata.store import load
from tests.browser.conftest import STORIES, ready
from tests.geodash.hostile import HOSTILE, hostile_story

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def library(story: Any, language: str = "en") -> Library:
    return Library([story], Ground, language=language)


def made(story: Any, language: str = "en", **options: Any) -> str:
    books = library(story, language)
    ((name, _),) = books
    with books.speaking():
        return html(books.page(name), books.style, language, **options)


@pytest.fixture(scope="module")
def talks() -> str:
    return made(load(STORIES / "talks"))


@pytest.fixture
def open_file(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML from disk; the test fails if a page asked for anything but its file, logged, broke its policy or asked."""
    contexts, faults = [], []

    def opened(text: str, width: int = 1280, height: int = 900, fragment: str = "", **options: Any) -> Page:
        file = tmp_path / f"map-{len(contexts)}.html"
        file.write_bytes(text.encode("utf-8"))
        context = browser.new_context(
            viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text))
        page.on("pageerror", lambda e: faults.append(f"page error: {e}"))
        page.on("dialog", lambda d: (faults.append(f"dialog: {d.message}"), d.dismiss()))
        page.on(
            "request",
            lambda r: (
                None if r.url.split("#")[0] == file.as_uri() or r.url.startswith("data:") else faults.append(r.url)
            ),
        )
        page.goto(file.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def lit(page: Page, what: str) -> list[str]:
    found: list[str] = page.eval_on_selector_all(
        f"{what}.is-lit", "all => all.map(n => n.dataset.card || n.dataset.zone || n.dataset.id)"
    )
    return found


def test_a_card_lights_its_mark_and_a_mark_its_card(talks: str, open_file: Open) -> None:
    page = open_file(talks)
    ready(page)
    assert page.title() == page.locator("h1").inner_text()
    page.locator('[data-card="e4"] .pick').click()
    (mark,) = lit(page, ".gd-mark")
    assert lit(page, ".card") == ["e4"] and page.url.endswith("#event=e4")
    page.keyboard.press("Escape")
    assert lit(page, ".gd-mark") == lit(page, ".card") == [] and "#" not in page.url
    page.locator(f'.gd-mark[data-id="{mark}"] .gd-hit').first.click()
    assert lit(page, ".card") == ["e4"]
    expect(page.locator('[data-card="e4"]')).to_be_in_viewport()
    page.go_back()
    page.wait_for_function("!document.querySelector('.card.is-lit')")


def test_a_line_lights_its_proposal_and_chips_filters_and_insets_work(talks: str, open_file: Open) -> None:
    page = open_file(talks)
    ready(page)
    page.locator('[data-zone="p1"] .pick').click()
    assert lit(page, ".gd-shape") == ["geodash:egypt-gaza-border"] and lit(page, ".zone") == ["p1"]
    page.locator(".chip-link").first.click()
    assert len(lit(page, ".card")) == 1
    page.locator('[data-pick="planned"]').click()
    assert page.locator(".card:visible").count() == page.locator('.card[data-tags~="planned"]').count()
    page.keyboard.press("Escape")
    page.locator(".gd-inset").first.press("Enter")
    assert page.url.endswith("panel=close-1")
    page.locator("summary").first.click()
    expect(page.locator(".proof-body").first).to_be_visible()


def test_it_opens_as_linked(open_file: Open, talks: str) -> None:
    page = open_file(talks, fragment="#event=e2")
    ready(page)
    assert lit(page, ".card") == ["e2"]
    page = open_file(made(load(STORIES / "talks"), selected_event="e2"))
    ready(page)
    assert lit(page, ".card") == ["e2"]


def test_it_shows_what_the_dashboard_shows(talks: str, open_file: Open, open_page: Open) -> None:
    seen = """() => ({
      marks: [...document.querySelectorAll('.gd-mark, .gd-shape, .gd-inset')].map(n => [n.dataset.id, n.getAttribute('class')]),
      labels: [...document.querySelectorAll('.gd-label')].map(n => n.textContent),
      words: document.querySelector('main').innerText,
    })"""
    one, other = open_file(talks, height=800), open_page("/s/talks/")
    for page in (one, other):
        ready(page)
        page.evaluate("document.fonts.ready")
        page.wait_for_timeout(300)
    file, dash = one.evaluate(seen), other.evaluate(seen)
    assert file["marks"] == dash["marks"] and file["words"] == dash["words"]
    assert sorted(file["labels"]) == sorted(dash["labels"])


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_runs_out_of_any_width(talks: str, open_file: Open, width: int) -> None:
    page = open_file(talks, width, 844, has_touch=width < 700)
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert all(
        w <= width
        for w in page.eval_on_selector_all(".map-frame", "all => all.map(n => n.getBoundingClientRect().right)")
    )


def test_the_fonts_are_in_the_file(talks: str, open_file: Open) -> None:
    page = open_file(talks)
    ready(page)
    states = page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].map(f => f.family + ' ' + f.weight + ' ' + f.status))"
    )
    assert {s for s in states if s.endswith("error")} == set()
    assert {"Noto Serif 600 900 loaded", "Noto Sans 400 loaded", "Noto Sans 600 900 loaded"} <= {
        s.replace('"', "") for s in states
    }


@pytest.mark.parametrize("language", ["ar", "he"])
def test_it_runs_from_the_right(open_file: Open, language: str) -> None:
    page = open_file(made(load(DEMO_STORY), language))
    ready(page)
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.locator(".statuses").bounding_box()["x"] < page.locator(".maps").bounding_box()["x"]  # type: ignore[index]


def test_hostile_words_are_shown_as_words(open_file: Open) -> None:
    page = open_file(made(hostile_story()))
    page.wait_for_selector(".gd-mark", state="attached")
    for selector in (
        "h1",
        ".zone-name",
        ".stance-party",
        ".stance-verb",
        ".unplaced strong",
        ".proof-place strong",
    ):
        assert HOSTILE in page.eval_on_selector_all(selector, "all => all.map(n => n.textContent).join('|')"), selector
    assert HOSTILE[:90] in (page.locator(".card .proof-quote").text_content() or "")
    assert HOSTILE[:90] in (page.locator(".card-title").text_content() or "")
    assert page.title().startswith("{{7*7}} {% for x in y %}")
    page.locator(".card .pick").click()
    assert page.locator("img, main script, main iframe").count() == 0
    assert page.locator('a[href^="javascript"]').count() == 0


def test_without_scripts_it_says_so(talks: str, open_file: Open) -> None:
    page = open_file(talks, java_script_enabled=False)
    expect(page.locator("noscript p, body > p").first).to_contain_text("drawn by a script")


def test_a_story_without_maps_is_a_page_too(open_file: Open) -> None:
    page = open_file(made(load(STORIES / "nowhere")))
    page.wait_for_selector(".no-map, .empty")
    assert page.locator(".panel").count() == 0


def test_packed_ground_is_the_same_ground(talks: str, open_file: Open) -> None:
    books = library(load(DEMO_STORY))
    ((name, _),) = books
    page = open_file(talks)
    for panel in books.page(name).panels:
        back = page.evaluate("given => geodash.standalone.unpack(given)", pack(panel["base"]))
        assert back == json.loads(json.dumps(panel["base"]))


def notebook(*maps: Any) -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><body>{"".join(m._repr_html_() for m in maps)}</body></html>'


def test_a_notebook_shows_a_map(open_file: Open) -> None:
    story = geodash.load(STORIES / "talks")
    overview, close = story.explore(), story.explore("close-1", height=600)
    assert isinstance(overview, folium.Map)
    page = open_file(notebook(overview, close), 1000, 1200)
    for frame, panel in zip(page.frames[1:], ("region", "close-1"), strict=True):
        frame.wait_for_selector(".gd-shape, .gd-mark", state="attached")
        assert frame.locator(".panel").get_attribute("data-panel") == panel
        high = frame.evaluate(
            "[document.documentElement.scrollHeight, innerHeight, document.documentElement.scrollWidth, innerWidth]"
        )
        assert high[0] <= high[1] and high[2] <= high[3]
    page.frames[1].locator(".gd-mark .gd-hit").first.click()
    assert page.frames[1].locator(".told").inner_text() == "Senior Hezbollah commander killed in Beirut"


def test_a_notebook_may_add_to_the_map(open_file: Open) -> None:
    shown = geodash.load(STORIES / "talks").explore("close-1")
    folium.CircleMarker([31.4, 34.4], radius=9).add_to(shown)
    text = shown.get_root().render()
    assert "Content-Security-Policy" not in text
    for tag in ("<script src=", '<link rel="stylesheet"'):  # what folium would load for its own pins and popups
        text = text.replace(tag, "<meta data-cut=")
    page = open_file(text)
    page.wait_for_selector(".gd-mark", state="attached")
    assert page.locator("svg:not(.gd-story) path.leaflet-interactive").count() == 1


def test_an_addition_that_fails_offline_leaves_the_map(browser: Browser, tmp_path: Path) -> None:
    """folium's pins want jQuery from the network: without it the pin is missing, and the story is not."""
    shown = geodash.load(STORIES / "talks").explore("close-1")
    folium.Marker([31.4, 34.4], popup="here").add_to(shown)
    path = tmp_path / "map.html"
    path.write_text(shown.get_root().render(), encoding="utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".gd-mark", state="attached")
    context.close()


def test_hostile_words_in_a_notebook(open_file: Open) -> None:
    hostile = hostile_story()
    story = Story.model_construct(
        hostile.model_fields_set, **{n: getattr(hostile, n) for n in type(hostile).model_fields}
    )
    page = open_file(notebook(story.explore()))
    page.frames[1].wait_for_selector(".gd-label", state="attached")
    assert page.frames[1].title().startswith("{{7*7}}")
