"""What holds of every lettered panel, and what a few say."""

from __future__ import annotations

import math
import random
import time
from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodash.marks import Note
from geodash.picture.candidates import batch
from geodash.picture.ground_labels import ground_item
from geodash.picture.labels import Block, Line
from geodash.picture.lettering import Lettering, Placed, lay_out
from geodash.picture.placing import MARGIN
from geodash.picture.scene import Content, GroundLabel, Scene, compose
from geodash.picture.standing import tied
from geodash.view import Inset
from tests.geodash.picture.helpers import STYLE, mark, measure, panel, shape, square

TEXTS = st.one_of(
    st.text(max_size=60),
    st.text("abc de-漢👍🏽e\u0301 שלום", max_size=90),
    st.sampled_from(
        ["", " ", "Port", "Harbour Town", "x" * 300, "👩‍🚒" * 40, "a long name of a place that has many words in it"]
    ),
)


def content_strategy(width: float, height: float) -> st.SearchStrategy[Content]:
    x, y = st.floats(-10, width + 10), st.floats(-10, height + 10)
    numbers = st.lists(st.integers(1, 99), max_size=16, unique=True).map(tuple)
    captions = st.lists(TEXTS, max_size=5).map(tuple)
    marks = st.lists(
        st.tuples(
            TEXTS, captions, numbers, st.sampled_from(["town", "site", "near", "sea", "air"]), x, y, st.floats(0, 90)
        ),
        min_size=1,
        max_size=45,
    )
    boxes = st.tuples(x, y, st.floats(1, width), st.floats(1, height))
    shapes = st.lists(
        st.tuples(
            TEXTS,
            captions,
            numbers,
            st.sampled_from(["country", "area", "fuzzy", "zone", "line", "proposed-line"]),
            boxes,
        ),
        max_size=5,
    )
    grounds = st.lists(
        st.tuples(st.sampled_from(["country", "area", "sea", "lake", "capital", "city"]), TEXTS, x, y), max_size=20
    )
    notes = st.lists(st.tuples(st.lists(TEXTS, min_size=1, max_size=2).map(tuple), x, y), max_size=3)

    def made(m: Any, s: Any, g: Any, n: Any, i: Any, furniture: Any, areas: Any) -> Content:
        return Content(
            areas=[(f"A{k}", k % 2 == 0, [square(a, b, a + c, b + d)]) for k, (a, b, c, d) in enumerate(areas)],
            coast=[square(a, b, a + c, b + d) for a, b, c, d in areas],
            shapes=[
                (shape(f"s{k}", name, symbol, caps, nums), [square(a, b, a + c, b + d)])
                for k, (name, caps, nums, symbol, (a, b, c, d)) in enumerate(s)
            ],
            marks=[
                (mark(f"m{k}", name, caps, nums, sym), mx, my, r)
                for k, (name, caps, nums, sym, mx, my, r) in enumerate(m)
            ],
            notes=[(Note(f"n{k}", (), lines, (0, 0)), nx, ny) for k, (lines, nx, ny) in enumerate(n)],
            insets=[
                (Inset(f"p{k}", None, "Map below"), a, b, a + c / 8, b + d / 8) for k, (a, b, c, d) in enumerate(i)
            ],  # type: ignore[arg-type]
            ground=[
                GroundLabel(id=f"l:A{k}", kind=kind, text=text, x=gx, y=gy, rank=k)
                for k, (kind, text, gx, gy) in enumerate(g)
            ],
            furniture=[(a, b, a + c / 6, b + d / 6) for a, b, c, d in furniture],
        )

    few = st.lists(boxes, max_size=2)
    return st.builds(made, marks, shapes, grounds, notes, few, few, st.lists(boxes, max_size=4))


def box(p: Any, by: float = 0.0) -> Any:
    return shapely.box(p.x0 + by, p.y0 + by, p.x1 - by, p.y1 - by)


