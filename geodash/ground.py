"""The ground under the panels, from the shipped basemap and gazetteer: the edge that the pure view leaves out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box, landmass_box
from geodash.language import code, worded
from geodash.marks import Shape
from geodash.naming import country_name, ground_names
from geodash.panels import ground_box
from geodash.thinning import Thinner, large_enough
from geodash.view import Panel
from geodata.basemap import Basemap, Clip
from geodata.gazetteer import Gazetteer
from geodata.model import Place
from geodata.shipped import sea

CITIES = 12  # named for orientation on one panel
PIXELS = 700  # across a panel on a desk's screen
DETAIL_PX = 0.25  # how far a line may stray there; three zooms in that is 2 px
SPECK_PX = 1.5  # an island smaller than this both ways is a smudge of coast colour
LAKE_PX = 5
NAMED_PX2 = 60  # a country smaller than 8 px square is not named: on a map of the world its name would stand for more
RANKS = ((150.0, 2), (75.0, 3), (45.0, 4), (0.0, 5))  # a map so many degrees wide names countries down to a rank
WIDEST_AREA = 45.0  # degrees: wider maps do not name disputed areas; the foot of the picture does
NARROWEST_SEA = (
    0.036  # mean width of a sea as a share of the map's: on the world's the Mediterranean, not the Bering Sea
)
KM_PER_DEGREE = 111.2  # of the equator
CLOSER = 3  # zooms in from the panel's own extent
FURTHEST = {"coarse": 5.0, "mid": 9.0, "fine": 14.0}  # zoom at which a level of the basemap shows its corners
DECIMALS = {"coarse": 2, "mid": 3, "fine": 4}  # of a degree: about 1 km, 100 m, 10 m; under a pixel at those zooms


@dataclass(frozen=True)
class Cut:
    """The ground of a picture: ``told`` are refs that the story is about, ``refs`` each shape's own base area,
    ``labels`` names to choose from: {id, kind, text, lon, lat, rank, half_km: of a sea, half its mean width}."""

    clip: Clip
    told: frozenset[str]
    refs: dict[str, str | None]
    labels: tuple[dict[str, Any], ...]


class Ground:
    """Answers for one worldview; opened once and shared by all stories that declare it."""

    def __init__(self, worldview: str = "iso") -> None:
        self._map = Basemap.open(worldview)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.open()

    @property
    def attributions(self) -> tuple[str, ...]:
        """Whose data the ground is made of."""
        return tuple(self._map.attribution)

    def contested(self, boxes: Sequence[Box]) -> tuple[str, ...]:
        """A sentence for each contested line or area that these boxes show."""
        return tuple(dict.fromkeys(note for box in boxes for note in self._map.contested(box)))

    # --- what the view asks (geodash.earth.Earth) ---

    def extent(self, place: Place) -> Box | None:
        ref = place.country if place.where_prec == 6 else place.id
        return self._landmass(ref) if ref else None

    def country_extent(self, alpha2: str) -> Box | None:
        return self._landmass(alpha2)

    def country_name(self, alpha2: str) -> str | None:
        own = None if code() == "en" else country_name(alpha2, code(), self._gazetteer)
        name = own or self._map.names(alpha2).get("en")
        return worded(name) if name else None

    def country_at(self, lon: float, lat: float) -> str | None:
        ref = self._map.area_at(lon, lat)
        return ref.split("-")[0] if ref else None

    def _landmass(self, ref: str) -> Box | None:
        shape = self._map.area(ref, "coarse") or self._map.area(ref)
        found = _geojson(shape, 3)
        return landmass_box(found) if found else None

    # --- what a panel is drawn on ---

    def cut(self, panel: Panel, reach: Box) -> Cut:
        """What a picture of a panel needs of the ground, in degrees; ``reach``: all that the picture shows."""
        level, refs = self._map.level_for(panel.bbox), self._refs(panel)
        told = frozenset(ref for ref in (*panel.focus, *refs.values()) if ref)
        labels = [one for one in self._labels(panel, reach, level) if one["id"][2:] in told or _suits(one, reach.width)]
        for label in labels:
            wide = _sea_width(label)
            label["half_km"] = None if wide is None else wide * KM_PER_DEGREE / 2
        return Cut(self._map.clip(reach, level), told, refs, tuple(self._named(labels)))

    def land(self, box: Box) -> BaseGeometry:
        """The land of a box in degrees at the coarsest level, for a locator."""
        return shapely.GeometryCollection([shape for _, _, shape in self._map.clip(box, "coarse").areas])

    def _refs(self, panel: Panel) -> dict[str, str | None]:
        return {s.id: s.ref or self._area_of(s) for s in panel.shapes if s.symbol in ("country", "area")}

    def lay(self, panel: Panel) -> dict[str, Any]:
        """The panel as JSON with its base, labels, zoom limits and attribution."""
        reach = ground_box(panel.bbox)
        level = self._map.level_for(panel.bbox)
        home = math.log2(360 / panel.bbox.width * PIXELS / 256)
        refs = self._refs(panel)
        told = {*panel.focus, *refs.values()}
        data = panel.data()
        for shape in data["shapes"]:
            shape["ref"] = refs.get(shape["id"])  # so that its name is not lettered twice
        clip, pixel = self._map.clip(reach, level), panel.bbox.width / PIXELS
        specks = {ref for ref, _, shape in clip.areas if shape.area < NAMED_PX2 * pixel**2} - told
        return data | {
            "ground_bbox": list(reach),
            "minZoom": round(home - 1, 2),
            "maxZoom": round(max(home + 1, min(home + CLOSER, FURTHEST[level])), 2),
            "base": _base(clip, told, pixel, DECIMALS[level]),
            "labels": self._named([m for m in self._labels(panel, panel.bbox, level) if m["id"][2:] not in specks]),
            "attribution": " · ".join(self.attributions),
        }

    def _named(self, labels: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Labels in the language now spoken, and as the house writes names."""
        spoken = ground_names(labels, code(), self._gazetteer)
        return [{**label, "text": worded(label["text"])} for label in spoken]

    def _area_of(self, shape: Shape) -> str | None:
        """The base area that a story's own outline is, so that it is drawn as the story's ground."""
        if shape.geometry is None:
            return None
        own = shapely.geometry.shape(shape.geometry)
        middle = own.representative_point()
        ref = self._map.area_at(middle.x, middle.y)
        area = self._map.area(ref) if ref else None
        if area is None:
            return None
        # The same outline, by whatever detail each was made; a town's district in a country is not the country.
        return ref if area.area < 1.5 * own.area else None

    def _labels(self, panel: Panel, box: Box, level: str) -> Iterator[dict[str, Any]]:
        told = {m.id for m in panel.marks}
        for kind, ref, name, lon, lat, rank in self._map.label_points(box, level):
            yield {"id": f"l:{ref}", "kind": kind, "text": name, "lon": lon, "lat": lat, "rank": rank}
        named = {m.name for m in panel.marks}
        for rank, city in enumerate(self._gazetteer.cities_in(box, CITIES)):
            # Of two towns of one name, often on both sides of a border, the larger: the other would be taken for it.
            if city.id not in told and city.name not in named:
                named.add(city.name)
                kind = "capital" if city.feature == "PPLC" else "city"
                spot = {"lon": round(city.lon, 4), "lat": round(city.lat, 4)}
                yield {"id": city.id, "kind": kind, "text": city.name, **spot, "rank": 100 + rank}


