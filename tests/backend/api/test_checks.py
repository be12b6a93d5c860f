"""The checks of DOMAIN 3.5 at the counter, over HTTP, by their numbers."""

import re
from typing import Any

import asyncpg
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
REASON, PURPOSE = "本人が来庁したため", "住民異動の受付"
DETAILS: Json = {
    "changedOn": "2026-11-20",
    "hasMovingOutCertificate": True,
    "newAddress": {"text": "霞城市東町一丁目１番１号"},
    "previousAddress": {"text": "海星県海星市中央一丁目１番"},
}
PERSON: Json = {
    "name": "若竹　伸",
    "birthDate": "昭和55年3月5日",
    "sex": "MALE",
    "isJapanese": True,
    "relationshipCodes": ["02"],
}
CASE = """query ($id: ID!) { case(id: $id) { __typename ... on Case {
  answersVersion movement scope
  newAddress { text postalCode headName municipalityCode }
  joinedHousehold { __typename ... on Household { id address } }
  headCandidates { residentId name }
  persons { id name role furigana furiganaStatus isRelationshipSaid
    hasIndividualNumber hasResidentRecordCode residenceCardNumber }
  findings { code severity message place } } } }"""


async def opened(
    official: Official, reason: str, stating: str | None = None, **details: Any
) -> Json:
    """A case of this reason, notified by its mover, who was identified."""
    case: Json = await official.change(
        "open_case",
        stating=stating,
        reason=reason,
        counter="市民課１番窓口",
        notifier={"relation": "SELF", "name": "若竹　伸"},
        details={**DETAILS, **details},
    )
    assert case["__typename"] == "Case", case
    await official.change(
        "record_identity_check",
        stating=stating,
        caseId=case["id"],
        expectedVersion=1,
        documents=[{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
    )
    return case


async def record(
    official: Official,
    case: Json,
    *,
    resident: asyncpg.Record | None = None,
    role: str = "MOVER",
    stating: str | None = None,
    purpose: str | None = None,
    **said: Any,
) -> Any:
    """Record somebody: a resident, or the person above as somebody new."""
    given: Json = {"caseId": case["id"], "role": role, "idempotencyKey": fresh_key()}
    if resident is not None:
        given["residentId"] = str(encode_id("Resident", resident["id"]))
        given["person"] = said or None
    else:
        given["person"] = {**PERSON, **said}
    query = """mutation ($input: RecordPersonInput!) { recordPerson(input: $input) {
      __typename ... on Refusal { code message path } } }"""
    return (await official.ask(query, stating=stating, purpose=purpose, input=given)).field


async def shown(official: Official, case: Json, stating: str | None = None) -> Json:
    field: Json = (await official.ask(CASE, stating=stating, id=case["id"])).field
    return field


async def found(official: Official, case: Json) -> list[tuple[str, str, str]]:
    """Code, severity and place of what the checks found."""
    findings = (await shown(official, case))["findings"]
    return [(one["code"], one["severity"], one["place"]) for one in findings]


async def say(official: Official, case: Json, **details: Any) -> Any:
    """Say more of the change."""
    version = (await shown(official, case))["answersVersion"]
    return await official.change(
        "record_answers", caseId=case["id"], expectedVersion=version, details=details
    )


async def household_of(running: Server, sample: str) -> str:
    return str(encode_id("Household", (await running.resident(sample))["household_id"]))


async def removed(running: Server, kind: str = "JAPANESE") -> asyncpg.Record:
    """Somebody who moved out of the home city."""
    return await running.database.fetchrow(
        "SELECT * FROM resident WHERE city_id = 1 AND register_status = 'MOVED_OUT'"
        " AND kind = $1 AND birth_value IS NOT NULL AND sex <> 'UNKNOWN'"
        " AND NOT is_restricted ORDER BY number LIMIT 1",
        kind,
    )


# Days: V01 to V05, V25


@pytest.mark.parametrize(
    ("reason", "details", "expected"),
    [
        ("MOVE_IN", {}, []),
        ("MOVE_IN", {"changedOn": None}, [("V01", "ERROR", "details.changedOn")]),
        ("MOVE_IN", {"changedOn": "2026-11-25"}, [("V02", "ERROR", "details.changedOn")]),
        ("MOVE_OUT", {"changedOn": "2026-11-25"}, []),
        ("MOVE_IN", {"notifiedOn": "2026-11-25"}, [("V03", "ERROR", "details.notifiedOn")]),
        ("MOVE_OUT", {"changedOn": "2026-11-09"}, [("V05", "ALERT", "details.notifiedOn")]),
        ("MOVE_OUT", {"changedOn": "2026-11-10"}, []),
        ("MOVE_IN", {"changedOn": "2026-11-09"}, [("LATE", "ALERT", "details.notifiedOn")]),
        (
            "SPECIAL_MOVE_IN",
            {"plannedMoveOutOn": "2026-10-24"},
            [("V25", "ALERT", "details.plannedMoveOutOn")],
        ),
        ("SPECIAL_MOVE_IN", {"plannedMoveOutOn": "2026-10-25"}, []),
        (
            "MOVE_IN",
            {"hasMovingOutCertificate": False},
            [("V13", "ALERT", "details.hasMovingOutCertificate")],
        ),
        (
            "MOVE_IN",
            {"isUnregisteredBefore": True},
            [("V14", "ERROR", "details.lastRegisteredAddress")],
        ),
        (
            "MOVE_IN",
            {"isUnregisteredBefore": True, "lastRegisteredAddress": "海星県海星市東一丁目"},
            [],
        ),
        ("MOVE_IN", {"newAddress": None}, [("ADDRESS", "ERROR", "details.newAddress")]),
        ("MOVE_IN", {"previousAddress": None}, [("PREVIOUS", "ERROR", "details.previousAddress")]),
    ],
)
async def test_what_is_said_of_the_change_is_checked(
    clerk: Official, reason: str, details: Json, expected: list[tuple[str, str, str]]
) -> None:
    case = await opened(clerk, reason, **details)
    await record(clerk, case)

    assert await found(clerk, case) == expected


async def test_v04_the_day_of_processing_is_today_and_nobody_can_say_another(
    running: Server, clerk: Official
) -> None:
    case = await opened(clerk, "MOVE_IN")
    day = await running.database.fetchval(
        "SELECT accepted_on FROM counter_case WHERE id = $1", uuid_of(case["id"])
    )
    refused = await clerk.ask(
        """mutation ($input: OpenCaseInput!) { openCase(input: $input) { __typename } }""",
        input={**CERTIFICATE_CASE, "idempotencyKey": fresh_key(), "acceptedOn": "2026-11-20"},
    )

    assert day.isoformat() == "2026-11-24"
    assert refused.codes == ["BAD_VARIABLES"]


# V06 to V10: households


async def test_v06_and_v08_the_one_who_remains_is_proposed_as_head(
    running: Server, clerk: Official
) -> None:
    husband = await running.resident("variant_characters")
    wife = await running.resident("impossible_birth_date")
    case = await opened(clerk, "MOVE_OUT", previousAddress=None)
    await record(clerk, case, resident=husband)

    part = await shown(clerk, case)
    await record(clerk, case, resident=wife, role="STAYING", relationshipCodes=["02"])
    with_next_head = await shown(clerk, case)

    assert part["scope"] == "PART"
    assert [one["code"] for one in part["findings"]] == ["V06"]
    assert wife["full_name"] in part["findings"][0]["message"]
    assert part["headCandidates"] == [
        {"residentId": str(encode_id("Resident", wife["id"])), "name": wife["full_name"]}
    ]
    assert (with_next_head["findings"], with_next_head["headCandidates"]) == ([], [])


async def test_v08_when_everybody_moves_it_is_the_whole_household(
    running: Server, clerk: Official
) -> None:
    case = await opened(clerk, "MOVE_OUT", previousAddress=None)
    for sample in ("variant_characters", "impossible_birth_date"):
        await record(clerk, case, resident=await running.resident(sample))

    whole = await shown(clerk, case)

    assert (whole["scope"], whole["findings"]) == ("WHOLE", [])


async def test_v07_names_who_could_become_head(running: Server, clerk: Official) -> None:
    case = await opened(clerk, "MOVE_OUT", previousAddress=None)
    await record(clerk, case, resident=await running.resident("certificate"))

    part = await shown(clerk, case)

    (finding,) = part["findings"]
    assert (finding["code"], finding["severity"]) == ("V07", "ALERT")
    assert [one["name"] for one in part["headCandidates"]] == ["青葉　花子", "青葉　ヨシ"]
    assert "青葉　花子さん、青葉　ヨシさん" in finding["message"]


async def test_v07_never_names_somebody_under_protection(running: Server, clerk: Official) -> None:
    before = await running.resident("grandmother")
    await running.database.execute(
        "UPDATE resident SET is_restricted = true WHERE id = $1", before["id"]
    )
    try:
        case = await opened(clerk, "MOVE_OUT", previousAddress=None)
        await record(clerk, case, resident=await running.resident("certificate"))
        part = await shown(clerk, case)
    finally:
        await running.database.execute(
            "UPDATE resident SET is_restricted = false WHERE id = $1", before["id"]
        )

    assert [one["name"] for one in part["headCandidates"]] == ["青葉　花子"]
    assert "ヨシ" not in str(part["findings"])


async def test_v09_a_daughter_joins_another_household(running: Server, clerk: Official) -> None:
    household = await household_of(running, "variant_characters")
    address = (await running.resident("variant_characters"))["address_text"]
    daughter = await running.resident("schoolchild")
    case = await opened(
        clerk,
        "CHANGE_OF_ADDRESS",
        newAddress=None,
        previousAddress=None,
        joinedHouseholdId=household,
    )
    await record(clerk, case, resident=daughter)

    without = await shown(clerk, case)
    person_id = without["persons"][0]["id"]
    await clerk.change(
        "record_person",
        caseId=case["id"],
        role="MOVER",
        personId=person_id,
        expectedVersion=1,
        person={"relationshipCodes": ["20", "20"]},
    )
    with_relationship = await shown(clerk, case)

    assert without["joinedHousehold"] == {
        "__typename": "Household",
        "id": household,
        "address": address,
    }
    assert without["newAddress"]["text"] == address
    assert without["newAddress"]["headName"].startswith("渡邉")
    assert without["scope"] == "PART"
    assert [(f["code"], f["place"]) for f in without["findings"]] == [("V09", "persons.1")]
    assert with_relationship["findings"] == []


async def test_v09_and_v10_the_household_joined_has_one_head_and_is_another(
    running: Server, clerk: Official
) -> None:
    household = await household_of(running, "variant_characters")
    own = await household_of(running, "schoolchild")
    daughter = await running.resident("schoolchild")
    case = await opened(
        clerk, "CHANGE_OF_ADDRESS", previousAddress=None, joinedHouseholdId=household
    )
    await record(clerk, case, resident=daughter, relationshipCodes=["02"])

    two_heads = await found(clerk, case)
    await say(clerk, case, joinedHouseholdId=own)
    own_household = await found(clerk, case)
    await say(clerk, case, makesOwnHousehold=True)
    own_head = await found(clerk, case)

    assert two_heads == [
        ("V10", "ERROR", "persons.1"),
        ("V09", "ALERT", "details.newAddress"),  # another address was said
    ]
    assert ("V09", "ERROR", "details.joinedHouseholdId") in own_household
    assert own_head == []


async def test_v09_a_merger_needs_the_household_joined(running: Server, clerk: Official) -> None:
    case = await opened(clerk, "HOUSEHOLD_MERGER", newAddress=None, previousAddress=None)
    await record(clerk, case, resident=await running.resident("common_name"))

    assert await found(clerk, case) == [("V09", "ERROR", "details.joinedHouseholdId")]


async def test_v10_a_new_household_without_a_head_is_an_alert_and_with_two_an_error(
    clerk: Official,
) -> None:
    case = await opened(clerk, "MOVE_IN")
    await record(clerk, case, relationshipCodes=["20"])
    without = await found(clerk, case)
    for name in ("若竹　元", "若竹　葉子"):
        await record(clerk, case, name=name)

    assert without == [("V10", "ALERT", "persons")]
    assert await found(clerk, case) == [("V10", "ERROR", "persons.3")]


async def test_a_change_of_head_needs_the_former_and_the_new_one(
    running: Server, clerk: Official
) -> None:
    case = await opened(clerk, "CHANGE_OF_HEAD", newAddress=None, previousAddress=None)
    wife = await running.resident("former_surname")
    await record(clerk, case, resident=wife, relationshipCodes=["02"])
    only_new = await found(clerk, case)
    former = await running.resident("certificate")
    await record(clerk, case, resident=former, relationshipCodes=["11"])

    assert only_new == [("HEAD", "ERROR", "persons")]
    assert await found(clerk, case) == []


async def test_an_absent_household_is_not_joined(running: Server, clerk: Official) -> None:
    case = await opened(clerk, "CHANGE_OF_ADDRESS")
    before = await running.fingerprint(but=AUDIT)
    resident = str(encode_id("Resident", (await running.resident("certificate"))["id"]))

    for id_ in ("nonsense", resident):
        refused = await say(clerk, case, joinedHouseholdId=id_)
        assert (refused["__typename"], refused["path"]) == (
            "NotFound",
            ["input", "details", "joinedHouseholdId"],
        )
    both = await say(clerk, case, joinedHouseholdId=resident, makesOwnHousehold=True)

    assert both["__typename"] == "InvalidInput"
    assert await running.fingerprint(but=AUDIT) == before


async def test_v19_nobody_without_permission_joins_a_protected_household_or_sees_who_did(
    running: Server, clerk: Official, protector: Official
) -> None:
    household = await household_of(running, "restricted")
    resident = await running.resident("restricted")
    case = await opened(clerk, "CHANGE_OF_ADDRESS", newAddress=None)
    theirs = await opened(protector, "CHANGE_OF_ADDRESS", newAddress=None)
    before = await running.fingerprint(but=AUDIT)

    refused = await clerk.run(
        "record_answers",
        input={
            "caseId": case["id"],
            "expectedVersion": 1,
            "details": {"joinedHouseholdId": household},
            "idempotencyKey": fresh_key(),
        },
    )
    unchanged = await running.fingerprint(but=AUDIT)
    done = await protector.change(
        "record_answers",
        stating=REASON,
        caseId=theirs["id"],
        expectedVersion=1,
        details={"joinedHouseholdId": household},
    )
    seen = await shown(clerk, theirs)

    assert refused.field["__typename"] == "NotPermitted"
    assert resident["address_text"] not in str(refused.body)
    assert unchanged == before
    (event,) = await running.events(refused.request_id)
    assert ("resident", resident["id"], True) in event["subjects"]
    assert done["__typename"] == "Case"
    assert seen == {"__typename": "RestrictedCase"}


# V21: somebody who is being edited


async def test_v21_while_a_colleague_edits_the_same_resident_a_case_is_not_completed(
    running: Server,
) -> None:
    resident = str(encode_id("Resident", (await running.resident("common_name"))["id"]))
    first = await running.sign_in("1001")
    visit = await Visit.open(first, resident)
    await first.run("sign_out")
    colleague = await running.sign_in("1002")
    other = await Visit.open(colleague, resident)
    again = await running.official("1001")
    given: Json = {"caseId": visit.case_id, "expectedVersion": 1, "confirmedAlerts": CONFIRMED}
    before = await running.fingerprint(but=AUDIT)

    refused = await again.change("complete_case", **given)
    unprinted = await again.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=CONFIRMED
    )
    recorded = await record(
        again, {"id": visit.case_id}, resident=await running.resident("common_name")
    )
    unchanged = await running.fingerprint(but=AUDIT)
    await colleague.run("sign_out")
    done = await again.change("complete_case", **given)

    assert [one["code"] for one in refused["findings"]] == ["V21"]
    assert "灘　記録" in refused["findings"][0]["message"]
    assert [one["code"] for one in unprinted["findings"]] == ["V21"]
    assert recorded["__typename"] == "BeingEdited"
    assert unchanged == before
    assert done["__typename"] == "Case"
    assert other.case_id != visit.case_id


# V11, V12: somebody who returns


async def number_of(protector: Official, resident: asyncpg.Record) -> str:
    query = "query ($id: ID!) { individualNumber(residentId: $id) { number } }"
    answer = await protector.ask(
        query, stating=REASON, purpose=PURPOSE, id=str(encode_id("Resident", resident["id"]))
    )
    number: str = answer.field["number"]
    return number


async def test_v11_a_returning_persons_individual_number_is_recognised_and_kept_encrypted(
    running: Server, protector: Official
) -> None:
    resident = await running.database.fetchrow(
        "SELECT resident.* FROM resident JOIN individual_number n ON n.city_id = resident.city_id"
        " AND n.resident_id = resident.id WHERE resident.city_id = 1"
        " AND register_status = 'MOVED_OUT' AND NOT is_restricted ORDER BY number LIMIT 1"
    )
    number = await number_of(protector, resident)
    case = await opened(protector, "MOVE_IN")

    written = f"{number[:4]}-{number[4:8]} {number[8:]}"
    made = await record(protector, case, purpose=PURPOSE, individualNumber=written)

    assert made["__typename"] == "Case"
    assert await found(protector, case) == [("V11", "ERROR", "persons.1")]
    person = (await shown(protector, case))["persons"][0]
    assert (person["hasIndividualNumber"], person["hasResidentRecordCode"]) == (True, False)
    stored = await running.database.fetchrow(
        "SELECT individual_number_encrypted, case_person::text AS row FROM case_person"
        " WHERE case_id = $1",
        uuid_of(case["id"]),
    )
    assert number not in stored["row"]
    assert number.encode() not in stored["individual_number_encrypted"]
    log = await running.database.fetchval(
        "SELECT count(*) FROM audit_event t WHERE t::text LIKE '%' || $1 || '%'", number
    )
    assert log == 0


async def test_v11_a_resident_record_code_is_recognised(
    running: Server, protector: Official
) -> None:
    resident = await running.database.fetchrow(
        "SELECT * FROM resident WHERE city_id = 1 AND register_status = 'MOVED_OUT'"
        " AND resident_record_code IS NOT NULL ORDER BY number LIMIT 1"
    )
    code = resident["resident_record_code"]
    case = await opened(protector, "MOVE_IN")

    await record(protector, case, residentRecordCode=code)

    assert await found(protector, case) == [("V11", "ERROR", "persons.1")]
    row = await running.database.fetchval(
        "SELECT t::text FROM case_person t WHERE case_id = $1", uuid_of(case["id"])
    )
    assert code not in row


async def test_v11_a_residence_card_is_recognised_however_it_is_typed(
    running: Server, clerk: Official
) -> None:
    resident = await running.database.fetchrow(
        "SELECT * FROM resident WHERE city_id = 1 AND kind = 'FOREIGN' LIMIT 1"
    )
    card = "ZZ99887766ZZ"
    await running.database.execute(
        "UPDATE resident SET register_status = 'MOVED_OUT', residence_card_number = $1"
        " WHERE id = $2",
        card,
        resident["id"],
    )
    case = await opened(clerk, "MOVE_IN")
    await record(
        clerk,
        case,
        name="TRAN VAN MINH",
        isJapanese=False,
        nationality="ベトナム",
        statusOfResidence="技能実習",
        residenceCardNumber="ｚｚ99887766ZZ",
    )
    findings = await found(clerk, case)
    await running.database.execute(
        "UPDATE resident SET register_status = $1, residence_card_number = $2 WHERE id = $3",
        resident["register_status"],
        resident["residence_card_number"],
        resident["id"],
    )

    assert findings == [("V11", "ERROR", "persons.1")]


async def test_v11_another_number_is_nobodys(running: Server, protector: Official) -> None:
    case = await opened(protector, "MOVE_IN")

    await record(
        protector,
        case,
        purpose=PURPOSE,
        individualNumber="９８３２０５６７３２１４",
        residentRecordCode="00000000000",
    )

    assert await found(protector, case) == []


@pytest.mark.parametrize(
    ("number", "said", "purpose", "typename", "path"),
    [
        ("1001", {"individualNumber": "983205673214"}, PURPOSE, "NotPermitted", []),
        ("1001", {"residentRecordCode": "00000000000"}, None, "NotPermitted", []),
        (
            "1003",
            {"individualNumber": "983205673214"},
            None,
            "InvalidInput",
            ["extensions", "purpose"],
        ),
        (
            "1003",
            {"individualNumber": "983205673215"},
            PURPOSE,
            "InvalidInput",
            ["input", "person", "individualNumber"],
        ),
        (
            "1003",
            {"individualNumber": "98320567321"},
            PURPOSE,
            "InvalidInput",
            ["input", "person", "individualNumber"],
        ),
        (
            "1003",
            {"residentRecordCode": "0000000000"},
            None,
            "InvalidInput",
            ["input", "person", "residentRecordCode"],
        ),
    ],
)
async def test_v24_a_number_that_may_not_be_given_or_is_wrong_is_kept_nowhere(
    running: Server,
    number: str,
    said: Json,
    purpose: str | None,
    typename: str,
    path: list[str],
) -> None:
    official = await running.official(number)
    case = await opened(official, "MOVE_IN")
    before = await running.fingerprint(but=AUDIT)

    refused = await record(official, case, purpose=purpose, **said)

    assert (refused["__typename"], refused["path"]) == (typename, path)
    assert next(iter(said.values())) not in str(refused)
    assert await running.fingerprint(but=AUDIT) == before


@pytest.mark.parametrize(
    "as_said",
    [
        lambda name: name,
        lambda name: name.replace("　", " "),
        lambda name: name.replace("　", ""),
    ],
)
async def test_v12_name_sex_and_birth_are_compared_as_the_search_does(
    running: Server, clerk: Official, as_said: Any
) -> None:
    resident = await removed(running)
    case = await opened(clerk, "MOVE_IN")

    await record(
        clerk,
        case,
        name=as_said(resident["full_name"]),
        sex=resident["sex"],
        birthDate=resident["birth_value"].isoformat(),
    )

    assert await found(clerk, case) == [("V12", "ALERT", "persons.1")]


async def test_v12_another_sex_or_birth_date_is_somebody_else(
    running: Server, clerk: Official
) -> None:
    resident = await removed(running)
    other = "FEMALE" if resident["sex"] == "MALE" else "MALE"
    case = await opened(clerk, "MOVE_IN")

    await record(
        clerk,
        case,
        name=resident["full_name"],
        sex=other,
        birthDate=resident["birth_value"].isoformat(),
    )

    assert await found(clerk, case) == []


async def test_v12_a_variant_of_a_character_is_the_same_name(
    running: Server, clerk: Official
) -> None:
    resident = await running.resident("variant_characters")
    await running.database.execute(
        "UPDATE resident SET register_status = 'MOVED_OUT' WHERE id = $1", resident["id"]
    )
    case = await opened(clerk, "MOVE_IN")
    await record(clerk, case, name="渡辺 𠮷彦", birthDate="昭和16年12月8日")
    findings = await found(clerk, case)
    await running.database.execute(
        "UPDATE resident SET register_status = 'RESIDENT' WHERE id = $1", resident["id"]
    )

    assert findings == [("V12", "ALERT", "persons.1")]


# Persons: V15 to V18, births, cards


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"name": "TRAN VAN MINH", "isJapanese": False}, [("V15", "ERROR", "persons.1")]),
        ({"name": "WAKATAKE SHIN"}, [("V16", "ALERT", "persons.1")]),
        (
            {"isJapanese": False, "nationality": "中国", "statusOfResidence": "留学"},
            [("V16", "ALERT", "persons.1")],
        ),
        ({"birthDate": "2026-11-25"}, [("BIRTH", "ERROR", "persons.1")]),
        ({"birthDate": "2026-11-24"}, []),
        ({"residenceCardNumber": "A123456789BC"}, [("CARD", "ALERT", "persons.1")]),
        ({"residenceCardNumber": "ａb-12345678 cd"}, [("CARD", "ALERT", "persons.1")]),
        ({"residenceCardNumber": "ａｂ12345678cd"}, []),
    ],
)
async def test_each_person_is_checked(
    clerk: Official, said: Json, expected: list[tuple[str, str, str]]
) -> None:
    case = await opened(clerk, "MOVE_IN")
    await record(clerk, case, **said)

    assert await found(clerk, case) == expected