def check(scene: Scene, found: Lettering, furniture: Sequence[tuple[float, float, float, float]] = ()) -> None:
    """The hard rules, by shapely and not by the code under test."""
    placed = found.placed
    boxes, leaders = (
        [box(p.box) for p in placed],
        [p.leader and shapely.linestrings([p.leader[:2], p.leader[2:]]) for p in placed],
    )
    for p in placed:
        assert p.box.x0 >= MARGIN and p.box.y0 >= MARGIN
        assert p.box.x1 <= scene.width - MARGIN and p.box.y1 <= scene.height - MARGIN
    for i, j in combinations(range(len(placed)), 2):
        assert boxes[i].distance(boxes[j]) > 0, (placed[i], placed[j])
        for a, b in ((i, j), (j, i)):
            assert not leaders[a] or not leaders[a].intersects(boxes[b]), (placed[a], placed[b])
            dot = placed[b].dot
            assert not dot or not boxes[a].intersects(box(dot, 1e-6))
        if leaders[i] and leaders[j]:
            assert not leaders[i].crosses(leaders[j])
    marks = [shapely.box(m.x - m.r, m.y - m.r, m.x + m.r, m.y + m.r) for m in scene.marks]
    for p, b, leader in zip(placed, boxes, leaders, strict=True):
        for m, spot in zip(scene.marks, marks, strict=True):
            assert not b.intersects(spot)
            assert not leader or p.owner is m.mark or not leader.intersects(spot)
        for inset in scene.insets:
            assert not b.intersects(box(inset.box))
        for sides in furniture:
            assert not b.intersects(shapely.box(*sides))
            assert not leader or not leader.intersects(shapely.box(*sides))
        assert not leader or not leader.intersects(b)
    told = [p.id for p in placed if p.kind != "ground"] + [u.id for u in found.unplaced]
    assert len(told) == len(set(told))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from([(740, 480), (360, 300), (200, 120)]), st.booleans(), st.data())
def test_no_label_over_another_a_mark_a_leader_furniture_or_the_edge(
    size: tuple[int, int], narrow: bool, data: st.DataObject
) -> None:
    content = data.draw(content_strategy(*size))
    scene = compose(content, *size, style=STYLE, measure=measure, narrow=narrow)
    found = lay_out(scene)
    check(scene, found, content.furniture)
    again = lay_out(compose(content, *size, style=STYLE, measure=measure, narrow=narrow))
    assert again == found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(30, 700), st.floats(30, 450), TEXTS.filter(str.strip)), min_size=1, max_size=10))
def test_a_few_marks_all_find_room(spots: list[tuple[float, float, str]]) -> None:
    scene = scene_of(
        marks=[(mark(f"m{i}", text, ("something happened",)), x, y, 0) for i, (x, y, text) in enumerate(spots)]
    )
    found = lay_out(scene)
    assert not found.unplaced
    assert len(found.placed) == len(spots)


@pytest.mark.parametrize("seed", range(16))
def test_the_rules_hold_in_a_crowd(seed: int) -> None:
    r = random.Random(seed)  # noqa: S311 - a crowd, not a secret
    width, height = r.choice([(740, 480), (360, 400)])
    words = [
        "Port",
        "Harbour Town",
        "Upper Valley district",
        "漢字の町",
        "مدينة",
        "something happened there at night",
        "two held",
    ]

    def spot() -> tuple[float, float]:
        return r.uniform(0, width), r.uniform(0, height)

    marks = [
        (
            mark(
                f"m{i}", r.choice(words), tuple(r.sample(words, r.randint(0, 3))), tuple(range(i, i + r.randint(0, 4)))
            ),
            *spot(),
            0,
        )
        for i in range(r.randint(20, 60))
    ]
    notes = [
        (Note(f"n{i}", (), ("Zone “within the district”:", "extent not stated"), (0, 0)), *spot()) for i in range(2)
    ]
    towns = [ground(f"c{i}", r.choice(["city", "capital", "sea"]), r.choice(words), *spot(), i) for i in range(20)]
    furniture = [(10, height - 30, 130, height - 8), (width - 90, 5, width - 5, 80)]
    content = Content(marks=marks, notes=notes, ground=towns, furniture=furniture)
    scene = compose(content, width, height, style=STYLE, measure=measure, narrow=width < 560)
    check(scene, lay_out(scene), furniture)


