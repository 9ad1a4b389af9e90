"""The real gazetteer: real places with their namesakes, abbreviations, and several processes at first use."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.gazetteer import Entry, Gazetteer
from geodata.model import PlaceKind
from geodata.unpack import DATA

# name, country, first-level area or None, longitude, latitude: where an atlas has them, to half a degree.
SETTLEMENTS = [
    ("Doha", "QA", None, 51.53, 25.29), ("Beirut", "LB", None, 35.50, 33.89), ("Khan Younis", "PS", "PS.GZ", 34.30, 31.34),
    ("Khan Yunis", "PS", "PS.GZ", 34.30, 31.34), ("Kyiv", "UA", None, 30.52, 50.45), ("Kiev", "UA", None, 30.52, 50.45),
    ("Paris", "FR", None, 2.35, 48.86), ("Paris", "US", "US.TX", -95.56, 33.66), ("Paris", "CA", "CA.08", -80.38, 43.19),
    ("London", "GB", None, -0.13, 51.51), ("London", "CA", "CA.08", -81.23, 42.98), ("London", "US", "US.KY", -84.08, 37.13),
    ("Tripoli", "LY", None, 13.19, 32.89), ("Tripoli", "LB", None, 35.85, 34.44), ("Alexandria", "EG", None, 29.92, 31.20),
    ("Alexandria", "US", "US.VA", -77.05, 38.80), ("Alexandria", "US", "US.LA", -92.45, 31.31), ("Athens", "GR", None, 23.73, 37.98),
    ("Athens", "US", "US.GA", -83.38, 33.96), ("Rome", "IT", None, 12.48, 41.89), ("Rome", "US", "US.GA", -85.16, 34.26),
    ("Moscow", "RU", None, 37.62, 55.75), ("Moscow", "US", "US.ID", -117.00, 46.73), ("Birmingham", "GB", None, -1.90, 52.48),
    ("Birmingham", "US", "US.AL", -86.80, 33.52), ("Cambridge", "GB", None, 0.12, 52.20), ("Cambridge", "US", "US.MA", -71.11, 42.37),
    ("Santiago", "CL", None, -70.65, -33.46), ("Córdoba", "ES", None, -4.77, 37.89), ("Cordoba", "AR", None, -64.18, -31.41),
    ("Valencia", "ES", None, -0.38, 39.47), ("Valencia", "VE", None, -68.00, 10.16), ("Hyderabad", "IN", None, 78.46, 17.38),
    ("Hyderabad", "PK", None, 68.37, 25.39), ("Springfield", "US", "US.IL", -89.64, 39.80), ("Springfield", "US", "US.MO", -93.29, 37.22),
    ("Portland", "US", "US.OR", -122.68, 45.52), ("Portland", "US", "US.ME", -70.26, 43.66), ("Vancouver", "CA", None, -123.12, 49.25),
    ("Vancouver", "US", "US.WA", -122.66, 45.64), ("St. Petersburg", "RU", None, 30.31, 59.94), ("St. Petersburg", "US", "US.FL", -82.68, 27.77),
    ("Newcastle", "GB", None, -1.61, 54.97), ("Newcastle", "AU", None, 151.78, -32.93), ("Perth", "AU", None, 115.86, -31.95),
    ("Perth", "GB", None, -3.43, 56.40), ("Hamilton", "CA", None, -79.95, 43.23), ("Hamilton", "NZ", None, 175.28, -37.79),
    ("San José", "CR", None, -84.09, 9.93), ("San Jose", "US", "US.CA", -121.89, 37.34), ("Georgetown", "GY", None, -58.16, 6.80),
    ("Kingston", "JM", None, -76.79, 18.00), ("Kingston", "CA", None, -76.48, 44.23), ("Rafah", "PS", "PS.GZ", 34.25, 31.29),
    ("Mumbai", "IN", None, 72.88, 19.08), ("Bombay", "IN", None, 72.88, 19.08), ("Saigon", "VN", None, 106.63, 10.82),
    ("Hodeidah", "YE", None, 42.95, 14.80), ("Derna", "LY", None, 22.64, 32.77), ("Goma", "CD", None, 29.22, -1.68),
    ("El Fasher", "SD", None, 25.35, 13.63), ("Kobani", "SY", None, 38.35, 36.89), ("Sloviansk", "UA", None, 37.62, 48.85),
    ("Stepanakert", "AZ", None, 46.75, 39.82), ("Naypyidaw", "MM", None, 96.13, 19.75), ("Marrakesh", "MA", None, -7.99, 31.63),
    ("Cologne", "DE", None, 6.95, 50.93), ("Seville", "ES", None, -5.98, 37.38), ("Brooklyn", "US", "US.NY", -73.95, 40.65),
    ("New York", "US", "US.NY", -74.01, 40.71), ("Washington", "US", "US.DC", -77.04, 38.90), ("Washington, D.C.", "US", "US.DC", -77.04, 38.90),
    ("Urumqi", "CN", None, 87.60, 43.80), ("Cox's Bazar", "BD", None, 91.98, 21.45), ("Port-au-Prince", "HT", None, -72.34, 18.54),
    ("Suva", "FJ", None, 178.44, -18.14), ("Alice Springs", "AU", None, 133.88, -23.70), ("Nuuk", "GL", None, -51.72, 64.18),
]  # fmt: skip


def _find(found: list[Entry], country: str, admin1: str | None, lon: float, lat: float) -> Entry | None:
    for entry in found:
        near = math.hypot((entry.lon - lon) * math.cos(math.radians(lat)), entry.lat - lat) < 0.5
        if near and entry.country == country and admin1 in (None, entry.admin1) and entry.kind is PlaceKind.settlement:
            return entry
    return None


@pytest.mark.parametrize(("name", "country", "admin1", "lon", "lat"), SETTLEMENTS)
def test_real_places_are_found_where_they_are(
    gazetteer: Gazetteer, name: str, country: str, admin1: str | None, lon: float, lat: float
) -> None:
    entry = _find(gazetteer.lookup(name), country, admin1, lon, lat)
    assert entry is not None
    assert entry.where_prec == 1 and entry.uncertainty_m > 0 and entry.population > 0
    assert gazetteer.entry(entry.id) == entry


COUNTRIES = {
    "United States": "US", "the United States": "US", "U.S.": "US", "US": "US", "USA": "US", "U.S.A.": "US", "America": "US", "UK": "GB",
    "U.K.": "GB", "Britain": "GB", "Great Britain": "GB", "United Kingdom": "GB", "UAE": "AE", "Emirates": "AE", "DRC": "CD",
    "DR Congo": "CD", "Congo-Kinshasa": "CD", "Democratic Republic of Congo": "CD", "Republic of the Congo": "CG", "Turkey": "TR",
    "Türkiye": "TR", "Burma": "MM", "Myanmar": "MM", "Ivory Coast": "CI", "Côte d'Ivoire": "CI", "Swaziland": "SZ", "Eswatini": "SZ",
    "Czech Republic": "CZ", "Czechia": "CZ", "Holland": "NL", "the Netherlands": "NL", "North Korea": "KP", "South Korea": "KR", "Iran": "IR",
    "Israel": "IL", "Egypt": "EG", "Qatar": "QA", "Lebanon": "LB", "Palestine": "PS", "East Timor": "TL", "Cape Verde": "CV", "Kosovo": "XK",
    "Vatican": "VA", "Macau": "MO", "Taiwan": "TW", "Bosnia": "BA", "Macedonia": "MK", "Russia": "RU", "People's Republic of China": "CN",
    "Deutschland": "DE", "قطر": "QA", "Украина": "UA", "日本": "JP",
}  # fmt: skip


@pytest.mark.parametrize(("name", "code"), COUNTRIES.items())
def test_countries_go_by_all_their_names(gazetteer: Gazetteer, name: str, code: str) -> None:
    first = next(e for e in gazetteer.lookup(name) if e.kind is PlaceKind.country)
    assert (first.country, first.area_ref, first.where_prec) == (code, code, 6)
    assert first == gazetteer.country(code)


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Texas", "adm1:US.TX"), ("Tex.", "adm1:US.TX"), ("TX", "adm1:US.TX"), ("Calif.", "adm1:US.CA"), ("Ala.", "adm1:US.AL"),
        ("Pa.", "adm1:US.PA"), ("N.Y.", "adm1:US.NY"), ("N.Y", "adm1:US.NY"), ("D.C.", "adm1:US.DC"), ("Georgia", "adm1:US.GA"),
        ("Ont.", "adm1:CA.08"), ("NSW", "adm1:AU.02"), ("Kherson Oblast", "adm1:UA.08"), ("Kherson region", "adm1:UA.08"),
        ("Gaza", "adm1:PS.GZ"), ("Gaza Strip", "adm1:PS.GZ"), ("West Bank", "adm1:PS.WE"), ("Xinjiang", "adm1:CN.13"), ("Tigray", "adm1:ET.53"),
        ("Scotland", "adm1:GB.SCT"), ("Catalonia", "adm1:ES.56"), ("Bavaria", "adm1:DE.02"), ("Aleppo province", "adm1:SY.09"),
        ("Republika Srpska", "adm1:BA.02"), ("Rapides Parish", "adm2:US.LA.079"), ("Cook County", "adm2:US.IL.031"),
        ("Cook Co.", "adm2:US.IL.031"), ("North Gaza", "adm2:PS.GZ.7870263"), ("Hamad International Airport", "airport:OTHH"),
        ("Beirut airport", "airport:OLBA"), ("Heathrow", "airport:EGLL"), ("JFK", "airport:KJFK"), ("Red Sea", "sea:red-sea"),
        ("the Gulf", "sea:persian-gulf"), ("Arabian Gulf", "sea:persian-gulf"), ("East Sea", "sea:sea-of-japan"),
    ],
)  # fmt: skip
def test_areas_airports_and_seas_are_found(gazetteer: Gazetteer, name: str, id: str) -> None:
    assert id in [entry.id for entry in gazetteer.lookup(name)]
    assert gazetteer.is_name(name)


def test_abbreviations_count_only_as_printed(gazetteer: Gazetteer) -> None:
    for word in ("us", "Us", "tex", "Tex", "in", "or", "Ill", "ill.", "uk"):
        assert not any(e.kind is PlaceKind.country or e.feature == "ADM1" for e in gazetteer.lookup(word)), word
    assert not gazetteer.is_name("us")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Middle East", "geodash:middle-east"), ("White House", "geodash:white-house"), ("Sinai", "geodash:sinai"), ("Kashmir", "geodash:kashmir"),
        ("Levant", "geodash:levant"), ("Amazon", "geodash:amazon"), ("Pacific", "sea:pacific-ocean"), ("Everest", "geodash:everest"),
    ],
)  # fmt: skip
def test_the_supplement_comes_first_and_its_false_friends_not_at_all(gazetteer: Gazetteer, name: str, id: str) -> None:
    found = gazetteer.lookup(name)
    assert found[0].id == id and found[0].supplement
    assert not [entry for entry in found if entry.kind is PlaceKind.settlement]


def test_order_is_supplement_then_population(gazetteer: Gazetteer) -> None:
    found = gazetteer.lookup("Paris")
    assert [e.population for e in found] == sorted((e.population for e in found), reverse=True)


def test_the_gaza_strip_has_its_outline_and_the_city_is_apart(gazetteer: Gazetteer) -> None:
    strip = gazetteer.entry("adm1:PS.GZ")
    assert strip is not None
    assert (strip.kind, strip.area_ref, strip.where_prec) == (PlaceKind.admin_area, "PS-GZ", 4)
    assert [e.id for e in gazetteer.lookup("Gaza City")] == ["gn:281133"]


@pytest.mark.parametrize(
    ("word", "id"),
    [
        ("Israeli", "gn:294640"), ("Israelis", "gn:294640"), ("Palestinian", "gn:6254930"), ("Palestinians", "gn:6254930"),
        ("American", "gn:6252001"), ("Americans", "gn:6252001"), ("Saudi", "gn:102358"), ("Emirati", "gn:290557"), ("British", "gn:2635167"),
        ("French", "gn:3017382"), ("Czechs", "gn:3077311"), ("Filipinos", "gn:1694008"), ("Burmese", "gn:1327865"), ("Dutch", "gn:2750405"),
        ("Gazans", "adm1:PS.GZ"), ("Texan", "adm1:US.TX"), ("Chechen", "adm1:RU.12"),
    ],
)  # fmt: skip
def test_demonyms_lead_to_their_place(gazetteer: Gazetteer, word: str, id: str) -> None:
    entry = gazetteer.demonym(word)
    assert entry is not None and entry.id == id


def test_peoples_without_a_country_and_countries_are_no_demonyms(gazetteer: Gazetteer) -> None:
    for word in ("Kurdish", "Rohingya", "israeli", "Djibouti", "Myanmar", "Hamas", ""):
        assert gazetteer.demonym(word) is None, word


def test_every_demonym_leads_somewhere(gazetteer: Gazetteer) -> None:
    for name in ("demonyms.json", "demonyms_own.json"):
        for word in json.loads((DATA / name).read_text(encoding="utf-8"))["demonyms"]:
            assert gazetteer.demonym(word.title()) is not None, word


def test_names_are_known_in_many_languages(gazetteer: Gazetteer) -> None:
    qatar = gazetteer.names("gn:289688")
    assert qatar["ar"] == "قطر" and qatar["ru"] == "Катар" and len(qatar) > 40
    assert gazetteer.names("geodash:africa")["fr"] == "Afrique"
    assert gazetteer.names("gn:281124") == {}


def test_capitals_stand_for_their_governments(gazetteer: Gazetteer) -> None:
    capitals = gazetteer.capitals()
    assert capitals["gn:4140963"] == "US" and capitals["gn:524901"] == "RU" and capitals["gn:1816670"] == "CN"
    assert [e.name for e in gazetteer.capital_of("ZA")] == ["Pretoria", "Cape Town"]
    assert len(set(capitals.values())) > 190


def test_orientation_cities_are_the_important_ones_and_quick(gazetteer: Gazetteer) -> None:
    region = [e.name for e in gazetteer.cities_in((27, 21, 64, 41), 12)]
    assert {"Cairo", "Baghdad", "Tehran", "Riyadh"} <= set(region)
    assert gazetteer.cities_in((34.1, 31.1, 34.7, 31.7), 1)[0].id == "gn:281133"
    pacific = gazetteer.cities_in((170, -25, -170, -10), 8)
    assert "Suva" in [e.name for e in pacific]
    started = time.perf_counter()
    for _ in range(10):
        gazetteer.cities_in((-130, 20, -60, 55), 20)
    assert (time.perf_counter() - started) / 10 < 0.05  # 2 ms on the development machine; room for a busy one


def test_longest_names_win(gazetteer: Gazetteer) -> None:
    words = ["in", "New", "York", "on", "Monday"]
    assert gazetteer.longest(words, 1) == 2
    assert gazetteer.longest(["Democratic", "Republic", "of", "the", "Congo"], 0) == 5
    assert gazetteer.longest(["Xyzzy"], 0) == 0


def test_unknown_names_and_ids_are_no_error(gazetteer: Gazetteer) -> None:
    assert gazetteer.lookup("Xyzzyville") == [] and gazetteer.lookup("") == [] and not gazetteer.is_name("…")
    assert gazetteer.entry("gn:0") is None and gazetteer.entry("gn:x") is None and gazetteer.entry("nowhere") is None
    assert gazetteer.country("ZZ") is None and gazetteer.capital_of("AQ") == []


def test_many_threads_may_ask(gazetteer: Gazetteer) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: gazetteer.lookup("Doha")[0].id, range(200)))
    assert len(set(found)) == 1


def test_no_geometry_library_is_loaded_to_look_a_name_up() -> None:
    code = "import sys; from geodata.gazetteer import Gazetteer; sys.exit(any(m in sys.modules for m in ('shapely', 'geopandas', 'numpy')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_four_processes_at_first_use_share_one_whole_file(tmp_path: Path) -> None:
    code = "from geodata.gazetteer import Gazetteer; print(Gazetteer.open().lookup('Doha')[-1].country, flush=True)"
    environment = {**os.environ, "GEODASH_CACHE": str(tmp_path)}
    running = [
        subprocess.Popen([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    answers = [process.communicate(timeout=120)[0].strip() for process in running]
    assert len(set(answers)) == 1 and len(answers[0]) == 2
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path.name for path in files] == ["gazetteer.sqlite"]
