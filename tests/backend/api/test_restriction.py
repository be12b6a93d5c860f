"""支援措置: a person under protection is shown to nobody without permission and reason."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from backend.reading.global_ids import encode_id
from tests.backend.api.signing import show
from tests.server import (
    ATTACHED,
    CERTIFICATE_CASE,
    CONFIRMED,
    SCAN,
    Answer,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    uuid_of,
)

REASON = "本人から住民票の写しの請求があったため"
RESIDENT = """query ($id: ID!) { resident(id: $id) { __typename
  ... on RestrictedResident { id }
  ... on Resident { id fullName furigana address household { __typename
    ... on Household { id address members(first: 10) { nodes { __typename
      ... on Resident { id fullName } ... on RestrictedResident { id } } } } } } } }"""
HOUSEHOLD = """query ($id: ID!) { household(id: $id) { __typename
  ... on RestrictedHousehold { id }
  ... on Household { id address members(first: 10) { nodes { __typename
    ... on Resident { id fullName address } ... on RestrictedResident { id } } } } } }"""
LISTING = """query ($address: String!) { residentListing(address: $address, first: 100) { nodes {
  __typename ... on RestrictedResident { id } ... on Resident { id fullName address } } } }"""
NODE = """query ($id: ID!) { node(id: $id) { __typename id
  ... on Resident { fullName address }
  ... on Household { address }
  ... on Case { notifier { name } persons { name } procedures { forWhom reasons } } } }"""
NUMBER = "query ($id: ID!) { individualNumber(residentId: $id) { number } }"
MEASURES = """query ($id: ID!) { resident(id: $id) { ... on Resident {
  disclosureRestrictions { fromOn } } } }"""


@dataclass(frozen=True)
class Protected:
    """The person under 支援措置, and a case of theirs that was printed."""

    row: asyncpg.Record
    visit: Visit
    number: str
    code: str

    @property
    def id(self) -> str:
        return str(encode_id("Resident", self.row["id"]))

    @property
    def household_id(self) -> str:
        return str(encode_id("Household", self.row["household_id"]))

    @property
    def words(self) -> list[str]:
        """What must not leave the server."""
        names = ("full_name", "family_name", "furigana", "family_furigana", "address_text")
        return [self.row[name] for name in (*names, "number", "birth_text")]


@pytest.fixture(scope="session")
async def protected(running: Server, protector: Official) -> Protected:
    row = await running.resident("restricted")
    visit = await Visit.open(protector, str(encode_id("Resident", row["id"])), stating=REASON)
    await visit.fill(stating=REASON)
    await visit.print(stating=REASON)
    await visit.attach(stating=REASON)
    case = (await protector.run("case", stating=REASON, id=visit.case_id)).field
    return Protected(row, visit, case["number"], case["handOverCode"])


@pytest.fixture(params=["without permission", "without a reason", "with a blank reason"])
async def blocked_caller(
    request: pytest.FixtureRequest, running: Server, protector: Official
) -> tuple[Official, str | None]:
    """Who may not see them: a colleague who says why, and those who may but do not say why."""
    if request.param == "without permission":
        return await running.official("1002"), REASON
    return protector, "　 " if request.param == "with a blank reason" else None


# What is tried, what comes back where it is blocked, and which subject is noted as blocked.
READS: dict[str, tuple[str, Any, Any]] = {
    "search by reading": (
        documented("residents"),
        lambda p: {"search": "シライシ ミオ", "first": 10},
        lambda p: nodes([{"__typename": "RestrictedResident", "id": p.id}]),
    ),
    "search by written name": (
        documented("residents"),
        lambda p: {"search": p.row["full_name"], "first": 10},
        lambda p: nodes([{"__typename": "RestrictedResident", "id": p.id}]),
    ),
    "search by number": (
        documented("residents"),
        lambda p: {"search": p.row["number"], "first": 10},
        lambda p: nodes([{"__typename": "RestrictedResident", "id": p.id}]),
    ),
    "node of the resident": (
        NODE,
        lambda p: {"id": p.id},
        lambda p: {"__typename": "RestrictedResident", "id": p.id},
    ),
    "resident": (
        RESIDENT,
        lambda p: {"id": p.id},
        lambda p: {"__typename": "RestrictedResident", "id": p.id},
    ),
    "node of the household": (
        NODE,
        lambda p: {"id": p.household_id},
        lambda p: {"__typename": "RestrictedHousehold", "id": p.household_id},
    ),
    "household": (
        HOUSEHOLD,
        lambda p: {"id": p.household_id},
        lambda p: {"__typename": "RestrictedHousehold", "id": p.household_id},
    ),
    "node of the case": (
        NODE,
        lambda p: {"id": p.visit.case_id},
        lambda p: {"__typename": "RestrictedCase", "id": p.visit.case_id},
    ),
    "case": (
        documented("case"),
        lambda p: {"id": p.visit.case_id},
        lambda p: {"__typename": "RestrictedCase", "id": p.visit.case_id},
    ),
    "list of cases": (
        documented("cases"),
        lambda p: {"first": 10, "filter": {"number": p.number}},
        lambda p: nodes([{"__typename": "RestrictedCase", "id": p.visit.case_id}]),
    ),
}
READS |= {
    "case by its hand-over code": (
        documented("case_by_hand_over_code"),
        lambda p: {"code": p.code},
        lambda p: {"__typename": "RestrictedCase", "id": p.visit.case_id},
    ),
    "list of tasks": (
        documented("tasks"),
        lambda p: {"first": 10, "filter": {"case": p.visit.case_id}},
        lambda p: nodes([{"__typename": "RestrictedTask", "id": p.visit.task_id}]),
    ),
    "node of the task": (
        NODE,
        lambda p: {"id": p.visit.task_id},
        lambda p: {"__typename": "RestrictedTask", "id": p.visit.task_id},
    ),
}
KIND_OF_TYPE = {
    "RestrictedTask": "case",
    "RestrictedResident": "resident",
    "RestrictedHousehold": "household",
    "RestrictedCase": "case",
}


def nodes(expected: list[Json]) -> Json:
    return {"nodes": expected}


def shown_of(field: Any) -> Any:
    return {"nodes": field["nodes"]} if "nodes" in field else field


def leaked(protected: Protected, answer: Any) -> list[str]:
    """Which of the protected words stand in an answer."""
    text = str(answer)
    return [word for word in protected.words if word in text]


@pytest.mark.parametrize("name", sorted(READS))
async def test_a_read_gives_only_that_they_exist_and_is_noted_as_blocked(
    running: Server,
    protected: Protected,
    blocked_caller: tuple[Official, str | None],
    name: str,
) -> None:
    official, reason = blocked_caller
    query, variables, expected = READS[name]

    answer = await official.ask(query, stating=reason, **variables(protected))

    shown = shown_of(answer.field)
    assert shown == expected(protected)
    assert leaked(protected, answer.body) == []
    only = shown["nodes"][0] if "nodes" in shown else shown
    (event,) = await running.events(answer.request_id)
    assert event["outcome"] == "DONE"
    is_task = only["__typename"] == "RestrictedTask"
    shown_id = protected.visit.case_id if is_task else only["id"]
    assert event["subjects"] == {(KIND_OF_TYPE[only["__typename"]], uuid_of(shown_id), True)}


@pytest.mark.parametrize("name", sorted(READS))
async def test_a_read_with_permission_and_reason_shows_them(
    running: Server, protected: Protected, protector: Official, name: str
) -> None:
    query, variables, _ = READS[name]

    answer = await protector.ask(query, stating=REASON, **variables(protected))

    assert "Restricted" not in str(answer.body)
    (event,) = await running.events(answer.request_id)
    assert (event["outcome"], event["reason"]) == ("DONE", REASON)
    assert event["subjects"] != set()
    assert not any(is_blocked for _, _, is_blocked in event["subjects"])


async def test_a_listing_by_address_does_not_tell_where_they_live(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None]
) -> None:
    official, reason = blocked_caller
    address = protected.row["address_text"]

    blocked = await official.ask(LISTING, stating=reason, address=address)
    shown = await protected.visit.official.ask(LISTING, stating=REASON, address=address)

    assert protected.id not in str(blocked.body)
    assert leaked(protected, blocked.body) == []
    names = [node["fullName"] for node in shown.field["nodes"] if node["id"] == protected.id]
    assert names == [protected.row["full_name"]]
    (event,) = await running.events(blocked.request_id)
    assert json.loads(event["search"])["residentListing"]["address"] == address


async def test_a_listing_by_birth_gives_only_that_they_exist(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None]
) -> None:
    official, reason = blocked_caller
    query = """query ($day: Date!) { residentListing(bornFrom: $day, bornUntil: $day, first: 100) {
      nodes { __typename ... on RestrictedResident { id } ... on Resident { id fullName } } } }"""

    answer = await official.ask(
        query, stating=reason, day=protected.row["birth_earliest_on"].isoformat()
    )

    assert {"__typename": "RestrictedResident", "id": protected.id} in answer.field["nodes"]
    assert leaked(protected, answer.body) == []
    (event,) = await running.events(answer.request_id)
    assert ("resident", protected.row["id"], True) in event["subjects"]


async def test_the_individual_number_is_null_and_the_attempt_is_noted(
    running: Server, protected: Protected, protector: Official
) -> None:
    blocked = await protector.ask(NUMBER, purpose="確認", id=protected.id)
    shown = await protector.ask(NUMBER, stating=REASON, purpose="確認", id=protected.id)

    assert blocked.data == {"individualNumber": None}
    (event,) = await running.events(blocked.request_id)
    assert (event["actions"], event["search"]) == (
        ["individualNumber"],
        f'{{"individualNumber": {{"residentId": "{protected.row["id"]}"}}}}',
    )
    assert len(shown.field["number"]) == 12


async def test_the_measures_themselves_are_withheld_without_permission(
    running: Server, protected: Protected, protector: Official
) -> None:
    resident = await running.resident("certificate")
    colleague = await running.official("1002")

    withheld = await colleague.ask(
        MEASURES, stating=REASON, id=str(encode_id("Resident", resident["id"]))
    )
    shown = await protector.ask(MEASURES, stating=REASON, id=protected.id)

    assert withheld.field == {"disclosureRestrictions": None}
    assert withheld.body["extensions"] == {"withheld": ["Resident.disclosureRestrictions"]}
    assert len(shown.field["disclosureRestrictions"]) == 1


STEPS: dict[str, Any] = {
    "record_person": lambda p: {"role": "APPLICANT", "residentId": p.id},
    "record_answers": lambda p: {"expectedVersion": 1},
    "record_identity_check": lambda p: {
        "expectedVersion": 1,
        "documents": [{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
    },
    "record_proof": lambda p: {
        "code": "POWER_OF_ATTORNEY",
        "state": "MISSING",
        "expectedVersion": 0,
    },
    "choose_procedures": lambda p: {"expectedVersion": 1},
    "fill_form": lambda p: {"formCode": "certificate_application", "expectedVersion": 1},
    "print_documents": lambda p: {"confirmedAlerts": CONFIRMED},
    "complete_case": lambda p: {"expectedVersion": 1, "confirmedAlerts": CONFIRMED},
    "show_to_citizen": lambda p: {},
    "withdraw_case": lambda p: {"expectedVersion": 1, "reason": "取下げ"},
    "take_over_case": lambda p: {},
    "release_case": lambda p: {},
    "take_task": lambda p: {"taskId": p.visit.task_id, "expectedVersion": 1},
    "return_task": lambda p: {"taskId": p.visit.task_id, "expectedVersion": 1},
    "complete_task": lambda p: {"tasks": [{"taskId": p.visit.task_id, "expectedVersion": 1}]},
    "hand_over_task": lambda p: {
        "taskId": p.visit.task_id,
        "expectedVersion": 1,
        "toSection": p.visit.other_section_id,
    },
    "attach_document": lambda p: {**ATTACHED, "file": File("scan.png", SCAN)},
    "remove_attachment": lambda p: {"attachmentId": p.visit.attachment_id, "reason": "誤り"},
}


@pytest.mark.parametrize("name", sorted(STEPS))
async def test_no_step_of_their_case_is_taken(
    running: Server,
    protected: Protected,
    blocked_caller: tuple[Official, str | None],
    name: str,
) -> None:
    official, reason = blocked_caller
    before = await running.fingerprint(but=("audit_event", "audit_subject"))
    needs_no_case = "task" in name or name == "remove_attachment"
    on_case = {} if needs_no_case else {"caseId": protected.visit.case_id}
    variables = {**on_case, "idempotencyKey": f"blocked-{name}", **STEPS[name](protected)}

    answer = await official.run(name, stating=reason, input=variables)

    assert answer.field["__typename"] == "NotPermitted"
    assert leaked(protected, answer.body) == []
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before
    (event,) = await running.events(answer.request_id)
    assert (event["outcome"], event["refusal_code"]) == ("REFUSED", "NOT_PERMITTED")
    assert ("resident", protected.row["id"], True) in event["subjects"]


async def test_nothing_of_their_case_is_shown_or_signed(
    running: Server,
    protected: Protected,
    blocked_caller: tuple[Official, str | None],
) -> None:
    official, reason = blocked_caller
    shown = await show(protected.visit, stating=REASON)
    document_id = protected.visit.form_document["id"]
    given: dict[str, Json] = {
        "end_showing": {"showingId": shown.made["id"]},
        "sign_documents": shown.signature(),
        "record_paper_signature": {"documentId": document_id},
    }
    before = await running.fingerprint(but=("audit_event", "audit_subject"))

    refused = {
        name: await official.change(name, stating=reason, **input_)
        for name, input_ in given.items()
    }
    page = await official.fetch(shown.pages[0], stating=reason)

    assert {name: answer["__typename"] for name, answer in refused.items()} == dict.fromkeys(
        given, "NotPermitted"
    )
    assert page.status_code == 403
    assert leaked(protected, [*refused.values(), page.text]) == []
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before


async def test_their_signature_is_taken_back_and_seen_only_with_a_reason(
    running: Server,
    protected: Protected,
    protector: Official,
    blocked_caller: tuple[Official, str | None],
) -> None:
    official, reason = blocked_caller
    recorded = await protector.change(
        "record_paper_signature", stating=REASON, documentId=protected.visit.form_document["id"]
    )
    signature = recorded["signatures"]["nodes"][-1]

    refused = await official.change(
        "withdraw_signature", stating=reason, signatureId=signature["id"], reason="取消し"
    )
    picture = await official.fetch(f"/signatures/{uuid_of(signature['id'])}.png", stating=reason)
    withdrawn = await protector.change(
        "withdraw_signature", stating=REASON, signatureId=signature["id"], reason="取消し"
    )

    assert (refused["__typename"], picture.status_code) == ("NotPermitted", 403)
    assert withdrawn["__typename"] == "Application"


async def test_nobody_records_them_in_a_case_of_their_own(
    running: Server,
    protected: Protected,
    blocked_caller: tuple[Official, str | None],
) -> None:
    official, reason = blocked_caller
    case = await official.change("open_case", stating=reason, **CERTIFICATE_CASE)
    before = await running.fingerprint(but=("audit_event", "audit_subject"))

    answer = await official.run(
        "record_person",
        stating=reason,
        input={
            "caseId": case["id"],
            "role": "APPLICANT",
            "residentId": protected.id,
            "idempotencyKey": "recording-them",
        },
    )

    assert answer.field["__typename"] == "NotPermitted"
    assert leaked(protected, answer.body) == []
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before
    (event,) = await running.events(answer.request_id)
    assert event["subjects"] == {
        ("case", uuid_of(case["id"]), False),
        ("resident", protected.row["id"], True),
    }


@pytest.mark.parametrize("printed", ["document", "print"])
async def test_their_documents_are_given_only_with_a_reason(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None], printed: str
) -> None:
    official, reason = blocked_caller
    before = await blocked_events(running, protected)

    path = {"document": protected.visit.document_path, "print": protected.visit.print_path}[printed]
    refused = await official.fetch(path, stating=reason)
    given = await protected.visit.official.fetch(path, stating=REASON)

    assert (refused.status_code, given.status_code) == (403, 200)
    assert leaked(protected, refused.text) == []
    assert given.content[:5] == b"%PDF-"
    assert await blocked_events(running, protected) == before + 1


@pytest.mark.parametrize("below", ["", "/thumbnail.png", "/pages/1.png"])
async def test_what_was_attached_for_them_is_given_only_with_a_reason(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None], below: str
) -> None:
    official, reason = blocked_caller
    before = await blocked_events(running, protected)
    path = f"{protected.visit.attachment_path}{below}"

    refused = await official.fetch(path, stating=reason)
    given = await protected.visit.official.fetch(path, stating=REASON)

    assert (refused.status_code, given.status_code) == (403, 200)
    assert leaked(protected, refused.text) == []
    assert given.content[:4] == b"\x89PNG"
    assert await blocked_events(running, protected) == before + 1


async def blocked_events(running: Server, protected: Protected) -> int:
    """How many attempts on the person are noted as blocked."""
    count: int = await running.database.fetchval(
        "SELECT count(*) FROM audit_subject WHERE subject_id = $1 AND is_blocked",
        protected.row["id"],
    )
    return count


async def test_the_events_of_their_case_are_followed_only_with_a_reason(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None]
) -> None:
    official, reason = blocked_caller
    query = documented("case_events")
    case_id = uuid_of(protected.visit.case_id)
    counted = "SELECT count(*) FROM audit_subject WHERE subject_id = $1 AND is_blocked"
    before = await running.database.fetchval(counted, case_id)

    async with official.socket() as socket:
        refused = await socket.subscribe(query, stating=reason, case=protected.visit.case_id)
    async with protected.visit.official.socket() as socket:
        given = await socket.subscribe(query, stating=REASON, case=protected.visit.case_id)

    assert refused["payload"][0]["extensions"]["code"] == "NOT_PERMITTED"
    assert leaked(protected, refused) == []
    assert given["payload"]["data"]["caseEvents"]["kind"] == "OPENED"
    assert await running.database.fetchval(counted, case_id) == before + 1


async def test_what_was_printed_of_them_is_printed_again_only_with_a_reason(
    running: Server, protected: Protected, blocked_caller: tuple[Official, str | None]
) -> None:
    official, reason = blocked_caller
    before = await running.fingerprint(but=("audit_event", "audit_subject"))

    refused = await official.run(
        "print_again",
        stating=reason,
        input={"printRunId": protected.visit.print_run_id, "idempotencyKey": fresh_key()},
    )

    assert refused.field["__typename"] == "NotPermitted"
    assert leaked(protected, refused.body) == []
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before


REPEATED = {
    "open_case": ("openCase", lambda v: CERTIFICATE_CASE),
    "record_person": (
        "recordPerson",
        lambda v: {"caseId": v.case_id, "role": "APPLICANT", "residentId": v.resident_id},
    ),
    "fill_form": ("fillForm", lambda v: {"caseId": v.case_id, "formCode": v.form}),
    "print_documents": (
        "printDocuments",
        lambda v: {"caseId": v.case_id, "confirmedAlerts": CONFIRMED},
    ),
    "attach_document": (
        "attachDocument",
        lambda v: {"caseId": v.case_id, **ATTACHED, "file": File("scan.png", SCAN)},
    ),
}


@pytest.mark.parametrize("name", sorted(REPEATED))
async def test_a_repeated_key_gives_what_it_made_only_with_a_reason(
    running: Server, protected: Protected, protector: Official, name: str
) -> None:
    field, variables = REPEATED[name]
    given = {
        **variables(protected.visit),  # type: ignore[no-untyped-call]
        "idempotencyKey": protected.visit.keys[field],
    }

    refused = await protector.run(name, input=given)
    repeated = await protector.run(name, stating=REASON, input=given)

    assert refused.field["__typename"] == "NotPermitted"
    assert leaked(protected, refused.body) == []
    (event,) = await running.events(refused.request_id)
    assert ("resident", protected.row["id"], True) in event["subjects"]
    assert repeated.field["__typename"] in {"Case", "Application", "PrintRun", "Attachment"}


async def test_a_measure_that_begins_later_closes_the_case_and_its_subscriptions(
    running: Server, visit: Visit
) -> None:
    clerk = visit.official
    restrict = "UPDATE resident SET is_restricted = $2 WHERE city_id = 1 AND id = $1"
    id_: UUID = uuid_of(visit.resident_id)

    async with clerk.socket() as socket:
        first = await socket.subscribe(documented("case_events"), case=visit.case_id, after=1)
        await running.database.execute(restrict, id_, True)
        try:
            closed = await clerk.run("case", id=visit.case_id)
            protector = await running.official("1003")
            await protector.change("take_over_case", stating=REASON, caseId=visit.case_id)
            await protector.change(
                "withdraw_case",
                stating=REASON,
                caseId=visit.case_id,
                expectedVersion=1,
                reason="取下げ",
            )
            second = await socket.hear()
        finally:
            await running.database.execute(restrict, id_, False)

    assert first["payload"]["data"]["caseEvents"]["kind"] == "PERSON_RECORDED"
    assert closed.field == {"__typename": "RestrictedCase", "id": visit.case_id}
    assert second["payload"][0]["extensions"]["code"] == "NOT_PERMITTED"


async def test_an_attempt_without_any_permission_on_residents_is_noted_too(
    running: Server, protected: Protected, auditor: Official
) -> None:
    answer: Answer = await auditor.ask(RESIDENT, stating=REASON, id=protected.id)

    assert answer.codes == ["NOT_PERMITTED"]
    (event,) = await running.events(answer.request_id)
    assert (event["actions"], event["outcome"]) == (["resident"], "REFUSED")
