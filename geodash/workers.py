"""Processes that answer lines, in the order of the lines, with few of them in memory at a time.

A thread reads, one thread for each process hands it a line and waits, and the caller gets the answers. Every queue
is bounded; an answer is given as soon as it is there, even while the reader waits for more.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from multiprocessing.connection import Connection
from queue import Queue
from typing import Any

from geodata.errors import GeodataError

Make = Callable[..., Iterator[bytes]]
"""What runs in a process: called with an iterator of lines and the arguments, it gives an answer to each."""

AHEAD = 4  # lines for each process that may wait behind a slow one
_ANSWER, _FAULT = b"=", b"!"


class WorkerError(GeodataError):
    """A process ended before it had answered."""


def cores() -> int:
    """How many processes this machine can run at once; eight at most, with about 250 MB each."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, 8)


def answers(
    lines: Iterable[bytes | Exception], count: int, make: Make, *args: Any
) -> Generator[bytes | Exception, None, None]:
    """The answer to each line, in order, by ``count`` processes; what is no line is passed through.

    ``make`` and ``args`` must be picklable. Raises WorkerError where a process dies, and GeodataError where it cannot
    begin; the other processes are ended then, as they are when the caller stops.
    """
    todo: Queue[tuple[bytes, Future[bytes]] | None] = Queue(count)
    order: Queue[Future[Any] | None] = Queue(AHEAD * count)
    started = _start(count, make, args)
    try:
        for process, connection in started:
            threading.Thread(target=_converse, args=(process, connection, todo), daemon=True).start()
        threading.Thread(target=_read, args=(lines, todo, order, count), daemon=True).start()
        while (future := order.get()) is not None:
            yield future.result()
    finally:
        for process, _ in started:
            process.terminate()
        for process, _ in started:
            process.join()


def _start(count: int, make: Make, args: tuple[Any, ...]) -> list[tuple[Any, Connection]]:
    """The processes. They are new ones, not forks: threads and locks of this one stay out of them."""
    context = multiprocessing.get_context("spawn")
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # one core for each process, not all for each
    started = []
    with _unheard_interrupts():
        for _ in range(count):
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, make, args), daemon=True)
            process.start()
            theirs.close()  # so that its end is noticed here
            started.append((process, ours))
    return started


@contextlib.contextmanager
def _unheard_interrupts() -> Iterator[None]:
    """Processes begun within do not hear Ctrl-C: this one does, and ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _read(lines: Iterable[bytes | Exception], todo: Queue[Any], order: Queue[Any], count: int) -> None:
    """In a thread: each line a place in the order, and then a task."""
    try:
        for line in lines:
            future: Future[Any] = Future()
            order.put(future)
            if isinstance(line, Exception):
                future.set_result(line)
            else:
                todo.put((line, future))
    except Exception as error:  # the caller is told, in the order's place
        failed: Future[Any] = Future()
        failed.set_exception(error)
        order.put(failed)
    order.put(None)
    for _ in range(count):
        todo.put(None)


def _converse(process: Any, connection: Connection, todo: Queue[Any]) -> None:
    """In a thread: hand lines to one process and its answers to who waits for them."""
    while (task := todo.get()) is not None:
        line, future = task
        try:
            with contextlib.suppress(BrokenPipeError):  # it ended: what it said before is still to be read
                connection.send_bytes(line)
            told = connection.recv_bytes()
        except (EOFError, OSError):
            process.join()
            future.set_exception(WorkerError(_ended(process.exitcode)))
            return
        if told[:1] == _FAULT:
            future.set_exception(GeodataError(told[1:].decode()))
            return
        future.set_result(told[1:])
    with contextlib.suppress(OSError):
        connection.close()


def _ended(code: int) -> str:
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"a worker process ended unexpectedly ({how}): is there enough memory? --workers 1 takes the least"


def _work(connection: Connection, make: Make, args: tuple[Any, ...]) -> None:
    """In a process of its own: answer until there are no more lines, or nobody listens any more."""
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        try:
            for told in make(_lines(connection), *args):
                connection.send_bytes(_ANSWER + told)
        except GeodataError as error:
            connection.send_bytes(_FAULT + str(error).encode("utf-8", "replace"))


def _lines(connection: Connection) -> Iterator[bytes]:
    with contextlib.suppress(EOFError):
        while True:
            yield connection.recv_bytes()
