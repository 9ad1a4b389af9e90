"""The article that is measured: the seed article where it is at hand, else the bundled brief of the same facts."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "articles" / "gaza-talks.txt"
DEMO = ROOT / "geodash" / "demo" / "article.txt"
PUBLISHED = "2024-08-14"


def measured_article() -> Path:
    """The path of the article."""
    return SEED if SEED.exists() else DEMO


def build_command(folder: str) -> list[str]:
    """The command that builds the measured article's story into a folder, in a process of its own."""
    article = str(measured_article())
    return [sys.executable, "-m", "geodash", "build", article, "--published", PUBLISHED, "-o", folder]
