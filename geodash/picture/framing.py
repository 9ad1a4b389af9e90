"""What of the earth a panel's picture shows: the panel's extent, or round a pole just what is drawn there.

A panel's extent is a box of degrees, chosen for a screen in Web Mercator. Round a pole such a box is no shape: a story
along the Arctic coast would be given half of Asia. There the picture frames what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from geodash.extent import Box, geometry_box
from geodash.language import say
from geodash.picture.projection import Plane, Projection, fit_for, plane_for, plane_of, polar, shape_of
from geodash.view import Panel

WIDE_DEG = 100.0  # a panel narrower than this is shown well by a cone
POLAR_DEG = 50.0  # everything drawn lies beyond this latitude
PAD = 0.16  # of what is drawn, on every side: room for labels
LEAST_KM = 600.0


def framed(panel: Panel, width: float, height: float) -> Plane:
    """The plane of a panel in width × height px."""
    spots = _round_a_pole(panel)
    if spots is None:
        return plane_for(panel.bbox, width, height)
    return plane_of(_projection(spots), *_bounds(spots), width, height)


def projection_of(panel: Panel) -> Projection:
    """The projection of a panel's picture."""
    spots = _round_a_pole(panel)
    return fit_for(panel.bbox) if spots is None else _projection(spots)


def reach_of(panel: Panel) -> Box:
    """About what a picture shows of the earth, in degrees, before its size is known."""
    return framed(panel, 700, 700 / natural_shape(panel)).reach()


def title_of(panel: Panel) -> str:
    """What a picture calls a panel: round a pole it is no map of the world."""
    spots = _round_a_pole(panel)
    if spots is None or panel.title != say("World"):
        return panel.title
    return say("Arctic") if spots[0][1] > 0 else say("Antarctic")


def natural_shape(panel: Panel) -> float:
    """Width : height of what a panel shows."""
    spots = _round_a_pole(panel)
    if spots is None:
        return shape_of(panel.bbox)
    west, south, east, north = _bounds(spots)
    return (east - west) / (north - south)


def _round_a_pole(panel: Panel) -> list[tuple[float, float]] | None:
    """Positions of all that is drawn, where that lies round a pole; else None."""
    if panel.bbox.width < WIDE_DEG:
        return None
    spots = list(_spots(panel))
    lats = [lat for _, lat in spots]
    if spots and (min(lats) >= POLAR_DEG or max(lats) <= -POLAR_DEG):
        return spots
    return None


def _spots(panel: Panel) -> Iterator[tuple[float, float]]:
    for mark in panel.marks:
        yield mark.lon, mark.lat
    for note in panel.notes:
        yield note.anchor
    for box in [inset.bbox for inset in panel.insets]:
        yield from ((box.west, box.south), (box.west, box.north), (box.east, box.south), (box.east, box.north))
    for shape in panel.shapes:
        # Of a country, as much as the panel was made to show.
        box = panel.bbox if shape.geometry is None else geometry_box(shape.geometry)
        yield from ((box.west, box.south), (box.west, box.north), (box.east, box.south), (box.east, box.north))


def _projection(spots: list[tuple[float, float]]) -> Projection:
    """Polar stereographic, turned so that what is drawn lies below the pole, as readers know it from their side."""
    x = sum(math.cos(math.radians(lon)) for lon, _ in spots)
    y = sum(math.sin(math.radians(lon)) for lon, _ in spots)
    middle = sum(lat for _, lat in spots) / len(spots)
    return polar(round(math.degrees(math.atan2(y, x)), 4), round(middle, 4))


def _bounds(spots: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """West, south, east and north of the spots in metres of their projection, with room for labels."""
    lon, lat = (np.array(axis, dtype=np.float64) for axis in zip(*spots, strict=True))
    x, y = _projection(spots).forward(lon, lat)
    pad = max(PAD * max(np.ptp(x), np.ptp(y)), LEAST_KM * 1000 / 2)
    return float(x.min() - pad), float(y.min() - pad), float(x.max() + pad), float(y.max() + pad)
