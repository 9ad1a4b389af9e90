"""The bundled story is what today's pipeline makes of its article: rebuild it with ``python -m tests.demo``."""

from __future__ import annotations

from geodash.paths import DEMO_STORY
from geodata.pipeline import build_story
from geodata.read import read_article
from geodata.store import load


def test_the_bundled_story_is_up_to_date() -> None:
    shipped = load(DEMO_STORY)
    made = build_story(read_article(str(DEMO_STORY / "article.txt")))
    assert made.model_copy(update={"made_with": shipped.made_with}) == shipped
    assert made.made_with.data == shipped.made_with.data, "built from the shipped data"