@pytest.mark.parametrize("name", ["region", "close"])
@pytest.mark.parametrize(("width", "narrow"), [(740, False), (340, True)])
def test_the_panels_of_the_component_tests(name: str, width: int, narrow: bool) -> None:
    scene = panel(name, width, narrow)
    found = lay_out(scene)
    check(scene, found)
    assert not found.unplaced
    assert {p.id for p in found.placed} >= {m.mark.id for m in scene.marks} | {s.shape.id for s in scene.shapes}


def scene_of(width: float = 740, height: float = 480, numbered: bool = True, **content: Any) -> Scene:
    return compose(Content(**content), width, height, style=STYLE, measure=measure, numbered=numbered)


def letter(**content: Any) -> dict[str, Placed]:
    return {p.id: p for p in lay_out(scene_of(**content)).placed}


def said(p: Placed) -> list[str]:
    return [line.text for line in p.lines]


def ground(id_: str, kind: Any, text: str, x: float, y: float, rank: float = 1) -> GroundLabel:
    return GroundLabel(id=id_, kind=kind, text=text, x=x, y=y, rank=rank)


def test_a_mark_says_its_name_its_numbers_and_its_captions() -> None:
    at = letter(marks=[(mark("a", "Port", ("Ferry halted",), (3, 7)), 300, 200, 0)])["a"]
    assert said(at) == ["Port", "Ferry halted"]
    assert (at.lines[0].tail, at.lines[1].tail) == ("3, 7", "")
    assert at.lines[0].width == pytest.approx(measure("Port", "name") + 6 + measure("3, 7", "number"))
    assert (at.kind, at.align, at.said, at.leader, at.under) == ("mark", "start", "all", None, "sea")
    assert at.owner.name == "Port"  # type: ignore[union-attr]


@pytest.mark.parametrize(("numbered", "tails"), [(True, ["2", "6, 8", ""]), (False, ["", "6, 8", ""])])
def test_numbers_of_events(numbered: bool, tails: list[str]) -> None:
    marks = [(mark(str(i), "Port", (), n), 100 + 200 * i, 200, 0) for i, n in enumerate([(2,), (6, 8), ()])]
    placed = lay_out(scene_of(marks=marks, numbered=numbered)).placed
    assert [p.lines[0].tail for p in placed] == tails


def test_an_area_and_a_line_carry_their_numbers() -> None:
    placed = letter(
        shapes=[
            (shape("a", "District", "area", numbers=(4,)), [square(50, 50, 350, 300)]),
            (
                shape("b", "Border", "proposed-line", ("Eastland demands:", "posts along this border"), (5,)),
                [np.array([(500.0, 0), (500, 480)])],
            ),
        ]
    )
    assert [line.tail for line in placed["a"].lines] == ["4"]
    assert [line.tail for line in placed["b"].lines if line.tail] == ["5"]
    assert placed["b"].leader


def test_very_many_numbers_are_cut_short_and_counted() -> None:
    at = letter(marks=[(mark("a", "Port", (), tuple(range(1, 41))), 300, 200, 0)])["a"]
    assert said(at)[0] == "Port"
    assert all(line.kind == "number" for line in at.lines[1:])
    assert " ".join(said(at)[1:]) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 +28"


def test_many_captions_are_cut_short_and_counted() -> None:
    captions = ("one happened", "two happened", "three happened", "four happened", "five happened")
    assert said(letter(marks=[(mark("a", "Port", captions), 300, 200, 0)])["a"]) == [
        "Port",
        "one happened",
        "two happened",
        "and 3 more",
    ]


