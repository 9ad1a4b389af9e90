from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodash.extent import Box, mercator
from geodash.panels import ASPECT, MAX_PANELS, MIN_CLOSE_KM, Item, frames_for, ground_box, point_item

lons = st.floats(-180, 180, allow_nan=False)
lats = st.floats(-65, 70, allow_nan=False)
spots = st.lists(st.tuples(lons, lats), min_size=1, max_size=15)
kinds = st.sampled_from(["point", "shape", "country"])


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Points, shapes and countries strewn over the globe, often near each other."""
    found = []
    hub = draw(st.tuples(lons, lats))
    for n in range(draw(st.integers(1, 10))):
        kind, spread = draw(kinds), draw(st.sampled_from([0.01, 0.3, 5, 60]))
        lon = (hub[0] + draw(st.floats(-spread, spread)) + 180) % 360 - 180
        lat = max(-65, min(70, hub[1] + draw(st.floats(-spread, spread))))
        if kind == "point":
            found.append(point_item(str(n), lon, lat))
        else:
            size = draw(st.floats(0.05, 8))
            found.append(Item(str(n), Box(lon, lat, (lon + size + 180) % 360 - 180, lat + size), kind))
    return found


@given(items())
def test_a_frame_holds_its_items_and_lies_on_the_globe(given_items: list[Item]) -> None:
    by_id = {i.id: i for i in given_items}
    frames = frames_for(given_items)
    assert 1 <= len(frames) <= MAX_PANELS
    assert set(frames[0].items) == set(by_id)
    for frame in frames:
        assert -180 <= frame.box.west <= 180 and -180 <= frame.box.east <= 180
        assert -90 < frame.box.south < frame.box.north < 90
        assert all(frame.box.holds(by_id[i].box, slack=1e-3) for i in frame.items)


@given(items())
def test_close_ups_nest_and_are_much_narrower(given_items: list[Item]) -> None:
    frames = {f.id: f for f in frames_for(given_items)}
    for frame in frames.values():
        if frame.parent:
            parent = frames[frame.parent]
            assert set(frame.items) <= set(parent.items)
            assert frame.box.width <= 0.51 * parent.box.width


@given(items())
def test_the_shape_of_a_frame_suits_a_screen(given_items: list[Item]) -> None:
    for frame in frames_for(given_items):
        ratio = frame.box.width / (mercator(frame.box.north) - mercator(frame.box.south))
        whole_globe = frame.box.width > 359 or frame.box.north > 83 or frame.box.south < -83
        assert whole_globe or ASPECT[0] - 0.01 <= ratio <= ASPECT[1] + 0.01


@given(items(), st.randoms())
def test_the_order_of_items_does_not_matter(given_items: list[Item], random: object) -> None:
    shuffled = list(given_items)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = frames_for(given_items), frames_for(shuffled)
    assert one[0].box == pytest.approx(other[0].box, abs=1e-3)
    assert len(one) == len(other)


@given(spots)
def test_the_ground_reaches_beyond_the_frame(positions: list[tuple[float, float]]) -> None:
    for frame in frames_for([point_item(str(n), *p) for n, p in enumerate(positions)]):
        assert ground_box(frame.box).holds(frame.box, slack=1e-3)


def test_no_items_no_frame() -> None:
    assert frames_for([]) == []


REGION = [
    Item("qatar", Box(50.75, 24.5, 51.64, 26.16), "country"),
    Item("iran", Box(44.03, 25.06, 63.32, 39.78), "country"),
    point_item("beirut", 35.5, 33.89),
    point_item("doha", 51.53, 25.29),
]
STRIP = [
    point_item("khan younis", 34.30, 31.34),
    Item("border", Box(34.216, 31.214, 34.266, 31.323), "shape"),
    Item("gaza", Box(34.216, 31.216, 34.567, 31.594), "shape"),
]


def test_a_region_and_a_small_strip_each_get_a_panel() -> None:
    region, close = frames_for([*REGION, *STRIP])
    assert region.box == pytest.approx((27, 21, 64, 41), abs=2)
    assert close.box == pytest.approx((34.1, 31.1, 34.7, 31.7), abs=0.1)
    assert close.parent == region.id and set(close.items) == {"khan younis", "border", "gaza"}


def test_a_neighbouring_country_does_not_stretch_the_close_up() -> None:
    frames = frames_for([*REGION, *STRIP, Item("lebanon", Box(35.1, 33.05, 36.6, 34.7), "country")])
    assert [set(f.items) for f in frames[1:]] == [{"khan younis", "border", "gaza"}]


def test_a_world_story_has_a_panel_for_each_scale() -> None:
    far = [Item("us", Box(-125, 24.5, -67, 49.4), "country"), Item("china", Box(73, 18, 135, 53), "country")]
    world, region, strip = frames_for([*REGION, *STRIP, *far])
    assert world.box.width > 300
    assert region.parent == world.id and {"qatar", "iran", "beirut"} <= set(region.items)
    assert strip.parent == region.id


def test_one_place_gets_a_close_up_and_an_overview() -> None:
    overview, close = frames_for([point_item("town", 39.65, -0.45)], lambda box: Box(33.9, -4.7, 41.9, 5.0))
    assert close.box.width_km == pytest.approx(MIN_CLOSE_KM, rel=0.01)
    assert overview.box.holds(Box(33.9, -4.7, 41.9, 5.0)) and close.parent == overview.id


def test_the_overview_of_one_place_in_a_vast_country_is_a_window() -> None:
    overview, _ = frames_for([point_item("town", 100, 60)], lambda box: Box(27, 41, -170, 77))
    assert overview.box.width_km < 3500


def test_two_islands_across_the_antimeridian_stay_together() -> None:
    overview, close = frames_for([point_item("a", 179.5, -17), point_item("b", -179.5, -18)])
    assert overview.box.east < overview.box.west and close.box.east < close.box.west
    assert close.box.width < 3


def test_towns_side_by_side_in_a_wide_story_get_a_close_up() -> None:
    towns = [point_item("a", 37.20, 48.28), point_item("b", 37.25, 48.30)]
    far = [point_item("kyiv", 30.5, 50.45), point_item("moscow", 37.6, 55.75)]
    frames = frames_for([*towns, *far])
    assert [set(f.items) for f in frames[1:]] == [{"a", "b"}]
