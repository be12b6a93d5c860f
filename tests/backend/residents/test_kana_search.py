"""The rules of kana search through SQL, as the application's role: who meets and who doesn't."""

from collections.abc import AsyncIterator
from uuid import UUID

import asyncpg
import pytest
from sqlalchemy.dialects import postgresql

from backend.residents.repository import residents_matching
from backend.residents.rules import Names, interpret_search, search_columns
from backend.residents.status import ResidentScope
from backend.residents.tables import ResidentRow
from backend.shared.names import is_kana
from tests.backend.residents.conftest import InventedDatabase
from tests.backend.shared.test_names import APART, MEETING

# Different readings, but the one is how the other begins, which is enough for a search.
BEGINNINGS = [("サトウ", "サトオカ"), ("ケン", "ケンイチ")]
KANA = [pair for pair in MEETING if is_kana(pair[0])]


@pytest.fixture
async def application(invented: InventedDatabase) -> AsyncIterator[asyncpg.Connection]:
    """The application inside the first city, in a transaction that is rolled back."""
    connection = await asyncpg.connect(invented.urls.app)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("SET LOCAL app.city_id = '1'")
    yield connection
    await transaction.rollback()
    await connection.close()


async def rename(connection: asyncpg.Connection, furigana: str) -> UUID:
    """Give one resident another reading, and nothing else that could be found."""
    columns = search_columns([Names(full_name="〓", furigana=furigana)])
    id_: UUID = await connection.fetchval(
        "SELECT id FROM resident WHERE register_status = 'RESIDENT' ORDER BY id LIMIT 1"
    )
    await connection.execute("DELETE FROM resident_name_key WHERE resident_id = $1", id_)
    await connection.executemany(
        "INSERT INTO resident_name_key (city_id, key, resident_id) VALUES (1, $1, $2)",
        [(key, id_) for key in columns.sorted_keys],
    )
    # First in every list, so that no cap hides it.
    await connection.execute("UPDATE resident SET sort_key = '' WHERE id = $1", id_)
    return id_


async def found_by(connection: asyncpg.Connection, search: str) -> set[UUID]:
    statement = residents_matching(interpret_search(search), ResidentScope.CURRENT)
    compiled = statement.with_only_columns(ResidentRow.id).compile(
        dialect=postgresql.asyncpg.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    return {row["id"] for row in await connection.fetch(str(compiled))}


@pytest.mark.parametrize(("typed", "stored"), KANA)
async def test_a_reading_is_found_by_whatever_meets_it(
    application: asyncpg.Connection, typed: str, stored: str
) -> None:
    id_ = await rename(application, stored)

    assert id_ in await found_by(application, typed)


@pytest.mark.parametrize(("stored", "typed"), KANA)
async def test_a_reading_is_found_the_other_way_round(
    application: asyncpg.Connection, typed: str, stored: str
) -> None:
    id_ = await rename(application, stored)

    assert id_ in await found_by(application, typed)


@pytest.mark.parametrize(("typed", "stored"), [pair for pair in APART if pair not in BEGINNINGS])
async def test_a_reading_is_not_found_by_what_does_not_meet_it(
    application: asyncpg.Connection, typed: str, stored: str
) -> None:
    id_ = await rename(application, stored)

    assert id_ not in await found_by(application, typed)


async def test_the_beginning_of_a_reading_is_enough(application: asyncpg.Connection) -> None:
    id_ = await rename(application, "ケンイチ")

    assert id_ in await found_by(application, "ケン")
    assert id_ not in await found_by(application, "ンイチ")
