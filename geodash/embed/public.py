"""public.json: what a published story says, for machines. Pure.

It holds what the page shows: no article text beyond short quotes, no candidates that were weighed, and of decisions
neither who made them nor why.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from geodash.notices import QUOTES_ONLY, notices
from geodash.studio import Studio
from geodata.model import Evidence, Place
from geodata.plain import one_line, quoted

SCHEMA = "geodash.public/1"
DECIMALS = 5  # as in layers.geojson


def public_json(studio: Studio, correction: str = "") -> bytes:
    """The story as its view shows it, UTF-8; the same bytes for the same story."""
    story, view, said = studio.story, studio.view, notices(studio.story)
    events = {event.id: event for event in story.events}
    proposals = {proposal.id: proposal for proposal in story.proposals}
    document = {
        "schema": SCHEMA,
        "title": one_line(studio.title or view.header.headline),
        "language": studio.language,
        "as_of": view.header.as_of,
        "made_by": view.header.made_by,
        "correction": one_line(correction) or None,
        "sources": [
            {"headline": s.headline, "source": s.source, "date": s.published, "url": s.url, "sha256": s.sha256}
            for s in said.sources.values()
        ],
        "cards": [
            {
                "id": card.id,
                "number": card.number,
                "title": one_line(card.title),
                "modality": card.modality,
                "status": card.modality_word,
                "when": one_line(card.when),
                "according_to": one_line(card.attributed) or None,
                "places": [chip.place_id for chip in card.chips],
                "on_map": card.on_map,
                "evidence": _evidence(studio, events[card.id].evidence),
            }
            for card in view.cards
        ],
        "zones": [
            {
                "id": zone.id,
                "name": one_line(zone.name),
                "status": zone.status,
                "status_word": zone.status_word,
                "reason": one_line(zone.reason),
                "stances": [
                    {"party": one_line(r.party), "verb": one_line(r.verb), "quote": quoted(r.quote), "when": r.when or None}
                    for r in zone.rows
                ],
                "map_note": one_line(zone.map_note),
                "evidence": _evidence(studio, _of(studio, proposals[zone.id].id)),
            }
            for section in view.sections
            for zone in section.zones
        ],
        "panels": [
            {
                "id": panel.id,
                "title": one_line(panel.title),
                "bbox": [round(edge, DECIMALS) for edge in panel.bbox],
                "places": [_place(story.place(i)) for i in _ids(panel.drawn) if i in {p.id for p in story.places}],
            }
            for panel in view.panels
        ],
        "also_named": [one_line(name) for name in view.also_named],
        "unsure": list(dict.fromkeys(one_line(one.name) for one in view.unsure)),
        "worldview": view.worldview,
        "attributions": list(studio.ground.attributions),
        "note": QUOTES_ONLY,
    }  # fmt: skip
    return (json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode("utf-8")


def _ids(drawn: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(one.id for one in drawn))


def _place(place: Place) -> dict[str, Any]:
    """A place with how exactly it is known; without a point it has no coordinates."""
    lon, lat = place.point or (None, None)
    return {
        "id": place.id,
        "name": one_line(place.name),
        "kind": place.kind.value,
        "country": place.country,
        "lon": None if lon is None else round(lon, DECIMALS),
        "lat": None if lat is None else round(lat, DECIMALS),
        "where_prec": place.where_prec,
        "coordinate_uncertainty_m": place.coordinate_uncertainty_m,
    }


def _of(studio: Studio, proposal_id: str) -> list[Evidence]:
    proposal = next(p for p in studio.story.proposals if p.id == proposal_id)
    return [*(e for stance in proposal.positions for e in stance.evidence), *proposal.evidence]


def _evidence(studio: Studio, evidence: Iterable[Evidence]) -> list[dict[str, str]]:
    """Each a quote at most, with the digest of the text that it stands in."""
    digests = {article.id: article.sha256 for article in studio.story.articles}
    found = {(quoted(one.exact), digests[one.article_id]): None for one in evidence}
    return [{"quote": quote, "sha256": digest} for quote, digest in found]
