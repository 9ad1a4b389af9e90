"""The embed's page as text: what it holds, how large it is, and that no story's words become markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import brotli
import pytest

from geodash.embed.address import Address
from geodash.embed.colours import Pairs
from geodash.embed.page import embed_html
from geodash.ground import Ground
from geodash.paths import DEMO_STORY
from geodash.picture.theme import picture_style
from geodash.studio import Options, Studio, open_studio
from geodata.model import Story
from geodata.plain import QUOTE
from geodata.store import load
from tests.geodash.helpers import event, fixture, place, story
from tests.geodash.test_picture_security import HOSTILE, hostile, plain

ADDRESS = Address("talks", "r1", "https://news.example/maps")
BUDGET = 40_000  # bytes in brotli, of the issue
ARABIC = 48_000  # faces whose letters join carry all their forms


class Seen(HTMLParser):
    """The tags of a page, its visible text, and what stands in its scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self.styles, self.island = "", "", ""
        self.scripts: list[str] = []
        self._in = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._in = tag if tag in ("script", "style") else ""
        if tag == "script" and "type" in dict(attrs):
            self._in = "island"
        elif tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in = ""

    def handle_data(self, data: str) -> None:
        if self._in == "script":
            self.scripts[-1] += data
        elif self._in == "island":
            self.island += data
        elif self._in == "style":
            self.styles += data
        else:
            self.text += data

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        named = {k.rstrip("_").replace("_", "-"): v for k, v in wanted.items()}
        return [a for t, a in self.tags if t == tag and all(a.get(k) == v for k, v in named.items())]


def made(told: Story, language: str = "en", **options: Any) -> str:
    studio = open_studio(told, Options(language=language))
    return page_of(studio, **options)


def page_of(studio: Studio, address: Address = ADDRESS, **options: Any) -> str:
    with studio.speaking():
        return embed_html(studio, address, **options)


@pytest.fixture(scope="module")
def demo() -> str:
    return made(load(DEMO_STORY))


def test_the_page_is_one_file_within_its_budget(demo: str) -> None:
    assert len(brotli.compress(demo.encode("utf-8"), quality=11)) <= BUDGET
    seen = Seen(demo)
    assert not seen.all("img") and not seen.all("iframe") and not seen.all("link", rel="stylesheet")
    assert all("src" not in a for t, a in seen.tags if t == "script")
    assert not re.search(r"url\((?!data:font/woff2|#)", seen.styles) and "@import" not in seen.styles


def test_the_head_says_what_the_page_is(demo: str) -> None:
    seen = Seen(demo)
    (robots,) = seen.all("meta", name="robots")
    assert robots["content"] == "noindex"
    (canonical,) = seen.all("link", rel="canonical")
    assert canonical["href"] == "https://news.example/maps/talks/"
    (oembed,) = seen.all("link", type="application/json+oembed")
    assert oembed["rel"] == "alternate" and oembed["href"] == "https://news.example/maps/talks/oembed.json"
    (image,) = seen.all("meta", property="og:image")
    assert image["content"] == "https://news.example/maps/talks/r1/og.png"


