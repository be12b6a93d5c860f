"""The PostgreSQL of one test run: one server, one template database, one database a worker."""

import asyncio
import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg

from backend.database.embedded import SUPERUSER, Embedded
from backend.database.migrate import upgrade
from backend.database.settings import APP_ROLE, OWNER_ROLE, Urls, with_database, with_role

OUTSIDE = "MADOGUCHI_TEST_DATABASE_URL"  # a superuser's login to a server that is not ours
PREFIX = "madoguchi-test-"
# A test run's data may be lost, so nothing waits for the disk.
CARELESS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
LOCALE = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'"


def run_sql(url: str, *statements: str) -> None:
    """Run statements one by one, each in a transaction of its own."""

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:  # the caller's thread may have a loop
        pool.submit(asyncio.run, run()).result()


@dataclass(frozen=True)
class TestServer:
    """The server of a test run; ``folder`` is shared by its workers."""

    __test__ = False

    folder: Path

    @property
    def superuser_url(self) -> str:
        """The login that makes databases."""
        return os.environ.get(OUTSIDE) or self.embedded.url(SUPERUSER, "postgres")

    @property
    def embedded(self) -> Embedded:
        """The server that the run starts itself."""
        return Embedded(self.folder / "state", settings=CARELESS)

    @property
    def template(self) -> str:
        """The migrated database of which all others are copies."""
        return f"template_{self.folder.name.removeprefix(PREFIX).replace('-', '_').lower()}"

    def urls(self, database: str) -> Urls:
        """Addresses of one database; a superuser steps down, so that no password is needed."""
        url = with_database(self.superuser_url, database)
        return Urls(owner=with_role(url, OWNER_ROLE), app=with_role(url, APP_ROLE))

    def ready(self) -> None:
        """Start the server and make the template, once a run: the first worker does it."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            done = self.folder / "ready"
            if not done.exists():
                self._make_template()
                done.touch()

    def _make_template(self) -> None:
        if OUTSIDE not in os.environ:
            self.embedded.start()
        for role in (OWNER_ROLE, APP_ROLE):
            with contextlib.suppress(asyncpg.DuplicateObjectError):
                run_sql(self.superuser_url, f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS")
        run_sql(
            self.superuser_url,
            f'CREATE DATABASE "{self.template}" OWNER {OWNER_ROLE} TEMPLATE template0 {LOCALE}',
        )
        upgrade(self.urls(self.template).owner)

    @contextlib.contextmanager
    def database(self) -> Iterator[Urls]:
        """A migrated database that is thrown away at the end."""
        self.ready()
        name = f"{self.template}_{uuid4().hex[:8]}"
        run_sql(self.superuser_url, f'CREATE DATABASE "{name}" TEMPLATE "{self.template}"')
        try:
            yield self.urls(name)
        finally:
            run_sql(self.superuser_url, f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Stop the server, or leave an outside server as it was found."""
        if (self.folder / "ready").exists() and OUTSIDE in os.environ:
            run_sql(self.superuser_url, f'DROP DATABASE "{self.template}" WITH (FORCE)')
        elif (self.folder / "state").exists():
            self.embedded.stop_server()
        shutil.rmtree(self.folder, ignore_errors=True)


def make_folder() -> Path:
    """The run's folder; what killed runs left behind is cleared away first."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if left.stat().st_uid == os.geteuid() and not _is_alive(left.name.split("-")[2]):
            TestServer(left).close()
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    folder.chmod(0o711)  # the server's user must get through
    return folder


def _is_alive(pid: str) -> bool:
    return Path(f"/proc/{pid}").exists() or not Path("/proc/self").exists()
