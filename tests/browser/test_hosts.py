"""The embed in hosts' pages: one page for each dialect, with the host's own script where it is published on npm."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from geodash.embed import headers, note
from geodash.embed.address import Address
from geodash.embed.codes import iframe_code, script_code
from geodash.paths import assets
from tests.browser.handing import handing

pytestmark = pytest.mark.browser

HOSTS = Path(__file__).parent / "hosts"
DIALECTS = ("datawrapper", "frames", "medium", "pym", "wordpress", "iframe-resizer", "script")
WIDTHS = (320, 330, 510, 660, 930, 1200)
SENTENCE = "<p>Mediators meet in Doha on Thursday, and both sides say what they want there and what they do not. </p>"
TEXTS = {"talks": SENTENCE * 6, "flood": SENTENCE * 9}
TITLE = 'Talks "resume" <b>&amp; {{7*7}}'

Open = Callable[..., Page]


@dataclass(frozen=True)
class Sites:
    """A news site and who gives it its embeds, on ports of their own: each is foreign to the other."""

    host: str
    maps: str


def _story(name: str) -> str:
    page = (HOSTS / "story.html").read_text("utf-8").replace("STORY", name).replace("TEXT", TEXTS[name])
    return page.replace("HEIGHTS", (assets() / "embed" / "heights.js").read_text("utf-8"))


def _maps(path: str) -> tuple[str, str, dict[str, str]] | None:
    """A small page of each story under the embed's own policy, and the loader."""
    name = path.strip("/")
    if name in TEXTS:
        html = _story(name)
        return html, "text/html", headers.headers(headers.script_hashes(html))
    if name == "withdrawn":
        html = note.page(date(2024, 8, 20), SENTENCE * 3)
        return html, "text/html", headers.headers(headers.script_hashes(html))
    if name == "embed.js":
        return (assets() / "embed" / "embed.js").read_text("utf-8"), "text/javascript", headers.headers()
    return ((HOSTS / "hostile.html").read_text("utf-8"), "text/html", {}) if name == "hostile.html" else None


def _host(path: str, query: str, maps: str) -> tuple[str, str, dict[str, str]] | None:
    """A host's page; its query names where its embeds are."""
    children = re.sub("^children=", "", query) or maps
    file = HOSTS / path.strip("/")
    if not file.is_file():
        return None
    text = file.read_text("utf-8")
    if file.suffix == ".html":
        text = (HOSTS / "page.html").read_text("utf-8").replace("FRAMES", text)
    text = text.replace("CHILDREN", children).replace("HOSTILE", f"{maps}/hostile.html")
    for mark, story in (("CODE-ONE", "talks"), ("CODE-TWO", "flood")):
        text = text.replace(mark, script_code(Address(story, base_url=children), "A map", TITLE))
    return text, "text/html" if file.suffix == ".html" else "text/javascript", {}


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with handing(lambda path, query: _maps(path)) as maps, handing(functools.partial(_host, maps=maps)) as host:
        yield Sites(f"{host}/", maps)


def frame(page: Page, nth: str) -> Frame:
    """The embed of class "one" or "two", when its page stands."""
    handle = page.wait_for_selector(f"iframe.{nth}, .{nth} iframe")
    assert handle is not None
    found = handle.content_frame()
    assert found is not None
    found.wait_for_selector("h1, h2, body > p", state="attached")
    return found


def outer(page: Page, nth: str) -> float:
    height: float = page.evaluate("(one) => document.querySelector(`iframe.${one}, .${one} iframe`).clientHeight", nth)
    return height


def inner(child: Frame) -> float:
    height: float = child.evaluate("document.documentElement.offsetHeight")
    return height


def fits(page: Page, nth: str, dialect: str) -> float:
    """Wait until the iframe is as high as its page, within 1 px; the height."""
    child = frame(page, nth)
    child.evaluate("document.fonts.ready.then(() => true)")
    for _ in range(60):
        wanted = inner(child)
        wanted = min(1000, max(200, wanted)) if dialect == "wordpress" else wanted
        if abs(outer(page, nth) - wanted) <= 1:
            return wanted
        page.wait_for_timeout(50)
    raise AssertionError(f"{dialect}: the iframe is {outer(page, nth)} px high, its page {inner(child)} px")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_each_iframe_is_as_high_as_its_page(open_page: Open, sites: Sites, dialect: str, width: int) -> None:
    page = open_page(f"{dialect}.html", width, 800, base=sites.host)
    one, two = (fits(page, nth, dialect) for nth in ("one", "two"))
    assert one != two and 200 < one < 1000
    assert frame(page, "one").evaluate("innerWidth") == page.evaluate("document.body.clientWidth")
    frame(page, "one").locator("summary").click()
    page.wait_for_timeout(60)
    assert fits(page, "one", dialect) == one + 162  # what is opened: 150 px and its margin
    assert fits(page, "two", dialect) == two
    frame(page, "one").locator("summary").click()
    page.wait_for_timeout(60)
    assert fits(page, "one", dialect) == one


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_turned_phone_gets_new_heights(open_page: Open, sites: Sites, dialect: str) -> None:
    page = open_page(f"{dialect}.html", 330, 800, base=sites.host)
    tall = fits(page, "two", dialect)
    page.set_viewport_size({"width": 800, "height": 330})
    page.wait_for_timeout(60)
    assert fits(page, "two", dialect) < tall


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_embed_of_the_app_in_each_host(
    open_page: Open, sites: Sites, server: str, dialect: str, width: int
) -> None:
    page = open_page(f"{dialect}.html?children={server}embed", width, 800, base=sites.host)
    one = fits(page, "one", dialect)
    fits(page, "two", dialect)
    # All of them, as on a wide page one alone may open beside what is higher.
    frame(page, "one").evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    page.wait_for_timeout(60)
    assert fits(page, "one", dialect) > one or dialect == "wordpress"  # which goes to 1,000 px and no further