async def test_v17_a_fifth_generation_is_refused_with_what_to_do(
    running: Server, clerk: Official
) -> None:
    case = await opened(clerk, "MOVE_IN")
    before = await running.fingerprint(but=AUDIT)

    four = await record(clerk, case, relationshipCodes=["20"] * 4)
    after = await running.fingerprint(but=AUDIT)
    five = await record(clerk, case, relationshipCodes=["20"] * 5)

    assert four["__typename"] == "Case"
    assert (five["__typename"], "縁故者" in five["message"]) == ("InvalidInput", True)
    assert before != after == await running.fingerprint(but=AUDIT)


@pytest.mark.parametrize(
    ("furigana", "hint"),
    [
        ("わかたけ　しん", "ひらがなは全角カタカナに直してください。"),
        ("ﾜｶﾀｹ　ｼﾝ", "半角カタカナは全角に直してください。"),
        ("ワカタケ シン", "氏名の区切りは全角空白にしてください。"),
        ("WAKATAKE", "全角カタカナではありません。"),
    ],
)
async def test_v18_furigana_other_than_katakana_is_refused_with_a_hint(
    clerk: Official, furigana: str, hint: str
) -> None:
    case = await opened(clerk, "MOVE_IN")

    refused = await record(clerk, case, furigana=furigana)

    assert refused["path"] == ["input", "person", "furigana"]
    assert refused["message"].endswith(hint)
    assert furigana not in refused["message"]


