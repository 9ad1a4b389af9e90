from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.gazetteer import Gazetteer
from geodata.model import PlaceKind
from geodata.sources import gazetteer as builder
from geodata.sources.gazetteer_demonyms import demonyms, plural
from geodata.sources.gazetteer_override import overridden, rename
from geodata.sources.gazetteer_rows import Row, distance_m, middle_of_towns, settlement_radius_m, weighted_median
from geodata.sources.gazetteer_settlements import drop_borrowed_names, useful_names
from geodata.sources.gazetteer_shapes import Shapes, centre_and_reach, reach_from
from geodata.sources.gazetteer_words import bare_name

PACKAGES = os.environ.get("GEODASH_PACKAGES")


def _town(number: int, name: str, population: int = 1000, country: str = "US", **more: object) -> Row:
    return Row(
        id=f"gn:{number}", name=name, kind=PlaceKind.settlement, lon=-90.0 + number, lat=40.0, uncertainty_m=1000.0, where_prec=1,
        feature="PPL", country=country, population=population, names=[name], **more,
    )  # type: ignore[arg-type]  # fmt: skip


def _entry(slug: str, name: str, *, override: bool, country: str | None = None) -> Row:
    return Row(
        id=f"geodash:{slug}", name=name, kind=PlaceKind.region, lon=40.0, lat=30.0, uncertainty_m=1e6, where_prec=5, feature="RGN",
        country=country, names=[name], override=override, rule={"union": ["QA", "SA"]},
    )  # fmt: skip


def _write(path: Path, rows: list[Row]) -> bytes:
    builder.write(path, rows, {"US": ["gn:1"]})
    builder.pack(path, path.with_suffix(".xz"))
    return path.with_suffix(".xz").read_bytes()


def test_the_same_rows_give_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    rows = [_town(1, "Paris", 50_000), _town(2, "Rome"), _entry("middle-east", "Middle East", override=True)]
    assert _write(tmp_path / "a.sqlite", rows) == _write(tmp_path / "b.sqlite", rows[::-1])
    assert _write(tmp_path / "c.sqlite", rows[:2]) != _write(tmp_path / "a.sqlite", rows)


def test_a_small_gazetteer_answers(tmp_path: Path) -> None:
    state = _entry("texas", "Texas", override=False)
    state.written = ["Tex."]
    state.languages = {"en": "Texas", "ar": "تكساس"}
    _write(tmp_path / "small.sqlite", [_town(1, "Paris", 50_000), _town(2, "Paris", 900), state])
    small = Gazetteer(tmp_path / "small.sqlite", {"texan": "geodash:texas"})
    assert [e.id for e in small.lookup("PARIS")] == ["gn:1", "gn:2"]
    assert small.is_name("Tex.") and not small.is_name("tex")
    assert small.names("geodash:texas")["ar"] == "تكساس"
    texan = small.demonym("Texan")
    assert texan is not None and texan.geometry_rule == {"union": ["QA", "SA"]}
    assert [e.id for e in small.cities_in((-92, 38, -86, 42))] == ["gn:1", "gn:2"]
    assert small.capitals() == {"gn:1": "US"}


def test_an_overriding_entry_takes_the_name_from_its_false_friends() -> None:
    village = _town(1, "Middle East")
    alias = _town(2, "Casablanca", country="MA")
    alias.names.append("White House")
    rows = overridden(
        [village, alias],
        [_entry("me", "Middle East", override=True), _entry("wh", "White House", override=True)],
        Shapes(),
    )
    assert [row.id for row in rows] == ["gn:2", "geodash:me", "geodash:wh"]
    assert alias.names == ["Casablanca", "Casablanca"]


def test_without_override_namesakes_stay() -> None:
    rows = overridden([_town(1, "Hollywood")], [_entry("hollywood", "Hollywood", override=False)], Shapes())
    assert len(rows) == 2


def test_renaming_means_the_most_populous_and_keeps_the_old_name() -> None:
    small, large = _town(1, "Khan Yunis", 10), _town(2, "Khan Yunis", 99)
    rename([small, large], [{"of": "Khan Yunis", "in": "US", "name": "Khan Younis", "aliases": ["Khan Younes"]}])
    assert (small.name, large.name) == ("Khan Yunis", "Khan Younis")
    assert {"Khan Yunis", "Khan Younes"} <= set(large.names)


def test_borrowed_names_go_back_to_their_owners() -> None:
    tallahassee, newtown = _town(1, "Tallahassee"), _town(2, "Newtown")
    tallahassee.names.append("Newtown")
    leon = _town(3, "León de los Aldama", country="MX")
    leon.names.append("León")
    drop_borrowed_names([tallahassee, newtown, leon, _town(4, "León", country="MX")])
    assert tallahassee.names == ["Tallahassee"]
    assert leon.names == ["León de los Aldama", "León"]


