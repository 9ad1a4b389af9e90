"""Publishing into a folder: what is written, what is not written again, and what a kill leaves."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geodash.embed import publish as publishing
from geodash.embed import revisions
from geodash.embed.headers import script_hashes
from geodash.embed.target import Target
from geodash.embed.withdraw import withdraw
from geodata.errors import InputError
from geodata.slugs import slug
from geodata.store import load, to_json
from tests.geodash.embed.published import BASE, PARTS, publish, shown
from tests.geodash.helpers import STORIES
from tests.geodash.hostile import HOSTILE, hostile_story

STORY = STORIES / "talks"
NAME = slug(load(STORY).id)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the story published once; tests copy it."""
    folder = tmp_path_factory.mktemp("site") / "site"
    publish(STORY, folder)
    return folder


@pytest.fixture
def site(once: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(once, tmp_path / "site"))


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def manifest(site: Path) -> dict[str, object]:
    held: dict[str, object] = json.loads((site / NAME / "revisions.json").read_text("utf-8"))
    return held


def small(folder: Path, **changes: object) -> Path:
    """A small story that is drawn quickly."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = load(STORIES / "nowhere").model_copy(update=changes)
    (folder / "story.json").write_text(to_json(changed), encoding="utf-8")
    return folder


def test_the_layout_of_a_target(once: Path) -> None:
    revision = shown(Target(str(once)), NAME)
    pages = {"index.html", "index.ar.html", "index.he.html"}
    texts = (*pages, "oembed.json", "public.json", "layers.geojson")
    parts = {*PARTS, *texts, *(f"{t}{twin}" for t in texts for twin in (".br", ".gz"))}
    assert {p.name for p in (once / NAME / revision).iterdir()} == parts
    pointer = {*pages, "oembed.json"}
    pointer |= {f"{p}{twin}" for p in pointer for twin in (".br", ".gz")} | {"full.png", "revisions.json", revision}
    assert {p.name for p in (once / NAME).iterdir()} == pointer
    shared = {"_headers", "nginx.conf", "geodash.json", "embed.js", "embed.js.br", "embed.js.gz", NAME}
    assert {p.name for p in once.iterdir()} == shared
    assert (once / NAME / "full.png").read_bytes() == (once / NAME / revision / "full.png").read_bytes()


def test_a_language_that_is_published_no_more_shows_no_older_revision(site: Path) -> None:
    both = shown(Target(str(site)), NAME)
    publish(STORY, site, others=("ar",))
    assert {p.name for p in (site / NAME).glob("index*.html*")} == {
        f"index{code}.html{twin}" for code in ("", ".ar") for twin in ("", ".br", ".gz")
    }
    publish(STORY, site, others=())
    assert [p.name for p in (site / NAME).glob("index*.html")] == ["index.html"]
    publishing.rollback(NAME, Target(str(site)))
    publishing.rollback(NAME, Target(str(site)))
    assert shown(Target(str(site)), NAME) == both
    assert (site / NAME / "index.he.html").read_bytes() == (site / NAME / both / "index.he.html").read_bytes()


def test_an_unchanged_story_uploads_nothing(site: Path) -> None:
    before = tree(site)
    report = publish(STORY, site)
    assert report.uploaded == 0 and report.codes is not None and tree(site) == before
    again = publish(STORY, site, base_url=None)  # what is left out stays
    assert again.uploaded == 0 and again.codes is not None and BASE in again.codes.iframe


def test_the_same_story_gives_the_same_revision_elsewhere(once: Path, tmp_path: Path) -> None:
    publish(STORY, tmp_path)
    times = ("revisions.json",)
    here, there = ({k: v for k, v in tree(f).items() if not k.endswith(times)} for f in (once, tmp_path))
    assert here == there


def test_a_correction_is_a_revision_and_stays_until_it_is_taken_away(site: Path) -> None:
    first = shown(Target(str(site)), NAME)
    publish(STORY, site, "The talks were in Doha, not in Cairo.")
    second = shown(Target(str(site)), NAME)
    assert second != first and b"in Doha, not in Cairo" in (site / NAME / "index.html").read_bytes()
    assert (site / NAME / first / "index.html").is_file()
    assert publish(STORY, site).uploaded == 0 and shown(Target(str(site)), NAME) == second
    held = json.loads((site / NAME / second / "public.json").read_text("utf-8"))
    assert held["correction"] == "The talks were in Doha, not in Cairo."
    publish(STORY, site, "")
    assert shown(Target(str(site)), NAME) == first  # the very revision of before: its parts are not written again


def test_rollback_turns_the_pointer_alone(site: Path) -> None:
    target = Target(str(site))
    first = shown(target, NAME)
    publish(STORY, site, "One.")
    second = shown(target, NAME)
    parts = {k: v for k, v in tree(site).items() if k.count("/") > 1}
    assert publishing.rollback(NAME, target).address.revision == first
    assert shown(target, NAME) == first and {k: v for k, v in tree(site).items() if k.count("/") > 1} == parts
    with pytest.raises(InputError, match="no revision before"):
        publishing.rollback(NAME, target)
    assert publish(STORY, site, "One.").uploaded and shown(target, NAME) == second


def test_rollback_goes_by_what_readers_see(site: Path) -> None:
    target = Target(str(site))
    first = shown(target, NAME)
    publish(STORY, site, "One.")
    second = shown(target, NAME)
    publish(STORY, site, "Two.")
    # As a rollback that was killed between the manifest and the pointer leaves it.
    held = manifest(site) | {"current": second}
    (site / NAME / "revisions.json").write_text(json.dumps(held), "utf-8")
    assert publishing.rollback(NAME, target).address.revision == second
    assert publishing.rollback(NAME, target).address.revision == first


def test_what_is_lost_is_written_again(site: Path) -> None:
    revision = shown(Target(str(site)), NAME)
    (site / NAME / revision / "og.png").unlink()
    (site / NAME / "index.html").unlink()
    publish(STORY, site)
    assert shown(Target(str(site)), NAME) == revision


def test_a_withdrawn_story_is_gone_everywhere(site: Path) -> None:
    target = Target(str(site))
    first = shown(target, NAME)
    publish(STORY, site, "One.")
    second = shown(target, NAME)
    (site / NAME / ".index-abcdefgh.html").write_bytes(b"left by a kill")
    (site / NAME / ".htaccess").write_bytes(b"the desk's own")
    done = withdraw(NAME, target, "It was <b>wrong</b>.")
    for folder in (NAME, f"{NAME}/{first}", f"{NAME}/{second}"):
        page = (site / folder / "index.html").read_text("utf-8")
        assert f"This map was withdrawn on {_day(done.day)}." in page and "It was &lt;b&gt;wrong&lt;/b&gt;." in page
        hashes = script_hashes(page)
        assert hashes and all(one in (site / "nginx.conf").read_text("utf-8") for one in hashes)
        assert "Hamas" not in page and (site / folder / "full.png").read_bytes().endswith(b"IEND\xaeB`\x82")
    left = {k.rpartition("/")[2] for k in tree(site) if k.startswith(NAME)}
    pages = {f"index{code}.html{twin}" for code in ("", ".ar", ".he") for twin in ("", ".br", ".gz")}
    assert left == {*pages, "full.png", "og.png", "revisions.json", ".htaccess"}
    assert "سُحبت" in (site / NAME / first / "index.ar.html").read_text("utf-8")
    pictures = {v for k, v in tree(site).items() if k.endswith("full.png")}
    assert len(pictures) == 1  # all are the note
    assert b"Hamas" not in b"".join(v for k, v in tree(site).items() if not k.endswith("revisions.json"))
    with pytest.raises(InputError, match=r"was withdrawn on .*--correction"):
        publish(STORY, site)
    with pytest.raises(InputError, match="no revision before"):
        publishing.rollback(NAME, target)
    publish(STORY, site, "The map is back; the withdrawal was a mistake.")
    assert shown(target, NAME) not in ("", first, second)


def _day(iso: str) -> str:
    from datetime import date

    from geodash import dates

    return dates.day(date.fromisoformat(iso))


def test_a_story_is_withdrawn_by_its_published_name_and_with_a_broken_manifest(site: Path) -> None:
    assert publishing.published_name(Path(NAME)) == NAME and publishing.published_name(STORY) == NAME
    with pytest.raises(InputError, match="no such story"):
        publishing.published_name(Path("../elsewhere"))
    (site / NAME / "revisions.json").write_text("{", "utf-8")
    with pytest.raises(InputError, match="not as geodash wrote it"):
        publish(STORY, site)
    withdraw(NAME, Target(str(site)))
    assert "withdrawn on" in (site / NAME / "index.html").read_text("utf-8")
    with pytest.raises(InputError, match="nothing is published"):
        withdraw("other", Target(str(site)))


@pytest.mark.parametrize("id", ["../../up", "%2f..%2f", "CON", "x" * 200, "Переговоры", "a/b\\c", "_headers"])
def test_no_id_leaves_the_folder(id: str, tmp_path: Path) -> None:
    publish(small(tmp_path / "story", id=id), tmp_path / "site")
    assert {p.name for p in tmp_path.iterdir()} == {"story", "site"}
    (folder,) = (p for p in (tmp_path / "site").iterdir() if p.is_dir())
    assert len(folder.name) <= 80 and shown(Target(str(tmp_path / "site")), folder.name)


def test_two_stories_of_one_name_are_told_apart(tmp_path: Path) -> None:
    publish(small(tmp_path / "one", id="A b"), tmp_path / "site")
    with pytest.raises(InputError, match=r"is another story \(A b\)"):
        publish(small(tmp_path / "two", id="a-b"), tmp_path / "site")


def test_a_hostile_story_stays_text(tmp_path: Path) -> None:
    (tmp_path / "story.json").write_text(to_json(hostile_story()), encoding="utf-8", errors="surrogatepass")
    report = publish(tmp_path, tmp_path / "site", HOSTILE)
    held = json.loads((tmp_path / "site" / report.name / report.address.revision / "public.json").read_bytes())
    assert held["cards"][0]["title"].startswith("{{7*7}} {% for x in y %}") and held["sources"][0]["url"] is None
    assert "\u202e" not in held["title"] and "\n" not in report.correction
    for shared in ("_headers", "nginx.conf", "geodash.json"):
        assert "alert" not in (tmp_path / "site" / shared).read_text("utf-8")


def _killed(story: Path, to: Path, after: int, *what: str) -> int:
    command = [sys.executable, "-m", "tests.geodash.embed.published", str(story), str(to), str(after), *what]
    return subprocess.run(command, check=False, stderr=subprocess.DEVNULL, timeout=60).returncode


def test_killed_after_any_file_the_pointer_names_a_whole_revision(tmp_path: Path) -> None:
    story, site = small(tmp_path / "story"), tmp_path / "site"
    name = slug(load(story).id)
    publish(story, site)
    first, target = shown(Target(str(site)), name), Target(str(site))
    seen, writes = set(), 0
    while _killed(story, _copy(site, tmp_path / "try"), writes, "Corrected.") == -signal.SIGKILL:
        seen.add(shown(Target(str(tmp_path / "try")), name))
        writes += 1
        # The next publish finishes what the killed one began.
        publish(story, tmp_path / "try", "Corrected.")
        assert shown(Target(str(tmp_path / "try")), name) not in ("", first)
    seen.add(last := shown(Target(str(tmp_path / "try")), name))
    assert seen == {first, last} and len(seen) == 2 and writes >= 20 and shown(target, name) == first


def test_a_first_publish_killed_after_any_file_shows_nothing_or_all(tmp_path: Path) -> None:
    story, after = small(tmp_path / "story"), 0
    name = slug(load(story).id)
    while _killed(story, tmp_path / f"site-{after}", after) == -signal.SIGKILL:
        assert shown(Target(str(tmp_path / f"site-{after}")), name) == ""
        after += 4
    assert shown(Target(str(tmp_path / f"site-{after}")), name)


def test_killed_at_any_moment_the_pointer_names_a_whole_revision(tmp_path: Path) -> None:
    story, site = small(tmp_path / "story"), tmp_path / "site"
    name = slug(load(story).id)
    publish(story, site)
    chance = random.Random(4)  # noqa: S311 - moments to kill at, not secrets
    for n in range(12):
        command = [sys.executable, "-m", "tests.geodash.embed.published", str(story), str(site), "-1", f"Number {n}."]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
            time.sleep(chance.uniform(0.6, 1.6))
            os.kill(process.pid, signal.SIGKILL)
        assert shown(Target(str(site)), name)


def test_a_killed_withdrawal_goes_on(tmp_path: Path) -> None:
    story, site = small(tmp_path / "story"), tmp_path / "site"
    name = slug(load(story).id)
    publish(story, site)
    publish(story, site, "One.")
    for after in (0, 1, 3, 5, 9, 14, 18):
        copy = _copy(site, tmp_path / "try")
        assert _killed(story, copy, after, "withdraw") == -signal.SIGKILL
        if after:
            with pytest.raises(InputError, match="withdrawal was cut short"):
                publish(story, copy, "Two.")
        withdraw(name, Target(str(copy)))
        pages = [v for k, v in tree(copy).items() if k.endswith("index.html")]
        assert len(pages) == 3 and len(set(pages)) == 1 and b"was withdrawn on" in pages[0]
        assert (b"A reason." in pages[0]) is bool(after)
        held = revisions.read((copy / name / "revisions.json").read_bytes(), "it")
        assert held.withdrawn is not None and held.withdrawn.done


def _copy(site: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    return Path(shutil.copytree(site, to))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir(mode=0o555)
    with pytest.raises(InputError, match=r"cannot write .*: Permission denied"):
        publish(small(tmp_path / "story"), tmp_path / "site")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    story, site = small(tmp_path / "story"), tmp_path / "site"
    publish(story, site)
    before = shown(Target(str(site)), slug(load(story).id))

    def full(path: Path, content: bytes) -> int:
        with Path("/dev/full").open("wb", buffering=0) as file:
            return file.write(content)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(InputError, match=r"cannot write .*: No space left on device"):
            publish(story, site, "Corrected.")
    assert shown(Target(str(site)), slug(load(story).id)) == before
    assert not [p for p in site.rglob(".*") if p.is_file()]


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ("nix://bucket/x", "“nix://” is no kind of store"),
        ("gs://bucket/x", "pip install gcsfs"),
        ("https://host.example/x", "cannot|pip install"),
    ],
)
def test_a_store_that_cannot_be_written_is_one_line(to: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=words):
        Target(to).put("x", b"", "")


def test_a_file_is_no_target(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="is a file; name a folder"):
        Target(str(tmp_path / "file"))
