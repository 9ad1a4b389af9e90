"""The fonts of a page in one file: of each face the very letters that the page may set in it, as CSS rules with data."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from geodash.picture.embedded import subset
from geodash.picture.type import Face, Typesetter

SERIF_BOLD = frozenset({"headline", "heading"})  # classes of 12-page.css, 13-cards.css and 14-zones.css
SERIF = frozenset({"card-quote", "stance-quote", "proof-quote"})
BOLD = frozenset({"status", "filter", "stance-party", "card-modality", "brand"})
SLANTED = ("sea", "lake")  # kinds of ground labels, as in map_style.json
FURNITURE = "0123456789.,:;°·+−↺ NSkmiles\u00a0…"  # what the map's script says by itself


def font_rules(tree: Any, panels: Iterable[Mapping[str, Any]], house: Mapping[str, Path]) -> str:
    """CSS rules for the fonts of a page's nodes and maps, last in its styles; ``house``: a desk's font files by role."""
    typesetter = Typesetter(house)
    faces: dict[tuple[str, Face], set[str]] = {}
    own = set(house.values())
    families: dict[str, list[str]] = {}
    for role, text in _letters(tree, panels).items():
        stack = families.setdefault(role.split("_")[0], [])
        for char in sorted(text):
            for run, face in typesetter.runs(char, role):
                if run != char:  # what no face has is left to the reader's system
                    continue
                family = f"House {role.split('_')[0].title()}" if face.path in own else face.family
                faces.setdefault((family, face), set()).add(char)
                if family not in stack:
                    stack.append(family)
    lists = "".join(f"--font-{kind}:{_list(stack, kind)};" for kind, stack in families.items())
    return (
        # A font for the blanks between the words of another is none.
        "".join(_rule(family, face, frozenset(c)) for (family, face), c in faces.items() if "".join(c).strip())
        + f":root{{{lists}}}"
    )


def _list(stack: Iterable[str], kind: str) -> str:
    ordered = sorted(stack, key=lambda family: (not family.startswith("House"), family.count(" "), family))
    return ",".join(
        [*(f'"{family}"' for family in ordered), "system-ui,sans-serif" if kind == "sans" else "Georgia,serif"]
    )


def _letters(tree: Any, panels: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {role: set() for role in ("sans", "sans_bold", "serif", "serif_bold", "serif_italic")}
    for text, role in _texts(tree, "sans"):
        found[role].update(text)
        found["sans"].update(text)  # a remark beside a heading, the source of a quote
    for panel in panels:
        for label in panel["labels"]:
            slanted = label["kind"] in SLANTED
            found["serif_italic" if slanted else "sans"].update(label["text"] + label["text"].upper())
        for text in _strings([panel[part] for part in ("marks", "shapes", "notes", "insets")]):
            found["sans"].update(text)
            found["sans_bold"].update(text + text.upper())
        found["sans"].update(FURNITURE, *_strings(panel.get("words", {})))
    found["sans_bold"] |= {c for c in found["sans"] if c.isascii()}  # a digit or a letter must not change its face
    return found


def _texts(node: Any, role: str) -> Iterator[tuple[str, str]]:
    """Every text of a tree of nodes with the role that its surroundings give it."""
    if isinstance(node, str):
        yield node, role
        return
    if not node:
        return
    if not isinstance(node[1], dict):  # several trees
        for one in node:
            yield from _texts(one, role)
        return
    tag, attributes, *children = node
    role = _role(tag, set(str(attributes.get("class", "")).split()), role)
    for child in children:
        if child is not None:
            yield from _texts(child, role)


def _role(tag: str, classes: set[str], role: str) -> str:
    if classes & SERIF:
        return "serif"
    if classes & SERIF_BOLD:
        return "serif_bold"
    return "sans_bold" if classes & BOLD or (tag in ("strong", "h2", "h3") and role == "sans") else role


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _strings(one)


def _rule(family: str, face: Face, letters: frozenset[str]) -> str:
    weight = "600 900" if face.weight >= 600 else "400"
    slant = "font-style:italic;" if face.italic else ""
    data = base64.b64encode(subset(face.path, letters)).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};{slant}font-display:block;'
        f'src:url("data:font/woff2;base64,{data}") format("woff2");unicode-range:{_ranges(letters)}}}'
    )


def _ranges(letters: frozenset[str]) -> str:
    """The letters as CSS unicode ranges."""
    codes, parts = sorted(map(ord, letters)), []
    while codes:
        n = 1
        while n < len(codes) and codes[n] == codes[0] + n:
            n += 1
        parts.append(f"U+{codes[0]:X}" + (f"-{codes[n - 1]:X}" if n > 1 else ""))
        codes = codes[n:]
    return ",".join(parts)
