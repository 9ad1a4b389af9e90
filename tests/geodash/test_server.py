from __future__ import annotations

import socket
from pathlib import Path

import pytest

from geodash import server
from geodata.errors import GeodataError, StoryError
from tests.geodash.helpers import STORIES


def test_a_port_in_use_is_one_clear_line() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(GeodataError, match=rf"^port {port} is in use; choose another with --port"):
            server._listen("127.0.0.1", port)


def test_an_address_that_is_not_ours_is_one_clear_line() -> None:
    with pytest.raises(GeodataError, match=r"^cannot listen on no\.such\.host\.invalid:0: "):
        server._listen("no.such.host.invalid", 0)


def test_a_folder_without_a_story_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"story\.json"):
        server.serve([STORIES / "talks", tmp_path], "127.0.0.1", 0, False, lambda url: None)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "127.0.0.1"),
        ("0.0.0.0", "127.0.0.1"),  # noqa: S104 - compared, not bound
        ("::", "[::1]"),
        ("::1", "[::1]"),
        ("localhost", "localhost"),
    ],
)
def test_the_address_that_is_shown(host: str, shown: str) -> None:
    assert server._shown(host) == shown
