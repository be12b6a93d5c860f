"""Bad input gets a typed refusal that names the place, in Japanese, and nothing is changed."""

import asyncio
import json
import re
from typing import Any
from uuid import uuid4

import pytest

from backend.reading.global_ids import encode_id
from tests.server import (
    CERTIFICATE_CASE,
    CONFIRMED,
    Answer,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    uuid_of,
)

AUDIT = ("audit_event", "audit_subject")
JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
NUL, RIGHT_TO_LEFT, ZERO_WIDTH, LONE_SELECTOR = (
    "山\u0000田",
    "\u202e山田",
    "山\u200b田",
    "\U000e0100",
)
NOBODY: dict[str, str] = {
    kind: str(encode_id(kind, uuid4())) for kind in ("Case", "Resident", "CasePerson", "PrintRun")
}
LISTING = "query ($a: String) { residentListing(address: $a, first: 5) { nodes { __typename } } }"
PROCEDURES = "query ($r: String) { procedures(reason: $r, first: 5) { nodes { code } } }"


def person(**changed: Any) -> Json:
    """Input for somebody who is not in the register."""
    return {"person": {"name": "若竹　伸", "birthDate": "昭和55年3月5日", **changed}}


def details(**changed: Any) -> Json:
    """Input for a case with these details."""
    return {**CERTIFICATE_CASE, "details": changed}


def certificate(**changed: Any) -> Json:
    """Input for a case that asks for a certificate."""
    return details(certificate={**CERTIFICATE_CASE["details"]["certificate"], **changed})


def notifier(**changed: Any) -> Json:
    """Input for a case with a notifier."""
    return {**CERTIFICATE_CASE, "notifier": {**CERTIFICATE_CASE["notifier"], **changed}}


