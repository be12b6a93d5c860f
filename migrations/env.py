"""Alembic's environment: runs the numbered migrations as the owner, one transaction for all."""

import asyncio

import asyncpg
from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

TURN = 7_382_901  # any number, ours alone: servers that start at once take turns


def run_migrations(connection: Connection) -> None:
    """Run the migrations that are still missing."""
    context.configure(
        connection=connection,
        target_metadata=context.config.attributes.get("metadata"),
        include_schemas=True,
        compare_type=True,
    )
    with context.begin_transaction():
        connection.execute(text("SELECT pg_advisory_xact_lock(:turn)"), {"turn": TURN})
        context.run_migrations()


async def connect_and_run() -> None:
    """Open one connection of the owner."""
    url = context.config.attributes["url"]
    engine = create_async_engine(
        "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=NullPool
    )
    async with engine.connect() as connection:
        await connection.run_sync(run_migrations)
    await engine.dispose()


asyncio.run(connect_and_run())
