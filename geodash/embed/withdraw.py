"""Withdrawing: every page and picture of a story, in every revision, becomes a dated note; its data goes.

What readers meet first goes first. The manifest says what has begun, so that a withdrawal that was killed goes on, with
the same day and reason, when it is run again.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geodash.embed import note, revisions
from geodash.embed.bundle import FULL, OEMBED, OG, packed
from geodash.embed.headers import script_hashes
from geodash.embed.pages import MAIN, is_page, language_of
from geodash.embed.publish import CORRECTION, Step, now, read_manifest, read_site
from geodash.embed.revisions import NAME, Manifest, Withdrawal
from geodash.embed.site import PART, POINTER
from geodash.language import languages, speaking
from geodash.picture.type import Typesetter
from geodata.errors import InputError
from geodata.plain import one_line

if TYPE_CHECKING:
    from geodash.embed.target import Target

_SIZES = {FULL: "1280x1472", OG: "1200x630"}


@dataclass(frozen=True)
class Withdrawn:
    """What was done: files that are a note now, files removed, and the day that the note names."""

    replaced: int
    removed: int
    day: str


def withdraw(
    name: str, target: Target, reason: str = "", language: str = "en", step: Step = lambda name: None
) -> Withdrawn:
    """Take a story back. Raises InputError with one line."""
    told = one_line(reason)
    if len(told) > CORRECTION:
        raise InputError(f"the reason is longer than {CORRECTION} characters; say it in one or two sentences")
    files = target.sizes(name)
    if not files:
        raise InputError(f"{target.shown(name)}: nothing is published there")
    # A manifest that cannot be read must not keep a story from being withdrawn.
    try:
        held = read_manifest(target, name)
    except InputError:
        held = None
    gone, said = (held or Manifest(name)).taken_back(now(), told)
    manifest = f"{name}/{revisions.FILE}"
    target.put(manifest, gone.to_json(), POINTER)
    step("Making the note")
    found = {posixpath.basename(path).removesuffix(".br").removesuffix(".gz") for path in files}
    notes = _notes(said, language, {MAIN, *filter(is_page, found)})
    replaced = removed = 0
    _allow(target, notes[MAIN].decode("utf-8"))
    wanted = {f"{name}/{part}": content for part, content in notes.items() if part.startswith(MAIN)}
    wanted |= {
        path: notes[posixpath.basename(path)]
        for path in sorted(files, key=lambda path: path.count("/"))
        if posixpath.basename(path) in notes and _ours(path, name)
    }
    step("Replacing pages and pictures")
    for path, content in wanted.items():
        target.put(path, content, PART if path.count("/") > 1 else POINTER)
        replaced += 1
    step("Removing its data")
    for path in files:
        if path not in wanted and path != manifest and _ours(path, name):
            target.remove(path)
            removed += 1
    target.put(manifest, replace(gone, withdrawn=replace(said, done=True)).to_json(), POINTER)
    return Withdrawn(replaced, removed, said.time[:10])


def _allow(target: Target, page: str) -> None:
    """The note's script into the policy, which may know another version's. It tells but the note's height, so a file of
    shared things that cannot be read is left as it is."""
    try:
        told = read_site(target).running(script_hashes(page))
    except InputError:
        return
    for path, content in told.files().items():
        if target.get(path) != content:
            target.put(path, content, PART)


def _notes(said: Withdrawal, language: str, pages: set[str]) -> dict[str, bytes]:
    """The note by the names of the files that it replaces; a page in another language has it in that one."""
    day = datetime.fromisoformat(said.time.replace("Z", "+00:00")).date()
    typesetter = Typesetter()
    made: dict[str, bytes] = {}
    for name in sorted(pages):
        own = language_of(name)
        with speaking(own if own in languages() else language):
            made[name] = note.page(day, said.reason).encode("utf-8")
    with speaking(language):
        return packed(made) | {name: note.picture(day, px, typesetter) for name, px in _SIZES.items()}


def _ours(path: str, name: str) -> bool:
    """Whether a file is one that publishing made: all of a revision's folder, and beside those what is named so."""
    from geodash.embed.target import is_temporary

    first, _, rest = path.removeprefix(f"{name}/").partition("/")
    if rest:
        return NAME.fullmatch(first) is not None
    plain = Path(first).stem if first.endswith((".br", ".gz")) else first
    return is_page(plain) or plain in (OEMBED, FULL, revisions.FILE) or is_temporary(first)
