from __future__ import annotations

import hashlib
import io
import json
import sys
import tarfile
from pathlib import Path
from types import ModuleType

import pytest

from geodata.errors import DataError
from geodata.sources import __main__ as dispatcher
from geodata.sources import basemap_packages, fonts
from geodata.sources.packages import Package, fetch, sha256_of
from geodata.unpack import DATA


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


def _part(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    """Put a tiny builder in the place of the real ones."""

    def build(cache_dir: Path, out_dir: Path) -> None:
        (out_dir / "table.bin").write_bytes(content)

    module = ModuleType("tiny_part")
    module.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tiny_part", module)
    monkeypatch.setattr(dispatcher, "PARTS", {"tiny": "tiny_part"})


def test_a_rebuild_says_whether_each_digest_is_the_recorded_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    _part(monkeypatch, b"one")
    assert dispatcher.main(["tiny", "--cache", str(tmp_path), "--record"], data) == 0
    assert dispatcher.main(["tiny", "--cache", str(tmp_path)], data) == 0
    assert "table.bin: same as recorded" in capsys.readouterr().out
    _part(monkeypatch, b"two")
    assert dispatcher.main(["--cache", str(tmp_path), "--check"], data) == 1
    assert "table.bin: digest differs: recorded 7692c3ad3540bb80" in capsys.readouterr().out
    assert (data / "table.bin").read_bytes() == b"one"
    assert dispatcher.main(["--cache", str(tmp_path)], data) == 1
    assert (data / "table.bin").read_bytes() == b"two"
    assert sorted(path.name for path in data.iterdir()) == ["digests.json", "table.bin"]


def test_a_package_that_cannot_be_had_stops_the_part_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def build(cache_dir: Path, out_dir: Path) -> None:
        raise DataError("thing@1.0.0: cannot be fetched")

    module = ModuleType("tiny_part")
    module.build = build  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tiny_part", module)
    monkeypatch.setattr(dispatcher, "PARTS", {"tiny": "tiny_part"})
    assert dispatcher.main(["tiny", "--cache", str(tmp_path)], tmp_path) == 2
    assert capsys.readouterr().err == "tiny: thing@1.0.0: cannot be fetched\n"


def test_unknown_parts_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        dispatcher.main(["weather"])
    assert "no part named weather; choose from basemap, gazetteer, words, fonts" in capsys.readouterr().err


def test_the_shipped_files_are_those_whose_digests_are_recorded() -> None:
    recorded = json.loads((DATA / "digests.json").read_text(encoding="utf-8"))
    basemap = sorted(path.name for path in DATA.glob("basemap*"))
    assert set(basemap) <= set(recorded)
    for name in basemap:
        assert sha256_of(DATA / name) == recorded[name], name


def test_every_basemap_package_and_file_is_in_sources_md() -> None:
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    for package in basemap_packages.ALL:
        assert package.name in text
        assert package.version in text
        assert package.sha256 in text, package.name
    for path in DATA.glob("basemap*"):
        assert path.name in text


def test_every_font_and_its_package_is_in_sources_md_with_its_digest() -> None:
    text = (DATA / "SOURCES.md").read_text(encoding="utf-8")
    recorded = json.loads((DATA / "digests.json").read_text(encoding="utf-8"))
    for package in fonts.PACKAGES.values():
        assert f"{package.name} | {package.version}" in text and package.sha256 in text, package.name
    shipped = {f"fonts/{path.name}": sha256_of(path) for path in (DATA / "fonts").glob("*.ttf")}
    assert shipped == {name: digest for name, digest in recorded.items() if name.startswith("fonts/")}
    assert {f"fonts/{face.file}" for face in fonts.FACES} == set(shipped)
    assert "SIL Open Font License" in (DATA / "fonts" / "LICENSE").read_text(encoding="utf-8")


def test_the_basemap_stays_within_its_share_of_the_repository() -> None:
    assert sum(path.stat().st_size for path in DATA.glob("basemap*")) < 16_000_000
