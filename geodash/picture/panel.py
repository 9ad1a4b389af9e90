"""One panel as SVG: the ground, the story on it, its lettering and its furniture, each in a layer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodash.ground import Cut
from geodash.language import say, units
from geodash.marks import Mark, Shape
from geodash.picture import symbols
from geodash.picture.furniture import located, locator_spot, north, scale
from geodash.picture.ground_layers import coast, fill, land, sea, stroke, water
from geodash.picture.inscription import labels, measurer
from geodash.picture.lettering import Lettering, lay_out
from geodash.picture.paths import path_of
from geodash.picture.projection import Plane
from geodash.picture.scene import CROWD, ORDER, Content, GroundLabel, MarkAt, Scene, compose
from geodash.picture.svg import Sheet, element, layer
from geodash.picture.terrain import DENSE, Terrain, clipped, project, rings, terrain
from geodash.picture.told import NARROW, Around, Lit, box_of
from geodash.view import Panel

SMALL = "scale(.6)"  # of the symbols of a crowd


@dataclass(frozen=True)
class Drawn:
    """A panel's picture: its markup (px, origin at its corner) as ground with the story's areas and lines, and what lies
    over them at the sizes of this panel; its labels; and what a legend must explain."""

    ground: str
    over: str
    lettering: Lettering
    symbols: tuple[str, ...]
    disputed: bool
    projection: str

    @property
    def svg(self) -> str:
        """All of it."""
        return self.ground + self.over


def draw(panel: Panel, plane: Plane, cut: Cut, sheet: Sheet, style: dict[str, Any], around: Around, lit: Lit) -> Drawn:
    """Draw a panel in its plane on the ground that was cut for it."""
    ground = terrain(plane, cut.clip, cut.told)
    shapes = [(shape, _geometry(shape, plane, ground, cut)) for shape in panel.shapes]
    shapes = [(shape, found) for shape, found in shapes if not found.is_empty]
    bar, bar_box = scale(plane, sheet, style, units() == "miles")
    spot = locator_spot(panel, plane, shapes, around)
    boxes = [bar_box, *([(spot.x0 - 4, spot.y0 - 4, spot.x1 + 4, spot.y1 + 4)] if spot else [])]
    content = _content(panel, plane, ground, cut, shapes, boxes, around)
    scene = compose(
        content, plane.width, plane.height, style=style, measure=measurer(sheet, style, plane.width < NARROW),
        narrow=plane.width < NARROW,
    )  # fmt: skip
    lettering = lay_out(scene)
    small = len(scene.marks) > CROWD
    look, prefix = style["ground"], f"{sheet.prefix}{panel.id}"
    under = [
        layer(f"{prefix}-sea", f"{panel.title}: sea", sea(plane, ground, look)),
        layer(
            f"{prefix}-land", f"{panel.title}: land",
            land(ground, f"{prefix}-outline", look), fill(path_of(ground.focus), look["focus"]),
        ),
        layer(f"{prefix}-water", f"{panel.title}: lakes", water(ground, look)),
        layer(
            f"{prefix}-borders", f"{panel.title}: borders",
            stroke(path_of(ground.borders), look["border"]), stroke(path_of(ground.disputed), look["disputed"]),
        ),
        layer(f"{prefix}-coast", f"{panel.title}: coast", coast(f"{prefix}-outline", look)),
        layer(f"{prefix}-areas", f"{panel.title}: story areas and lines", *_shapes(shapes, scene, sheet, style, lit)),
    ]  # fmt: skip
    over = [
        layer(f"{prefix}-insets", f"{panel.title}: close-ups", *_insets(scene, style)),
        layer(f"{prefix}-marks", f"{panel.title}: places", *(_mark(m, plane, style, lit, small) for m in scene.marks)),
        *labels(lettering, prefix, panel.title, sheet, style, lit, scene.narrow),
        layer(f"{prefix}-furniture", f"{panel.title}: scale", bar, located(panel, plane, spot, style, around), north(plane, spot, style)),
    ]  # fmt: skip
    return Drawn(
        "".join(under),
        "".join(over),
        lettering,
        tuple(
            dict.fromkeys(
                [m.symbol for m in panel.marks] + [s.symbol for s, _ in shapes] + (["note"] if panel.notes else [])
            )
        ),
        not ground.disputed.is_empty,
        plane.projection.name,
    )


def _geometry(shape: Shape, plane: Plane, ground: Terrain, cut: Cut) -> BaseGeometry:
    """A shape in px: its base area as the ground draws it, else its own geometry."""
    ref = cut.refs.get(shape.id)
    if ref:
        found = next((g for r, _, g in ground.areas if r == ref), None)
        if found is not None:
            return found
    if shape.geometry is None:
        return shapely.MultiPolygon()
    own = shapely.geometry.shape(shape.geometry)
    step = max(0.02, plane.metres * plane.width / 111_195 / DENSE)
    return clipped(project(_cut_at_seam(own, plane), plane, step), plane)


def _cut_at_seam(geometry: BaseGeometry, plane: Plane) -> BaseGeometry:
    """A geometry without what crosses the meridian opposite the map's middle: it would be smeared over the map."""
    seam = (plane.projection.lon_0 + 360) % 360 - 180
    west, _, east, _ = geometry.bounds
    if not west < seam < east:
        return geometry
    valid = geometry if geometry.is_valid else shapely.make_valid(geometry)
    return shapely.difference(valid, shapely.box(seam - 1e-4, -90, seam + 1e-4, 90))


