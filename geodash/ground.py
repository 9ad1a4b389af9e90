"""The ground under the panels, from the shipped basemap and gazetteer: the edge that the pure view leaves out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box, geometry_box, landmass_box
from geodash.panels import ground_box
from geodash.view import Panel
from geodata.basemap import Basemap
from geodata.gazetteer import Gazetteer
from geodata.model import Place

CITIES = 12  # named for orientation on one panel
# Zoom limits by level of detail: beyond, a coast shows its corners. Level names as in geodata.basemap.
ZOOMS = {"coarse": (0, 5), "mid": (2, 9), "fine": (6, 14)}
DECIMALS = {"coarse": 2, "mid": 3, "fine": 4}  # of a degree: about 1 km, 100 m, 10 m; below a pixel at those zooms


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

    # --- what the view asks (geodash.earth.Earth) ---

    def extent(self, place: Place) -> Box | None:
        ref = place.country if place.where_prec == 6 else place.id
        return self._landmass(ref) if ref else None

    def country_extent(self, alpha2: str) -> Box | None:
        return self._landmass(alpha2)

    def country_name(self, alpha2: str) -> str | None:
        return self._map.names(alpha2).get("en")

    def country_at(self, lon: float, lat: float) -> str | None:
        ref = self._map.area_at(lon, lat)
        return ref.split("-")[0] if ref else None

    def _landmass(self, ref: str) -> Box | None:
        shape = self._map.area(ref, "coarse") or self._map.area(ref)
        found = _geojson(shape, 3)
        return landmass_box(found) if found else None

    # --- what a panel is drawn on ---

    def lay(self, panel: Panel) -> dict[str, Any]:
        """The panel as JSON with its base, labels, zoom limits and attribution."""
        reach = ground_box(panel.bbox)
        level = self._map.level_for(panel.bbox)
        low, high = ZOOMS[level]
        told = {s.ref for s in panel.shapes if s.ref}
        told |= {p for p in (_ref_of(self, s.geometry) for s in panel.shapes if s.symbol == "area") if p}
        return panel.data() | {
            "ground_bbox": list(reach),
            "minZoom": low,
            "maxZoom": high,
            "base": self._base(reach, level, told, DECIMALS[level]),
            "labels": list(self._labels(panel.bbox, reach, level)),
            "attribution": " · ".join(self.attributions),
        }

    def _base(self, reach: Box, level: str, told: set[str], digits: int) -> dict[str, Any]:
        clip = self._map.clip(reach, level)
        return {
            "areas": [
                {"ref": ref, "focus": ref in told, "geometry": _geojson(shape, digits)}
                for ref, _, shape in clip.areas
                if not shape.is_empty
            ],
            "borders": [
                {"kind": kind, "geometry": _geojson(shape, digits)}
                for kind, shape in clip.borders
                if not shape.is_empty
            ],
            "coast": _geojson(clip.coast, digits),
            "lakes": _geojson(clip.lakes, digits),
        }

    def _labels(self, box: Box, reach: Box, level: str) -> Iterator[dict[str, Any]]:
        for kind, ref, name, lon, lat, rank in self._map.label_points(reach, level):
            yield {"id": f"l:{ref}", "kind": kind, "text": name, "lon": lon, "lat": lat, "rank": rank}
        for rank, city in enumerate(self._gazetteer.cities_in(box, CITIES)):
            kind = "capital" if city.feature == "PPLC" else "city"
            yield {"id": city.id, "kind": kind, "text": city.name, "lon": city.lon, "lat": city.lat, "rank": 100 + rank}


def _ref_of(ground: Ground, geometry: dict[str, Any] | None) -> str | None:
    """The base area that a story's own outline lies in, so that it is drawn as the story's ground."""
    if geometry is None or "Polygon" not in geometry["type"]:
        return None
    middle = shapely.geometry.shape(geometry).representative_point()
    ref = ground._map.area_at(middle.x, middle.y)
    if ref is None:
        return None
    area = ground._landmass(ref)
    own = geometry_box(geometry)
    return ref if area is not None and area.width < 2 * own.width else None


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
