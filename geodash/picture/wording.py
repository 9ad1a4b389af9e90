"""A picture's own lines: title, standfirst and foot; and what goes with it: alternative texts, caption and credit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodash import dates, words
from geodash.language import say
from geodash.picture.plan import Words
from geodash.view import Panel, View
from geodata.model import Story

SHORT_ALT = 140  # characters: what a screen reader reads in one breath, and most systems' field for it holds
LONG_ALT = 2_000
TITLE = 200


@dataclass(frozen=True, slots=True)
class Accompanying:
    """Ready to paste beside the picture."""

    alt: str
    description: str
    caption: str
    credit: str
    maker: str = ""  # the house's own credit

    def lines(self) -> list[tuple[str, str]]:
        """Each with what it is called."""
        return [
            ("Caption", self.caption),
            ("Credit", self.credit),
            ("Alt text", self.alt),
            ("Long description", self.description),
        ]


def page_words(
    view: View, story: Story, attributions: Sequence[str], contested: Sequence[str], title: str | None, credit: str
) -> Words:
    """The lines of the page. ``contested``: a sentence per contested border in view, its name before a colon."""
    source, data = source_line(story), f"{' · '.join(attributions)}."
    last = " ".join(words.sentence(part) for part in (credit, view.header.made_by) if part)
    boundaries = say("Boundaries: {worldview}", worldview=view.worldview) + "."
    if contested:
        names = say(", ").join(line.split(":", 1)[0] for line in contested)
        boundaries += " " + say("Contested and in view: {names}", names=names) + "."
    named = (
        say("Also named, not drawn: {names}", names=say(", ").join(view.also_named)) + "." if view.also_named else ""
    )
    standfirst = " · ".join(part for part in (view.header.as_of, view.header.scope) if part)
    return Words(
        words.shortened(title or view.header.headline, TITLE),
        standfirst,
        tuple(note for note in (view.no_panel, source, named, _unsure(view), boundaries, f"{data} {last}") if note),
        (f"{source} {last}", f"{view.worldview}. {data}"),
    )


def _unsure(view: View) -> str:
    names = say(", ").join(dict.fromkeys(one.name for one in view.unsure))
    return f"{say('Not placed, or unsure')}: {names}." if names else ""


def source_line(story: Story) -> str:
    """Whose articles they are: "Source: Lake Post, “Mediators to meet”, 14 Aug 2024."."""
    found = []
    for article in story.articles[:3]:
        told = {
            "office": article.source_office or say("publisher not stated"),
            "day": dates.day(article.published) if article.published else say("date not stated"),
        }
        title = words.shortened(article.headline, 110)
        found.append(
            say("{office}, “{title}”, {day}", title=title, **told) if title else say("{office}, {day}", **told)
        )
    if len(story.articles) > len(found):
        found.append(say("{count} more", count=len(story.articles) - len(found)))
    return say("Source: {source}", source="; ".join(found)) + "."


def accompanying(
    view: View, panels: Sequence[Panel], line: Words, story: Story, attributions: Sequence[str], credit: str
) -> Accompanying:
    """Alternative texts, caption and credit of a picture of these panels, written from the story alone."""
    names = [one.name for panel in panels for one in panel.drawn if one.event_ids or one.proposal_ids]
    shown = words.joined(list(dict.fromkeys(names))[:4])
    alt = say("Map: {title}", title=words.shortened(line.title, 90))
    if shown:
        alt = f"{alt}. {say('It shows {names}', names=shown)}"
    zones = [f"{zone.name}: {zone.status_word}. {zone.reason}" for section in view.sections for zone in section.zones]
    caption = " ".join(
        [words.sentence(line.title), *zones[:2], f"({view.header.as_of})" if view.header.as_of else ""]
    ).strip()
    owed = [credit, source_line(story).rstrip("."), *attributions, view.header.made_by]
    return Accompanying(
        words.shortened(alt, SHORT_ALT),
        words.shortened(_long(view, panels, line, zones), LONG_ALT),
        words.shortened(caption, 420),
        " / ".join(part for part in owed if part),
        credit,
    )


def _long(view: View, panels: Sequence[Panel], line: Words, zones: Sequence[str]) -> str:
    parts = [words.sentence(line.title)]
    for panel in panels:
        told = [one.aria for one in panel.drawn]
        told += [" ".join(note.lines) for note in panel.notes]
        parts.append(f"{say('Map: {title}', title=panel.title)}. {' '.join(map(words.sentence, told))}")
    if zones:
        parts.append(" ".join(zones))
    unplaced = [card.title for card in view.cards if not card.on_map]
    if unplaced:
        parts.append(f"{say('Events not on the map')}: {'; '.join(unplaced)}.")
    return " ".join(part for part in parts if part)
