"""What may be done in which status, and two officials at once."""

import asyncio
from typing import Any

import pytest

from backend.cases.status import ALLOWED_STEPS, CaseStatus, Step
from tests.server import (
    ATTACHED,
    CONFIRMED,
    SCAN,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    put_off_elsewhere,
    uuid_of,
)

AUDIT = ("audit_event", "audit_subject")
# Each step: the documented operation, what it needs, what comes back in an open case.
STEPS: dict[Step, tuple[str, Json, str]] = {
    Step.RECORD_PERSON: (
        "record_person",
        {"role": "STAYING", "person": {"name": "若竹　伸", "birthDate": "昭和55年3月5日"}},
        "Case",
    ),
    Step.RECORD_ANSWERS: ("record_answers", {"expectedVersion": 1}, "Case"),
    Step.RECORD_IDENTITY_CHECK: (
        "record_identity_check",
        {
            "expectedVersion": 1,
            "documents": [
                {"code": "MY_NUMBER_CARD", "how": "READ_BY_IC", "validUntil": "2030-04-12"}
            ],
        },
        "Case",
    ),
    Step.RECORD_PROOF: (
        "record_proof",
        {
            "code": "POWER_OF_ATTORNEY",
            "state": "SHOWN",
            "document": "委任状",
            "expectedVersion": 0,
        },
        "Case",
    ),
    Step.CHOOSE_PROCEDURES: ("choose_procedures", {"expectedVersion": 1}, "Case"),
    Step.FILL_FORM: (
        "fill_form",
        {"formCode": "certificate_application", "expectedVersion": 1},
        "Application",
    ),
    Step.PRINT: ("print_documents", {"confirmedAlerts": CONFIRMED}, "PrintRun"),
    Step.COMPLETE: (
        "complete_case",
        {"expectedVersion": 1, "confirmedAlerts": CONFIRMED},
        "Case",
    ),
    Step.SHOW: ("show_to_citizen", {}, "Showing"),
    Step.SIGN: ("record_paper_signature", {}, "Application"),
    Step.WITHDRAW: ("withdraw_case", {"expectedVersion": 1, "reason": "取下げ"}, "Case"),
    Step.TAKE_OVER: ("take_over_case", {}, "Case"),
    Step.RELEASE: ("release_case", {}, "Case"),
    Step.ATTACH: ("attach_document", {**ATTACHED, "file": File("scan.png", SCAN)}, "Attachment"),
    Step.REMOVE_ATTACHMENT: ("remove_attachment", {"reason": "誤り"}, "Attachment"),
}
# By hand, and compared with the server's table: the steps that are open in each status.
OPEN_STEPS = {
    CaseStatus.OPEN: set(Step),
    CaseStatus.COMPLETED: {Step.PRINT, Step.REMOVE_ATTACHMENT},
    CaseStatus.WITHDRAWN: set[Step](),
}


async def brought_to(visit: Visit, status: CaseStatus) -> None:
    """Fill the case's form, then close the case as the status says."""
    await visit.fill()
    await visit.print()
    await visit.attach()
    if status is CaseStatus.COMPLETED:
        await step(visit.official, visit, Step.COMPLETE)
    elif status is CaseStatus.WITHDRAWN:
        await step(visit.official, visit, Step.WITHDRAW)


async def step(official: Official, visit: Visit, taken: Step, **more: Any) -> Any:
    """Take a step of the case."""
    name, given, _ = STEPS[taken]
    if taken is Step.SIGN:
        return await official.change(name, documentId=visit.form_document["id"], **more)
    if taken is Step.REMOVE_ATTACHMENT:
        return await official.change(name, attachmentId=visit.attachment_id, **{**given, **more})
    return await step_of(official, {"id": visit.case_id}, taken, **more)


async def step_of(official: Official, case: Json, taken: Step, **more: Any) -> Any:
    """Take a step of any case."""
    name, given, _ = STEPS[taken]
    return await official.change(name, caseId=case["id"], **{**given, **more})


def test_every_step_has_its_row_and_the_table_is_the_servers() -> None:
    assert set(STEPS) == set(Step)
    assert {status: set(steps) for status, steps in ALLOWED_STEPS.items()} == OPEN_STEPS