async def test_v18_whether_the_furigana_is_confirmed_is_taken_over_and_shown(
    running: Server, clerk: Official
) -> None:
    resident = await running.resident("certificate")
    case = await opened(clerk, "MOVE_OUT", previousAddress=None)
    await record(clerk, case, resident=resident)
    taken_over = (await shown(clerk, case))["persons"][0]
    await clerk.change(
        "record_person",
        caseId=case["id"],
        role="MOVER",
        personId=taken_over["id"],
        expectedVersion=1,
        person={"furigana": "アオバ　タロオ"},
    )
    await record(clerk, case, name="若竹　元")

    changed, without = (await shown(clerk, case))["persons"]

    assert taken_over["furiganaStatus"] == resident["furigana_status"]
    assert (changed["furigana"], changed["furiganaStatus"]) == ("アオバ　タロオ", "UNCONFIRMED")
    assert without["furiganaStatus"] == "NONE"


async def test_a_newborn_was_born_on_the_day_of_the_birth(clerk: Official) -> None:
    case = await opened(clerk, "BIRTH")
    await record(clerk, case, role="NEWBORN", birthDate="2026-11-19", relationshipCodes=["20"])
    other_day = await found(clerk, case)
    await say(clerk, case, changedOn="2026-11-19")

    assert other_day == [("NEWBORN", "ERROR", "persons.1")]
    assert await found(clerk, case) == []


