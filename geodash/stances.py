"""Parties' stances in a language that is not the article's: nouns, so that no verb must agree with its party.

The article's own verb is kept where the tables have it; else the kind of stance stands for it.
"""

from __future__ import annotations

from geodash import words, zones
from geodash.language import say
from geodata.model import GeometryBasis, Place, Proposal, ProposalKind, Stance

VERBS = (
    "demands", "calls for", "insists on", "wants", "seeks", "requests", "offers", "plans", "refuses", "opposes",
    "rules out", "condemns", "vetoes", "approves", "agrees to", "supports", "backs", "welcomes", "signs",
    "wants changes", "proposes amendments", "asks for clarifications", "seeks clarifications", "has reservations",
    "considers",
)  # fmt: skip
# What geodata.status begins a reason with where the article says what happened to the thing itself.
FACTS = (
    "The article says that it no longer holds",
    "The article says that it is in place",
    "The article says that it was agreed",
)
NOTES = ("width not stated", "extent not stated")


def noun(stance: Stance) -> str:
    """The stance as a noun: «مطلب» for "demands"."""
    return say(stance.verb) if stance.verb in VERBS else words.STANCE[stance.stance]


def status_reason(proposal: Proposal) -> str:
    """The reason of a status from the stances, which are nouns by now."""
    parts = [say(f) for f in FACTS if proposal.status_reason.startswith(f)]
    parts += [zones.stances_in_words(proposal)] if proposal.positions else []
    return say("; ").join(parts) or say("The article names no party's stance")


def name(proposal: Proposal, places: list[Place]) -> str:
    """A proposal of a known kind by its kind and places; any other as the article has it."""
    if proposal.kind is ProposalKind.other:
        return proposal.name
    kind = words.PROPOSAL_KIND[proposal.kind]
    if places:
        where = words.joined([p.name for p in places])
        if proposal.geometry_basis is GeometryBasis.containing_area:
            return say("{kind} within {place}", kind=kind, place=where)
        return f"{kind}: {where}"
    plain = proposal.name.lower().removeprefix("a ").removeprefix("the ")
    return kind if plain == words.PROPOSAL_KIND.english[proposal.kind] else proposal.name


def note(proposal: Proposal) -> str:
    """What the machine noted of the geometry; an editor's note stays as written."""
    plain = proposal.geometry_note.lower().rstrip(".")
    return say(plain) if plain in NOTES else proposal.geometry_note
