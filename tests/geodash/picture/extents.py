"""Extents all over the globe, for tests of what is drawn in them."""

from __future__ import annotations

from hypothesis import strategies as st

from geodash.extent import Box, normal

# What a desk maps, and what breaks maps: name, extent, the projection that it calls for.
EXTENTS = (
    ("close-up, Asia", Box(34.1, 31.1, 34.7, 31.7), "Transverse Mercator"),
    ("close-up, Europe", Box(30.0, 50.0, 31.0, 51.0), "Transverse Mercator"),
    ("close-up on the equator", Box(-79.0, -0.7, -78.0, 0.3), "Transverse Mercator"),
    ("close-up, Africa", Box(32.2, 15.3, 32.9, 15.9), "Transverse Mercator"),
    ("close-up, Australia", Box(150.5, -34.2, 151.5, -33.5), "Transverse Mercator"),
    ("close-up across the antimeridian", Box(177.5, -18.5, -179.5, -16.5), "Transverse Mercator"),
    ("close-up beyond the polar circle", Box(30.0, 67.0, 36.0, 70.0), "Transverse Mercator"),
    ("region, Asia", Box(27.0, 21.0, 64.0, 41.0), "Lambert conformal conic"),
    ("region, Europe", Box(-10.0, 36.0, 30.0, 60.0), "Lambert conformal conic"),
    ("region, Africa", Box(-17.0, 12.0, 40.0, 30.0), "Lambert conformal conic"),
    ("region, South America", Box(-75.0, -45.0, -60.0, -20.0), "Lambert conformal conic"),
    ("region, North America", Box(-125.0, 24.0, -66.0, 50.0), "Lambert conformal conic"),
    ("region, Australia", Box(112.0, -40.0, 155.0, -10.0), "Lambert conformal conic"),
    ("region across the antimeridian", Box(165.0, 50.0, -160.0, 64.0), "Lambert conformal conic"),
    ("along the equator, Africa", Box(-10.0, -8.0, 20.0, 10.0), "Mercator"),
    ("along the equator, Asia", Box(95.0, -10.0, 141.0, 6.0), "Mercator"),
    ("along the equator and the antimeridian", Box(160.0, -15.0, -150.0, 12.0), "Mercator"),
    ("polar, one side of the pole", Box(8.0, 74.0, 35.0, 82.0), "Polar stereographic"),
    ("polar, across the antimeridian", Box(160.0, -82.0, -150.0, -70.0), "Polar stereographic"),
    ("the Arctic", Box(-180.0, 60.0, 180.0, 90.0), "Polar stereographic"),
    ("the Antarctic", Box(-180.0, -90.0, 180.0, -60.0), "Polar stereographic"),
    ("the world", Box(-180.0, -60.0, 180.0, 80.0), "Equal Earth"),
    ("the world round the Pacific", Box(20.0, -50.0, 10.0, 65.0), "Equal Earth"),
    ("half of the world", Box(100.0, -50.0, -60.0, 60.0), "Equal Earth"),
)


def _box(lon: float, lat: float, width: float, share: float) -> Box:
    height = min(width * share, 160.0)
    south = max(-84.0, min(84.0 - height, lat - height / 2))
    return normal(lon - width / 2, south, lon + width / 2, south + height)


# From a quarter to all of the globe's width, a street's to an ocean's height.
BOXES = st.builds(
    _box,
    st.floats(-180.0, 180.0),
    st.floats(-84.0, 84.0),
    st.one_of(st.floats(0.02, 2.0), st.floats(2.0, 60.0), st.floats(60.0, 360.0)),
    st.floats(0.3, 1.4),
)
WIDTHS, HEIGHTS = st.floats(200.0, 1300.0), st.floats(160.0, 1400.0)
