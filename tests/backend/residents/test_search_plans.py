"""Every documented search is served by an index under row-level security.

Row-level security switches indexes off for every operator that is not leakproof, and a plan that
scans a whole city looks fine in a small test database. So sequential scans are made costly here,
and an index that is entered by the city alone counts as a scan of everything.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import asyncpg
import pytest
from sqlalchemy import Select, select
from sqlalchemy.dialects import postgresql

from backend.residents import repository
from backend.residents.rules import interpret_search
from backend.residents.status import ResidentScope
from backend.residents.tables import (
    EnrolmentRow,
    ResidentAddressRow,
    ResidentRow,
    ResidentVersionRow,
)
from tests.backend.residents.conftest import InventedDatabase

# Joining with a whole city is right in a small one, so these joins are made costly as well.
SETTINGS = (
    "SET LOCAL app.city_id = '1'; SET LOCAL enable_seqscan = off;"
    "SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off"
)
SEARCHES = [
    "さとう",
    "サトウ ハナコ",
    "イイヅカ",
    "佐藤",
    "佐藤花子",
    "林",
    "渡邉󠄏",
    "NGUYEN",
    "3550305",
    "19800305",
    "昭和55年3月",
    "佐藤 3550305",
    "サトウ 花子 19800305",
    "0000000019",
    "19",
]
LISTINGS: list[dict[str, Any]] = [
    {"address": "霞町三丁目", "born_from": None, "born_until": None},
    {"address": None, "born_from": date(2020, 4, 2), "born_until": date(2021, 4, 1)},
    {"address": "本町", "born_from": date(2020, 4, 2), "born_until": None},
]


def nodes_of(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes_of(child)


def scans_of_everything(plan: dict[str, Any]) -> list[str]:
    """Nodes that read a whole table or a whole city."""
    found = []
    for node in nodes_of(plan):
        kind = node["Node Type"]
        if kind == "Seq Scan":
            found.append(f"{kind} on {node['Relation Name']}")
        if kind in ("Index Scan", "Index Only Scan", "Bitmap Index Scan"):
            columns = set(re.findall(r"\(?(\w+) (?:=|>=|<=|<|>)", node.get("Index Cond", "")))
            if columns <= {"city_id"}:
                found.append(f"{kind} by {sorted(columns)} on {node['Index Name']}")
    return found


async def plan_of(url: str, statement: Select[Any]) -> dict[str, Any]:
    """The plan of a statement, made as the application's role inside a city."""
    compiled = statement.compile(
        dialect=postgresql.asyncpg.dialect(),  # type: ignore[no-untyped-call]
        compile_kwargs={"literal_binds": True},
    )
    connection = await asyncpg.connect(url)
    try:
        async with connection.transaction():
            await connection.execute(SETTINGS)
            text = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {compiled}")
    finally:
        await connection.close()
    plan: dict[str, Any] = json.loads(text)[0]["Plan"]
    return plan


def first_page(statement: Select[Any]) -> Select[Any]:
    return statement.order_by(ResidentRow.sort_key, ResidentRow.id).limit(21)


@pytest.mark.parametrize("scope", list(ResidentScope))
@pytest.mark.parametrize("search", SEARCHES)
async def test_a_search_scans_nothing_whole(
    invented: InventedDatabase, search: str, scope: ResidentScope
) -> None:
    statement = repository.residents_matching(interpret_search(search), scope)

    plan = await plan_of(invented.urls.app, first_page(statement))

    assert scans_of_everything(plan) == []


@pytest.mark.parametrize("criteria", LISTINGS)
async def test_a_listing_scans_nothing_whole(
    invented: InventedDatabase, criteria: dict[str, Any]
) -> None:
    statement = repository.residents_listed(**criteria, scope=ResidentScope.CURRENT)

    plan = await plan_of(invented.urls.app, first_page(statement))

    assert scans_of_everything(plan) == []


async def test_what_belongs_to_a_resident_is_found_by_index(
    invented: InventedDatabase, owner: asyncpg.Connection
) -> None:
    id_ = await owner.fetchval("SELECT id FROM resident WHERE city_id = 1 LIMIT 1")
    statements: list[Select[Any]] = [
        repository.resident_by_id(id_),
        repository.household_by_id(id_),
        select(ResidentRow).where(ResidentRow.household_id == id_),
        select(ResidentVersionRow).where(ResidentVersionRow.resident_id == id_),
        select(ResidentAddressRow).where(ResidentAddressRow.resident_id == id_),
        select(EnrolmentRow).where(EnrolmentRow.resident_id == id_),
        repository.individual_number_of(id_, with_restricted=False),
    ]

    plans = [await plan_of(invented.urls.app, statement) for statement in statements]

    assert [scans_of_everything(plan) for plan in plans] == [[]] * 7


async def test_the_test_sees_an_operator_that_may_not_use_an_index(
    invented: InventedDatabase,
) -> None:
    by_like = first_page(select(ResidentRow).where(ResidentRow.sort_key.like("サト%")))
    by_range = first_page(
        select(ResidentRow).where(ResidentRow.sort_key >= "サト", ResidentRow.sort_key < "サナ")
    )

    like, range_ = [await plan_of(invented.urls.app, page) for page in (by_like, by_range)]

    # Which of the city's indexes it takes is all one: it reads the city.
    assert [found.split(" on ")[0].split(" by ")[1] for found in scans_of_everything(like)] == [
        "['city_id']"
    ]
    assert scans_of_everything(range_) == []
