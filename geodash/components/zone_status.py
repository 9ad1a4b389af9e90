"""Where each proposal stands: the word, why, a row per party, and what the map shows."""

from __future__ import annotations

from collections.abc import Sequence

from geodash.components import proof
from geodash.components.fragment import Node, Piece, h, picker, piece
from geodash.components.heading import heading
from geodash.language import say
from geodash.zones import Row, Zone, ZoneSection


def statuses(sections: Sequence[ZoneSection]) -> Piece | None:
    """All proposals under their headings; None without any."""
    if not sections:
        return None
    parts: list[Node] = []
    for n, section in enumerate(sections):
        parts.append(heading(section.title, say("as reported in this article") if n == 0 else ""))
        parts += map(_zone, section.zones)
    return piece(h("section", {}, *parts), name="statuses", classes="statuses")


def _zone(zone: Zone) -> Node:
    glyph = h("span", {"class": f"glyph glyph-{zone.status}", "aria-hidden": "true"})
    return h(
        "article",
        {"class": "zone", "data-zone": zone.id},
        h("p", {"class": f"status status-{zone.status}"}, glyph, zone.status_word),
        h("h3", {"class": "zone-name", "dir": "auto"}, picker("proposal", zone.id, "pick", zone.name)),
        h("p", {"class": "zone-reason", "dir": "auto"}, zone.reason),
        h("ul", {"class": "stances"}, *map(_row, zone.rows)) if zone.rows else None,
        h("p", {"class": "zone-note"}, say("Parts: {parts}.", parts=say("; ").join(zone.parts)))
        if zone.parts
        else None,
        h("p", {"class": "zone-note"}, zone.map_note),
        proof.disclosure(zone.quotes, zone.decision, earlier=zone.history),
    )


def _row(row: Row) -> Node:
    when: list[Node] = [" ", h("span", {"class": "stance-when", "dir": "auto"}, row.when)] if row.when else []
    return h(
        "li",
        {},
        h("span", {"class": "stance-party", "dir": "auto"}, row.party),
        h("span", {"class": "stance-verb"}, row.verb),
        h("span", {"class": "stance-quote", "dir": "auto"}, f"“{row.quote}”", *when),
    )
