"""The story for Python: read, typed, and cheap to import. Chromium opens its maps in tests/browser/test_html_page.py."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import folium
import pytest

import geodash
from geodata import model
from geodata.errors import InputError, StoryError
from geodata.store import load
from tests.geodash.helpers import STORIES


def test_a_loaded_story_is_the_story() -> None:
    read = geodash.load(STORIES / "talks")
    assert isinstance(read, geodash.Story) and isinstance(read, model.Story)
    assert read.model_dump() == load(STORIES / "talks").model_dump()
    assert geodash.load(str(STORIES / "talks")).id == read.id


def test_a_panel_is_a_folium_map_with_the_same_html_each_time() -> None:
    story = geodash.load(STORIES / "talks")
    shown = story.explore()
    assert isinstance(shown, folium.Map)
    html = shown._repr_html_()
    assert html == shown._repr_html_() == story.explore("region")._repr_html_()
    assert html.startswith("<iframe srcdoc=") and 'height="480px"' in html
    assert 'height="600px"' in story.explore("close-1", height=600)._repr_html_()


def test_what_cannot_be_shown_is_said_in_one_line() -> None:
    story = geodash.load(STORIES / "talks")
    with pytest.raises(InputError, match="no panel “moon” in this story; choose one of: region, close-1"):
        story.explore("moon")
    with pytest.raises(InputError, match="height 10: give 240 to 4000 px"):
        story.explore(height=10)
    with pytest.raises(InputError, match="this story has no map"):
        geodash.load(STORIES / "nowhere").explore()
    with pytest.raises(StoryError, match="no such file"):
        geodash.load("nowhere-at-all")


def test_importing_geodash_imports_nothing_heavy() -> None:
    code = "import sys, geodash; print({'pydantic', 'folium', 'numpy', 'dash', 'geodata'} & set(sys.modules), dir(geodash)[:1])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set() ['Story']\n"
    with pytest.raises(AttributeError):
        geodash.explore  # type: ignore[attr-defined]  # noqa: B018 - there is no such name


def test_the_readme_s_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"<!-- python example -->\n```python\n(.*?)```", readme, re.DOTALL)
    shutil.copytree(STORIES / "talks", tmp_path / "stories" / "talks")
    monkeypatch.chdir(tmp_path)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102 - our own example
    saved = (tmp_path / "close-up.html").read_text(encoding="utf-8")
    assert saved.startswith("<!doctype html>") and len(saved) < 400_000
