"""The furniture of a panel as SVG: scale bar, locator and north arrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodash.language import say
from geodash.marks import Shape
from geodash.picture import locator, symbols
from geodash.picture.projection import Plane
from geodash.picture.scale import WORDS, scale_bar
from geodash.picture.svg import Sheet, element
from geodash.picture.told import Around, box_of
from geodash.view import Panel

TURNED_DEG = 3.0  # north this far from up deserves an arrow
SCALE_AT = (14.0, 14.0)  # px from the lower left corner


def scale(
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


def locator_spot(
    panel: Panel, plane: Plane, shapes: Sequence[tuple[Shape, BaseGeometry]], around: Around
) -> locator.Spot | None:
    """Where the locator goes; None where the map needs none or has no free corner."""
    if around.land is None or not around.alone or panel.bbox.width > locator.WIDEST:
        return None
    points = [plane.point(m.lon, m.lat) for m in panel.marks] + [plane.point(*n.anchor) for n in panel.notes]
    for inset in panel.insets:
        x0, y0, x1, y1 = box_of(inset.bbox, plane)
        points += [((x0 + x1) / 2, (y0 + y1) / 2)]
    return locator.corner(plane, locator.DIAMETER, points, [found for _, found in shapes])


def located(panel: Panel, plane: Plane, spot: locator.Spot | None, style: dict[str, Any], around: Around) -> str:
    """The locator in its corner, "" without one."""
    if spot is None or around.land is None:
        return ""
    return locator.globe(plane, panel.bbox, around.land(), spot, style)


def north(plane: Plane, spot: locator.Spot | None, style: dict[str, Any]) -> str:
    """An arrow where north is not up; none where the pole itself is in view, since there is no one north."""
    turned = plane.north()
    x, y = plane.point(plane.projection.lon_0, 90.0)
    pole_in_view = 0 <= x <= plane.width and 0 <= y <= plane.height
    if abs((turned + 180) % 360 - 180) < TURNED_DEG or pole_in_view:
        return ""
    at = (plane.width - 24, 26 if spot is None or spot.y0 > 60 or spot.x0 < plane.width / 2 else plane.height - 26)
    return element("g", {"transform": f"translate({at[0]:.1f} {at[1]:.1f})"}, symbols.arrow(turned, style["ink"]))