def _void(plane: Plane, ground: Terrain) -> list[tuple[str, bool, list[Any]]]:
    """Round the globe of a map of the world there is no water that a sea's name could stand on."""
    if ground.earth is None:
        return []
    return [("", False, rings(shapely.difference(shapely.box(0, 0, plane.width, plane.height), ground.earth)))]


def _content(
    panel: Panel, plane: Plane, ground: Terrain, cut: Cut, shapes: Sequence[tuple[Shape, BaseGeometry]],
    furniture: Sequence[tuple[float, float, float, float]], around: Around,
) -> Content:  # fmt: skip
    names, km_per_px = [], plane.km_per_px()
    for label in cut.labels:
        x, y = plane.point(label["lon"], label["lat"])
        if not np.isfinite([x, y]).all():
            continue
        rank = float(label["rank"] or 5)
        name = GroundLabel(id=label["id"], kind=label["kind"], text=label["text"], x=x, y=y, rank=rank)
        if label.get("half_km"):
            name["reach"] = label["half_km"] / km_per_px
        names.append(name)
    for text, lat in ((say("North Pole"), 90.0), (say("South Pole"), -90.0)):
        x, y = plane.point(plane.projection.lon_0, lat)
        if not plane.projection.whole_earth and 0 < x < plane.width and 0 < y < plane.height:
            names.append(GroundLabel(id=f"pole:{lat:.0f}", kind="city", text=text, x=x, y=y, rank=1.0))
    km_per_px = plane.km_per_px()
    return Content(
        areas=[*((ref, told, rings(shape)) for ref, told, shape in ground.areas), *_void(plane, ground)],
        coast=rings(ground.coast), lakes=rings(ground.lakes), borders=rings(ground.borders), disputed=rings(ground.disputed),
        # With its base area's ref a shape's name is not lettered twice.
        shapes=[(replace(shape, ref=cut.refs.get(shape.id) or shape.ref), rings(found)) for shape, found in shapes],
        marks=[(m, *plane.point(m.lon, m.lat), (m.radius_m or 0.0) / 1000 / km_per_px) for m in panel.marks],
        notes=[(n, *plane.point(*n.anchor)) for n in panel.notes],
        insets=[(i, *box_of(i.bbox, plane)) for i in panel.insets if i.panel_id in around.shown],
        ground=names, furniture=furniture,
    )  # fmt: skip


def _item(kind: str, id: str, events: Sequence[str], aria: str, *children: str) -> str:
    """A thing of the story as a group that scripts and screen readers know."""
    if not any(children):
        return ""
    named = {
        "class": f"gd-{kind}",
        "data-id": id,
        "data-events": " ".join(events) or None,
        "role": "img",
        "aria-label": aria,
    }
    return element("g", named, *children)


def _shapes(
    shapes: Sequence[tuple[Shape, BaseGeometry]], scene: Scene, sheet: Sheet, style: dict[str, Any], lit: Lit
) -> list[str]:
    order = sorted(shapes, key=lambda s: ORDER.index(s[0].symbol))
    drawn = []
    for shape, found in order:
        is_lit = shape.id in lit.places
        if style["symbols"][shape.symbol]["shape"] == "line":
            markup = symbols.line(shape.symbol, rings(found), is_lit, style)
        else:
            markup = symbols.area(shape.symbol, found, bool(shape.event_ids), is_lit, sheet, style)
        drawn.append(_item(shape.symbol, shape.id, shape.event_ids, shape.aria, markup))
    return drawn


def _insets(scene: Scene, style: dict[str, Any]) -> list[str]:
    look = style["symbols"]["inset"]
    return [
        element(
            "rect",
            {
                "x": v.box.x0, "y": v.box.y0, "width": v.box.x1 - v.box.x0, "height": v.box.y1 - v.box.y0, "fill": "none",
                "stroke": look["stroke"], "stroke-width": look["width"], "data-panel": v.inset.panel_id,
            },
        )
        for v in scene.insets
    ]  # fmt: skip


def _mark(at: MarkAt, plane: Plane, style: dict[str, Any], lit: Lit, small: bool) -> str:
    mark: Mark = at.mark
    is_lit = mark.id in lit.places
    seen = shapely.box(-at.tx, -at.ty, plane.width - at.tx, plane.height - at.ty)
    ring = symbols.extent_ring(mark.symbol, at.radius, style, is_lit, seen)
    tick = ""
    if at.tick:
        x0, y0, x1, y1 = at.tick
        tick = element(
            "path", {"d": f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", "stroke": style["ink"], "stroke-width": 1}
        )
        tick += element("circle", {"cx": x0, "cy": y0, "r": 1.6, "fill": style["ink"]})
    halo = ""
    if is_lit:
        r = style["symbols"][mark.symbol]["radius"] + 6
        halo = element(
            "circle", {"r": float(r), "fill": style["lit"]["halo"], "fill-opacity": style["lit"]["haloOpacity"]}
        )
    return _item(
        "mark", mark.id, mark.event_ids, mark.aria, tick,
        element("g", {"transform": f"translate({at.tx:.1f} {at.ty:.1f})"}, ring) if ring else "",
        element("g", {"transform": f"translate({at.x:.1f} {at.y:.1f}){SMALL if small else ''}"}, halo, symbols.glyph(mark.symbol, style, is_lit)),
    )  # fmt: skip
