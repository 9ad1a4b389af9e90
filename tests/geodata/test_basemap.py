from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import shipped
from geodata.basemap import Basemap, Clip
from geodata.errors import DataError, InputError
from geodata.topology import CHUNK, Level, pack

ISO = Basemap.open("iso")
DE_FACTO = Basemap.open("de_facto")
LEVELS = ("coarse", "mid", "fine")

GAZA = (34.1, 31.1, 34.7, 31.7)
REGION = (27.0, 21.0, 64.0, 41.0)

# area, ref, a point well inside it, what it is shown as under iso and de facto
DISPUTED = [
    ("Crimea", "UA-43", (34.1, 45.2), "UA", "RU"),
    ("Golan", "x-golan", (35.79, 33.0), "SY", "IL"),
    ("East Jerusalem", "x-east-jerusalem", (35.232, 31.82), "PS-WE", "IL"),
    ("West Bank", "PS-WE", (35.2, 32.2), "PS-WE", "PS-WE"),
    ("Gaza", "PS-GZ", (34.32, 31.34), "PS-GZ", "PS-GZ"),
    ("Western Sahara", "EH", (-13.5, 24.5), "EH", "MA"),
    ("Western Sahara, east", "x-sahara-east", (-9.3, 26.3), "EH", "EH"),
    ("Kashmir, Indian-held", "x-kashmir-in", (75.0, 34.0), "IN", "IN"),
    ("Kashmir, Pakistani-held", "x-kashmir-pk", (74.5, 35.8), "PK", "PK"),
    ("Kosovo", "XK", (20.9, 42.6), "XK", "XK"),
    ("Taiwan", "TW", (121.0, 23.8), "TW", "TW"),
    ("Somaliland", "x-somaliland", (44.5, 9.6), "SO", "x-somaliland"),
    ("Abkhazia", "GE-AB", (41.2, 43.0), "GE", "GE-AB"),
    ("Northern Cyprus", "x-northern-cyprus", (33.4, 35.28), "CY", "x-northern-cyprus"),
    ("Transnistria", "MD-SN", (29.55, 46.9), "MD", "MD-SN"),
    ("Arunachal Pradesh", "IN-AR", (94.5, 28.0), "IN", "IN"),
    ("Abyei", "x-abyei", (28.4, 9.75), "SD", "SD"),
    ("Bir Tawil", "x-bir-tawil", (33.75, 21.88), "x-bir-tawil", "x-bir-tawil"),
]


def shown_at(clip: Clip, point: tuple[float, float]) -> list[str]:
    return [ref for ref, _, shape in clip.areas if shape.intersects(shapely.Point(point))]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(("name", "ref", "point", "iso", "de_facto"), DISPUTED, ids=[row[0] for row in DISPUTED])
def test_disputed_areas_are_distinct_and_follow_the_worldview_at_every_level(
    level: str, name: str, ref: str, point: tuple[float, float], iso: str, de_facto: str
) -> None:
    outline = ISO.area(ref, level)
    assert outline is not None, name
    assert outline.is_valid
    # the coarse outline of a small area is rough, and its middle is still its own
    middle = point if level != "coarse" else tuple(shapely.point_on_surface(outline).coords[0])
    assert outline.intersects(shapely.Point(middle))
    box = (middle[0] - 0.5, middle[1] - 0.5, middle[0] + 0.5, middle[1] + 0.5)
    assert shown_at(ISO.clip(box, level), middle) == [iso]
    assert shown_at(DE_FACTO.clip(box, level), middle) == [de_facto]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("name", "box", "between"),
    [
        ("Kosovo", (20.0, 41.5, 22.0, 43.5), ("RS", "XK")),
        ("Golan", (35.5, 32.5, 36.2, 33.5), ("x-golan", "SY")),
        ("Kashmir", (73.5, 33.0, 77.0, 36.0), ("x-kashmir-in", "x-kashmir-pk")),
        ("Aksai Chin", (77.5, 32.5, 80.0, 36.0), ("x-kashmir-in", "CN")),
        ("Abkhazia", (40.5, 42.0, 42.5, 43.6), ("GE-AB", "GE")),
        ("Northern Cyprus", (32.9, 34.9, 33.6, 35.3), ("x-northern-cyprus", "CY")),
        ("Somaliland", (47.0, 7.5, 50.0, 11.5), ("x-somaliland", "SO")),
        ("Western Sahara", (-12.0, 27.0, -9.0, 28.0), ("EH", "MA")),
        ("West Bank", (34.8, 31.3, 35.6, 32.6), ("PS-WE", "IL")),
    ],
)
def test_lines_that_are_held_otherwise_are_dashed(
    level: str, name: str, box: tuple[float, float, float, float], between: tuple[str, str]
) -> None:
    dashed = [shape for kind, shape in ISO.clip(box, level).borders if kind == "disputed"]
    assert dashed, name
    one, other = (ISO.area(ref, level) for ref in between)
    assert one is not None
    assert other is not None
    line = shapely.intersection(one.boundary, shapely.box(*box))
    assert shapely.intersection(line, dashed[0].buffer(1e-6)).length > 0.05