def _suits(label: dict[str, Any], width: float) -> bool:
    """Whether a map so many degrees wide has room for a name: of small countries and narrow seas it has less the wider."""
    if label["kind"] == "area":
        return width < WIDEST_AREA
    if label["kind"] == "country":
        most = next(rank for least, rank in RANKS if width >= least)
        return int(label["rank"] or 5) <= most
    wide = _sea_width(label)
    return wide is None or wide >= NARROWEST_SEA * width


def _sea_width(label: dict[str, Any]) -> float | None:
    """The mean width of a sea from east to west, in degrees of the equator; None for what is no sea with an outline."""
    water = sea(label["id"][2:]) if label["kind"] == "sea" else None
    if water is None:
        return None
    _, south, _, north = water.bounds
    mean = water.area / (north - south)  # bounds would call a sea across 180 degrees as wide as the world
    return float(mean * math.cos(math.radians((south + north) / 2)))


def _base(clip: Clip, told: set[str | None], pixel: float, digits: int) -> dict[str, Any]:
    """Land, borders, coast and lakes at the detail of a panel whose pixel measures so many degrees."""
    thinner = Thinner([*(line for _, line in clip.borders), clip.coast], DETAIL_PX * pixel, SPECK_PX * pixel)
    areas = [(ref, thinner.thin(shape)) for ref, _, shape in clip.areas]
    # What the story is about is drawn however small it is.
    areas = [
        (ref, whole if ref in told and thin.is_empty else thin)
        for (ref, thin), (_, _, whole) in zip(areas, clip.areas, strict=True)
    ]
    borders = [(kind, thinner.thin(line)) for kind, line in clip.borders]
    lakes = shapely.simplify(large_enough(clip.lakes, LAKE_PX * pixel), DETAIL_PX * pixel)
    return {
        "areas": [
            {"ref": ref, "focus": ref in told, "geometry": _geojson(shape, digits)}
            for ref, shape in areas
            if not shape.is_empty
        ],
        "borders": [{"kind": k, "geometry": _geojson(line, digits)} for k, line in borders if not line.is_empty],
        "coast": _geojson(thinner.thin(clip.coast), digits),
        "lakes": _geojson(lakes, digits),
    }


def _geojson(shape: BaseGeometry | None, digits: int) -> dict[str, Any] | None:
    """A geometry as GeoJSON types with rounded positions; None where there is nothing."""
    if shape is None or shape.is_empty:
        return None
    found: dict[str, Any] = shapely.geometry.mapping(shape)
    if found["type"] == "GeometryCollection":
        return {"type": found["type"], "geometries": [_geojson(part, digits) for part in shape.geoms]}  # type: ignore[attr-defined]
    return {"type": found["type"], "coordinates": _rounded(found["coordinates"], digits)}


def _rounded(node: Any, digits: int) -> Any:
    if node and isinstance(node[0], (int, float)):
        return [round(node[0], digits), round(node[1], digits)]
    return _without_repeats([_rounded(child, digits) for child in node])


def _without_repeats(nodes: list[Any]) -> list[Any]:
    """Rounded positions without those that fell on the one before; rings and lines keep at least their ends."""
    if not nodes or not isinstance(nodes[0][0], (int, float)):
        return nodes
    kept = [n for i, n in enumerate(nodes) if i == 0 or n != nodes[i - 1]]
    return kept if len(kept) > 3 else nodes
