"""What stands under the maps and at the end of the page: what is not drawn, contested or unsure, and the sources."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html

from geodash.components.heading import heading
from geodash.view import Unplaced, View


def under_maps(view: View, attributions: Sequence[str]) -> html.Div:
    """Countries that are outlined and not pinned, what is only named, the worldview, and whose data it is."""
    lines: list[Any] = []
    if view.by_country:
        lines.append(_line("Known only to the country, so outlined and not pinned: ", " · ".join(view.by_country)))
    if view.also_named:
        lines.append(_line("Also named, not drawn: ", ", ".join(view.also_named)))
    sources = "; ".join(attributions)
    if view.panels:
        lines.append(html.P(f"Boundaries: {view.worldview}. {sources}".strip(), className="sources"))
    lines += [html.P(c, className="sources") for c in view.contested]
    return html.Div(lines, className="remarks")


def _line(lead: str, text: str) -> html.P:
    return html.P([html.Span(lead, className="lead"), text if text.endswith((".", "…")) else f"{text}."])


def unsure(items: Sequence[Unplaced]) -> html.Section | None:
    """Names that were not placed, or placed with doubt; None without any."""
    if not items:
        return None
    return html.Section(
        [
            heading("Not placed, or unsure", "a wrong pin would be worse than none"),
            html.Ul([_unsure(i) for i in items], className="unplaced"),
        ],
        className="unsure-section",
    )


def _unsure(item: Unplaced) -> html.Li:
    weighed = f" Considered: {', '.join(item.candidates)}." if item.candidates else ""
    return html.Li([html.Strong(item.name), " ", html.Span(f"{item.reason}{weighed}")], dir="auto")