@pytest.mark.parametrize("level", LEVELS)
def test_undisputed_borders_are_solid(level: str) -> None:
    clip = ISO.clip((-2.0, 42.0, 3.5, 51.0), level)
    assert [kind for kind, _ in clip.borders] == ["border"]


@pytest.mark.parametrize("level", LEVELS)
def test_every_country_is_there_at_every_level(level: str) -> None:
    for ref in ISO.refs():
        outline = ISO.area(ref, level)
        assert outline is not None, ref
        assert outline.area > 0, ref
    for enclave in ("VA", "SM", "LS", "MC", "NR", "TV"):
        assert enclave in ISO.refs()


def test_enclaves_are_cut_out_of_their_neighbours() -> None:
    for outer, inner in (("ZA", "LS"), ("IT", "SM"), ("IT", "VA")):
        hole, ring = ISO.area(inner, "fine"), ISO.area(outer, "fine")
        assert hole is not None
        assert ring is not None
        assert not ring.contains(shapely.point_on_surface(hole))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "box", [GAZA, REGION, (4.0, 60.0, 8.0, 64.0), (60.0, 20.0, 100.0, 45.0), (-80.0, -56.0, -60.0, -40.0)]
)
def test_a_clip_tiles_its_land_without_gaps_or_overlaps(level: str, box: tuple[float, float, float, float]) -> None:
    if level == "fine" and ISO.level_for(box) != "fine":
        pytest.skip("a panel this wide is never drawn at the fine level")
    clip = ISO.clip(box, level)
    shapes = [shape for _, _, shape in clip.areas]
    assert all(shape.is_valid for shape in shapes)
    assert sum(shape.area for shape in shapes) == pytest.approx(shapely.union_all(shapes).area, rel=1e-9)
    frame = shapely.box(*box)
    assert all(frame.buffer(1e-9).contains(shape) for shape in (*shapes, clip.coast, clip.lakes) if not shape.is_empty)
    inner = frame.buffer(-0.02 * frame.length)
    for _, line in clip.borders:  # a border has land on it, not sea beside it
        assert shapely.intersection(line, inner).within(shapely.union_all(shapes).buffer(1e-6))


@settings(max_examples=60, deadline=None)
@given(
    west=st.floats(-179, 170),
    south=st.floats(-80, 75),
    width=st.floats(0.3, 9),
    height=st.floats(0.3, 8),
    place=st.tuples(st.floats(0.05, 0.95), st.floats(0.05, 0.95)),
)
def test_clip_and_area_at_agree_anywhere(
    west: float, south: float, width: float, height: float, place: tuple[float, float]
) -> None:
    box = (west, south, west + width, south + height)
    point = (west + place[0] * width, south + place[1] * height)
    held = ISO.area_at(*point)
    shown = shown_at(ISO.clip(box, "fine"), point)
    assert shown == ([held] if held else [])


def test_area_at_knows_sea_land_enclaves_and_the_pole() -> None:
    assert ISO.area_at(34.3, 31.34) == "PS-GZ"
    assert ISO.area_at(12.4531, 41.9029) == "VA"
    assert ISO.area_at(28.2, -29.6) == "LS"
    assert ISO.area_at(0.0, -89.0) == "AQ"
    assert ISO.area_at(178.0, 67.5) == "RU"
    assert ISO.area_at(-178.0, 67.5) == "RU"
    assert ISO.area_at(0.0, 0.0) is None
    assert ISO.area_at(51.0, 42.0) is None  # the Caspian is sea
    assert ISO.area_at(-87.0, 47.7) == "US"  # Lake Superior is not