def test_the_policy_lets_just_its_own_scripts_run(demo: str) -> None:
    seen = Seen(demo)
    (meta,) = [a for a in seen.all("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    policy = meta["content"] or ""
    assert policy.startswith("default-src 'none'; ") and "connect-src" not in policy
    json.loads(seen.island)
    digests = [f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in seen.scripts]
    assert re.search(r"script-src ([^;]*)", policy)[1].split() == digests  # type: ignore[index]
    for directive in ("base-uri 'none'", "form-action 'none'", "img-src data:", "font-src data:"):
        assert directive in policy


def test_without_a_base_no_picture_is_named_that_nobody_could_fetch() -> None:
    studio = open_studio(fixture("talks"), Options())
    assert "og:image" not in page_of(studio, Address("talks"))


def test_the_same_input_gives_the_same_bytes(demo: str) -> None:
    assert made(load(DEMO_STORY)) == demo


def test_no_text_of_the_article_but_short_quotes(demo: str) -> None:
    told = load(DEMO_STORY)
    seen = Seen(demo)
    everything = plain(seen.text + seen.island + "".join(seen.scripts))
    text = told.articles[0].text
    for paragraph in (p for p in text.split("\n") if len(p) > QUOTE + 40):
        assert plain(paragraph) not in everything
    for start in range(0, len(text) - QUOTE - 40, 40):  # any stretch longer than a quote may be
        assert plain(text[start : start + QUOTE + 40]) not in everything
    for marks in re.findall(r"<blockquote.*?</blockquote>", demo):
        assert sum(len(m) for m in re.findall(r"<mark>(.*?)</mark>", marks)) <= QUOTE + 40  # entities are longer


def test_nobody_is_said_to_have_reviewed_what_nobody_has(demo: str) -> None:
    assert "made by machine, not reviewed" in Seen(demo).text
    reviewed = Seen(made(fixture("talks"), reviewed=True)).text
    assert "reviewed by an editor" in reviewed and "not reviewed" not in reviewed
    assert "made by machine, not reviewed" in Seen(made(fixture("talks"), reviewed=False)).text


def test_a_correction_is_a_line(demo: str) -> None:
    assert "Correction: " not in demo
    assert (
        "Correction: Doha, not <b>Dubai</b>." in Seen(made(fixture("talks"), correction="Doha, not <b>Dubai</b>.")).text
    )


def test_unsure_places_are_listed_and_not_drawn() -> None:
    told = story(
        places=[
            place("sure", point=[12.0, 45.0]),
            place("vague", confidence=0.4, point=[12.3, 45.2]),
        ],
        events=[event("e1", "sure"), event("e2", "vague")],
    )
    seen = Seen(made(told))
    drawn = {a["data-id"] for _, a in seen.tags if "data-id" in a}
    assert drawn == {"sure"}
    assert "Not placed, or unsure" in seen.text and "Vague" in seen.text and "not on the map" in seen.text
    assert json.loads(seen.island)["links"]["events"]["e2"] == []


def test_a_panel_of_nothing_but_unsure_places_is_gone() -> None:
    told = story(places=[place("vague", confidence=0.4, point=[12.3, 45.2])], events=[event("e1", "vague")])
    seen = Seen(made(told))
    assert not seen.all("figure") and "Vague" in seen.text


def test_a_stepper_needs_no_script(demo: str) -> None:
    seen = Seen(demo)
    radios, figures = seen.all("input", type="radio"), seen.all("figure")
    assert [r["id"] for r in radios] == ["gd-p0", "gd-p1"] and len(figures) == 2 and "checked" in radios[0]
    assert [a["for"] for a in seen.all("label")] == ["gd-p1", "gd-p0"]
    assert "Next: Gaza" in seen.text


def test_the_ground_stands_in_the_file_once_and_ids_do_not_clash(demo: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', demo)
    assert len(ids) == len(set(ids)) and all(i.startswith(("gd-", "geodash-embed")) for i in ids)
    assert sum(i.endswith("-outline") for i in ids) == 2  # a panel each
    assert set(re.findall(r'(?:href="#|url\(#)([^")]+)', demo)) <= set(ids)


def test_no_letter_on_a_phone_is_smaller_than_12_px(demo: str) -> None:
    sizes = dict(re.findall(r"\.(gd-t\d+)\{[^}]*font-size:([\d.]+)px", demo))
    layers = re.findall(r'<g class="narrow".*?</figure>', demo)
    used = {name for layer in layers for name in re.findall(r'class="(gd-t\d+)"', layer)}
    assert len(layers) == 2 and used and min(float(sizes[name]) for name in used) >= 12


def test_a_plan_and_the_age_of_the_map_are_told_by_the_readers_clock(demo: str) -> None:
    seen = Seen(demo)
    assert seen.all("span", data_until="2024-08-15", data_past="was planned for 15 Aug 2024; outcome not covered here")
    (old,) = [a for t, a in seen.tags if "data-since" in a]
    assert old["data-since"] == "2024-08-14" and old["data-days"] == "7" and "hidden" in old


def test_a_house_says_from_when_a_map_is_old(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text("old_after = 30\n", encoding="utf-8")
    seen = Seen(page_of(open_studio(fixture("talks"), Options(house=tmp_path / "house.toml"))))
    assert [a["data-days"] for _, a in seen.tags if "data-since" in a] == ["30"]


@pytest.mark.parametrize("language", ["ar", "he"])
def test_from_the_right(language: str) -> None:
    page = made(load(DEMO_STORY), language)
    assert f'<html lang="{language}" dir="rtl">' in page
    assert len(brotli.compress(page.encode("utf-8"), quality=11)) <= (ARABIC if language == "ar" else BUDGET)


@pytest.mark.parametrize("name", ["flood", "nowhere", "pacific", "ports"])
def test_any_story_has_a_page(name: str) -> None:
    seen = Seen(made(fixture(name)))
    assert seen.all("h1") and (seen.all("figure") or seen.all("p", class_="empty"))


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
def test_hostile_words_stand_as_words_and_nothing_else(words: str) -> None:
    page = made(hostile(words), correction=f"Wrong {words}")
    seen, calm = Seen(page), Seen(made(hostile("calm"), correction="Wrong calm"))
    assert {t for t, _ in seen.tags} <= {t for t, _ in calm.tags} | {"use", "path", "circle", "rect"}
    for _, attributes in seen.tags:
        for name, value in attributes.items():
            assert not name.lower().startswith("on")
            assert name not in ("href", "src") or (value or "").startswith(("#", "https://news.example/"))
    letters = "".join(c for c in plain(words.replace("\x00", "").replace("\x1b", "")) if c.isascii())
    assert letters in plain(seen.text)
    ours = re.sub(r"<script.*?</script>|<style.*?</style>", "", page, flags=re.DOTALL)
    assert "<script" not in ours and "\x00" not in page
    json.loads(seen.island)
    assert seen.scripts == calm.scripts and len(seen.scripts) == 4


def test_each_colour_has_one_dark_counterpart() -> None:
    light, dark = picture_style("light"), picture_style("dark")
    pairs = Pairs(light, dark)
    sheet = f".a{{fill:{pairs.style['ground']['focus']}}}"
    svg = f'<path fill="{pairs.style["paper"]}"/>'
    css, own, over = pairs.css(svg, sheet)
    assert pairs.style["paper"] != pairs.style["ground"]["focus"]  # the same by day, and not at night
    names = re.findall(r"var\((--m\d+)\)", css)
    assert f"{names[0]}:{dark['ground']['focus']};" in over and f"{names[1]}:{dark['paper']};" in over
    assert f"{names[0]}:" in own


def test_the_dashboard_loads_nothing_of_the_embed() -> None:
    from geodash.app import create_app
    from geodash.library import Library

    app = create_app(Library([fixture("talks")], Ground))
    assert "assets/embed/" not in app.test_client().get("/s/talks/").get_data(as_text=True)
