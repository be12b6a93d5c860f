"""Loading the invented cities into PostgreSQL."""

import asyncpg
import pytest

from backend.database.encryption import new_keyring
from backend.database.settings import Urls
from backend.residents.invented import CITIES, invent
from backend.residents.rules import individual_number_place
from backend.residents.seed import TABLES, seed
from backend.shared.names import address_grams, grams
from tests.backend.residents.conftest import RESIDENTS, TODAY, InventedDatabase


async def test_both_cities_are_loaded_and_counted(
    invented: InventedDatabase, owner: asyncpg.Connection
) -> None:
    living = await owner.fetchval(
        "SELECT count(*) FROM resident WHERE city_id = 1 AND register_status = 'RESIDENT'"
    )

    assert invented.summary.residents == {1: RESIDENTS, 2: RESIDENTS // 10}
    assert living == RESIDENTS
    assert set(invented.summary.rows) == set(TABLES)


async def test_the_grams_in_the_database_are_those_of_the_rules(
    invented: InventedDatabase, owner: asyncpg.Connection
) -> None:
    people = await owner.fetch(
        "SELECT id, names_folded, address_folded FROM resident WHERE city_id = 1"
        " ORDER BY id LIMIT 300"
    )

    for person in people:
        stored = await owner.fetch(
            "SELECT 'name', gram FROM resident_gram WHERE city_id = 1 AND resident_id = $1"
            " UNION ALL SELECT 'address', gram FROM address_gram"
            " WHERE city_id = 1 AND resident_id = $1",
            person["id"],
        )
        lines = person["names_folded"].split("\n")
        assert {tuple(row) for row in stored} == {
            *(("name", gram) for line in lines for gram in grams(line)),
            *(("address", gram) for gram in address_grams(person["address_folded"])),
        }


async def test_individual_numbers_are_encrypted_each_at_its_place(
    invented: InventedDatabase, owner: asyncpg.Connection
) -> None:
    _, batches = invent(CITIES[0], residents=RESIDENTS, random_seed=1, today=TODAY)
    numbers = dict(next(batches).individual_numbers)
    rows = await owner.fetch("SELECT * FROM individual_number WHERE city_id = 1 LIMIT 50")

    decrypted = {
        row["resident_id"]: invented.keyring.decrypt(
            row["individual_number_encrypted"],
            individual_number_place(1, row["resident_id"]),
        )
        for row in rows
    }

    assert decrypted == {id_: numbers[id_] for id_ in decrypted}
    assert not any(
        numbers[row["resident_id"]].encode() in row["individual_number_encrypted"] for row in rows
    )


async def test_the_policies_bind_the_owner_again_after_loading(
    invented: InventedDatabase,
) -> None:
    connection = await asyncpg.connect(invented.urls.owner)
    try:
        counts = [await connection.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES]
        forced = await connection.fetchval(
            "SELECT count(*) FROM pg_class WHERE relname = any($1) AND relforcerowsecurity",
            list(TABLES),
        )
    finally:
        await connection.close()

    assert counts == [0] * len(TABLES)
    assert forced == len(TABLES)


async def test_the_application_sees_only_the_city_it_has_entered(
    invented: InventedDatabase,
) -> None:
    connection = await asyncpg.connect(invented.urls.app)
    try:
        without = [await connection.fetchval(f"SELECT count(*) FROM {table}") for table in TABLES]
        async with connection.transaction():
            await connection.execute("SET LOCAL app.city_id = '2'")
            cities = {
                row["city_id"]
                for table in TABLES
                for row in await connection.fetch(f"SELECT DISTINCT city_id FROM {table}")
            }
    finally:
        await connection.close()

    assert without == [0] * len(TABLES)
    assert cities == {2}


async def test_loading_twice_is_refused_and_leaves_what_was_there(fresh_database: Urls) -> None:
    connection = await asyncpg.connect(fresh_database.owner)
    try:
        before = await seed(
            connection, residents=60, random_seed=1, today=TODAY, keys=new_keyring()
        )
        with pytest.raises(asyncpg.UniqueViolationError):
            await seed(connection, residents=60, random_seed=2, today=TODAY, keys=new_keyring())
        await connection.execute("SET app.city_id = '1'")
        rows = await connection.fetchval("SELECT count(*) FROM resident")
        await connection.execute("SET app.city_id = '2'")
        rows += await connection.fetchval("SELECT count(*) FROM resident")
    finally:
        await connection.close()

    assert rows == before.rows["resident"]


async def test_a_household_cannot_have_two_heads(
    invented: InventedDatabase, owner: asyncpg.Connection
) -> None:
    spouse = await owner.fetchval(
        "SELECT id FROM resident WHERE city_id = 1 AND relationship_code_1 = '12'"
        " AND household_id IS NOT NULL AND relationship_code_2 IS NULL LIMIT 1"
    )

    with pytest.raises(asyncpg.UniqueViolationError, match="uq_resident_head_of_household"):
        await owner.execute(
            "UPDATE resident SET relationship_code_1 = '02' WHERE city_id = 1 AND id = $1", spouse
        )