# Forms of numbers


@pytest.mark.parametrize(
    ("postal_code", "stored"),
    [("417-0051", "4170051"), ("〒４１７－００５１", "4170051"), ("4170051", "4170051")],
)
async def test_a_postal_code_is_seven_digits_however_it_is_typed(
    clerk: Official, postal_code: str, stored: str
) -> None:
    address = {"text": "霞城市東町一丁目１番１号", "postalCode": postal_code}

    case = await opened(clerk, "MOVE_IN", newAddress=address)

    assert (await shown(clerk, case))["newAddress"]["postalCode"] == stored


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ({"postalCode": "417005"}, "postalCode"),
        ({"postalCode": "417-00512"}, "postalCode"),
        ({"postalCode": "四一七〇〇五一"}, "postalCode"),
        ({"municipalityCode": "222102"}, "municipalityCode"),
        ({"municipalityCode": "22210"}, "municipalityCode"),
    ],
)
async def test_v24_a_wrong_postal_or_municipality_code_is_refused(
    running: Server, clerk: Official, address: Json, place: str
) -> None:
    case = await opened(clerk, "MOVE_IN")
    before = await running.fingerprint(but=AUDIT)

    refused = await say(clerk, case, previousAddress={"text": "富士市永田町", **address})

    assert refused["__typename"] == "InvalidInput"
    assert refused["path"] == ["input", "details", "previousAddress", place]
    assert await running.fingerprint(but=AUDIT) == before


