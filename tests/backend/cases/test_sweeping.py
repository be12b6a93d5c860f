"""The sweeper: what no row has is erased after an hour, what a row lacks is reported."""

import asyncio
import logging
import os
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from backend.app.sweeper import minutes_from, sweep_now, sweep_regularly
from backend.cases.kept import attached_content, attached_thumbnail, printed_document
from backend.cases.sweeping import Swept, sweep
from backend.cli import main
from backend.reading.global_ids import encode_id
from tests.backend.api.conftest import superuser
from tests.postgres import TestServer
from tests.server import Seeded, Server, Visit, uuid_of

OF_VISIT = 5  # the form, the guide, both in one file, an attachment and its thumbnail


@pytest.fixture(scope="module")
async def server(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """A server of this module's own: nobody else writes objects meanwhile."""
    with database_server.database() as urls:
        folder = tmp_path_factory.mktemp("objects")
        async with Seeded(urls, superuser(database_server, urls), folder).serve() as running:
            yield running


@pytest.fixture
async def visit(server: Server) -> AsyncIterator[Visit]:
    """A case with a form, a guide and an attachment, all of them in the store."""
    resident = await server.resident("certificate")
    made = await Visit.open(
        await server.official("1001"), str(encode_id("Resident", resident["id"]))
    )
    await made.fill()
    await made.print()
    await made.attach()
    yield made
    await server.database.execute("UPDATE attachment SET removed_at = now()")
    await server.database.execute("DELETE FROM document")
    await server.database.execute("DELETE FROM print_run")
    for path in server.objects.rglob("*"):
        if path.is_file():
            path.unlink()


def files(server: Server) -> set[Path]:
    return {path for path in server.objects.rglob("*") if path.is_file()}


def age(path: Path, hours: float) -> None:
    then = time.time() - hours * 3600
    os.utime(path, (then, then))


async def later(server: Server, hours: float = 2) -> Swept:
    """Sweep with the clock moved on."""
    return await sweep(server.operations, datetime.now(UTC) + timedelta(hours=hours))


async def test_what_belongs_to_rows_is_left_alone(server: Server, visit: Visit) -> None:
    before = files(server)

    swept = await later(server)

    assert swept == Swept(kept=OF_VISIT)
    assert files(server) == before


async def test_what_no_row_has_is_erased_after_an_hour_and_never_before(
    server: Server, visit: Visit
) -> None:
    store, before = server.operations.services["objects"], files(server)
    orphans = [
        named(1, uuid4()).key for named in (printed_document, attached_content, attached_thumbnail)
    ]
    for key in orphans:
        store.put(key, b"left by a kill")

    young = await later(server, hours=0.99)
    old = await later(server, hours=1.01)

    assert young == Swept(kept=OF_VISIT, young=3)
    assert (old.kept, sorted(old.erased)) == (OF_VISIT, sorted(orphans))
    assert files(server) == before


async def test_a_row_of_another_city_does_not_keep_an_object(server: Server, visit: Visit) -> None:
    store = server.operations.services["objects"]
    foreign = attached_content(2, uuid_of(visit.attachment_id)).key
    store.put(foreign, b"moved")

    swept = await later(server)

    assert swept.erased == [foreign]


async def test_what_is_left_of_a_removed_attachment_is_erased(server: Server, visit: Visit) -> None:
    kept = attached_content(1, uuid_of(visit.attachment_id))
    content = (server.objects / kept.key).read_bytes()
    await visit.official.change(
        "remove_attachment", attachmentId=visit.attachment_id, reason="誤り"
    )
    (server.objects / kept.key).write_bytes(content)  # as if killed before it was erased

    swept = await later(server)

    assert swept == Swept(kept=OF_VISIT - 2, erased=[kept.key])


async def test_what_is_half_written_is_erased_when_it_is_old(server: Server, visit: Visit) -> None:
    draft = server.objects / "attachments/1" / ".0123456789abcdef"
    draft.write_bytes(b"half")
    other = server.objects / "attachments/1" / ".keep"
    other.write_bytes(b"")

    young = await sweep_now(server.operations)
    age(draft, hours=2)
    old = await sweep_now(server.operations)

    assert (young.drafts, old.drafts) == (0, 1)
    assert not draft.exists()
    assert other.exists()


async def test_what_is_not_named_as_ours_is_left_alone(server: Server, visit: Visit) -> None:
    foreign = server.objects / "attachments/1/README"
    foreign.write_bytes(b"")
    elsewhere = server.objects / "backups/1/x.dump"
    elsewhere.parent.mkdir(parents=True)
    elsewhere.write_bytes(b"")

    swept = await later(server)

    assert swept == Swept(kept=OF_VISIT, unknown=1)
    assert foreign.exists()
    assert elsewhere.exists()


async def test_a_row_without_its_object_is_reported_by_its_id_alone(
    server: Server, visit: Visit, caplog: pytest.LogCaptureFixture
) -> None:
    lost = [
        printed_document(1, uuid_of(visit.document_id)).key,
        attached_content(1, uuid_of(visit.attachment_id)).key,
    ]
    for key in lost:
        (server.objects / key).unlink()

    with caplog.at_level(logging.ERROR, logger="madoguchi.sweep"):
        swept = await later(server)

    assert sorted(swept.missing) == sorted(lost)
    assert sorted(caplog.messages) == sorted(f"an object is missing: {key}" for key in lost)


async def test_sweeping_while_files_are_attached_loses_none(server: Server, visit: Visit) -> None:
    ended = False

    async def keep_sweeping() -> list[Swept]:
        found = []
        while not ended:
            found.append(await sweep_now(server.operations))
        return found

    sweeping = asyncio.create_task(keep_sweeping())
    made = [await visit.attach() for _ in range(4)]
    ended = True
    found = await sweeping

    assert {one["__typename"] for one in made} == {"Attachment"}
    assert [key for one in found for key in (*one.erased, *one.missing)] == []
    assert (await later(server)).kept == OF_VISIT + 8


async def test_the_server_sweeps_by_itself_again_and_again(server: Server, visit: Visit) -> None:
    key = attached_content(1, uuid4()).key
    server.operations.services["objects"].put(key, b"left by a kill")
    age(server.objects / key, hours=2)

    with pytest.raises(TimeoutError):  # it never ends by itself
        async with asyncio.timeout(1):
            await sweep_regularly(server.operations, 0)

    assert not (server.objects / key).exists()


async def test_the_command_fails_loudly_when_an_object_is_missing(
    server: Server,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DATABASE_URL", server.urls.app)
    monkeypatch.setenv("MIGRATION_DATABASE_URL", server.urls.owner)
    monkeypatch.setenv("MADOGUCHI_OBJECTS", str(server.objects))
    key = attached_content(1, uuid_of(visit.attachment_id)).key
    sound = await asyncio.to_thread(main, ["sweep"])
    (server.objects / key).unlink()

    broken = await asyncio.to_thread(main, ["sweep"])

    printed = capsys.readouterr().out.splitlines()
    assert (sound, broken) == (0, 1)
    assert printed[-1] == f"MISSING {key}"
    assert printed[0].startswith(f"{OF_VISIT} objects belong to a row, 0 without one were erased,")


def test_an_operator_says_how_often() -> None:
    assert minutes_from({}) == 60
    assert minutes_from({"MADOGUCHI_SWEEP_MINUTES": "5"}) == 5
    assert minutes_from({"MADOGUCHI_SWEEP_MINUTES": "0"}) is None
