"""A server in a process of its own over a PostgreSQL of its own, both made to be killed."""

import asyncio
import multiprocessing
import os
import signal
import socket
import time
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from multiprocessing.process import BaseProcess
from pathlib import Path

import httpx
import uvicorn

from backend.api.transport.settings import TransportSettings
from backend.app.seed import SeedSettings, seed_cities
from backend.app.server import make_application
from backend.context.clock import Clock
from backend.database.embedded import DATABASE, SUPERUSER, Embedded
from backend.database.encryption import load_keyring, new_keyring, save_keyring
from backend.database.migrate import upgrade
from backend.database.settings import OWNER_ROLE, Urls, with_database
from tests.postgres import run_sql

MORNING = datetime.fromisoformat("2026-11-24T09:30:00+09:00")
START_SECONDS = 60.0

# One process imports the server once; each server is a fork of it and starts in a moment.
FORKS = multiprocessing.get_context("forkserver")


def serve(urls: Urls, key_file: Path, objects: Path, port: int) -> None:
    """Serve until killed (the whole life of the server's process)."""
    application = make_application(
        urls,
        TransportSettings(development=True),
        load_keyring(key_file),
        objects,
        clock=Clock(MORNING),
    )
    uvicorn.run(
        application,
        host="127.0.0.1",
        port=port,
        log_level="critical",
        log_config=None,
        ws="websockets-sansio",
    )


class Database:
    """An embedded PostgreSQL that waits for the disk, with an invented city as a template."""

    def __init__(self, folder: Path) -> None:
        self.embedded = Embedded(folder)
        self.key_file = folder / "keys.json"

    def prepare(self) -> None:
        """Start, migrate and seed."""
        urls = self.embedded.start()
        upgrade(urls.owner)
        keyring = new_keyring()
        save_keyring(keyring, self.key_file)
        settings = SeedSettings(residents=40, random_seed=1, today=date(2026, 11, 24))
        asyncio.run(seed_cities(urls, settings, keyring))

    def copy(self, name: str) -> Urls:
        """A copy of the seeded database: the same officials, catalogue and forms."""
        run_sql(
            self.embedded.url(SUPERUSER, "postgres"),
            f"CREATE DATABASE {name} OWNER {OWNER_ROLE} TEMPLATE {DATABASE}",
        )
        urls = self.embedded.urls
        return Urls(owner=with_database(urls.owner, name), app=with_database(urls.app, name))

    def kill(self) -> None:
        """SIGKILL for the postmaster and every process of it."""
        postmaster = int((self.embedded.data / "postmaster.pid").read_text().split()[0])
        for pid in (postmaster, *_children(postmaster)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def restart(self) -> None:
        """Start again; PostgreSQL recovers from its log."""
        self.embedded.start()


@dataclass
class Server:
    """The server's process on one database."""

    urls: Urls
    key_file: Path
    objects: Path
    port: int = field(default_factory=lambda: _free_port())
    process: BaseProcess | None = None

    @property
    def base(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start and wait until it answers."""
        FORKS.set_forkserver_preload(["tests.backend.preloaded"])
        arguments = (self.urls, self.key_file, self.objects, self.port)
        self.process = FORKS.Process(target=serve, args=arguments, daemon=True)
        self.process.start()
        self.wait()

    def wait(self) -> None:
        """Wait until it answers and reaches its database."""
        with httpx.Client(base_url=self.base, timeout=5) as client:
            wait_until(lambda: client.get("/health").status_code == 200)

    def kill(self) -> None:
        """SIGKILL."""
        assert self.process is not None
        self.process.kill()
        self.process.join()

    def restart(self) -> None:
        """Start again where it was killed."""
        if self.process is None or not self.process.is_alive():
            self.start()
        else:
            self.wait()


def wait_until(is_so: Callable[[], bool]) -> None:
    """Ask again and again until it is so."""
    until = time.monotonic() + START_SECONDS
    while True:
        with suppress(httpx.TransportError):
            if is_so():
                return
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(0.02)


def _children(parent: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            pid, _, rest = stat.read_text().partition(" ")
            if int(rest.rpartition(")")[2].split()[1]) == parent:
                found.append(int(pid))
    return found


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])
