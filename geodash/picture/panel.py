"""One panel as SVG: the ground, the story on it, its lettering and its furniture, each in a layer of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodash.extent import Box as Extent
from geodash.ground import Cut
from geodash.language import say, units
from geodash.marks import Mark, Shape
from geodash.picture import locator, symbols
from geodash.picture.lettering import Lettering, Placed, lay_out
from geodash.picture.paths import path_of
from geodash.picture.projection import Plane
from geodash.picture.scale import WORDS, scale_bar
from geodash.picture.scene import CROWD, ORDER, Content, GroundLabel, MarkAt, Scene, compose
from geodash.picture.svg import Sheet, element, layer
from geodash.picture.terrain import DENSE, Terrain, clipped, project, rings, terrain
from geodash.picture.type import direction
from geodash.view import Panel

NARROW = 460.0  # px: below, labels take their narrow sizes
SMALL = "scale(.6)"  # of the symbols of a crowd
TURNED_DEG = 3.0  # north this far from up deserves an arrow
SCALE_AT = (14.0, 14.0)  # px from the lower left corner


@dataclass(frozen=True)
class Lit:
    """What a selected event lights."""

    events: Collection[str] = ()
    places: Collection[str] = ()


@dataclass(frozen=True)
class Drawn:
    """A panel's picture: its markup (px, origin at its corner), its labels, and what a legend must explain."""

    svg: str
    lettering: Lettering
    symbols: tuple[str, ...]
    disputed: bool
    projection: str


@dataclass(frozen=True)
class Around:
    """What a panel's furniture needs of the picture: the outlines of close-ups drawn beside it, its locator."""

    shown: Collection[str]
    alone: bool = True  # no wider panel of the picture outlines this one
    land: Callable[[], BaseGeometry] | None = None


