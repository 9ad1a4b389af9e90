"""Publishing: a story's files put on a target in an order in which no reader ever meets half a revision.

1. the files of the revision, under its own name, which nothing names yet;
2. the loader and what the host is told (its policy must know the new page's scripts before the page is there);
3. the manifest, from which a publish that was killed is known to have begun;
4. the pointer: the page at ``<story>/``, its twins first.

A publish that is killed leaves the old page or the new one, and the next one finishes what is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from geodash.embed import revisions, site
from geodash.embed.address import Address
from geodash.embed.bundle import FULL, OEMBED, bundle, packed
from geodash.embed.headers import script_hashes
from geodash.embed.pages import MAIN, is_page
from geodash.embed.revisions import Manifest, Revision
from geodash.embed.site import LOADER, PART, POINTER, Site
from geodash.embed.surface import Codes, Surface, surface
from geodash.language import with_others
from geodata.errors import InputError
from geodata.plain import one_line
from geodata.slugs import slug
from geodata.store import load

if TYPE_CHECKING:
    from geodash.embed.target import Target
    from geodash.studio import Options

SCRIPT = "embed.js"
CORRECTION = 500  # characters; a line of the page, not a text
Step = Callable[[str], None]


@dataclass(frozen=True)
class Request:
    """What to publish and how. None: as the last publish of this target or story said."""

    story: Path
    options: Options
    base_url: str | None = None
    partners: str | None = None
    correction: str | None = None
    others: tuple[str, ...] | None = None  # languages beside the page's own; None: all


@dataclass(frozen=True)
class Report:
    """What is shown now. ``uploaded``: how many files were written; ``codes``: None where the address is not known."""

    name: str
    address: Address
    uploaded: int
    codes: Codes | None = None
    correction: str = ""


def publish(request: Request, target: Target, step: Step = lambda name: None, made_by: Surface | None = None) -> Report:
    """Make a story's revision and show it. Raises InputError or StoryError with one line."""
    from geodash.studio import open_studio

    correction = None if request.correction is None else _line(request.correction)
    held_site = read_site(target)
    told = held_site.told(request.base_url, request.partners)
    step("Reading the story")
    story = load(request.story)
    name = slug(story.id)
    held = read_manifest(target, name)
    _publishable(held, story.id, name, target, correction)
    line = (held.correction if held else "") if correction is None else correction
    makers = made_by or surface()
    studio = open_studio(story, request.options, step)
    others = with_others(studio.language) if request.others is None else request.others
    sisters = [
        open_studio(story, replace(request.options, language=other))
        for other in dict.fromkeys(others)
        if other != studio.language
    ]
    step("Making the pages and their pictures")
    made = bundle(studio, _address(name, told), makers, line, sisters)
    files = packed(made.files)
    told = told.running(script_hashes(made.files[MAIN].decode("utf-8")))

    revision = made.address.revision
    before = held or Manifest(story.id)
    after = before.published(Revision(revision, now(), line))
    writer = _Writer(target)
    target.tidy(name)
    step("Writing what is new")
    writer.revision(f"{name}/{revision}", files, known=before.get(revision) is not None)
    writer.changed(packed({SCRIPT: makers.loader()}), LOADER)
    writer.changed(told.files(), PART)
    if after != held:
        writer.put(f"{name}/{revisions.FILE}", after.to_json(), POINTER)
    step("Showing it")
    writer.point(name, files)
    return Report(name, made.address, writer.count, made.codes if told.base_url else None, line)


def rollback(name: str, target: Target, step: Step = lambda name: None) -> Report:
    """Show the revision before the one that is shown: the pointer is turned, nothing is made. Raises InputError."""
    held = read_manifest(target, name)
    if held is None:
        raise InputError(f"{target.shown(name)}: nothing is published there")
    previous = held.before(_shown(name, held, target))
    if previous is None:
        raise InputError(f"{target.shown(name)}: there is no revision before this one to go back to")
    folder = f"{name}/{previous.revision}"
    step(f"Reading revision {previous.revision}")
    held_parts = (path.removeprefix(f"{folder}/") for path in target.sizes(folder))
    wanted = list(packed(dict.fromkeys(_pointers(held_parts), b"")))
    found = {part: content for part in wanted if (content := target.get(f"{folder}/{part}")) is not None}
    if MAIN not in found:
        raise InputError(f"{target.shown(folder)}: its page is missing; publish the story again")
    step("Showing it")
    writer = _Writer(target)
    turned = Manifest(held.story, previous.revision, held.revisions)
    writer.put(f"{name}/{revisions.FILE}", turned.to_json(), POINTER)
    writer.point(name, found)
    address = _address(name, read_site(target), previous.revision)
    return Report(name, address, writer.count, None, previous.correction)


