"""The house file: how one newsroom writes, draws and signs. README.md shows one.

geodash.house_file reads it, and tells each mistake in one line.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from geodash import palette
from geodash.language import Speech, direction, say, speaking
from geodash.wording import Wording

VARIABLE = "GEODASH_HOUSE"
OLD_AFTER = 7  # days; from then on an embed says how old its map is


@dataclass(frozen=True)
class House:
    """What a house file says; without one, as shipped."""

    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    worldview: str | None = None
    language: str | None = None
    fonts: Mapping[str, Path] = field(default_factory=dict)
    colours: Mapping[str, str] = field(default_factory=dict)
    credit: str = ""
    units: str = "km"
    old_after: int = OLD_AFTER

    @classmethod
    def load(cls, path: Path | str) -> House:
        """Read a house file. Raises InputError."""
        from geodash.house_file import read

        return read(Path(path))

    @cached_property
    def wording(self) -> Wording:
        """Names and words as one table: for labels and for what the machine writes."""
        return Wording({**self.words, **self.names})

    @cached_property
    def naming(self) -> Wording:
        """Names alone: for the publisher's own headline."""
        return Wording(self.names)

    def speaking(self, code: str | None = None) -> AbstractContextManager[Speech]:
        """Speak the house's language (or another), its units and its wording."""
        return speaking(code or self.language or "en", units=self.units, reword=self.wording)

    def style(self, style: Mapping[str, Any]) -> dict[str, Any]:
        """The map style in the house's colours; a script that runs from the right is not spaced out or slanted."""
        made = palette.styled(style, self.colours)
        for look in made["symbols"].values():
            if "word" in look:
                look["word"] = say("Proposed").lower()
        if direction() == "rtl":
            made["labels"] = {
                kind: {k: v for k, v in look.items() if k not in ("spacing", "italic")}
                if isinstance(look, dict)
                else look
                for kind, look in made["labels"].items()
            }
        return made

    def css(self, font_folder: str = "house/") -> str:
        """The page's variables and fonts; "" where the house has none of its own. Fonts lie in ``font_folder``."""
        faces = {
            "sans": ("House Sans", "400", "normal"),
            "sans_bold": ("House Sans", "600 900", "normal"),
            "serif": ("House Serif", "400", "normal"),
            "serif_bold": ("House Serif", "600 900", "normal"),
            "serif_italic": ("House Serif", "400", "italic"),
        }
        lines = [
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style}; font-display: swap; '
            f'src: url("{font_folder}{name}"); }}'
            for name, (family, weight, style) in faces.items()
            if name in self.fonts
        ]
        made = palette.variables(self.colours)
        for family in ("sans", "serif"):
            if self.has_family(family):
                title = family.title()
                plain = "system-ui, sans-serif" if family == "sans" else "Georgia, serif"
                made[f"font-{family}"] = f'"House {title}", "Noto {title}", "{title} before", {plain}'
        if made:
            lines.append(":root { " + " ".join(f"--{name}: {value};" for name, value in made.items()) + " }")
        return "\n".join(lines)

    def has_family(self, family: str) -> bool:
        """Whether the house has a font of its own for "sans" or "serif"."""
        return any(name.split("_")[0] == family for name in self.fonts)
