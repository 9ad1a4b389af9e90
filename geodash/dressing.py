"""A story in a house's words: its names and wording on what the machine wrote, never on evidence or quotes. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geodash.wording import Wording
from geodata.model import Candidate, Component, Decision, Event, Place, Proposal, Stance, Story, Unresolved

if TYPE_CHECKING:
    from geodash.house import House


def dressed(story: Story, house: House) -> Story:
    """A copy of the story as the house writes, under the house's worldview. Not validated again.

    Speak with ``house.speaking()`` while the view is built: what the view itself says is worded there.
    """
    made_with = story.made_with
    if house.worldview:
        made_with = made_with.model_copy(update={"worldview": house.worldview})
    if not house.wording:
        return story if made_with is story.made_with else story.model_copy(update={"made_with": made_with})
    own = _Dresser(house.wording)
    return story.model_copy(
        update={
            "title": house.naming(story.title),
            "places": [own.place(p) for p in story.places],
            "unresolved": [own.unresolved(u) for u in story.unresolved],
            "events": [own.event(e) for e in story.events],
            "proposals": [own.proposal(p) for p in story.proposals],
            "made_with": made_with,
        }
    )


@dataclass(frozen=True)
class _Dresser:
    wording: Wording

    def said(self, text: str) -> str:
        """The text in the house's words; as it was where nothing would be left of it."""
        return self.wording(text) or text

    def decision(self, decision: Decision) -> Decision:
        if decision.by == "editor":
            return decision
        return decision.model_copy(update={"reason": self.wording(decision.reason)})

    def candidates(self, candidates: list[Candidate]) -> list[Candidate]:
        return [c.model_copy(update={"name": self.said(c.name)}) for c in candidates]

    def place(self, place: Place) -> Place:
        return place.model_copy(
            update={
                "name": self.said(place.name),
                "candidates": self.candidates(place.candidates),
                "decision": self.decision(place.decision),
            }
        )

    def unresolved(self, name: Unresolved) -> Unresolved:
        changed = {"candidates": self.candidates(name.candidates), "reason": self.wording(name.reason)}
        return name.model_copy(update=changed)

    def event(self, event: Event) -> Event:
        by = event.attributed_to
        return event.model_copy(
            update={
                "label": self.said(event.label),
                "actors": [a.model_copy(update={"name": self.said(a.name)}) for a in event.actors],
                "attributed_to": by if by == "the article" else self.said(by),  # the view tells it by these words
                "decision": self.decision(event.decision),
            }
        )

    def proposal(self, proposal: Proposal) -> Proposal:
        history = [
            h.model_copy(update={"reason": self.wording(h.reason), "decision": self.decision(h.decision)})
            for h in proposal.history
        ]
        return proposal.model_copy(
            update={
                "name": self.said(proposal.name),
                "geometry_note": self.wording(proposal.geometry_note),
                "positions": [self.stance(s) for s in proposal.positions],
                "components": [self.component(c) for c in proposal.components],
                "status_reason": self.wording(proposal.status_reason),
                "history": history,
                "decision": self.decision(proposal.decision),
            }
        )

    def stance(self, stance: Stance) -> Stance:
        return stance.model_copy(update={"party": self.said(stance.party), "verb": self.said(stance.verb)})

    def component(self, component: Component) -> Component:
        return component.model_copy(update={"name": self.said(component.name)})
