"""The ground under panels, over the shipped basemap."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from geodash.extent import Box
from geodash.ground import Ground
from geodash.language import speaking
from geodash.naming import localised
from geodash.view import Panel, build_view
from geodata.gazetteer import Gazetteer
from tests.geodash.helpers import event, fixture, place, story


@pytest.fixture(scope="module")
def ground() -> Ground:
    return Ground("iso")


@pytest.fixture(scope="module")
def talks(ground: Ground) -> list[dict[str, Any]]:
    return [ground.lay(p) for p in build_view(fixture("talks"), date(2024, 8, 14), ground).panels]


def test_what_happened_stands_on_ground_in_focus(talks: list[dict[str, Any]]) -> None:
    region, strip = ({a["ref"] for a in p["base"]["areas"] if a["focus"]} for p in talks)
    assert {"IR", "QA"} <= region and "SA" not in region
    assert strip == {"PS-GZ"}


def test_the_area_of_the_story_is_not_named_twice(talks: list[dict[str, Any]]) -> None:
    (area,) = [s for s in talks[1]["shapes"] if s["symbol"] == "area"]
    assert area["ref"] == "PS-GZ"
    assert "gn:281124" not in {label["id"] for label in talks[1]["labels"]}


def test_countries_and_capitals_are_named(talks: list[dict[str, Any]]) -> None:
    named = {(label["kind"], label["text"]) for label in talks[0]["labels"]}
    assert {("country", "Saudi Arabia"), ("capital", "Cairo"), ("sea", "Caspian Sea")} <= named


def test_of_two_towns_of_one_name_the_larger_is_named(ground: Ground) -> None:
    """Across a border from each other, the smaller would be taken for the larger."""
    told = story(places=[place("a", point=[34.30, 31.34])], events=[event("e1", "a")])
    panel = build_view(told, earth=ground).panels[0]
    labels = ground.cut(panel, Box(34.1, 31.2, 34.4, 31.4)).labels
    towns = [label for label in labels if label["text"] == "Rafah" and label["kind"] == "city"]
    assert len(towns) == 1
    larger = max((t for t in Gazetteer.open().lookup("Rafah") if t.kind == "settlement"), key=lambda t: t.population)
    assert towns[0]["id"] == larger.id


def test_a_panel_is_light_and_json(talks: list[dict[str, Any]]) -> None:
    sizes = [len(json.dumps(p, separators=(",", ":"))) for p in talks]
    assert sizes[0] < 450_000 and sizes[1] < 30_000
    for panel in talks:
        assert panel["minZoom"] < panel["maxZoom"]
        assert "OpenStreetMap" in panel["attribution"]
        assert Box(*panel["ground_bbox"]).holds(Box(*panel["bbox"]))


def test_every_shape_has_something_to_draw(talks: list[dict[str, Any]]) -> None:
    for panel in talks:
        base = {a["ref"] for a in panel["base"]["areas"]}
        for shape in panel["shapes"]:
            assert shape["geometry"] or shape["ref"] in base


def test_extents_of_countries_are_their_main_land(ground: Ground) -> None:
    us, france = ground.country_extent("US"), ground.country_extent("FR")
    assert us is not None and us == pytest.approx((-125, 25, -67, 49), abs=1.5)
    assert france is not None and france.west > -6 and france.north < 52
    assert ground.country_extent("ZZ") is None


def test_what_is_known_of_a_position(ground: Ground) -> None:
    assert (ground.country_at(36.8, -1.3), ground.country_name("KE")) == ("KE", "Kenya")
    assert ground.country_at(-40, 30) is None and ground.country_name("ZZ") is None


def test_contested_areas_in_view_are_said(ground: Ground) -> None:
    notes = ground.contested([Box(34, 31, 37, 34)])
    assert any("Golan" in note for note in notes)
    assert ground.contested([Box(-100, 35, -95, 40)]) == ()


@pytest.mark.parametrize(
    "spots",
    [
        [(179.4, -16.8), (-179.9, -17.2)],
        [(-0.13, 51.5), (139.7, 35.7), (-74, 40.7), (151.2, -33.9)],
        [(25.0, 78.2)],
    ],
    ids=["across the antimeridian", "round the world", "in the high north"],
)
def test_panels_anywhere_have_ground(ground: Ground, spots: list[tuple[float, float]]) -> None:
    places = [place(f"x{n}", point=list(s)) for n, s in enumerate(spots)]
    made = story(places=places, events=[event(f"e{n}", f"x{n}") for n in range(len(spots))])
    panels: tuple[Panel, ...] = build_view(made, earth=ground).panels
    laid = [ground.lay(p) for p in panels]
    assert laid[0]["base"]["areas"] and laid[0]["base"]["coast"]
    assert json.loads(json.dumps(laid)) == laid


def test_a_country_too_small_to_see_is_still_drawn_if_the_story_is_about_it(ground: Ground) -> None:
    tiny = place("tiny", "country", 6, country="SM", point=[12.45, 43.94])
    far = [place("a", point=[-9.1, 38.7]), place("b", point=[30.5, 50.4])]
    made = story(places=[tiny, *far], events=[event("e1", "tiny"), event("e2", "a", "b")])
    laid = ground.lay(build_view(made, earth=ground).panels[0])
    assert [a["focus"] for a in laid["base"]["areas"] if a["ref"] == "SM"] == [True]


def test_the_ground_is_named_in_the_language_and_as_the_house_writes(ground: Ground) -> None:
    with speaking("ar"):
        region = build_view(localised(fixture("talks"), "ar"), date(2024, 8, 14), ground).panels[0]
        named = {label["text"] for label in ground.lay(region)["labels"]}
        assert {"القاهرة", "بحر قزوين", "المملكة العربية السعودية"} <= named
        assert ground.country_name("QA") == "قطر"
    with speaking("en", reword=lambda text: text.replace("Cairo", "Al-Qahira")):
        assert "Al-Qahira" in {label["text"] for label in ground.lay(region)["labels"]}
