"""The designer in Debian's Chromium, over a whole server on a database of its own."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from backend.api.transport.designer_page import FOLDER
from tests.designer.desk import Desk, open_desk
from tests.postgres import TestServer
from tests.served import served

OPTIONS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def address(database_server: TestServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with the invented cities."""
    assert (FOLDER / "index.html").is_file(), "the designer is not built (make setup)"
    with (
        database_server.database() as urls,
        served(urls, tmp_path_factory.mktemp("designer-server")) as url,
    ):
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
