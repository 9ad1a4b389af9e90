"""Places: what resolved toponyms and border phrases become in the story.

One place for all toponyms that mean it. A phrase may say less or other than its name: "near Goma" is not Goma and
"northern Peru" not Peru; each is a place of its own, of UCDP's precision 2 and 5. Pure: names, areas and the way to derive a border are handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from shapely.geometry.base import BaseGeometry

from geodata.geometry import Atlas, BorderOf, derive, middle, part_of, reach_m, to_geojson
from geodata.mentions import Mention
from geodata.model import Article, Candidate, Decision, Evidence, Place, PlaceKind, Unresolved
from geodata.names import fold
from geodata.qualifiers import compass, find_qualifier, qualified
from geodata.resolution import Resolution, told
from geodata.slugs import slug
from geodata.toponyms import BorderPhrase, Entry

NEAR_M = 25_000.0  # UCDP GED codebook: precision 2 is "within about 25 km of a known point"
UNSURE = 0.5  # below this the machine would be wrong more often than right, and says so


@dataclass(frozen=True)
class Drawn:
    """Where the shapes of places come from."""

    atlas: Atlas
    border: BorderOf
    names_of: Mapping[str, dict[str, str]]


@dataclass
class Gathered:
    """The mentions of an article in text order, its places by id, and the names that were not placed."""

    mentions: list[Mention] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)


@dataclass
class _Draft:
    """A place while its toponyms are still being collected."""

    resolution: Resolution
    entry: Entry
    spelling: str | None
    qualifier: str  # "", "near", or the compass word of a part ("northern")
    toponyms: list[Evidence] = field(default_factory=list)
    confidences: list[float] = field(default_factory=list)


def gather(
    article: Article,
    resolutions: Sequence[Resolution],
    borders: Sequence[tuple[BorderPhrase, Resolution, Resolution]],
    drawn: Drawn,
) -> Gathered:
    """The article's places. ``borders``: each phrase with the resolutions of its two sides."""
    result = Gathered()
    drafts: dict[str, _Draft] = {}
    open_names: dict[str, Unresolved] = {}
    phrases = [b for b, _, _ in borders]
    sides = {(t.start, t.end): r for b, left, right in borders for t, r in ((b.left, left), (b.right, right))}
    for resolution in resolutions:
        toponym = resolution.toponym
        inside = any(b.start <= toponym.start and toponym.end <= b.end for b in phrases)
        resolution = sides.pop((toponym.start, toponym.end), resolution)
        _take(article, resolution, inside, result, drafts, open_names)
    for resolution in sides.values():  # sides that recognition had not found by itself
        _take(article, resolution, True, result, drafts, open_names)
    for phrase, left, right in borders:
        _take_border(article, phrase, left, right, drawn, result, open_names)
    for place_id, draft in drafts.items():
        result.places[place_id] = _place(place_id, draft, drawn)
    result.mentions.sort(key=lambda m: (m.start, -m.end))
    result.unresolved = list(open_names.values())
    return result


def _take(
    article: Article,
    resolution: Resolution,
    inside: bool,
    result: Gathered,
    drafts: dict[str, _Draft],
    open_names: dict[str, Unresolved],
) -> None:
    toponym, entry = resolution.toponym, resolution.entry
    mention = Mention(toponym.start, toponym.end, toponym.text, demonym=toponym.demonym, inside=inside)
    words = _evidence(article, toponym.start, toponym.end)
    if entry is None:
        result.mentions.append(mention)
        _leave_open(open_names, toponym.text, words, resolution)
        return
    qualifier, start = ("", toponym.start) if toponym.demonym else find_qualifier(article.text, toponym.start, entry)
    place_id, _ = qualified(entry, qualifier)
    draft = drafts.setdefault(place_id, _Draft(resolution, entry, None, qualifier))
    draft.confidences.append(resolution.confidence)
    if not toponym.demonym:
        draft.toponyms.append(_evidence(article, start, toponym.end))
        spelling = toponym.text if compass(qualifier) else _as_written(resolution)
        if draft.spelling in (None, entry.name):  # the first spelling of the article's own
            draft.spelling = spelling
        if resolution.confidence > draft.resolution.confidence:
            draft.resolution = resolution
    result.mentions.append(
        replace(
            mention,
            start=start,
            text=article.text[start : toponym.end],
            place_id=place_id,
            kind=PlaceKind.region if compass(qualifier) else entry.kind,
            country=entry.country,
            metonym=toponym.metonym,
        )
    )


