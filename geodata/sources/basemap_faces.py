"""Cut the world into faces that share exact edges, and say of each which area it belongs to.

All outlines are laid over one another and noded on one grid of 1e-5° (about 1 m), so that neighbours have the same
vertices; what the sources disagree about by metres becomes a sliver that takes one side's label and dissolves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.sources.basemap_outlines import (
    FirstLevel,
    alpha2_codes,
    inside,
    polygons,
    read_first_level,
    read_golan_line,
    read_land,
    read_territories,
    rings,
)
from geodata.topology import SCALE

GRID_DEG = 1 / SCALE
SQUARE_KM_PER_DEG2 = 12_364.0  # at the equator: 111.195² km
REACH_DEG = 0.4  # how far a loose end is carried on to coast or border; the longest, at Abyei, lacks 0.38°
MISDRAWN = 1.6  # times too large or too small; honest differences of coast stay below it

# OpenStreetMap draws these inside the outline of the state they belong to; ISO 3166 lists them apart.
SOVEREIGNS = {
    "AUS": ("CCK", "CXR", "HMD", "NFK"),
    "CHN": ("HKG", "MAC", "TWN"),
    "FIN": ("ALA",),
    "FRA": ("ATF", "BLM", "GLP", "GUF", "MAF", "MTQ", "MYT", "NCL", "PYF", "REU", "SPM", "WLF"),
    "GBR": ("GGY", "IMN", "JEY"),
    "ITA": ("SMR", "VAT"),
    "MAR": ("ESH",),
    "NLD": ("ABW", "BES", "CUW", "SXM"),
    "NOR": ("BVT", "SJM"),
    "SRB": ("XKX",),
    "USA": ("ASM", "GUM", "MNP", "PRI", "UMI", "VIR"),
    "ZAF": ("LSO",),
}

# Small overlaps that the worldview table leaves out go to the first by alphabet, but for these: who is on the ground.
# First-level areas are looked for in this country too.
OVERLAPS: dict[tuple[str, ...], str] = {
    ("HRV", "SRB"): "SRB",
    ("ISR", "LBN"): "LBN",
    ("ISR", "PSE"): "PSE",
    ("RUS", "UKR"): "UKR",
}


@dataclass(frozen=True)
class Faces:
    """The cut world: one row per face of land. ``piece`` is a ref, ``first_level`` a GeoNames code or ""."""

    geometry: NDArray[Any]
    piece: list[str]
    first_level: list[str]


def cut_world(cache_dir: Path, areas: Sequence[dict[str, Any]]) -> Faces:
    """Return the faces of the world's land for the worldview table's ``areas``."""
    territories = read_territories(cache_dir)
    land = read_land(cache_dir)
    golan = read_golan_line(cache_dir)
    first_level = read_first_level(cache_dir)
    host = _hosts(first_level, territories, areas, alpha2_codes(cache_dir))
    lines: list[shapely.LineString] = [*rings(land), *rings(territories.values()), *rings(golan)]
    outlined = {iso for area in areas if "outline" in area["cut"] for iso in area["cut"]["first_level"]}
    lines += rings(area.geometry for area in first_level if area.iso in outlined)
    lines += first_level_lines(first_level, host, territories, land)
    faces = np.array(shapely.polygonize(_noded(lines).tolist()).geoms)
    inner = shapely.point_on_surface(faces)
    on_land = np.zeros(len(faces), dtype=bool)
    for _, index in inside(land, inner):
        on_land[index] = True
    faces, inner = faces[on_land], inner[on_land]
    holders = _holders(territories, inner)
    table = alpha2_codes(cache_dir)
    country = _countries(holders, territories, inner)
    codes = _first_levels(first_level, host, country, inner)
    piece = [table[a3] for a3 in country]
    _apply_areas(areas, piece, holders, country, codes, first_level, faces, inner, golan)
    named = [(first_level[code].code or "") if code >= 0 else "" for code in codes]
    wrong = _misdrawn(first_level, named, faces)
    return Faces(faces, piece, ["" if name in wrong else name for name in named])


def _misdrawn(first_level: list[FirstLevel], named: list[str], faces: NDArray[Any]) -> set[str]:
    """Codes whose faces together are far from their area in Natural Earth: no outline is better than a wrong one."""
    meant: defaultdict[str, float] = defaultdict(float)
    for area in first_level:
        meant[area.code or ""] += equal_area(area.geometry)
    drawn: defaultdict[str, float] = defaultdict(float)
    for name, size in zip(named, equal_area(faces).tolist(), strict=True):
        drawn[name] += size
    return {name for name, size in meant.items() if not 1 / MISDRAWN < drawn[name] / size < MISDRAWN}


def equal_area(geometry: Any) -> Any:
    """Areas in square degrees at the equator, by Lambert's cylinder."""
    return shapely.area(
        shapely.transform(geometry, lambda xy: np.column_stack([xy[:, 0], np.degrees(np.sin(np.radians(xy[:, 1])))]))
    )


