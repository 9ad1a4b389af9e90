"""What keeps the style sheets, the style table and the fonts from drifting apart."""

from __future__ import annotations

import json
import re

from geodash.index import FONTS
from geodash.paths import assets
from geodata.model import Modality, Status

STYLE = json.loads((assets() / "map_style.json").read_text(encoding="utf-8"))
TOKENS = (assets() / "10-tokens.css").read_text(encoding="utf-8")


def _token(name: str) -> str:
    found = re.search(rf"--{name}: ([^;]+);", TOKENS)
    assert found, name
    return found[1]


def test_status_colours_are_those_of_the_map() -> None:
    assert {s: _token(f"status-{s}") for s in Status} == {s: STYLE["status"][s]["color"] for s in Status}


def test_the_page_has_the_colours_of_the_map() -> None:
    assert (_token("paper"), _token("ink"), _token("story")) == (STYLE["paper"], STYLE["ink"], STYLE["story"])
    assert _token("focus") == STYLE["focusRing"]


def test_every_status_has_a_glyph_and_every_modality_a_filter() -> None:
    zones = (assets() / "14-zones.css").read_text(encoding="utf-8")
    assert all(f".glyph-{s} {{ --glyph" in zones and f".status-{s} {{ color" in zones for s in Status)
    cards = (assets() / "13-cards.css").read_text(encoding="utf-8")
    assert all(f'[data-filter="{m}"]' in cards for m in [*Modality, "offmap"])


def test_fonts_that_styles_name_are_there_with_their_licence() -> None:
    folder = assets() / "fonts" / "noto-5.3.0"
    named = set(re.findall(r'url\("fonts/noto-5\.3\.0/([^"]+)"\)', TOKENS))
    assert named == {f.name for f in folder.glob("*.woff2")}
    assert set(FONTS) <= named
    assert all("SIL OPEN FONT LICENSE" in f.read_text(encoding="utf-8") for f in folder.glob("LICENSE-*"))


def test_text_colours_have_contrast_enough() -> None:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    def contrast(one: str, other: str) -> float:
        high, low = sorted((light(one), light(other)), reverse=True)
        return (high + 0.05) / (low + 0.05)

    texts = ["ink", "ink-2", "ink-3", "story-text", "link", *(f"status-{s}" for s in Status)]
    grounds = ["paper", "card", "chip", "story-tint"]
    weak = {(t, g): round(contrast(_token(t), _token(g)), 2) for t in texts for g in grounds}
    # A status stands on paper or card alone.
    allowed = {(t, g) for t in texts for g in grounds if t.startswith("status-") and g in ("chip", "story-tint")}
    assert {k: v for k, v in weak.items() if v < 4.5 and k not in allowed} == {}
