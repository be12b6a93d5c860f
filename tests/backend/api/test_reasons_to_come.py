"""Reasons to come beside the moves (結婚・離婚・在留資格取得 …), through the users' door."""

from typing import Any

import pytest

from backend.reading.global_ids import encode_id
from tests.server import Json, Official, Server, fresh_key

NOTIFIER: Json = {
    "name": "若竹　伸",
    "furigana": "ワカタケ　シン",
    "relation": "SELF",
    "phone": "090-0000-0000",
    "birthOn": "1980-03-05",
}
HUSBAND: Json = {
    "name": "若竹　伸",
    "furigana": "ワカタケ　シン",
    "birthDate": "昭和55年3月5日",
    "sex": "MALE",
    "isJapanese": True,
}
WIFE: Json = {
    "name": "水野　渚",
    "furigana": "ミズノ　ナギサ",
    "birthDate": "昭和60年4月1日",
    "sex": "FEMALE",
    "isJapanese": True,
}
CHILD: Json = {
    "name": "水野　光",
    "furigana": "ミズノ　ヒカリ",
    "birthDate": "令和2年5月5日",
    "sex": "FEMALE",
    "isJapanese": True,
}
PROCEDURES = """query ($id: ID!) { case(id: $id) { ... on Case { answersVersion movement
  persons { id name role }
  openQuestions { code notInPresence persons { id } }
  procedures { code decision forWhom reasons isNeverPrinted deemedBy formCodes }
  findings { code } } } }"""


async def open_for(official: Official, reason: str, **details: Any) -> str:
    """Open a case for a reason; gives its id."""
    made = await official.change(
        "open_case",
        reason=reason,
        counter="市民課１番窓口",
        notifier=NOTIFIER,
        idempotencyKey=fresh_key(),
        details={"changedOn": "2026-11-20", **details},
    )
    assert made["__typename"] == "Case", made
    case_id: str = made["id"]
    return case_id


async def record(official: Official, case_id: str, role: str, person: Json) -> None:
    """Record a person who isn't in the register."""
    made = await official.change(
        "record_person", caseId=case_id, role=role, person=person, idempotencyKey=fresh_key()
    )
    assert made["__typename"] == "Case", made


async def look(official: Official, case_id: str) -> Json:
    """What the case needs now."""
    case: Json = (await official.ask(PROCEDURES, id=case_id)).field
    return case


async def answer_all(official: Official, case_id: str, yes: dict[str, set[str]]) -> Json:
    """Answer each open question with yes for those named, else with no, until none is left."""
    case = await look(official, case_id)
    names = {person["id"]: person["name"] for person in case["persons"]}
    while case["openQuestions"]:
        answers = [
            {"question": question["code"], "yes": said(yes, question["code"], None)}
            if not question["persons"]
            else {
                "question": question["code"],
                "personId": person["id"],
                "yes": said(yes, question["code"], names[person["id"]]),
            }
            for question in case["openQuestions"]
            for person in question["persons"] or [None]
        ]
        made = await official.change(
            "record_answers",
            caseId=case_id,
            expectedVersion=case["answersVersion"],
            idempotencyKey=fresh_key(),
            answers=[asked for asked in answers if asked["question"] not in CHOICES]
            + [
                {**{k: v for k, v in asked.items() if k != "yes"}, "cannotSay": True}
                for asked in answers
                if asked["question"] in CHOICES
            ],
        )
        assert made["__typename"] == "Case", made
        case = await look(official, case_id)
    return case


CHOICES = {"pension", "childcare", "kinship"}


def said(yes: dict[str, set[str]], question: str, name: str | None) -> bool:
    """Whether somebody said yes; of the case as a whole under an empty name."""
    return (name or "") in yes.get(question, set())


def needed(case: Json) -> dict[str, list[str]]:
    """What is needed, and for whom."""
    return {
        entry["code"]: entry["forWhom"]
        for entry in case["procedures"]
        if entry["decision"] == "NEEDED"
    }


async def test_a_divorce_with_the_name_kept_is_asked_and_answered_to_the_end(
    clerk: Official,
) -> None:
    case_id = await open_for(clerk, "DIVORCE")
    await record(clerk, case_id, "SPOUSE", HUSBAND)
    await record(clerk, case_id, "SPOUSE", WIFE)
    await record(clerk, case_id, "CHILD", CHILD)

    first = await look(clerk, case_id)
    case = await answer_all(
        clerk,
        case_id,
        {
            "keeps_marriage_surname": {WIFE["name"]},
            "rears_child": {WIFE["name"]},
            "other_health_insurance": {HUSBAND["name"]},
            "joins_national_pension": {WIFE["name"]},
            "single_parent": {""},
        },
    )

    hushed = {question["code"] for question in first["openQuestions"] if question["notInPresence"]}
    assert {"rears_child", "single_parent", "divorce_by_court", "protection"} <= hushed
    assert case["movement"] is None
    assert needed(case) == {
        "KS02": [HUSBAND["name"], WIFE["name"]],
        "KS03": [WIFE["name"]],
        "KH01": [WIFE["name"], CHILD["name"]],
        "NK01": [WIFE["name"]],
        "KD01": [WIFE["name"]],
        "KD06": [],
        "KD11": [],
        "KD20": [],
    }
    keeps = next(entry for entry in case["procedures"] if entry["code"] == "KS03")
    assert keeps["reasons"] == [
        f"{WIFE['name']}さんは日本国籍",
        f"{WIFE['name']}さんは氏は変わらない",
        f"{WIFE['name']}さんは離婚後も婚姻中の氏を名乗る",
    ]