def test_names_that_no_text_uses_are_left_out() -> None:
    names = ["GZA", "gaja", "al-Hilla", "Khan Yunis", "http://x.org", "12345", "غزة", "UN"]
    assert useful_names(names, "Gaza") == ["al-Hilla", "Khan Yunis", "غزة"]


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Kherson Oblast", "Kherson"),
        ("Eastern Province", None),
        ("Free State", None),
        ("Rapides Parish", "Rapides"),
        ("Texas", "Texas"),
    ],
)
def test_the_word_for_a_kind_comes_off_where_a_name_is_left(name: str, bare: str | None) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("word", "many"),
    [
        ("Israeli", "Israelis"),
        ("Chinese", "Chinese"),
        ("British", "British"),
        ("Czech", "Czechs"),
        ("French", "French"),
        ("Swiss", "Swiss"),
    ],
)
def test_plurals_of_demonyms(word: str, many: str) -> None:
    assert plural(word) == many


def test_a_shared_demonym_belongs_to_the_more_populous(tmp_path: Path) -> None:
    table = [
        {"cca2": code, "name": {"common": name}, "demonyms": {"eng": {"f": word, "m": word}}}
        for code, name, word in [
            ("MP", "Northern Mariana Islands", "American"),
            ("US", "United States", "American"),
            ("DJ", "Djibouti", "Djibouti"),
        ]
    ]
    (tmp_path / "countries.json").write_text(json.dumps(table), encoding="utf-8")
    found = demonyms(tmp_path / "countries.json", {"MP": 50_000, "US": 300_000_000, "DJ": 900_000})
    assert found["demonyms"] == {"american": "US", "americans": "US"} and "ODbL" in found["licence"]


def test_distances_are_those_of_the_globe() -> None:
    assert distance_m((0, 0), (1, 0)) == pytest.approx(111_195, rel=0.001)
    assert distance_m((179.5, 0), (-179.5, 0)) == pytest.approx(111_195, rel=0.001)


points = st.tuples(st.floats(-170, 170), st.floats(-80, 80), st.integers(1, 10_000_000))


@given(st.lists(points, min_size=1, max_size=20))
def test_the_circle_holds_every_town(towns: list[tuple[float, float, int]]) -> None:
    lon, lat, reach = middle_of_towns(towns)
    assert all(distance_m((lon, lat), (x, y)) <= reach + 100 for x, y, _ in towns)


def test_the_middle_of_the_people_is_where_most_live() -> None:
    assert weighted_median([(0, 0, 1), (10, 10, 100), (20, 20, 1)]) == (10, 10)


def test_larger_towns_reach_farther_within_bounds() -> None:
    assert settlement_radius_m(0) == 500 and settlement_radius_m(10**9) == 40_000
    assert settlement_radius_m(100_000) < settlement_radius_m(1_000_000)


def test_the_centre_lies_in_the_area_and_the_circle_holds_it() -> None:
    horseshoe = shapely.Polygon([(0, 0), (9, 0), (9, 9), (6, 9), (6, 3), (3, 3), (3, 9), (0, 9)])
    lon, lat, reach = centre_and_reach(horseshoe)
    assert horseshoe.contains(shapely.Point(lon, lat))
    assert all(distance_m((lon, lat), (x, y)) <= reach + 100 for x, y in horseshoe.exterior.coords)


def test_an_area_across_the_antimeridian_is_one() -> None:
    fiji = shapely.MultiPolygon([shapely.box(177, -19, 180, -16), shapely.box(-180, -19, -178, -16)])
    lon, _, reach = centre_and_reach(fiji)
    assert abs(lon) > 177 and reach < 400_000


def test_a_far_island_does_not_move_the_middle() -> None:
    country = shapely.MultiPolygon([shapely.box(0, 0, 10, 10), shapely.box(100, 0, 100.5, 0.5)])
    assert centre_and_reach(country)[0] == pytest.approx(5)
    assert reach_from((5.0, 5.0), country)[2] < 1_000_000


@pytest.mark.skipif(
    PACKAGES is None, reason="set GEODASH_PACKAGES to a folder of registry packages to build the real one"
)
def test_the_shipped_file_is_what_the_packages_give(tmp_path: Path) -> None:
    from geodata.unpack import DATA

    builder.build(Path(PACKAGES or ""), tmp_path)
    for name in ("gazetteer.sqlite.xz", "demonyms.json"):
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes(), name
