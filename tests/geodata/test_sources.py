from __future__ import annotations

import hashlib
import io
import tarfile
from pathlib import Path

import pytest

from geodata.errors import DataError
from geodata.sources.packages import Package, fetch


def _package(folder: Path, sha256: str | None = None) -> Package:
    """A tiny npm-shaped archive in the cache folder, and the pin that names it."""
    archive = folder / "thing-1.0.0.tgz"
    with tarfile.open(archive, "w:gz") as tarred:
        info = tarfile.TarInfo("package/table.json")
        info.size = 2
        tarred.addfile(info, io.BytesIO(b"{}"))
    digest = sha256 or hashlib.sha256(archive.read_bytes()).hexdigest()
    return Package("npm", "thing", "1.0.0", archive.name, digest, "CC0")


def test_a_cached_archive_is_unpacked_once_and_not_fetched_again(tmp_path: Path) -> None:
    package = _package(tmp_path)
    folder = fetch(package, tmp_path)
    assert (folder / "package" / "table.json").read_text() == "{}"
    (folder / "package" / "mark").touch()
    assert (fetch(package, tmp_path) / "package" / "mark").exists()


def test_another_digest_is_refused_and_says_so(tmp_path: Path) -> None:
    package = _package(tmp_path, sha256="0" * 64)
    with pytest.raises(DataError, match=r"thing@1\.0\.0: the digest of thing-1\.0\.0\.tgz differs"):
        fetch(package, tmp_path)
    assert not (tmp_path / "unpacked").exists()


def test_specs_are_those_of_the_registry_clients() -> None:
    assert Package("npm", "@scope/thing", "1.2.3", "a.tgz", "", "CC0").spec == "@scope/thing@1.2.3"
    assert Package("pypi", "thing", "1.2.3", "a.whl", "", "CC0").spec == "thing==1.2.3"