def _noded(lines: list[shapely.LineString]) -> NDArray[Any]:
    """The lines cut where they meet, each stretch once, every vertex exactly on the grid."""
    parts = shapely.get_parts(shapely.union_all(np.array(lines), grid_size=GRID_DEG))
    parts = shapely.transform(parts, lambda xy: np.round(xy * SCALE) / SCALE)  # the grid comes out with float crumbs
    parts = shapely.normalize(parts[shapely.length(parts) > 0])
    _, first = np.unique(shapely.to_wkb(parts), return_index=True)
    return np.asarray(parts[np.sort(first)])


def _holders(territories: dict[str, Any], inner: NDArray[Any]) -> list[tuple[str, ...]]:
    """Per face the alpha-3 codes of the outlines that hold it, sovereigns of dependents left out, sorted."""
    codes = sorted(territories)
    holders: list[list[str]] = [[] for _ in inner]
    for number, index in inside([territories[code] for code in codes], inner):
        for face in index.tolist():
            holders[face].append(codes[number])
    return [tuple(code for code in held if not set(SOVEREIGNS.get(code, ())) & set(held)) for held in holders]


def _countries(holders: list[tuple[str, ...]], territories: dict[str, Any], inner: NDArray[Any]) -> list[str]:
    """One alpha-3 code per face: its only holder, the first of several, or the nearest where there is none."""
    codes = sorted(territories)
    tree = shapely.STRtree([territories[code] for code in codes])
    nobody = [number for number, held in enumerate(holders) if not held]
    nearest = dict(zip(nobody, tree.nearest(inner[nobody]).tolist(), strict=True)) if nobody else {}
    return [OVERLAPS.get(held, held[0]) if held else codes[nearest[number]] for number, held in enumerate(holders)]


def _hosts(
    first_level: list[FirstLevel], territories: dict[str, Any], areas: Sequence[dict[str, Any]], alpha2: dict[str, str]
) -> list[str]:
    """The alpha-3 code of the outline each first-level area lies in, by a point well inside it.

    The worldview table may say otherwise (``cut.of``), and an ISO 3166-2 code's own country is believed first.
    """
    said = {iso: str(area["cut"]["of"]) for area in areas for iso in area["cut"].get("first_level", ())}
    alpha3 = {two: three for three, two in alpha2.items()}
    points = np.array([shapely.point_on_surface(max(polygons(a.geometry), key=lambda p: p.area)) for a in first_level])
    holders = _holders(territories, points)
    hosts = []
    for area, held in zip(first_level, holders, strict=True):
        own = [alpha3.get(area.iso[:2], ""), alpha3.get(area.country, "")]
        hosts.append(said.get(area.iso) or next((code for code in own if code in held), held[0] if held else own[1]))
    return hosts


def first_level_lines(
    first_level: list[FirstLevel], host: list[str], territories: dict[str, Any], land: list[shapely.Polygon]
) -> list[shapely.LineString]:
    """Lines between first-level areas of one country, cut to its outline and carried on to it where they end short."""
    coast = shapely.STRtree(_stretches(rings(land)))
    lines: list[shapely.LineString] = []
    for code, segments in sorted(_shared_segments(first_level, host).items()):
        if code not in territories:
            continue
        outline = territories[code]
        merged = shapely.line_merge(shapely.intersection(shapely.MultiLineString(list(segments)), outline))
        parts = [p for p in shapely.get_parts(merged).tolist() if p.geom_type == "LineString" and p.length > 0]
        lines += parts
        lines += _carried_on(parts, [coast, shapely.STRtree(_stretches(rings([outline])))])
    return lines


def _carried_on(parts: list[shapely.LineString], targets: list[shapely.STRtree]) -> list[shapely.LineString]:
    """Straight ends from each loose end to the nearest point of the coast or outline, within REACH_DEG."""
    ends: defaultdict[tuple[float, ...], int] = defaultdict(int)
    for part in parts:
        ends[part.coords[0]] += 1
        ends[part.coords[-1]] += 1
    added = []
    for end in sorted(point for point, count in ends.items() if count == 1):
        point = shapely.Point(end)
        near = [
            tree.geometries[n] for tree in targets for n in np.sort(tree.query(point, "dwithin", REACH_DEG)).tolist()
        ]
        if not near:
            continue
        bridge = shapely.shortest_line(point, min(near, key=point.distance))
        if bridge.length > GRID_DEG:
            (x0, y0), (x1, y1) = bridge.coords
            past = 1 + 2 * GRID_DEG / bridge.length  # a hair past the outline, so that the two lines truly cross
            added.append(shapely.LineString([(x0, y0), (x0 + (x1 - x0) * past, y0 + (y1 - y0) * past)]))
    return added


