"""Exports: a story's picture and data as files, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import InputError
from geodata.model import Story
from geodata.store import load, replacing

if TYPE_CHECKING:
    from geodash.ground import Ground
    from geodash.house import House
    from geodash.picture.document import Picture
    from geodash.picture.panel import Lit
    from geodash.picture.wording import Accompanying
    from geodash.view import View

PICTURES = (".svg", ".png", ".pdf")
DATA = (".geojson", ".csv", ".gpkg")
SUFFIXES = (*PICTURES, ".html", *DATA)


@dataclass(frozen=True)
class Request:
    """What to make. ``panel``: an id, or "all"; ``select``: an event's id or number; ``as_of``: the day on which plans
    are read (None: the article's own)."""

    story: Path
    to: tuple[Path, ...]
    panel: str = "all"
    size: str = ""
    scale: float = 2.0
    theme: str = "light"
    language: str | None = None
    select: str | None = None
    title: str | None = None
    units: str | None = None
    outline_text: bool = False
    as_of: date | None = None
    house: Path | None = None


@dataclass
class Report:
    """What was made: files with their bytes, the lines to paste beside a picture, and what a person should know."""

    files: list[tuple[Path, int]] = field(default_factory=list)
    told: Accompanying | None = None
    picture: Picture | None = None
    warnings: list[str] = field(default_factory=list)


def export(request: Request, step: Callable[[str], None] = lambda name: None) -> Report:
    """Make every file of a request. Raises InputError or StoryError with one line before anything is written wrong."""
    for path in request.to:
        _checked(path)
    step("Reading the story")
    story, report = load(request.story), Report()
    suffixes = {path.suffix.lower() for path in request.to}
    made: dict[str, Callable[[Path], None]] = {}
    if suffixes & {*PICTURES, ".html"}:
        made |= _shown(request, story, suffixes, report, step)
    if suffixes & set(DATA):
        made |= _data(story)
    for path in request.to:
        step(f"Writing {path.name}")
        report.files.append((path, _write(path, made[path.suffix.lower()])))
    return report


def _checked(path: Path) -> None:
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(f"{path}: the kind of a file is told by its ending, one of: {', '.join(SUFFIXES)}")
    if path.is_dir():
        raise InputError(f"{path} is a folder; name a file in it")
    if not path.parent.is_dir():
        raise InputError(f"{path.parent}: no such folder; make it first")


def _write(path: Path, make: Callable[[Path], None]) -> int:
    try:
        with replacing(path) as temporary:
            make(temporary)
        return path.stat().st_size
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


def _shown(
    request: Request, story: Story, suffixes: set[str], report: Report, step: Callable[[str], None]
) -> dict[str, Callable[[Path], None]]:  # fmt: skip
    """The writers of what shows the story's view: pictures and the page."""
    from geodash.dressing import dressed
    from geodash.ground import Ground
    from geodash.house import House
    from geodash.language import checked, speaking
    from geodash.naming import localised
    from geodash.view import build_view

    house = House.load(request.house) if request.house else House()
    language = checked(request.language or house.language or "en")
    seen = dressed(localised(story, language), house)
    with speaking(language, units=request.units or house.units, reword=house.wording):
        step("Opening the basemap")
        ground = Ground(seen.made_with.worldview)
        view = build_view(seen, request.as_of, ground)
        lit = _selected(view, request.select)
        made: dict[str, Callable[[Path], None]] = {}
        if suffixes & set(PICTURES):
            made |= _pictures(request, seen, view, ground, house, language, lit, suffixes, report, step)
        if ".html" in suffixes:
            made[".html"] = _page(request, seen, view, ground, house, lit, step)
    return made


def _selected(view: View, wanted: str | None) -> str | None:
    """The id of the event that is asked for by id or by number. Raises InputError with the choices."""
    if wanted is None:
        return None
    found = next((card.id for card in view.cards if wanted in (card.id, str(card.number))), None)
    if found is None:
        raise InputError(
            f"no event “{wanted[:60]}” in this story; choose a number from 1 to {len(view.cards)}, or an event's id"
        )
    return found


def _panels(view: View, wanted: str) -> tuple[str, ...]:
    """The ids of the panels that are asked for. Raises InputError with the choices."""
    if wanted == "all":
        return ()
    if wanted not in {panel.id for panel in view.panels}:
        choices = ", ".join(f"{panel.id} ({panel.title})" for panel in view.panels)
        raise InputError(
            f"no panel “{wanted[:60]}” in this story; choose one of: {choices or 'none, as it has no map'}, or all"
        )
    return (wanted,)


def _pictures(
    request: Request, story: Story, view: View, ground: Ground, house: House, language: str, lit: str | None,
    suffixes: set[str], report: Report, step: Callable[[str], None],
) -> dict[str, Callable[[Path], None]]:  # fmt: skip
    """The writers of SVG, PNG and PDF: one SVG is drawn, and all three are it."""
    from geodash.picture.document import Order, panels_of, render
    from geodash.picture.sizes import DEFAULT, size
    from geodash.picture.theme import picture_style
    from geodash.picture.type import Typesetter
    from geodash.picture.wording import accompanying, page_words

    order = Order(size(request.size or DEFAULT), _panels(view, request.panel), _lit(view, lit))
    style, typesetter = picture_style(request.theme, house), Typesetter(house.fonts)
    step("Drawing the picture")
    shown = panels_of(view, order)
    contested = ground.contested([p.bbox for p in shown])
    lines = page_words(view, story, ground.attributions, contested, request.title, house.credit)
    told = accompanying(view, shown, lines, story, ground.attributions, house.credit)

    def draw(outlined: bool) -> Picture:
        return render(
            view, lines, (told.alt, told.description), replace(order, outlined=outlined), ground, style, typesetter
        )

    picture = draw(False)
    report.told, report.picture = told, picture
    report.warnings += _noticed(view, picture)
    made: dict[str, Callable[[Path], None]] = {}
    if ".svg" in suffixes:
        svg = draw(True).svg if request.outline_text else picture.svg
        made[".svg"] = lambda path: _put(path, svg.encode("utf-8"))
    if ".png" in suffixes:
        from geodash.picture.png import png

        image = png(picture, request.scale, told, lines.title)
        made[".png"] = lambda path: _put(path, image)
    if ".pdf" in suffixes:
        from geodash.picture.pdf import pdf

        built = datetime.fromisoformat(story.made_with.built_at.replace("Z", "+00:00"))
        document = pdf(picture, told, lines.title, language, built, typesetter)
        made[".pdf"] = lambda path: _put(path, document)
    return made


def _lit(view: View, event: str | None) -> Lit:
    """What a selected event lights, by the rule of all surfaces."""
    from geodash.picture.panel import Lit
    from geodash.selection import Selection

    if event is None:
        return Lit()
    targets = view.links.targets(Selection(event=event))
    return Lit(targets.events, targets.places)


def _noticed(view: View, picture: Picture) -> list[str]:
    """What a person should know of a picture: letters that no font has, labels that found no room."""
    found = []
    if picture.missing:
        found.append(
            f"no shipped font has “{picture.missing[:40]}”: such letters are drawn as \ufffd; name a font in the house file"
        )
    titles = {panel.id: panel.title for panel in view.panels}
    for panel_id, lettering in picture.letterings.items():
        names = [getattr(one.owner, "name", "") or one.id for one in lettering.unplaced]
        if names:
            shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
            found.append(
                f"no room for the names of {shown} on the map “{titles[panel_id]}”: take a larger --size or one --panel"
            )
    return found


def _page(
    request: Request, story: Story, view: View, ground: Ground, house: House, lit: str | None, step: Callable[[str], None]
) -> Callable[[Path], None]:  # fmt: skip
    raise NotImplementedError


def _data(story: Story) -> dict[str, Callable[[Path], None]]:
    """The writers of the story's data."""
    from geodash import data_export

    return {
        ".geojson": lambda path: _put(path, data_export.layers_geojson(story)),
        ".csv": lambda path: _put(path, data_export.events_csv(story)),
        ".gpkg": lambda path: data_export.layers_gpkg(story, path),
    }


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
