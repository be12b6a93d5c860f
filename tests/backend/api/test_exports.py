"""Applications as CSV: what is in the file, what never is, and who may have it."""

import csv
import hashlib
import io
from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from backend.reading.global_ids import encode_id
from examples.demo import family
from tests.backend.api.conftest import superuser
from tests.postgres import TestServer
from tests.server import (
    ELSEWHERE,
    Json,
    Official,
    Seeded,
    Server,
    Visit,
    fresh_key,
    uuid_of,
)

REASON = "統計の確認のため"
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}
NUMBER = "983205673214"  # a made-up 個人番号 with a right check digit
OWN_HEAD = [
    "受付番号",
    "受付日",
    "受付課",
    "受付窓口",
    "用件",
    "状態",
    "帳票の版",
    "記入日時",
    "記入の不備の数",
]


@pytest.fixture(scope="module")
async def server(
    database_server: TestServer, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Server]:
    """A city with five cases: two certificates, one protected, one withdrawn, one family."""
    with database_server.database() as urls:
        folder = tmp_path_factory.mktemp("exports")
        async with Seeded(urls, superuser(database_server, urls), folder).serve() as running:
            await receive(running)
            yield running


async def receive(server: Server) -> None:
    clerk, protector = await server.sign_in("1001"), await server.sign_in("1003")
    plain, protected = await server.resident("certificate"), await server.resident("restricted")
    for values in (
        {"certificate.purpose": '=HYPERLINK("http://x")', "certificate.submitted_to": "＋８１"},
        {"certificate.purpose": f"番号は {NUMBER[:4]} {NUMBER[4:8]}－{NUMBER[8:]} です"},
    ):
        visit = await Visit.open(clerk, str(encode_id("Resident", plain["id"])))
        await fill(clerk, visit.case_id, visit.form, values)
    visit = await Visit.open(protector, str(encode_id("Resident", protected["id"])), REASON)
    await visit.fill(REASON)
    visit = await Visit.open(clerk, str(encode_id("Resident", plain["id"])))
    await visit.fill()
    withdrawn = await clerk.change(
        "withdraw_case", caseId=visit.case_id, expectedVersion=1, reason="本人の申出"
    )
    assert withdrawn["__typename"] == "Case"
    await move_in(clerk)


async def move_in(clerk: Official) -> None:
    case = await clerk.change(
        "open_case",
        counter="市民課",
        reason="MOVE_IN",
        notifier={"name": family.HEAD, "relation": "HEAD"},
        details={
            "changedOn": "2026-11-15",
            "newAddress": family.NEW_ADDRESS,
            "previousAddress": family.PREVIOUS_ADDRESS,
        },
    )
    for person in family.PERSONS:
        await clerk.change("record_person", caseId=case["id"], role="MOVER", person=person)
    await fill(clerk, case["id"], "resident_change", {"change.scope": "WHOLE"})


async def fill(clerk: Official, case_id: str, form: str, values: dict[str, str]) -> None:
    made = await clerk.change(
        "fill_form",
        caseId=case_id,
        formCode=form,
        values=[{"key": key, "value": value} for key, value in values.items()],
    )
    assert made["__typename"] == "Application", made


@pytest.fixture(scope="module")
async def exporter(server: Server) -> Official:
    """統計・申請データの出力."""
    return await server.sign_in("9003")


async def export(official: Official, stating: str | None = None, **given: Any) -> Json:
    made: Json = await official.change(
        "export_applications",
        stating=stating,
        **{"formCode": "certificate_application", **NOVEMBER, **given},
    )
    return made


async def table(official: Official, made: Json, stating: str | None = None) -> list[list[str]]:
    """The file's cells, after a look at its bytes."""
    assert made["__typename"] == "ApplicationExport", made
    fetched = await official.fetch(made["downloadPath"], stating)
    assert fetched.status_code == 200, fetched.text
    content = fetched.content
    assert content.startswith(b"\xef\xbb\xbf")
    assert hashlib.sha256(content).hexdigest() == made["sha256"]
    assert len(content) == made["byteCount"] == int(fetched.headers["content-length"])
    return list(csv.reader(io.StringIO(content[3:].decode(), newline="")))


def of(cells: list[list[str]], label: str) -> list[str]:
    place = cells[0].index(label)
    return [row[place] for row in cells[1:]]


async def test_each_application_is_a_row_in_the_order_of_reception(exporter: Official) -> None:
    made = await export(exporter)

    cells = await table(exporter, made)

    assert (made["applications"], made["rows"], made["leftOut"]) == (2, 2, 1)
    assert cells[0][: len(OWN_HEAD)] == OWN_HEAD
    assert cells[1][: len(OWN_HEAD)] == [
        "2026-000001",
        "2026-11-24",
        "市民課",
        "市民課１番窓口",
        "証明書の請求",
        "受付中",
        "1",
        "2026-11-24 09:30",
        "0",
    ]
    assert of(cells, "証明する人の氏名") == ["青葉　太郎", "青葉　太郎"]
    assert of(cells, "請求する人") == ["代理人", "代理人"]
    assert of(cells, "通数") == ["1", "1"]
    assert len(set(map(len, cells))) == 1


