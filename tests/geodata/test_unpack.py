from __future__ import annotations

import lzma
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from geodata.errors import DataError
from geodata.unpack import unpacked

CONTENT = bytes(range(256)) * 4000


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GEODASH_CACHE", str(tmp_path / "cache"))
    data = tmp_path / "data"
    data.mkdir()
    (data / "table.sqlite.xz").write_bytes(lzma.compress(CONTENT))
    return data


def test_unpacks_whole_and_leaves_nothing_else(shipped: Path, tmp_path: Path) -> None:
    path = unpacked("table.sqlite", shipped)
    assert path.read_bytes() == CONTENT
    assert [p.name for p in path.parent.iterdir()] == ["table.sqlite"]


def test_several_at_once_get_the_same_whole_file(shipped: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        paths = list(pool.map(lambda _: unpacked("table.sqlite", shipped), range(16)))
    assert len(set(paths)) == 1
    assert paths[0].read_bytes() == CONTENT


def test_new_data_goes_to_another_folder(shipped: Path) -> None:
    before = unpacked("table.sqlite", shipped)
    (shipped / "table.sqlite.xz").write_bytes(lzma.compress(b"newer"))
    after = unpacked("table.sqlite", shipped)
    assert after != before
    assert after.read_bytes() == b"newer"


def test_damaged_data_is_named_and_not_kept(shipped: Path, tmp_path: Path) -> None:
    whole = (shipped / "table.sqlite.xz").read_bytes()
    (shipped / "table.sqlite.xz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match="damaged"):
        unpacked("table.sqlite", shipped)
    assert not [p for p in (tmp_path / "cache").rglob("*") if p.is_file()]


def test_missing_data_and_an_unwritable_cache_are_one_clear_line(
    shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match="missing"):
        unpacked("other", shipped)
    (tmp_path / "file").touch()
    monkeypatch.setenv("GEODASH_CACHE", str(tmp_path / "file"))
    with pytest.raises(DataError, match="GEODASH_CACHE"):
        unpacked("table.sqlite", shipped)
