"""The main job and every documented query, step by step."""

from typing import Any

from backend.shared.uploads import UploadedFile
from examples.demo import family
from examples.demo.run import answer
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
    alerts = {"confirmedAlerts": [finding["code"] for finding in case["findings"]]}
    await client.change("print_documents", caseId=case["id"], **alerts)
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


async def reads(client: Counting, case: dict[str, Any]) -> dict[str, Any]:
    """Every documented query of a counter; gives a resident."""
    await client.measure("viewer", {})
    await client.measure("case", {"id": case["id"]})
    await client.measure("node", {"id": case["id"]})
    await client.measure("cases", {"first": 20})
    await client.measure("reasons", {})
    forms = await client.measure("form_definitions", {"first": 20})
    await client.measure("form_definition", {"id": forms["formDefinitions"]["nodes"][0]["id"]})
    found = await client.measure("residents", {"search": "あおば たろう 3550305", "first": 20})
    (resident,) = found["residents"]["nodes"]
    shown = await client.measure("resident", {"id": resident["id"]})
    await client.measure("household", {"id": shown["resident"]["household"]["id"]})
    await client.measure("procedures", {"first": 20})
    return dict(resident)
