"""The article that is measured: the seed article where it is at hand, else the bundled brief of the same facts."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED = ROOT.parent / "shared" / "articles" / "gaza-talks.txt"
DEMO = ROOT / "geodash" / "demo" / "article.txt"
PUBLISHED = "2024-08-14"


def measured_article() -> Path:
    """The path of the article."""
    return SEED if SEED.exists() else DEMO
