"""The engine: SQLAlchemy over asyncpg, in autocommit, because operations own their transactions.

``backend.context`` sends ``BEGIN`` with its settings in one message and ``COMMIT`` at the end.
SQLAlchemy's own transaction would cost a message more and could not carry the settings.
"""

from typing import Any

import asyncpg
import orjson
from sqlalchemy import event
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine


def make_engine(dsn: str, *, pool_size: int = 10) -> AsyncEngine:
    """Engine on the application's login (an address as asyncpg reads it)."""
    settings = {"application_name": "madoguchi", "jit": "off", "timezone": "UTC"}

    async def connect() -> asyncpg.Connection:
        return await asyncpg.connect(dsn, server_settings=settings)

    engine = create_async_engine(
        "postgresql+asyncpg://",
        async_creator=connect,
        isolation_level="AUTOCOMMIT",
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=10,
        json_serializer=lambda value: orjson.dumps(value).decode(),
        json_deserializer=orjson.loads,
    )
    event.listen(engine.sync_engine, "checkout", _refuse_dead)
    return engine


def _refuse_dead(connection: Any, _record: Any, _proxy: Any) -> None:
    """After a restart of PostgreSQL every connection of the pool is dead: make new ones.

    asyncpg knows it from the closed socket, so that asking costs no message.
    """
    if connection.driver_connection.is_closed():
        raise InvalidatePoolError()


def driver_connection(connection: AsyncConnection) -> Any:
    """The asyncpg connection below, for messages without parameters (BEGIN, COMMIT, LISTEN)."""
    held = connection.sync_connection
    if held is None:
        raise RuntimeError("the connection is not open")
    return held.connection.driver_connection
