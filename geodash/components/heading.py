"""The heading of a section: serif, ruled, with a remark at its right."""

from __future__ import annotations

from dash import html


def heading(title: str, remark: str) -> html.Div:
    """The title and, where there is one, the remark."""
    return html.Div([html.H2(title), html.P(remark) if remark else None], className="heading")
