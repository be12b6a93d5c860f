"""While one official edits a case the others read only and see who (C12, F32, V21)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from backend.reading.global_ids import encode_id
from tests.server import (
    CERTIFICATE_CASE,
    Json,
    Official,
    Server,
    Visit,
    documented,
    uuid_of,
)

AUDIT = ("audit_event", "audit_subject")
LEASE = timedelta(minutes=10)
# Every step that changes what the case says: the documented operation and what it needs.
CHANGING: dict[str, Json] = {
    "record_person": {
        "role": "STAYING",
        "person": {"name": "若竹　伸", "birthDate": "昭和55年3月5日"},
    },
    "record_answers": {"expectedVersion": 1},
    "choose_procedures": {"expectedVersion": 1},
    "fill_form": {"formCode": "certificate_application"},
    "complete_case": {"expectedVersion": 1},
    "withdraw_case": {"expectedVersion": 1, "reason": "取下げ"},
}


@pytest.fixture
async def colleague(running: Server) -> Official:
    """住民記録担当 of the same counter."""
    return await running.official("1002")


@pytest.fixture
async def slow_visit(fresh_server: Server) -> Visit:
    """A case on a server whose clock may be moved."""
    clerk = await fresh_server.official("1001")
    resident = await fresh_server.resident("certificate")
    return await Visit.open(clerk, str(encode_id("Resident", resident["id"])))


async def editing(official: Official, case_id: str) -> Any:
    """Who edits, as an official sees it."""
    return (await official.run("case", id=case_id)).field["editing"]


async def step(official: Official, visit: Visit, name: str) -> Json:
    made: Json = await official.change(name, caseId=visit.case_id, **CHANGING[name])
    return made


async def test_whoever_opens_a_case_edits_it_and_all_others_see_who(
    running: Server, visit: Visit, colleague: Official
) -> None:
    seen = await editing(colleague, visit.case_id)

    viewer = (await visit.official.run("viewer")).field["id"]
    until = running.clock.now() + LEASE
    assert seen == {"staffId": viewer, "name": "霞　窓子", "until": until.isoformat()}


@pytest.mark.parametrize("name", sorted(CHANGING))
async def test_a_colleague_changes_nothing_meanwhile(
    running: Server, visit: Visit, colleague: Official, name: str
) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await step(colleague, visit, name)

    assert (refused["__typename"], refused["code"]) == ("BeingEdited", "BEING_EDITED")
    assert refused["message"] == "霞　窓子さんが編集中です。閲覧だけができます。"
    assert refused["path"] == ["input", "caseId"]
    assert refused["editor"] == {"name": "霞　窓子"}
    assert refused["until"] == (running.clock.now() + LEASE).isoformat()
    assert await running.fingerprint(but=AUDIT) == before


async def test_reading_and_printing_are_not_bound_by_it(visit: Visit, colleague: Official) -> None:
    await visit.fill()

    shown = (await colleague.run("case", id=visit.case_id)).field
    alerts = [finding["code"] for finding in shown["findings"]]
    printed = await colleague.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=alerts
    )

    assert shown["__typename"] == "Case"
    assert printed["__typename"] == "PrintRun"
    assert (await editing(colleague, visit.case_id))["name"] == "霞　窓子"


async def test_a_colleague_takes_over_and_the_timeline_says_from_whom(
    running: Server, visit: Visit, colleague: Official
) -> None:
    taken = await colleague.change(
        "take_over_case", caseId=visit.case_id, reason="担当者が離席しているため"
    )
    refused = await step(visit.official, visit, "record_answers")
    done = await step(colleague, visit, "record_answers")

    assert taken["editing"]["name"] == "灘　記録"
    assert (refused["__typename"], refused["editor"]) == ("BeingEdited", {"name": "灘　記録"})
    assert done["__typename"] == "Case"
    event = await running.database.fetchrow(
        "SELECT kind, detail::text FROM event WHERE subject_id = $1 AND kind = 'TAKEN_OVER'",
        uuid_of(visit.case_id),
    )
    viewer = uuid_of((await visit.official.run("viewer")).field["id"])
    assert f'"from": "{viewer}"' in event["detail"]
    assert '"reason": "担当者が離席しているため"' in event["detail"]


async def test_taking_over_what_one_edits_already_only_prolongs_it(
    running: Server, visit: Visit
) -> None:
    await visit.official.change("take_over_case", caseId=visit.case_id)

    events = "SELECT count(*) FROM event WHERE subject_id = $1 AND kind = 'TAKEN_OVER'"
    assert await running.database.fetchval(events, uuid_of(visit.case_id)) == 0


async def test_a_reason_with_an_individual_number_is_refused(
    running: Server, visit: Visit, colleague: Official
) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await colleague.change(
        "take_over_case", caseId=visit.case_id, reason="番号 123456789018 の方"
    )

    assert (refused["__typename"], refused["path"]) == ("InvalidInput", ["input", "reason"])
    assert await running.fingerprint(but=AUDIT) == before


async def test_what_is_let_go_is_edited_by_whoever_comes_first(
    visit: Visit, colleague: Official
) -> None:
    refused = await colleague.change("release_case", caseId=visit.case_id)
    released = await visit.official.change("release_case", caseId=visit.case_id)
    done = await step(colleague, visit, "record_answers")

    assert refused["__typename"] == "BeingEdited"
    assert released["editing"] is None
    assert done["__typename"] == "Case"
    assert (await editing(visit.official, visit.case_id))["name"] == "灘　記録"


async def test_it_lapses_and_every_change_prolongs_it(
    fresh_server: Server, slow_visit: Visit
) -> None:
    colleague = await fresh_server.official("1002")
    begun = fresh_server.clock.now()
    fresh_server.clock.advance(LEASE - timedelta(seconds=1))
    await step(slow_visit.official, slow_visit, "record_answers")
    fresh_server.clock.advance(LEASE - timedelta(seconds=1))

    refused = await step(colleague, slow_visit, "fill_form")
    fresh_server.clock.advance(timedelta(seconds=1))
    seen = await editing(colleague, slow_visit.case_id)
    done = await step(colleague, slow_visit, "fill_form")

    assert refused["__typename"] == "BeingEdited"
    assert refused["until"] == (begun + 2 * LEASE - timedelta(seconds=1)).isoformat()
    assert seen is None
    assert done["__typename"] == "Application"


async def test_the_city_says_how_long_it_lasts(fresh_server: Server, slow_visit: Visit) -> None:
    await fresh_server.database.execute(
        """UPDATE reference.city SET settings = '{"edit_lease_minutes": 3}' WHERE id = 1"""
    )
    await step(slow_visit.official, slow_visit, "record_answers")

    seen = await editing(slow_visit.official, slow_visit.case_id)

    until = fresh_server.clock.now() + timedelta(minutes=3)
    assert seen["until"] == until.isoformat()


async def test_signing_out_lets_go_of_what_that_session_edits(
    running: Server, visit: Visit, colleague: Official
) -> None:
    leaving = await running.sign_in("1001")
    await leaving.change("take_over_case", caseId=visit.case_id)
    kept = await leaving.change("open_case", **CERTIFICATE_CASE)
    await visit.official.change("take_over_case", caseId=kept["id"])

    answer = await leaving.run("sign_out")

    assert await editing(colleague, visit.case_id) is None
    assert (await editing(colleague, kept["id"]))["name"] == "霞　窓子"
    assert (await colleague.run("case", id=visit.case_id)).field["timeline"]["nodes"][-1][
        "kind"
    ] == "RELEASED"
    (event,) = await running.events(answer.request_id)
    assert ("case", uuid_of(visit.case_id), False) in event["subjects"]


@pytest.mark.parametrize("name", ["complete_case", "withdraw_case"])
async def test_a_closed_case_is_edited_by_nobody(
    running: Server, visit: Visit, colleague: Official, name: str
) -> None:
    case = (await visit.official.run("case", id=visit.case_id)).field
    alerts = [finding["code"] for finding in case["findings"]]
    more: Json = {"confirmedAlerts": alerts} if name == "complete_case" else {}

    closed = await visit.official.change(name, caseId=visit.case_id, **CHANGING[name], **more)

    assert closed["__typename"] == "Case", closed
    assert await editing(colleague, visit.case_id) is None
    refused = await colleague.change("take_over_case", caseId=visit.case_id)
    assert refused["__typename"] == "WrongStatus"


async def test_who_hands_a_task_over_lets_the_case_go(visit: Visit, colleague: Official) -> None:
    handed = await visit.official.change(
        "hand_over_task",
        taskId=visit.task_id,
        expectedVersion=1,
        toSection=visit.other_section_id,
    )

    assert handed["__typename"] == "Task"
    assert await editing(colleague, visit.case_id) is None


async def test_of_taking_over_and_filling_at_once_each_has_its_place(
    running: Server, visit: Visit, colleague: Official
) -> None:
    taken, filled = await asyncio.gather(
        colleague.change("take_over_case", caseId=visit.case_id),
        step(visit.official, visit, "fill_form"),
    )

    assert taken["editing"]["name"] == "灘　記録"
    assert filled["__typename"] in ("Application", "BeingEdited")
    kinds = [
        row["kind"]
        for row in await running.database.fetch(
            "SELECT kind FROM event WHERE subject_id = $1 ORDER BY number", uuid_of(visit.case_id)
        )
    ]
    expected = ["FORM_FILLED", "TAKEN_OVER"] if "problems" in filled else ["TAKEN_OVER"]
    assert kinds[2:] == expected
    assert (await editing(colleague, visit.case_id))["name"] == "灘　記録"


async def test_of_two_who_begin_at_once_one_edits(
    running: Server, visit: Visit, colleague: Official
) -> None:
    await visit.official.change("release_case", caseId=visit.case_id)

    made = await asyncio.gather(
        step(visit.official, visit, "record_answers"), step(colleague, visit, "record_answers")
    )

    won, lost = sorted(made, key=lambda one: one["__typename"] == "BeingEdited")
    assert (won["__typename"], lost["__typename"]) == ("Case", "BeingEdited")
    assert (await editing(colleague, visit.case_id))["name"] == lost["editor"]["name"]


# The same person in another case (V21)


async def test_a_person_whom_a_colleague_edits_in_another_case_is_not_recorded(
    running: Server, visit: Visit, colleague: Official
) -> None:
    other = await colleague.change("open_case", **CERTIFICATE_CASE)
    given = {"caseId": other["id"], "role": "APPLICANT", "residentId": visit.resident_id}
    before = await running.fingerprint(but=AUDIT)

    refused = await colleague.change("record_person", **given)
    unchanged = await running.fingerprint(but=AUDIT)
    await visit.official.change("release_case", caseId=visit.case_id)
    recorded = await colleague.change("record_person", **given)

    assert (refused["__typename"], refused["path"]) == ("BeingEdited", ["input", "residentId"])
    assert refused["editor"] == {"name": "霞　窓子"}
    assert unchanged == before
    assert recorded["__typename"] == "Case"


async def test_ones_own_other_case_of_the_person_is_no_obstacle(visit: Visit) -> None:
    other = await visit.official.change("open_case", **CERTIFICATE_CASE)

    recorded = await visit.official.change(
        "record_person", caseId=other["id"], role="APPLICANT", residentId=visit.resident_id
    )

    assert recorded["__typename"] == "Case"


async def test_followers_hear_who_took_over(visit: Visit, colleague: Official) -> None:
    async with visit.official.socket() as socket:
        await socket.subscribe(documented("case_events"), case=visit.case_id, after=1)
        await colleague.change("take_over_case", caseId=visit.case_id)
        heard = (await socket.hear())["payload"]["data"]["caseEvents"]

    assert heard["kind"] == "TAKEN_OVER"
    assert heard["staffId"] == (await colleague.run("viewer")).field["id"]