@pytest.mark.parametrize("taken", list(Step), ids=lambda taken: taken.name)
@pytest.mark.parametrize("status", list(CaseStatus), ids=lambda status: status.value)
async def test_a_step_is_allowed_or_refused_as_the_table_says(
    running: Server, visit: Visit, status: CaseStatus, taken: Step
) -> None:
    await brought_to(visit, status)
    before = await running.fingerprint(but=AUDIT)

    made = await step(visit.official, visit, taken)

    if taken in OPEN_STEPS[status]:
        assert made["__typename"] == STEPS[taken][2]
        assert await running.fingerprint(but=AUDIT) != before
    else:
        assert (made["__typename"], made["code"]) == ("WrongStatus", "WRONG_STATUS")
        assert taken.value in made["message"]
        assert await running.fingerprint(but=AUDIT) == before


async def test_a_wrong_status_tells_the_present_one(visit: Visit) -> None:
    await brought_to(visit, CaseStatus.WITHDRAWN)
    query = """mutation ($input: CompleteCaseInput!) { completeCase(input: $input) {
      ... on WrongStatus { status message } } }"""

    answer = await visit.official.ask(
        query,
        input={"caseId": visit.case_id, "expectedVersion": 2, "idempotencyKey": fresh_key()},
    )

    assert answer.field == {
        "status": "WITHDRAWN",
        "message": "取下げの受付では「完了」はできません。",
    }


async def test_closing_is_kept_with_its_time_and_reason(running: Server, visit: Visit) -> None:
    await brought_to(visit, CaseStatus.WITHDRAWN)

    query = "query ($id: ID!) { case(id: $id) { ... on Case { %s } } }"
    shown = (
        await visit.official.ask(
            query % "status version withdrawalReason closedAt timeline(last: 1) { nodes { kind } }",
            id=visit.case_id,
        )
    ).field

    assert shown == {
        "status": "WITHDRAWN",
        "version": 2,
        "withdrawalReason": "取下げ",
        "closedAt": running.clock.now().isoformat(),
        "timeline": {"nodes": [{"kind": "WITHDRAWN"}]},
    }


# Two at once: the same official at two terminals; of two officials one edits (test_editing.py)


@pytest.mark.parametrize(
    ("taken", "more"),
    [
        (Step.RECORD_ANSWERS, {}),
        (Step.CHOOSE_PROCEDURES, {}),
        (Step.FILL_FORM, {}),
    ],
)
async def test_of_two_changes_at_once_one_wins_and_the_other_gets_the_present_object(
    running: Server, visit: Visit, taken: Step, more: Json
) -> None:
    await visit.fill()
    other_tab = await running.sign_in("1001")

    made = await asyncio.gather(
        step(visit.official, visit, taken, **more), step(other_tab, visit, taken, **more)
    )

    won, lost = sorted(made, key=lambda one: one["__typename"] == "VersionConflict")
    assert (won["__typename"], lost["__typename"]) == (STEPS[taken][2], "VersionConflict")
    assert lost["path"] == ["input", "expectedVersion"]
    assert lost["current"] == {"id": won["id"], "version": won["version"]}


async def test_a_conflict_over_a_person_leaves_the_winners_words(
    running: Server, visit: Visit
) -> None:
    other_tab = await running.sign_in("1001")

    async def rename(official: Official, name: str) -> Any:
        return await official.change(
            "record_person",
            caseId=visit.case_id,
            role="APPLICANT",
            personId=visit.person_id,
            expectedVersion=1,
            person={"name": name},
        )

    made = await asyncio.gather(
        rename(visit.official, "若竹　伸一"), rename(other_tab, "若竹　伸二")
    )

    winner = next(n for n, one in enumerate(made) if one["__typename"] == "Case")
    assert made[1 - winner]["__typename"] == "VersionConflict"
    shown = (await other_tab.run("case", id=visit.case_id)).field["persons"][0]
    assert (shown["name"], shown["version"]) == (("若竹　伸一", "若竹　伸二")[winner], 2)


@pytest.mark.parametrize("second", [Step.COMPLETE, Step.WITHDRAW])
async def test_of_two_who_close_a_case_at_once_one_does(
    running: Server, visit: Visit, second: Step
) -> None:
    await visit.fill()
    other_tab = await running.sign_in("1001")

    made = await asyncio.gather(
        step(visit.official, visit, Step.COMPLETE), step(other_tab, visit, second)
    )

    assert sorted(one["__typename"] for one in made) == ["Case", "WrongStatus"]
    closings = await running.database.fetchval(
        "SELECT count(*) FROM event WHERE subject_id = $1 AND kind IN ('COMPLETED', 'WITHDRAWN')",
        uuid_of(visit.case_id),
    )
    assert closings == 1


