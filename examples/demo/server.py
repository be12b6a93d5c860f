"""A fresh server for the demonstration: its own database, a fixed clock, the same ids each time."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

MOMENT = "2026-11-24T09:30:00+09:00"  # a Tuesday morning
START_SECONDS = 120


@contextmanager
def fresh_server(state: Path, moment: str = MOMENT) -> Iterator[str]:
    """Start a server on a state folder, at a moment that stands still; gives its address.

    An empty folder gets the invented city; another one goes on with what it holds.
    """
    state.chmod(0o755)
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "MADOGUCHI_STATE": str(state),
        "MADOGUCHI_FIXED_CLOCK": moment,
        "MADOGUCHI_ID_SEED": "1",
        "MADOGUCHI_DEVELOPMENT": "1",
    }
    print("A fresh server with an invented city is being made …", flush=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "backend.cli", "run", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_ready(url, process)
        yield url
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_ready(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError("the server ended by itself")
        try:
            if httpx.get(f"{url}/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the server does not answer")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        port: int = found.getsockname()[1]
    return port