def published_name(story: Path) -> str:
    """The folder's name of a published story, from the story, or from that very name where the story is gone."""
    if story.exists():
        return slug(load(story).id)
    name = str(story)
    if slug(name) != name:
        raise InputError(f"{name[:120]}: no such story; name its folder, or the name that it is published under")
    return name


def read_manifest(target: Target, name: str) -> Manifest | None:
    """The manifest of a published story, None where there is none."""
    raw = target.get(f"{name}/{revisions.FILE}")
    return None if raw is None else revisions.read(raw, target.shown(f"{name}/{revisions.FILE}"))


def read_site(target: Target) -> Site:
    """What the target's stories share."""
    return site.read(target.get(site.FILE), target.shown(site.FILE))


def _shown(name: str, held: Manifest, target: Target) -> str:
    """The revision that readers see, which is not the manifest's current one where a publish was killed in between."""
    page = target.get(f"{name}/{MAIN}")
    for one in reversed(held.revisions):
        if page is not None and not one.withdrawn and target.get(f"{name}/{one.revision}/{MAIN}") == page:
            return one.revision
    return held.current


def _pointers(parts: Iterable[str]) -> list[str]:
    """Of a revision's files those that stand under <story>/ too, as addresses without a revision lead to them; the main
    page is the last, so where that is right the rest is."""
    return sorted((part for part in parts if part in (FULL, OEMBED) or is_page(part)), key=lambda p: (p == MAIN, p))


def now() -> str:
    """The time in UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _address(name: str, told: Site, revision: str = "") -> Address:
    return Address(quote(name, safe=""), revision, told.base_url)  # a slug may have letters of any script


def _line(text: str) -> str:
    line = one_line(text)
    if len(line) > CORRECTION:
        raise InputError(f"the correction is longer than {CORRECTION} characters; say it in one or two sentences")
    return line


def _publishable(held: Manifest | None, story: str, name: str, target: Target, correction: str | None) -> None:
    if held is None:
        return
    if held.story != story:
        raise InputError(
            f"{target.shown(name)} is another story ({one_line(held.story)[:80]}); give one of them another id in story.json"
        )
    if held.withdrawn is None:
        return
    if not held.withdrawn.done:
        raise InputError(f"{target.shown(name)}: its withdrawal was cut short; run `geodash withdraw` again first")
    if not correction:
        raise InputError(
            f"{target.shown(name)} was withdrawn on {held.withdrawn.time[:10]}; "
            "to publish it again, say with --correction what has changed"
        )


class _Writer:
    """Writes what is not there yet, and counts."""

    def __init__(self, target: Target) -> None:
        self.count = 0
        self._target = target

    def put(self, name: str, content: bytes, cache: str) -> None:
        self._target.put(name, content, cache)
        self.count += 1

    def revision(self, folder: str, files: dict[str, bytes], known: bool) -> None:
        """A revision's own files. One that the manifest knows was written whole: only what is lost is written again."""
        held = self._target.sizes(folder) if known else {}
        for name, content in files.items():
            if held.get(f"{folder}/{name}") != len(content):
                self.put(f"{folder}/{name}", content, PART)

    def changed(self, files: dict[str, bytes], cache: str) -> None:
        """Files that all stories share."""
        for name, content in files.items():
            if self._target.get(name) != content:
                self.put(name, content, cache)

    def point(self, name: str, files: dict[str, bytes]) -> None:
        """Turn the pointer; its page is written last, so where that is right the rest is."""
        if self._target.get(f"{name}/{MAIN}") == files[MAIN]:
            return
        for pointer in _pointers(files):
            for part in (f"{pointer}.br", f"{pointer}.gz", pointer):
                if part in files:
                    self.put(f"{name}/{part}", files[part], POINTER)
        # A language that is no longer published must not go on showing an older revision.
        for path in sorted(self._target.sizes(name)):
            part = path.removeprefix(f"{name}/")
            if is_page(part.removesuffix(".br").removesuffix(".gz")) and part not in files:
                self._target.remove(path)
