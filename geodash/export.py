"""Exports: a story's picture and data as files, each written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.errors import InputError
from geodata.model import Story
from geodata.store import load, replacing

if TYPE_CHECKING:
    from geodash.picture.document import Picture
    from geodash.picture.wording import Accompanying
    from geodash.studio import Options, Studio

PICTURES = (".svg", ".png", ".pdf")
DATA = (".geojson", ".csv", ".gpkg")
SUFFIXES = (*PICTURES, ".html", *DATA)
Writer = Callable[[Path], None]


@dataclass(frozen=True)
class Request:
    """What to make of which story: its folder or story.json. ``scale``: px of a PNG per px; ``outline_text``: of an SVG."""

    story: Path
    to: tuple[Path, ...]
    options: Options
    scale: float = 2.0
    outline_text: bool = False


@dataclass
class Report:
    """What was made: files with their bytes, the lines to paste beside a picture, and what a person should know."""

    files: list[tuple[Path, int]] = field(default_factory=list)
    told: Accompanying | None = None
    picture: Picture | None = None
    warnings: list[str] = field(default_factory=list)


def export(request: Request, step: Callable[[str], None] = lambda name: None) -> Report:
    """Make every file of a request. Raises InputError or StoryError with one line; files appear whole or not at all."""
    for path in request.to:
        _checked(path)
    step("Reading the story")
    story, report = load(request.story), Report()
    suffixes = {path.suffix.lower() for path in request.to}
    made: dict[str, Writer] = {}
    if suffixes & {*PICTURES, ".html"}:
        from geodash.studio import open_studio

        studio = open_studio(story, request.options, step)
        if suffixes & set(PICTURES):
            made |= _pictures(studio, request, suffixes, report, step)
        if ".html" in suffixes:
            made[".html"] = _page(studio, request, step)
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


def _write(path: Path, make: Writer) -> int:
    try:
        with replacing(path) as temporary:
            make(temporary)
        return path.stat().st_size
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


def _pictures(
    studio: Studio, request: Request, suffixes: set[str], report: Report, step: Callable[[str], None]
) -> dict[str, Writer]:  # fmt: skip
    """The writers of SVG, PNG and PDF: one SVG is drawn, and all three are it."""
    step("Drawing the picture")
    picture = report.picture = studio.draw()
    report.told = studio.told
    report.warnings += _noticed(studio, picture)
    made: dict[str, Writer] = {}
    if ".svg" in suffixes:
        svg = studio.draw(outlined=True).svg if request.outline_text else picture.svg
        made[".svg"] = lambda path: _put(path, svg.encode("utf-8"))
    if ".png" in suffixes:
        from geodash.picture.png import png

        image = png(picture, request.scale, studio.told, studio.lines.title, studio.typesetter)
        made[".png"] = lambda path: _put(path, image)
    if ".pdf" in suffixes:
        from geodash.picture.pdf import pdf

        title, language = studio.lines.title, studio.language
        document = pdf(picture, studio.told, title, language, studio.built, studio.typesetter)
        made[".pdf"] = lambda path: _put(path, document)
    return made


def _noticed(studio: Studio, picture: Picture) -> list[str]:
    """What a person should know of a picture: letters that no font has, labels that found no room."""
    found = []
    if picture.missing:
        found.append(
            f"no font at hand has “{picture.missing[:40]}”: such letters are drawn as \ufffd; name a font in the house file"
        )
    titles = {panel.id: panel.title for panel in studio.view.panels}
    for panel_id, lettering in picture.letterings.items():
        names = [getattr(one.owner, "name", "") or one.id for one in lettering.unplaced]
        if names:
            shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
            found.append(
                f"no room for the names of {shown} on the map “{titles[panel_id]}”: take a larger --size or one --panel"
            )
    return found


def _page(studio: Studio, request: Request, step: Callable[[str], None]) -> Writer:
    """The writer of the page of one file; it has a theme of its own, the reader's screen."""
    from geodash.html_page import html
    from geodash.paths import read_style

    step("Making the page")
    page, house = studio.page(), studio.house
    with studio.speaking():
        made = html(
            page,
            house.style(read_style("map_style.json")),
            studio.language,
            house.css(),
            request.options.title,
            studio.selected,
            studio.order.panels,
            fonts=house.fonts,
        )
    return lambda path: _put(path, made.encode("utf-8"))


def _data(story: Story) -> dict[str, Writer]:
    """The writers of the story's data, as it was built."""
    from geodash import data_export

    return {
        ".geojson": lambda path: _put(path, data_export.layers_geojson(story)),
        ".csv": lambda path: _put(path, data_export.events_csv(story)),
        ".gpkg": lambda path: data_export.layers_gpkg(story, path),
    }


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
