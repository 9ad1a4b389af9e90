from __future__ import annotations

from datetime import date

import pytest

from geodash.library import Library
from geodata.errors import StoryError
from tests.geodash.helpers import STORIES, fixture, story
from tests.geodash.test_app import Blank


def test_pages_are_made_once_a_day() -> None:
    days = [date(2024, 8, 14)]
    library = Library([fixture("talks")], lambda worldview: Blank(), today=lambda: days[-1])
    first = library.page("talks")
    assert library.page("talks") is first
    days.append(date(2024, 8, 16))
    assert library.page("talks").view.cards[0].when.startswith("was planned for")


def test_one_ground_serves_all_stories_of_a_worldview() -> None:
    opened: list[str] = []

    def ground(worldview: str) -> Blank:
        opened.append(worldview)
        return Blank()

    other = story(id="b", made_with={"built_at": "x", "worldview": "other"})
    library = Library([story(id="a"), fixture("flood"), other], ground)
    for name, _ in library:
        library.page(name)
    assert sorted(opened) == ["iso", "other"]


def test_folders_are_read_and_faults_named() -> None:
    library = Library.load([STORIES / "talks", STORIES / "flood" / "story.json"], lambda w: Blank())
    assert [name for name, _ in library] == ["talks", "flood"]
    with pytest.raises(StoryError, match=r"nope"):
        Library.load([STORIES / "nope"], lambda w: Blank())
    with pytest.raises(StoryError, match=r"no story"):
        Library.load([], lambda w: Blank())


def test_an_address_is_one_safe_step() -> None:
    names = [
        name for name, _ in Library([story(id="../../etc"), story(id="a/b?c#d"), story(id="CON")], lambda w: Blank())
    ]
    assert len(set(names)) == 3
    assert not [n for n in names if "/" in n or "?" in n or "#" in n or n in ("", ".", "..", "con")]
