"""Scenes for the tests: of the panels that the map component's tests draw, and made up."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np

from geodash.marks import Mark, Note, Shape
from geodash.picture.scene import Content, Scene, compose
from geodash.view import Inset

ROOT = Path(__file__).parents[3]
STYLE: dict[str, Any] = json.loads((ROOT / "assets" / "map_style.json").read_text("utf-8"))


def measure(text: str, kind: str) -> float:
    """A made-up face, 0.52 em a sign."""
    return len(text) * STYLE["labels"][kind]["size"] * 0.52


def mark(
    id_: str, name: str, captions: tuple[str, ...] = (), numbers: tuple[int, ...] = (1,), symbol: str = "town"
) -> Mark:
    events = tuple(f"e{n}" for n in numbers)
    return Mark(id_, symbol, 0, 0, None, name, captions, events, (), numbers, name)


def shape(
    id_: str,
    name: str,
    symbol: str,
    captions: tuple[str, ...] = (),
    numbers: tuple[int, ...] = (),
    ref: str | None = None,
) -> Shape:
    return Shape(id_, symbol, ref, None, name, captions, (), (), None, numbers, name)


def square(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)], float)


def panel(name: str, width: float, narrow: bool = False) -> Scene:
    """The scene of a fixture's panel at a width."""
    data = json.loads((ROOT / "tests" / "fixtures" / "panels" / f"{name}.json").read_text("utf-8"))
    return projected(data, width, narrow)


def projected(data: dict[str, Any], width: float, narrow: bool = False) -> Scene:
    """The scene of a panel as JSON at a width, in Web Mercator."""
    west, south, east, north = data["bbox"]

    def up(lat: float) -> float:
        return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))

    scale = width / math.radians(east - west)

    def at(lon: float, lat: float) -> tuple[float, float]:
        return math.radians(lon - west) * scale, (up(north) - up(lat)) * scale

    def flat(g: dict[str, Any] | None) -> list[np.ndarray]:
        if not g:
            return []
        if g["type"] == "GeometryCollection":
            return [line for one in g["geometries"] for line in flat(one)]
        c = g["coordinates"]
        nested = {"LineString": [c], "MultiLineString": c, "Polygon": c}
        lines = nested.get(g["type"]) or [r for p in c for r in p]
        return [np.array([at(*p[:2]) for p in line]) for line in lines]

    base = data["base"]
    content = Content(
        areas=[(a["ref"], a["focus"], flat(a["geometry"])) for a in base["areas"]],
        coast=flat(base.get("coast")),
        lakes=flat(base.get("lakes")),
        borders=[line for b in base["borders"] if b["kind"] != "disputed" for line in flat(b["geometry"])],
        disputed=[line for b in base["borders"] if b["kind"] == "disputed" for line in flat(b["geometry"])],
        shapes=[(_made(Shape, s), flat(s["geometry"])) for s in data["shapes"]],
        marks=[(_made(Mark, m), *at(m["lon"], m["lat"]), 0.0) for m in data["marks"]],
        notes=[(_made(Note, n), *at(*n["anchor"])) for n in data["notes"]],
        insets=[
            (_made(Inset, i), *at(i["bbox"][0], i["bbox"][3]), *at(i["bbox"][2], i["bbox"][1])) for i in data["insets"]
        ],
        ground=[
            {"id": g["id"], "kind": g["kind"], "text": g["text"], "rank": g["rank"]}
            | dict(zip("xy", at(g["lon"], g["lat"]), strict=True))
            for g in data["labels"]
        ],  # type: ignore[misc]
        furniture=[(10.0, at(west, south)[1] - 30, 130.0, at(west, south)[1] - 8)],
    )
    return compose(content, width, round(at(west, south)[1]), style=STYLE, measure=measure, narrow=narrow)


def _made(kind: type, data: dict[str, Any]) -> Any:
    names = kind.__dataclass_fields__
    given = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in names}
    missing = {n: () for n in ("proposal_ids", "numbers", "captions", "event_ids") if n in names}
    return kind(**missing | given)