def test_a_box_over_the_antimeridian_runs_on_past_180() -> None:
    clip = ISO.clip((176.0, -20.0, -178.0, -15.0), "mid")
    (fiji,) = [shape for ref, _, shape in clip.areas if ref == "FJ"]
    assert fiji.bounds[0] < 179 < 181 < fiji.bounds[2]
    assert not any(abs(x - 180) < 1e-9 for x in shapely.get_coordinates(clip.coast)[:, 0].tolist()[1:-1:50])


def test_the_world_at_coarse_is_whole_and_valid() -> None:
    clip = ISO.clip((-180.0, -90.0, 180.0, 90.0), "coarse")
    assert len(clip.areas) > 240
    assert all(shape.is_valid for _, _, shape in clip.areas)
    assert shapely.get_num_coordinates(clip.coast) < 60_000


def test_lakes_are_drawn_where_lakes_are() -> None:
    for name, point, level in [
        ("Superior", (-87.5, 47.7), "coarse"),
        ("Victoria", (33.0, -1.0), "coarse"),
        ("Dead Sea", (35.48, 31.5), "mid"),
        ("Sea of Galilee", (35.58, 32.82), "fine"),
    ]:
        box = (point[0] - 1, point[1] - 1, point[0] + 1, point[1] + 1)
        assert ISO.clip(box, level).lakes.intersects(shapely.Point(point)), name
    assert ISO.clip((50.0, 41.0, 52.0, 43.0), "mid").lakes.is_empty  # the Caspian is sea already


def test_levels_suit_the_size_of_the_panel() -> None:
    assert ISO.level_for(GAZA) == "fine"
    assert ISO.level_for(REGION) == "mid"
    assert ISO.level_for((-180.0, -60.0, 180.0, 80.0)) == "coarse"
    assert ISO.level_for((178.0, -20.0, -179.0, -16.0)) == "fine"


def test_areas_of_all_kinds_of_refs() -> None:
    assert ISO.area("nowhere") is None
    assert ISO.area("sea:nowhere") is None
    palestine, parts = ISO.area("PS", "fine"), [ISO.area(ref, "fine") for ref in ("PS-GZ", "PS-WE")]
    assert palestine is not None
    assert palestine.area == pytest.approx(sum(part.area for part in parts if part is not None))
    red_sea = ISO.area("sea:red-sea")
    assert red_sea is not None
    assert red_sea.intersects(shapely.Point(38, 20))
    texas, coarse = ISO.area("adm1:US.TX"), ISO.area("adm1:US.TX", "coarse")
    assert texas is not None
    assert texas.equals(coarse)
    assert len(ISO.first_level_refs()) > 2800


def test_first_level_areas_of_a_country_fill_it() -> None:
    country = ISO.area("FR", "mid")
    parts = [ISO.area(ref, "mid") for ref in ISO.first_level_refs() if ref.startswith("adm1:FR.")]
    assert country is not None
    assert sum(part.area for part in parts if part is not None) == pytest.approx(country.area, rel=0.01)


def test_contested_names_what_is_in_view_and_nothing_else() -> None:
    close_up = ISO.contested(GAZA)
    assert [line.split(":")[0] for line in close_up] == ["Gaza Strip"]
    assert ISO.contested((-5.0, 42.0, 8.0, 51.0)) == []
    region = ISO.contested(REGION)
    assert region == sorted(set(region))
    named = {line.split(":")[0] for line in region}
    assert {
        "Golan Heights",
        "West Bank",
        "East Jerusalem",
        "Gaza Strip",
        "Northern Cyprus",
        "Hala'ib Triangle",
    } <= named
    assert not named & {"Crimea", "Kosovo", "Taiwan", "Western Sahara"}
    assert "Golan Heights: drawn as part of Syria. Held by Israel since 1967; claimed by Syria and Israel." in region
    assert any(line.startswith("Golan Heights: drawn as part of Israel.") for line in DE_FACTO.contested(REGION))
    assert any("line between Serbia and Kosovo is dashed" in line for line in ISO.contested((20.0, 42.0, 22.0, 44.0)))
    assert any(line.startswith("Taiwan:") for line in ISO.contested((119.0, 22.0, 123.0, 26.0)))


