"""Versions of a city's catalogue in the database, and what the API shows of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from backend.api.schema import schema
from backend.audit.repository import write_event
from backend.context.clock import Clock, seeded_ids
from backend.context.graphql import Context
from backend.context.operation import Operation, Operations
from backend.context.principal import Principal, RequestOrigin
from backend.database.encryption import new_keyring
from backend.database.engine import make_engine
from backend.database.settings import Urls
from backend.procedures import repository
from backend.procedures.catalogue import load_catalogue
from backend.procedures.commands import (
    import_catalogue,
    publish_catalogue,
    publish_version,
    start_test,
)
from backend.procedures.errors import (
    CatalogueFaultsError,
    CatalogueNotFoundError,
    CatalogueStatusError,
)
from backend.procedures.status import CatalogueStatus
from backend.procedures.tables import (
    CatalogueVersionRow,
    ProcedureRow,
    QuestionRow,
    ReasonRow,
)
from tests.backend.procedures.small_catalogue import CARD, DOG, Tree, document, procedure

HOME, ELSEWHERE = 1, 2
NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)
TODAY = date(2026, 11, 20)
SPRING = date(2026, 4, 1)


@dataclass
class Cities:
    """Two cities on one database, and operations in them."""

    operations: Operations

    def open(self, city_id: int = HOME) -> AbstractAsyncContextManager[Operation]:
        principal = Principal(
            city_id=city_id,
            staff_id=uuid4(),
            session_id=uuid4(),
            permissions=frozenset(),
            terminal=None,
        )
        origin = RequestOrigin(request_id="test")
        return self.operations.open(city_id=city_id, origin=origin, principal=principal)

    async def ask(self, query: str, city_id: int = HOME, **variables: Any) -> dict[str, Any]:
        async with self.open(city_id) as operation:
            context = Context(operation=operation)
            result = await schema.execute(query, variables, context_value=context)
        assert result.errors is None, result.errors
        assert result.data is not None
        return result.data


@pytest.fixture
async def cities(fresh_database: Urls) -> AsyncIterator[Cities]:
    owner = await asyncpg.connect(fresh_database.owner)
    for city_id in (HOME, ELSEWHERE):
        await owner.execute(
            "INSERT INTO reference.city"
            " (id, local_government_code, code_valid_from, name, mayor_title, settings)"
            " VALUES ($1, $2, '2005-04-01', '市', '市長', '{}')",
            city_id,
            f"{city_id:06}",
        )
    await owner.close()
    engine = make_engine(fresh_database.app)
    yield Cities(
        Operations(
            engine=engine,
            clock=Clock(NOW),
            make_id=seeded_ids(1),
            keyring=new_keyring(),
            write_audit=write_event,
        )
    )
    await engine.dispose()


def small(*codes: str, **more: Any) -> Tree:
    return document(*(procedure(code) for code in codes), **more)


async def count(cities: Cities, table: type, city_id: int = HOME) -> int:
    async with cities.open(city_id) as operation:
        return await operation.session.scalar(select(func.count()).select_from(table)) or 0


async def test_an_imported_catalogue_is_a_draft_with_a_row_for_each_entry(cities: Cities) -> None:
    tree = document(procedure("AA01", when=DOG), procedure("AA02", for_person=CARD))

    async with cities.open() as operation:
        version_id = await import_catalogue(operation, HOME, tree)

    async with cities.open() as operation:
        version = await operation.session.get_one(CatalogueVersionRow, (HOME, version_id))
        rows = (
            await operation.session.scalars(select(ProcedureRow).order_by(ProcedureRow.position))
        ).all()
        document_back = await repository.get_document(operation.session, version_id)
    assert (version.number, version.status, version.published_at) == (1, "DRAFT", None)
    assert [(row.code, row.condition) for row in rows] == [
        ("AA01", {"when": DOG}),
        ("AA02", {"for_person": CARD}),
    ]
    assert await count(cities, ReasonRow) == 1
    assert await count(cities, QuestionRow) == 1
    assert document_back == tree
    assert load_catalogue(document_back) is not None


async def test_a_faulty_catalogue_leaves_nothing_behind(cities: Cities) -> None:
    async with cities.open() as operation:
        with pytest.raises(CatalogueFaultsError):
            await import_catalogue(operation, HOME, small("AA01", "AA01"))

    assert await count(cities, CatalogueVersionRow) == 0
    assert await count(cities, ProcedureRow) == 0


async def versions_in_force(cities: Cities, *days: date) -> list[int | None]:
    """The numbers of the versions in force."""
    found = []
    async with cities.open() as operation:
        for day in days:
            version = await operation.session.scalar(repository.published_on(day))
            found.append(version.number if version else None)
    return found


async def test_the_version_in_force_is_the_latest_that_has_begun(cities: Cities) -> None:
    async with cities.open() as operation:
        await publish_catalogue(operation, HOME, small("AA01"), SPRING)
        await publish_catalogue(operation, HOME, small("AA02"), date(2027, 4, 1))
        await publish_catalogue(operation, HOME, small("AA03"), SPRING)
        await import_catalogue(operation, HOME, small("AA04"))

    found = await versions_in_force(
        cities, date(2026, 3, 31), SPRING, date(2027, 3, 31), date(2027, 4, 1)
    )

    assert found == [None, 3, 3, 2]


async def test_a_draft_is_tried_and_then_published(cities: Cities) -> None:
    async with cities.open() as operation:
        version_id = await import_catalogue(operation, HOME, small("AA01"))
        await start_test(operation, version_id)
    assert await versions_in_force(cities, TODAY) == [None]

    async with cities.open() as operation:
        await publish_version(operation, version_id, SPRING)

    assert await versions_in_force(cities, TODAY) == [1]


async def test_a_published_version_is_not_published_again_nor_tried(cities: Cities) -> None:
    async with cities.open() as operation:
        version_id = await publish_catalogue(operation, HOME, small("AA01"), SPRING)

    async with cities.open() as operation:
        with pytest.raises(CatalogueStatusError) as refusal:
            await publish_version(operation, version_id, TODAY)
        with pytest.raises(CatalogueStatusError):
            await start_test(operation, version_id)

    assert refusal.value.status == "PUBLISHED"
    assert await versions_in_force(cities, SPRING) == [1]


async def test_a_version_of_nobody_or_of_another_city_is_absent(cities: Cities) -> None:
    async with cities.open() as operation:
        version_id = await import_catalogue(operation, HOME, small("AA01"))

    for city_id, wanted in ((HOME, UUID(int=0)), (ELSEWHERE, version_id)):
        async with cities.open(city_id) as operation:
            with pytest.raises(CatalogueNotFoundError):
                await publish_version(operation, wanted, SPRING)
            with pytest.raises(CatalogueNotFoundError):
                await repository.get_document(operation.session, wanted)
    assert await versions_in_force(cities, TODAY) == [None]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE catalogue_version SET document = '{}'",
        "DELETE FROM catalogue_version",
        "UPDATE catalogue_procedure SET name = 'x'",
        "UPDATE catalogue_question SET text = 'x'",
        "UPDATE catalogue_reason SET name = 'x'",
    ],
)
async def test_the_server_cannot_change_what_was_written(cities: Cities, statement: str) -> None:
    async with cities.open() as operation:
        await publish_catalogue(operation, HOME, small("AA01"), SPRING)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with cities.open() as operation:
            await operation.session.execute(text(statement))

    assert await count(cities, CatalogueVersionRow) == 1


async def test_two_imports_at_once_get_two_numbers(cities: Cities) -> None:
    async def take_in(code: str) -> None:
        async with cities.open() as operation:
            await import_catalogue(operation, HOME, small(code))

    await asyncio.gather(*(take_in(f"AA0{n}") for n in range(4)))

    async with cities.open() as operation:
        numbers = (await operation.session.scalars(select(CatalogueVersionRow.number))).all()
    assert sorted(numbers) == [1, 2, 3, 4]


REASONS = "{ reasons(first: 100) { nodes { code name event help } } }"
PROCEDURES = """
query ($reason: String) {
  procedures(first: 100, reason: $reason) {
    nodes {
      code name events deadlines items counter floor handling certainty formCodes annotation
      deemedBy isNeverPrinted effectiveTo
    }
  }
}
"""


async def test_the_api_shows_the_reasons_in_force_of_ones_own_city(cities: Cities) -> None:
    async with cities.open() as operation:
        await publish_catalogue(operation, HOME, small("AA01"), SPRING)
        await publish_catalogue(operation, HOME, small("AA02"), date(2027, 4, 1))

    assert await cities.ask(REASONS) == {
        "reasons": {"nodes": [{"code": "MOVE_IN", "name": "転入", "event": "move_in", "help": ""}]}
    }
    assert await cities.ask(REASONS, ELSEWHERE) == {"reasons": {"nodes": []}}


async def test_the_api_shows_a_procedure_in_words(cities: Cities) -> None:
    tree = document(
        procedure(
            "AA01",
            deadlines=[
                {
                    "words": "14日以内",
                    "rules": [{"count": "days", "number": 14, "from": "changed_on"}],
                }
            ],
            items=["本人確認書類", {"name": "カード", "for_person": CARD}],
            forms=["aa"],
            annotation="care",
            deemed_by={"by": "aa"},
            handling="linked",
        ),
        procedure("AA02", effective_to="2026-11-19"),
        procedure("AA03", effective_from="2026-11-21"),
        forms={"aa": "届"},
    )
    async with cities.open() as operation:
        await publish_catalogue(operation, HOME, tree, SPRING)

    shown = await cities.ask(PROCEDURES)

    assert shown["procedures"]["nodes"] == [
        {
            "code": "AA01",
            "name": "手続きAA01",
            "events": ["move_in"],
            "deadlines": ["14日以内"],
            "items": ["本人確認書類", "カード"],
            "counter": "市民課",
            "floor": "1階",
            "handling": "LINKED",
            "certainty": "UNVERIFIED",
            "formCodes": ["aa"],
            "annotation": "care",
            "deemedBy": "aa",
            "isNeverPrinted": False,
            "effectiveTo": None,
        }
    ]


async def test_the_api_gives_the_procedures_of_one_reason(cities: Cities) -> None:
    reasons = [
        {"code": "MOVE_IN", "name": "転入", "event": "move_in"},
        {"code": "DEATH", "name": "死亡", "event": "death"},
    ]
    tree = document(
        procedure("AA01"),
        procedure("AA02", events=["death"]),
        procedure("AA03", events=["move_in", "death"]),
        reasons=reasons,
    )
    async with cities.open() as operation:
        await publish_catalogue(operation, HOME, tree, SPRING)

    async def codes(reason: str | None) -> list[str]:
        shown = await cities.ask(PROCEDURES, reason=reason)
        return [node["code"] for node in shown["procedures"]["nodes"]]

    assert await codes(None) == ["AA01", "AA02", "AA03"]
    assert await codes("DEATH") == ["AA02", "AA03"]
    assert await codes("HOLIDAY") == []


async def test_statuses_run_one_way(cities: Cities) -> None:
    async with cities.open() as operation:
        version_id = await import_catalogue(operation, HOME, small("AA01"))
        await start_test(operation, version_id)
        with pytest.raises(CatalogueStatusError) as refusal:
            await start_test(operation, version_id)

    assert refusal.value.status == CatalogueStatus.TEST