async def test_a_formula_is_harmless_and_can_be_had_back(exporter: Official) -> None:
    cells = await table(exporter, await export(exporter))

    assert of(cells, "使いみち")[0] == '\'=HYPERLINK("http://x")'
    assert of(cells, "提出先")[0] == "'＋８１"


async def test_an_individual_number_is_covered_wherever_it_was_typed(exporter: Official) -> None:
    made = await export(exporter)

    content = (await exporter.fetch(made["downloadPath"])).text

    assert "番号は ************ です" in content
    assert NUMBER not in content.replace(" ", "").replace("-", "").replace("－", "")


async def test_dates_can_be_japanese_and_the_header_can_hold_keys(exporter: Official) -> None:
    cells = await table(exporter, await export(exporter, dates="JAPANESE", header="KEYS"))

    assert of(cells, "case.accepted_on")[0] == "令和8年11月24日"
    assert of(cells, "notifier.birth_date")[0] == "昭和55年3月5日"
    assert of(cells, "persons[0].name")[0] == "青葉　太郎"


async def test_a_form_that_repeats_has_its_persons_beside_each_other(exporter: Official) -> None:
    made = await export(exporter, formCode="resident_change")

    cells = await table(exporter, made)

    assert (made["applications"], made["rows"]) == (1, 1)
    names = [of(cells, f"異動する人{n} 氏名")[0] for n in range(1, 6)]
    assert names == [person["name"] for person in family.PERSONS]
    assert "異動する人6 氏名" not in cells[0]


async def test_or_a_row_for_each_person(exporter: Official) -> None:
    made = await export(exporter, formCode="resident_change", rowsOf="PERSON")

    cells = await table(exporter, made)

    assert (made["applications"], made["rows"]) == (1, 5)
    assert of(cells, "氏名") == [person["name"] for person in family.PERSONS]
    assert of(cells, "何人目か") == ["1", "2", "3", "4", "5"]
    assert set(of(cells, "受付番号")) == {"2026-000005"}
    assert of(cells, "生年月日")[:2] == ["1986-04-12", "1988-02-20"]


async def test_what_needs_a_permission_is_withheld_and_said(
    server: Server, exporter: Official
) -> None:
    made = await export(exporter, formCode="resident_change", rowsOf="PERSON")

    cells = await table(exporter, made)

    assert set(made["withheld"]) >= {"本籍", "筆頭者の氏名", "在留資格"}
    assert {"本籍", "在留資格"}.isdisjoint(cells[0])


async def test_withdrawn_cases_come_only_when_they_are_named(exporter: Official) -> None:
    made = await export(exporter, statuses=["WITHDRAWN"])

    cells = await table(exporter, made)

    assert of(cells, "受付番号") == ["2026-000004"]
    assert of(cells, "状態") == ["取下げ"]


async def test_a_protected_person_is_left_out_and_counted(
    server: Server, exporter: Official
) -> None:
    made = await export(exporter)

    content = (await exporter.fetch(made["downloadPath"])).text

    row = await server.resident("restricted")
    assert made["leftOut"] == 1
    for word in (row["full_name"], row["furigana"], row["address_text"], "2026-000003"):
        assert word not in content


async def test_only_permission_reason_and_request_together_bring_a_protected_person(
    server: Server, exporter: Official
) -> None:
    both = await allowed(server)

    refused = await export(exporter, REASON, withRestricted=True)
    without_reason = await export(both, withRestricted=True)
    not_asked = await export(both, REASON)
    made = await export(both, REASON, withRestricted=True)

    for answer in (refused, without_reason):
        assert (answer["__typename"], answer["path"]) == (
            "NotPermitted",
            ["input", "withRestricted"],
        )
    assert (not_asked["applications"], not_asked["leftOut"]) == (2, 1)
    assert (made["applications"], made["leftOut"]) == (3, 0)
    assert of(await table(both, made, REASON), "受付番号")[2] == "2026-000003"
    for official, stating in ((exporter, REASON), (both, None)):
        assert (await official.fetch(made["downloadPath"], stating)).status_code == 403


async def allowed(server: Server) -> Official:
    """An official who may export and may see people under 支援措置."""
    await server.database.execute(
        "INSERT INTO staff_membership (city_id, staff_id, group_id)"
        " SELECT 1, staff.id, staff_group.id FROM staff, staff_group WHERE staff.city_id = 1"
        " AND staff_number = '1003' AND staff_group.city_id = 1 AND code = 'output'"
        " ON CONFLICT DO NOTHING"
    )
    return await server.sign_in("1003")


