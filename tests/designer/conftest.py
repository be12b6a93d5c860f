"""The designer in Debian's Chromium, over a whole server on a database of its own."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from backend.api.transport.designer_page import FOLDER
from tests.designer.desk import Desk, open_desk
from tests.designer.static_host import StaticHost, static_host
from tests.postgres import TestServer
from tests.served import served

OPTIONS = [
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    # As from another PC without TLS: of plain addresses browsers trust the PC's own alone.
    "--host-resolver-rules=MAP madoguchi.example 127.0.0.1",
]


@pytest.fixture(scope="session")
def other_host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticHost]:
    """A host of files beside the server, with the designer on it."""
    assert (FOLDER / "index.html").is_file(), "the designer is not built (make setup)"
    folder = tmp_path_factory.mktemp("other-host") / "designer"
    shutil.copytree(FOLDER, folder)
    with static_host(folder) as host:
        yield host


@pytest.fixture(scope="session")
def address(
    database_server: TestServer, other_host: StaticHost, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a server with the invented cities; it allows the other host."""
    folder = tmp_path_factory.mktemp("designer-server")
    with database_server.database() as urls, served(urls, folder, other_host.origin) as url:
        yield url


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser; each test has windows of its own."""
    program = shutil.which("chromium")
    assert program is not None, "the designer's tests need Chromium (make setup)"
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=program, args=[*OPTIONS, *root], handle_sigint=False
        )
        yield browser
        await browser.close()


@pytest.fixture
async def desk(chromium: Browser, address: str, tmp_path: Path) -> AsyncIterator[Desk]:
    """An administrator's desk: signed in, no window open yet."""
    async with open_desk(chromium, address, tmp_path, "9001") as opened:
        yield opened
