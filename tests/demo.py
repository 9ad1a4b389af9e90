"""Rebuild the bundled story from its article: ``python -m tests.demo``."""

from __future__ import annotations

import os

from geodash.paths import DEMO_STORY
from geodata.pipeline import build_story
from geodata.read import read_article
from geodata.store import save

PUBLISHED = "1723593600"  # 2024-08-14, so that a rebuild changes no byte by itself

if __name__ == "__main__":
    os.environ["SOURCE_DATE_EPOCH"] = PUBLISHED
    save(build_story(read_article(str(DEMO_STORY / "article.txt"))), DEMO_STORY)
