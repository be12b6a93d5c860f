"""An invented city in a database of its own, and the residents' part of the API on it."""

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import asyncpg
import pytest
import strawberry
from graphql import GraphQLError
from sqlalchemy.ext.asyncio import AsyncEngine

from backend.audit.repository import write_event
from backend.context.clock import Clock, random_ids
from backend.context.graphql import Context
from backend.context.operation import Operations
from backend.context.permissions import Permission
from backend.context.principal import Principal, RequestOrigin
from backend.database.encryption import Keyring, new_keyring
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.errors import RefusalError
from backend.reading.check import check
from backend.residents.queries import ResidentQueries
from backend.residents.seed import Summary, seed
from tests.postgres import TestServer

TODAY = date(2026, 11, 21)
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
RESIDENTS = 3000
EVERYTHING = frozenset(Permission)


@strawberry.type
class Query(ResidentQueries):
    """The root of the residents' fields alone."""


SCHEMA = strawberry.Schema(query=Query)
check(SCHEMA)


@dataclass(frozen=True)
class InventedDatabase:
    """The database, what was loaded into it, and the keys of its encrypted columns."""

    urls: Urls
    summary: Summary
    keyring: Keyring


@pytest.fixture(scope="session")
def residents_urls(database_server: TestServer) -> Iterator[Urls]:
    """A migrated database for this folder's tests, which only read it."""
    with database_server.database() as urls:
        yield urls


@pytest.fixture(scope="session")
async def invented(residents_urls: Urls) -> InventedDatabase:
    """Two invented cities, loaded as ``madoguchi seed`` loads them."""
    keyring = new_keyring()
    connection = await asyncpg.connect(residents_urls.owner)
    try:
        summary = await seed(
            connection, residents=RESIDENTS, random_seed=1, today=TODAY, keys=keyring
        )
    finally:
        await connection.close()
    return InventedDatabase(residents_urls, summary, keyring)


@pytest.fixture(scope="session")
async def engine(invented: InventedDatabase) -> AsyncIterator[AsyncEngine]:
    """The application's connections, bound by row-level security."""
    made = make_engine(invented.urls.app, pool_size=2)
    yield made
    await made.dispose()


@pytest.fixture(scope="session")
async def owner(invented: InventedDatabase) -> AsyncIterator[asyncpg.Connection]:
    """A connection that sees the first city's rows, to compare with."""
    connection = await asyncpg.connect(invented.urls.owner)
    await connection.execute("SET app.city_id = '1'")
    yield connection
    await connection.close()


def _code(error: GraphQLError) -> str:
    """The code of a refusal; anything else is a bug that the test must show."""
    cause: Exception | None = error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause.code if isinstance(cause, RefusalError) else str(error)


@dataclass
class Asked:
    """An answer of the API, and what it wrote to the audit log."""

    data: Any
    codes: list[str]
    events: list[asyncpg.Record]
    subjects: list[asyncpg.Record]


Ask = Callable[..., Any]


@pytest.fixture
def ask(engine: AsyncEngine, invented: InventedDatabase, owner: asyncpg.Connection) -> Ask:
    """Run a document as somebody with these permissions, and return what they get."""
    operations = Operations(
        engine=engine,
        clock=Clock(NOON),
        make_id=random_ids(),
        keyring=invented.keyring,
        write_audit=write_event,
    )

    async def run(
        document: str,
        *,
        permissions: frozenset[Permission] = EVERYTHING,
        city_id: int = 1,
        reason: str | None = None,
        purpose: str | None = "転入の処理",
        **variables: Any,
    ) -> Asked:
        new_id = random_ids()
        principal = Principal(
            city_id=city_id,
            staff_id=new_id(NOON),
            session_id=new_id(NOON),
            permissions=permissions,
            terminal="test",
        )
        request_id = str(new_id(NOON))
        async with operations.open(
            city_id=city_id,
            origin=RequestOrigin(request_id=request_id, reason=reason, purpose=purpose),
            principal=principal,
        ) as operation:
            answer = await SCHEMA.execute(document, variables, Context(operation))
        async with owner.transaction():
            await owner.execute(f"SET LOCAL app.city_id = '{city_id}'")
            events = await owner.fetch(
                "SELECT * FROM audit_event WHERE request_id = $1", request_id
            )
            subjects = await owner.fetch(
                "SELECT * FROM audit_subject WHERE audit_event_id = any($1)",
                [event["id"] for event in events],
            )
        codes = [_code(error) for error in answer.errors or []]
        return Asked(answer.data, codes, events, subjects)

    return run
