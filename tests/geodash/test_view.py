from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.extent import Box
from geodash.view import View, build_view
from geodata.model import Place
from tests.geodash.helpers import event, evidence, fixture, place, proposal, square, story

PUBLISHED = date(2024, 8, 14)


class Kenya:
    """An earth with one country."""

    def extent(self, place: Place) -> Box | None:
        return None

    def country_extent(self, alpha2: str) -> Box | None:
        return Box(33.9, -4.7, 41.9, 5.0) if alpha2 == "KE" else None

    def country_name(self, alpha2: str) -> str | None:
        return "Kenya" if alpha2 == "KE" else None

    def country_at(self, lon: float, lat: float) -> str | None:
        return "KE" if 33.9 < lon < 41.9 and -4.7 < lat < 5 else None


@pytest.fixture(scope="module")
def talks() -> View:
    return build_view(fixture("talks"), PUBLISHED)


def test_the_panels_of_the_talks(talks: View) -> None:
    region, strip = talks.panels
    assert [p.title for p in talks.panels] == ["Region", "Gaza Strip"]
    assert region.bbox == pytest.approx((27, 21, 64, 41), abs=2)
    assert strip.bbox == pytest.approx((34.1, 31.1, 34.7, 31.7), abs=0.1)
    assert [(i.panel_id, i.bbox) for i in region.insets] == [(strip.id, strip.bbox)]
    assert not strip.insets


def test_precision_decides_the_symbol(talks: View) -> None:
    drawn = {s.name: s.symbol for p in talks.panels for s in (*p.marks, *p.shapes)}
    assert drawn == {
        "Beirut": "town",
        "Doha": "town",
        "Khan Younis": "town",
        "Qatar": "country",
        "Iran": "country",
        "Israel": "country",
        "Egypt–Gaza border": "proposed-line",
        "Gaza Strip": "area",
    }


def test_a_country_is_never_a_mark(talks: View) -> None:
    assert not {"Qatar", "Iran", "Israel"} & {m.name for p in talks.panels for m in p.marks}
    shapes = {s.name: s for p in talks.panels for s in p.shapes}
    assert (shapes["Iran"].ref, shapes["Iran"].geometry) == ("IR", None)


def test_what_is_inside_a_close_up_is_not_drawn_twice(talks: View) -> None:
    ids = [s.id for p in talks.panels for s in (*p.marks, *p.shapes)]
    assert len(ids) == len(set(ids))


def test_captions(talks: View) -> None:
    said = {s.name: s.captions for p in talks.panels for s in (*p.marks, *p.shapes)}
    assert said["Qatar"] == ("talks due Thu 15 Aug, city not stated",)
    assert said["Beirut"] == ("Senior Hezbollah commander killed",)
    assert said["Iran"] == ("Hamas’ political leader killed, place not stated",)
    assert said["Khan Younis"] == ("Israeli operations intensify",)
    assert said["Israel"] == ("feared: Iran and Hezbollah strike Israel",)
    assert said["Egypt–Gaza border"] == ("Israel demands, Hamas rejects:", "Israeli forces along this border")
    assert said["Gaza Strip"] == ()


def test_an_extent_that_nobody_states_is_a_note_and_no_zone(talks: View) -> None:
    (note,) = talks.panels[1].notes
    assert note.lines == ("Security zone “within Gaza”:", "extent not stated, not drawn")
    assert "zone" not in {s.symbol for p in talks.panels for s in p.shapes}


def test_what_is_only_named_stretches_no_panel(talks: View) -> None:
    assert talks.also_named == ("Washington", "United States", "Egypt", "Middle East")
    assert talks.by_country == (
        "Qatar: talks due Thu 15 Aug, city not stated",
        "Iran: Hamas’ political leader killed, place not stated",
    )


def test_the_header(talks: View) -> None:
    header = talks.header
    assert header.as_of == "As of 14 Aug 2024"
    assert header.made_by == "made by machine, not reviewed"
    assert header.source == "Geodash Wire" and header.source_url is None


def test_an_editor_is_named_in_the_header() -> None:
    decision = {"by": "editor", "confidence": 1, "reason": "read again"}
    made = build_view(story(events=[event("e1", decision=decision)]))
    assert made.header.made_by == "made by machine, in part decided by an editor"


