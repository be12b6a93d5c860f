"""The main job and every documented query, step by step."""

from typing import Any

from backend.shared.uploads import UploadedFile
from examples.demo import family
from examples.demo.visit import answer
from tests.backend.api.statements.conftest import Counting
from tests.server import SCAN


async def move_in(client: Counting) -> dict[str, Any]:
    """The main job: a family of five."""
    case = await client.change(
        "open_case",
        counter="市民課",
        reason="MOVE_IN",
        notifier={
            "name": family.HEAD,
            "relation": "HEAD",
            "furigana": "カサイ　ケンイチ",
            "phone": "090-0000-0001",
            "address": family.NEW_ADDRESS["text"],
            "birthOn": "1986-04-12",
        },
        details={
            "changedOn": "2026-11-15",
            "hasMovingOutCertificate": True,
            "plannedMoveOutOn": "2026-11-14",
            "newAddress": family.NEW_ADDRESS,
            "previousAddress": family.PREVIOUS_ADDRESS,
        },
    )
    for position, person in enumerate(family.PERSONS, start=1):
        title = f"record_person {position}"
        case = await client.change(title, caseId=case["id"], role="MOVER", person=person)
    while case["openQuestions"]:
        case = await client.change(
            f"record_answers to {len(case['openQuestions'])} questions",
            caseId=case["id"],
            expectedVersion=case["answersVersion"],
            answers=[
                given
                for question in case["openQuestions"]
                for given in answer(question, family.ANSWERS)
            ],
        )
    case = await client.change(
        "choose_procedures",
        caseId=case["id"],
        expectedVersion=case["answersVersion"],
        drop=[{"code": case["procedures"][-1]["code"], "because": "後日"}],
    )
    scope = [{"key": "change.scope", "value": "WHOLE"}]
    await client.change("fill_form", caseId=case["id"], formCode="resident_change", values=scope)
    alerts = {"confirmedAlerts": [*(finding["code"] for finding in case["findings"]), "LATER"]}
    printed = await client.change("print_documents", caseId=case["id"], **alerts)
    await client.change("print_again", printRunId=printed["id"])
    await work_tasks(client, case["id"])
    attached = await client.change(
        "attach_document",
        caseId=case["id"],
        personId=case["persons"][0]["id"],
        procedureCode=case["procedures"][0]["code"],
        label="委任状",
        kind="POWER_OF_ATTORNEY",
        file=UploadedFile(name="scan.png", content=SCAN, sha256="0"),
    )
    await client.change("remove_attachment", attachmentId=attached["id"], reason="別の方の書類")
    await client.change(
        "complete_case", caseId=case["id"], expectedVersion=case["version"], **alerts
    )
    return case


async def work_tasks(client: Counting, case_id: str) -> None:
    """Own tasks one by one; those of the sections that were not visited wait for another day."""
    shown = (await client.measure("case", {"id": case_id}))["case"]
    await client.measure("case_by_hand_over_code", {"code": shown["handOverCode"]})
    tasks = [task for task in shown["tasks"] if task["status"] == "WAITING"]
    own = next(task for task in tasks if task["section"]["name"] == "市民課")
    for name in ("take_task", "return_task"):
        own = await client.change(name, taskId=own["id"], expectedVersion=own["version"])
    sections = (await client.measure("sections", {"first": 100}))["sections"]["nodes"]
    register = next(one for one in sections if one["code"] == "family_register")
    given = {"taskId": own["id"], "expectedVersion": own["version"]}
    own = await client.change(
        "hand_over_task", **given, toSection=register["id"], note="確認のうえ"
    )
    elsewhere = [{"taskId": own["id"], "expectedVersion": own["version"]}] + [
        {"taskId": task["id"], "expectedVersion": task["version"]}
        for task in tasks
        if task["section"]["name"] != "市民課"
    ]
    await client.change(f"complete_task {len(elsewhere)}", tasks=elsewhere, outcome="LATER")


async def by_proxy(client: Counting) -> dict[str, Any]:
    """Somebody comes for another, shows a power of attorney and is identified."""
    case = await client.change(
        "open_case again", counter="市民課", reason="CERTIFICATE",
        notifier={"name": "苔田　実", "relation": "PROXY"},
    )  # fmt: skip
    await client.change(
        "record_proof",
        caseId=case["id"],
        code="POWER_OF_ATTORNEY",
        state="SHOWN",
        document="委任状",
        expectedVersion=0,
    )
    return await client.change(
        "record_identity_check",
        caseId=case["id"],
        expectedVersion=1,
        documents=[{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
    )


async def returning(client: Counting, household_id: str) -> None:
    """Somebody who was here before joins a household; needs the permission of both numbers."""
    case = await client.change(
        "open_case by a returning person", counter="市民課", reason="MOVE_IN",
        notifier={"name": "苔田　実", "relation": "SELF"},
        details={"joinedHouseholdId": household_id},
    )  # fmt: skip
    person = {"name": "苔田　実", "birthDate": "昭和61年4月12日", "relationshipCodes": ["99"]}
    numbers = {"individualNumber": "983205673214", "residentRecordCode": "00000000000"}
    await client.change(
        "record_person by numbers", caseId=case["id"], role="MOVER", person={**person, **numbers}
    )


async def reads(client: Counting, case: dict[str, Any]) -> dict[str, Any]:
    """Every documented query of a counter; gives a resident."""
    await client.measure("viewer", {})
    await client.measure("case", {"id": case["id"]})
    await client.measure("node", {"id": case["id"]})
    await client.measure("cases", {"first": 20})
    await client.measure("tasks", {"first": 20})
    await client.measure("reasons", {})
    await client.measure(
        "opening_days", {"place": "branch", "from": "2026-12-01", "to": "2026-12-31"}
    )
    for name in ("sample_families", "field_kinds", "form_data_items"):
        await client.measure(name, {})
    await client.measure("printer_offsets", {"first": 20})
    empty = {"input": {"family": "one_person", "template": {}}}
    await client.measure("lay_out_form", empty)
    forms = await client.measure("form_definitions", {"first": 20})
    narrowed = {"search": "異動　届", "section": "citizens", "states": ["IN_FORCE"], "first": 20}
    await client.measure("form_definitions narrowed", {**narrowed, "hasDraft": False})
    await client.measure("form_definition", {"id": forms["formDefinitions"]["nodes"][0]["id"]})
    found = await client.measure("residents", {"search": "あおば たろう 3550305", "first": 20})
    (resident,) = found["residents"]["nodes"]
    shown = await client.measure("resident", {"id": resident["id"]})
    await client.measure("household", {"id": shown["resident"]["household"]["id"]})
    await client.measure("procedures", {"first": 20})
    return dict(resident)
