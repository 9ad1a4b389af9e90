"""The story's layers as one GeoJSON file (RFC 7946): WGS84, longitude first, right-hand rings, cut at 180°.

Each feature's ``layer`` property names its layer (geodata/layers.py); a feature that has no geometry on the earth that
may be drawn has null. The foreign member ``geodash`` says whose article and data it is (RFC 7946, 6.1).
"""

from __future__ import annotations

import json
from typing import Any

from geodash.notices import DATA, QUOTES_ONLY, Notices, notices
from geodata.layers import rows
from geodata.model import Story
from geodata.plain import quoted

DECIMALS = 5  # 1 m; no place of a story is known better (geodata.geometry rounds by extent, to 1 m at most)


def layers_geojson(story: Story) -> bytes:
    """A FeatureCollection of all layers, UTF-8, one feature on a line; the same bytes for the same story."""
    features = [
        {"type": "Feature", "properties": {"layer": layer, **columns}, "geometry": _geometry(geometry)}
        for layer, found in rows(story).items()
        for geometry, columns in found
    ]
    lines = ",\n".join(_json(feature) for feature in features)
    text = f'{{"type":"FeatureCollection","geodash":{_json(_about(story, notices(story)))},"features":[\n{lines}\n]}}\n'
    return text.encode("utf-8")


def _about(story: Story, said: Notices) -> dict[str, Any]:
    key, name = said.worldview
    return {
        "title": quoted(story.title),
        "language": quoted(story.language),
        "articles": [
            {"headline": s.headline, "source": s.source, "date": s.published, "url": s.url, "sha256": s.sha256}
            for s in said.sources.values()
        ],
        "note": QUOTES_ONLY,
        "attributions": list(said.attributions),
        "licences": [
            {"data": d.used_for, "attribution": d.attribution, "licence": d.licence, "url": d.url, "notice": d.notice}
            for d in DATA
        ],
        "worldview": {"id": key, "name": name},
        "made_with": {"built_at": said.built_at, "versions": said.versions, "data": said.digests},
    }


def _geometry(geometry: dict[str, Any] | None) -> dict[str, Any] | None:
    """The geometry with outer rings counterclockwise, holes clockwise (RFC 7946, 3.1.6), rounded."""
    if geometry is None:
        return None
    if geometry["type"].endswith("Polygon"):
        import shapely
        from shapely.geometry import mapping, shape

        geometry = mapping(shapely.orient_polygons(shape(geometry)))
    return {"type": geometry["type"], "coordinates": _rounded(geometry["coordinates"])}


def _rounded(node: Any) -> Any:
    # Adding zero makes 0.0 of -0.0.
    return [_rounded(n) for n in node] if isinstance(node, (list, tuple)) else round(node, DECIMALS) + 0.0


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
