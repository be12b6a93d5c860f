"""Seeding a city against a bare COPY of the same rows into tables without indexes."""

import asyncio
import time
from io import BytesIO

import asyncpg

from backend.residents.seed import TABLES
from benchmarks.city import SeededCity
from benchmarks.results import Row, record


async def bare_copy(city: SeededCity) -> tuple[int, float]:
    """Copy all rows out, then in; gives how many and the seconds of copying in."""
    connection = await asyncpg.connect(city.superuser)
    rows, seconds = 0, 0.0
    try:
        for table in TABLES:
            content = BytesIO()
            await connection.copy_from_table(table, output=content, format="binary")
            content.seek(0)
            await connection.execute(f"CREATE TABLE bare_{table} (LIKE {table})")
            began = time.perf_counter()
            status = await connection.copy_to_table(
                f"bare_{table}", source=content, format="binary"
            )
            seconds += time.perf_counter() - began
            rows += int(status.rpartition(" ")[2])
            await connection.execute(f"DROP TABLE bare_{table}")
    finally:
        await connection.close()
    return rows, seconds


def run(city: SeededCity) -> list[Row]:
    """Compare the seeding that made this city."""
    rows, seconds = asyncio.run(bare_copy(city))
    return [
        record(
            "seeding: residents and all that belongs to them",
            city.rows / city.seconds,
            "bare COPY of the same rows, no indexes",
            rows / seconds,
            unit="rows/s",
        )
    ]