async def test_v24_a_municipality_code_with_its_check_digit_is_kept(clerk: Official) -> None:
    address = {"text": "富士市永田町", "municipalityCode": "222101"}

    case = await opened(clerk, "MOVE_OUT", newAddress=address)

    assert (await shown(clerk, case))["newAddress"]["municipalityCode"] == "222101"


# V14, V22, V23 on forms


async def filled(official: Official, case: Json, form: str) -> Json:
    made: Json = await official.change("fill_form", caseId=case["id"], formCode=form)
    assert made["__typename"] == "Application", made
    return made


APPLICATION = """query ($id: ID!) { case(id: $id) { ... on Case {
  applications { values printAlerts { code path message } } } } }"""


async def values_of(official: Official, case: Json) -> Json:
    (application,) = (await official.ask(APPLICATION, id=case["id"])).field["applications"]
    values: Json = application["values"]
    return values


async def test_v14_the_printed_address_says_that_it_was_never_notified(clerk: Official) -> None:
    case = await opened(
        clerk, "MOVE_IN", isUnregisteredBefore=True, lastRegisteredAddress="海星県海星市東一丁目"
    )
    await record(clerk, case)
    await filled(clerk, case, "resident_change")

    values = await values_of(clerk, case)

    assert values["previous_address"]["text"] == "海星県海星市中央一丁目１番（未届）"


