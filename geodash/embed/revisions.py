"""The revisions of a published story, and the manifest that lists them: ``<story>/revisions.json``. Pure.

A revision's name is the digest of what it shows: the same story gives the same revision, and a revision never changes
but by being withdrawn.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from geodata.errors import InputError

FILE = "revisions.json"
SCHEMA = "geodash.revisions/1"
LENGTH = 12  # hex digits; 48 bits are enough to tell a story's revisions apart
NAME = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Revision:
    """One published state. ``time``: UTC, ISO 8601. ``withdrawn``: when, or ""."""

    revision: str
    time: str
    correction: str = ""
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """That a story was taken back. ``done``: nothing of it is left to be seen."""

    time: str
    reason: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """``current``: what the pointer shows, or is about to. ``revisions``: the newest last."""

    story: str
    current: str = ""
    revisions: tuple[Revision, ...] = ()
    withdrawn: Withdrawal | None = None

    def get(self, name: str) -> Revision | None:
        """The revision of that name, unless it was withdrawn."""
        return next((r for r in self.revisions if r.revision == name and not r.withdrawn), None)

    @property
    def correction(self) -> str:
        """The line that the current revision shows."""
        held = self.get(self.current)
        return held.correction if held else ""

    def published(self, new: Revision) -> Manifest:
        """With a revision as the newest and current one; publishing the current one again changes nothing."""
        if self.get(new.revision) and self.current == new.revision and self.withdrawn is None:
            return self
        held = tuple(r for r in self.revisions if r.revision != new.revision)
        return Manifest(self.story, new.revision, (*held, new))

    def before(self, name: str) -> Revision | None:
        """The newest revision before that one that can still be shown."""
        names = [r.revision for r in self.revisions]
        at = names.index(name) if name in names else len(names)
        return next((r for r in reversed(self.revisions[:at]) if not r.withdrawn), None)

    def taken_back(self, time: str, reason: str) -> tuple[Manifest, Withdrawal]:
        """With everything withdrawn; the day and the reason of a withdrawal under way stay."""
        under_way = self.withdrawn if self.withdrawn and not self.withdrawn.done else None
        told = Withdrawal(under_way.time, reason or under_way.reason) if under_way else Withdrawal(time, reason)
        revisions = tuple(replace(r, withdrawn=r.withdrawn or told.time) for r in self.revisions)
        return replace(self, current="", revisions=revisions, withdrawn=told), told

    def to_json(self) -> bytes:
        """As the file."""
        return (json.dumps({"schema": SCHEMA, **asdict(self)}, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def revision_of(files: Mapping[str, bytes]) -> str:
    """The name of what these files show together."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:LENGTH]


def read(raw: bytes, shown: str) -> Manifest:
    """A manifest from its bytes. Raises InputError; ``shown`` names the file."""
    try:
        held: dict[str, Any] = json.loads(raw)
        if held.pop("schema") != SCHEMA:
            raise ValueError("schema")
        revisions = tuple(Revision(**one) for one in held.pop("revisions"))
        gone = held.pop("withdrawn")
        manifest = Manifest(**held, revisions=revisions, withdrawn=Withdrawal(**gone) if gone else None)
        texts = [manifest.story, manifest.current, *(text for r in revisions for text in asdict(r).values())]
        if not all(isinstance(text, str) for text in texts) or not all(NAME.fullmatch(r.revision) for r in revisions):
            raise ValueError("revisions")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError(f"{shown} is not as geodash wrote it; put back an older copy of it, or remove it") from None
    return manifest
