"""Small sites on loopback that hand out pages of a test's own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LATE_S = 0.5
Answer = tuple[str | Sequence[str], str, dict[str, str]] | None


@contextmanager
def handing(answer: Callable[[str, str], Answer]) -> Iterator[str]:
    """A site's address, "http://127.0.0.1:1234". ``answer``: of a path and its query the text, its type and headers; of
    a text in pieces each comes half a second after the one before."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            found = answer(path, query)
            self.send_response(200 if found else 404)
            text, kind, headers = found or ("", "text/plain", {})
            for name, value in {**headers, "Content-Type": f"{kind}; charset=utf-8"}.items():
                self.send_header(name, value)
            self.end_headers()
            for n, piece in enumerate([text] if isinstance(text, str) else text):
                time.sleep(LATE_S if n else 0)
                self.wfile.write(piece.encode())
                self.wfile.flush()

        def log_message(self, *args: object) -> None:
            """Nothing: the tests watch the pages."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