def test_contested_looks_on_both_sides_of_the_antimeridian() -> None:
    assert any(line.startswith("Southern Kuril Islands") for line in ISO.contested((140.0, 40.0, -170.0, 50.0)))


def test_labels_are_in_the_box_and_countries_cut_by_it_are_named() -> None:
    labels = ISO.label_points(GAZA, "fine")
    assert {ref for _, ref, *_ in labels} >= {"PS-GZ", "EG", "IL"}
    for _, ref, _, lon, lat, _ in labels:
        assert GAZA[0] <= lon <= GAZA[2]
        assert GAZA[1] <= lat <= GAZA[3]
        assert ISO.area_at(lon, lat) == (None if ref.startswith("sea:") else ref)
    region = ISO.label_points(REGION, "mid")
    assert ("sea", "sea:persian-gulf", "Persian Gulf") in {row[:3] for row in region}
    assert "Indian Ocean" not in {row[2] for row in region}, "a corner of it is no place for its name"
    assert [row[5] for row in region] == sorted(row[5] for row in region)


def test_names_are_plain_english() -> None:
    assert ISO.name("PS-GZ") == "Gaza Strip"
    assert ISO.names("IR") == {"en": "Iran"}
    assert ISO.name("adm1:US.TX") == "Texas"
    assert ISO.names("nowhere") == {}


def test_bad_levels_and_worldviews_are_input_errors() -> None:
    with pytest.raises(InputError, match="coarse, mid, fine"):
        ISO.clip(GAZA, "medium")
    with pytest.raises(InputError, match="coarse, mid, fine"):
        ISO.area("FR", "medium")
    with pytest.raises(InputError, match="iso"):
        Basemap.open("atlantis")


def test_damaged_files_are_data_errors(tmp_path: Path) -> None:
    damaged = tmp_path / "basemap-fine.bin"
    with pytest.raises(DataError, match="missing or damaged"):
        Level(damaged)
    whole = (shipped.DATA / "basemap-coarse.bin").read_bytes()
    for content in (b"", b"not a map at all", whole[:2000]):
        damaged.write_bytes(content)
        with pytest.raises(DataError, match="missing or damaged"):
            Level(damaged)


def test_a_level_reads_back_what_was_packed(tmp_path: Path) -> None:
    blocks = [np.array([[0, 0], [17_999_999, -5], [-18_000_000, 9_000_000]]), np.array([[5, 5], [6, 7]])]
    rows = [((-18_000_000, -5, 17_999_999, 9_000_000), 0, 1, 0, 0, 3, 0), ((5, 5, 6, 7), 0, 2, 1, 0, 2, 1)]
    (tmp_path / "level.bin").write_bytes(
        pack([("", ""), ("AA", ""), ("BB", "BB.1")], np.array(rows, dtype=CHUNK), blocks)
    )
    level = Level(tmp_path / "level.bin")
    assert level.units == [("", ""), ("AA", ""), ("BB", "BB.1")]
    first, second = level.lines(np.array([0, 1])).tolist()
    assert list(first.coords) == [(0, 0), (179.99999, -0.00005), (-180, 90)]
    assert list(second.coords) == [(0.00005, 0.00005), (0.00006, 0.00007)]
    assert level.chunks_in((0, 0, 0.0001, 0.0001)).tolist() == [True, True]
    assert level.chunks_in((1, 1, 2, 2)).tolist() == [True, False]


def test_opening_from_several_threads_gives_one_basemap() -> None:
    found: list[Basemap] = []
    threads = [threading.Thread(target=lambda: found.append(Basemap.open())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(basemap) for basemap in found}) == 1


def test_reading_the_map_needs_no_geopandas() -> None:
    code = (
        "import sys, geodata.borders, geodata.basemap; sys.exit('geopandas' in sys.modules or 'pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
