"""Stories for tests: the hand-made fixtures, and small ones put together from parts."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from geodata.model import Story
from geodata.store import load

STORIES = Path(__file__).parents[1] / "fixtures" / "stories"
TEXT = "Alpha met Beta in Gamma. They agreed to nothing. Delta was named twice: Delta, again."


def fixture(name: str) -> Story:
    return load(STORIES / name)


def evidence(words: str = "Alpha met Beta in Gamma", text: str = TEXT) -> dict[str, Any]:
    start = text.index(words)
    return {"article_id": "a", "start": start, "end": start + len(words), "exact": words}


def place(id: str, kind: str = "settlement", prec: int = 1, confidence: float = 0.9, **more: Any) -> dict[str, Any]:
    decision = {"confidence": confidence, "reason": "test"}
    return {"id": id, "name": id.title(), "kind": kind, "where_prec": prec, "decision": decision} | more


def event(id: str, *where: str, **more: Any) -> dict[str, Any]:
    refs = [{"place_id": p, "role": "where"} for p in where]
    base = {"id": id, "event_type": "CONSULT", "label": f"Event {id}", "modality": "occurred", "place_refs": refs}
    return (
        base | {"evidence": [evidence()], "confidence": 0.9, "decision": {"confidence": 0.9, "reason": "test"}} | more
    )


def stance(party: str, kind: str, verb: str, **more: Any) -> dict[str, Any]:
    return {"party": party, "stance": kind, "verb": verb, "evidence": [evidence()]} | more


def proposal(id: str, *place_ids: str, **more: Any) -> dict[str, Any]:
    base = {
        "id": id,
        "kind": "security_zone",
        "name": f"Zone {id}",
        "place_ids": list(place_ids),
        "status": "proposed",
        "status_reason": "",
        "evidence": [evidence()],
        "confidence": 0.9,
        "decision": {"confidence": 0.9, "reason": "test"},
    }
    return base | more


def story(text: str = TEXT, **parts: Any) -> Story:
    article = {
        "id": "a",
        "headline": "A headline",
        "text": text,
        "sha256": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    } | parts.pop("article", {})
    base = {"schema": "geodash.story/1", "id": "s", "title": "A headline", "articles": [article]}
    return Story.model_validate(base | {"made_with": {"built_at": "2024-01-01T00:00:00Z"}} | parts)


def square(west: float, south: float, east: float, north: float) -> dict[str, Any]:
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}