async def test_two_who_record_persons_at_once_both_do(running: Server, visit: Visit) -> None:
    other_tab = await running.sign_in("1001")

    made = await asyncio.gather(
        step(visit.official, visit, Step.RECORD_PERSON),
        step(other_tab, visit, Step.RECORD_PERSON),
    )

    assert [one["__typename"] for one in made] == ["Case", "Case"]
    shown = (await other_tab.run("case", id=visit.case_id)).field
    positions = "SELECT array_agg(position ORDER BY position) FROM case_person WHERE case_id = $1"
    assert len(shown["persons"]) == 3
    assert await running.database.fetchval(positions, uuid_of(visit.case_id)) == [1, 2, 3]


async def test_events_of_changes_at_once_are_numbered_without_gaps(
    running: Server, visit: Visit
) -> None:
    other_tab = await running.sign_in("1001")

    await asyncio.gather(
        *(step(one, visit, Step.RECORD_PERSON) for one in (visit.official, other_tab) * 3)
    )

    timeline = (await other_tab.run("case", id=visit.case_id)).field["timeline"]["nodes"]
    assert [event["number"] for event in timeline] == list(range(1, 9))


# Alerts


MOVE_IN: Json = {
    "reason": "MOVE_IN",
    "counter": "市民課１番窓口",
    "notifier": {"name": "若竹　伸", "relation": "SELF", "phone": "090-0000-0000"},
    "details": {
        "changedOn": "2026-11-20",
        "hasMovingOutCertificate": False,
        "newAddress": {"text": "霞城市東町一丁目１番１号"},
        "previousAddress": {"text": "海星県海星市中央一丁目１番"},
    },
}


async def moving_in(official: Official) -> Json:
    """A case whose only finding is the alert that the certificate is missing, once put off."""
    case = await official.change("open_case", **MOVE_IN)
    await step_of(official, case, Step.RECORD_IDENTITY_CHECK)
    made: Json = await official.change(
        "record_person",
        caseId=case["id"],
        role="MOVER",
        person={
            "name": "若竹　伸",
            "birthDate": "昭和55年3月5日",
            "sex": "MALE",
            "isJapanese": True,
            "relationshipCodes": ["02"],
        },
    )
    await put_off_elsewhere(official, case["id"])
    return made


async def test_an_alert_passes_when_it_is_confirmed_by_its_code(
    running: Server, clerk: Official
) -> None:
    case = await moving_in(clerk)
    given = {"caseId": case["id"], "expectedVersion": 1}
    before = await running.fingerprint(but=AUDIT)

    asked = await clerk.change("complete_case", **given, confirmedAlerts=["LATER"])
    other = await clerk.change("complete_case", **given, confirmedAlerts=["LATER", "V25"])
    unchanged = await running.fingerprint(but=AUDIT)
    done = await clerk.change("complete_case", **given, confirmedAlerts=["LATER", "V13"])

    assert asked["__typename"] == other["__typename"] == "NeedsConfirmation"
    assert asked["alerts"] == [
        {
            "code": "V13",
            "message": "転出証明書がありません。",
            "path": ["details.hasMovingOutCertificate"],
        }
    ]
    assert unchanged == before
    assert (done["status"], done["confirmedAlerts"]) == ("COMPLETED", ["LATER", "V13"])


async def test_who_confirmed_an_alert_stands_in_the_timeline(
    running: Server, clerk: Official
) -> None:
    case = await moving_in(clerk)
    await clerk.change(
        "complete_case", caseId=case["id"], expectedVersion=1, confirmedAlerts=["LATER", "V13"]
    )

    async with clerk.socket() as socket:
        heard = await socket.subscribe(documented("case_events"), case=case["id"], after=4)

    event = heard["payload"]["data"]["caseEvents"]
    viewer = (await clerk.run("viewer")).field["id"]
    assert (event["kind"], event["staffId"]) == ("COMPLETED", viewer)
    assert event["detail"]["confirmed_alerts"] == ["LATER", "V13"]


async def test_an_error_cannot_be_confirmed_away(running: Server, clerk: Official) -> None:
    case = await clerk.change(
        "open_case", **{**MOVE_IN, "details": {**MOVE_IN["details"], "changedOn": "2026-12-01"}}
    )
    await put_off_elsewhere(clerk, case["id"])
    before = await running.fingerprint(but=AUDIT)

    refused = await clerk.change(
        "complete_case",
        caseId=case["id"],
        expectedVersion=1,
        confirmedAlerts=["V02", "V13", "PERSONS", "LATER"],
    )

    assert refused["__typename"] == "FailedChecks"
    assert [finding["code"] for finding in refused["findings"]] == ["PERSONS", "V02"]
    assert await running.fingerprint(but=AUDIT) == before
