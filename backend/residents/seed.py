"""Loads the invented cities: everything by COPY, in one transaction, as the owner of the tables."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import asyncpg

from backend.database.encryption import Keyring
from backend.residents.invented import CITIES, CitySpec, invent
from backend.residents.invented.rows import COLUMNS, Batch
from backend.residents.repository import INSERT_ADDRESS_GRAMS, INSERT_NAME_GRAMS
from backend.residents.rules import individual_number_place

NUMBER_COLUMNS = (
    "city_id",
    "resident_id",
    "individual_number_encrypted",
    "individual_number_hmac",
)
TABLES = (*COLUMNS, "individual_number", "resident_gram", "address_gram")


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was loaded."""

    residents: dict[int, int]  # who live there, by city_id
    rows: dict[str, int]  # by table, of all cities
    # 宛名番号 of the people with fixed names, by key (``backend.residents.invented.samples``).
    samples: dict[str, str] = field(default_factory=dict)


async def seed(
    connection: asyncpg.Connection, *, residents: int, random_seed: int, today: date, keys: Keyring
) -> Summary:
    """Load every invented city; the same seed, size and day give the same rows.

    The connection is the owner's. COPY doesn't go with row-level security, so it is lifted for the
    owner inside the transaction; the server's role stays bound by it throughout.
    """
    living: dict[int, int] = {}
    samples: dict[str, str] = {}
    rows = dict.fromkeys(TABLES, 0)
    with _no_garbage_collection():
        async with connection.transaction():
            await _force_policies(connection, is_forced=False)
            for spec in CITIES:
                city, batches = invent(
                    spec,
                    residents=max(1, round(residents * spec.share)),
                    random_seed=random_seed,
                    today=today,
                )
                for batch in batches:
                    await _copy(connection, spec, batch, keys, rows)
                await _insert_grams(connection, spec, rows)
                living[spec.city_id] = city.residents
                samples |= city.samples
            await _force_policies(connection, is_forced=True)
    await connection.execute(f"ANALYZE {', '.join(TABLES)}")
    return Summary(residents=living, rows=rows, samples=samples)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Millions of live rows make every full collection long, and none of them is garbage."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


async def _force_policies(connection: asyncpg.Connection, *, is_forced: bool) -> None:
    force = "FORCE" if is_forced else "NO FORCE"
    for table in TABLES:
        await connection.execute(f"ALTER TABLE {table} {force} ROW LEVEL SECURITY")


async def _copy(
    connection: asyncpg.Connection,
    spec: CitySpec,
    batch: Batch,
    keys: Keyring,
    counted: dict[str, int],
) -> None:
    numbers = [
        (
            spec.city_id,
            resident_id,
            keys.encrypt(number, individual_number_place(spec.city_id, resident_id)),
            keys.lookup(number, city_id=spec.city_id, column="individual_number"),
        )
        for resident_id, number in batch.individual_numbers
    ]
    for table, columns in COLUMNS.items():
        await _copy_table(connection, table, columns, batch.rows[table], counted)
    await _copy_table(connection, "individual_number", NUMBER_COLUMNS, numbers, counted)


async def _copy_table(
    connection: asyncpg.Connection,
    table: str,
    columns: tuple[str, ...],
    rows: list[tuple[Any, ...]],
    counted: dict[str, int],
) -> None:
    await connection.copy_records_to_table(table, records=rows, columns=columns)
    counted[table] += len(rows)


async def _insert_grams(
    connection: asyncpg.Connection, spec: CitySpec, counted: dict[str, int]
) -> None:
    for table, statement in (
        ("resident_gram", INSERT_NAME_GRAMS),
        ("address_gram", INSERT_ADDRESS_GRAMS),
    ):
        status = await connection.execute(statement, spec.city_id)
        counted[table] += int(status.rpartition(" ")[2])
