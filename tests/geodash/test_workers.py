"""Processes that answer in order, within bounds, and end when they should."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from geodash.workers import AHEAD, WorkerError, answers
from geodata.errors import DataError, GeodataError


def echoing(lines: Iterator[bytes]) -> Iterator[bytes]:
    """The first byte says how long the answer takes, in hundredths of a second."""
    for line in lines:
        time.sleep(line[0] / 100)
        yield line


def dying(lines: Iterator[bytes]) -> Iterator[bytes]:
    for line in lines:
        if line == b"die":
            os._exit(3)
        yield line


def unable(lines: Iterator[bytes]) -> Iterator[bytes]:
    raise DataError("the data is missing: install it again")
    yield b""


def test_order_is_kept_whoever_is_faster() -> None:
    lines = [bytes([20, 0]), *(bytes([0, i]) for i in range(1, 30))]
    assert list(answers(lines, 2, echoing)) == lines


def test_what_is_no_line_keeps_its_place() -> None:
    broken = ValueError("too long")
    assert list(answers([b"\0a", broken, b"\0b"], 2, echoing)) == [b"\0a", broken, b"\0b"]
    assert list(answers([], 2, echoing)) == []


def test_few_lines_are_read_ahead() -> None:
    read = []

    def source() -> Iterator[bytes]:
        for i in range(500):
            read.append(i)
            yield b"\0"

    with closing(answers(source(), 2, echoing)) as told:
        next(told)
        time.sleep(0.5)
        assert len(read) <= 2 * AHEAD + 6


def test_an_answer_is_given_while_the_next_line_is_waited_for() -> None:
    def source() -> Iterator[bytes]:
        yield b"\0now"
        time.sleep(30)

    began = time.monotonic()
    with closing(answers(source(), 1, echoing)) as told:
        assert next(told) == b"\0now" and time.monotonic() - began < 20


@pytest.mark.parametrize("count", [1, 2])
def test_a_process_that_dies_is_an_error_and_no_hang(count: int) -> None:
    told = answers([b"a", b"die", *[b"b"] * 50], count, dying)
    assert next(told) == b"a"
    with pytest.raises(WorkerError, match=r"ended unexpectedly \(exit code 3\)"):
        list(told)


def test_a_process_that_cannot_begin_says_why() -> None:
    with pytest.raises(GeodataError, match="the data is missing"):
        list(answers([b"a", b"b"], 2, unable))


def test_a_source_that_fails_is_told_of() -> None:
    def source() -> Iterator[bytes]:
        yield b"\0"
        raise OSError("the disk is gone")

    told = answers(source(), 1, echoing)
    assert next(told) == b"\0"
    with pytest.raises(OSError, match="the disk is gone"):
        next(told)