async def test_the_address_of_a_notifier_who_moves_in_is_the_new_one(clerk: Official) -> None:
    case = await opened(clerk, "MOVE_IN")
    await record(clerk, case)
    person_id = (await shown(clerk, case))["persons"][0]["id"]
    await clerk.change(
        "record_answers",
        caseId=case["id"],
        expectedVersion=1,
        notifier={"relation": "SELF", "personId": person_id},
    )
    await filled(clerk, case, "resident_change")

    values = await values_of(clerk, case)

    assert values["notifier"]["name"] == "若竹　伸"
    assert values["notifier"]["address"] == "霞城市東町一丁目１番１号"


async def test_v22_what_an_open_case_says_reaches_no_other_case(
    running: Server, clerk: Official, visit: Visit
) -> None:
    resident = await running.resident("certificate")
    new_name, new_address = "青葉　太朗", "霞城市西町九丁目９番９号"
    case = await opened(
        clerk, "CHANGE_OF_ADDRESS", previousAddress=None, newAddress={"text": new_address}
    )
    await record(clerk, case, resident=resident, name=new_name)
    await filled(clerk, case, "resident_change")
    own = await values_of(clerk, case)

    await visit.fill()
    other = await values_of(clerk, {"id": visit.case_id})

    assert (own["persons"][0]["name"], own["new_address"]["text"]) == (new_name, new_address)
    assert other["persons"][0]["name"] == resident["full_name"]
    assert other["certificate"]["subject_address"] == resident["address_text"]
    assert new_name not in str(other)
    assert new_address not in str(other)
    assert await running.resident("certificate") == resident


async def test_v23_what_printing_would_refuse_is_told_when_the_form_is_filled(
    clerk: Official,
) -> None:
    case = await opened(clerk, "MOVE_IN")
    await record(clerk, case)
    await filled(clerk, case, "resident_change")
    (fine,) = (await clerk.ask(APPLICATION, id=case["id"])).field["applications"]
    person = (await shown(clerk, case))["persons"][0]
    await clerk.change(
        "record_person",
        caseId=case["id"],
        role="MOVER",
        personId=person["id"],
        expectedVersion=1,
        person={"name": "若竹　\U0001f600"},
    )
    await clerk.change(
        "fill_form", caseId=case["id"], formCode="resident_change", expectedVersion=1
    )

    (told,) = (await clerk.ask(APPLICATION, id=case["id"])).field["applications"]

    assert fine["printAlerts"] == []
    assert {alert["code"] for alert in told["printAlerts"]} == {"V23"}
    assert re.search(r"persons\[0\]\.name", str(told["printAlerts"]))
