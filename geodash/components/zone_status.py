"""Where each proposal stands: the word, why, a row per party, and what the map shows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from geodash import ids
from geodash.components import proof
from geodash.components.attributes import attributes
from geodash.components.heading import heading
from geodash.zones import Row, Zone, ZoneSection

CLASS = "zone"


def statuses(sections: Sequence[ZoneSection]) -> html.Section | None:
    """All proposals under their headings; None without any."""
    if not sections:
        return None
    parts: list[Any] = []
    for n, section in enumerate(sections):
        parts.append(heading(section.title, "as reported in this article" if n == 0 else ""))
        parts += [_zone(z) for z in section.zones]
    return html.Section(parts, className="statuses")


def _zone(zone: Zone) -> html.Article:
    return html.Article(
        [
            html.P(
                [html.Span(className=f"glyph glyph-{zone.status}", **attributes(aria_hidden="true")), zone.status_word],
                className=f"status status-{zone.status}",
            ),
            html.H3(
                html.Button(
                    zone.name,
                    id=ids.pick("proposal", zone.id, "zone"),
                    className="pick",
                    type="button",
                    **attributes(aria_pressed="false"),
                ),
                className="zone-name",
                dir="auto",
            ),
            html.P(zone.reason, className="zone-reason", dir="auto"),
            html.Ul([_row(r) for r in zone.rows], className="stances") if zone.rows else None,
            html.P(f"Parts: {'; '.join(zone.parts)}.", className="zone-note") if zone.parts else None,
            html.P(zone.map_note, className="zone-note"),
            proof.disclosure(zone.quotes, zone.decision, earlier=zone.history),
        ],
        id=ids.zone(zone.id),
        className=CLASS,
        **attributes(data_zone=zone.id),
    )


def _row(row: Row) -> html.Li:
    return html.Li(
        [
            html.Span(row.party, className="stance-party", dir="auto"),
            html.Span(row.verb, className="stance-verb"),
            html.Span(
                [f"“{row.quote}”", html.Span(f" {row.when}", className="stance-when") if row.when else ""],
                className="stance-quote",
                dir="auto",
            ),
        ]
    )
