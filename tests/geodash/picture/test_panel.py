"""One map: what of the story it draws, wherever the globe is cut."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from shapely import MultiLineString, MultiPolygon

from geodash.extent import Box
from geodash.ground import Cut
from geodash.marks import Mark, Shape
from geodash.picture.panel import draw
from geodash.picture.projection import Plane, plane_for
from geodash.picture.svg import Sheet
from geodash.picture.theme import picture_style
from geodash.picture.told import Around, Lit
from geodash.picture.type import Typesetter
from geodash.view import Panel
from geodata.basemap import Clip
from tests.geodash.helpers import square
from tests.geodash.picture.test_paths import read

TYPE = Typesetter()
STYLE = picture_style()
PACIFIC = Box(20.0, -50.0, 10.0, 65.0)
NOTHING = Cut(Clip([], [], MultiLineString(), MultiPolygon()), frozenset(), {}, ())


def _zone(geometry: dict[str, Any], symbol: str = "zone") -> Shape:
    return Shape("z", symbol, None, geometry, "Zone", (), (), ("p",), None, (), "Zone")


def _mark(lon: float, lat: float, symbol: str = "town", radius_m: float | None = None) -> Mark:
    return Mark("m", symbol, lon, lat, radius_m, "Harbour", (), ("e",), (), (1,), "Harbour")


def _drawn(where: Box, *things: Shape | Mark, lit: Lit | None = None) -> tuple[etree._Element, Plane]:
    plane = plane_for(where, 1000, 500)
    panel = Panel(
        "p", "A map", where, tuple(t for t in things if isinstance(t, Mark)),
        tuple(t for t in things if isinstance(t, Shape)), (), (),
    )  # fmt: skip
    drawn = draw(panel, plane, NOTHING, Sheet(TYPE), STYLE, Around(()), lit or Lit())
    return etree.fromstring(f'<svg xmlns:inkscape="i">{drawn.svg}</svg>'), plane


def _edges(root: etree._Element, kind: str) -> list[list[tuple[float, float]]]:
    (group,) = root.xpath(f"//g[@class='gd-{kind}']")
    return [part for path in group.iter("path") for part in read(path.get("d", ""))]


def test_a_zone_across_the_seam_is_not_smeared_over_the_map() -> None:
    """The seam of this map is at 15° E, opposite its middle."""
    root, _ = _drawn(PACIFIC, _zone(square(10, 40, 20, 50)))
    parts = _edges(root, "zone")
    sides = set()
    for part in parts:
        xs = [x for x, _ in part]
        assert max(xs) - min(xs) < 80
        sides.add("west" if max(xs) < 500 else "east")
    assert sides == {"west", "east"}


def test_a_zone_across_the_antimeridian_is_one_where_the_map_is_centred_there() -> None:
    halves = {
        "type": "MultiPolygon",
        "coordinates": [square(170, 0, 180, 10)["coordinates"], square(-180, 0, -170, 10)["coordinates"]],
    }
    root, plane = _drawn(PACIFIC, _zone(halves))
    xs = [x for part in _edges(root, "zone") for x, _ in part]
    assert max(xs) - min(xs) == pytest.approx(plane.point(-170, 0)[0] - plane.point(170, 0)[0], rel=0.1)


def test_a_line_is_a_line_and_a_zone_behind_the_globe_nothing() -> None:
    border = {"type": "LineString", "coordinates": [[34.2, 31.2], [34.4, 31.4]]}
    root, plane = _drawn(Box(34.1, 31.1, 34.7, 31.7), _zone(border, "proposed-line"))
    (part,) = _edges(root, "proposed-line")
    assert part[0] == pytest.approx(plane.point(34.2, 31.2), abs=0.1)
    assert part[-1] == pytest.approx(plane.point(34.4, 31.4), abs=0.2)
    far, _ = _drawn(Box(34.1, 31.1, 34.7, 31.7), _zone(square(-150, -40, -140, -30)))
    assert far.xpath("//g[@class='gd-zone']") == []


def test_the_ring_of_near_is_true_to_the_maps_scale() -> None:
    root, plane = _drawn(Box(33.0, 30.0, 36.0, 32.0), _mark(34.5, 31.0, "near", 25_000.0))
    (ring,) = root.xpath("//g[@class='gd-mark']//circle[@stroke-dasharray]")
    north = plane.point(34.5, 31.0)[1] - plane.point(34.5, 31.0 + 25.0 / 110.87)[1]
    assert float(ring.get("r")) == pytest.approx(north, rel=0.01)


def test_what_a_selected_event_lights() -> None:
    lit, _ = _drawn(Box(33.0, 30.0, 36.0, 32.0), _mark(34.5, 31.0), lit=Lit(("e",), ("m",)))
    plain, _ = _drawn(Box(33.0, 30.0, 36.0, 32.0), _mark(34.5, 31.0))
    colour = STYLE["lit"]["stroke"]
    assert lit.xpath(f"//g[@class='gd-mark']//*[@stroke='{colour}']")
    assert not plain.xpath(f"//g[@class='gd-mark']//*[@stroke='{colour}']")
    assert lit.xpath(f"//rect[@fill='{colour}']"), "its number too"


def test_an_arrow_only_where_north_is_not_up() -> None:
    for where in (Box(33.0, 30.0, 36.0, 32.0), Box(-180.0, 60.0, 180.0, 90.0)):
        root, _ = _drawn(where)
        assert not root.xpath("//g[starts-with(@transform, 'rotate')]")