async def test_a_file_made_before_the_protection_began_is_closed(
    server: Server, exporter: Official
) -> None:
    made = await export(exporter)
    plain = await server.resident("certificate")
    change = "UPDATE resident SET is_restricted = $1 WHERE city_id = 1 AND id = $2"
    await server.database.execute(change, True, plain["id"])

    closed = await exporter.fetch(made["downloadPath"])

    await server.database.execute(change, False, plain["id"])
    assert (closed.status_code, "新しく出力" in closed.text) == (403, True)
    event = await last_event(server, "export")
    assert ("resident", plain["id"], True) in await server.subjects(event["id"])
    assert (await exporter.fetch(made["downloadPath"])).status_code == 200


async def last_event(server: Server, action: str) -> Any:
    return await server.database.fetchrow(
        "SELECT * FROM audit_event WHERE actions = ARRAY[$1] ORDER BY id DESC LIMIT 1", action
    )


async def test_the_log_says_what_was_asked_how_much_and_of_whom(
    server: Server, exporter: Official
) -> None:
    made = await export(exporter, section="citizens")
    event = await last_event(server, "exportApplications")
    await exporter.fetch(made["downloadPath"])
    fetched = await last_event(server, "export")

    cases = await server.database.fetch(
        "SELECT id FROM counter_case WHERE city_id = 1 AND number IN ('2026-000001', '2026-000002')"
    )
    export_id = uuid_of(made["id"])
    assert await server.subjects(event["id"]) == {
        ("applicationExport", export_id, False),
        *(("case", row["id"], False) for row in cases),
    }
    assert '"applications": 2' in event["search"]
    assert '"section": "citizens"' in event["search"]
    assert await server.subjects(fetched["id"]) == {("applicationExport", export_id, False)}
    noted = await server.database.fetch(
        "SELECT case_id FROM exported_case WHERE export_id = $1", export_id
    )
    assert {row["case_id"] for row in noted} == {row["id"] for row in cases}


async def test_a_sections_export_has_only_what_it_accepted(exporter: Official) -> None:
    own = await export(exporter, section="citizens")
    others = await export(exporter, section="tax")

    assert (own["applications"], others["applications"]) == (2, 0)
    assert len(await table(exporter, others)) == 1  # the header alone


@pytest.mark.parametrize(
    ("given", "typename", "path"),
    [
        ({"from": "2026-01-01", "to": "2027-01-02"}, "PeriodTooLong", ["input", "to"]),
        ({"from": "2026-02-01", "to": "2026-01-31"}, "InvalidInput", ["input", "to"]),
        ({"formCode": "nothing"}, "NotFound", ["input", "formCode"]),
        ({"section": "nothing"}, "NotFound", ["input", "section"]),
        ({"statuses": []}, "InvalidInput", ["input", "statuses"]),
    ],
)
async def test_what_cannot_be_exported_is_refused_and_leaves_nothing(
    server: Server, exporter: Official, given: Json, typename: str, path: list[str]
) -> None:
    before = await server.fingerprint(but=("audit_event", "audit_subject", "session"))
    objects = sorted(server.objects.rglob("*"))

    refused = await export(exporter, **given)

    assert (refused["__typename"], refused["path"]) == (typename, path)
    assert await server.fingerprint(but=("audit_event", "audit_subject", "session")) == before
    assert sorted(server.objects.rglob("*")) == objects


async def test_the_same_key_gives_the_same_file(server: Server, exporter: Official) -> None:
    key = fresh_key()

    first = await export(exporter, idempotencyKey=key)
    again = await export(exporter, idempotencyKey=key)
    other = await export(exporter, idempotencyKey=key, header="KEYS")

    assert again == first
    assert other["__typename"] == "IdempotencyKeyReused"


async def test_a_file_is_for_those_who_may_export_in_its_city(
    server: Server, exporter: Official
) -> None:
    made = await export(exporter)
    elsewhere = await server.official("9003", ELSEWHERE)

    tries = {
        "nobody": (await server.nobody.fetch(made["downloadPath"])).status_code,
        "the counter": (
            await (await server.official("1001")).fetch(made["downloadPath"])
        ).status_code,
        "another city": (await elsewhere.fetch(made["downloadPath"])).status_code,
        "no id": (await exporter.fetch("/exports/nonsense.csv")).status_code,
    }

    assert tries == {"nobody": 401, "the counter": 403, "another city": 404, "no id": 404}


async def test_a_changed_part_is_never_given_out(server: Server, exporter: Official) -> None:
    made = await export(exporter)
    (part,) = (server.objects / "exports" / "1").glob(f"{uuid_of(made['id'])}.*")
    content = bytearray(part.read_bytes())
    content[-40] ^= 1
    part.write_bytes(content)

    with pytest.raises(httpx.RemoteProtocolError):
        await exporter.fetch(made["downloadPath"])


async def test_after_its_time_a_file_is_gone(fresh_server: Server) -> None:
    official = await fresh_server.sign_in("9003")
    made = await export(official)
    assert made["keptUntil"][:10] == (date(2026, 11, 24) + timedelta(days=30)).isoformat()

    fresh_server.clock.advance(timedelta(days=30))

    official = await fresh_server.sign_in("9003")
    assert (await official.fetch(made["downloadPath"])).status_code == 404
