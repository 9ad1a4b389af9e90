"""The one selection that everything visible follows, as a value and as a URL's query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

FIELDS = ("event", "place", "proposal", "panel")
LONGEST = 200  # as long as an identifier of the story may be


@dataclass(frozen=True, slots=True)
class Selection:
    """What the reader has picked: ids of the story, None where nothing of that kind."""

    event: str | None = None
    place: str | None = None
    proposal: str | None = None
    panel: str | None = None

    def __bool__(self) -> bool:
        return any((self.event, self.place, self.proposal, self.panel))

    def to_query(self) -> str:
        """The query without its question mark; "" for nothing."""
        chosen = [(name, getattr(self, name)) for name in FIELDS]
        return urlencode([(name, value) for name, value in chosen if value])

    @classmethod
    def from_query(cls, query: str) -> Selection:
        """The selection of a query; what it does not know or is not an id is left out."""
        found: dict[str, str] = {}
        try:
            pairs = parse_qsl(query.removeprefix("?"), max_num_fields=50)
        except ValueError:
            return cls()
        for name, value in pairs:
            if name in FIELDS and name not in found and 0 < len(value) <= LONGEST:
                found[name] = value
        return cls(**found)


@dataclass(frozen=True, slots=True)
class Targets:
    """What a selection lights: ids, the first event as the one to show, and the panel that flies to a place."""

    events: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    panel: str | None = None
    fly: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """Which event, place and proposal belong together, and which panel shows a place best."""

    events: Mapping[str, tuple[str, ...]]
    proposals: Mapping[str, tuple[str, ...]]
    panels: Mapping[str, str]

    def targets(self, chosen: Selection) -> Targets:
        """What a selection lights; the same rule as ``resolve`` in linked_selection.js."""
        events: tuple[str, ...] = ()
        proposals: tuple[str, ...] = ()
        places: tuple[str, ...] = ()
        if chosen.event is not None and chosen.event in self.events:
            events = (chosen.event,)
            places = self.events[chosen.event]
        elif chosen.proposal is not None and chosen.proposal in self.proposals:
            proposals = (chosen.proposal,)
            places = self.proposals[chosen.proposal]
        if chosen.place is not None and chosen.place in self.panels:
            if not events and not proposals:
                events = tuple(e for e, where in self.events.items() if chosen.place in where)
                proposals = tuple(p for p, where in self.proposals.items() if chosen.place in where)
                places = (chosen.place,)
            elif chosen.place in places:
                places = (chosen.place, *(p for p in places if p != chosen.place))
                if events:
                    told = (e for e, where in self.events.items() if chosen.place in where)
                    events = (*events, *(e for e in told if e != chosen.event))
        fly = next((p for p in places if p in self.panels), None)
        panel = self.panels[fly] if fly else None
        if chosen.panel and not panel:
            panel = chosen.panel
        return Targets(events, places, proposals, panel, fly)
