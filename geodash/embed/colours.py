"""Light and dark from one drawing: each colour of the style stands for a pair, and a style sheet swaps them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_HEX = re.compile(r"#[0-9a-f]{6}")


class Pairs:
    """A light style whose colours each have one dark counterpart; where a colour has two, the second becomes its
    neighbour, a step of one in blue, which nobody sees."""

    def __init__(self, light: Mapping[str, Any], dark: Mapping[str, Any]) -> None:
        self._held: dict[tuple[str, str], str] = {}
        self.style: dict[str, Any] = self._paired(light, dark)
        self._dark = {token: pair[1] for pair, token in self._held.items()}

    def _paired(self, light: Any, dark: Any) -> Any:
        if isinstance(light, Mapping):
            return {key: self._paired(value, dark[key]) for key, value in light.items()}
        if isinstance(light, str) and _HEX.fullmatch(light) and isinstance(dark, str):
            return self._token(light, dark)
        return light

    def _token(self, light: str, dark: str) -> str:
        found = self._held.get((light, dark))
        if found is None:
            taken, value = set(self._held.values()), int(light[1:], 16)
            step = -1 if value & 0xFF > 0x7F else 1
            while f"#{value:06x}" in taken:
                value += step
            found = self._held[light, dark] = f"#{value:06x}"
        return found

    def css(self, svg: str, sheet: str) -> tuple[str, str, str]:
        """Rules for the drawing and its own sheet, then the variables of light and of dark."""
        rules, used = [], dict.fromkeys(_HEX.findall(sheet) + re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', svg))
        names = {token: f"--m{n}" for n, token in enumerate(used)}
        for token, name in names.items():
            for kind in ("fill", "stroke"):
                if f'{kind}="{token}"' in svg:
                    rules.append(f'[{kind}="{token}"]{{{kind}:var({name})}}')
        own = _HEX.sub(lambda found: f"var({names[found[0]]})", sheet)
        light = "".join(f"{name}:{token};" for token, name in names.items())
        dark = "".join(f"{name}:{self._dark.get(token, token)};" for token, name in names.items())
        return own + "".join(rules), light, dark
