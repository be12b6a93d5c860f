"""Statistics over the API: what is counted, what is hidden, how long it takes."""

import hashlib
import io
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import openpyxl
import pytest

from backend.reading.global_ids import encode_id
from tests.backend.api.conftest import superuser
from tests.postgres import TestServer
from tests.server import TODAY, Json, Official, Seeded, Server, Visit

NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture(scope="module")
async def server(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """A city that served seven certificates at the hall, one at the branch, in an hour."""
    with database_server.database() as urls:
        folder = tmp_path_factory.mktemp("statistics")
        async with Seeded(urls, superuser(database_server, urls), folder).serve() as running:
            await receive(running)
            yield running


async def receive(server: Server) -> None:
    """Cases of 10, 12, 14 … minutes until they are printed; the last one is withdrawn."""
    hall, branch = await server.sign_in("1001"), await server.sign_in("3001")
    resident = str(encode_id("Resident", (await server.resident("certificate"))["id"]))
    for number in range(6):
        visit = await Visit.open(hall, resident)
        await visit.fill()
        server.clock.advance(timedelta(minutes=10 + 2 * number))
        await visit.print()
    await Visit.open(hall, resident)
    await Visit.open(branch, resident)


@pytest.fixture(scope="module")
async def counter(server: Server) -> Official:
    """統計・申請データの出力."""
    return await server.sign_in("9003")


async def figures(official: Official, *group_by: str, **period: str) -> Json:
    answer = await official.run("statistics", groupBy=list(group_by), **{**NOVEMBER, **period})
    found: Json = answer.field
    return found


def by_code(found: Json, field: str = "cases") -> dict[Any, Any]:
    return {tuple(key["code"] for key in group["keys"]): group[field] for group in found["groups"]}


async def test_the_total_counts_cases_minutes_and_paper(counter: Official) -> None:
    total = (await figures(counter))["total"]

    assert (total["cases"], total["open"], total["completed"], total["withdrawn"]) == (8, 8, 0, 0)
    assert total["minutesAtCounter"] == {"median": 15, "ninthDecile": None}
    assert (total["printings"], total["reprints"]) == (6, 0)
    assert total["sheets"] == 12  # each the form and the guide


async def test_a_place_with_one_case_is_hidden_and_so_is_the_other(counter: Official) -> None:
    found = await figures(counter, "PLACE")

    assert found["total"]["cases"] == 8
    assert by_code(found) == {("branch",): None, ("city_hall",): None}
    assert by_code(found, "sheets") == {("branch",): None, ("city_hall",): None}
    assert found["hiddenGroups"] == 2


@pytest.mark.parametrize(
    ("dimension", "expected"),
    [
        ("SECTION", {("citizens",): 8}),
        ("REASON", {("CERTIFICATE",): 8}),
        ("DAY", {("2026-11-24",): 8}),
        ("WEEK", {("2026-11-23",): 8}),
        ("MONTH", {("2026-11-01",): 8}),
        # Two at eleven are hidden, and the next smallest with them.
        ("HOUR", {("09",): None, ("10",): 3, ("11",): None}),
    ],
)
async def test_cases_are_grouped_by_where_why_and_when(
    counter: Official, dimension: str, expected: dict[Any, int | None]
) -> None:
    found = await figures(counter, dimension)

    assert by_code(found) == expected
    assert found["total"]["cases"] == 8


async def test_two_dimensions_make_a_cross_table(counter: Official) -> None:
    found = await figures(counter, "REASON", "HOUR")

    assert by_code(found) == {
        ("CERTIFICATE", "09"): None,
        ("CERTIFICATE", "10"): 3,
        ("CERTIFICATE", "11"): None,
    }
    assert [key["words"] for key in found["groups"][0]["keys"]] == ["証明書の請求", "09"]


async def test_procedures_are_counted_and_none_that_is_never_printed(
    server: Server, counter: Official
) -> None:
    found = await figures(counter, "PROCEDURE")
    await server.database.execute(
        "UPDATE case_procedure SET never_printed = true WHERE city_id = 1"
    )
    await server.database.execute("UPDATE case_task SET is_hidden = true WHERE city_id = 1")

    without = await figures(counter, "PROCEDURE")

    await server.database.execute(
        "UPDATE case_procedure SET never_printed = false WHERE city_id = 1"
    )
    await server.database.execute("UPDATE case_task SET is_hidden = false WHERE city_id = 1")
    assert by_code(found) == {("JK20",): 8}
    assert by_code(found, "sheets") == {("JK20",): None}
    assert without["groups"] == []


async def test_a_group_is_hidden_that_has_few_besides_the_protected(
    server: Server, counter: Official
) -> None:
    change = "UPDATE resident SET is_restricted = $1 WHERE city_id = 1 AND id = $2"
    resident = (await server.resident("certificate"))["id"]
    await server.database.execute(change, True, resident)

    hidden = (await figures(counter))["total"]["cases"]

    await server.database.execute(change, False, resident)
    assert hidden is None
    assert (await figures(counter))["total"]["cases"] == 8


async def test_a_city_may_hide_more(server: Server, counter: Official) -> None:
    change = "UPDATE reference.city SET settings = $1 WHERE id = 1"
    await server.database.execute(change, '{"statistics_smallest_shown": 4}')

    found = await figures(counter, "HOUR")

    await server.database.execute(change, "{}")
    assert found["smallestShown"] == 4
    assert by_code(found) == {("09",): None, ("10",): None, ("11",): None}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"from": "2026-01-01", "to": "2027-01-02"}, "PERIOD_TOO_LONG"),
        ({"from": "2026-02-01", "to": "2026-01-01"}, "INVALID_INPUT"),
        ({"groupBy": ["DAY", "DAY"]}, "INVALID_INPUT"),
        ({"groupBy": ["DAY", "HOUR", "PLACE"]}, "INVALID_INPUT"),
    ],
)
async def test_what_cannot_be_asked_is_refused(counter: Official, given: Json, code: str) -> None:
    answer = await counter.run("statistics", **{**NOVEMBER, "groupBy": [], **given})

    assert (answer.codes, answer.body["data"]) == ([code], {"statistics": None})


