"""Layers: the story as tables with a geometry each (EPSG:4326), for QGIS and other GIS programs.

Columns are declared, so that a layer without features has the same columns as a full one. The file is the same
bytes for the same story: GDAL is told the story's own time. Text is on one line and free of controls; what is the
article's own words is a quote at most; geometry that crosses the antimeridian is cut there.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geodata.antimeridian import cut_at_antimeridian
from geodata.model import Event, Place, PlaceKind, Proposal, Story
from geodata.plain import one_line, quoted

# GDAL opens files by what is in them: a story must never be able to make it read or fetch another one. These must be
# set before GDAL loads; see the shared security notes. Only the two drivers that geodash writes and reads are needed.
os.environ.setdefault("CPL_VSIL_CURL_ALLOWED_EXTENSIONS", ".none")
os.environ.setdefault(
    "GDAL_SKIP", "VRT,WMS,WFS,WCS,HTTP,CSW,OAPIF,GeoRSS,GPX,PLSCENES,NGW,Carto,Elasticsearch,AmigoCloud"
)

CRS = "EPSG:4326"


@dataclass(frozen=True)
class Layer:
    """One layer: its name, its geometry type in the file, and its columns with their types."""

    name: str
    geometry: str
    columns: Mapping[str, type]


_PLACE = {
    "id": str,
    "name": str,
    "kind": str,
    "country": str,
    "where_prec": int,
    "coordinate_uncertainty_m": float,
    "confidence": float,
    "decided_by": str,
    "toponyms": str,
}
LAYERS = (
    Layer("places_points", "Point", _PLACE),
    Layer("places_areas", "MultiPolygon", _PLACE),
    Layer("borders", "MultiLineString", {**_PLACE, "proposals": str}),
    Layer(
        "events",
        "Point",
        {
            "id": str,
            "number": int,
            "event_type": str,
            "label": str,
            "modality": str,
            "date_text": str,
            "date_edtf": str,
            "time_precision": int,
            "place_id": str,
            "place_name": str,
            "where_prec": int,
            "actors": str,
            "attributed_to": str,
            "confidence": float,
            "quote": str,
        },
    ),
    Layer(
        "zones",
        "Unknown",
        {
            "id": str,
            "kind": str,
            "name": str,
            "status": str,
            "status_reason": str,
            "geometry_basis": str,
            "geometry_note": str,
            "positions": str,
            "place_ids": str,
            "confidence": float,
        },
    ),
)


Row = tuple[dict[str, Any] | None, dict[str, Any]]


def rows(story: Story) -> dict[str, list[Row]]:
    """Per layer, its features as (GeoJSON geometry or None, column values), in the story's order."""
    return {name: [_fit(*row) for row in found] for name, found in _rows(story).items()}


def _fit(geometry: dict[str, Any] | None, columns: dict[str, Any]) -> Row:
    """A row as a file may carry it."""
    plain = {name: one_line(value) if isinstance(value, str) else value for name, value in columns.items()}
    return cut_at_antimeridian(geometry) if geometry else None, plain


def _rows(story: Story) -> dict[str, list[Row]]:
    places = {p.id: p for p in story.places}
    lines = [p for p in story.places if p.geometry and "Line" in p.geometry["type"]]
    areas = [p for p in story.places if p.geometry and "Polygon" in p.geometry["type"]]
    points = [p for p in story.places if p.geometry is None and p.point is not None]
    about = {p.id: [q.name for q in story.proposals if p.id in q.place_ids] for p in lines}
    return {
        "places_points": [(_point(p), _place_row(p)) for p in points],
        "places_areas": [(_multi(p.geometry), _place_row(p)) for p in areas],
        "borders": [
            (_multi(p.geometry), {**_place_row(p), "proposals": "; ".join(quoted(name) for name in about[p.id])})
            for p in lines
        ],
        "events": [row for i, e in enumerate(story.events, 1) for row in _event_rows(i, e, places)],
        "zones": [_zone_row(q, places) for q in story.proposals],
    }


