"""A story in another language: the names of its places and parties, from the gazetteer and our own table.

The edge: asks the gazetteer. Evidence, quotes, labels of events and ids stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from geodash import reasons, stances, words
from geodash.language import say, speaking, table
from geodash.scripts import SCRIPTS, best
from geodata.gazetteer import Gazetteer
from geodata.model import (
    Candidate,
    Component,
    Event,
    Place,
    PlaceKind,
    Proposal,
    ProposalKind,
    Stance,
    Story,
    Unresolved,
)

NEAR = "near"
PARTS = {
    word: f"{english} {{place}}"
    for english in (
        "northern", "southern", "eastern", "western", "central", "northeastern", "northwestern", "southeastern",
        "southwestern",
    )
    for word in (english, english.removesuffix("ern"))
}  # fmt: skip
_PART = re.compile(r"((?:north|south)-?(?:east|west)?(?:ern)?|(?:east|west)(?:ern)?|central|near) (.+)", re.IGNORECASE)
_BORDER = re.compile(r"(.+)–(.+) border")


class Namer:
    """Names in one language, for the places of which the ids are given at the start."""

    def __init__(self, lang: str, gazetteer: Gazetteer, ids: Iterable[str] = ()) -> None:
        self.lang, self._gazetteer = lang, gazetteer
        self._own: Mapping[str, str] = table(lang).get("place", {})
        self._parties: Mapping[str, str] = table(lang).get("party", {})
        wanted = tuple(sorted({i for i in map(_base, ids) if i.startswith("gn:")}))
        self._spelt = _spelt(gazetteer, lang, wanted)

    def place(self, id: str, name: str, given: Mapping[str, str] | None = None) -> str:
        """The name of a place: an editor's, our table's, the gazetteer's, a spelling in that script, or as it was."""
        known = self._gazetteer.names(id).get(self.lang)
        edited = (given or {}).get(self.lang)
        if edited and edited != known:
            return edited
        return self._tabled(id, name) or known or self._spelt.get(id) or name

    def _tabled(self, id: str, name: str) -> str | None:
        entry = self._gazetteer.entry(id)
        for one in (name, entry.name if entry else name):
            if one in self._own and self._meant(id, one):
                return self._own[one]
        return None

    def _meant(self, id: str, name: str) -> bool:
        """Whether a town is the one that is known by its name: not Hebron, Kentucky."""
        if not id.startswith("gn:") or id in self._gazetteer.capitals():
            return True
        towns = [e for e in self._gazetteer.lookup(name) if e.id.startswith("gn:") and e.kind is PlaceKind.settlement]
        return not towns or towns[0].id == id

    def named(self, name: str) -> str:
        """The name of a place of which only the English name is known."""
        if name in self._own:
            return self._own[name]
        for entry in self._gazetteer.lookup(name)[:3]:
            known = self._gazetteer.names(entry.id).get(self.lang)
            if known and entry.kind in (PlaceKind.country, PlaceKind.admin_area):
                return known
        return name

    def party(self, name: str) -> str:
        """The name of a party: a known organisation, or a country; else as written."""
        plain = name.removeprefix("the ").removeprefix("The ")
        if plain in self._parties:
            return self._parties[plain]
        first = next(iter(self._gazetteer.lookup(plain)), None)
        if first is not None and first.kind is PlaceKind.country:
            return self._gazetteer.names(first.id).get(self.lang, name)
        return self._own.get(plain, name)

    def whole(self, place: Place) -> str:
        """The name of a place of the story, put together where the English one is."""
        if place.kind is PlaceKind.border and (sides := _BORDER.fullmatch(place.name)):
            return say("{a}–{b} border", a=self.named(sides[1]), b=self.named(sides[2]))
        if _base(place.id) != place.id and (part := _PART.fullmatch(place.name)):
            word, base = part[1].lower().replace("-", ""), self.place(_base(place.id), part[2])
            return say("near {place}", place=base) if word == NEAR else say(PARTS[word], place=base)
        return self.place(place.id, place.name, place.names)


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


def _base(id: str) -> str:
    """The place that "near Goma" or "northern Peru" is a part of: "gn:216281" of "gn:216281:near"."""
    kind, _, rest = id.partition(":")
    return f"{kind}:{rest.split(':')[0]}"


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


@lru_cache(maxsize=256)
def _spelt(gazetteer: Gazetteer, lang: str, ids: tuple[str, ...]) -> dict[str, str]:
    """Spellings in the script of a language, by one pass over the names of that script (measured: 8 ms for 100 towns)."""
    if lang not in SCRIPTS or not ids:
        return {}
    found = {
        id: best(names, lang, entry.name)
        for id, names in gazetteer.spellings(ids, *SCRIPTS[lang]).items()
        if (entry := gazetteer.entry(id))
    }
    return {id: name for id, name in found.items() if name}