async def test_a_protected_spouse_closes_the_case_to_those_without_the_permission(
    running: Server, clerk: Official, protector: Official
) -> None:
    stating = "離婚の届出の受付"
    resident = await running.database.fetchrow(
        "SELECT id, full_name FROM resident WHERE city_id = 1 AND is_restricted"
        " AND register_status = 'RESIDENT' ORDER BY number LIMIT 1"
    )
    own, others = await open_for(clerk, "DIVORCE"), await open_for(protector, "DIVORCE")
    asked = {"role": "SPOUSE", "residentId": str(encode_id("Resident", resident["id"]))}

    refused = await clerk.change("record_person", caseId=own, idempotencyKey=fresh_key(), **asked)
    recorded = await protector.change(
        "record_person", stating=stating, caseId=others, idempotencyKey=fresh_key(), **asked
    )

    assert (refused["code"], recorded["__typename"]) == ("NOT_PERMITTED", "Case")
    case = (await protector.ask(PROCEDURES, stating=stating, id=others)).field
    measures = [entry for entry in case["procedures"] if entry["code"] == "JK19"]
    assert [(entry["forWhom"], entry["isNeverPrinted"]) for entry in measures] == [
        ([resident["full_name"]], True)
    ]
    hidden = await clerk.ask("query ($id: ID!) { case(id: $id) { __typename } }", id=others)
    assert hidden.field == {"__typename": "RestrictedCase"}


async def test_a_new_status_of_residence_is_no_move_but_an_acquisition(clerk: Official) -> None:
    case_id = await open_for(
        clerk,
        "ARTICLE_30_47",
        newAddress={"text": "霞城市東町一丁目２番３号", "headName": "ワカタケ　リン"},
    )
    await record(
        clerk,
        case_id,
        "MOVER",
        {
            "name": "LIN MEI",
            "furigana": "リン　メイ",
            "birthDate": "1990-01-01",
            "sex": "FEMALE",
            "isJapanese": False,
            "nationality": "ベトナム",
            "statusOfResidence": "永住者",
            "relationshipCodes": ["02"],
        },
    )

    case = await answer_all(clerk, case_id, {})
    filled = await clerk.change(
        "fill_form", caseId=case_id, formCode="resident_change", idempotencyKey=fresh_key()
    )

    assert case["movement"] == "ARTICLE_30_47"
    assert {"JK08", "JK09", "KH01"} <= set(needed(case))
    assert {"JK01", "JK07", "SK04"} & set(needed(case)) == set()
    assert [finding["code"] for finding in case["findings"]] == ["IDENTITY"]
    assert filled["values"]["change"]["kind"] == "ARTICLE_30_47"
    assert filled["values"]["persons"][0]["annotations"] == {"health_insurance": "ACQUIRED"}
    deemed = next(entry for entry in case["procedures"] if entry["code"] == "KH01")
    assert deemed["deemedBy"] == "resident_change"


async def test_a_wedding_that_ends_the_insurance_fills_the_form_of_the_loss(
    clerk: Official,
) -> None:
    case_id = await open_for(clerk, "MARRIAGE")
    await record(clerk, case_id, "SPOUSE", HUSBAND)
    await record(clerk, case_id, "SPOUSE", WIFE)

    case = await answer_all(
        clerk,
        case_id,
        {
            "surname_changes": {WIFE["name"]},
            "health_insurance": {WIFE["name"]},
            "other_health_insurance": {WIFE["name"]},
        },
    )
    filled = await clerk.change(
        "fill_form", caseId=case_id, formCode="health_insurance", idempotencyKey=fresh_key()
    )

    assert needed(case) == {"KS01": [HUSBAND["name"], WIFE["name"]], "KH02": [WIFE["name"]]}
    insurance = filled["values"]["insurance"]
    assert (insurance["kind"], insurance["reason"]) == ("LOSS", "JOINED_EMPLOYER")
    assert [person["name"] for person in insurance["persons"]] == [WIFE["name"]]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ("pin", {"JK21"}),
        ("lost", {"JK22"}),
        ("application", {"JK13"}),
    ],
)
async def test_a_matter_of_the_card_leads_to_one_procedure(
    clerk: Official, answers: str, codes: set[str]
) -> None:
    case_id = await open_for(clerk, "MY_NUMBER_CARD")
    await record(clerk, case_id, "APPLICANT", HUSBAND)
    case = await look(clerk, case_id)

    made = await clerk.change(
        "record_answers",
        caseId=case_id,
        expectedVersion=case["answersVersion"],
        idempotencyKey=fresh_key(),
        answers=[
            {"question": "card_matter", "personId": case["persons"][0]["id"], "choice": answers},
            {"question": "wants_certificate", "yes": False},
        ],
    )

    assert made["__typename"] == "Case", made
    assert set(needed(await look(clerk, case_id))) == codes


async def test_within_the_same_union_the_late_stage_insurance_only_changes(
    clerk: Official,
) -> None:
    case_id = await open_for(
        clerk,
        "MOVE_IN",
        hasMovingOutCertificate=True,
        newAddress={"text": "霞城市東町一丁目２番３号", "headName": "若竹　伸"},
        previousAddress={"text": "隣町中央一丁目１番", "headName": "若竹　伸"},
    )
    old = {**HUSBAND, "birthDate": "昭和15年3月5日", "relationshipCodes": ["02"]}
    await record(clerk, case_id, "MOVER", old)

    await answer_all(clerk, case_id, {"same_wide_area_union": {HUSBAND["name"]}})
    filled = await clerk.change(
        "fill_form", caseId=case_id, formCode="resident_change", idempotencyKey=fresh_key()
    )

    assert filled["values"]["persons"][0]["annotations"] == {
        "late_stage_medical": "CHANGED",
        "care": "ACQUIRED",
    }
