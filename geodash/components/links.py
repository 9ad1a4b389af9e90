"""What belongs together on a page, for assets/linked_selection.js."""

from __future__ import annotations

import json

from geodash.view import View


def links_json(view: View) -> str:
    """What belongs together, the same ids as ``view.links``, and each card's tags."""
    tags = {c.id: [c.modality] + ([] if c.on_map else ["offmap"]) for c in view.cards}
    return json.dumps(
        {
            "events": {k: list(v) for k, v in view.links.events.items()},
            "proposals": {k: list(v) for k, v in view.links.proposals.items()},
            "panels": dict(view.links.panels),
            "tags": tags,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )
