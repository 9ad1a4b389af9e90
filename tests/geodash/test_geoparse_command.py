"""``geodash geoparse`` as a user meets it: in a process of its own, by its lines and how it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import geodata
from tests.geodash.test_cli import ROOT, geodash

COMMAND = [sys.executable, "-m", "geodash", "geoparse"]
TOWNS = [
    "Lima",
    "Lagos",
    "Nairobi",
    "Osaka",
    "Auckland",
    "Oslo",
    "Quito",
    "Hanoi",
    "Accra",
    "Perth",
    "Toronto",
    "Cairo",
]


def lines(*records: Any) -> bytes:
    return b"".join(json.dumps(r).encode() + b"\n" for r in records)


def start(*options: str, **more: Any) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen([*COMMAND, *options], stdin=pipe, stdout=pipe, stderr=pipe, env=env, cwd=ROOT, **more)


def test_answers_keep_the_order_with_two_workers_and_agree_with_python(tmp_path: Path) -> None:
    texts = [f"Rain fell in {town}. " * (40 if i % 3 == 0 else 1) for i, town in enumerate(TOWNS)]
    done = geodash(
        "geoparse", "--workers", "2", cwd=tmp_path, stdin=lines(*({"id": i, "text": t} for i, t in enumerate(texts)))
    )
    assert done.returncode == 0 and done.stderr == ""
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["id"] for record in told] == list(range(len(texts)))
    for record, text in zip(told, texts, strict=True):
        expected = geodata.geoparse(text)
        assert [(t["start"], t["place_id"], t["confidence"]) for t in record["toponyms"]] == [
            (t.start, t.place_id, t.confidence) for t in expected
        ]


def test_a_broken_line_is_answered_and_the_next_is_read(tmp_path: Path) -> None:
    stdin = (
        b"\xef\xbb\xbf" + lines({"id": 1, "text": "Lima"}) + b"\nbroken\n" + lines({"id": 3, "text": "It was in Lima."})
    )
    done = geodash("geoparse", "--workers", "1", cwd=tmp_path, stdin=stdin)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [r["id"] for r in told] == [1, None, 3]
    assert "not JSON" in told[1]["error"] and told[2]["toponyms"][0]["text"] == "Lima"


def test_demonyms_and_progress_are_asked_for(tmp_path: Path) -> None:
    stdin = lines({"id": 1, "text": "The Kenyan team won."})
    plain = geodash("geoparse", "--workers", "1", cwd=tmp_path, stdin=stdin)
    assert json.loads(plain.stdout)["toponyms"] == [] and plain.stderr == ""
    asked = geodash("geoparse", "--workers", "1", "--demonyms", "--progress", cwd=tmp_path, stdin=stdin)
    assert json.loads(asked.stdout)["toponyms"][0]["demonym"] is True and "1 texts" in asked.stderr


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    done = geodash("geoparse", cwd=tmp_path, stdin=b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_an_answer_comes_before_the_next_line_is_sent() -> None:
    with start("--workers", "2") as process:
        assert process.stdin and process.stdout
        for i in range(3):
            process.stdin.write(lines({"id": i, "text": "Rain fell in Lima."}))
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == i
        process.stdin.close()
        assert process.wait(30) == 0


def test_a_pipe_that_is_closed_ends_it_quietly() -> None:
    with start("--workers", "1") as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(lines({"id": 1, "text": "a"}, {"id": 2, "text": "b"}))
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(lines(*({"id": i, "text": "Lima"} for i in range(50))))
        process.stdin.flush()
        assert process.wait(30) == 141 and process.stderr.read() == b""


@pytest.mark.parametrize("wait", [0.0, 5.0], ids=["while it starts", "while it waits"])
def test_ctrl_c_ends_it_quietly(wait: float) -> None:
    with start("--workers", "2", start_new_session=True) as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(lines({"id": 1, "text": "a"}))
        process.stdin.flush()
        if wait:
            process.stdout.readline()
        else:
            time.sleep(1.0)  # its imports are done, and the model's are under way
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(20) == 130 and process.stderr.read() == b""


def test_a_worker_that_is_killed_is_one_clear_line() -> None:
    with start("--workers", "1") as process:
        assert process.stdin and process.stdout and process.stderr
        process.stdin.write(lines({"id": 1, "text": "a"}))
        process.stdin.flush()
        process.stdout.readline()
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        if not children.exists():
            process.kill()
            pytest.skip("this system does not tell the children of a process")
        for child in children.read_text().split():
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGKILL)
        process.stdin.write(lines({"id": 2, "text": "b"}))
        process.stdin.flush()
        assert process.wait(30) == 2
        error = process.stderr.read().decode()
        assert error.startswith("geodash: a worker process ended unexpectedly (signal 9)") and error.count("\n") == 1


def test_help_has_examples_and_imports_nothing_heavy(tmp_path: Path) -> None:
    said = geodash("geoparse", "--help", cwd=tmp_path).stdout
    assert "geodash geoparse <" in said and '"spans"' in said and "--workers" in said
