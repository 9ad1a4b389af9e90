"""What an embed may draw: readers have no editor beside them, so a place that the machine is unsure of stays off the map."""

from __future__ import annotations

from dataclasses import replace

from geodash.cards import UNSURE_BELOW
from geodash.page_tree import drawn_by
from geodash.view import Panel, View
from geodata.model import Story


def sure(view: View, story: Story) -> View:
    """The view without the marks, areas and notes of unsure places, which ``view.unsure`` lists; a panel that then draws
    nothing goes, and with it its outline on another."""
    unsure = {place.id for place in story.places if place.decision.confidence < UNSURE_BELOW}
    panels = [_without(panel, unsure) for panel in view.panels]
    panels = [panel for panel in panels if panel.drawn or panel.notes]
    titles = {panel.id: panel.title for panel in panels}
    # One map is shown at a time: a close-up is not "below".
    named = [
        replace(panel, insets=tuple(replace(i, label=titles[i.panel_id]) for i in panel.insets if i.panel_id in titles))
        for panel in panels
    ]
    return drawn_by(view, named)


def _without(panel: Panel, unsure: set[str]) -> Panel:
    return replace(
        panel,
        marks=tuple(m for m in panel.marks if m.id not in unsure),
        shapes=tuple(s for s in panel.shapes if s.id not in unsure),
        notes=tuple(n for n in panel.notes if not any(n.id.endswith(f":{place}") for place in unsure)),
    )
