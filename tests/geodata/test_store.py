"""Story folders: what is written can be read, and what is wrong is named."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from geodata.errors import InputError, StoryError
from geodata.model import Article, Decision, Event, EventType, Evidence, MadeWith, Modality, Place, PlaceKind, Story
from geodata.store import load, parse, replacing, save, to_json, writable_folder

TEXT = "Ferries between Mwanza and Bukoba stopped."


def story(title: str = "Ferries stop") -> Story:
    words = Evidence(article_id="a1", start=16, end=22, exact="Mwanza")
    sure = Decision(confidence=0.9, reason="the only place of that name in the gazetteer")
    return Story(
        id="ferries-stop",
        title=title,
        articles=[Article(id="a1", headline=title, text=TEXT, sha256=hashlib.sha256(TEXT.encode()).hexdigest())],
        places=[
            Place(
                id="gn:152224",
                name="Mwanza",
                kind=PlaceKind.settlement,
                country="TZ",
                point=(32.9, -2.52),
                where_prec=1,
                toponyms=[words],
                decision=sure,
            )
        ],
        events=[
            Event(
                id="e1",
                event_type=EventType.OTHER,
                label="Ferries stop",
                modality=Modality.occurred,
                evidence=[words],
                confidence=0.8,
                decision=sure,
                place_refs=[{"place_id": "gn:152224"}],  # type: ignore[list-item]
            )
        ],
        made_with=MadeWith(built_at="2024-08-14T00:00:00Z"),
    )


def test_round_trip(tmp_path: Path) -> None:
    save(story(), tmp_path)
    assert load(tmp_path) == load(tmp_path / "story.json") == story()
    assert to_json(load(tmp_path)) == to_json(story())


def test_lone_surrogates_survive(tmp_path: Path) -> None:
    data = json.loads(to_json(story()))
    assert parse(json.dumps(data).encode(), "x") == story()


def edited(path: list[Any], value: Any) -> bytes:
    data = json.loads(to_json(story()))
    node = data
    for key in path[:-1]:
        node = node[key]
    if value is KeyError:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return json.dumps(data).encode()


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        (["title"], KeyError, "title"),
        (["places", 0, "point"], [32.9, 91], "latitude 91"),
        (["places", 0, "point"], [-2.52, 232.9], "latitude 232.9"),
        (["places", 0, "point"], [float("nan"), 1], "not a number"),
        (["places", 0, "kind"], "village", "places.0.kind"),
        (["places", 0, "where_prec"], 8, "places.0.where_prec"),
        (["places", 0, "colour"], "red", "places.0.colour"),
        (["places", 0, "geometry"], {"type": "Polygon", "coordinates": [[]]}, "places.0.geometry"),
        (
            ["places", 0, "geometry"],
            {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [0, 0]]]},
            "places.0.geometry: a ring has four positions or more",
        ),
        (
            ["places", 0, "geometry"],
            {"type": "MultiPolygon", "coordinates": [[[[0, 0], [1, 0], [1, 1], [0, 1]]]]},
            "places.0.geometry: a ring has four positions or more, the last the same as the first",
        ),
        (
            ["places", 0, "geometry"],
            {"type": "LineString", "coordinates": [[0, 0]]},
            "places.0.geometry: a line has two positions or more",
        ),
        (["places", 0, "toponyms", 0, "end"], 21, "places.0.toponyms.0"),
        (["places", 0, "toponyms", 0, "article_id"], "a2", "no article"),
        (["events", 0, "place_refs", 0, "place_id"], "gn:1", "events.0.place_refs.0.place_id"),
        (["events", 0, "label"], "x" * 91, "events.0.label"),
        (["events", 0, "evidence"], [], "events.0.evidence"),
        (["schema"], "geodash.story/2", "geodash.story/2"),
        (["schema"], KeyError, "schema"),
    ],
)
def test_a_wrong_field_is_named(path: list[Any], value: Any, says: str) -> None:
    with pytest.raises(StoryError, match=says) as caught:
        parse(edited(path, value), "story.json")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("raw", [b"", b"[]", b"null", b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_story_is_refused(raw: bytes) -> None:
    with pytest.raises(StoryError):
        parse(raw, "story.json")


def test_two_wrong_fields_are_both_listed() -> None:
    data = json.loads(to_json(story()))
    data["places"][0]["kind"] = "x"
    data["language"] = 3
    with pytest.raises(StoryError) as caught:
        parse(json.dumps(data).encode(), "x")
    assert [p.split(":")[0] for p in caught.value.problems] == ["language", "places.0.kind"]


def test_a_missing_story_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match="geodash build"):
        load(tmp_path)


def test_a_failed_write_leaves_the_last_story_whole(tmp_path: Path) -> None:
    save(story(), tmp_path)

    def fail(_: Story, __: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(InputError, match="No space left"):
        save(story("Another"), tmp_path, fail)
    assert load(tmp_path).title == "Ferries stop"
    assert [p.name for p in tmp_path.iterdir()] == ["story.json"], "no temporary file stays behind"


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(InputError, match="is a file"):
        writable_folder(tmp_path / "x")
    with pytest.raises(InputError, match="cannot write"):
        writable_folder(tmp_path / "x" / "y")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_killed_while_writing(tmp_path: Path) -> None:
    """Kill -9 at any moment leaves one whole version of the file."""
    target = tmp_path / "f.txt"
    code = (
        "import sys\nfrom pathlib import Path\nfrom geodata.store import replacing\n"
        "n = 0\nwhile True:\n n += 1\n with replacing(Path(sys.argv[1])) as t:\n  t.write_text(f'{n}\\n' * 20000)\n"
    )
    for pause in (0.05, 0.11, 0.17):
        child = subprocess.Popen([sys.executable, "-c", code, str(target)])
        while not target.exists():
            time.sleep(0.01)
        time.sleep(pause)
        child.send_signal(signal.SIGKILL)
        child.wait()
        lines = target.read_text().splitlines()
        assert len(lines) == 20000 and len(set(lines)) == 1


def test_replacing_makes_the_file_readable_by_others(tmp_path: Path) -> None:
    with replacing(tmp_path / "a") as path:
        path.write_text("x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644
