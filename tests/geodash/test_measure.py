from __future__ import annotations

import pytest

from geodash import measure


@pytest.mark.parametrize(
    ("a", "b", "km"),
    [
        # Geodesics on WGS84 by GeographicLib 2.0.
        ((0, 0), (1, 0), 111.3195),
        ((0, 0), (0, 1), 110.5744),
        ((-0.1278, 51.5074), (2.3522, 48.8566), 343.9231),
        ((34.2186, 31.3234), (34.2663, 31.2146), 12.8898),
        ((10, 10), (10, 10), 0),
    ],
)
def test_distances(a: tuple[float, float], b: tuple[float, float], km: float) -> None:
    assert measure.distance_km(a, b) == pytest.approx(km, abs=0.02)


def test_lines_and_what_is_none() -> None:
    line = [[0, 0], [1, 0], [2, 0]]
    assert measure.line_km({"type": "LineString", "coordinates": line}) == pytest.approx(222.639, abs=0.01)
    assert measure.line_km({"type": "MultiLineString", "coordinates": [line, line]}) == pytest.approx(445.28, abs=0.02)
    assert measure.line_km({"type": "Point", "coordinates": [0, 0]}) == 0


@pytest.mark.parametrize(("km", "said"), [(12.66, "12.7 km"), (1974.2, "1,974 km"), (0.854, "850 m")])
def test_in_words(km: float, said: str) -> None:
    assert measure.in_words(km) == said
