"""The wheel, installed elsewhere, carries the assets and the data and serves the bundled story."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(out), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return next(out.glob("geodash-*.whl"))


def test_the_wheel_carries_assets_and_data(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "geodash/assets/30-geomap.js",
        "geodash/assets/embed/embed.js",
        "geodash/assets/embed/heights.js",
        "geodash/assets/vendor/leaflet-1.9.4/leaflet.js",
        "geodash/demo/story.json",
        "geodash/lang/ar.toml",
        "geodash/lang/he.toml",
        "geodash/lang/names.toml",
        "geodata/data/gazetteer.sqlite.xz",
        "geodata/data/SOURCES.md",
    ):
        assert wanted in names
    assert not [n for n in names if n.startswith(("tests/", "assets/"))]


def test_installed_elsewhere_it_serves_the_demo(wheel: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        str(tmp_path / "site"),
        str(wheel),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    server = subprocess.Popen(
        [sys.executable, "-P", "-m", "geodash", "demo", "--port", "0", "--no-browser"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        url = next(line for line in server.stderr if "http://" in line).split("http://")[1].split()[0]
        with urllib.request.urlopen(f"http://{url}", timeout=30) as answer:
            page = answer.read().decode()
        assert answer.status == 200 and "Mediators to meet in Qatar" in page
        asset = page.split('href="/')[1].split('"')[0] if 'href="/' in page else ""
        assert asset
    finally:
        server.terminate()
        server.wait(timeout=30)
        if server.stderr is not None:
            server.stderr.close()