def _stretches(closed: list[shapely.LinearRing], size: int = 200) -> NDArray[Any]:
    """The rings in short stretches, which an index can tell apart."""
    return np.array(
        [
            shapely.LineString(xy[at : at + size + 1])
            for xy in map(shapely.get_coordinates, closed)
            for at in range(0, len(xy) - 1, size)
        ]
    )


def _shared_segments(first_level: list[FirstLevel], host: list[str]) -> dict[str, NDArray[Any]]:
    """Segments that two areas of one host country have in common and whose codes differ, by host."""
    rows = []
    for number, area in enumerate(first_level):
        for ring in rings([area.geometry]):
            xy = np.round(shapely.get_coordinates(ring) * 1e7).astype(np.int64)
            a, b = xy[:-1], xy[1:]
            swap = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
            both = np.where(swap[:, None], np.hstack([b, a]), np.hstack([a, b]))
            rows.append(np.column_stack([both, np.full(len(both), number)]))
    table = np.vstack(rows)
    table = table[np.lexsort(table.T[::-1])]
    twins = (table[1:, :4] == table[:-1, :4]).all(axis=1)
    left, right = table[:-1][twins], table[1:][twins]
    grouped: defaultdict[str, list[NDArray[np.int64]]] = defaultdict(list)
    for one, other in zip(left, right, strict=True):
        a, b = first_level[one[4]], first_level[other[4]]
        same = a.code == b.code and a.code is not None and a.iso[:2] == b.iso[:2] != "-9"
        if host[one[4]] == host[other[4]] and not same:
            grouped[host[one[4]]].append(one[:4])
    return {
        code: np.asarray(shapely.linestrings(np.array(found).reshape(-1, 2, 2) / 1e7))
        for code, found in grouped.items()
    }


def _first_levels(
    first_level: list[FirstLevel], host: list[str], country: list[str], inner: NDArray[Any]
) -> NDArray[np.intp]:
    """Per face the index of the nearest first-level area of its own country, or -1 where the country has none."""
    chosen = np.full(len(inner), -1, dtype=np.intp)
    by_host: defaultdict[str, list[int]] = defaultdict(list)
    for number, code in enumerate(host):
        by_host[code].append(number)
    faces_of: defaultdict[str, list[int]] = defaultdict(list)
    for face, code in enumerate(country):
        faces_of[code].append(face)
    for code, members in sorted(by_host.items()):
        index = np.array(faces_of.get(code, []), dtype=np.intp)
        if not len(index):
            continue
        shapes = [first_level[member].geometry for member in members]
        for number, near in inside(shapes, inner[index]):
            chosen[index[near]] = members[number]
        rest = index[chosen[index] < 0]
        if len(rest):
            chosen[rest] = np.array(members)[shapely.STRtree(shapes).nearest(inner[rest])]
    return chosen


def _apply_areas(
    areas: Sequence[dict[str, Any]],
    piece: list[str],
    holders: list[tuple[str, ...]],
    country: list[str],
    codes: NDArray[np.intp],
    first_level: list[FirstLevel],
    faces: NDArray[Any],
    inner: NDArray[Any],
    golan: list[shapely.Polygon],
) -> None:
    """Give the faces of the worldview table's areas their own refs, in the table's order."""
    x, y = shapely.get_x(inner), shapely.get_y(inner)
    size = shapely.area(faces) * np.cos(np.radians(y)) * SQUARE_KM_PER_DEG2
    in_golan_base = np.zeros(len(inner), dtype=bool)
    for _, index in inside(golan, inner):
        in_golan_base[index] = True
    for area in areas:
        cut = area["cut"]
        west, south, east, north = cut.get("bbox", (-180, -90, 180, 90))
        in_box = (x >= west) & (x <= east) & (y >= south) & (y <= north) & (size >= cut.get("smallest_km2", 0))
        wanted = set(cut.get("first_level", ()))
        coded = set(cut.get("codes", ()))
        for face in np.flatnonzero(in_box).tolist():
            held = holders[face]
            if "overlap" in cut:
                hit = set(cut["overlap"]) <= set(held)
            elif "gap" in cut:
                hit = not held
            elif "part" in cut:
                hit = country[face] == cut["part"]
            elif "outside" in cut:
                hit = country[face] == cut["outside"] and not in_golan_base[face]
            else:
                own = first_level[codes[face]] if codes[face] >= 0 else None
                hit = country[face] == cut["of"] and own is not None and (own.iso in wanted or own.code in coded)
            if hit:
                piece[face] = area["ref"]