def write_layers(story: Story, path: Path) -> None:
    """Write all layers of a story to a GeoPackage at ``path`` (overwritten)."""
    import geopandas as gpd
    import pandas as pd
    import pyogrio
    from shapely.geometry import shape

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": story.made_with.built_at.replace("Z", ".000Z")})
    path.unlink(missing_ok=True)
    by_layer = rows(story)
    for layer in LAYERS:
        features = by_layer[layer.name]
        geometry = gpd.GeoSeries([shape(g) if g else None for g, _ in features], crs=CRS)
        columns = {
            name: pd.Series([row[name] for _, row in features], dtype=_DTYPES[kind])
            for name, kind in layer.columns.items()
        }
        frame = gpd.GeoDataFrame(columns, geometry=geometry, crs=CRS)
        frame.to_file(path, layer=layer.name, driver="GPKG", engine="pyogrio", geometry_type=layer.geometry)


# pandas' own nullable types, so that a missing number stays missing.
_DTYPES = {str: "string", int: "Int64", float: "Float64"}


def _place_row(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": quoted(place.name),
        "kind": place.kind.value,
        "country": place.country,
        "where_prec": place.where_prec,
        "coordinate_uncertainty_m": place.coordinate_uncertainty_m,
        "confidence": place.decision.confidence,
        "decided_by": place.decision.by,
        "toponyms": "; ".join(dict.fromkeys(quoted(t.exact) for t in place.toponyms)),
    }


def _event_rows(number: int, event: Event, places: Mapping[str, Place]) -> Iterable[Row]:
    """A row per place where the event happens (its geometry empty unless it is known to a point), or one without."""
    where: list[Place | None] = [places[r.place_id] for r in event.place_refs if r.role == "where"]
    for place in where or [None]:
        # A country or an area is no point: its row keeps the place's id and leaves the geometry empty.
        located = place is not None and place.where_prec <= 2 and place.kind is not PlaceKind.country
        yield (
            _point(place) if located and place else None,
            {
                "id": event.id,
                "number": number,
                "event_type": event.event_type.value,
                "label": event.label,
                "modality": event.modality.value,
                "date_text": quoted(event.date.text) if event.date.text else None,
                "date_edtf": event.date.edtf,
                "time_precision": event.date.time_precision,
                "place_id": place.id if place else None,
                "place_name": quoted(place.name) if place else None,
                "where_prec": place.where_prec if place else None,
                "actors": "; ".join(f"{quoted(a.name)} ({a.role})" for a in event.actors),
                "attributed_to": quoted(event.attributed_to),
                "confidence": event.confidence,
                "quote": quoted(event.evidence[0].exact),
            },
        )


def _zone_row(proposal: Proposal, places: Mapping[str, Place]) -> Row:
    """A proposal with the geometry that its basis allows: its own, or that of the place it names; else none."""
    geometry = proposal.geometry
    if geometry is None and proposal.geometry_basis == "named_place":
        geometry = next((g for g in (places[i].geometry for i in proposal.place_ids) if g), None)
    return geometry, {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "name": quoted(proposal.name),
        "status": proposal.status.value,
        "status_reason": proposal.status_reason,
        "geometry_basis": proposal.geometry_basis.value,
        "geometry_note": proposal.geometry_note,
        "positions": "; ".join(f"{quoted(s.party)}: {quoted(s.verb)}" for s in proposal.positions),
        "place_ids": "; ".join(proposal.place_ids),
        "confidence": proposal.confidence,
    }


def _point(place: Place) -> dict[str, Any] | None:
    return {"type": "Point", "coordinates": list(place.point)} if place.point else None


def _multi(geometry: dict[str, Any] | None) -> dict[str, Any] | None:
    """The geometry as a Multi type, as the layer declares it."""
    if geometry is None or geometry["type"].startswith("Multi"):
        return geometry
    return {"type": f"Multi{geometry['type']}", "coordinates": [geometry["coordinates"]]}
