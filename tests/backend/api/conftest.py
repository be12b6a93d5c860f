"""One seeded server a worker; every test makes the cases that it changes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from backend.database.settings import Urls, with_database
from backend.reading.global_ids import encode_id
from tests.postgres import TestServer
from tests.server import ELSEWHERE, SCAN, File, Official, Seeded, Server, Visit


@pytest.fixture(scope="session")
async def running(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """The whole server over two invented cities."""
    with database_server.database() as urls:
        seeded = Seeded(urls, superuser(database_server, urls), tmp_path_factory.mktemp("objects"))
        async with seeded.serve() as server:
            yield server


@pytest.fixture
async def fresh_server(
    database_server: TestServer, fresh_database: Urls, tmp_path: Path
) -> AsyncIterator[Server]:
    """A server for one test alone: for those that move the clock."""
    seeded = Seeded(fresh_database, superuser(database_server, fresh_database), tmp_path)
    async with seeded.serve() as server:
        yield server


def superuser(database_server: TestServer, urls: Urls) -> str:
    """A superuser's login to a database."""
    name = urls.app.partition("?")[0].rpartition("/")[2]
    return with_database(database_server.superuser_url, name)


@pytest.fixture(scope="session")
async def clerk(running: Server) -> Official:
    """窓口担当 of the home city."""
    return await running.official("1001")


@pytest.fixture(scope="session")
async def protector(running: Server) -> Official:
    """支援措置・番号の担当 of the home city: may see everything of residents and cases."""
    return await running.official("1003")


@pytest.fixture(scope="session")
async def auditor(running: Server) -> Official:
    """監査担当 of the home city."""
    return await running.official("9002")


@pytest.fixture(scope="session")
async def elsewhere(running: Server) -> Visit:
    """A case of the other city, printed there by its own official."""
    official = await running.official("1003", ELSEWHERE)
    resident_id = await running.database.fetchval(
        "SELECT id FROM resident WHERE city_id = 2 AND register_status = 'RESIDENT'"
        " AND NOT is_restricted AND kind = 'JAPANESE' ORDER BY number LIMIT 1"
    )
    visit = await Visit.open(official, str(encode_id("Resident", resident_id)))
    await visit.identify()
    await visit.fill()
    await visit.print()
    await visit.attach()
    administrator = await running.official("9001", ELSEWHERE)
    await administrator.change("add_form_asset", file=File("emblem.png", SCAN))
    await administrator.change("set_printer_offset", printer="他市", rightMm=3, downMm=4)
    exporter = await running.official("9003", ELSEWHERE)
    november = {"from": "2026-11-01", "to": "2026-11-30"}
    await exporter.change("export_applications", formCode=visit.form, **november)
    await exporter.change("statistics_workbook", **november)
    designer = await running.official("9001", ELSEWHERE)
    form = (await designer.run("form_definitions", first=1)).field["nodes"][0]
    await designer.change("keep_form_open", formId=form["id"], tabId="tab")
    return visit


@pytest.fixture
async def visit(running: Server, clerk: Official) -> Visit:
    """A fresh case of the home city with one recorded resident."""
    resident = await running.resident("certificate")
    return await Visit.open(clerk, str(encode_id("Resident", resident["id"])))
