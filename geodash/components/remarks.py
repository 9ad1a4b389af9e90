"""What stands under the maps and at the end of the page: what is not drawn, contested or unsure, and the sources."""

from __future__ import annotations

from collections.abc import Sequence

from geodash import words
from geodash.components.fragment import Node, Piece, h, piece
from geodash.components.heading import heading
from geodash.language import say
from geodash.view import Unplaced, View


def under_maps(view: View, attributions: Sequence[str], contested: Sequence[str], credit: str = "") -> Piece:
    """Countries that are outlined and not pinned, what is only named, the worldview, whose data and graphic it is."""
    lines: list[Node] = []
    if view.no_panel:
        lines.append(h("p", {"class": "empty no-map"}, view.no_panel))
    if view.by_country:
        lines.append(_line(say("Known only to the country, so outlined and not pinned: "), " · ".join(view.by_country)))
    if view.also_named:
        lines.append(_line(say("Also named, not drawn: "), say(", ").join(view.also_named)))
    if view.panels:
        sources = f"{say('Boundaries: {worldview}', worldview=view.worldview)}. {'; '.join(attributions)}".strip()
        lines.append(h("p", {"class": "sources"}, sources))
    if credit:
        lines.append(h("p", {"class": "credit", "dir": "auto"}, credit))
    if contested:
        notes = [h("li", {}, note) for note in contested]
        said = words.count(len(contested), "contested border or area", "contested borders and areas")
        lines.append(
            h(
                "details",
                {"class": "contested"},
                h("summary", {}, say("{what} in view", what=said)),
                h("ul", {}, *notes),
            )
        )
    return piece(*lines, classes="remarks")


def _line(lead: str, text: str) -> Node:
    end = "" if text.endswith((".", "…")) else "."
    return h("p", {}, h("span", {"class": "lead"}, lead), text + end)


def unsure(items: Sequence[Unplaced]) -> Piece | None:
    """Names that were not placed, or placed with doubt; None without any."""
    if not items:
        return None
    return piece(
        heading(say("Not placed, or unsure"), say("a wrong pin would be worse than none")),
        h("ul", {"class": "unplaced"}, *map(_unsure, items)),
        classes="unsure-section",
    )


def _unsure(item: Unplaced) -> Node:
    weighed = " " + say("Considered: {names}.", names=say(", ").join(item.candidates)) if item.candidates else ""
    return h("li", {"dir": "auto"}, h("strong", {}, item.name), h("span", {}, f" {item.reason}{weighed}"))
