"""Where stories are published: a folder, or any store that fsspec knows (s3://, gs://, …).

A file appears whole or not at all: in a folder by temporary name, fsync and rename; object stores put whole objects by
themselves; on other servers a temporary name is renamed, as atomically as they do it.
"""

from __future__ import annotations

import posixpath
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import fsspec
from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem
from fsspec.registry import known_implementations

from geodata.errors import InputError
from geodata.store import replacing

_PUTS_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "r2", "memory"})
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".png": "image/png",
}
_CODINGS = {".br": "br", ".gz": "gzip"}
_TEMPORARY = re.compile(r"\.[\w.-]+-[a-z0-9_]{8}(?:\.[a-z]+)?")  # as geodata.store.replacing names them
STALE_S = 3600.0  # no upload of one file takes longer: what is older was left by a killed one


def is_temporary(name: str) -> bool:
    """Whether a file is one that was being written."""
    return _TEMPORARY.fullmatch(name) is not None


class Target:
    """A place to publish to. Every method raises InputError with one line where the store will not."""

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/") or url
        protocol, _, rest = url.partition("://")
        self._protocol = protocol if rest or url.endswith("://") else "file"
        with self._reporting("open"):
            try:
                # No cached listing: another process may have published since.
                self._fs, root = url_to_fs(url, use_listings_cache=False)
            except ImportError as error:
                raise InputError(f"{self.url}: {_missing(self._protocol, error)}") from None
            except ValueError as error:
                if "protocol" not in str(error).lower():
                    raise
                raise InputError(
                    f"{self.url}: “{self._protocol}://” is no kind of store that is known; "
                    "give a folder, or an address such as s3://bucket/folder"
                ) from None
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)
        if self._local and Path(root).exists() and not Path(root).is_dir():
            raise InputError(f"{self.url} is a file; name a folder")

    def shown(self, name: str) -> str:
        """A file's address for messages."""
        return f"{self.url}/{name}"

    def put(self, name: str, content: bytes, cache: str) -> None:
        """Write a file, whole or not at all. ``cache``: its Cache-Control, where the store keeps one."""
        path = self._path(name)
        with self._reporting("write", name):
            if self._local:
                Path(path).parent.mkdir(parents=True, exist_ok=True)
                with replacing(Path(path)) as temporary:
                    temporary.write_bytes(content)
            elif self._protocol in _PUTS_WHOLE:
                self._fs.pipe_file(path, content, **self._told(name, cache))
            else:
                self._rename_in(path, content)

    def get(self, name: str) -> bytes | None:
        """A file's bytes, None where there is none."""
        with self._reporting("read", name):
            try:
                found: bytes = self._fs.cat_file(self._path(name))
            except (FileNotFoundError, NotADirectoryError):
                return None
            return found

    def sizes(self, folder: str) -> dict[str, int]:
        """The files under a folder, however deep, with their bytes: names as ``put`` takes them."""
        at = self._path(folder)
        with self._reporting("list", folder):
            self._fs.invalidate_cache()
            try:
                found = self._fs.find(at, detail=True)
            except FileNotFoundError:
                return {}
        # In an object store "talks/" may be told by a file of that very name, too: it is no file of ours.
        return {
            f"{folder}/{path[len(at) :].strip('/')}": int(info.get("size") or 0)
            for path, info in sorted(found.items())
            if path.startswith(f"{at}/") and path != f"{at}/"
        }

    def remove(self, name: str) -> None:
        """Remove a file; that it is gone already is no error."""
        with self._reporting("remove", name):
            try:
                self._fs.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def tidy(self, folder: str) -> None:
        """Remove what killed uploads have left in a local folder."""
        if not self._local:
            return
        with self._reporting("tidy", folder):
            for left in Path(self._path(folder)).rglob(".*"):
                if is_temporary(left.name) and time.time() - left.stat().st_mtime > STALE_S:
                    left.unlink(missing_ok=True)

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if self._root else name

    def _told(self, name: str, cache: str) -> dict[str, Any]:
        """What a store is told of a file: its type, coding and cache time, in the store's own words."""
        stem, ending = posixpath.splitext(name)
        coding = _CODINGS.get(ending)
        kind = _TYPES.get(posixpath.splitext(stem)[1] if coding else ending, "text/plain; charset=utf-8")
        if self._protocol in ("s3", "s3a"):
            return {"ContentType": kind, "CacheControl": cache} | ({"ContentEncoding": coding} if coding else {})
        if self._protocol in ("gs", "gcs"):
            fixed = {"cache_control": cache} | ({"content_encoding": coding} if coding else {})
            return {"content_type": kind, "fixed_key_metadata": fixed}
        return {}

    def _rename_in(self, path: str, content: bytes) -> None:
        folder, name = posixpath.split(path)
        self._fs.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/.{name}-{secrets.token_hex(4)}"
        self._fs.pipe_file(temporary, content)
        self._fs.mv(temporary, path)

    @contextmanager
    def _reporting(self, verb: str, name: str = "") -> Iterator[None]:
        try:
            yield
        except InputError:
            raise
        except Exception as error:  # what a store of any kind raises is not known here
            where = self.shown(name) if name else self.url
            raise InputError(f"cannot {verb} {where}: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    kind = type(error).__name__
    if kind in ("NoCredentialsError", "PartialCredentialsError"):
        return "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"
    if isinstance(error, NotImplementedError):
        return "such a store cannot be written to"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join((said or kind).split())[:300]


def _missing(protocol: str, error: ImportError) -> str:
    """What to install for a store: fsspec knows each store's class, which begins with its package's name."""
    known = known_implementations.get(protocol, {})
    package = str(known.get("class", "")).partition(".")[0]
    if package and package != fsspec.__name__:
        return f"the package for “{protocol}://” is missing; pip install {package}"
    return " ".join(str(known.get("err") or error).split())