def shown(**changed: Any) -> Json:
    """Input for an identity check by a passport."""
    passport = {"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}
    return {"documents": [{**passport, **changed}]}


TWELVE_DIGITS = "１２３４-5678 9018"
INPUT = "INVALID_INPUT"
# Name of the document, what is sent, the refusal's code and place.
REFUSED: list[tuple[str, Json, str, str]] = [
    # texts
    ("record_person", person(name="あ" * 10_000), INPUT, "input.person.name"),
    ("record_person", person(name=NUL), INPUT, "input.person.name"),
    ("record_person", person(name="山\u0007田"), INPUT, "input.person.name"),
    ("record_person", person(name=RIGHT_TO_LEFT), INPUT, "input.person.name"),
    ("record_person", person(name=ZERO_WIDTH), INPUT, "input.person.name"),
    ("record_person", person(name=LONE_SELECTOR), INPUT, "input.person.name"),
    ("record_person", person(name="山\ufffe田"), INPUT, "input.person.name"),
    ("record_person", person(name="　 "), INPUT, "input.person.name"),
    ("record_person", person(furigana="わかたけ"), INPUT, "input.person.furigana"),
    (
        "record_person",
        person(registeredDomicile="あ" * 201),
        INPUT,
        "input.person.registeredDomicile",
    ),
    ("record_person", person(commonName=RIGHT_TO_LEFT), INPUT, "input.person.commonName"),
    ("record_person", person(relationshipCodes=["zz"]), INPUT, "input.person.relationshipCodes"),
    (
        "record_person",
        person(relationshipCodes=["02"] * 5),
        INPUT,
        "input.person.relationshipCodes",
    ),
    ("open_case", {**CERTIFICATE_CASE, "reason": "NO_SUCH"}, INPUT, "input.reason"),
    ("open_case", {**CERTIFICATE_CASE, "reason": NUL}, INPUT, "input.reason"),
    ("open_case", {**CERTIFICATE_CASE, "counter": ""}, INPUT, "input.counter"),
    ("open_case", {**CERTIFICATE_CASE, "counter": "あ" * 51}, INPUT, "input.counter"),
    ("open_case", notifier(name="あ" * 10_000), INPUT, "input.notifier.name"),
    ("open_case", notifier(phone=NUL), INPUT, "input.notifier.phone"),
    ("open_case", notifier(address="あ" * 301), INPUT, "input.notifier.address"),
    ("open_case", certificate(kind="NO_SUCH"), INPUT, "input.details.certificate.kind"),
    ("open_case", certificate(copies=0), INPUT, "input.details.certificate.copies"),
    ("open_case", certificate(copies=100), INPUT, "input.details.certificate.copies"),
    ("open_case", details(movement="MOVE_OUT"), INPUT, "input.details.movement"),
    (
        "open_case",
        details(newAddress={"text": "あ" * 301}),
        INPUT,
        "input.details.newAddress.text",
    ),
    (
        "open_case",
        details(newAddress={"text": "東町", "headName": RIGHT_TO_LEFT}),
        INPUT,
        "input.details.newAddress.headName",
    ),
    # dates of the register
    ("record_person", person(birthDate="昭和64年1月8日"), INPUT, "input.person.birthDate"),
    ("record_person", person(birthDate="昭和55年13月5日"), INPUT, "input.person.birthDate"),
    ("record_person", person(birthDate="99999999"), INPUT, "input.person.birthDate"),
    ("record_person", person(birthDate="昨日"), INPUT, "input.person.birthDate"),
    ("record_person", {"person": {"name": "若竹　伸"}}, INPUT, "input.person.birthDate"),
    # ids
    ("record_person", {"residentId": NOBODY["Resident"]}, "NOT_FOUND", "input.residentId"),
    ("record_person", {"residentId": "nonsense"}, "NOT_FOUND", "input.residentId"),
    ("record_person", {"residentId": NOBODY["Case"]}, "NOT_FOUND", "input.residentId"),
    (
        "record_person",
        {"personId": NOBODY["CasePerson"], "expectedVersion": 1},
        "NOT_FOUND",
        "input.personId",
    ),
    ("record_person", {"personId": "nonsense", "expectedVersion": 1}, INPUT, "input.personId"),
    ("record_person", {"personId": NOBODY["CasePerson"]}, INPUT, "input.expectedVersion"),
    ("record_person", {"isRemoved": True}, INPUT, "input.personId"),
    ("record_person", {"caseId": NOBODY["Case"]}, "NOT_FOUND", "input.caseId"),
    ("record_answers", {"caseId": NOBODY["Case"]}, "NOT_FOUND", "input.caseId"),
    ("choose_procedures", {"caseId": "nonsense"}, "NOT_FOUND", "input.caseId"),
    ("fill_form", {"caseId": NOBODY["Resident"]}, "NOT_FOUND", "input.caseId"),
    ("print_documents", {"caseId": NOBODY["Case"]}, "NOT_FOUND", "input.caseId"),
    ("print_again", {"printRunId": NOBODY["PrintRun"]}, "NOT_FOUND", "input.printRunId"),
    ("print_again", {"printRunId": "nonsense"}, "NOT_FOUND", "input.printRunId"),
    ("complete_case", {"caseId": NOBODY["Case"]}, "NOT_FOUND", "input.caseId"),
    ("withdraw_case", {"caseId": NOBODY["Case"]}, "NOT_FOUND", "input.caseId"),
    # stale versions
    ("record_answers", {"expectedVersion": 0}, "VERSION_CONFLICT", "input.expectedVersion"),
    ("record_answers", {"expectedVersion": 2}, "VERSION_CONFLICT", "input.expectedVersion"),
    ("choose_procedures", {"expectedVersion": 0}, "VERSION_CONFLICT", "input.expectedVersion"),
    ("fill_form", {"expectedVersion": 7}, "VERSION_CONFLICT", "input.expectedVersion"),
    ("complete_case", {"expectedVersion": 2}, "VERSION_CONFLICT", "input.expectedVersion"),
    ("withdraw_case", {"expectedVersion": -1}, "VERSION_CONFLICT", "input.expectedVersion"),
    # keys
    ("open_case", {**CERTIFICATE_CASE, "idempotencyKey": "short"}, INPUT, "input.idempotencyKey"),
    ("open_case", {**CERTIFICATE_CASE, "idempotencyKey": "あ" * 20}, INPUT, "input.idempotencyKey"),
    ("open_case", {**CERTIFICATE_CASE, "idempotencyKey": "x" * 101}, INPUT, "input.idempotencyKey"),
    # answers, procedures, forms
    (
        "record_answers",
        {"answers": [{"question": "no_such", "yes": True}]},
        INPUT,
        "input.answers.0.no_such",
    ),
    ("record_answers", {"answers": [{"question": "dog"}]}, INPUT, "input.answers.0"),
    (
        "record_answers",
        {"answers": [{"question": "dog", "yes": True, "number": 1}]},
        INPUT,
        "input.answers.0",
    ),
    (
        "record_answers",
        {"answers": [{"question": "dog", "number": 3}]},
        INPUT,
        "input.answers.0.dog",
    ),
    (
        "choose_procedures",
        {"add": [{"code": "NO_SUCH", "because": "申出"}]},
        INPUT,
        "input.add.0.code",
    ),
    (
        "choose_procedures",
        {"drop": [{"code": "JK20", "because": " "}]},
        INPUT,
        "input.drop.0.because",
    ),
    ("choose_procedures", {"restore": ["NO_SUCH"]}, INPUT, "input.restore.0"),
    ("fill_form", {"formCode": "no_such"}, "NOT_FOUND", "input.formCode"),
    ("fill_form", {"formCode": NUL}, INPUT, "input.formCode"),
    ("fill_form", {"values": [{"key": "no.such", "value": "1"}]}, INPUT, "input.values.0.key"),
    (
        "fill_form",
        {"values": [{"key": "certificate.purpose", "value": "あ" * 2001}]},
        INPUT,
        "input.values.0.value",
    ),
    (
        "fill_form",
        {"values": [{"key": "certificate.copies", "value": "三"}]},
        INPUT,
        "input.values.0.value",
    ),
    # identity checks and proofs
    ("record_identity_check", {"documents": []}, INPUT, "input.documents"),
    ("record_identity_check", {"documents": shown()["documents"] * 6}, INPUT, "input.documents"),
    ("record_identity_check", shown(code="NO_SUCH"), INPUT, "input.documents.0.code"),
    ("record_identity_check", shown(how="ASKED"), INPUT, "input.documents.0.how"),
    ("record_identity_check", shown(number=TWELVE_DIGITS), INPUT, "input.documents.0.number"),
    ("record_identity_check", shown(number=NUL), INPUT, "input.documents.0.number"),
    ("record_identity_check", shown(number="1" * 51), INPUT, "input.documents.0.number"),
    (
        "record_identity_check",
        shown(code="MY_NUMBER_CARD", number="AB12"),
        INPUT,
        "input.documents.0.number",
    ),
    (
        "record_identity_check",
        shown(placeOfIssue=TWELVE_DIGITS),
        INPUT,
        "input.documents.0.placeOfIssue",
    ),
    (
        "record_identity_check",
        shown(placeOfIssue=RIGHT_TO_LEFT),
        INPUT,
        "input.documents.0.placeOfIssue",
    ),
    (
        "record_identity_check",
        shown(validUntil="2026-11-23"),
        INPUT,
        "input.documents.0.validUntil",
    ),
    ("record_identity_check", shown(validUntil=None), INPUT, "input.documents.0.validUntil"),
    ("record_identity_check", {**shown(), "doubt": TWELVE_DIGITS}, INPUT, "input.doubt"),
    (
        "record_identity_check",
        {**shown(), "expectedVersion": None},
        INPUT,
        "input.expectedVersion",
    ),
    (
        "record_identity_check",
        {**shown(), "personId": NOBODY["CasePerson"]},
        "NOT_FOUND",
        "input.personId",
    ),
    (
        "record_identity_check",
        {"withdraws": NOBODY["Case"], "withdrawalReason": "誤り"},
        "NOT_FOUND",
        "input.withdraws",
    ),
    ("record_proof", {"code": "LEGAL_REPRESENTATION"}, INPUT, "input.code"),
    ("record_proof", {"document": "口頭"}, INPUT, "input.document"),
    ("record_proof", {}, INPUT, "input.document"),
    ("record_proof", {"state": "WAIVED"}, INPUT, "input.note"),
    ("record_proof", {"state": "WAIVED", "note": TWELVE_DIGITS}, INPUT, "input.note"),
    (
        "record_answers",
        {"notifier": {"relation": "SELF"}},
        INPUT,
        "input.notifier.name",
    ),
    (
        "record_answers",
        {"notifier": {"relation": "SELF", "personId": NOBODY["CasePerson"]}},
        "NOT_FOUND",
        "input.notifier.personId",
    ),
    (
        "record_answers",
        {"notifier": {"relation": "SELF", "residentId": "nonsense"}},
        "NOT_FOUND",
        "input.notifier.residentId",
    ),
    ("print_documents", {"formCodes": ["certificate_application"]}, INPUT, "input.formCodes.0"),
    ("print_documents", {"formCodes": [], "withGuide": False}, INPUT, "input.formCodes"),
    ("print_documents", {"confirmedAlerts": [NUL]}, INPUT, "input.confirmedAlerts.0"),
    ("withdraw_case", {"reason": " "}, INPUT, "input.reason"),
    ("withdraw_case", {"reason": "あ" * 201}, INPUT, "input.reason"),
]
NEEDED: dict[str, Json] = {
    "record_person": {"role": "MOVER"},
    "record_answers": {"expectedVersion": 1},
    "choose_procedures": {"expectedVersion": 1},
    "fill_form": {"formCode": "certificate_application"},
    "record_identity_check": {"expectedVersion": 1},
    "record_proof": {"code": "POWER_OF_ATTORNEY", "state": "SHOWN", "expectedVersion": 0},
    "print_documents": {"confirmedAlerts": CONFIRMED},
    "complete_case": {"expectedVersion": 1},
    "withdraw_case": {"expectedVersion": 1, "reason": "取下げ"},
}


@pytest.mark.parametrize(
    ("name", "given", "code", "place"),
    [pytest.param(*row, id=f"{n}-{row[0]}-{row[3]}") for n, row in enumerate(REFUSED)],
)
async def test_a_refused_change_names_its_place_and_changes_nothing(
    running: Server, visit: Visit, name: str, given: Json, code: str, place: str
) -> None:
    before = await running.fingerprint(but=AUDIT)
    own = {"caseId": visit.case_id, **NEEDED[name]} if name in NEEDED else {}

    answer = await visit.official.run(name, input={"idempotencyKey": fresh_key(), **own, **given})

    refused = answer.field
    assert (refused["code"], ".".join(refused["path"])) == (code, place)
    assert JAPANESE.search(refused["message"])
    assert await running.fingerprint(but=AUDIT) == before
    (event,) = await running.events(answer.request_id)
    assert event["outcome"] == "REFUSED"


QUERIES: list[tuple[str, str, Json, str, str]] = [
    ("1001", documented("residents"), {"search": "あ" * 10_000, "first": 5}, INPUT, "search"),
    ("1001", documented("residents"), {"search": NUL, "first": 5}, INPUT, "search"),
    ("1001", documented("residents"), {"search": RIGHT_TO_LEFT, "first": 5}, INPUT, "search"),
    ("1001", documented("residents"), {"search": "　", "first": 5}, INPUT, "search"),
    ("1001", documented("cases"), {"filter": {"number": NUL}, "first": 5}, INPUT, "filter.number"),
    (
        "1001",
        documented("cases"),
        {"filter": {"counter": NUL}, "first": 5},
        INPUT,
        "filter.counter",
    ),
    ("1001", PROCEDURES, {"r": NUL}, INPUT, "reason"),
    ("1002", LISTING, {"a": NUL}, INPUT, "address"),
    ("1002", LISTING, {"a": "東"}, INPUT, "address"),
    ("1002", LISTING, {}, INPUT, "address"),
    (
        "9002",
        documented("audit_events"),
        {"first": 5, "filter": {"staffId": "nonsense"}},
        INPUT,
        "filter.staffId",
    ),
    (
        "9002",
        documented("audit_events"),
        {"first": 5, "filter": {"subject": "nonsense"}},
        INPUT,
        "filter.subject",
    ),
    (
        "9002",
        documented("audit_events"),
        {"first": 5, "filter": {"terminal": NUL}},
        INPUT,
        "filter.terminal",
    ),
    (
        "9002",
        documented("audit_events"),
        {"first": 5, "filter": {"fromTime": "2026-11-24T00:00:00"}},
        INPUT,
        "filter.fromTime",
    ),
]


@pytest.mark.parametrize(
    ("number", "query", "variables", "code", "place"),
    [pytest.param(*row, id=f"{n}-{row[4]}") for n, row in enumerate(QUERIES)],
)
async def test_a_refused_query_is_null_and_names_its_place(
    running: Server, number: str, query: str, variables: Json, code: str, place: str
) -> None:
    official = await running.official(number)
    before = await running.fingerprint(but=AUDIT)

    answer = await official.ask(query, **variables)

    (error,) = answer.body["errors"]
    assert (error["extensions"]["code"], ".".join(error["extensions"]["place"])) == (code, place)
    assert JAPANESE.search(error["message"])
    assert list(answer.body["data"].values()) == [None]
    assert await running.fingerprint(but=AUDIT) == before
    (event,) = await running.events(answer.request_id)
    assert (event["outcome"], event["refusal_code"]) == ("REFUSED", code)


@pytest.mark.parametrize("first", [0, 101, -1])
async def test_a_page_has_one_to_a_hundred_rows(clerk: Official, first: int) -> None:
    answer = await clerk.run("cases", first=first)

    assert answer.codes == ["BAD_PAGE"]
    assert answer.body["data"] == {"cases": None}


@pytest.mark.parametrize(
    ("given", "place"),
    [
        (details(changedOn="2026-02-30"), ".details.changedOn"),
        (details(plannedMoveOutOn="令和8年"), ".details.plannedMoveOutOn"),
        (notifier(birthOn="1980-13-01"), ".notifier.birthOn"),
        (notifier(relation="FRIEND"), ".notifier.relation"),
        (certificate(copies=2**40), ".details.certificate.copies"),
        ({**CERTIFICATE_CASE, "unknown": 1}, "unknown"),
    ],
)
async def test_what_the_schema_does_not_allow_is_not_executed(
    running: Server, clerk: Official, given: Json, place: str
) -> None:
    before = await running.fingerprint()

    answer = await clerk.run("open_case", input={"idempotencyKey": fresh_key(), **given})

    assert (answer.status, answer.codes) == (400, ["BAD_VARIABLES"])
    assert place in answer.body["errors"][0]["message"]
    assert "data" not in answer.body
    assert await running.fingerprint() == before


@pytest.mark.parametrize("surrogate", ["\\ud83d", "\\ude00", "山\\ud83d田", "\\ude00\\ud83d"])
async def test_an_unpaired_surrogate_is_no_json(
    running: Server, visit: Visit, surrogate: str
) -> None:
    before = await running.fingerprint()
    variables = {
        "input": {
            "caseId": visit.case_id,
            "idempotencyKey": fresh_key(),
            "role": "MOVER",
            **person(name="SURROGATE"),
        }
    }
    body = json.dumps({"query": documented("record_person"), "variables": variables})

    answer = await visit.official.send(body.replace("SURROGATE", surrogate).encode())

    assert (answer.status, answer.codes) == (400, ["BAD_REQUEST"])
    assert await running.fingerprint() == before


async def test_an_unpaired_surrogate_in_a_document_does_not_parse(clerk: Official) -> None:
    answer = await clerk.ask('{ residents(search: "\\ud83d", first: 5) { totalCount } }')

    assert (answer.status, answer.codes) == (400, ["PARSE_FAILED"])


async def test_a_search_with_a_wrong_check_digit_finds_nobody(clerk: Official) -> None:
    # Numbers from before the check digit are in registers: they must be found, so none is refused.
    answer = await clerk.run("residents", search="0000000018", first=5)

    assert (answer.field["totalCount"], answer.field["nodes"]) == (0, [])


@pytest.mark.parametrize(
    "number",
    [
        "621498320257",
        "621498320258",
        "６２１４９８３２０２５７",
        "6214 9832 0257",
        "6214-9832-0257",
        "青葉 621498320257",
    ],
)
async def test_an_individual_number_is_no_search_and_stands_in_no_log(
    running: Server, clerk: Official, number: str
) -> None:
    before = await running.fingerprint(but=AUDIT)

    answer = await clerk.run("residents", search=number, first=5)

    events = await running.events(answer.request_id)
    assert (answer.body["data"], answer.codes) == ({"residents": None}, [INPUT])
    assert "0257" not in str(answer.body)
    assert [(event["outcome"], event["search"]) for event in events] == [("REFUSED", "{}")]
    assert await running.fingerprint(but=AUDIT) == before


@pytest.mark.parametrize(
    ("given", "place"),
    [
        ({"cityCode": NUL}, "input.cityCode"),
        ({"staffNumber": NUL}, "input.staffNumber"),
        ({"terminal": NUL}, "input.terminal"),
        ({"terminal": "あ" * 101}, "input.terminal"),
    ],
)
async def test_nobody_signs_in_with_unstorable_text(
    running: Server, given: Json, place: str
) -> None:
    before = await running.fingerprint()
    right = {"cityCode": "992011", "staffNumber": "1001", "password": "madoguchi-sample"}

    refused = await running.nobody.change("sign_in", **{**right, **given})

    assert (refused["code"], ".".join(refused["path"])) == (INPUT, place)
    assert await running.fingerprint() == before


@pytest.mark.parametrize("reason", ["あ" * 501, NUL, RIGHT_TO_LEFT])
async def test_a_reason_that_cannot_be_kept_is_refused(
    running: Server, clerk: Official, reason: str
) -> None:
    before = await running.fingerprint()

    answer = await clerk.run("cases", stating=reason, first=5)

    assert answer.body["errors"][0]["extensions"] == {
        "code": INPUT,
        "place": ["extensions", "reason"],
    }
    assert await running.fingerprint() == before


async def test_a_subscription_cannot_begin_after_what_has_not_happened(visit: Visit) -> None:
    async with visit.official.socket() as socket:
        heard = await socket.subscribe(documented("case_events"), case=visit.case_id, after=1000)

    assert heard["payload"][0]["extensions"] == {"code": INPUT, "place": ["after"]}


# Keys


async def test_the_same_key_and_input_give_the_same_case_again(
    running: Server, clerk: Official
) -> None:
    key = fresh_key()
    first = await clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE)
    before = await running.fingerprint(but=AUDIT)

    again = await clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE)

    assert again == first
    assert await running.fingerprint(but=AUDIT) == before


