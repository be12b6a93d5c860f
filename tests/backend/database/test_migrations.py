import importlib
import pkgutil
import re

import asyncpg
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

import backend
from backend.database.base import Base
from backend.database.migrate import HEAD_FILE, MIGRATIONS, configuration
from backend.database.settings import Urls


def scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(configuration(""))


def import_every_table() -> None:
    for module in pkgutil.walk_packages(backend.__path__, "backend."):
        if module.name.rpartition(".")[2] == "tables":
            importlib.import_module(module.name)


def test_migrations_are_numbered_without_a_gap_and_follow_one_another() -> None:
    files = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))
    revisions = list(scripts().walk_revisions())[::-1]

    assert [name[:4] for name in files] == [f"{n:04}" for n in range(1, len(files) + 1)]
    assert [bool(re.fullmatch(r"\d{4}_[a-z0-9_]+", name)) for name in files] == [True] * len(files)
    assert [revision.revision for revision in revisions] == [name[:4] for name in files]
    assert [r.down_revision for r in revisions] == [None, *(name[:4] for name in files)][:-1]


def test_the_head_file_names_the_newest_migration() -> None:
    files = sorted(path.stem for path in (MIGRATIONS / "versions").glob("*.py"))

    assert HEAD_FILE.read_text().split() == files[-1:]


async def test_the_migrated_database_is_what_the_table_classes_say(
    owner_database_url: str,
) -> None:
    import_every_table()
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(owner_database_url)
    )

    def differences(connection: Connection) -> list[object]:
        options = {"compare_type": True, "compare_server_default": True, "include_schemas": True}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, Base.metadata))

    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(differences)
    finally:
        await engine.dispose()

    assert found == []


async def test_the_application_may_not_change_the_schema(fresh_database: Urls) -> None:
    connection = await asyncpg.connect(fresh_database.app)
    try:
        refused = ""
        try:
            await connection.execute("CREATE TABLE intruder (id int)")
        except asyncpg.InsufficientPrivilegeError as error:
            refused = str(error)
        assert refused == "permission denied for schema public"
    finally:
        await connection.close()
