"""Our own hand-written supplement: read it, check it, and turn each rule into a point with its reach.

geodata/data/supplement/*.json hold entries; names.json there holds further names for places that GeoNames has.
An entry's geometry is a rule over shipped areas, a derived border, a shipped sea, or a point with its uncertainty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.errors import DataError
from geodata.model import PlaceKind
from geodata.names import is_latin
from geodata.sources.gazetteer_rows import Row, distance_m
from geodata.sources.gazetteer_shapes import Shapes, centre_and_reach

FOLDER = Path(__file__).parent.parent / "data" / "supplement"
NAMES = "names.json"
# Pieces of the worldview table that the first-level polygons know under another code.
PIECES = {
    "PS-GZ": ("PS.GZ",), "PS-WE": ("PS.WE",), "UA-43": ("UA.11", "UA.20"), "GE-AB": ("GE.02",), "MD-SN": ("MD.58",), "IN-AR": ("IN.30",),
    "x-kashmir-in": ("IN.12", "IN.41"), "x-kashmir-pk": ("PK.06", "PK.07"),
}  # fmt: skip
# UCDP's step for a bare mention, by kind; a named site, camp or crossing is exact.
PRECISION = {
    "settlement": 1,
    "facility": 1,
    "admin_area": 4,
    "region": 5,
    "border": 5,
    "corridor": 5,
    "zone": 5,
    "country": 6,
    "water": 7,
}
_FEATURES = {"region": "RGN", "border": "BDR", "corridor": "CRDR", "zone": "ZN", "water": "WTR", "facility": "FCL",
             "admin_area": "ADMF", "settlement": "PPL"}  # fmt: skip
_ID = re.compile(r"(?:geodash|sea):[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = {
    "cldr",
    "id",
    "name",
    "aliases",
    "kind",
    "countries",
    "rule",
    "override",
    "basis",
    "feature",
    "names",
    "written",
}
# Borders of Natural Earth's polygons meet exactly, but its parts were simplified apart in places: half a kilometre.
_BORDER_TOLERANCE = 0.005


@dataclass(frozen=True, slots=True)
class SupplementEntry:
    """One hand-written line, checked. ``countries``: alpha-2 codes it lies in; ``cldr``: CLDR's code of the region."""

    id: str
    name: str
    aliases: list[str]
    kind: PlaceKind
    countries: list[str]
    rule: dict[str, Any]
    cldr: str | None
    override: bool
    feature: str
    names: dict[str, str]
    written: list[str]

    @property
    def refs(self) -> list[str]:
        """The area references that the rule stands on."""
        return list(self.rule.get("union") or self.rule.get("border") or [])


def read_entries(folder: Path = FOLDER) -> list[SupplementEntry]:
    """Read and check every entry. Raises DataError naming the file and the entry."""
    found: dict[str, SupplementEntry] = {}
    for path in sorted(folder.glob("*.json")):
        if path.name == NAMES:
            continue
        for item in json.loads(path.read_text(encoding="utf-8")):
            entry = _checked(item, path.name)
            if entry.id in found:
                raise DataError(f"{path.name}: {entry.id} stands twice")
            found[entry.id] = entry
    return list(found.values())


def _checked(item: dict[str, Any], where: str) -> SupplementEntry:
    where = f"{where}: {item.get('id')}"
    if not _ID.fullmatch(str(item.get("id"))):
        raise DataError(f"{where}: the id must be geodash:<slug> or sea:<slug>")
    if unknown := set(item) - _KEYS:
        raise DataError(f"{where}: unknown keys {sorted(unknown)}")
    rule = item["rule"]
    if len(set(rule) & {"union", "border", "sea"}) + ("point" in rule and len(rule) == 2) != 1:
        raise DataError(f"{where}: the rule must be one of union, border, sea or point with uncertainty_m")
    if "point" in rule:
        lon, lat = rule["point"]
        if not (-180 <= lon <= 180 and -90 <= lat <= 90 and rule.get("uncertainty_m", 0) > 0 and item.get("basis")):
            raise DataError(f"{where}: a point needs longitude, latitude, uncertainty_m and its basis")
    if "border" in rule and len(rule["border"]) != 2:
        raise DataError(f"{where}: a border has two sides")
    kind = PlaceKind(item["kind"])
    return SupplementEntry(
        id=item["id"], name=item["name"], aliases=list(item.get("aliases", ())), kind=kind, countries=list(item.get("countries", ())),
        rule=rule, cldr=item.get("cldr"), override=bool(item.get("override", False)), feature=item.get("feature", _FEATURES[kind]),
        names=dict(item.get("names", {})), written=list(item.get("written", ())),
    )  # fmt: skip


