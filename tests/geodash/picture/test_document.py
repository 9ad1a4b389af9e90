"""What holds of the picture of any story at any size."""

from __future__ import annotations

import base64
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodash.ground import Ground
from geodash.language import speaking
from geodash.picture.document import Order, newsworthy, panels_of
from geodash.picture.legend import WORDS as LEGEND
from geodash.picture.sizes import NAMED, size
from geodash.picture.svg import visual
from geodash.picture.theme import picture_style
from geodash.picture.wording import source_line
from geodata.model import Story
from tests.geodash.helpers import event, fixture, place, proposal, square, stance, story
from tests.geodash.picture.drawing import LABEL, SVG, Drawing, classes, demo, draw, said
from tests.geodash.picture.test_type import TEXTS

LONG = "A headline that goes on and on about everything that was said by everybody at the talks " * 4
PARTY = "The Joint Commission of the Federated Assemblies for the Supervision of the Agreement of the Lakes"


def _many() -> Story:
    towns = [place(f"t{n}", point=[40.0 + n % 8, 30.0 + n // 8], country="IQ") for n in range(24)]
    return story(places=towns, events=[event(f"e{n}", f"t{n % 24}") for n in range(60)])


def _crowded() -> Story:
    towns = [place("one", point=[44.4, 33.3], country="IQ"), place("two", point=[51.4, 35.7], country="IR")]
    return story(places=towns, events=[event(f"e{n}", "one") for n in range(30)] + [event("last", "two")])


def _parties() -> Story:
    zones = [
        proposal(
            f"z{n}", "c", geometry_basis="official_text", geometry=square(34 + n, 31, 34.6 + n, 32), status="disputed",
            status_reason=f"{PARTY} demands it; the other side has rejected it twice, and asks for changes",
            positions=[stance(f"{PARTY} {k}", "rejects", "has rejected again and again") for k in range(6)],
        )
        for n in range(3)
    ]  # fmt: skip
    return story(
        places=[place("c", "country", 6, country="EG", point=[30.0, 27.0]), place("d", point=[34.3, 31.3])],
        events=[event("e", "d")], proposals=zones,
    )  # fmt: skip


def _pacific() -> Story:
    spots = [place("suva", point=[178.4, -18.1], country="FJ"), place("apia", point=[-171.8, -13.8], country="WS")]
    return story(places=spots, events=[event("a", "suva"), event("b", "apia")])


STORIES: dict[str, Callable[[], Story]] = {
    "demo": demo,
    "talks": lambda: fixture("talks"),
    "flood": lambda: fixture("flood"),
    "nowhere": lambda: fixture("nowhere"),
    "long title": lambda: fixture("talks").model_copy(update={"title": LONG}),
    "many events": _many,
    "crowded place": _crowded,
    "long parties": _parties,
    "antimeridian": _pacific,
    "no events": lambda: story(places=[place("p", point=[34.3, 31.3])], proposals=[proposal("z", "p")]),
    "no proposals": lambda: story(places=[place("p", point=[34.3, 31.3])], events=[event("e", "p")]),
    "nothing": lambda: story(),
}
# Real stories at every size; made-up ones at those whose layout they strain.
CASES = [(name, of) for name in ("demo", "talks", "flood", "nowhere") for of in NAMED]
CASES += [(name, of) for name in list(STORIES)[4:] for of in ("1280x1472", "1200x630", "column")]
CASES += [(name, of) for name in ("long title", "many events", "long parties") for of in ("a4", "1080x1080")]


@cache
def _drawn(name: str, of: str) -> Drawing:
    title = LONG if name == "long title" else None
    return draw(STORIES[name](), Ground(), of, title=title)


@pytest.fixture(params=CASES, ids=[f"{name}-{of}" for name, of in CASES])
def drawn(request: pytest.FixtureRequest) -> Drawing:
    return _drawn(*request.param)


def test_all_text_is_on_the_page(drawn: Drawing) -> None:
    width, height = drawn.page
    off = [line for line in drawn.lines if line.x0 < 0 or line.y0 < 0 or line.x1 > width or line.y1 > height]
    assert off == []


def test_no_line_of_the_page_lies_on_another(drawn: Drawing) -> None:
    page = [line for line in drawn.lines if line.panel is None]
    assert [(one.text, other.text) for one, other in combinations(page, 2) if one.overlaps(other)] == []


def _frames(drawing: Drawing) -> list[tuple[str, float, float, float, float]]:
    found = []
    for group in drawing.root.iter(f"{SVG}g"):
        if group.get("data-panel") and group.get("transform"):
            x, y = map(float, re.findall(r"-?[\d.]+", group.get("transform", "")))
            frame = group.findall(f"{SVG}rect")[-1]
            found.append(
                (group.get("data-panel", ""), x, y, float(frame.get("width", 0)), float(frame.get("height", 0)))
            )
    return found


def test_maps_are_on_the_page_and_apart_from_its_words(drawn: Drawing) -> None:
    width, height = drawn.page
    frames, found = _frames(drawn), drawn.lines
    for _, x, y, wide, high in frames:
        assert wide > 80
        assert high > 60
        assert min(x, y) >= 0
        assert x + wide <= width
        assert y + high <= height
        for line in found:
            if line.panel is None:
                assert line.x1 < x or line.x0 > x + wide or line.y1 < y or line.y0 > y + high, line
    for (_, x, y, wide, high), (_, x2, y2, wide2, high2) in combinations(frames, 2):
        assert x + wide <= x2 or x2 + wide2 <= x or y + high <= y2 or y2 + high2 <= y


def test_labels_stay_on_their_map(drawn: Drawing) -> None:
    for name, x, y, wide, high in _frames(drawn):
        off = [
            line
            for line in drawn.lines
            if line.panel == name
            and not (x <= line.x0 and line.x1 <= x + wide and y <= line.y0 and line.y1 <= y + high)
        ]
        assert off == []


def _pressed(text: str) -> str:
    return "".join(text.split())


def test_the_foot_is_complete(drawn: Drawing, ground: Ground) -> None:
    told = _pressed("".join(line.text for line in drawn.lines if line.panel is None))
    wanted = [drawn.view.worldview, *ground.attributions]
    (source,) = [note for note in drawn.words.notes if note.startswith("Source: ")]
    assert [text for text in wanted if _pressed(text) not in told] == []
    assert _pressed(source) in told
    assert _pressed(drawn.view.header.made_by).casefold() in told.casefold()


def _numbers(drawing: Drawing) -> tuple[set[str], set[str]]:
    """Event numbers on the maps, and those that a list explains."""
    style = picture_style()["text"]["number"]
    rules = classes(drawing.root)
    discs = {name for name, rule in rules.items() if rule["fill"] == style["fill"] and rule["font-size"] == "9.5px"}
    on_map: set[str] = set()
    listed: set[str] = set()
    for node in drawing.root.iter(f"{SVG}text"):
        if node.get("class") in discs:
            inside = any(group.get("data-panel") for group in node.iterancestors(f"{SVG}g"))
            (on_map if inside else listed).add("".join(node.itertext()))
    return on_map, listed


def test_numbers_on_a_map_are_explained_by_the_list(drawn: Drawing) -> None:
    on_map, listed = _numbers(drawn)
    assert {n for n in on_map if not n.startswith("+")} <= listed


def test_the_legend_explains_what_is_drawn_and_nothing_else(drawn: Drawing) -> None:
    if drawn.view.panels and drawn.page[0] < 700 > drawn.page[1]:
        return  # a card has no room for a legend
    panels = [panel for panel in drawn.view.panels if any(panel.id == name for name, *_ in _frames(drawn))]
    used = {one.symbol for panel in panels for one in panel.drawn} | {"note" for panel in panels if panel.notes}
    if any(
        path.get("stroke-dasharray")
        for path in drawn.root.xpath("//*[contains(@id, '-borders')]/*[local-name()='path']")
    ):
        used.add("disputed")
    told = {line.text for line in drawn.lines if line.panel is None} & set(LEGEND.values())
    assert told == {LEGEND[name] for name in used}


def test_where_no_list_explains_them_no_numbers_are_drawn() -> None:
    assert _numbers(_drawn("talks", "1200x630")) == (set(), set())
    on_map, listed = _numbers(_drawn("crowded place", "1280x1472"))
    assert on_map == {*map(str, range(1, 13)), "+18", "31"}, "the first twelve, and how many more there are"
    assert listed == set(map(str, range(1, 32)))


def test_ids_are_unique_and_references_lead_somewhere(drawn: Drawing) -> None:
    ids = [node.get("id") for node in drawn.root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    svg = drawn.picture.svg
    wanted = set(re.findall(r"url\(#([^)]+)\)", svg)) | set(re.findall(r'href="#([^"]+)"', svg))
    labelled = set((drawn.root.get("aria-labelledby") or "").split())
    assert wanted | labelled <= set(ids)


def test_it_says_what_it_is(drawn: Drawing) -> None:
    root = drawn.root
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (title.text, desc.text) == (drawn.told.alt, drawn.told.description)
    assert root[0] is title
    assert (root.get("role"), root.get("lang")) == ("img", "en")
    assert len(drawn.told.alt) <= 141


def test_layers_are_named(drawn: Drawing) -> None:
    layers = [node for node in drawn.root if node.tag == f"{SVG}g"]
    assert all(node.get(LABEL) and node.get("id") for node in layers)
    assert [node.get(LABEL) for node in layers][:1] == ["Paper"]
    assert [node.get(LABEL) for node in layers][-1:] == ["Text"]
    for panel, *_ in _frames(drawn):
        names = {node.get("id") for node in drawn.root.iter(f"{SVG}g") if node.get(LABEL)}
        assert {f"{panel}-sea", f"{panel}-furniture"} <= names


def _faces(drawing: Drawing) -> dict[tuple[str, str, str], set[int]]:
    css = "".join(style.text or "" for style in drawing.root.iter(f"{SVG}style"))
    found = {}
    for rule in re.findall(r"@font-face\{([^}]*)\}", css):
        family = re.findall("font-family:('[^']+')", rule)[0]
        weight = (re.findall(r"font-weight:(\d+)", rule) or ["400"])[0]
        slant = "italic" if "font-style:italic" in rule else "normal"
        data = re.findall(r"base64,([A-Za-z0-9+/=]+)", rule)[0]
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            found[family, weight, slant] = set(font.getBestCmap())
    return found


def test_every_letter_is_in_an_embedded_face(drawn: Drawing) -> None:
    faces, rules = _faces(drawn), classes(drawn.root)
    used = set()
    for node in drawn.root.iter(f"{SVG}text", f"{SVG}tspan"):
        text = node.text or ""
        parent = node.getparent()
        own = node.get("class") or (parent.get("class") if parent is not None else None)
        rule = rules[own or ""]
        key = rule["font-family"], rule.get("font-weight", "400"), rule.get("font-style", "normal")
        if text:
            used.add(key)
            assert {ord(c) for c in text if c != " "} <= faces[key], text
    assert used == set(faces), "and none is embedded that sets nothing"


def test_no_address_and_no_script(drawn: Drawing) -> None:
    outside = drawn.picture.svg.replace("http://www.w3.org/2000/svg", "").replace(
        "http://www.inkscape.org/namespaces/inkscape", ""
    )
    assert not re.search(r"https?://|javascript:|<script|<foreignObject|<image", outside)


@pytest.mark.parametrize("of", list(NAMED))
def test_a_picture_has_the_size_that_was_asked_for(of: str) -> None:
    drawing = _drawn("talks", of)
    wanted = NAMED[of]
    width, height = drawing.page
    assert (drawing.picture.width, width * wanted.zoom) == pytest.approx((wanted.width, wanted.width), abs=0.2)
    if wanted.height is not None:
        assert (drawing.picture.height, height * wanted.zoom) == pytest.approx((wanted.height, wanted.height), abs=0.2)


# --- variants -------------------------------------------------------------------------------------------------------


def test_outlined_text_needs_no_font(ground: Ground) -> None:
    drawing = draw(fixture("talks"), ground, outlined=True)
    assert said(drawing.root) == []
    assert "@font-face" not in drawing.picture.svg
    assert "font-family" not in drawing.picture.svg
    named = [path.get("aria-label") for path in drawing.root.iter(f"{SVG}path")]
    live = _drawn("talks", "1280x1472")
    assert {_pressed(text) for text in said(live.root)} <= {_pressed(name) for name in named if name}


def test_a_prefix_keeps_two_pictures_of_one_page_apart(ground: Ground) -> None:
    one, other = (draw(fixture("talks"), ground, prefix=prefix) for prefix in ("a-", "b-"))
    ids = [{node.get("id") for node in d.root.iter() if node.get("id")} for d in (one, other)]
    assert ids[0] & ids[1] == set()
    assert set(classes(one.root)) & set(classes(other.root)) == set()


def test_a_picture_without_fonts_is_for_a_page_that_has_them(ground: Ground) -> None:
    drawing = draw(fixture("talks"), ground, fonts=False)
    assert "@font-face" not in drawing.picture.svg
    assert "Noto Sans" in drawing.picture.svg


def test_a_selected_event_is_lit(ground: Ground) -> None:
    plain = _drawn("talks", "1280x1472")
    number = next(mark.numbers[0] for panel in plain.view.panels for mark in panel.marks if mark.numbers)
    lit = draw(fixture("talks"), ground, select=number)
    assert plain.picture.svg != lit.picture.svg
    colour = picture_style()["labels"]["note"]["fill"]
    lit_classes = {
        name for name, rule in classes(lit.root).items() if rule["fill"] == colour and "14px" in rule["font-size"]
    }
    assert lit_classes, "its place is named in the story's colour"
    assert [line.text for line in lit.lines] == [line.text for line in plain.lines]


def test_one_panel_of_several(ground: Ground) -> None:
    drawing = draw(fixture("talks"), ground, panels=("close-1",))
    assert [name for name, *_ in _frames(drawing)] == ["close-1"]


def test_a_card_shows_the_panel_with_the_news(ground: Ground) -> None:
    view = _drawn("talks", "1280x1472").view
    card = Order(size("1080x1080"))
    assert panels_of(view, card) == (newsworthy(view.panels),)
    assert panels_of(view, Order(size("a4"))) == view.panels


@pytest.mark.parametrize("language", ["ar", "he"])
@pytest.mark.parametrize("of", ["1280x1472", "1200x630", "column"])
def test_pictures_that_run_from_the_right(language: str, of: str, ground: Ground) -> None:
    drawing = draw(demo(), ground, of, language=language)
    width, height = drawing.page
    found = drawing.lines
    assert [li for li in found if li.x0 < -0.5 or li.x1 > width + 0.5 or li.y0 < 0 or li.y1 > height] == []
    page = [line for line in found if line.panel is None]
    assert [(a.text, b.text) for a, b in combinations(page, 2) if a.overlaps(b, 1.5)] == []
    assert drawing.root.get("lang") == language
    assert drawing.picture.missing == ""


@pytest.mark.parametrize("theme", ["dark", "print"])
def test_a_theme_changes_no_word_and_no_place(theme: str, ground: Ground) -> None:
    assert draw(fixture("talks"), ground, theme=theme).lines == _drawn("talks", "1280x1472").lines


def test_the_same_story_gives_the_same_bytes(ground: Ground) -> None:
    assert draw(demo(), ground).picture.svg == _drawn("demo", "1280x1472").picture.svg


_AGAIN = """
import sys
from geodash.ground import Ground
from tests.geodash.helpers import fixture
from tests.geodash.picture.drawing import draw
sys.stdout.buffer.write(draw(fixture("talks"), Ground()).picture.svg.encode())
"""


def test_the_same_story_gives_the_same_bytes_in_another_process() -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    made = subprocess.run(
        [sys.executable, "-c", _AGAIN], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
    )
    assert made.stdout.decode() == _drawn("talks", "1280x1472").picture.svg


# --- what the issue says of the seed story ---------------------------------------------------------------------------


def test_the_seed_storys_close_up_and_region() -> None:
    drawing = _drawn("demo", "1280x1472")
    told: dict[str, str] = {}
    for line in drawing.lines:
        told[line.panel or "page"] = told.get(line.panel or "page", "") + " " + line.text
    assert "Khan Younis" in told["close-1"]
    assert "Israel demands" in told["close-1"]
    assert "Hamas rejects" in told["close-1"]
    assert "Beirut" in told["region"]
    assert "Doha" in told["region"]
    everything = " ".join(told.values())
    assert "city not stated" in everything
    marks = {node.get("data-id"): node for node in drawing.root.iter(f"{SVG}g") if node.get("class") == "gd-mark"}
    assert marks
    assert "hatch" not in drawing.picture.svg, "no outline is stated"


def test_a_source_line_names_the_office_the_headline_and_the_day() -> None:
    article = {"headline": "Ferries stop", "source_office": "Lake Post", "published": "2024-08-14"}
    told = story(article=article)
    assert source_line(told) == "Source: Lake Post, “Ferries stop”, 14 Aug 2024."
    assert source_line(story(article={**article, "headline": ""})) == "Source: Lake Post, 14 Aug 2024."
    for language in ("ar", "he"):
        with speaking(language):
            stands = visual(source_line(told))
        # From the right: the day with its month and year, then the Latin names as one.
        assert re.search(r"Lake Post — Ferries stop\W+2024 \w+ 14 ", stands), stands


# --- any text ---------------------------------------------------------------------------------------------------------


def _valid(text: str) -> str:
    """What a story file can hold: pydantic refuses lone surrogates and empty names."""
    return "".join(c for c in text if not "\ud800" <= c <= "\udfff") or "x"


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_any_text_of_a_story_gives_a_picture(ground: Ground, data: st.DataObject) -> None:
    head, name, label, party, zone, verb = (
        _valid(data.draw(TEXTS, what)) for what in ("head", "name", "label", "party", "zone", "verb")
    )
    made: dict[str, Any] = {
        "article": {"headline": head, "source_office": party},
        "title": head,
        "places": [place("p", point=[34.3, 31.3]) | {"name": name}],
        "events": [event("e", "p") | {"label": label}],
        "proposals": [
            proposal("z", "p", geometry_basis="named_place", positions=[stance(party, "rejects", verb)])
            | {"name": zone}
        ],
    }
    of = data.draw(st.sampled_from(["1280x1472", "1200x630", "column"]))
    outlined = data.draw(st.booleans())
    drawing = draw(story(**made), ground, of, outlined=outlined)
    tags = {str(node.tag).removeprefix(SVG) for node in drawing.root.iter()}
    assert tags <= {
        "svg", "title", "desc", "style", "defs", "clipPath", "pattern", "g", "rect", "path", "circle", "use", "text", "tspan",
    }  # fmt: skip
    if not outlined:
        width, _ = drawing.page
        assert [line for line in drawing.lines if line.x0 < -0.5 or line.x1 > width + 0.5] == []
