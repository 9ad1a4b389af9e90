"""The map component in a real Chromium, on a page of its own: what is drawn, picked, lit, reached and left alone."""

from __future__ import annotations

import functools
import http.server
import itertools
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PANELS = ROOT / "tests" / "fixtures" / "panels"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; object-src 'none'"
)
SCRIPTS = sorted(p.name for p in (ROOT / "assets").glob("*.js") if "20" <= p.name[:2] <= "30")
HTML = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>map</title><link rel="icon" href="data:,">'
    '<link rel="stylesheet" href="/10-tokens.css"><link rel="stylesheet" href="/15-map.css">'
    '<link rel="stylesheet" href="/vendor/leaflet-1.9.4/leaflet.css">'
    "<style>body { margin: 16px } .holder { margin-bottom: 20px }</style></head><body>"
    + "".join(f'<script src="/{name}"></script>' for name in SCRIPTS)
    + '<script src="/vendor/leaflet-1.9.4/leaflet.js"></script><script src="/harness.js"></script></body></html>'
)


class Handler(http.server.SimpleHTTPRequestHandler):
    """Assets as the app serves them, under the app's policy; the harness beside them."""

    def do_GET(self) -> None:
        if self.path == "/":
            self._send(HTML.encode(), "text/html")
        elif self.path == "/harness.js":
            self._send((Path(__file__).parent / "geomap_page.js").read_bytes(), "text/javascript")
        else:
            super().do_GET()

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(ROOT / "assets"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the harness; at the end no page may have logged an error, broken the policy or asked another host."""
    contexts, faults = [], []

    def opened(width: int = 728, height: int = 900, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda m: faults.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: faults.append(str(e)))
        page.on("request", lambda r: None if _is_local(r.url) else faults.append(r.url))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def _is_local(url: str) -> bool:
    return urlsplit(url).scheme == "data" or urlsplit(url).hostname == "127.0.0.1"


def panel(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((PANELS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def show(page: Page, what: dict[str, Any], width: int | None = None) -> None:
    page.evaluate("([panel, width]) => harness.show(panel, width)", [what, width])
    page.evaluate("() => document.fonts.ready.then(() => new Promise(requestAnimationFrame))")


def state(page: Page, number: int = 0) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(f"harness.maps[{number}].state()")
    return found


def until(page: Page, expression: str, seconds: float = 5) -> None:
    """Poll, as the policy forbids the evaluation that wait_for_function needs."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(30)


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    found: list[dict[str, float]] = page.evaluate(
        "s => [...document.querySelectorAll(s)].map(n => n.getBoundingClientRect()).map(r => "
        "({x0: r.left, y0: r.top, x1: r.right, y1: r.bottom}))",
        selector,
    )
    return found


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    return a["x0"] < b["x1"] and b["x0"] < a["x1"] and a["y0"] < b["y1"] and b["y0"] < a["y1"]


@pytest.mark.parametrize("name", ["region", "close", "antimeridian"])
@pytest.mark.parametrize("width", [728, 390])
def test_no_lettering_over_another_or_over_the_edge(open_page: Open, name: str, width: int) -> None:
    page = open_page(width)
    show(page, panel(name))
    labels = state(page)["labels"]
    assert len(labels) > 3
    for one, other in itertools.combinations(labels, 2):
        assert not overlap(one, other), (one, other)
    view = boxes(page, ".gd-map__view")[0]
    # What the engine reckoned is what the browser drew.
    for text in boxes(page, ".gd-label text"):
        assert view["x0"] <= text["x0"] and text["x1"] <= view["x1"] + 1, text
        assert view["y0"] <= text["y0"] + 3 and text["y1"] <= view["y1"] + 3, text
    for text, furniture in itertools.product(
        boxes(page, ".gd-label text"), boxes(page, ".gd-map__controls, .gd-map__scale")
    ):
        assert not overlap(text, furniture)


def test_story_names_and_captions_are_all_there(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))
    lines = {label["id"]: " ".join(label["lines"]) for label in state(page)["labels"]}
    for thing in [*panel("region")["marks"], *panel("region")["shapes"]]:
        assert thing["name"].lower() in lines[thing["id"]].lower()
        for caption in thing["captions"]:
            assert caption in lines[thing["id"]]
    assert "Map below" in lines["inset:close-1"]
    assert "EGYPT" in lines["l:EG"]


def test_letters_are_no_smaller_than_12_px_on_a_phone(open_page: Open) -> None:
    page = open_page(390, 844, has_touch=True, is_mobile=True, device_scale_factor=2)
    show(page, panel("region"))
    sizes = page.evaluate(
        "[...document.querySelectorAll('.gd-map text, .gd-map tspan, .gd-map__scale')].map(n => parseFloat(getComputedStyle(n).fontSize))"
    )
    assert min(sizes) >= 12
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    targets = boxes(page, ".gd-map__button:not([hidden]), .gd-mark .gd-hit")
    assert all(t["x1"] - t["x0"] >= 24 and t["y1"] - t["y0"] >= 24 for t in targets)


