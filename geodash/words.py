"""The words shown for what the model stores: tables, and small functions that join words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal
from urllib.parse import urlsplit

from geodash.language import Said, code, counted, say, units, worded
from geodata.model import EventType, Modality, Place, PlaceKind, ProposalKind, StanceKind, Status
from geodata.plain import shortened as shortened  # words.shortened: the view and the files cut alike

STATUS = Said(
    {
        Status.proposed: "Proposed",
        Status.under_negotiation: "Under negotiation",
        Status.agreed_in_principle: "Agreed in principle, terms open",
        Status.agreed: "Agreed",
        Status.disputed: "Not agreed",
        Status.rejected: "Rejected",
        Status.in_force: "In force",
        Status.collapsed: "Collapsed",
    }
)

MODALITY = Said(
    {
        Modality.planned: "Planned",
        Modality.ongoing: "Under way",
        Modality.occurred: "Reported",
        Modality.claimed: "Claimed",
        Modality.hypothetical: "Feared",
    }
)

EVENT_TYPE = Said(
    {
        EventType.AGREE: "Agreement",
        EventType.CONSULT: "Talks",
        EventType.SUPPORT: "Support",
        EventType.COOPERATE: "Cooperation",
        EventType.AID: "Aid",
        EventType.RETREAT: "Withdrawal",
        EventType.REQUEST: "Demand",
        EventType.ACCUSE: "Accusation",
        EventType.REJECT: "Refusal",
        EventType.THREATEN: "Threat",
        EventType.PROTEST: "Protest",
        EventType.SANCTION: "Sanctions",
        EventType.MOBILIZE: "Mobilisation",
        EventType.COERCE: "Coercion",
        EventType.ASSAULT: "Attack",
        EventType.NATURAL: "Natural event",
        EventType.OTHER: "",
    }
)

PROPOSAL_KIND = Said(
    {
        ProposalKind.security_zone: "security zone",
        ProposalKind.buffer_zone: "buffer zone",
        ProposalKind.demilitarised_zone: "demilitarised zone",
        ProposalKind.safe_zone: "safe zone",
        ProposalKind.evacuation_zone: "evacuation zone",
        ProposalKind.corridor: "corridor",
        ProposalKind.ceasefire: "ceasefire",
        ProposalKind.withdrawal: "withdrawal",
        ProposalKind.prisoner_exchange: "prisoner exchange",
        ProposalKind.other: "proposal",
    }
)

# Where a stance has no verb worth showing in a list of several parties.
STANCE = Said(
    {
        StanceKind.proposes: "proposes",
        StanceKind.accepts: "accepts",
        StanceKind.accepts_in_principle: "accepts in principle",
        StanceKind.rejects: "rejects",
        StanceKind.seeks_changes: "seeks changes",
        StanceKind.mediates: "mediates",
        StanceKind.undecided: "is undecided",
    }
)

PLACE_KIND = Said(
    {
        PlaceKind.settlement: "town",
        PlaceKind.admin_area: "area",
        PlaceKind.country: "country",
        PlaceKind.region: "region",
        PlaceKind.border: "border",
        PlaceKind.corridor: "corridor",
        PlaceKind.zone: "zone",
        PlaceKind.water: "water",
        PlaceKind.facility: "site",
    }
)

WORLDVIEW = Said({"iso": "ISO worldview", "de_facto": "de facto worldview"})

KM_PER_MILE = 1.609344


def precision(place: Place, happened: bool) -> str:
    """What a chip says of how exactly a place is known: "town; site not stated".

    ``happened``: something is reported there, so what is missing is worth saying.
    """
    kind = PLACE_KIND[place.kind]
    if not happened:
        return kind
    if place.where_prec == 1:
        return say("exact site") if place.kind is PlaceKind.facility else say("{kind}; site not stated", kind=kind)
    if place.where_prec == 2:
        reach = place.coordinate_uncertainty_m
        return (
            say("within {distance}; site not stated", distance=_reach(reach))
            if reach
            else say("nearby; site not stated")
        )
    if place.where_prec == 6:
        return say("country; city not stated")
    if place.where_prec == 7:
        water = place.kind is PlaceKind.water
        return say("at sea or in the air; position not stated") if water else say("position not stated")
    if place.kind in (PlaceKind.border, PlaceKind.corridor):
        return say("{kind}; where along it not stated", kind=kind)
    return say("{kind}; town not stated", kind=kind)


def _reach(metres: float) -> str:
    return length(metres / 1000, 0)


def length(km: float, digits: int) -> str:
    """A length in the units now spoken: 25 km, 16 miles."""
    if units() == "miles":
        return say("{n} miles", n=f"{km / KM_PER_MILE:,.{digits}f}")
    return say("{n} km", n=f"{km:,.{digits}f}")


def gap(place: Place) -> str:
    """What is not stated of a place, for a caption beside its label; "" where the symbol says it."""
    if place.where_prec == 6:
        return say("place not stated")
    if place.where_prec in (3, 4) or place.kind in (PlaceKind.admin_area, PlaceKind.region):
        return say("town not stated")
    return ""


def confidence(value: float) -> str:
    """A confidence of 0..1 in words and figures."""
    level = say("high") if value >= 0.8 else say("medium") if value >= 0.5 else say("low")
    return f"{level} ({value:.2f})"


def joined(items: Sequence[str], last: Literal["and", "or"] = "and") -> str:
    """A, B and C."""
    if len(items) < 2:
        return "".join(items)
    rest = say(", ").join(items[:-1])
    if last == "or":
        return say("{rest} or {last}", rest=rest, last=items[-1])
    return say("{rest} and {last}", rest=rest, last=items[-1])


def count(number: int, one: str, many: str | None = None) -> str:
    """1 event, 2 events."""
    return counted(number, one, many or one + "s")


def sentence(text: str) -> str:
    """The text with a capital at its start and one full stop at its end."""
    line = " ".join(text.split())
    if not line:
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in ".!?…”" else line + "."


def capital(text: str) -> str:
    """The text with a capital first letter, the rest small; scripts without capitals stay."""
    return text.capitalize()


def without_place(label: str, names: Sequence[str]) -> str:
    """An event's label without the place it ends on ("Commander killed in Beirut"): the map's label says it."""
    for name in sorted(names, key=len, reverse=True):
        pattern = rf"\s+(?:in|at|near|on|over|off|to|into|from|around|outside|along)(?:\s+the)?\s+{re.escape(name)}\W*$"
        cut = re.sub(pattern, "", label, flags=re.IGNORECASE)
        if cut != label and len(cut.split()) > 1:
            return cut
    return label


def link(url: str | None) -> str | None:
    """The address if it is a plain http(s) link, else None: no other scheme ever becomes a link."""
    if not url or any(c.isspace() or ord(c) < 32 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def called(place: Place) -> str:
    """What the article calls a place, or its name where it says it in no words of its own or in another language."""
    return worded(place.toponyms[0].exact) if place.toponyms and code() == "en" else place.name


_PLURAL_VERBS = {"is": "are", "has": "have", "does": "do", "was": "were"}


def for_several(verb: str) -> str:
    """A verb in the third person for several parties: "mediates" becomes "mediate"; elsewhere verbs are nouns."""
    if code() != "en":
        return verb
    first, _, rest = verb.partition(" ")
    if first in _PLURAL_VERBS:
        base = _PLURAL_VERBS[first]
    elif first.endswith("ies") and len(first) > 4:
        base = first[:-3] + "y"
    elif first.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        base = first[:-2]
    else:
        base = first[:-1] if first.endswith("s") and not first.endswith("ss") else first
    return f"{base} {rest}".strip()