def rows(
    entries: Sequence[SupplementEntry],
    shapes: Shapes,
    seas: Path,
    known: set[str],
    regions: Mapping[str, Mapping[str, str]],
) -> list[Row]:
    """Rows of the supplement; ``regions``: CLDR's territory names by language.

    Raises DataError where a rule stands on an area or sea that is not shipped.
    """
    waters = read_seas(seas)
    found = []
    for entry in entries:
        if entry.id in known:
            raise DataError(f"{entry.id}: the id is taken")
        lon, lat, reach = _place(entry, shapes, waters)
        names = {
            tag: table[entry.cldr] for tag, table in regions.items() if entry.cldr and entry.cldr in table
        } | entry.names
        ref = (
            entry.id
            if "sea" in entry.rule
            else entry.refs[0]
            if "union" in entry.rule and len(entry.refs) == 1
            else None
        )
        found.append(
            Row(
                id=entry.id, name=entry.name, kind=entry.kind, lon=lon, lat=lat, uncertainty_m=reach,
                where_prec=PRECISION[entry.kind], feature=entry.feature, country=entry.countries[0] if len(entry.countries) == 1 else None,
                area_ref=ref, rule=geometry_rule(entry.rule), override=entry.override, names=[entry.name, *entry.aliases, *(name for name in names.values() if not is_latin(name))], written=entry.written,
                languages={"en": entry.name, **names} if names else {},
            )
        )  # fmt: skip
    return found


def geometry_rule(rule: Mapping[str, Any]) -> dict[str, Any]:
    """The rule as the gazetteer hands it on: a union or border may carry a point for the label, which is not geometry."""
    drawn = {key: value for key, value in rule.items() if key in {"union", "border", "sea"}}
    return drawn or dict(rule)


def read_seas(package: Path) -> dict[str, BaseGeometry]:
    """Slug → polygon of the seas and lakes of cf-regions that are CC BY 4.0 or public domain."""
    path = next((package / "cfregions" / "data" / "profiles").glob("*/*/geometry/low.geojson"))
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    free = {"CC BY 4.0", "Public domain"}
    return {
        f["properties"]["name"].replace("_", "-"): shapely.make_valid(shape(f["geometry"]))
        for f in features
        if f["properties"]["kind"] == "area" and f["properties"]["geometry_license"] in free
    }


def area(ref: str, shapes: Shapes) -> BaseGeometry:
    """The polygon of an area reference. Raises DataError where there is none."""
    codes = PIECES.get(ref, (ref.removeprefix("adm1:"),))
    found = [shapes.areas.get(code) or shapes.countries.get(code) for code in codes]
    if None in found:
        raise DataError(f"no polygon for the area {ref}")
    return shapely.union_all(found)


def _place(entry: SupplementEntry, shapes: Shapes, waters: Mapping[str, BaseGeometry]) -> tuple[float, float, float]:
    rule = entry.rule
    try:
        if "point" in rule:
            return rule["point"][0], rule["point"][1], float(rule["uncertainty_m"])
        if "sea" in rule:
            return centre_and_reach(waters[rule["sea"]])
        if "union" in rule:
            return centre_and_reach(shapely.union_all([area(ref, shapes) for ref in rule["union"]]))
        return _middle_of_border(*(area(ref, shapes) for ref in rule["border"]))
    except (DataError, KeyError) as error:
        raise DataError(f"{entry.id}: {error}") from error


def _middle_of_border(a: BaseGeometry, b: BaseGeometry) -> tuple[float, float, float]:
    """A point of the shared border half-way along, and how far the rest of it reaches."""
    line = a.boundary.intersection(b.buffer(_BORDER_TOLERANCE))
    if line.length == 0:
        raise DataError("the two areas share no border")
    line = shapely.line_merge(line)
    points = shapely.get_coordinates(line)
    middle = (
        line.interpolate(0.5, normalized=True)
        if line.geom_type == "LineString"
        else shapely.Point(points[len(points) // 2])
    )
    here = (middle.x, middle.y)
    return round(middle.x, 4), round(middle.y, 4), round(max(distance_m(here, (x, y)) for x, y in points), -2)


def read_names(folder: Path = FOLDER) -> dict[str, Any]:
    """names.json: "countries" and "admin1" by code, "places" and "seats"; see the file's own note."""
    found: dict[str, Any] = json.loads((folder / NAMES).read_text(encoding="utf-8"))
    return found
