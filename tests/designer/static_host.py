"""A host that knows nothing of the server: it sends files from a folder."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


@dataclass(frozen=True)
class StaticHost:
    """Where it is, and where its files are; by its other name it is another origin."""

    port: int
    folder: Path

    @property
    def origin(self) -> str:
        """The origin of its pages."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def other_origin(self) -> str:
        """The same pages under a name that nobody has allowed."""
        return f"http://localhost:{self.port}"

    def speak_to(self, address: str) -> None:
        """Say in ``config.json`` where the API is, as designer/README.md has it."""
        (self.folder / "config.json").write_text(json.dumps({"api": address}), "utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def static_host(folder: Path) -> Iterator[StaticHost]:
    """Send the files of a folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield StaticHost(server.server_port, folder)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
