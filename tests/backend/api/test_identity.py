"""Proxies and identity checks at the counter, over HTTP."""

import asyncio
from typing import Any

import pytest

from backend.reading.global_ids import encode_id
from tests.server import (
    CERTIFICATE_CASE,
    CONFIRMED,
    Json,
    Official,
    Server,
    Visit,
    fresh_key,
    uuid_of,
)

AUDIT = ("audit_event", "audit_subject")
PASSPORT: Json = {"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}
LICENCE: Json = {
    "code": "DRIVING_LICENCE",
    "how": "SEEN",
    "number": "012345678901",
    "validUntil": "2028-04-12",
    "placeOfIssue": "霞城県公安委員会",
}
SELF: Json = {"relation": "SELF", "name": "若竹　伸"}


async def identify(official: Official, case_id: str, **given: Any) -> Any:
    """Check the notifier of a case, or whom the input names."""
    given.setdefault("documents", [PASSPORT])
    given.setdefault("expectedVersion", 1)
    return await official.change("record_identity_check", caseId=case_id, **given)


async def prove(official: Official, case_id: str, **given: Any) -> Any:
    """Record a proof of the notifier."""
    proof = {"code": "POWER_OF_ATTORNEY", "state": "SHOWN", "document": "委任状"}
    return await official.change(
        "record_proof", caseId=case_id, **{"expectedVersion": 0, **proof, **given}
    )


async def notified_by(official: Official, case_id: str, version: int, **notifier: Any) -> Any:
    """Say anew who notifies."""
    return await official.change(
        "record_answers", caseId=case_id, expectedVersion=version, notifier=notifier
    )


def codes(case: Json) -> list[str]:
    return [finding["code"] for finding in case["findings"]]


# Identity checks


async def test_a_number_is_masked_before_it_is_stored_and_written_nowhere_else(
    running: Server, visit: Visit
) -> None:
    made = await identify(visit.official, visit.case_id, documents=[LICENCE])

    (check,) = made["identityChecks"]
    assert check["documents"] == [
        {
            "code": "DRIVING_LICENCE",
            "name": "運転免許証",
            "how": "SEEN",
            "number": "********8901",
            "validUntil": "2028-04-12",
            "placeOfIssue": "霞城県公安委員会",
        }
    ]
    assert (check["result"], check["isWithdrawn"], check["personId"]) == ("SUFFICIENT", False, None)
    assert made["isNotifierIdentified"] is True
    assert await found_anywhere(running, "012345678901") == []


async def found_anywhere(running: Server, text: str) -> list[str]:
    """The tables of the home city in which a text stands in any column."""
    names = await running.database.fetch(
        "SELECT table_name FROM information_schema.columns"
        " WHERE column_name = 'city_id' AND table_schema = 'public'"
    )
    return [
        row["table_name"]
        for row in names
        if await running.database.fetchval(
            f"SELECT exists(SELECT FROM {row['table_name']} t WHERE t::text LIKE '%' || $1 || '%')",
            text,
        )
    ]


@pytest.mark.parametrize(
    "document",
    [
        {**PASSPORT, "code": "MY_NUMBER_CARD", "number": "982345678914"},
        {**PASSPORT, "code": "MY_NUMBER_CARD", "placeOfIssue": "982345678914"},
        {**PASSPORT, "number": "9823-4567-8914"},
        {**LICENCE, "placeOfIssue": "９８２３４５６７８９１４"},
    ],
)
async def test_twelve_digits_are_refused_and_kept_nowhere(
    running: Server, visit: Visit, document: Json
) -> None:
    before = await running.fingerprint(but=AUDIT)

    answer = await visit.official.run(
        "record_identity_check",
        input={
            "caseId": visit.case_id,
            "expectedVersion": 1,
            "documents": [document],
            "idempotencyKey": fresh_key(),
        },
    )

    assert answer.field["__typename"] == "InvalidInput"
    assert "8914" not in str(answer.body)
    assert await running.fingerprint(but=AUDIT) == before
    for written in ("982345678914", "9823-4567-8914", "９８２３４５６７８９１４"):
        assert await found_anywhere(running, written) == []


async def test_one_weak_document_is_not_enough_and_a_doubt_undoes_a_strong_one(
    visit: Visit,
) -> None:
    book = {"code": "PENSION_BOOK", "how": "SEEN"}
    weak = await identify(visit.official, visit.case_id, documents=[book])
    doubted = await identify(visit.official, visit.case_id, doubt="写真と似ていない")
    asked = await identify(
        visit.official, visit.case_id, documents=[book, {"code": "INTERVIEW", "how": "ASKED"}]
    )

    results = [check["result"] for check in asked["identityChecks"]]
    assert results == ["INSUFFICIENT", "INSUFFICIENT", "SUFFICIENT"]
    assert [one["isNotifierIdentified"] for one in (weak, doubted, asked)] == [False, False, True]
    assert "IDENTITY" in codes(doubted)
    assert "IDENTITY" not in codes(asked)


async def test_a_check_is_withdrawn_by_another_record_and_stays_as_it_was(
    running: Server, visit: Visit
) -> None:
    made = await identify(visit.official, visit.case_id)
    check = made["identityChecks"][0]["id"]
    stored = "SELECT md5(t::text) FROM identity_check t WHERE id = $1"
    before = await running.database.fetchval(stored, uuid_of(check))

    taken_back = await identify(
        visit.official, visit.case_id, withdraws=check, withdrawalReason="別の方の旅券だった"
    )

    first, second = taken_back["identityChecks"]
    assert (first["isWithdrawn"], first["result"]) == (True, "SUFFICIENT")
    assert (second["withdraws"], second["result"]) == (check, "WITHDRAWAL")
    assert second["withdrawalReason"] == "別の方の旅券だった"
    assert taken_back["isNotifierIdentified"] is False
    assert "IDENTITY" in codes(taken_back)
    assert await running.database.fetchval(stored, uuid_of(check)) == before
    kinds = await running.database.fetch(
        "SELECT kind, detail FROM event WHERE subject_id = $1 ORDER BY number DESC LIMIT 2",
        uuid_of(visit.case_id),
    )
    assert [row["kind"] for row in kinds] == ["IDENTITY_CHECK_WITHDRAWN", "IDENTITY_CHECKED"]


async def test_a_check_is_withdrawn_once(visit: Visit) -> None:
    made = await identify(visit.official, visit.case_id)
    given = {"withdraws": made["identityChecks"][0]["id"], "withdrawalReason": "誤り"}

    answers = await asyncio.gather(
        identify(visit.official, visit.case_id, **given),
        identify(visit.official, visit.case_id, **given),
    )

    assert sorted(one["__typename"] for one in answers) == ["Case", "InvalidInput"]


async def test_a_withdrawal_without_a_reason_is_refused(running: Server, visit: Visit) -> None:
    made = await identify(visit.official, visit.case_id)
    before = await running.fingerprint(but=AUDIT)

    refused = await identify(
        visit.official, visit.case_id, withdraws=made["identityChecks"][0]["id"]
    )

    assert (refused["__typename"], refused["path"]) == (
        "InvalidInput",
        ["input", "withdrawalReason"],
    )
    assert await running.fingerprint(but=AUDIT) == before


async def test_a_check_of_somebody_else_in_the_case_does_not_identify_the_notifier(
    visit: Visit,
) -> None:
    of_person = await identify(visit.official, visit.case_id, personId=visit.person_id)
    linked = await notified_by(
        visit.official, visit.case_id, 1, relation="SELF", personId=visit.person_id
    )

    assert (of_person["isNotifierIdentified"], linked["isNotifierIdentified"]) == (False, True)


async def test_another_notifier_must_be_identified_anew(running: Server, visit: Visit) -> None:
    await identify(visit.official, visit.case_id)
    changed = await notified_by(visit.official, visit.case_id, 1, **{**SELF, "name": "苔田　実"})

    late = await identify(visit.official, visit.case_id)
    again = await identify(visit.official, visit.case_id, expectedVersion=2)

    assert (changed["notifierVersion"], changed["isNotifierIdentified"]) == (2, False)
    assert "IDENTITY" in codes(changed)
    assert (late["__typename"], late["path"]) == ("VersionConflict", ["input", "expectedVersion"])
    assert again["isNotifierIdentified"] is True


async def test_a_corrected_phone_number_leaves_the_notifier_identified(visit: Visit) -> None:
    await identify(visit.official, visit.case_id)

    changed = await notified_by(visit.official, visit.case_id, 1, **SELF, phone="090-0000-0001")

    assert (changed["notifierVersion"], changed["isNotifierIdentified"]) == (1, True)


async def test_without_a_check_the_case_is_completed_only_when_that_is_confirmed(
    running: Server, visit: Visit
) -> None:
    given: Json = {"caseId": visit.case_id, "expectedVersion": 1}
    before = await running.fingerprint(but=AUDIT)

    asked = await visit.official.change("complete_case", **given)
    unchanged = await running.fingerprint(but=AUDIT)
    done = await visit.official.change("complete_case", **given, confirmedAlerts=CONFIRMED)

    assert asked["__typename"] == "NeedsConfirmation"
    assert [alert["code"] for alert in asked["alerts"]] == [
        "IDENTITY",
        "PROOF_POWER_OF_ATTORNEY",
    ]
    assert unchanged == before
    assert done["confirmedAlerts"] == ["IDENTITY", "PROOF_POWER_OF_ATTORNEY"]


async def test_which_documents_count_is_read_with_the_case(visit: Visit) -> None:
    query = """query ($id: ID!) { case(id: $id) { ... on Case { representation {
      identityDocuments { code name group number expires }
      sufficient { group count } relations { relation names } } } } }"""

    shown = (await visit.official.ask(query, id=visit.case_id)).field["representation"]

    assert shown["identityDocuments"][0] == {
        "code": "MY_NUMBER_CARD",
        "name": "マイナンバーカード",
        "group": "ONE",
        "number": "NONE",
        "expires": True,
    }
    assert shown["sufficient"][1] == [{"group": "TWO", "count": 2}]
    assert {"relation": "PROXY", "names": ["委任状"]} in shown["relations"]


async def test_while_a_colleague_edits_nobody_else_records_a_check_or_a_proof(
    running: Server, visit: Visit
) -> None:
    colleague = await running.official("1002")
    before = await running.fingerprint(but=AUDIT)

    made = [await identify(colleague, visit.case_id), await prove(colleague, visit.case_id)]

    assert [one["__typename"] for one in made] == ["BeingEdited", "BeingEdited"]
    assert await running.fingerprint(but=AUDIT) == before


# Proofs


async def test_a_proxy_shows_a_power_of_attorney(running: Server, visit: Visit) -> None:
    made = await prove(visit.official, visit.case_id)

    (proof,) = made["requiredProofs"]
    assert proof == {
        "code": "POWER_OF_ATTORNEY",
        "name": "委任状",
        "documents": ["委任状"],
        "state": "SHOWN",
        "version": 1,
        "document": "委任状",
        "note": None,
        "severity": "ALERT",
    }
    assert codes(made) == ["IDENTITY"]
    event = await running.database.fetchrow(
        "SELECT kind, detail FROM event WHERE subject_id = $1 ORDER BY number DESC LIMIT 1",
        uuid_of(visit.case_id),
    )
    assert tuple(event) == ("PROOF_RECORDED", '{"proof": "POWER_OF_ATTORNEY", "state": "SHOWN"}')


async def test_a_proof_is_waived_with_a_reason_and_taken_back(visit: Visit) -> None:
    waived = await prove(
        visit.official, visit.case_id, state="WAIVED", document=None, note="電話で本人に確かめた"
    )
    taken_back = await prove(
        visit.official, visit.case_id, state="MISSING", document=None, expectedVersion=1
    )

    assert waived["requiredProofs"][0]["note"] == "電話で本人に確かめた"
    assert codes(waived) == ["IDENTITY"]
    assert (
        taken_back["requiredProofs"][0]["state"],
        taken_back["requiredProofs"][0]["version"],
    ) == (
        "MISSING",
        2,
    )
    assert codes(taken_back) == ["IDENTITY", "PROOF_POWER_OF_ATTORNEY"]


async def test_of_two_proofs_recorded_at_once_one_is_kept(visit: Visit) -> None:
    made = await asyncio.gather(
        prove(visit.official, visit.case_id), prove(visit.official, visit.case_id)
    )

    assert sorted(one["__typename"] for one in made) == ["Case", "VersionConflict"]


async def test_what_a_former_proxy_showed_does_not_count_for_the_next(visit: Visit) -> None:
    await prove(visit.official, visit.case_id)

    changed = await notified_by(visit.official, visit.case_id, 1, relation="PROXY", name="苔田　実")
    again = await prove(visit.official, visit.case_id, expectedVersion=1)

    assert [(p["state"], p["version"]) for p in changed["requiredProofs"]] == [("MISSING", 1)]
    assert [(p["state"], p["version"]) for p in again["requiredProofs"]] == [("SHOWN", 2)]


@pytest.mark.parametrize(
    ("relation", "required"),
    [
        ("SELF", []),
        ("HEAD", []),
        ("SAME_HOUSEHOLD", []),
        ("LEGAL_REPRESENTATIVE", [("LEGAL_REPRESENTATION", "ALERT")]),
        ("PROXY", [("POWER_OF_ATTORNEY", "ALERT")]),
        ("THIRD_PARTY", [("GROUNDS", "ERROR"), ("SUPPORTING_MATERIAL", "ALERT")]),
    ],
)
async def test_each_relation_asks_for_its_own_proofs(
    visit: Visit, relation: str, required: list[tuple[str, str]]
) -> None:
    changed = await notified_by(
        visit.official, visit.case_id, 1, relation=relation, name="苔田　実"
    )

    assert [(p["code"], p["severity"]) for p in changed["requiredProofs"]] == required


async def test_a_third_party_without_grounds_cannot_complete_the_case(
    running: Server, visit: Visit
) -> None:
    await notified_by(visit.official, visit.case_id, 1, relation="THIRD_PARTY", name="苔田　実")
    before = await running.fingerprint(but=AUDIT)

    refused = await visit.official.change(
        "complete_case",
        caseId=visit.case_id,
        expectedVersion=1,
        confirmedAlerts=["IDENTITY", "PROOF_GROUNDS", "PROOF_SUPPORTING_MATERIAL"],
    )

    assert refused["__typename"] == "FailedChecks"
    assert [finding["code"] for finding in refused["findings"]] == ["PROOF_GROUNDS"]
    assert await running.fingerprint(but=AUDIT) == before


# Who notifies


async def test_a_resident_who_notifies_is_not_asked_what_the_register_knows(
    running: Server, clerk: Official
) -> None:
    resident = await running.resident("certificate")

    answer = await clerk.run(
        "open_case",
        input={
            **CERTIFICATE_CASE,
            "notifier": {
                "relation": "SELF",
                "residentId": str(encode_id("Resident", resident["id"])),
                "phone": "090-0000-0000",
            },
            "idempotencyKey": fresh_key(),
        },
    )

    stored = await running.database.fetchrow(
        "SELECT notifier_name, notifier_furigana, notifier_address, notifier_birth_on,"
        " notifier_phone FROM counter_case WHERE id = $1",
        uuid_of(answer.field["id"]),
    )
    assert tuple(stored) == (
        resident["full_name"],
        resident["furigana"],
        resident["address_text"],
        resident["birth_value"],
        "090-0000-0000",
    )
    (event,) = await running.events(answer.request_id)
    assert event["subjects"] == {
        ("case", uuid_of(answer.field["id"]), False),
        ("resident", resident["id"], False),
    }


async def test_a_person_of_the_case_who_notifies_is_not_asked_again(
    running: Server, visit: Visit
) -> None:
    resident = await running.resident("certificate")

    await notified_by(visit.official, visit.case_id, 1, relation="SELF", personId=visit.person_id)

    shown = (await visit.official.run("case", id=visit.case_id)).field
    assert shown["notifier"] == {"name": resident["full_name"], "relation": "SELF"}
    assert shown["notifierPersonId"] == visit.person_id


async def test_a_notifier_taken_out_of_the_case_keeps_the_name_but_is_not_identified(
    visit: Visit,
) -> None:
    await notified_by(visit.official, visit.case_id, 1, relation="SELF", personId=visit.person_id)
    await identify(visit.official, visit.case_id, personId=visit.person_id)
    before = (await visit.official.run("case", id=visit.case_id)).field

    await visit.official.change(
        "record_person",
        caseId=visit.case_id,
        role="APPLICANT",
        personId=visit.person_id,
        expectedVersion=1,
        isRemoved=True,
    )

    after = (await visit.official.run("case", id=visit.case_id)).field
    assert (before["isNotifierIdentified"], after["isNotifierIdentified"]) == (True, False)
    assert (after["notifier"], after["notifierPersonId"]) == (before["notifier"], None)


async def test_a_protected_notifier_restricts_the_case_to_those_who_may_see_them(
    running: Server, protector: Official, clerk: Official
) -> None:
    resident = await running.resident("restricted")
    notifier = {"relation": "SELF", "residentId": str(encode_id("Resident", resident["id"]))}
    before = await running.fingerprint(but=AUDIT)

    refused = await clerk.run(
        "open_case",
        input={**CERTIFICATE_CASE, "notifier": notifier, "idempotencyKey": fresh_key()},
    )
    unchanged = await running.fingerprint(but=AUDIT)
    opened = await protector.change(
        "open_case", stating="本人が来庁", **{**CERTIFICATE_CASE, "notifier": notifier}
    )

    assert refused.field["__typename"] == "NotPermitted"
    assert resident["full_name"] not in str(refused.body)
    assert unchanged == before
    (event,) = await running.events(refused.request_id)
    assert ("resident", resident["id"], True) in event["subjects"]
    seen = await clerk.run("case", id=opened["id"])
    assert seen.field == {"__typename": "RestrictedCase", "id": opened["id"]}
    step = await identify(clerk, opened["id"])
    assert step["__typename"] == "NotPermitted"


# 住民異動届受理通知

MOVE_OUT: Json = {
    "reason": "MOVE_OUT",
    "counter": "市民課１番窓口",
    "details": {
        "changedOn": "2026-11-30",
        "newAddress": {"text": "海星県海星市中央一丁目１番"},
    },
}
NOTICE = """query ($id: ID!) { case(id: $id) { ... on Case {
  noticeSuggested { addressees address } } } }"""


async def moving_out(official: Official, resident: Any, notifier: Json, **stating: str) -> str:
    case = await official.change("open_case", **MOVE_OUT, notifier=notifier, **stating)
    await official.change(
        "record_person",
        caseId=case["id"],
        role="MOVER",
        residentId=str(encode_id("Resident", resident["id"])),
        **stating,
    )
    case_id: str = case["id"]
    return case_id


async def test_a_mover_who_did_not_come_is_suggested_a_notice_to_the_former_address(
    running: Server, clerk: Official
) -> None:
    resident = await running.resident("certificate")
    case_id = await moving_out(clerk, resident, {"relation": "PROXY", "name": "苔田　実"})

    by_proxy = (await clerk.ask(NOTICE, id=case_id)).field
    await notified_by(clerk, case_id, 1, relation="SELF", name=resident["full_name"])
    by_themselves = (await clerk.ask(NOTICE, id=case_id)).field

    assert by_proxy["noticeSuggested"] == {
        "addressees": [resident["full_name"]],
        "address": resident["address_text"],
    }
    assert by_themselves["noticeSuggested"] is None


async def test_no_notice_goes_to_the_address_that_a_protected_person_flees_from(
    running: Server, protector: Official
) -> None:
    resident = await running.resident("restricted")
    notifier = {"relation": "PROXY", "name": "苔田　実"}
    case_id = await moving_out(protector, resident, notifier, stating="代理人が来庁")

    shown = (await protector.ask(NOTICE, stating="確認", id=case_id)).field

    assert shown == {"noticeSuggested": None}
