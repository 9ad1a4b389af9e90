"""The map's scripts, tested by Node.js without a browser; part of the one test command."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

JS = Path(__file__).parent / "js"


def test_scripts() -> None:
    node = shutil.which("node")
    if node is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("no Node.js: install nodejs to test the map's scripts")
    files = sorted(str(p) for p in JS.glob("*.test.*js"))
    done = subprocess.run([str(node), "--test", *files], capture_output=True, text=True, timeout=120, check=False)
    assert files and done.returncode == 0, done.stdout[-4000:]
