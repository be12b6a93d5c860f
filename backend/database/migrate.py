"""Bring a database to the newest migration; look first whether the server is usable at all."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import asyncpg
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData

import backend

MIGRATIONS = Path(backend.__file__).parent.parent / "migrations"
HEAD_FILE = MIGRATIONS / ".current-alembic-head"
OLDEST_SERVER = 15


class UnusableServerError(Exception):
    """The PostgreSQL server cannot hold Madoguchi's data; the message says why."""


def upgrade(url: str) -> None:
    """Check the server, then run every migration that is missing; ``url`` is the owner's."""
    _apart(lambda: asyncio.run(require_usable(url)))
    _apart(lambda: command.upgrade(configuration(url), "head"))


def configuration(url: str, metadata: MetaData | None = None) -> Config:
    """Alembic's configuration, made here instead of in an alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.set_main_option("path_separator", "os")
    config.attributes["url"] = url
    config.attributes["metadata"] = metadata
    return config


async def require_usable(url: str) -> None:
    """Refuse a server that is too old, or on which Japanese text could not be searched."""
    connection = await _connect(url)
    try:
        version = connection.get_server_version()
        if version.major < OLDEST_SERVER:
            raise UnusableServerError(
                f"PostgreSQL {version.major} is too old: {OLDEST_SERVER} or newer is needed."
            )
        await connection.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        trigrams = await connection.fetchval("SELECT array_length(show_trgm('渡邉'), 1)")
        if trigrams != 3:
            raise UnusableServerError(
                "This database makes no trigrams of Japanese text. Create it with ENCODING 'UTF8' "
                "and LC_CTYPE 'C.UTF-8' (or ja_JP.UTF-8), not 'C'."
            )
    finally:
        await connection.close()


async def _connect(url: str) -> asyncpg.Connection:
    try:
        return await asyncpg.connect(url)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        # The driver's own words name host, user and database, never the password.
        raise UnusableServerError(
            f"The database of DATABASE_URL cannot be reached: {error}"
        ) from error


def _apart(work: Callable[[], None]) -> None:
    # In a thread of its own: the migrations run an event loop, and the caller may be inside one.
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(work).result()
