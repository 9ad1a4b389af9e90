"""Serving: waitress over the app. Raises GeodataError with one line where the address cannot be had."""

from __future__ import annotations

import errno
import logging
import socket
import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from waitress.server import create_server

from geodash.app import create_app
from geodash.house import House
from geodash.index import address
from geodash.library import Ground, Library
from geodata.errors import GeodataError

THREADS = 8  # a page is 20 short requests; more would only queue on two cores


def serve(
    story_dirs: Sequence[Path],
    host: str,
    port: int,
    open_browser: bool,
    on_ready: Callable[[str], None],
    *,
    house: House | None = None,
    language: str | None = None,
) -> None:
    """Serve stories until interrupted. Port 0 takes a free one; ``on_ready`` gets the address once it listens."""
    library = Library.load(story_dirs, _ground, house=house, language=language)
    with _listen(host, port) as listening:
        server = create_server(create_app(library), sockets=[listening], threads=THREADS, ident=None)
        names = [name for name, _ in library]
        library.page(names[0])  # the first reader should not wait for the basemap to open
        url = f"http://{_shown(host)}:{listening.getsockname()[1]}/"
        on_ready(url)
        if open_browser:
            page = f"{url.rstrip('/')}{address(names[0])}" if len(names) == 1 else url
            threading.Thread(target=webbrowser.open, args=(page,), daemon=True).start()
        try:
            server.run()
        except KeyboardInterrupt:
            pass
        finally:
            server.close()


def _ground(worldview: str) -> Ground:
    """The shipped basemap; imported late, as a wrong folder should be told at once."""
    from geodash.ground import Ground as Shipped

    return Shipped(worldview)


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. It is had before the basemap is opened, so that a taken port is told at once."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a full queue for a moment is no news
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise GeodataError(f"port {port} is in use; choose another with --port, or 0 for a free one") from None
        raise GeodataError(f"cannot listen on {host}:{port}: {error.strerror or error}") from None


def _shown(host: str) -> str:
    """The host for a link: a wildcard address is reached by the loopback one, IPv6 stands in brackets."""
    if host in ("", "0.0.0.0", "*"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    if host == "::":
        return "[::1]"
    return f"[{host}]" if ":" in host else host