def test_captions_are_dropped_before_a_name_and_a_name_before_its_numbers() -> None:
    long = "a caption much too long for such a small map to hold it"
    (name,) = lay_out(scene_of(130, 60, marks=[(mark("a", "Port", (long,), (1, 2)), 30, 30, 0)])).placed
    assert (said(name), name.said) == (["Port"], "name")
    (number,) = lay_out(scene_of(75, 60, marks=[(mark("a", "Harbourtown", (long,), (1, 2)), 25, 30, 0)])).placed
    assert (said(number), number.said) == (["1, 2"], "number")
    nowhere = lay_out(scene_of(40, 30, marks=[(mark("a", "Harbourtown", (long,), (1, 2)), 20, 15, 0)]))
    assert not nowhere.placed
    assert [(u.id, u.kind) for u in nowhere.unplaced] == [("a", "mark")]


def test_a_countrys_name_stands_in_what_is_seen_of_it_in_capitals() -> None:
    land = [("EA", False, [square(500, -900, 2000, 900)])]
    at = letter(areas=land, ground=[ground("l:EA", "country", "Eastland", -500, -500)])["l:EA"]
    assert said(at) == ["EASTLAND"]
    assert at.box.x0 >= 500 and at.under == "land"


@pytest.mark.parametrize("focus", [False, True])
def test_a_country_too_small_for_its_name_goes_without_unless_the_panel_is_about_it(focus: bool) -> None:
    land = [("EA", focus, [square(300, 200, 318, 230)])]
    placed = letter(areas=land, ground=[ground("l:EA", "country", "Eastland", 309, 215)])
    assert ("l:EA" in placed) is focus


def test_a_small_countrys_name_parted_from_it_by_its_captions_costs_more_than_a_leader() -> None:
    """Well inside the neighbour the name would be read as the neighbour's."""
    land = [("EA", True, [square(360, 230, 380, 250)]), ("WA", False, [square(-10, -10, 750, 490)])]
    scene = scene_of(areas=land, shapes=[(shape("a", "Eastland", "country", ref="EA"), [])])
    part = scene.shapes[0].part
    assert part is not None
    lines = [
        Line(text, "caption", "", 60, 16) for text in ("Eastland", "a ship burns", "in the port", "town not stated")
    ]
    block = Block.of(lines)
    left, top = np.array([340.0, 385.0]), np.array([226.0 - block.height, 232.0])
    above, beside = tied(batch(left, top, block, np.ones(2, np.int64), np.zeros(2)), part).cost.tolist()
    assert beside == 0 and above > 30


def test_a_towns_name_for_orientation_is_not_tried_at_a_mark() -> None:
    """There it would be read as the mark's."""
    scene = scene_of(marks=[(mark("a", "Port", ()), 300, 200, 0)])
    item = ground_item("t", ground("gn:1", "city", "Oldtown", 364, 200), scene)
    assert item is not None
    boxes = [option for stage in item.stages for b in stage() for option in b.options()]
    assert boxes and min(math.hypot(max(o.x0 - 300, 300 - o.x1, 0), max(o.y0 - 200, 200 - o.y1, 0)) for o in boxes) > 24


def test_the_ground_under_a_label() -> None:
    land = [("EA", True, [square(-10, -10, 370, 490)]), ("WA", False, [square(370, -10, 560, 490)])]
    marks = [(mark(str(i), "Port", ()), x, 200, 0) for i, x in enumerate((100, 430, 650))]
    placed = letter(areas=land, marks=marks)
    assert [placed[str(i)].under for i in range(3)] == ["focus", "land", "sea"]


def test_a_seas_name_stays_on_water() -> None:
    land = [("EA", False, [square(-10, -10, 300, 490)])]
    placed = letter(
        areas=land,
        ground=[ground("sea:1", "sea", "Western Sea", 320, 200), ground("sea:2", "sea", "Dry Sea", 100, 200)],
    )
    assert placed["sea:1"].box.x0 > 295 and placed["sea:1"].under == "sea"
    assert "sea:2" not in placed


