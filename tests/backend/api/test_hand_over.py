"""The hand-over code and the slip: found by scanning, opaque, and silent about 支援措置."""

import hashlib
from io import BytesIO
from typing import Any

import pypdf
import pytest

from backend.reading.global_ids import encode_id
from backend.shared.opaque_codes import grouped, new_code
from tests.server import Json, Official, Server, Visit, uuid_of

REASON = "本人からの申出の処理"


async def code_of(visit: Visit, stating: str | None = None) -> str:
    shown = (await visit.official.run("case", stating=stating, id=visit.case_id)).field
    return str(shown["handOverCode"])


async def print_slip(official: Official, case_id: str, stating: str | None = None) -> Json:
    """Print the slip alone."""
    made: Json = await official.change(
        "print_documents",
        stating=stating,
        caseId=case_id,
        formCodes=[],
        withGuide=False,
        withSlip=True,
    )
    assert made["__typename"] == "PrintRun", made
    (document,) = made["documents"]
    return dict(document)


async def text_of(official: Official, document: Json, stating: str | None = None) -> str:
    content = (await official.fetch(document["path"], stating=stating)).content
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


async def add(visit: Visit, *codes: str, stating: str | None = None) -> None:
    case = (await visit.official.run("case", stating=stating, id=visit.case_id)).field
    made = await visit.official.change(
        "choose_procedures",
        stating=stating,
        caseId=visit.case_id,
        expectedVersion=case["answersVersion"],
        add=[{"code": code, "because": "本人の希望"} for code in codes],
    )
    assert made["__typename"] == "Case", made


async def test_the_next_section_finds_the_case_by_its_code(running: Server, visit: Visit) -> None:
    insurer = await running.official("2001")
    code = await code_of(visit)

    scanned = await insurer.run("case_by_hand_over_code", code=code)
    typed = await insurer.run("case_by_hand_over_code", code=grouped(code).lower())

    assert scanned.field["id"] == typed.field["id"] == visit.case_id
    assert scanned.field["progress"]["total"] == 1


async def test_the_code_says_nothing_of_the_case_or_the_person(
    running: Server, visit: Visit
) -> None:
    code = await code_of(visit)
    case = await running.database.fetchrow(
        "SELECT id, number FROM counter_case WHERE id = $1", uuid_of(visit.case_id)
    )

    assert len(code) == 27
    assert case["number"].replace("-", "") not in code
    assert case["id"].hex.upper()[:8] not in code
    codes = await running.database.fetch("SELECT hand_over_code FROM counter_case")
    assert len([row[0] for row in codes if row[0]]) == len({row[0] for row in codes if row[0]})


async def test_a_mistyped_code_is_said_to_be_one_and_an_unknown_one_finds_nothing(
    running: Server, visit: Visit, clerk: Official
) -> None:
    code = await code_of(visit)
    wrong = ("0" if code[0] != "0" else "1") + code[1:]

    mistyped = await clerk.run("case_by_hand_over_code", code=wrong)
    unknown = await clerk.run("case_by_hand_over_code", code=new_code())

    assert mistyped.codes == ["INVALID_INPUT"]
    assert mistyped.body["errors"][0]["extensions"]["place"] == ["code"]
    assert mistyped.body["data"] == {"caseByHandOverCode": None}
    assert unknown.field is None
    (event,) = await running.events(unknown.request_id)
    assert (event["actions"], event["subjects"]) == (["caseByHandOverCode"], set())


async def test_the_audit_log_keeps_no_code_that_could_be_used(
    running: Server, visit: Visit, clerk: Official
) -> None:
    code = await code_of(visit)

    answer = await clerk.run("case_by_hand_over_code", code=code)

    (event,) = await running.events(answer.request_id)
    assert event["search"] == f'{{"caseByHandOverCode": {{"code": "{code[:4]}"}}}}'
    assert code not in str(dict(event))


@pytest.mark.parametrize("name", ["complete_case", "withdraw_case"])
async def test_the_code_dies_with_the_case(visit: Visit, clerk: Official, name: str) -> None:
    code = await code_of(visit)
    case = (await clerk.run("case", id=visit.case_id)).field
    alerts = [finding["code"] for finding in case["findings"]]
    more: Json = {"confirmedAlerts": alerts} if name == "complete_case" else {"reason": "取下げ"}

    await clerk.change(name, caseId=visit.case_id, expectedVersion=1, **more)

    assert (await clerk.run("case", id=visit.case_id)).field["handOverCode"] is None
    assert (await clerk.run("case_by_hand_over_code", code=code)).field is None


# The slip


async def test_the_slip_says_how_far_the_case_has_come(running: Server, visit: Visit) -> None:
    insurer = await running.official("2001")
    await add(visit, "KH01", "KG01", "NK10")
    tasks = (await visit.official.run("case", id=visit.case_id)).field["tasks"]
    insured = next(task for task in tasks if task["procedureCode"] == "KH01")
    await insurer.change("complete_task", tasks=[{"taskId": insured["id"], "expectedVersion": 1}])

    document = await print_slip(visit.official, visit.case_id)

    text = await text_of(visit.official, document)
    assert document["title"] == "手続きの進み具合"
    for said in (
        "若竹　伸　様",
        "全3件　済んだ手続 1件　これから 2件",
        "国民健康保険 資格取得届",
        "令和8年11月24日 9時30分",
        "介護保険課",
        "本庁舎 1階 7番",
        "ご自身で行う手続き",
        "年金事務所",
        grouped(await code_of(visit)),
    ):
        assert said in text