def _take_border(
    article: Article,
    phrase: BorderPhrase,
    left: Resolution,
    right: Resolution,
    drawn: Drawn,
    result: Gathered,
    open_names: dict[str, Unresolved],
) -> None:
    words = _evidence(article, phrase.start, phrase.end)
    mention = Mention(phrase.start, phrase.end, phrase.text)
    refs = [r.entry.area_ref or r.entry.id if r.entry else None for r in (left, right)]
    line = drawn.border(refs[0], refs[1]) if refs[0] and refs[1] else None
    if line is None or left.entry is None or right.entry is None:
        result.mentions.append(mention)
        reason = "the two areas share no border on land" if all(refs) else "one side of the border is not known"
        _leave_open(open_names, phrase.text, words, replace(left, candidates=(), reason=reason))
        return
    first, second = sorted((left.entry, right.entry), key=lambda e: e.name)
    place_id = f"geodash:{slug(f'{first.name} {second.name} border')}"
    result.mentions.append(replace(mention, place_id=place_id, kind=PlaceKind.border))
    before = result.places.get(place_id)
    if before is not None:
        result.places[place_id] = before.model_copy(update={"toponyms": [*before.toponyms, words]})
        return
    point = middle(line)
    result.places[place_id] = Place(
        id=place_id,
        name="–".join(sorted((_as_written(left), _as_written(right)))) + " border",
        kind=PlaceKind.border,
        point=point,
        geometry=to_geojson(line),
        where_prec=5,
        coordinate_uncertainty_m=reach_m(line, *point),
        toponyms=[words],
        decision=Decision(
            confidence=round(min(left.confidence, right.confidence), 3),
            reason=f"the shared line of {first.name} and {second.name}, derived from their areas",
        ),
    )


def _as_written(resolution: Resolution) -> str:
    """The place's name as the article spells it; the gazetteer's for countries, demonyms, abbreviations and capitals."""
    entry, text = resolution.entry, " ".join(resolution.toponym.text.split()).removeprefix("the ")
    if entry is None:
        return text
    by_gazetteer = entry.kind is PlaceKind.country or resolution.toponym.demonym or text.isupper() or "." in text
    return entry.name if by_gazetteer else text


def _leave_open(found: dict[str, Unresolved], name: str, words: Evidence, resolution: Resolution) -> None:
    key = fold(name)
    before = found.get(key)
    found[key] = Unresolved(
        toponyms=[*(before.toponyms if before else []), words],
        candidates=_candidates(resolution),
        reason=resolution.reason,
    )


def _place(place_id: str, draft: _Draft, drawn: Drawn) -> Place:
    entry = draft.entry
    near, direction = draft.qualifier == "near", compass(draft.qualifier)
    shape: BaseGeometry | None = None
    if entry.where_prec >= 3:
        shape = derive(getattr(entry, "geometry_rule", None), entry.area_ref, drawn.atlas, drawn.border)
    if shape is not None and direction:
        shape = part_of(shape, direction)
    point = (entry.lon, entry.lat)
    uncertainty = float(getattr(entry, "uncertainty_m", 0.0)) or None
    if shape is not None and (direction or "Line" in shape.geom_type):
        point = middle(shape)
        uncertainty = reach_m(shape, *point)
    return Place(
        id=place_id,
        name=f"{draft.qualifier} {draft.spelling or entry.name}".strip(),
        names={} if draft.qualifier else drawn.names_of.get(entry.id, {}),
        kind=PlaceKind.region if direction else entry.kind,
        country=entry.country,
        point=point,
        geometry=to_geojson(shape),
        where_prec=qualified(entry, draft.qualifier)[1],
        coordinate_uncertainty_m=NEAR_M if near else uncertainty,
        toponyms=draft.toponyms,
        candidates=_candidates(draft.resolution),
        decision=Decision(confidence=max(draft.confidences), reason=draft.resolution.reason),
    )


def _candidates(resolution: Resolution) -> list[Candidate]:
    return [
        Candidate(
            place_id=s.entry.id,
            name=s.entry.name,
            country=s.entry.country,
            score=round(s.score, 3),
            signals=_told(s.signals),
        )
        for s in resolution.candidates
    ]


def _told(signals: Mapping[str, float]) -> dict[str, float]:
    """The signals by their plain names; of several with one name the strongest."""
    found: dict[str, float] = {}
    for name, value in signals.items():
        if abs(value) > abs(found.get(told(name), 0.0)):
            found[told(name)] = value
    return found


def _evidence(article: Article, start: int, end: int) -> Evidence:
    return Evidence(article_id=article.id, start=start, end=end, exact=article.text[start:end])
