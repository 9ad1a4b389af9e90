"""Stated widths become bands along the named line; without a figure or a line nothing is drawn."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from geodata.model import GeometryBasis, Place
from geodata.proposals import find_proposals
from geodata.stated_zones import band, half_width_m, outlined
from geodata.tables import load_tables
from tests.geodata.reading_helper import reading

PUBLISHED = date(2024, 8, 14)
LINE = {"type": "LineString", "coordinates": [[102.5, 14.3], [103.5, 14.3]]}


@pytest.mark.parametrize(
    ("note", "metres"),
    [
        ("“1 km wide”", 500),
        ("“two kilometres wide”", 1000),
        ("“30 km from the frontier”", 30_000),
        ("“10-mile-deep”", 16_093.44),
        ("“100 metres wide”", 50),
        ("“12 nautical miles from the coast”", 22_224),
        ("width not stated", None),
        ("“30 km”", None),
        ("“900 km wide”", None),
        ("", None),
    ],
)
def test_half_width(note: str, metres: float | None) -> None:
    assert half_width_m(note) == (pytest.approx(metres) if metres is not None else None)


def test_a_band_has_the_width_that_was_asked_for() -> None:
    made = band(LINE, 5_000)
    assert made is not None
    west, south, east, north = shapely.geometry.shape(made).bounds
    assert (north - south) * 111_195 == pytest.approx(10_000, rel=0.01)
    assert (west, east) == pytest.approx((102.5, 103.5), abs=0.01)


def _found(text: str) -> tuple[GeometryBasis, bool]:
    read = reading(text, PUBLISHED)
    places: dict[str, Place] = {
        i: p.model_copy(update={"geometry": LINE}) if p.kind == "border" else p for i, p in read.places.items()
    }
    (proposal,) = outlined(find_proposals(read, [], PUBLISHED, load_tables()), places)
    return proposal.geometry_basis, proposal.geometry is not None


@pytest.mark.parametrize(
    ("text", "basis", "drawn"),
    [
        ("Malaysia proposed a buffer zone two kilometres wide along the Cambodia-Thailand border.", "official_text", True),
        ("Malaysia proposed a buffer zone along the Cambodia-Thailand border.", "named_place", False),
        ("Turkey wants a safe zone 30 km wide in northern Syria.", "containing_area", False),
    ],
)  # fmt: skip
def test_only_a_figure_along_a_named_line_is_drawn(text: str, basis: str, drawn: bool) -> None:
    assert _found(text) == (basis, drawn)
