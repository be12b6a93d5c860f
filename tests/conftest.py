"""Fixtures of every test: a real PostgreSQL, migrated by Alembic."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from backend.database.settings import Urls
from tests.postgres import TestServer, make_folder

FOLDER = pytest.StashKey[Path]()
LONGEST = ("test_kill.py", "test_twenty_officials.py", "test_demo.py")  # minutes each


def pytest_addoption(parser: pytest.Parser) -> None:
    """What the targets `check-fidelity` and `pictures` of make ask for."""
    parser.addoption("--all-forms", action="store_true", help="compare every form with its PDF")
    parser.addoption("--pictures", action="store_true", help="keep the pictures in docs/pictures")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the run's folder; the workers of pytest-xdist get it from the controller."""
    given = getattr(config, "workerinput", {}).get("postgres_folder")
    config.stash[FOLDER] = Path(given) if given else make_folder()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let each worker begin with one of the longest: they mostly wait for other processes."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    longest = [item for item in items if item.path.name in LONGEST]
    others = [item for item in items if item.path.name not in LONGEST]
    share = -(-len(others) // workers)
    items[:] = [
        item
        for worker in range(workers)
        for item in (*longest[worker::workers], *others[worker * share : (worker + 1) * share])
    ]


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:  # type: ignore[no-untyped-def]  # xdist has no types
    """Tell a worker which folder its run uses."""
    node.workerinput["postgres_folder"] = str(node.config.stash[FOLDER])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server after the last worker."""
    if not hasattr(config, "workerinput"):
        TestServer(config.stash[FOLDER]).close()


@pytest.fixture(scope="session")
def database_server(pytestconfig: pytest.Config) -> TestServer:
    """The run's PostgreSQL with its template database."""
    server = TestServer(pytestconfig.stash[FOLDER])
    server.ready()
    return server


@pytest.fixture(scope="session")
def database_urls(database_server: TestServer) -> Iterator[Urls]:
    """The worker's own migrated database; tests commit, and empty what they filled."""
    with database_server.database() as urls:
        yield urls


@pytest.fixture(scope="session")
def database_url(database_urls: Urls) -> str:
    """The worker's database for the application's role, bound by row-level security."""
    return database_urls.app


@pytest.fixture(scope="session")
def owner_database_url(database_urls: Urls) -> str:
    """The worker's database for its owner."""
    return database_urls.owner


@pytest.fixture
def make_open_folder(pytestconfig: pytest.Config) -> Callable[[], Path]:
    """Makes folders that the user PostgreSQL runs as can enter; pytest's own are closed."""

    def make() -> Path:
        folder = pytestconfig.stash[FOLDER] / uuid4().hex[:8]
        folder.mkdir()
        folder.chmod(0o755)
        return folder

    return make


@pytest.fixture
def fresh_database(database_server: TestServer) -> Iterator[Urls]:
    """A migrated database for one test alone."""
    with database_server.database() as urls:
        yield urls