async def test_each_slip_says_the_state_of_its_moment_and_is_kept(visit: Visit) -> None:
    first = await print_slip(visit.official, visit.case_id)
    await visit.official.change(
        "complete_task", tasks=[{"taskId": visit.task_id, "expectedVersion": 1}]
    )
    second = await print_slip(visit.official, visit.case_id)

    content = (await visit.official.fetch(first["path"])).content
    assert hashlib.sha256(content).hexdigest() == first["sha256"] != second["sha256"]
    assert "これから 1件" in await text_of(visit.official, first)
    assert "すべて済みました" in await text_of(visit.official, second)


async def test_a_completed_case_prints_its_slip_without_a_code(visit: Visit) -> None:
    case = (await visit.official.run("case", id=visit.case_id)).field
    code = grouped(case["handOverCode"])
    await visit.official.change(
        "complete_case",
        caseId=visit.case_id,
        expectedVersion=1,
        confirmedAlerts=[finding["code"] for finding in case["findings"]],
    )

    text = await text_of(visit.official, await print_slip(visit.official, visit.case_id))

    assert "すべて済みました" in text
    assert code not in text


async def test_a_section_prints_the_slip_of_a_case_that_another_edits(
    running: Server, visit: Visit
) -> None:
    insurer = await running.official("2001")

    document = await print_slip(insurer, visit.case_id)

    assert "手続きの進み具合" in await text_of(insurer, document)


# 支援措置


async def test_the_procedure_of_the_protection_is_on_no_slip_and_in_nobodys_list(
    running: Server, visit: Visit, protector: Official
) -> None:
    await add(visit, "JK19")
    wanted = {"case": visit.case_id}

    text = await text_of(visit.official, await print_slip(visit.official, visit.case_id))
    seen = await visit.official.run("tasks", first=10, filter=wanted)
    shown = await protector.run("tasks", stating=REASON, first=10, filter=wanted)

    assert "支援" not in text
    assert "全1件" in text
    hidden = [node for node in seen.field["nodes"] if node["__typename"] == "RestrictedTask"]
    assert [set(node) for node in hidden] == [{"__typename", "id"}]
    assert "JK19" in [node.get("procedureCode") for node in shown.field["nodes"]]


async def test_what_was_done_for_the_protection_stays_off_the_slip_when_it_is_dropped(
    running: Server, visit: Visit, protector: Official
) -> None:
    await add(visit, "JK19")
    row = await running.database.fetchrow(
        "SELECT id FROM case_task WHERE case_id = $1 AND is_hidden", uuid_of(visit.case_id)
    )
    task: Json = {"taskId": str(encode_id("Task", row["id"])), "expectedVersion": 1}
    done = await protector.change("complete_task", stating=REASON, tasks=[task])
    case = (await visit.official.run("case", id=visit.case_id)).field
    dropped = await visit.official.change(
        "choose_procedures",
        caseId=visit.case_id,
        expectedVersion=case["answersVersion"],
        drop=[{"code": "JK19", "because": "本人の申出"}],
    )
    assert [done["__typename"], dropped["__typename"]] == ["Case", "Case"]

    text = await text_of(visit.official, await print_slip(visit.official, visit.case_id))

    assert "支援" not in text
    assert "全1件" in text


async def test_the_task_of_the_protection_is_worked_only_with_permission_and_reason(
    running: Server, visit: Visit, protector: Official
) -> None:
    await add(visit, "JK19")
    row = await running.database.fetchrow(
        "SELECT id FROM case_task WHERE case_id = $1 AND is_hidden", uuid_of(visit.case_id)
    )
    task: Json = {"taskId": str(encode_id("Task", row["id"])), "expectedVersion": 1}
    at: dict[str, Any] = {
        "take_task": task,
        "complete_task": {"tasks": [task]},
        "hand_over_task": {**task, "toSection": visit.other_section_id},
    }

    refused = {
        name: [
            await visit.official.change(name, stating=REASON, **given),
            await protector.change(name, **given),
        ]
        for name, given in at.items()
    }
    unfinished = await visit.official.change(
        "complete_case",
        caseId=visit.case_id,
        expectedVersion=1,
        confirmedAlerts=["IDENTITY"],
    )
    done = await protector.change("complete_task", stating=REASON, **at["complete_task"])

    for answers in refused.values():
        assert {one["__typename"] for one in answers} == {"NotPermitted"}
    findings = [one for one in unfinished["findings"] if one["code"] == "TASKS"]
    assert [one["place"] for one in findings] == ["tasks"]
    assert "支援" not in str(findings)
    assert done["__typename"] == "Case"


async def test_a_protected_persons_slip_is_printed_only_with_a_reason_and_has_no_address(
    running: Server, protector: Official
) -> None:
    row = await running.resident("restricted")
    visit = await Visit.open(protector, str(encode_id("Resident", row["id"])), stating=REASON)

    refused = await protector.change(
        "print_documents", caseId=visit.case_id, formCodes=[], withGuide=False, withSlip=True
    )
    document = await print_slip(protector, visit.case_id, stating=REASON)
    text = await text_of(protector, document, stating=REASON)

    assert refused["__typename"] == "NotPermitted"
    assert "支援" not in text
    assert row["address_text"] not in text
    insurer = await running.official("2001")
    found = await insurer.run("case_by_hand_over_code", code=await code_of(visit, REASON))
    assert found.field == {"__typename": "RestrictedCase", "id": visit.case_id}