def test_a_close_up_draws_what_is_proposed_as_the_design_says(open_page: Open) -> None:
    page = open_page()
    show(page, panel("close"))
    lines = {label["id"]: " ".join(label["lines"]) for label in state(page)["labels"]}
    assert lines["geodash:border"] == "Eastland demands to keep forces along this border; the Front rejects it"
    assert lines["note:p2"] == "Security zone “within the Strip”: extent not stated, not drawn"
    assert "proposed" in lines["geodash:zone"]
    assert page.evaluate("document.querySelectorAll('.gd-zone path[fill^=\"url\"]').length") == 1
    assert page.evaluate("document.querySelectorAll('.gd-zone path[stroke-dasharray]').length") == 1
    # The area that a proposal only lies in is outlined, not filled, also when it is lit.
    page.evaluate("harness.maps[0].select({proposals: ['p2']})")
    assert page.get_attribute("[data-id='geodash:strip'] path.gd-hit", "fill-opacity") == "0"
    assert page.get_attribute("[data-id='geodash:strip']", "aria-pressed") == "true"


def test_marks_and_shapes_are_reached_by_tab_and_opened_by_enter_and_space(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))
    reached: list[str] = []
    for _ in range(16):
        page.keyboard.press("Tab")
        at = page.evaluate("document.activeElement.dataset.id || ''")
        if at and at not in reached:
            reached.append(at)
            ring = page.evaluate("getComputedStyle(document.activeElement.querySelector('.gd-focus')).display")
            assert ring != "none", at
            assert page.evaluate("document.activeElement.getAttribute('role')") == "button"
            assert page.evaluate("document.activeElement.getAttribute('aria-label')")
    things = [*panel("region")["marks"], *panel("region")["shapes"]]
    assert {t["id"] for t in things} | {"close-1"} <= set(reached)
    for key in ("Enter", " "):
        page.evaluate("harness.picks.length = 0")
        page.focus("[data-id='gn:290030']")
        page.keyboard.press(key)
        picks = page.evaluate("harness.picks")
        assert picks == [{"event_ids": ["e2", "e3"], "place_id": "gn:290030", "proposal_ids": [], "panel_id": None}]
    assert page.evaluate("window.scrollY") == 0


def test_a_click_on_a_mark_its_name_a_country_and_an_inset_picks(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))
    page.click("[data-id='gn:276781'] .gd-hit")
    page.click("[data-for='gn:276781'] text")
    page.click(".gd-label[data-for='gn:130758'] text")
    page.click("[data-id='close-1'] .gd-hit")
    picks = page.evaluate("harness.picks.map(p => p.place_id || p.panel_id)")
    assert picks == ["gn:276781", "gn:276781", "gn:130758", "close-1"]


def test_a_drag_moves_the_map_and_picks_nothing(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))
    box = boxes(page, "[data-id='gn:276781'] .gd-hit")[0]
    x, y = (box["x0"] + box["x1"]) / 2, (box["y0"] + box["y1"]) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 40, y + 20, steps=5)
    page.mouse.up()
    assert page.evaluate("harness.picks") == []
    assert abs(boxes(page, "[data-id='gn:276781'] .gd-hit")[0]["x0"] - box["x0"]) > 10


def test_selecting_lights_marks_countries_and_notes_and_lets_go(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))

    def lit() -> set[str]:
        return set(page.evaluate("[...document.querySelectorAll('.gd-item.is-lit')].map(n => n.dataset.id)"))

    page.evaluate("harness.maps[0].select({places: ['gn:276781'], events: [], proposals: [], fly: null})")
    assert lit() == {"gn:276781"}
    assert page.get_attribute(".gd-mark.is-lit circle:nth-of-type(2)", "stroke")
    page.evaluate("harness.maps[0].select({events: ['e6']})")
    assert lit() == {"gn:130758"}
    story = page.evaluate("fetch('/map_style.json').then(r => r.json()).then(s => s.story)")
    assert story in page.evaluate(
        "[...document.querySelectorAll('.gd-country.is-lit path')].map(n => n.getAttribute('stroke'))"
    )
    page.evaluate("harness.maps[0].select({places: ['gn:0'], events: ['x'], fly: 'gn:0'})")
    assert lit() == set()
    page.evaluate("harness.maps[0].select(null)")
    assert lit() == set()


