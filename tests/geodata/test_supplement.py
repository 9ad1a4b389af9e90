"""Our own entries: enough of them, on every continent, standing on areas that are shipped, at points in their country."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import pytest
import shapely

from geodata.basemap import Basemap
from geodata.errors import DataError
from geodata.gazetteer import Gazetteer
from geodata.model import PlaceKind
from geodata.names import fold
from geodata.sources.gazetteer_supplement import NAMES, SupplementEntry, read_entries, read_names

ENTRIES = read_entries()


@pytest.fixture(scope="module")
def basemap() -> Basemap:
    return Basemap.open()


def test_there_are_enough_of_every_kind() -> None:
    kinds = Counter(entry.kind for entry in ENTRIES)
    assert len(ENTRIES) >= 600
    for kind, least in {"region": 200, "water": 150, "facility": 150, "border": 12, "corridor": 10}.items():
        assert kinds[PlaceKind(kind)] >= least, kind


def test_every_continent_has_its_share(gazetteer: Gazetteer) -> None:
    boxes = {
        "Africa": (-18, -35, 34, 33), "Europe": (-11, 36, 40, 71), "Middle East": (34, 13, 60, 38), "Asia": (60, -10, 146, 55),
        "North America": (-170, 15, -55, 72), "South America": (-82, -56, -34, 12), "Oceania": (112, -48, 180, 15),
    }  # fmt: skip
    for name, (west, south, east, north) in boxes.items():
        inside = [e for x in ENTRIES if (e := gazetteer.entry(x.id)) and west < e.lon < east and south < e.lat < north]
        assert len(inside) >= 40, name


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_every_name_finds_its_entry(gazetteer: Gazetteer, entry: SupplementEntry) -> None:
    for name in [entry.name, *entry.aliases, *entry.written]:
        assert entry.id in [found.id for found in gazetteer.lookup(name)], name


def test_references_have_an_outline(basemap: Basemap) -> None:
    refs = {ref for entry in ENTRIES for ref in entry.refs} | {
        f"sea:{e.rule['sea']}" for e in ENTRIES if "sea" in e.rule
    }
    assert sorted(ref for ref in refs if basemap.area(ref, "coarse") is None) == []


def _away(basemap: Basemap, code: str, point: shapely.Point, reach: float) -> float:
    """Degrees from a point to a country; the finer ground is asked where the coarser one lacks an island."""
    for level in ("coarse", "fine"):
        area = basemap.area(code, level)
        distance = math.inf if area is None else area.distance(point)
        if distance <= reach:
            break
    return distance


def test_points_lie_in_the_country_they_name(basemap: Basemap) -> None:
    wrong = []
    for entry in ENTRIES:
        if "point" in entry.rule and entry.countries and entry.kind is not PlaceKind.water:
            point, reach = shapely.Point(entry.rule["point"]), max(0.3, entry.rule["uncertainty_m"] / 111_000)
            if min(_away(basemap, code, point, reach) for code in entry.countries) > reach:
                wrong.append(entry.id)
    assert wrong == []


def test_small_places_of_two_countries_lie_near_both(basemap: Basemap) -> None:
    wrong = []
    for entry in ENTRIES:
        if "point" in entry.rule and len(entry.countries) == 2 and entry.rule["uncertainty_m"] <= 6_000:
            point = shapely.Point(entry.rule["point"])
            if max(_away(basemap, code, point, 0.15) for code in entry.countries) > 0.15:
                wrong.append(entry.id)
    assert wrong == []


def test_no_two_entries_claim_one_name_by_accident() -> None:
    owners = Counter(fold(name) for entry in ENTRIES for name in {fold(n) for n in [entry.name, *entry.aliases]})
    assert {name for name, count in owners.items() if count > 1} <= {"green line"}


def test_our_names_are_no_letters_of_outlines_drawn_by_hand() -> None:
    assert {key for entry in ENTRIES for key in entry.rule} <= {"union", "border", "sea", "point", "uncertainty_m"}


def test_further_names_stand_on_known_codes(gazetteer: Gazetteer) -> None:
    names = read_names()
    assert all(gazetteer.country(code) for code in [*names["countries"], *names["points"], *names["seats"]])
    assert all(gazetteer.entry(f"adm1:{code}") for code in names["admin1"])


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "geodash:Middle East"}, "the id must be"),
        ({"rule": {"point": [34.0, 31.0], "uncertainty_m": 100}}, "its basis"),
        ({"rule": {"point": [34.0, 131.0], "uncertainty_m": 100}, "basis": "x"}, "its basis"),
        ({"rule": {"border": ["EG"]}}, "two sides"),
        ({"rule": {"union": ["EG"], "sea": "red-sea"}}, "must be one of"),
        ({"colour": "red"}, "unknown keys"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, change: dict[str, object], message: str) -> None:
    line = {"id": "geodash:x", "name": "X", "kind": "region", "rule": {"union": ["EG"]}} | change
    (tmp_path / "x.json").write_text(json.dumps([line]), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_entries(tmp_path)


def test_an_id_stands_once(tmp_path: Path) -> None:
    line = {"id": "geodash:x", "name": "X", "kind": "region", "rule": {"union": ["EG"]}}
    (tmp_path / "x.json").write_text(json.dumps([line, line]), encoding="utf-8")
    (tmp_path / NAMES).write_text("{}", encoding="utf-8")
    with pytest.raises(DataError, match="stands twice"):
        read_entries(tmp_path)
