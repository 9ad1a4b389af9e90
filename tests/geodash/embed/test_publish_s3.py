"""Publishing to S3 for real: s3fs against a server of moto's on loopback, which ends with its test session."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from geodash.embed.publish import rollback
from geodash.embed.target import Target
from geodash.embed.withdraw import withdraw
from geodata.errors import InputError
from geodata.slugs import slug
from geodata.store import load
from tests.geodash.embed.published import publish, shown
from tests.geodash.embed.test_publish import small

s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed")
server = pytest.importorskip("moto.server", reason="moto[server] is not installed")
# aiobotocore and moto warn of Python's own coming changes; that is theirs to mend.
pytestmark = pytest.mark.filterwarnings("default")


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    """A client of a new server; what this and child processes need to find it is in the environment."""
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    told = {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    before = {name: os.environ.get(name) for name in told}
    os.environ.update(told)
    s3fs.S3FileSystem.clear_instance_cache()
    try:
        import boto3

        yield boto3.client("s3")
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})
        s3fs.S3FileSystem.clear_instance_cache()
        running.stop()


@pytest.fixture
def bucket(s3: Any, request: pytest.FixtureRequest) -> str:
    name = f"b-{abs(hash(request.node.name)):x}"
    s3.create_bucket(Bucket=name)
    return name


@pytest.fixture
def story(tmp_path: Path) -> Path:
    return small(tmp_path / "story")


def _name(story: Path) -> str:
    return slug(load(story).id)


def test_publish_correct_and_go_back(s3: Any, bucket: str, story: Path) -> None:
    to, name = f"s3://{bucket}/embeds/", _name(story)
    publish(story, to)
    target = Target(to)
    first = shown(target, name)
    assert first and publish(story, to).uploaded == 0
    publish(story, to, "Corrected.")
    second = shown(target, name)
    assert second not in ("", first) and publish(story, to).uploaded == 0
    rollback(name, target)
    assert shown(target, name) == first
    keys = [o["Key"] for o in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    assert all(key.startswith("embeds/") for key in keys)


def test_objects_carry_type_coding_and_cache_time(s3: Any, bucket: str, story: Path) -> None:
    revision = publish(story, f"s3://{bucket}").address.revision
    name = _name(story)

    def told(key: str) -> tuple[str, str | None, str]:
        head = s3.head_object(Bucket=bucket, Key=key)
        # aws-chunked is how the SDK sent it, and real S3 does not keep it.
        coding = [c for c in head.get("ContentEncoding", "").split(",") if c and c != "aws-chunked"]
        return head["ContentType"], coding[0] if coding else None, head["CacheControl"].split(",")[1].strip()

    assert told(f"{name}/index.html") == ("text/html; charset=utf-8", None, "max-age=30")
    assert told(f"{name}/index.html.br") == ("text/html; charset=utf-8", "br", "max-age=30")
    assert told(f"{name}/{revision}/layers.geojson.gz") == ("application/geo+json", "gzip", "max-age=300")
    assert told(f"{name}/{revision}/full.png") == ("image/png", None, "max-age=300")
    assert told("embed.js") == ("text/javascript; charset=utf-8", None, "max-age=3600")


def test_killed_in_the_middle_the_pointer_names_a_whole_revision(bucket: str, story: Path) -> None:
    to, name = f"s3://{bucket}/embeds", _name(story)
    publish(story, to)
    target, first = Target(to), shown(Target(to), name)
    for after in (0, 1, 5, 9, 13, 14, 15, 16, 17, 18, 19, 20, 21):
        line = f"Killed after {after}."
        command = [sys.executable, "-m", "tests.geodash.embed.published", str(story), to, str(after), line]
        done = subprocess.run(command, check=False, stderr=subprocess.DEVNULL, timeout=60)
        assert done.returncode == -signal.SIGKILL and shown(target, name) == first, after
        publish(story, to, line)
        assert shown(target, name) not in ("", first)
        first = shown(target, name)


def test_a_withdrawn_story_is_gone_everywhere(s3: Any, bucket: str, story: Path) -> None:
    to, name = f"s3://{bucket}/embeds", _name(story)
    first = publish(story, to).address.revision
    second = publish(story, to, "Corrected.").address.revision
    withdraw(name, Target(to), "A reason.")
    target = Target(to)
    for folder in (name, f"{name}/{first}", f"{name}/{second}"):
        assert b"was withdrawn on" in (target.get(f"{folder}/index.html") or b"")
    left = {path.rpartition("/")[2] for path in target.sizes(name)}
    pages = {f"index{code}.html{twin}" for code in ("", ".ar", ".he") for twin in ("", ".br", ".gz")}
    assert left == {*pages, "full.png", "og.png", "revisions.json"}


def test_no_such_bucket_is_one_line(s3: Any, story: Path) -> None:
    with pytest.raises(InputError, match=r"cannot write s3://no-such-bucket/x/.*bucket does not exist"):
        publish(story, "s3://no-such-bucket/x")


def test_no_server_is_one_line(s3: Any, story: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    s3fs.S3FileSystem.clear_instance_cache()
    with pytest.raises(InputError, match=r"cannot read s3://b/x/geodash\.json: Could not connect"):
        publish(story, "s3://b/x")
    s3fs.S3FileSystem.clear_instance_cache()