def test_flies_to_a_place_and_home_again(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"))
    home = state(page)["zoom"]
    page.evaluate("harness.maps[0].select({places: ['gn:290030'], fly: 'gn:290030'})")
    until(page, f"harness.maps[0].state().zoom > {home + 0.5}")
    page.wait_for_timeout(700)
    box = boxes(page, "[data-id='gn:290030'] .gd-hit")[0]
    view = boxes(page, ".gd-map__view")[0]
    assert view["x0"] < box["x0"] and box["x1"] < view["x1"] and view["y0"] < box["y0"] and box["y1"] < view["y1"]
    page.evaluate("harness.maps[0].select(null)")
    until(page, f"Math.abs(harness.maps[0].state().zoom - {home}) < 0.001")


def test_escape_and_tab_on_a_mark_are_no_moves_of_the_map(open_page: Open) -> None:
    """A map that the reader has moved stays where it is; one that only flew to a place goes home again."""
    page = open_page(reduced_motion="reduce")
    show(page, panel("region"))
    home = state(page)["zoom"]
    page.click("[data-id='gn:290030'] .gd-hit")
    page.evaluate("harness.maps[0].select({places: ['gn:290030'], fly: 'gn:290030'})")
    for key in ("Tab", "Shift+Tab", "Escape"):
        page.keyboard.press(key)
    page.evaluate("harness.maps[0].select(null)")
    until(page, f"Math.abs(harness.maps[0].state().zoom - {home}) < 0.001")


def test_keys_move_the_map_and_it_stays_there(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, panel("region"))
    home = state(page)["zoom"]
    page.focus(".gd-map__view")
    page.keyboard.press("+")
    until(page, f"harness.maps[0].state().zoom > {home + 0.5}")
    near = state(page)["zoom"]
    page.evaluate("harness.maps[0].select({places: ['gn:290030'], fly: 'gn:290030'})")
    page.evaluate("harness.maps[0].select(null)")
    page.wait_for_timeout(200)
    assert state(page)["zoom"] >= near


def test_with_reduced_motion_it_goes_there_at_once(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, panel("region"))
    home = state(page)["zoom"]
    page.evaluate("harness.maps[0].select({places: ['gn:290030'], fly: 'gn:290030'})")
    assert state(page)["zoom"] > home + 0.5


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(open_page: Open) -> None:
    page = open_page(728, 500)
    for _ in range(2):
        show(page, panel("region"))
    home = state(page)["zoom"]
    page.mouse.move(360, 300)
    page.mouse.wheel(0, 120)
    until(page, "window.scrollY > 60")
    assert state(page)["zoom"] == home
    assert "scroll to zoom" in (page.text_content(".gd-map__hint.is-on") or "")
    page.evaluate("window.scrollTo(0, 0)")
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.mouse.wheel(0, -120)
    until(page, f"harness.maps[0].state().zoom > {home + 0.1}")
    page.keyboard.up("Control")
    assert page.evaluate("window.scrollY") == 0


def test_one_finger_scrolls_the_page_not_the_map(open_page: Open) -> None:
    page = open_page(390, 600, has_touch=True, is_mobile=True)
    for _ in range(3):
        show(page, panel("region"))
    before = boxes(page, "[data-id='gn:276781'] .gd-hit")[0]
    session = page.context.new_cdp_session(page)
    for y in (250, 230, 190, 150, 110):
        kind = "touchStart" if y == 250 else "touchMove"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": 150, "y": y}]})
        page.wait_for_timeout(40)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, "window.scrollY > 50")
    after = boxes(page, "[data-id='gn:276781'] .gd-hit")[0]
    scrolled = page.evaluate("window.scrollY")
    assert abs(after["y0"] + scrolled - before["y0"]) < 2 and abs(after["x0"] - before["x0"]) < 2


