"""The lettering of a panel as SVG: lines with their halos, event numbers and leaders, and how wide they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from geodash.marks import Mark, Shape
from geodash.picture import symbols
from geodash.picture.lettering import Lettering, Placed
from geodash.picture.svg import Sheet, element, layer
from geodash.picture.told import Lit
from geodash.picture.type import direction


def measurer(sheet: Sheet, style: dict[str, Any], narrow: bool) -> Callable[[str, str], float]:
    """How wide (px) a text of a kind of label will be; of numbers, their discs."""
    looks = {kind: label_look(style, kind, narrow) for kind in style["labels"] if kind != "halo"}

    def measure(text: str, kind: str) -> float:
        if kind == "number":
            return symbols.badges_width(_numbers(text), sheet, style)
        return sheet.width(text, looks[kind])

    return measure


def label_look(style: dict[str, Any], kind: str, narrow: bool) -> dict[str, Any]:
    """How a kind of label is set, at its narrow size on a narrow panel."""
    look = style["labels"][kind]
    return {**look, "size": look["narrow"]} if narrow and "narrow" in look else dict(look)


def _numbers(tail: str) -> list[str]:
    """Event numbers of a label, and how many more there are: "8, 12 +18"."""
    return re.findall(r"\+?\d+", tail)


def labels(
    lettering: Lettering, prefix: str, title: str, sheet: Sheet, style: dict[str, Any], lit: Lit, narrow: bool
) -> list[str]:
    """Leaders, halos and text in three layers. A halo is the text itself used once more with a stroke: no renderer is
    left out, as each knows strokes and none must know the order in which they are painted."""
    leaders, texts, badges = [], {"sea": [], "land": [], "focus": []}, []  # type: ignore[var-annotated]
    for label in lettering.placed:
        leaders.append(_leader(label, style))
        lines, discs = _lines(label, sheet, style, lit, narrow)
        texts[label.under].append(lines)
        badges.append(discs)
    halos, groups = [], []
    for under, found in texts.items():
        if not any(found):
            continue
        name = f"{prefix}-text-{under}"
        groups.append(element("g", {"id": name}, *found))
        halo = {
            "href": f"#{name}",
            "stroke": style["ground"][under],
            "stroke-width": style["labels"]["halo"],
            "stroke-linejoin": "round",
        }
        halos.append(element("use", halo))
    return [
        layer(f"{prefix}-leaders", f"{title}: leaders", *leaders),
        layer(f"{prefix}-halos", f"{title}: halos", *halos, aria_hidden="true"),
        layer(f"{prefix}-labels", f"{title}: labels", *groups, *badges),
    ]


def _leader(label: Placed, style: dict[str, Any]) -> str:
    out = []
    if label.dot:
        r = (label.dot.x1 - label.dot.x0) / 2
        kind = label.owner["kind"] if isinstance(label.owner, dict) else "city"
        out.append(
            element(
                "circle",
                {"cx": label.dot.x0 + r, "cy": label.dot.y0 + r, "r": r - 0.2, "fill": style["labels"][kind]["fill"]},
            )
        )
    if label.leader:
        look, told = style["symbols"]["note"], _about_proposal(label)
        x0, y0, x1, y1 = label.leader
        dotted = label.kind == "note"
        attributes = {
            "d": f"M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}", "stroke": look["stroke"] if told else style["ink"],
            "stroke-width": look["width"] + 0.3 if dotted else 1.0, "stroke-linecap": "round",
            "stroke-dasharray": " ".join(f"{v:g}" for v in look["dash"]) if dotted else None, "fill": "none",
        }  # fmt: skip
        out.append(element("path", attributes))
        if dotted and label.anchor:
            out.append(
                element(
                    "circle", {"cx": label.anchor[0], "cy": label.anchor[1], "r": look["dot"], "fill": look["stroke"]}
                )
            )
        elif isinstance(label.owner, Shape) and style["symbols"][label.owner.symbol]["shape"] == "area":
            out.append(element("circle", {"cx": x1, "cy": y1, "r": 1.8, "fill": style["ink"]}))
    return "".join(out)


def _about_proposal(label: Placed) -> bool:
    return label.kind == "note" or (isinstance(label.owner, Shape) and label.owner.symbol == "proposed-line")


def _lines(label: Placed, sheet: Sheet, style: dict[str, Any], lit: Lit, narrow: bool) -> tuple[str, str]:
    """The lines of a label as text, and its event numbers as discs."""
    events = label.owner.event_ids if isinstance(label.owner, (Mark, Shape)) else ()
    is_lit = bool(set(events) & set(lit.events))
    out, discs, top = [], [], label.box.y0
    for n, line in enumerate(label.lines):
        look = label_look(style, line.kind, narrow)
        alone = line.kind == "number"  # where there was no room for a name
        tail = _numbers(line.text if alone else line.tail)
        wide = line.width
        left = {"start": label.box.x0, "end": label.box.x1 - wide, "middle": (label.box.x0 + label.box.x1 - wide) / 2}[
            label.align
        ]
        base = top + line.height * 0.5 + look["size"] * 0.36
        text_left = left
        if tail:
            room = symbols.badges_width(tail, sheet, style)
            rtl = direction(line.text) == "rtl"
            text_left = left if alone else left + (room + 6 if rtl else 0)
            at = left if rtl else left + wide - room
            discs.append(symbols.badges(tail, at, top + line.height * 0.5, sheet, style, is_lit))
        # The story's colour as it is for text: its line colour is too light to be read on the sea.
        fill = style["labels"]["note"]["fill"] if is_lit and n == 0 else None
        if not alone:
            out.append(sheet.text(text_left, base, line.text, look, fill=fill))
        top += line.height
    return "".join(out), "".join(discs)