def test_links_name_the_panel_that_shows_a_place_best(talks: View) -> None:
    assert talks.links.panels["gn:281124"] == "close-1"
    assert talks.links.events["e1"] == ("gn:289688",) and talks.links.events["e3"] == ()
    assert talks.links.proposals == {"p1": ("geodash:egypt-gaza-border",), "p2": ("geodash:gaza-strip",), "p3": ()}


def test_a_small_story_is_shown_in_its_country() -> None:
    overview, close = build_view(fixture("flood"), earth=Kenya()).panels
    assert overview.title == "Kenya" and close.title == "Tana River County"
    assert overview.bbox.holds(Box(33.9, -4.7, 41.9, 5.0))
    assert overview.insets[0].label == "Map below"
    assert not overview.marks


def test_one_town_has_a_close_up_named_for_it() -> None:
    town = place("garissa", point=[39.65, -0.45], country="KE")
    overview, close = build_view(story(places=[town], events=[event("e1", "garissa")]), earth=Kenya()).panels
    assert (overview.title, close.title) == ("Kenya", "Around Garissa")
    assert [m.id for m in close.marks] == ["garissa"]


def test_a_story_without_places_says_so() -> None:
    view = build_view(fixture("nowhere"))
    assert view.panels == () and view.no_panel == "No map: the article names no place."
    mentioned = story(places=[place("x", point=[1, 1])], events=[event("e1")])
    assert "not tied to a place" in build_view(mentioned).no_panel


def test_a_fear_stretches_no_panel_but_is_outlined_where_one_shows_it() -> None:
    near = place("near", "country", 6, country="AA", geometry=square(8, 8, 12, 12))
    far = place("far", "country", 6, country="BB", geometry=square(100, 8, 112, 12))
    here = place("here", "country", 6, country="CC", geometry=square(0, 0, 20, 10))
    events = [event("e1", "here"), event("e2", "near", "far", modality="hypothetical")]
    (panel,) = build_view(story(places=[near, far, here], events=events)).panels
    assert panel.bbox.east < 30
    assert {s.id for s in panel.shapes} == {"here", "near"}


def test_a_sea_has_its_own_glyph_in_the_water_that_the_map_shows() -> None:
    ocean = place("ocean", "water", 7, point=[-140, 0], geometry=square(-179, -60, -75, 60))
    coast = [place("north", point=[-74, -20]), place("south", point=[-72, -30])]
    view = build_view(story(places=[ocean, *coast], events=[event("e1", "ocean"), event("e2", "north", "south")]))
    (panel,) = view.panels
    assert panel.bbox.width < 30
    (sea,) = [m for m in panel.marks if m.id == "ocean"]
    assert sea.symbol == "sea" and sea.lon < -75 and panel.bbox.contains(sea.lon, sea.lat)


def test_a_story_at_sea_alone_has_a_map_of_it() -> None:
    strait = place("strait", "water", 7, point=[43, 13], geometry=square(42, 12, 44, 14))
    view = build_view(story(places=[strait], events=[event("e1", "strait")]))
    assert [m.id for p in view.panels for m in p.marks] == ["strait"]


def test_a_stated_outline_is_a_zone_with_its_word() -> None:
    zone = proposal("p1", geometry=square(10, 10, 11, 11), geometry_basis="editor_estimate")
    view = build_view(story(proposals=[zone]))
    (shape,) = [s for p in view.panels for s in p.shapes]
    assert (shape.id, shape.symbol, shape.name) == ("p1", "estimate", "Proposed: Zone p1")
    assert shape.captions == ("an editor's estimate, not a stated outline",)
    assert view.links.proposals["p1"] == ("p1",)


def test_unplaced_and_doubtful_names_are_listed(talks: View) -> None:
    (cairo,) = talks.unsure
    assert cairo.name == "“Cairo”" and cairo.candidates == ("Cairo (EG)", "Cairo (US)")
    doubtful = story(places=[place("x", confidence=0.3, point=[1, 1])], events=[event("e1", "x")])
    view = build_view(doubtful)
    assert [u.name for u in view.unsure] == ["X"] and view.cards[0].unsure == "Unsure: X"


def test_several_events_at_one_place_are_one_mark() -> None:
    events = [event(f"e{n}", "town") for n in range(1, 6)]
    view = build_view(story(places=[place("town", point=[1, 1])], events=events))
    (mark,) = [m for p in view.panels for m in p.marks]
    assert mark.event_ids == ("e1", "e2", "e3", "e4", "e5") and mark.numbers == (1, 2, 3, 4, 5)
    assert mark.captions == ("Event e1", "Event e2", "and 3 more events")