def test_two_fingers_zoom_the_map_not_the_page(open_page: Open) -> None:
    page = open_page(390, 600, has_touch=True, is_mobile=True)
    for _ in range(3):
        show(page, panel("region"))
    home = state(page)["zoom"]
    session = page.context.new_cdp_session(page)
    for apart in (30, 45, 60, 80):
        kind = "touchStart" if apart == 30 else "touchMove"
        points = [{"x": 180 - apart, "y": 200, "id": 0}, {"x": 180 + apart, "y": 200, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        page.wait_for_timeout(40)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    until(page, f"harness.maps[0].state().zoom > {home + 0.4}")
    assert page.evaluate("window.scrollY") == 0
    assert page.evaluate("window.visualViewport.scale") == 1
    assert page.evaluate("harness.picks") == []


def test_zoom_buttons_stay_within_limits_and_reset_brings_the_panel_back(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, panel("region"))
    home = state(page)["zoom"]
    assert page.is_hidden("[aria-label^='Reset view']")
    page.click("[aria-label^='Zoom in']")
    until(page, f"harness.maps[0].state().zoom > {home}")
    for _ in range(8):
        page.click("[aria-label^='Zoom in']")
    assert state(page)["zoom"] <= panel("region")["maxZoom"]
    page.click("[aria-label^='Reset view']")
    until(page, f"Math.abs(harness.maps[0].state().zoom - {home}) < 0.001")
    assert page.is_hidden("[aria-label^='Reset view']")


def test_across_the_antimeridian_both_sides_are_one_map(open_page: Open) -> None:
    page = open_page()
    show(page, panel("antimeridian"))
    view = boxes(page, ".gd-map__view")[0]
    west, east = boxes(page, "[data-id='gn:3'] .gd-hit")[0], boxes(page, "[data-id='gn:2'] .gd-hit")[0]
    assert view["x0"] < west["x0"] < east["x0"] < view["x1"]


def test_text_of_an_article_never_becomes_markup(open_page: Open) -> None:
    hostile = "<img src=x onerror=\"document.title='ran'\">{{7*7}}${1}</text><script>document.title='ran'</script>"
    what = panel("close")
    for thing in [*what["marks"], *what["shapes"]]:
        thing["name"] = thing["aria"] = thing["id"] = hostile
        thing["captions"] = [hostile]
    what["notes"][0]["lines"] = [hostile]
    what["labels"][0]["text"] = what["title"] = what["attribution"] = hostile
    page = open_page()
    show(page, what)
    page.wait_for_timeout(100)
    assert page.title() == "map"
    assert page.evaluate("document.querySelectorAll('.gd-map img, .gd-map script').length") == 0
    assert page.evaluate("document.querySelector('.gd-mark').getAttribute('aria-label')") == hostile


def test_a_new_width_lays_the_map_out_anew(open_page: Open) -> None:
    page = open_page()
    show(page, panel("region"), 690)
    wide = state(page)
    page.evaluate("document.querySelector('.holder').style.width = '340px'")
    until(page, f"harness.maps[0].state().zoom < {wide['zoom'] - 0.3}")
    narrow = state(page)
    assert max(label["x1"] for label in narrow["labels"]) <= 340
    for one, other in itertools.combinations(narrow["labels"], 2):
        assert not overlap(one, other)


def test_a_map_made_while_hidden_is_drawn_when_it_shows(open_page: Open) -> None:
    page = open_page()
    page.evaluate("document.body.style.display = 'none'")
    page.evaluate("panel => harness.show(panel)", panel("close"))
    page.evaluate("document.body.style.display = ''")
    until(page, "harness.maps[0].state().labels.length > 3")


def test_an_empty_panel_and_a_destroyed_map_are_no_errors(open_page: Open) -> None:
    page = open_page()
    show(page, {"id": "empty", "bbox": [0, 0, 10, 8]})
    page.evaluate("harness.maps[0].select({fly: 'x'}); harness.maps[0].destroy(); harness.maps[0].select(null)")
    page.evaluate("document.querySelector('.holder').style.width = '300px'")
    page.wait_for_timeout(100)
    assert page.evaluate("document.querySelector('.holder').children.length") == 0


def test_nothing_leaks_into_the_page_but_the_namespace(open_page: Open) -> None:
    page = open_page()
    mine = page.evaluate(
        "() => { const frame = document.body.appendChild(document.createElement('iframe'));"
        "const plain = new Set(Object.getOwnPropertyNames(frame.contentWindow));"
        "return Object.getOwnPropertyNames(window).filter(k => !plain.has(k) && isNaN(k)) }"
    )
    assert sorted(mine) == ["L", "geodash", "harness", "leaflet"]  # Leaflet's own: L and an alias


def test_focus_stays_where_it_is_through_a_zoom(open_page: Open) -> None:
    page = open_page(reduced_motion="reduce")
    show(page, panel("region"))
    page.focus("[data-id='gn:290030']")
    page.evaluate("harness.maps[0].select({places: ['gn:290030'], fly: 'gn:290030'})")
    assert page.evaluate("document.activeElement.dataset.id") == "gn:290030"


def test_on_paper_the_whole_map_is_there(open_page: Open) -> None:
    """A map laid out for a window is scaled to a page's width, not cut off at its edge; a narrow one stays as it is."""
    page = open_page(900)
    show(page, panel("region"))
    show(page, panel("region"), 500)
    zooms = "[...document.querySelectorAll('.gd-map')].map(n => Number(getComputedStyle(n).zoom))"
    width = page.evaluate("document.querySelector('.gd-map').clientWidth")
    assert page.evaluate(zooms) == [1, 1]
    # Media emulation, unlike print, lets observers run: hold the widths.
    page.evaluate(
        "document.querySelectorAll('.gd-map').forEach(n => n.style.setProperty('width', n.clientWidth + 'px'))"
    )
    page.emulate_media(media="print")
    found = page.evaluate(zooms)
    assert abs(found[0] - 620 / width) < 0.001 and found[1] == 1
