"""The ground of one panel in px: cut in degrees, densified, projected, thinned and cut at the panel's edge.

Areas, borders and coast share their positions and keep sharing them, so that no line parts from its fill.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiLineString, MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodash.picture.projection import Plane
from geodash.thinning import Thinner, large_enough
from geodata.basemap import Clip

Array = NDArray[np.float64]

DETAIL_PX = 0.5  # how far a thinned line may stray: under half a pixel, and a 2x print shows no corner
SPECK_PX = 2.2  # an island smaller than this both ways is a smudge of coast colour
LAKE_PX = 6.0
LAKE_DETAIL_PX = 0.45
BEYOND = 3.0  # px of ground past the panel's edge, so that a stroke along a cut is never seen
DENSE = 40  # parts that the extent is divided in: a longer straight edge would cut a projected corner


@dataclass(frozen=True)
class Terrain:
    """All in px of the panel. ``areas`` are (ref, told, polygons); ``earth`` is the outline of the globe where the panel
    shows all of it, else None."""

    areas: tuple[tuple[str, bool, BaseGeometry], ...]
    land: BaseGeometry  # all of it, what the story is about included: its edge is the coast
    focus: BaseGeometry
    lakes: BaseGeometry
    coast: BaseGeometry
    borders: BaseGeometry
    disputed: BaseGeometry
    earth: BaseGeometry | None


def terrain(plane: Plane, clip: Clip, told: Collection[str | None]) -> Terrain:
    """The ground of a panel from what the basemap cut for its reach; ``told``: refs that the story is about."""
    step = max(0.02, plane.metres * plane.width / 111_195 / DENSE)
    areas = [(ref, project(shape, plane, step)) for ref, _, shape in clip.areas]
    lines = {kind: project(line, plane, step) for kind, line in clip.borders}
    coast = project(clip.coast, plane, step)
    thinner = Thinner([*lines.values(), coast], DETAIL_PX, SPECK_PX)
    shown = []
    for ref, whole in areas:
        thin = thinner.thin(whole)
        if ref in told and thin.is_empty:
            thin = whole  # what the story is about is drawn however small it is
        cut = _polygons(clipped(thin, plane))
        if not cut.is_empty:
            shown.append((ref, ref in told, cut))
    lakes = _polygons(
        clipped(shapely.simplify(large_enough(project(clip.lakes, plane, step), LAKE_PX), LAKE_DETAIL_PX), plane)
    )
    none = MultiLineString()
    return Terrain(
        tuple(shown),
        _joined([shape for _, _, shape in shown]),
        _joined([shape for _, is_told, shape in shown if is_told]),
        lakes,
        clipped(thinner.thin(coast), plane),
        clipped(thinner.thin(lines.get("border", none)), plane),
        clipped(thinner.thin(lines.get("disputed", none)), plane),
        earth_outline(plane) if plane.projection.whole_earth else None,
    )


def shows_disputed(plane: Plane, clip: Clip) -> bool:
    """Whether a disputed border is drawn inside a panel."""
    lines = [line for kind, line in clip.borders if kind == "disputed"]
    return any(not clipped(project(line, plane, 1.0), plane, 0.0).is_empty for line in lines)


def project(geometry: BaseGeometry, plane: Plane, step: float) -> BaseGeometry:
    """A geometry in degrees → px to a thousandth, with a position at least every ``step`` degrees of its edges."""
    if geometry.is_empty:
        return geometry
    dense = shapely.segmentize(geometry, step)

    def place(lonlat: Array) -> Array:
        return np.round(plane.to_px(lonlat), 3)

    found = shapely.transform(dense, place)
    return found if np.isfinite(shapely.get_coordinates(found)).all() else _finite(found)


def clipped(geometry: BaseGeometry, plane: Plane, beyond: float = BEYOND) -> BaseGeometry:
    """What a panel and a little margin show of a geometry in px."""
    if geometry.is_empty:
        return geometry
    cut: BaseGeometry = shapely.clip_by_rect(geometry, -beyond, -beyond, plane.width + beyond, plane.height + beyond)
    return cut


def earth_outline(plane: Plane) -> BaseGeometry:
    """The edge of the globe on a map of the world, cut at the panel."""
    lon_0, rim = plane.projection.lon_0, 179.999
    down, up = np.linspace(-90, 90, 91), np.linspace(90, -90, 91)
    lonlat = np.vstack(
        [np.column_stack([np.full(91, lon_0 + rim), down]), np.column_stack([np.full(91, lon_0 - rim), up])]
    )
    return clipped(shapely.Polygon(plane.to_px(lonlat)), plane)


def rings(geometry: BaseGeometry | None) -> list[Array]:
    """Every ring or line of a geometry as an array (n, 2)."""
    if geometry is None or geometry.is_empty:
        return []
    parts: NDArray[Any] = shapely.get_parts(geometry)
    if geometry.geom_type == "GeometryCollection":
        return [ring for part in parts for ring in rings(part)]
    if geometry.geom_type.endswith("Polygon"):
        parts = shapely.get_rings(parts)
    return [shapely.get_coordinates(part) for part in parts]


def _finite(geometry: BaseGeometry) -> BaseGeometry:
    """The parts of a geometry that can be shown: behind the globe's edge there is nothing."""
    kept = [p for p in shapely.get_parts(geometry) if np.isfinite(shapely.get_coordinates(p)).all()]
    return MultiPolygon(kept) if geometry.geom_type.endswith("Polygon") else MultiLineString(kept)


def _polygons(geometry: BaseGeometry) -> BaseGeometry:
    parts = [p for p in shapely.get_parts(geometry) if p.geom_type == "Polygon" and not p.is_empty]
    return MultiPolygon(parts)


def _joined(shapes: list[BaseGeometry]) -> BaseGeometry:
    """Neighbours as one area without the lines between them."""
    if not shapes:
        return MultiPolygon()
    parts = shapely.get_parts(shapes)
    if shapely.is_valid(parts).all() and shapely.coverage_is_valid(parts):
        return shapely.coverage_union_all(parts)
    # Thinning made a ring touch itself or two neighbours overlap by a hair: the quick way would turn land into sea.
    return shapely.union_all(shapely.make_valid(parts), grid_size=0.001)