def test_the_data_of_a_panel_is_json(talks: View) -> None:
    for panel in talks.panels:
        data = panel.data()
        assert json.loads(json.dumps(data)) == data
        assert {"id", "title", "bbox", "marks", "shapes", "notes", "insets"} <= set(data)


coordinates = st.tuples(st.floats(-180, 180), st.floats(-75, 75))


KINDS = [
    ("settlement", 1),
    ("facility", 1),
    ("settlement", 2),
    ("admin_area", 4),
    ("region", 5),
    ("border", 5),
    ("country", 6),
    ("water", 7),
]


@st.composite
def stories(draw: st.DrawFn) -> Any:
    """Stories with places of every kind and precision, events of every modality, proposals of every basis."""
    places: list[dict[str, Any]] = []
    for n in range(draw(st.integers(0, 6))):
        kind, prec = draw(st.sampled_from(KINDS))
        lon, lat = draw(coordinates)
        shape = draw(st.sampled_from(["none", "square", "line"]))
        west, south = max(-179.0, min(170.0, lon)), max(-70.0, min(65.0, lat))
        size = draw(st.floats(0.01, 9))
        more: dict[str, Any] = {"point": [lon, lat]} if draw(st.booleans()) else {}
        if shape == "square" and prec > 2:
            more["geometry"] = square(west, south, west + size, south + size)
        if shape == "line" and prec == 5:
            more["geometry"] = {"type": "LineString", "coordinates": [[west, south], [west + size, south]]}
        places.append(place(f"x{n}", kind, prec, country="AA" if prec == 6 else None, **more))
    ids = [p["id"] for p in places]
    some = st.lists(st.sampled_from(ids), max_size=3, unique=True) if ids else st.just([])
    modalities = st.sampled_from(["occurred", "ongoing", "planned", "hypothetical", "claimed"])
    events = [event(f"e{n}", *draw(some), modality=draw(modalities)) for n in range(draw(st.integers(0, 5)))]
    bases = st.sampled_from(["named_place", "containing_area", "none"])
    proposals = [proposal(f"p{n}", *draw(some), geometry_basis=draw(bases)) for n in range(draw(st.integers(0, 3)))]
    return story(places=places, events=events, proposals=proposals)


@given(stories())
def test_any_story_has_a_view_that_holds_together(made: Any) -> None:
    view = build_view(made, PUBLISHED)
    assert len(view.cards) == len(made.events)
    panels = {p.id: p for p in view.panels}
    assert bool(panels) != bool(view.no_panel)
    for panel in panels.values():
        for mark in panel.marks:
            assert panel.bbox.contains(mark.lon, mark.lat, slack=1e-3) or mark.event_ids
            assert mark.symbol in ("town", "site", "near", "sea", "air")
        for shape in panel.shapes:
            assert shape.symbol in ("country", "area", "line", "fuzzy", "proposed-line", "zone", "sketch", "estimate")
            assert shape.geometry or shape.ref
        assert all(i.panel_id in panels for i in panel.insets)
    assert set(view.links.panels.values()) <= set(panels)
    countries = {p.id for p in made.places if p.where_prec == 6}
    assert not countries & {m.id for p in panels.values() for m in p.marks}
    drawn = {s.id for p in panels.values() for s in (*p.marks, *p.shapes)}
    named = {p.name for p in made.places if p.id not in drawn}
    assert named == set(view.also_named)
    assert all(c.on_map == bool(set(view.links.events[c.id]) & drawn) for c in view.cards)


def test_a_town_that_is_only_named_is_drawn_where_a_panel_shows_it() -> None:
    made = story(
        places=[
            place("north", point=[20.0, 12.0]),
            place("south", point=[20.0, 2.0]),
            place("between", point=[20.5, 7.0], toponyms=[evidence("Gamma")]),
            place("abroad", point=[-90.0, 40.0], toponyms=[evidence("Delta")]),
            place("doubtful", point=[21.0, 8.0], toponyms=[evidence("Beta")], confidence=0.3),
        ],
        events=[event("e1", "north"), event("e2", "south")],
    )
    view = build_view(made)
    quiet = {m.id: m for p in view.panels for m in p.marks}
    assert quiet["between"].event_ids == quiet["between"].captions == ()
    assert view.also_named == ("Doubtful", "Abroad")
