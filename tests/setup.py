"""Install what the tests need beyond Python packages: a Chromium. ``python -m tests.setup``, part of the test command.

Takes the system's browser if there is one; else asks Playwright to fetch one, else the system's package manager where
that needs no password. Says in one line what to do where neither works; the browser tests are then skipped, never in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.chromium import chromium

WAIT_S = 300


def _try(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    try:
        done = subprocess.run(command, timeout=WAIT_S, capture_output=True, check=False)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0 and chromium() is not None


def main() -> int:
    """Exit code 0, but in CI 1 where no Chromium can be had."""
    if chromium() is None:
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        by_apt = is_root and _try("apt-get", "update") is not None and _try("apt-get", "install", "-y", "chromium")
        if not by_apt:
            _try(sys.executable, "-m", "playwright", "install", "chromium")
    found = chromium()
    if found is None:
        print("No Chromium: install the package chromium (or Google Chrome) and run the tests again.", file=sys.stderr)
        return 1 if os.environ.get("CI") else 0
    print(f"Chromium for the browser tests: {found}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
