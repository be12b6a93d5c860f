"""A whole server for tests that speak to it from outside: invented cities, a clock that stands."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from backend.database.settings import Urls

MOMENT = "2026-11-24T09:30:00+09:00"  # a Tuesday morning, as in the demonstration
RESIDENTS = "60"
START_SECONDS = 90
MADOGUCHI = (sys.executable, "-c", "import sys, backend.cli; sys.exit(backend.cli.main())")


@contextmanager
def served(urls: Urls, folder: Path, allowed_origins: str = "") -> Iterator[str]:
    """Seed an empty database and serve it; gives the server's address."""
    environment = {
        **os.environ,
        "DATABASE_URL": urls.app,
        "MIGRATION_DATABASE_URL": urls.owner,
        "MADOGUCHI_STATE": str(folder),
        "MADOGUCHI_DEVELOPMENT": "1",
        "MADOGUCHI_FIXED_CLOCK": MOMENT,
        "MADOGUCHI_ID_SEED": "1",
        "MADOGUCHI_ALLOWED_ORIGINS": allowed_origins,
    }
    _seed(environment)
    port = _free_port()
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(
            [*MADOGUCHI, "run", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_ready(url, process, folder)
            yield url
        finally:
            process.terminate()
            process.wait(30)


def _seed(environment: Mapping[str, str]) -> None:
    seeded = subprocess.run(
        [*MADOGUCHI, "seed", "--residents", RESIDENTS],
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert seeded.returncode == 0, seeded.stderr


def _wait_until_ready(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{url}/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError((folder / "server.log").read_text("utf-8"))


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port