async def test_the_same_key_with_another_input_is_refused(running: Server, clerk: Official) -> None:
    key = fresh_key()
    await clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE)
    before = await running.fingerprint(but=AUDIT)

    refused = await clerk.change("open_case", idempotencyKey=key, **notifier(name="別人"))

    assert refused["__typename"] == "IdempotencyKeyReused"
    assert refused["path"] == ["input", "idempotencyKey"]
    assert await running.fingerprint(but=AUDIT) == before


async def test_the_same_key_twice_at_once_makes_one_case(running: Server, clerk: Official) -> None:
    count = "SELECT count(*) FROM counter_case WHERE city_id = 1"
    before = await running.database.fetchval(count)
    key = fresh_key()

    made = await asyncio.gather(
        *(clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE) for _ in range(3))
    )

    assert {one["id"] for one in made} == {made[0]["id"]}
    assert await running.database.fetchval(count) == before + 1


async def test_the_same_key_with_two_inputs_at_once_makes_one_case(
    running: Server, clerk: Official
) -> None:
    count = "SELECT count(*) FROM counter_case WHERE city_id = 1"
    before = await running.database.fetchval(count)
    key = fresh_key()

    made = await asyncio.gather(
        clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE),
        clerk.change("open_case", idempotencyKey=key, **notifier(name="別人")),
    )

    assert sorted(one["__typename"] for one in made) == ["Case", "IdempotencyKeyReused"]
    assert await running.database.fetchval(count) == before + 1