def draw(panel: Panel, plane: Plane, cut: Cut, sheet: Sheet, style: dict[str, Any], around: Around, lit: Lit) -> Drawn:
    """Draw a panel in its plane on the ground that was cut for it."""
    ground = terrain(plane, cut.clip, cut.told)
    shapes = [(shape, _geometry(shape, plane, ground, cut)) for shape in panel.shapes]
    shapes = [(shape, found) for shape, found in shapes if not found.is_empty]
    bar, bar_box = _scale(plane, sheet, style, units() == "miles")
    spot = _locator_spot(panel, plane, shapes, around)
    boxes = [bar_box, *([(spot.x0 - 4, spot.y0 - 4, spot.x1 + 4, spot.y1 + 4)] if spot else [])]
    content = _content(panel, plane, ground, cut, shapes, boxes, around)
    scene = compose(
        content, plane.width, plane.height, style=style, measure=_measure(sheet, style, plane.width < NARROW),
        narrow=plane.width < NARROW,
    )  # fmt: skip
    lettering = lay_out(scene)
    small = len(scene.marks) > CROWD
    look, prefix = style["ground"], f"{sheet.prefix}{panel.id}"
    parts = [
        layer(f"{prefix}-sea", f"{panel.title}: sea", _sea(plane, ground, look)),
        layer(
            f"{prefix}-land", f"{panel.title}: land",
            _land(ground, f"{prefix}-outline", look), _fill(path_of(ground.focus), look["focus"]),
        ),
        layer(f"{prefix}-water", f"{panel.title}: lakes", _water(ground, look)),
        layer(
            f"{prefix}-borders", f"{panel.title}: borders",
            _stroke(path_of(ground.borders), look["border"]), _stroke(path_of(ground.disputed), look["disputed"]),
        ),
        layer(f"{prefix}-coast", f"{panel.title}: coast", _coast(f"{prefix}-outline", look)),
        layer(f"{prefix}-areas", f"{panel.title}: story areas and lines", *_shapes(shapes, scene, sheet, style, lit)),
        layer(f"{prefix}-insets", f"{panel.title}: close-ups", *_insets(scene, style)),
        layer(f"{prefix}-marks", f"{panel.title}: places", *(_mark(m, plane, style, lit, small) for m in scene.marks)),
        *_labels(lettering, prefix, panel.title, sheet, style, lit, scene.narrow),
        layer(f"{prefix}-furniture", f"{panel.title}: scale", bar, _locator(panel, plane, spot, style, around), _north(plane, spot, style)),
    ]  # fmt: skip
    return Drawn(
        "".join(parts),
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


def _content(
    panel: Panel, plane: Plane, ground: Terrain, cut: Cut, shapes: Sequence[tuple[Shape, BaseGeometry]],
    furniture: Sequence[tuple[float, float, float, float]], around: Around,
) -> Content:  # fmt: skip
    names = []
    for label in cut.labels:
        x, y = plane.point(label["lon"], label["lat"])
        if np.isfinite([x, y]).all():
            names.append(
                GroundLabel(
                    id=label["id"], kind=label["kind"], text=label["text"], x=x, y=y, rank=float(label["rank"] or 5)
                )
            )
    for text, lat in ((say("North Pole"), 90.0), (say("South Pole"), -90.0)):
        x, y = plane.point(plane.projection.lon_0, lat)
        if not plane.projection.whole_earth and 0 < x < plane.width and 0 < y < plane.height:
            names.append(GroundLabel(id=f"pole:{lat:.0f}", kind="city", text=text, x=x, y=y, rank=1.0))
    km_per_px = plane.km_per_px()
    return Content(
        areas=[(ref, told, rings(shape)) for ref, told, shape in ground.areas],
        coast=rings(ground.coast), lakes=rings(ground.lakes), borders=rings(ground.borders), disputed=rings(ground.disputed),
        # With its base area's ref a shape's name is not lettered twice.
        shapes=[(replace(shape, ref=cut.refs.get(shape.id) or shape.ref), rings(found)) for shape, found in shapes],
        marks=[(m, *plane.point(m.lon, m.lat), (m.radius_m or 0.0) / 1000 / km_per_px) for m in panel.marks],
        notes=[(n, *plane.point(*n.anchor)) for n in panel.notes],
        insets=[(i, *_box_of(i.bbox, plane)) for i in panel.insets if i.panel_id in around.shown],
        ground=names, furniture=furniture,
    )  # fmt: skip


def _box_of(box: Extent, plane: Plane) -> tuple[float, float, float, float]:
    share = np.linspace(0, 1, 7)
    lon, lat = np.meshgrid(box.west + share * box.width, box.south + share * (box.north - box.south))
    px = plane.to_px(np.column_stack([lon.ravel(), lat.ravel()]))
    low, high = np.nanmin(px, axis=0), np.nanmax(px, axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def _measure(sheet: Sheet, style: dict[str, Any], narrow: bool) -> Callable[[str, str], float]:
    looks = {kind: label_look(style, kind, narrow) for kind in style["labels"] if kind != "halo"}

    def measure(text: str, kind: str) -> float:
        if kind == "number":
            return symbols.badges_width(_numbers(text), sheet, style)
        return sheet.width(text, looks[kind])

    return measure


def label_look(style: dict[str, Any], kind: str, narrow: bool) -> dict[str, Any]:
    """How a kind of label is set, at its narrow size on a narrow panel."""
    look = style["labels"][kind]
    return {**look, "size": look["narrow"]} if narrow and "narrow" in look else dict(look)


def _numbers(tail: str) -> list[str]:
    """Event numbers of a label, and how many more there are: "8, 12 +18"."""
    return re.findall(r"\+?\d+", tail)


def _sea(plane: Plane, ground: Terrain, look: dict[str, Any]) -> str:
    if ground.earth is None:
        return element("rect", {"width": plane.width, "height": plane.height, "fill": look["sea"]})
    coast = look["coast"]
    return element(
        "path",
        {"d": path_of(ground.earth), "fill": look["sea"], "stroke": coast["color"], "stroke-width": coast["width"]},
    )


def _fill(d: str, colour: str) -> str:
    return element("path", {"d": d, "fill": colour, "fill-rule": "evenodd"}) if d else ""


def _land(ground: Terrain, name: str, look: dict[str, Any]) -> str:
    """All land as one path; its colour comes from the group, so that the coast can use the path again."""
    outline = element("path", {"id": name, "d": path_of(ground.land), "fill-rule": "evenodd"})
    return element("g", {"fill": look["land"]}, outline)


def _coast(name: str, look: dict[str, Any]) -> str:
    coast = {
        "stroke": look["coast"]["color"],
        "stroke-width": f"{look['coast']['width']:g}",
        "stroke-linejoin": "round",
    }
    return element("use", {"href": f"#{name}", "fill": "none", **coast})


def _stroke(d: str, look: dict[str, Any]) -> str:
    dash = " ".join(f"{v:g}" for v in look["dash"]) if look.get("dash") else None
    attributes = {
        "d": d,
        "fill": "none",
        "stroke": look["color"],
        "stroke-width": f"{look['width']:g}",
        "stroke-dasharray": dash,
        "stroke-linejoin": "round",
    }
    return element("path", attributes) if d else ""


def _water(ground: Terrain, look: dict[str, Any]) -> str:
    d = path_of(ground.lakes)
    coast = look["coast"]
    return (
        element("path", {"d": d, "fill": look["lake"], "stroke": coast["color"], "stroke-width": f"{coast['width']:g}"})
        if d
        else ""
    )


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


def _labels(
    lettering: Lettering, prefix: str, title: str, sheet: Sheet, style: dict[str, Any], lit: Lit, narrow: bool
) -> list[str]:
    """Leaders, halos and text in three layers. A halo is the text itself used once more with a stroke: no renderer is
    left out, as each knows strokes and none must know the order in which they are painted."""
    leaders, texts, badges = [], {"sea": [], "land": [], "focus": []}, []  # type: ignore[var-annotated]
    for label in lettering.placed:
        leaders.append(_leader(label, style))
        lines, discs = _lines(label, sheet, style, lit, narrow)
        texts[label.under].append(lines)
        badges.append(discs)
    halos, groups = [], []
    for under, found in texts.items():
        if not any(found):
            continue
        name = f"{prefix}-text-{under}"
        groups.append(element("g", {"id": name}, *found))
        halo = {
            "href": f"#{name}",
            "stroke": style["ground"][under],
            "stroke-width": style["labels"]["halo"],
            "stroke-linejoin": "round",
        }
        halos.append(element("use", halo))
    return [
        layer(f"{prefix}-leaders", f"{title}: leaders", *leaders),
        layer(f"{prefix}-halos", f"{title}: halos", *halos, aria_hidden="true"),
        layer(f"{prefix}-labels", f"{title}: labels", *groups, *badges),
    ]


def _leader(label: Placed, style: dict[str, Any]) -> str:
    out = []
    if label.dot:
        r = (label.dot.x1 - label.dot.x0) / 2
        kind = label.owner["kind"] if isinstance(label.owner, dict) else "city"
        out.append(
            element(
                "circle",
                {"cx": label.dot.x0 + r, "cy": label.dot.y0 + r, "r": r - 0.2, "fill": style["labels"][kind]["fill"]},
            )
        )
    if label.leader:
        look, told = style["symbols"]["note"], _about_proposal(label)
        x0, y0, x1, y1 = label.leader
        dotted = label.kind == "note"
        attributes = {
            "d": f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", "stroke": look["stroke"] if told else style["ink"],
            "stroke-width": look["width"] + 0.3 if dotted else 1.0, "stroke-linecap": "round",
            "stroke-dasharray": " ".join(f"{v:g}" for v in look["dash"]) if dotted else None, "fill": "none",
        }  # fmt: skip
        out.append(element("path", attributes))
        if dotted and label.anchor:
            out.append(
                element(
                    "circle", {"cx": label.anchor[0], "cy": label.anchor[1], "r": look["dot"], "fill": look["stroke"]}
                )
            )
        elif isinstance(label.owner, Shape) and style["symbols"][label.owner.symbol]["shape"] == "area":
            out.append(element("circle", {"cx": x1, "cy": y1, "r": 1.8, "fill": style["ink"]}))
    return "".join(out)


def _about_proposal(label: Placed) -> bool:
    return label.kind == "note" or (isinstance(label.owner, Shape) and label.owner.symbol == "proposed-line")


def _lines(label: Placed, sheet: Sheet, style: dict[str, Any], lit: Lit, narrow: bool) -> tuple[str, str]:
    """The lines of a label as text, and its event numbers as discs."""
    events = label.owner.event_ids if isinstance(label.owner, (Mark, Shape)) else ()
    is_lit = bool(set(events) & set(lit.events))
    out, discs, top = [], [], label.box.y0
    for n, line in enumerate(label.lines):
        look = label_look(style, line.kind, narrow)
        alone = line.kind == "number"  # where there was no room for a name
        tail = _numbers(line.text if alone else line.tail)
        wide = line.width
        left = {"start": label.box.x0, "end": label.box.x1 - wide, "middle": (label.box.x0 + label.box.x1 - wide) / 2}[
            label.align
        ]
        base = top + line.height * 0.5 + look["size"] * 0.36
        text_left = left
        if tail:
            room = symbols.badges_width(tail, sheet, style)
            rtl = direction(line.text) == "rtl"
            text_left = left if alone else left + (room + 6 if rtl else 0)
            at = left if rtl else left + wide - room
            discs.append(symbols.badges(tail, at, top + line.height * 0.5, sheet, style, is_lit))
        # The story's colour as it is for text: its line colour is too light to be read on the sea.
        fill = style["labels"]["note"]["fill"] if is_lit and n == 0 else None
        if not alone:
            out.append(sheet.text(text_left, base, line.text, look, fill=fill))
        top += line.height
    return "".join(out), "".join(discs)


def _scale(
    plane: Plane, sheet: Sheet, style: dict[str, Any], miles: bool
) -> tuple[str, tuple[float, float, float, float]]:
    """The scale bar and the box that it takes."""
    bar = scale_bar(plane, miles)
    look = style["labels"]["scale"]
    said = say(WORDS[bar.unit], n=f"{bar.length:,}")
    if bar.middle_only:
        said = say("{length} at the middle", length=said)
    x, y = SCALE_AT[0], plane.height - SCALE_AT[1]
    wide = max(bar.px, sheet.width(said, look))
    halo = {"stroke": style["ground"]["land"], "stroke-width": style["labels"]["halo"], "stroke-linejoin": "round"}
    text = sheet.text(
        x + bar.px / 2 if sheet.width(said, look) < bar.px else x,
        y - 9,
        said,
        look,
        "middle" if sheet.width(said, look) < bar.px else "start",
    )
    rule = element(
        "path",
        {"d": f"M{x:.1f} {y - 5:.1f}v5h{bar.px:.2f}v-5", "fill": "none", "stroke": look["fill"], "stroke-width": 1.2},
    )
    return element("g", halo, text) + text + rule, (x - 6, y - 24, x + wide + 8, y + 6)


def _locator_spot(
    panel: Panel, plane: Plane, shapes: Sequence[tuple[Shape, BaseGeometry]], around: Around
) -> locator.Spot | None:
    if around.land is None or not around.alone or panel.bbox.width > locator.WIDEST:
        return None
    points = [plane.point(m.lon, m.lat) for m in panel.marks] + [plane.point(*n.anchor) for n in panel.notes]
    for inset in panel.insets:
        x0, y0, x1, y1 = _box_of(inset.bbox, plane)
        points += [((x0 + x1) / 2, (y0 + y1) / 2)]
    return locator.corner(plane, locator.DIAMETER, points, [found for _, found in shapes])


def _locator(panel: Panel, plane: Plane, spot: locator.Spot | None, style: dict[str, Any], around: Around) -> str:
    if spot is None or around.land is None:
        return ""
    return locator.globe(plane, panel.bbox, around.land(), spot, style)


def _north(plane: Plane, spot: locator.Spot | None, style: dict[str, Any]) -> str:
    """An arrow where north is not up; none where the pole itself is in view, since there is no one north."""
    turned = plane.north()
    x, y = plane.point(plane.projection.lon_0, 90.0)
    pole_in_view = 0 <= x <= plane.width and 0 <= y <= plane.height
    if abs((turned + 180) % 360 - 180) < TURNED_DEG or pole_in_view:
        return ""
    at = (plane.width - 24, 26 if spot is None or spot.y0 > 60 or spot.x0 < plane.width / 2 else plane.height - 26)
    return element("g", {"transform": f"translate({at[0]:.1f} {at[1]:.1f})"}, symbols.arrow(turned, style["ink"]))
