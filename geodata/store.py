"""Story folders: reading and writing them so that a crash leaves the old story or the new one, never a mixture.

Every file goes to a temporary name in the same folder, is synced, then renamed over the old one.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geodata.errors import InputError, StoryError
from geodata.model import SCHEMA, Story

_POSITION = re.compile(r"\[\n *(-?[\d.e-]+),\n *(-?[\d.e-]+)\n *\]")
STORY_FILE = "story.json"
LAYERS_FILE = "layers.gpkg"
MAX_STORY_BYTES = 50_000_000  # the largest honest story seen is under 2 MB


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside ``path``; when the block ends well it is synced and takes the name ``path``."""
    handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
        _sync_folder(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder to sync it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def writable_folder(folder: Path) -> Path:
    """The folder, made if need be and proven writable. Raises InputError with one line."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except FileExistsError:
        raise InputError(f"{folder} is a file: choose another folder with -o") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot write to {folder}: {reason}; choose another folder with -o") from None
    return folder


def to_json(story: Story) -> str:
    """The story as JSON, the same bytes for the same story."""
    data = story.model_dump(mode="json", by_alias=True)
    text = json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False)
    # A position on one line: in strings a line break is escaped, so only arrays can match.
    return _POSITION.sub(r"[\1, \2]", text) + "\n"


def save(story: Story, folder: Path, write_layers: Callable[[Story, Path], None] | None = None) -> None:
    """Write story.json, and the layers by ``write_layers(story, path)``, into a folder that exists.

    Both are complete under temporary names before either takes its own. Raises InputError (disk full, read-only).
    """
    try:
        with replacing(folder / STORY_FILE) as story_path:
            story_path.write_bytes(to_json(story).encode("utf-8", "surrogatepass"))
            if write_layers is not None:
                with replacing(folder / LAYERS_FILE) as layers_path:
                    write_layers(story, layers_path)
    except OSError as error:
        raise InputError(f"cannot write the story to {folder}: {error.strerror or error}") from None


def load(folder: Path) -> Story:
    """The story in a folder (or a story.json given itself). Raises StoryError naming each wrong field."""
    path = folder / STORY_FILE if folder.is_dir() else folder
    try:
        if path.stat().st_size > MAX_STORY_BYTES:
            raise StoryError(f"{path} is larger than 50 MB: this is no story of ours")
        raw = path.read_bytes()
    except FileNotFoundError:
        raise StoryError(f"{path}: no such file; `geodash build ARTICLE` makes one") from None
    except OSError as error:
        raise StoryError(f"{path} cannot be read: {error.strerror or error}") from None
    return parse(raw, str(path))


def parse(raw: bytes, shown: str) -> Story:
    """A story from its bytes; ``shown`` names the file in messages. Raises StoryError."""
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_no_constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise StoryError(f"{shown} is not JSON: {error}") from None
    if not isinstance(data, dict):
        raise StoryError(f"{shown}: a story is a JSON object")
    version = data.get("schema")
    if version != SCHEMA:
        raise StoryError(f"{shown}: schema is {version!r}; this geodash reads {SCHEMA!r}")
    try:
        return Story.model_validate(data)
    except ValidationError as error:
        problems = [_problem(e) for e in error.errors(include_url=False, include_input=False)]
        more = f" (and {len(problems) - 1} more; see `geodash validate`)" if len(problems) > 1 else ""
        raise StoryError(f"{shown}: {problems[0]}{more}", problems) from None


def _problem(error: Any) -> str:
    where = ".".join(str(part) for part in error["loc"])
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{where}: {message}" if where else message


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number in JSON")