def test_towns_for_orientation_are_few_and_off_the_storys_marks() -> None:
    towns = [ground(f"c{i}", "city", f"Town {i}", 40 + 100 * (i % 7), 60 + 90 * (i // 7), i) for i in range(35)]
    placed = letter(ground=towns)
    assert 6 <= len(placed) <= 10
    assert all(p.dot for p in placed.values())
    near = letter(
        marks=[(mark("m", "Port"), 300, 200, 0)],
        ground=[ground("c", "city", "Town", 330, 220), ground("d", "capital", "Seat", 300, 245)],
    )
    assert set(near) == {"m", "d"}


def test_what_the_story_tells_the_ground_does_not_tell_again() -> None:
    land = [("EA", True, [square(0, 0, 740, 480)])]
    placed = letter(
        areas=land,
        shapes=[(shape("p:ea", "Eastland", "country", ref="EA"), [])],
        marks=[(mark("m", "Port"), 300, 100, 0)],
        ground=[ground("l:EA", "country", "Eastland (East)", 400, 300), ground("c", "city", "Port", 600, 400)],
    )
    assert set(placed) == {"p:ea", "m"}


def test_a_note_leads_to_its_point() -> None:
    at = letter(
        notes=[(Note("n", (), ("Security zone “within the Strip”:", "extent not stated, not drawn"), (0, 0)), 300, 200)]
    )["n"]
    assert at.anchor == (300, 200) and at.leader
    assert np.hypot(at.leader[2] - 300, at.leader[3] - 200) == pytest.approx(3)


def test_marks_on_one_spot_stand_apart_with_a_tick() -> None:
    scene = scene_of(marks=[(mark(str(i), "Port"), 300, 200, 0) for i in range(3)])
    assert all(m.tick and m.tick[:2] == (300, 200) for m in scene.marks)
    assert len(lay_out(scene).placed) == 3


def test_a_right_to_left_name_is_set_as_any() -> None:
    at = letter(marks=[(mark("a", "שלום עליכם", ("مرحبا بالعالم",)), 300, 200, 0)])["a"]
    assert at.align == "start" and said(at) == ["שלום עליכם", "مرحبا بالعالم"]


def test_names_of_five_hundred_marks_stand_where_there_is_room() -> None:
    spots = [(float(37 * i % 733), float(91 * i % 467)) for i in range(500)]
    marks = [
        (mark(f"m{i}", f"Place {i}", ("something happened",), tuple(range(1, 2 + i % 5))), x, y, 0)
        for i, (x, y) in enumerate(spots)
    ]
    start = time.perf_counter()
    scene = scene_of(marks=marks)
    found = lay_out(scene)
    assert time.perf_counter() - start < 3  # 0.35 s on two cores
    check(scene, found)
    assert len(found.placed) + len(found.unplaced) == 500


def test_a_hundred_kilobytes_of_name_take_no_longer() -> None:
    start = time.perf_counter()
    texts = ["x" * 100_000, "e" + "\u0301" * 100_000, "word " * 20_000]
    marks = [(mark(str(i), text, (text, text)), 200.0 * (i + 1), 200, 0) for i, text in enumerate(texts)]
    assert not lay_out(scene_of(marks=marks)).unplaced
    assert time.perf_counter() - start < 2


def test_geometry_that_could_not_be_projected_is_left_out() -> None:
    broken = np.array([(0, 0), (np.inf, 3), (100, 0), (np.nan, np.nan), (100, 100)])
    scene = scene_of(
        areas=[("EA", True, [broken, np.empty((0, 2))])],
        coast=[broken],
        marks=[(mark("m", "Port"), float("nan"), 5.0, 0)],
    )
    assert lay_out(scene).placed == ()
