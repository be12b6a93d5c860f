"""The floor of reads: hand-written SQL in the same transaction, with the same audit event.

``BEGIN`` with the settings, one statement that returns JSON and inserts the event with its
subjects, ``COMMIT``. No GraphQL, no session, no permissions.
"""

import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from backend.shared.ids import RANDOM_BITS, uuid7
from benchmarks.city import CITY, SeededCity

BEGIN = f"BEGIN; SET LOCAL statement_timeout = '20s'; SET LOCAL app.city_id = '{CITY.city_id}'"

# $1: the event's id; $2: its time. The rows that are shown stand in «page» with their ids.
AUDIT = f"""
, event AS (
    INSERT INTO audit_event (city_id, id, occurred_at, request_id, actions, fields, search, outcome)
    VALUES ({CITY.city_id}, $1, $2, 'benchmark', array['residents'], array['Resident.id'], '{{}}',
        'DONE')
    RETURNING id
), subjects AS (
    INSERT INTO audit_subject (city_id, audit_event_id, kind, subject_id, is_blocked)
    SELECT {CITY.city_id}, event.id, 'resident', shown.id, false
    FROM event, (SELECT DISTINCT id FROM shown) AS shown
)
"""

SEARCH = f"""
WITH hits AS MATERIALIZED (
    SELECT id, sort_key FROM resident
    WHERE register_status = 'RESIDENT' AND id IN (
        SELECT resident_id FROM (
            SELECT resident_id FROM resident_name_key WHERE key >= $3 AND key < $4
            ORDER BY key, resident_id LIMIT 2000
        ) AS first_keys)
    ORDER BY sort_key, id LIMIT 501
), shown AS (
    SELECT resident.id, number, full_name, furigana, birth_text, sex, address_text, is_restricted
    FROM hits JOIN resident USING (id) ORDER BY hits.sort_key, hits.id LIMIT 21
) {AUDIT}
SELECT (SELECT json_agg(row_to_json(shown)) FROM shown), (SELECT count(*) FROM hits)
"""

BY_ID = f"""
WITH person AS MATERIALIZED (
    SELECT id, number, full_name, furigana, birth_text, sex, address_text, is_restricted,
        household_id
    FROM resident WHERE id = $3
), members AS (
    SELECT resident.id, resident.full_name, resident.furigana, resident.is_restricted
    FROM resident JOIN person ON resident.household_id = person.household_id
    ORDER BY resident.member_order, resident.id LIMIT 21
), shown AS (SELECT id FROM person UNION ALL SELECT id FROM members) {AUDIT}
SELECT row_to_json(person), row_to_json(household),
    (SELECT json_agg(row_to_json(members)) FROM members)
FROM person LEFT JOIN household ON household.id = person.household_id
"""


class Floor:
    """Runs the hand-written statements on a pool of its own."""

    def __init__(self, pool: asyncpg.Pool, now: datetime) -> None:
        self.pool = pool
        self.now = now

    async def search(self, prefix: str) -> None:
        """The first twenty of a search by reading."""
        await self._run(SEARCH, prefix, prefix + "\U0010ffff")

    async def by_id(self, resident_id: UUID) -> None:
        """A resident, the household, its members."""
        await self._run(BY_ID, resident_id)

    async def _run(self, statement: str, *values: object) -> None:
        event_id = uuid7(int(self.now.timestamp() * 1000), secrets.randbits(RANDOM_BITS))
        async with self.pool.acquire() as connection:
            await connection.execute(BEGIN)
            await connection.fetchrow(statement, event_id, self.now, *values)
            await connection.execute("COMMIT")


@asynccontextmanager
async def floor(city: SeededCity, now: datetime, *, connections: int) -> AsyncIterator[Floor]:
    """Open the floor with as many connections as the server has."""
    settings = {"jit": "off", "timezone": "UTC"}

    async def keep(_connection: Any) -> None:
        """Send no reset when a connection goes back: every setting was local."""

    pool = await asyncpg.create_pool(
        city.urls.app, min_size=connections, max_size=connections, server_settings=settings,
        reset=keep,
    )  # fmt: skip
    try:
        yield Floor(pool, now)
    finally:
        await pool.close()


async def sample(city: SeededCity) -> tuple[Sequence[str], Sequence[UUID]]:
    """Beginnings of readings as officials type them, and residents with a household."""
    connection = await asyncpg.connect(city.superuser)
    try:
        prefixes = await connection.fetch(
            "SELECT left(key, 3) AS prefix FROM resident_name_key WHERE key ~ '^[ァ-ヶ]{3}' "
            "AND city_id = $1 GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 60",
            CITY.city_id,
        )
        residents = await connection.fetch(
            "SELECT id FROM resident WHERE household_id IS NOT NULL AND NOT is_restricted "
            "AND city_id = $1 ORDER BY id LIMIT 500",
            CITY.city_id,
        )
    finally:
        await connection.close()
    return [row["prefix"] for row in prefixes], [row["id"] for row in residents]
