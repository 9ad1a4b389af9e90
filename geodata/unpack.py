"""Unpack a shipped ``.xz`` file once into the user's cache.

The cache folder is named after the digest of the shipped file, so an upgraded geodash never reads old data, and
several processes may start at once: each writes a file of its own and the last rename wins with the same bytes.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

import platformdirs

from geodata.errors import DataError

DATA = Path(__file__).parent / "data"
CACHE_VARIABLE = "GEODASH_CACHE"


def cache_folder() -> Path:
    """The folder for unpacked data: ``$GEODASH_CACHE``, or the user's cache folder of this platform."""
    chosen = os.environ.get(CACHE_VARIABLE)
    return Path(chosen) if chosen else Path(platformdirs.user_cache_dir("geodash", appauthor=False))


def unpacked(name: str, data: Path = DATA) -> Path:
    """Return the path of the unpacked file ``name`` (shipped as ``data/<name>.xz``).

    Raises DataError where the shipped file is missing or damaged, or the cache cannot be written.
    """
    packed = data / f"{name}.xz"
    try:
        state = packed.stat()
    except OSError as error:
        raise DataError(f"{packed}: shipped data is missing; install geodash again") from error
    digest = _digest(packed, state.st_size, state.st_mtime_ns)
    target = cache_folder() / digest[:16] / name
    if not target.exists():
        try:
            _write(packed, target)
        except (lzma.LZMAError, EOFError) as error:
            raise DataError(f"{packed}: shipped data is damaged ({error}); install geodash again") from error
        except OSError as error:
            raise DataError(
                f"{target.parent}: cannot unpack {name} there ({error.strerror}); set {CACHE_VARIABLE} to a writable folder"
            ) from error
    return target


@cache
def _digest(path: Path, size: int, modified: int) -> str:
    """SHA-256 of a file; size and time are only there so that a rebuilt file is hashed anew."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(packed: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out, lzma.open(packed) as source:
            shutil.copyfileobj(source, out, 1 << 20)
            out.flush()
            os.fsync(out.fileno())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