async def test_a_period_without_cases_is_empty(counter: Official) -> None:
    found = await figures(counter, "DAY", **{"from": "2020-01-01", "to": "2020-12-31"})

    assert (found["total"]["cases"], found["groups"]) == (0, [])


async def test_another_city_counts_its_own(server: Server) -> None:
    elsewhere = await server.sign_in("9003", "992020")

    assert (await figures(elsewhere))["total"]["cases"] == 0


async def test_no_identifier_is_in_an_answer(server: Server, counter: Official) -> None:
    resident = await server.resident("certificate")

    body = str([await figures(counter, *by) for by in ((), ("DAY",), ("SECTION", "REASON"))])

    for word in (resident["full_name"], resident["number"], "2026-000001", "霞　窓子"):
        assert word not in body


async def workbook(official: Official, **period: str) -> Json:
    made: Json = await official.change("statistics_workbook", **{**NOVEMBER, **period})
    return made


async def sheets(official: Official) -> Any:
    made = await workbook(official)
    fetched = await official.fetch(made["downloadPath"])
    assert fetched.status_code == 200
    assert hashlib.sha256(fetched.content).hexdigest() == made["sha256"]
    return openpyxl.load_workbook(io.BytesIO(fetched.content))


async def test_the_workbook_has_a_sheet_for_each_grouping(counter: Official) -> None:
    book = await sheets(counter)

    names = ["日別", "月別", "課別", "庁舎別", "用件別", "手続別", "時間帯別", "注記"]
    assert book.sheetnames == names
    for name in names[:-1]:
        assert book[name].freeze_panes == "B4"
        assert book[name]["B3"].value == "受付件数"
    assert [len(book[name]._charts) for name in names] == [1, 0, 1, 0, 0, 0, 0, 0]


async def test_its_figures_are_numbers_days_and_hidden_ones_a_mark(counter: Official) -> None:
    book = await sheets(counter)

    by_day, by_hour = book["日別"], book["時間帯別"]
    assert by_day["A1"].value == "霞城市 窓口の統計（日別）"
    assert by_day["A2"].value == "令和8年11月1日から令和8年11月30日まで"
    assert (by_day["A4"].value.date(), by_day["A4"].number_format) == (TODAY, "yyyy-mm-dd")
    assert (by_day["B4"].value, by_day["B4"].number_format) == (8, "#,##0")
    assert (by_day["A5"].value, by_day["B5"].value) == ("合計", 8)
    assert [by_hour[f"A{row}"].value for row in (4, 5, 6)] == ["9時台", "10時台", "11時台"]
    assert [by_hour[f"B{row}"].value for row in (4, 5, 6, 7)] == ["＊", 3, "＊", 8]
    assert book["手続別"]["H4"].value == "－"


async def test_a_name_that_looks_like_a_formula_is_words(server: Server, counter: Official) -> None:
    change = "UPDATE section SET name = $1 WHERE city_id = 1 AND code = 'citizens'"
    await server.database.execute(change, "=1+1")

    book = await sheets(counter)

    await server.database.execute(change, "市民課")
    assert (book["課別"]["A4"].value, book["課別"]["A4"].data_type) == ("=1+1", "s")


async def test_a_workbook_is_for_those_who_may_see_statistics_in_its_city(
    server: Server, counter: Official
) -> None:
    path = (await workbook(counter))["downloadPath"]
    clerk, elsewhere = await server.sign_in("1001"), await server.sign_in("9003", "992020")

    statuses = [
        (await one.fetch(path)).status_code for one in (server.nobody, clerk, elsewhere, counter)
    ]

    assert statuses == [401, 403, 404, 200]


async def test_a_workbook_of_a_long_period_is_refused_and_leaves_nothing(
    server: Server, counter: Official
) -> None:
    before = await server.fingerprint(but=("audit_event", "audit_subject", "session"))

    refused = await workbook(counter, **{"from": "2026-01-01", "to": "2027-01-02"})

    assert (refused["__typename"], refused["mostDays"]) == ("PeriodTooLong", 366)
    assert await server.fingerprint(but=("audit_event", "audit_subject", "session")) == before
