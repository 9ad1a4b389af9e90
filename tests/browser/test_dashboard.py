"""The dashboard in a browser: linking in all directions, keyboard, address, phone, and hostile text."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from geodata.store import to_json
from tests.browser.conftest import ready, serve
from tests.geodash.test_app import HOSTILE, hostile_story

pytestmark = pytest.mark.browser

QATAR, IRAN, BEIRUT, TOWN = "gn:289688", "gn:130758", "gn:276781", "gn:281124"
BORDER, STRIP = "geodash:egypt-gaza-border", "geodash:gaza-strip"

Open = Callable[..., Page]


def card(page: Page, event: str) -> str:
    return f'[data-card="{event}"]'


def pick(page: Page, selector: str) -> None:
    page.locator(f"{selector} .pick").click()


def item(place: str) -> str:
    return f'.gd-item[data-id="{place}"]'


def lit(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('.gd-item.is-lit')].map(n => n.dataset.id)")
    return found


def lit_cards(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.card.is-lit, .card.is-marked')].map(n => n.dataset.card)"
    )
    return found


def query(page: Page) -> str:
    found: str = page.evaluate("decodeURIComponent(location.search)")
    return found


def in_view(page: Page, selector: str) -> bool:
    box, height = page.locator(selector).first.bounding_box(), page.viewport_size["height"]  # type: ignore[index]
    return box is not None and box["y"] >= -1 and box["y"] + box["height"] <= height + 1


def test_a_card_lights_its_mark_and_the_right_panel_flies(talks: Page) -> None:
    home = talks.evaluate("document.querySelector('[data-panel=close-1] .gd-mark .gd-hit').getBoundingClientRect().x")
    pick(talks, card(talks, "e6"))
    expect(talks.locator(item(TOWN))).to_have_class("gd-item gd-mark is-lit")
    assert lit(talks) == [TOWN] and lit_cards(talks) == ["e6"]
    assert query(talks) == "?event=e6"
    assert talks.locator(f"{card(talks, 'e6')} .pick").get_attribute("aria-pressed") == "true"
    moved = talks.evaluate("document.querySelector('[data-panel=close-1] .gd-mark .gd-hit').getBoundingClientRect().x")
    assert moved != home


def test_a_second_click_and_escape_clear(talks: Page) -> None:
    pick(talks, card(talks, "e4"))
    expect(talks.locator(item(BEIRUT))).to_have_attribute("aria-pressed", "true")
    pick(talks, card(talks, "e4"))
    expect(talks.locator(item(BEIRUT))).to_have_attribute("aria-pressed", "false")
    assert query(talks) == "" and lit_cards(talks) == []
    pick(talks, card(talks, "e4"))
    expect(talks.locator(item(BEIRUT))).to_have_attribute("aria-pressed", "true")
    talks.keyboard.press("Escape")
    expect(talks.locator(item(BEIRUT))).to_have_attribute("aria-pressed", "false")
    assert query(talks) == "" and lit(talks) == []


def test_a_mark_lights_its_card_and_scrolls_it_into_view(talks: Page) -> None:
    assert not in_view(talks, card(talks, "e6"))
    talks.locator(f'[data-panel="close-1"] {item(TOWN)}').dispatch_event("click")
    expect(talks.locator(card(talks, "e6"))).to_have_class("card is-lit")
    talks.wait_for_timeout(100)
    assert in_view(talks, card(talks, "e6"))
    assert query(talks) == f"?event=e6&place={TOWN}"


def test_a_country_event_lights_the_outline_of_the_country(talks: Page) -> None:
    pick(talks, card(talks, "e1"))
    expect(talks.locator(f".gd-country{item(QATAR)}")).to_have_attribute("aria-pressed", "true")
    assert talks.locator(f".gd-mark{item(QATAR)}").count() == 0


def test_a_status_and_its_line_light_each_other(talks: Page) -> None:
    pick(talks, '[data-zone="p1"]')
    expect(talks.locator(item(BORDER))).to_have_attribute("aria-pressed", "true")
    assert query(talks) == "?proposal=p1" and lit(talks) == [BORDER]
    talks.keyboard.press("Escape")
    expect(talks.locator('[data-zone="p1"]')).to_have_class("zone")
    talks.locator(item(BORDER)).focus()
    talks.keyboard.press("Enter")
    expect(talks.locator('[data-zone="p1"]')).to_have_class("zone is-lit")


def test_a_place_chip_lights_its_mark_and_brings_the_map_into_view(talks: Page) -> None:
    talks.locator(f"{card(talks, 'e7')} .chip-link").click()
    expect(talks.locator(item("gn:290030"))).to_have_attribute("aria-pressed", "true")
    talks.wait_for_timeout(500)
    assert in_view(talks, '[data-panel="region"]')
    assert query(talks) == "?place=gn:290030" and lit_cards(talks) == ["e7"]


def test_a_mark_with_several_events_shows_one_after_the_other(open_page: Open) -> None:
    page = open_page("/s/flood/")
    ready(page)
    town = page.locator(f'[data-panel="close-1"] {item("gn:197745")}')
    for first, second in (("e1", "e2"), ("e2", "e1")):
        town.dispatch_event("click")
        expect(page.locator(card(page, first))).to_have_class("card is-lit")
        expect(page.locator(card(page, second))).to_have_class("card is-marked")
    town.dispatch_event("click")
    expect(page.locator(card(page, "e1"))).to_have_class("card")
    assert query(page) == ""


def test_marks_and_cards_are_reached_and_opened_by_keyboard(talks: Page) -> None:
    talks.locator(item(BEIRUT)).focus()
    for key in ("Enter", " "):
        talks.keyboard.press(key)
        expect(talks.locator(card(talks, "e4"))).to_have_class("card is-lit" if key == "Enter" else "card")
    talks.locator(f"{card(talks, 'e1')} .pick").focus()
    talks.keyboard.press("Shift+Tab")
    talks.keyboard.press("Tab")
    outline = talks.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
    assert outline == "solid"
    talks.keyboard.press("Enter")
    expect(talks.locator(card(talks, "e1"))).to_have_class("card is-lit")
    talks.keyboard.press("Tab")
    assert talks.evaluate("document.activeElement.className") == "chip chip-link"


def test_the_address_restores_the_selection(open_page: Open) -> None:
    page = open_page(f"/s/talks/?event=e6&place={TOWN}")
    ready(page)
    expect(page.locator(card(page, "e6"))).to_have_class("card is-lit")
    expect(page.locator(item(TOWN))).to_have_attribute("aria-pressed", "true")
    page.wait_for_timeout(100)
    assert in_view(page, card(page, "e6"))


def test_an_address_with_strangers_is_no_fault(open_page: Open) -> None:
    page = open_page("/s/talks/?event=nope&place=__proto__&utm=1#x")
    ready(page)
    assert lit(page) == [] and lit_cards(page) == []


def test_back_clears_the_selection_and_forward_brings_it_again(talks: Page) -> None:
    pick(talks, card(talks, "e4"))
    expect(talks.locator(card(talks, "e4"))).to_have_class("card is-lit")
    pick(talks, card(talks, "e6"))
    expect(talks.locator(card(talks, "e6"))).to_have_class("card is-lit")
    talks.go_back()
    expect(talks.locator(card(talks, "e6"))).to_have_class("card")
    assert query(talks) == "" and lit(talks) == []
    talks.go_forward()
    expect(talks.locator(card(talks, "e6"))).to_have_class("card is-lit")


def test_filters_leave_what_they_name_and_give_way_to_a_pick(talks: Page) -> None:
    talks.get_by_role("button", name="Planned 2").click()
    expect(talks.locator(".card:visible")).to_have_count(2)
    talks.get_by_role("button", name="Not on the map 3").click()
    expect(talks.locator(".card:visible")).to_have_count(3)
    talks.locator(f'[data-panel="close-1"] {item(TOWN)}').dispatch_event("click")
    expect(talks.locator(card(talks, "e6"))).to_be_visible()
    expect(talks.locator(".card:visible")).to_have_count(9)


def test_the_evidence_opens(talks: Page) -> None:
    card_e7 = talks.locator(card(talks, "e7"))
    expect(card_e7.locator("mark")).to_be_hidden()
    card_e7.locator("summary").click()
    expect(card_e7.locator("mark")).to_have_text("works from Doha and keeps in touch with the mediators")
    expect(card_e7.locator(".proof-options li").first).to_contain_text("chosen")
    assert lit_cards(talks) == []


def test_no_request_follows_a_click(talks: Page) -> None:
    talks.wait_for_load_state("networkidle")
    seen: list[str] = []
    talks.on("request", lambda r: seen.append(r.url))
    for event in ("e1", "e4", "e6", "e3"):
        pick(talks, card(talks, event))
        expect(talks.locator(card(talks, event))).to_have_class("card is-lit")
    assert [u for u in seen if not u.endswith(".woff2")] == []


CLICKS = """() => new Promise((done) => {
  const ids = ['e1', 'e4', 'e5', 'e6', 'e7'], times = [];
  const next = (n) => {
    if (n === 15) return done(times);
    const card = document.querySelector(`[data-card="${ids[n % ids.length]}"]`), start = performance.now();
    new MutationObserver((_, watch) => {
      if (!card.classList.contains('is-lit')) return;
      if (!document.querySelector('.gd-item.is-lit')) return;
      watch.disconnect();
      times.push(performance.now() - start);
      setTimeout(() => next(n + 1), 60);
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['class'] });
    card.querySelector('.pick').click();
  };
  next(0);
})"""


def test_a_click_lights_within_50_ms(talks: Page) -> None:
    times = talks.evaluate(CLICKS)
    assert statistics.median(times) < 50, sorted(times)


def test_a_phone_stacks_status_maps_and_cards(open_page: Open) -> None:
    page = open_page("/s/talks/", 390, 844)
    ready(page)
    tops = [page.locator(s).bounding_box()["y"] for s in (".statuses", ".maps", ".events")]  # type: ignore[index]
    assert tops == sorted(tops)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        "[...document.querySelectorAll('.gd-label text')].map(t => parseFloat(getComputedStyle(t).fontSize)).filter(s => s < 12)"
    )
    assert small == []


@pytest.mark.parametrize("width", [320, 768, 1000, 1920])
def test_no_width_scrolls_sideways(open_page: Open, width: int) -> None:
    page = open_page("/s/talks/", width, 800)
    ready(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_story_without_places_says_so(open_page: Open) -> None:
    page = open_page("/s/nowhere/")
    expect(page.locator(".no-map")).to_have_text("No map: the article names no place.")
    assert page.locator(".panel").count() == 0
    pick(page, card(page, "e1"))
    expect(page.locator(card(page, "e1"))).to_have_class("card is-lit")


def test_the_list_leads_to_a_story(open_page: Open) -> None:
    page = open_page("/")
    page.get_by_role("link", name="Tana River floods Garissa").click()
    ready(page)
    expect(page.locator("h1")).to_have_text("Tana River floods Garissa after a week of rain")


def test_the_first_paint_holds_the_headline_where_it_stays(open_page: Open) -> None:
    page = open_page("/s/talks/")
    ready(page)
    shift = page.evaluate(
        """() => new Promise((done) => {
          let sum = 0;
          new PerformanceObserver((list) => { for (const e of list.getEntries()) sum += e.value; })
            .observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(sum), 300);
        })"""
    )
    assert shift < 0.02


def test_the_page_is_light(open_page: Open) -> None:
    page = open_page("/s/talks/")
    sizes: list[int] = []
    page.on("response", lambda r: None)
    ready(page)
    page.wait_for_load_state("networkidle")
    sizes = page.evaluate(
        "[...performance.getEntriesByType('resource'), ...performance.getEntriesByType('navigation')].map(e => e.transferSize)"
    )
    assert sum(sizes) < 450_000, sum(sizes)


def test_hostile_text_shows_literally(open_page: Open, tmp_path: Path) -> None:
    folder = tmp_path / "hostile"
    folder.mkdir()
    (folder / "story.json").write_text(to_json(hostile_story()), encoding="utf-8")
    for address in serve(folder):
        page = open_page("/", base=address)
        page.on("dialog", lambda d: pytest.fail("a script of the story ran"))
        page.locator(".story-list a").click()
        ready(page)
        shown = " ".join(HOSTILE.split())
        assert " ".join(page.locator("h1").inner_text().split()) == shown
        assert " ".join(page.locator(".zone-name").inner_text().split()) == shown
        assert page.locator("img").count() == 0
        assert shown in " ".join(page.locator(".gd-mark, .gd-shape").first.get_attribute("aria-label").split())  # type: ignore[union-attr]
        page.locator(".card summary").click()
        assert shown in " ".join(page.locator(".card mark").inner_text().split())