@pytest.mark.parametrize("width", [320, 930])
def test_a_frame_becomes_as_low_as_the_note_of_a_withdrawn_story(open_page: Open, sites: Sites, width: int) -> None:
    page = open_page("datawrapper.html", width, 800, base=sites.host)
    tall = fits(page, "two", "datawrapper")
    page.evaluate("(url) => { document.querySelector('iframe.two').src = url; }", f"{sites.maps}/withdrawn/")
    page.wait_for_timeout(200)
    child = frame(page, "two")
    child.wait_for_selector("text=This map was withdrawn on 20 Aug 2024.")
    assert fits(page, "two", "datawrapper") < tall


def test_a_siblings_messages_size_no_frame_and_are_not_answered(open_page: Open, sites: Sites) -> None:
    page = open_page("script.html", 660, 800, base=sites.host)
    fits(page, "one", "script")
    page.wait_for_function(
        "window.heard.some((m) => m['datawrapper-height'] && m['datawrapper-height'].talks === 4321)"
    )
    page.wait_for_timeout(300)
    for nth in ("one", "two"):
        assert outer(page, nth) != 4321
        fits(page, nth, "script")
    assert page.evaluate("window.heard.filter((m) => typeof m === 'string' && m.includes('hostile'))") == []


def test_the_script_makes_the_iframe_to_hand_out(open_page: Open, sites: Sites) -> None:
    page = open_page("script.html", 660, 800, base=sites.host)
    fits(page, "one", "script")
    attributes = "(f) => Object.fromEntries([...f.attributes].map((a) => [a.name, a.value]))"
    made = page.locator(".one iframe").evaluate(attributes)
    pasted = page.evaluate(
        f"(code) => ({attributes})(new DOMParser().parseFromString(code, 'text/html').querySelector('iframe'))",
        iframe_code(Address("talks", base_url=sites.maps), TITLE),
    )
    looks = [re.sub(r"\s", "", one.pop("style")) for one in (made, pasted)]
    assert made == pasted and pasted["title"] == TITLE
    assert looks[1] == "width:0;min-width:100%!important;border:none"
    style = page.locator(".one iframe").evaluate("(f) => [f.style.width, f.style.minWidth, f.style.borderStyle]")
    assert style == ["0px", "100%", "none"] and "min-width:100%!important" in looks[0]
    assert page.evaluate("Object.keys(window).filter((k) => /geodash/i.test(k))") == ["geodash"]
    # Its least height kept the place; now the frame does.
    assert page.locator(".one > div").evaluate("(d) => d.style.minHeight") == ""


def test_one_story_twice_on_a_page(open_page: Open, sites: Sites) -> None:
    page = open_page("script.html", 660, 800, base=sites.host)
    fits(page, "one", "script")
    page.evaluate(
        """(code) => {
          const copy = document.querySelector('.two');
          copy.innerHTML = code;  // as an editor's system puts it in: its script is made anew, or it would not run
          const old = copy.querySelector('script'), script = document.createElement('script');
          for (const a of old.attributes) script.setAttribute(a.name, a.value);
          old.replaceWith(script);
        }""",
        script_code(Address("talks", base_url=sites.maps), "A map"),
    )
    page.wait_for_selector(".two iframe")
    assert fits(page, "two", "script") == fits(page, "one", "script")
    assert page.locator(".two iframe").get_attribute("id") == "geodash-talks-2"
    assert page.locator("iframe#geodash-talks").count() == 1


def test_without_scripts_the_picture_stands_there(open_page: Open, sites: Sites) -> None:
    html = script_code(Address("talks", base_url=sites.maps), "A map of talks")
    page = open_page("story.html", 660, 800, base=sites.host, java_script_enabled=False)
    page.route("**/full.png", lambda route: route.fulfill(body=b"", content_type="image/png"))
    page.set_content(html)
    expect(page.locator("img")).to_have_attribute("alt", "A map of talks")
    expect(page.locator("img")).to_have_attribute("src", f"{sites.maps}/talks/full.png")
