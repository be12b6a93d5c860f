"""``madoguchi run`` as a person starts it: a process of its own, its data in a folder."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from backend.database.settings import Urls

MADOGUCHI = [sys.executable, "-c", "import sys, backend.cli; sys.exit(backend.cli.main())"]


def free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    outside = ("DATABASE_URL", "MIGRATION_DATABASE_URL", "MADOGUCHI_DEVELOPMENT")
    return {name: value for name, value in os.environ.items() if name not in outside} | more


@contextmanager
def running(port: int, **more: str) -> Iterator[subprocess.Popen[str]]:
    """Start the server; it ends with the block."""
    process = subprocess.Popen(
        [*MADOGUCHI, "run", "--port", str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=environment(**more),
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> str:
    """The first line that was not read yet."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def ask(port: int, query: str) -> object:
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql",
        data=json.dumps({"query": query}).encode(),
        headers={"content-type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def health(port: int) -> object:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
        return json.load(answer)


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_from_an_empty_folder_and_stops_its_database_with_itself(
    make_open_folder: Callable[[], Path], ending: signal.Signals
) -> None:
    state = make_open_folder()
    port = free_port()

    with running(port, MADOGUCHI_STATE=str(state)) as process:
        progress, line = first_line(process), first_line(process)
        answered = ask(port, "{ __schema { queryType { name } } }")
        well = health(port)
        server_ran = (state / "postgresql" / "data" / "postmaster.pid").exists()
        process.send_signal(ending)
        code = process.wait(20)

    base = f"http://127.0.0.1:{port}"
    assert progress == "The first start makes two invented cities; it takes some ten seconds …"
    assert line == f"Madoguchi serves {base}/graphql and {base}/health"
    assert answered == {"data": {"__schema": {"queryType": {"name": "Query"}}}}
    assert well == {"status": "ok"}
    assert (code, server_ran) == (0, True)
    assert not (state / "postgresql" / "data" / "postmaster.pid").exists()


def test_on_a_server_of_ones_own_it_is_in_production_and_asks_for_a_key(
    fresh_database: Urls, tmp_path: Path
) -> None:
    port = free_port()
    urls = {"DATABASE_URL": fresh_database.app, "MIGRATION_DATABASE_URL": fresh_database.owner}
    key = tmp_path / "keys.json"

    refused = subprocess.run(
        [*MADOGUCHI, "run", "--port", str(port)],
        capture_output=True,
        text=True,
        env=environment(**urls),
        check=False,
    )
    subprocess.run([*MADOGUCHI, "make-key", str(key)], check=True, capture_output=True)
    with running(port, **urls, MADOGUCHI_KEY_FILE=str(key)) as process:
        first_line(process)
        well = health(port)
        with pytest.raises(urllib.error.HTTPError) as introspection:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/graphql/ide/page.js", timeout=10)
        introspection.value.close()

    assert refused.returncode == 1
    assert refused.stderr.startswith("madoguchi: Set MADOGUCHI_KEY_FILE to the file with the keys")
    assert well == {"status": "ok"}
    assert introspection.value.code == 404
    assert key.stat().st_mode & 0o777 == 0o600


def test_a_port_in_use_is_said_before_any_database_is_made(
    make_open_folder: Callable[[], Path],
) -> None:
    state = make_open_folder()
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]

        done = subprocess.run(
            [*MADOGUCHI, "run", "--port", str(port)],
            capture_output=True,
            text=True,
            env=environment(MADOGUCHI_STATE=str(state)),
            check=False,
        )

    assert done.returncode == 1
    assert done.stderr == (
        f"madoguchi: 127.0.0.1:{port} cannot be used (Address already in use). "
        "Choose another --port.\n"
    )
    assert list(state.iterdir()) == []
