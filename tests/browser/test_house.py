"""A house's dashboard and one in Arabic in a browser: names, colours, fonts, credit and direction, without a fault."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import STORIES, ready, serve

pytestmark = pytest.mark.browser

Open = Callable[..., Page]
HOUSE = """
credit = "Graphic: The Example <img src=x onerror=alert(1)>"
units = "miles"
[names]
Beirut = "Bayrut"
[words]
rejects = "refuses"
[fonts]
sans = "own.ttf"
[colours]
sea = "#cfe8cf"
paper = "#fff4e6"
"""


@pytest.fixture(scope="module")
def housed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("house")
    (folder / "house.toml").write_text(HOUSE.replace('[fonts]\nsans = "own.ttf"\n', ""), encoding="utf-8")
    yield from serve(STORIES / "talks", options=["--house", str(folder / "house.toml")])


@pytest.fixture(scope="module")
def arabic() -> Iterator[str]:
    yield from serve(STORIES / "talks", options=["--lang", "ar"])


def test_a_house_s_dashboard(open_page: Open, housed: str) -> None:
    page = open_page("/s/talks/", base=housed)
    ready(page)
    expect(page.locator(".gd-label", has_text="Bayrut").first).to_be_visible()
    assert page.locator("text=Beirut").count() > 0  # in quotes
    assert page.locator(".stance-verb").all_inner_texts().count("refuses") >= 2
    expect(page.locator(".credit")).to_have_text("Graphic: The Example <img src=x onerror=alert(1)>")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 244, 230)"
    sea = page.evaluate("getComputedStyle(document.querySelector('.gd-map__view')).backgroundColor")
    assert sea == "rgb(207, 232, 207)"
    assert all("mile" in t for t in page.locator(".gd-map__scale").all_inner_texts())
    assert "miles border" in page.locator(".zone-note", has_text="border").first.inner_text()


def test_a_page_in_arabic_runs_from_the_right(open_page: Open, arabic: str) -> None:
    page = open_page("/s/talks/", base=arabic)
    ready(page)
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ar", "rtl"]
    assert page.locator(".status").first.inner_text() == "غير متفق عليه"
    expect(page.locator(".gd-label", has_text="بيروت").first).to_be_visible()
    assert page.locator(".gd-map__button").first.get_attribute("title") == "تكبير"
    assert "كم" in page.locator(".gd-map__scale").first.inner_text()
    # The maps stand at the right of the statuses, and nothing runs out of the page.
    maps, statuses = page.locator(".maps").bounding_box(), page.locator(".statuses").bounding_box()
    assert maps and statuses and maps["x"] > statuses["x"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_in_arabic_cards_and_marks_are_linked_and_a_phone_has_room(open_page: Open, arabic: str) -> None:
    page = open_page("/s/talks/", base=arabic, width=390, height=800)
    ready(page)
    page.locator('[data-card="e4"] .pick').click()
    expect(page.locator('.gd-item[data-id="gn:276781"]')).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_house_s_font_is_used(open_page: Open, tmp_path: Path) -> None:
    own = Path("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf")
    if not own.is_file():
        pytest.skip("no TrueType font on this machine to stand for a house's")
    (tmp_path / "own.ttf").write_bytes(own.read_bytes())
    (tmp_path / "house.toml").write_text(HOUSE, encoding="utf-8")
    for base in serve(STORIES / "talks", options=["--house", str(tmp_path / "house.toml")]):
        page = open_page("/s/talks/", base=base)
        ready(page)
        assert page.evaluate("document.fonts.check('400 15px \"House Sans\"')")
        loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)")
        assert any("House Sans" in family for family in loaded)
        assert page.locator(".gd-label text").first.get_attribute("font-family").startswith('"House Sans"')  # type: ignore[union-attr]
        page.context.close()