async def test_a_refusal_leaves_its_key_free(clerk: Official) -> None:
    key = fresh_key()
    refused = await clerk.change("open_case", idempotencyKey=key, **certificate(copies=0))

    made = await clerk.change("open_case", idempotencyKey=key, **CERTIFICATE_CASE)

    assert (refused["__typename"], made["__typename"]) == ("InvalidInput", "Case")


# Print or refuse


async def printed(running: Server, given: Json, name: str) -> tuple[Answer, str]:
    """Try to print a case with this input, of a resident who now says this name."""
    official = await running.official("1001")
    resident = await running.resident("certificate")
    case = await official.change("open_case", **given)
    await official.change(
        "record_person",
        caseId=case["id"],
        role="APPLICANT",
        residentId=str(encode_id("Resident", resident["id"])),
        person={"name": name},
    )
    filled = await official.change(
        "fill_form", caseId=case["id"], formCode="certificate_application"
    )
    assert filled["problems"] == []
    answer = await official.run(
        "print_documents",
        input={
            "caseId": case["id"],
            "idempotencyKey": fresh_key(),
            "formCodes": ["certificate_application"],
            "withGuide": False,
            "confirmedAlerts": CONFIRMED,
        },
    )
    return answer, case["id"]


@pytest.mark.parametrize(
    ("name", "code_points"),
    [
        ("若竹　\U00016f00", "U+16F00"),  # a letter of the Miao script
        ("若竹　\U0001f600", "U+1F600"),  # no font of names has it
        ("辺\U000e01ef　伸", "U+8FBA U+E01EF"),  # a sequence that nobody registered
    ],
)
async def test_a_character_that_no_font_has_is_not_printed_and_is_named(
    running: Server, name: str, code_points: str
) -> None:
    answer, case_id = await printed(running, CERTIFICATE_CASE, name)

    refused = answer.field
    assert refused["__typename"] == "Unprintable"
    assert JAPANESE.search(refused["message"])
    found = {problem["codePoints"] for problem in refused["problems"]}
    assert found == {code_points}
    assert await prints_of(running, case_id) == (0, 0)


async def test_a_text_too_long_for_its_box_is_not_printed_and_its_excess_is_told(
    running: Server,
) -> None:
    long = notifier(address="霞城市" + "東町一丁目" * 55)

    answer, case_id = await printed(running, long, "若竹　伸")

    refused = answer.field
    assert refused["__typename"] == "Unprintable"
    (problem,) = refused["problems"]
    assert problem["path"] == "notifier.address"
    assert problem["excessMm"] > 1
    assert f"{problem['excessMm']:.1f}" in problem["message"]
    assert await prints_of(running, case_id) == (0, 0)


async def prints_of(running: Server, case_id: str) -> tuple[int, int]:
    """How many printings and documents a case has."""
    count = "SELECT (SELECT count(*) FROM print_run WHERE case_id = $1),"
    row = await running.database.fetchrow(
        f"{count} (SELECT count(*) FROM document WHERE case_id = $1)", uuid_of(case_id)
    )
    return row[0], row[1]
