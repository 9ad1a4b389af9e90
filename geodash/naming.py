"""A story in another language: its names by geodash.namer, its machine's words by the tables.

Evidence, quotes, labels of events and ids stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from geodash import reasons, stances, words
from geodash.language import speaking
from geodash.namer import Namer
from geodata.gazetteer import Gazetteer
from geodata.model import Candidate, Component, Event, Place, Proposal, ProposalKind, Stance, Story, Unresolved


def localised(story: Story, lang: str, gazetteer: Gazetteer | None = None) -> Story:
    """A copy of the story with its names in a language; the same story in English. Not validated again.

    ``build_view`` of it, inside ``speaking(lang)``, is the view in that language.
    """
    if lang == "en":
        return story
    ids = [p.id for p in story.places]
    weighed = [*(p.candidates for p in story.places), *(u.candidates for u in story.unresolved)]
    ids += [c.place_id for candidates in weighed for c in candidates]
    namer = Namer(lang, gazetteer or Gazetteer.open(), ids)
    with speaking(lang):
        places = [_place(p, namer) for p in story.places]
        known = {p.id: p for p in places}
        return story.model_copy(
            update={
                "places": places,
                "unresolved": [_unresolved(u, namer) for u in story.unresolved],
                "events": [_event(e, namer) for e in story.events],
                "proposals": [_proposal(p, known, namer) for p in story.proposals],
            }
        )


def ground_names(
    labels: Sequence[Mapping[str, Any]], lang: str, gazetteer: Gazetteer | None = None
) -> list[dict[str, Any]]:
    """Labels of the ground (id "l:EG", "l:sea:red-sea", "gn:…", with text) with their texts in a language."""
    if lang == "en":
        return [dict(label) for label in labels]
    book = gazetteer or Gazetteer.open()
    namer = Namer(lang, book, [_ref(label, book) for label in labels])
    return [{**label, "text": namer.place(_ref(label, book), str(label["text"]))} for label in labels]


def country_name(alpha2: str, lang: str, gazetteer: Gazetteer) -> str | None:
    """A country's name; None where the gazetteer has none."""
    entry = gazetteer.country(alpha2)
    return gazetteer.names(entry.id).get(lang) if entry else None


def _ref(label: Mapping[str, Any], gazetteer: Gazetteer) -> str:
    """The gazetteer's id of a label: countries are labelled by their alpha-2 code."""
    ref = str(label["id"]).removeprefix("l:")
    if re.fullmatch(r"[A-Z]{2}", ref) and (country := gazetteer.country(ref)):
        return country.id
    return ref


def _place(place: Place, namer: Namer) -> Place:
    own = namer.whole(place)
    return place.model_copy(
        update={
            "name": own,
            "names": {**place.names, "en": place.name} if own != place.name else place.names,
            "candidates": [_candidate(c, namer) for c in place.candidates],
            "decision": reasons.decided(place.decision, namer.named),
        }
    )


def _candidate(candidate: Candidate, namer: Namer) -> Candidate:
    return candidate.model_copy(update={"name": namer.place(candidate.place_id, candidate.name)})


def _unresolved(unresolved: Unresolved, namer: Namer) -> Unresolved:
    candidates = [_candidate(c, namer) for c in unresolved.candidates]
    return unresolved.model_copy(
        update={"candidates": candidates, "reason": reasons.reason(unresolved.reason) or unresolved.reason}
    )


def _event(event: Event, namer: Namer) -> Event:
    actors = [a.model_copy(update={"name": namer.party(a.name)}) for a in event.actors]
    said = event.attributed_to if event.attributed_to == "the article" else namer.party(event.attributed_to)
    return event.model_copy(
        update={"actors": actors, "attributed_to": said, "decision": reasons.decided(event.decision)}
    )


def _proposal(proposal: Proposal, places: Mapping[str, Place], namer: Namer) -> Proposal:
    spoken = proposal.model_copy(update={"positions": [_stance(s, namer) for s in proposal.positions]})
    return spoken.model_copy(
        update={
            "name": stances.name(proposal, [places[i] for i in proposal.place_ids]),
            "geometry_note": stances.note(proposal),
            "components": [_component(c) for c in proposal.components],
            "status_reason": stances.status_reason(spoken),
            "decision": reasons.decided(proposal.decision),
        }
    )


def _stance(stance: Stance, namer: Namer) -> Stance:
    return stance.model_copy(update={"party": namer.party(stance.party), "verb": stances.noun(stance)})


def _component(component: Component) -> Component:
    known = component.kind is not ProposalKind.other
    return component.model_copy(update={"name": words.PROPOSAL_KIND[component.kind]}) if known else component
