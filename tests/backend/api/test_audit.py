"""Every documented operation leaves its one event: who, where, what, whose, why, how it ended."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from backend.reading.global_ids import encode_id
from tests.backend.api.designing import Form
from tests.backend.api.signing import application_of, show
from tests.server import (
    ATTACHED,
    CERTIFICATE_CASE,
    CONFIRMED,
    MORNING,
    OPERATIONS,
    SCAN,
    WORKBOOK,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    root_field,
    uuid_of,
)

PURPOSE, REASON = "住民票の写しの交付", "窓口での請求"
SIGN_IN = {"cityCode": "992011", "staffNumber": "1001", "password": "madoguchi-sample"}


@dataclass(frozen=True)
class Left:
    """What an operation is run with, and the event that it must leave."""

    variables: Json
    official: str = "1001"
    subjects: set[tuple[str, UUID, bool]] = field(default_factory=set)
    search: Json = field(default_factory=dict)
    fields: frozenset[str] = frozenset()  # some that must be among those noted


@dataclass(frozen=True)
class Known:
    """What the table below refers to."""

    visit: Visit
    number: str
    code: str
    task_version: int
    staff: dict[str, UUID]
    household: UUID
    members: frozenset[UUID]

    @property
    def case(self) -> tuple[str, UUID, bool]:
        return "case", uuid_of(self.visit.case_id), False

    @property
    def resident(self) -> tuple[str, UUID, bool]:
        return "resident", uuid_of(self.visit.resident_id), False

    def change(self, **given: Any) -> Json:
        """The input of a change of the case."""
        return {"input": {"caseId": self.visit.case_id, "idempotencyKey": fresh_key(), **given}}

    def on_task(self, fields: str, **given: Any) -> Left:
        """A change of the case's task."""
        given = {"taskId": self.visit.task_id, "expectedVersion": self.task_version, **given}
        given["idempotencyKey"] = fresh_key()
        return Left({"input": given}, subjects={self.case}, fields=frozenset({fields}))

    def on_case(self, fields: str, **given: Any) -> Left:
        """A change that answers with the case itself."""
        return Left(self.change(**given), subjects={self.case}, fields=frozenset({fields}))

    def with_people(self, **given: Any) -> Left:
        """A change whose answer shows the case's persons, and these are a resident's."""
        return Left(self.change(**given), subjects={self.case, self.resident}, fields=PEOPLE)


# Applications that the section of taxes accepted: none.
TAXED = {"formCode": "health_insurance", "from": "2026-11-24", "to": "2026-11-24", "section": "tax"}
PEOPLE = frozenset({"Case.id", "CasePerson.name"})
# By the name of the documented operation; ``None``: a look at the catalogue leaves no event.
LEFT: dict[str, Callable[[Known], Left | None]] = {
    "sign_in": lambda k: Left({"input": SIGN_IN}, "", {("staff", k.staff["1001"], False)}),
    "sign_out": lambda k: Left({}, "fresh 1002", {("staff", k.staff["1002"], False)}),
    "viewer": lambda k: None,
    "reasons": lambda k: None,
    "procedures": lambda k: None,
    "opening_days": lambda k: None,
    "sample_families": lambda k: None,
    "printer_offsets": lambda k: None,
    "set_printer_offset": lambda k: Left(
        {"input": {"printer": "監査", "rightMm": 1, "downMm": 2}},
        fields=frozenset({"PrinterOffset.id"}),
    ),
    "field_kinds": lambda k: None,
    "form_data_items": lambda k: None,
    "lay_out_form": lambda k: None,  # invented people alone
    "form_definition": lambda k: None,
    "form_definitions": lambda k: None,
    "ready_forms": lambda k: None,
    "ready_form": lambda k: None,
    "form_uses": lambda k: None,
    "export_form": lambda k: None,
    "compare_forms": lambda k: None,
    "form_regression": lambda k: None,
    "residents": lambda k: Left(
        {"search": "0000000019", "first": 5},
        subjects={k.resident},
        search={"residents": {"search": "0000000019", "scope": "CURRENT"}},
        fields=frozenset({"Resident.fullName", "Resident.address"}),
    ),
    "resident": lambda k: Left(
        {"id": k.visit.resident_id},
        subjects={k.resident, ("household", k.household, False)},
        fields=frozenset({"Resident.fullName", "Enrolment.scheme", "ResidentVersion.address"}),
    ),
    "household": lambda k: Left(
        {"id": str(encode_id("Household", k.household))},
        subjects={
            ("household", k.household, False),
            *(("resident", member, False) for member in k.members),
        },
        fields=frozenset({"Household.address", "Resident.relationship"}),
    ),
    "resident_listing": lambda k: Left(
        {"first": 5, "bornFrom": "1800-01-01", "bornUntil": "1800-01-02"},
        "1002",
        search={
            "residentListing": {
                "address": None,
                "bornFrom": "1800-01-01",
                "bornUntil": "1800-01-02",
                "scope": "CURRENT",
            }
        },
    ),
    "individual_number": lambda k: Left(
        {"residentId": k.visit.resident_id},
        "1003",
        subjects={k.resident},
        search={"individualNumber": {"residentId": str(uuid_of(k.visit.resident_id))}},
        fields=frozenset({"IndividualNumber.number"}),
    ),
    "node": lambda k: Left({"id": k.visit.resident_id}, subjects={k.resident}),
    "open_case": lambda k: Left(
        {"input": {**CERTIFICATE_CASE, "idempotencyKey": fresh_key()}},
        fields=frozenset({"Case.procedures"}),
    ),
    "record_person": lambda k: k.with_people(role="APPLICANT", residentId=k.visit.resident_id),
    "record_answers": lambda k: k.with_people(expectedVersion=1),
    "record_identity_check": lambda k: k.on_case(
        "IdentityCheck.result",
        expectedVersion=1,
        documents=[{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
    ),
    "record_proof": lambda k: k.on_case(
        "Case.requiredProofs", code="POWER_OF_ATTORNEY", state="MISSING", expectedVersion=0
    ),
    "choose_procedures": lambda k: k.with_people(expectedVersion=1),
    "fill_form": lambda k: k.on_case("Application.values", formCode=k.visit.form),
    "print_documents": lambda k: k.on_case("Document.path", confirmedAlerts=CONFIRMED),
    "complete_case": lambda k: k.on_case(
        "Case.status", expectedVersion=1, confirmedAlerts=CONFIRMED
    ),
    "show_to_citizen": lambda k: k.on_case("Showing.token"),
    "print_again": lambda k: Left(
        {"input": {"printRunId": k.visit.print_run_id, "idempotencyKey": fresh_key()}},
        subjects={k.case},
        fields=frozenset({"PrintRun.pdfPath"}),
    ),
    "withdraw_case": lambda k: k.on_case("Case.status", expectedVersion=1, reason="取下げ"),
    "sections": lambda k: None,
    "tasks": lambda k: Left(
        {"first": 5, "filter": {"case": k.visit.case_id}},
        subjects={k.case},
        search={"tasks": {"case": k.visit.case_id, "statuses": ["WAITING", "TAKEN"]}},
        fields=frozenset({"Task.procedureName", "Case.number"}),
    ),
    "case_by_hand_over_code": lambda k: Left(
        {"code": k.code},
        subjects={k.case},
        search={"caseByHandOverCode": {"code": k.code[:4]}},
        fields=frozenset({"Case.progress"}),
    ),
    "take_over_case": lambda k: k.on_case("Case.editing"),
    "release_case": lambda k: k.on_case("Case.editing"),
    "take_task": lambda k: k.on_task("Task.status"),
    "return_task": lambda k: k.on_task("Task.status"),
    "complete_task": lambda k: Left(
        {
            "input": {
                "tasks": [{"taskId": k.visit.task_id, "expectedVersion": 1}],
                "idempotencyKey": fresh_key(),
            }
        },
        subjects={k.case},
        fields=frozenset({"Case.progress"}),
    ),
    "hand_over_task": lambda k: k.on_task("Task.note", toSection=k.visit.other_section_id),
    "attach_document": lambda k: k.on_case(
        "Attachment.contentPath", **ATTACHED, file=File("scan.png", SCAN)
    ),
    "remove_attachment": lambda k: Left(
        {
            "input": {
                "attachmentId": k.visit.attachment_id,
                "reason": "誤り",
                "idempotencyKey": fresh_key(),
            }
        },
        subjects={k.case},
        fields=frozenset({"Attachment.removedAt"}),
    ),
    "read_form_workbook": lambda k: Left({"input": {"file": File("form.xlsx", WORKBOOK)}}, "9001"),
    "add_form_asset": lambda k: Left(
        {"input": {"file": File("scan.png", SCAN)}},
        "9001",
        fields=frozenset({"FormAsset.sha256"}),
    ),
    "case": lambda k: Left({"id": k.visit.case_id}, subjects={k.case, k.resident}, fields=PEOPLE),
    "statistics": lambda k: Left(
        {"from": "2020-01-01", "to": "2020-01-31", "groupBy": ["DAY"]},
        "9003",
        search={"statistics": {"from": "2020-01-01", "to": "2020-01-31", "groupBy": ["DAY"]}},
    ),
    "statistics_workbook": lambda k: Left(
        {"input": {"from": "2020-01-01", "to": "2020-01-31", "idempotencyKey": fresh_key()}},
        "9003",
        search={"statisticsWorkbook": {"from": "2020-01-01", "to": "2020-01-31"}},
        fields=frozenset({"StatisticsWorkbook.downloadPath"}),
    ),
    "export_applications": lambda k: Left(
        {"input": {**TAXED, "idempotencyKey": fresh_key()}},
        "9003",
        search={
            "exportApplications": {
                **TAXED,
                "statuses": ["OPEN", "COMPLETED"],
                "withRestricted": False,
                "rowsOf": "APPLICATION",
                "header": "LABELS",
                "dates": "ISO",
                "applications": 0,
                "leftOut": 0,
            }
        },
        fields=frozenset({"ApplicationExport.downloadPath"}),
    ),
    "cases": lambda k: Left(
        {"first": 5, "filter": {"number": k.number}},
        subjects={k.case},
        search={"cases": {"number": k.number}},
        fields=frozenset({"Case.number"}),
    ),
    "audit_events": lambda k: Left(
        {"first": 5, "filter": {"action": "none"}},
        "9002",
        search={"auditEvents": {"action": "none"}},
    ),
}
# What is said in a test of its own, below or in test_tablet.py.
IN_TESTS_OF_THEIR_OWN = {
    "form_events",
    "create_form",
    "save_form_draft",
    "keep_form_open",
    "leave_form",
    "publish_form",
    "end_form_version",
    "withdraw_form_version",
    "restore_form",
    "discard_form_draft",
    "remove_form",
    "change_form_owner",
    "import_form",
    "case_events",
    "task_events",
    "shown_documents",
    "sign_documents",
    "end_showing",
    "record_paper_signature",
    "withdraw_signature",
}


CATALOGUE = {
    "first": 5,
    "id": str(encode_id("Form", uuid4())),
    "code": "power_of_attorney",
    "formId": str(encode_id("FormDefinition", uuid4())),
    "from": "2026-12-01",
    "to": "2026-12-02",
    "input": {"family": "one_person", "template": {}},
}


COMPARED = {
    "input": {
        "formId": str(encode_id("FormDefinition", uuid4())),
        "left": {"draft": True},
        "right": {"draft": True},
        "family": "one_person",
    }
}


def test_the_table_names_every_documented_operation() -> None:
    documented_ones = {path.stem for path in OPERATIONS.glob("*.graphql")}
    assert {*LEFT, *IN_TESTS_OF_THEIR_OWN} == documented_ones


@pytest.fixture
async def known(running: Server, visit: Visit) -> Known:
    case = (await visit.official.run("case", id=visit.case_id)).field
    staff = {
        number: await staff_id(running, number)
        for number in ("1001", "1002", "1003", "9001", "9002", "9003")
    }
    household = (await running.resident("certificate"))["household_id"]
    members = await running.database.fetch(
        "SELECT id FROM resident WHERE city_id = 1 AND household_id = $1", household
    )
    return Known(
        visit,
        case["number"],
        case["handOverCode"],
        1,
        staff,
        household,
        frozenset(row["id"] for row in members),
    )


async def staff_id(running: Server, number: str) -> UUID:
    found: UUID = await running.database.fetchval(
        "SELECT id FROM staff WHERE city_id = 1 AND staff_number = $1", number
    )
    return found


async def who(running: Server, name: str) -> Official:
    """The official of a sample's number; somebody not signed in without one."""
    if name.startswith("fresh "):
        return await running.sign_in(name.removeprefix("fresh "))
    return await running.official(name) if name else running.nobody


async def prepare(visit: Visit, name: str) -> None:
    """What must have happened before an operation."""
    if name == "return_task":
        await visit.official.change("take_task", taskId=visit.task_id, expectedVersion=1)
    if name == "remove_attachment":
        await visit.attach()
    if name in ("print_documents", "print_again", "complete_case", "show_to_citizen"):
        await visit.fill()
    if name == "print_again":
        await visit.print()


# Of these the answer names something more that the event speaks of.
MADE = {
    "show_to_citizen": "showing",
    "export_applications": "applicationExport",
    "statistics_workbook": "statisticsWorkbook",
    "open_case": "case",
}


@pytest.mark.parametrize("name", sorted(LEFT))
async def test_an_operation_leaves_one_event_that_says_all(
    running: Server, visit: Visit, known: Known, name: str
) -> None:
    await prepare(visit, name)
    left = LEFT[name](replace(known, task_version=2) if name == "return_task" else known)
    catalogue = COMPARED if name == "compare_forms" else CATALOGUE
    variables = left.variables if left else catalogue
    used = {key: variables[key] for key in variables if f"${key}" in documented(name)}
    official = await who(running, left.official if left else "1001")

    answer = await official.run(name, stating=REASON, purpose=PURPOSE, **used)

    assert "errors" not in answer.body, answer.body
    events = await running.events(answer.request_id)
    if left is None:
        assert events == []
        return
    (event,) = events
    signed_in = left.official.removeprefix("fresh ") or "1001"
    assert event["staff_id"] == known.staff[signed_in]
    assert (event["terminal"], event["address"]) == (
        None if name == "sign_in" else "窓口1",
        "127.0.0.1",
    )
    assert event["occurred_at"] == running.clock.now()
    assert event["actions"] == [root_field(documented(name))]
    assert (event["purpose"], event["reason"]) == (PURPOSE, REASON)
    assert (event["outcome"], event["refusal_code"]) == ("DONE", None)
    assert json.loads(event["search"]) == left.search
    assert left.fields <= set(event["fields"])
    if name in MADE:
        left.subjects.add((MADE[name], uuid_of(answer.field["id"]), False))
    assert event["subjects"] == left.subjects


async def test_every_step_of_a_form_leaves_its_one_event(running: Server, clerk: Official) -> None:
    administrator = await running.official("9001")
    form = await Form.create(clerk)
    subject = ("formDefinition", form.uuid, False)
    tab = {"formId": form.id, "tabId": "tab-1"}
    draft = {"formId": form.id, "expectedVersion": 1, "template": form.template}

    answers = {
        "createForm": await clerk.run(
            "create_form",
            input={"title": "届", "copyOfFormId": form.id, "idempotencyKey": fresh_key()},
        ),
        "keepFormOpen": await clerk.run("keep_form_open", input=tab),
        "saveFormDraft": await clerk.run("save_form_draft", input=draft),
        "leaveForm": await clerk.run("leave_form", input=tab),
        "importForm": await clerk.run(
            "import_form", input={**draft, "expectedVersion": 2, "idempotencyKey": fresh_key()}
        ),
        "discardFormDraft": await clerk.run(
            "discard_form_draft", input={"formId": form.id, "expectedVersion": 3}
        ),
        "changeFormOwner": await administrator.run("change_form_owner", input={"formId": form.id}),
        "publishForm": await administrator.run(
            "publish_form",
            input={
                "formId": form.id,
                "expectedVersion": 4,
                "validFrom": "2026-12-01",
                "idempotencyKey": fresh_key(),
            },
        ),
    }
    version = {"versionId": answers["publishForm"].field["id"]}
    answers |= {
        "restoreForm": await clerk.run(
            "restore_form", input={"formId": form.id, "expectedVersion": 4, **version}
        ),
        "endFormVersion": await administrator.run(
            "end_form_version",
            input={
                **version,
                "validTo": "2026-12-31",
                "confirmedAlerts": ["NOTHING_AFTER"],
                "idempotencyKey": fresh_key(),
            },
        ),
        "withdrawFormVersion": await administrator.run(
            "withdraw_form_version", input={**version, "idempotencyKey": fresh_key()}
        ),
    }
    copied = answers["createForm"].field["id"]
    answers["removeForm"] = await clerk.run(
        "remove_form", input={"formId": copied, "expectedVersion": 1}
    )
    conflicting = await clerk.run("save_form_draft", input={**draft, "expectedVersion": 9})

    for action, answer in answers.items():
        (event,) = await running.events(answer.request_id)
        own = uuid_of(copied) if action in ("createForm", "removeForm") else form.uuid
        assert (event["actions"], event["outcome"]) == ([action], "DONE")
        assert event["subjects"] == {("formDefinition", own, False)}
        assert form.template["title"] not in str(dict(event))
    (event,) = await running.events(conflicting.request_id)
    assert (event["outcome"], event["refusal_code"]) == ("REFUSED", "VERSION_CONFLICT")
    assert event["subjects"] == {subject}


async def test_a_subscription_leaves_one_event_for_each_batch_that_it_gives(
    running: Server, visit: Visit
) -> None:
    count = (
        "SELECT count(*) FROM audit_event JOIN audit_subject s ON s.audit_event_id = audit_event.id"
        " WHERE actions = '{caseEvents}' AND s.subject_id = $1"
    )
    case_id = uuid_of(visit.case_id)

    async with visit.official.socket() as socket:
        await socket.subscribe(documented("case_events"), case=visit.case_id)
        await socket.hear()
        first = await running.database.fetchval(count, case_id)
        await visit.fill()
        await socket.hear()
        second = await running.database.fetchval(count, case_id)

    assert (first, second) == (1, 2)


async def test_every_step_of_a_signature_leaves_its_one_event(
    running: Server, visit: Visit
) -> None:
    await visit.fill()
    await visit.print()
    case = ("case", uuid_of(visit.case_id), False)
    shown = await show(visit)
    showing = ("showing", uuid_of(shown.made["id"]), False)
    signature = {"input": {**shown.signature(), "idempotencyKey": fresh_key()}}
    official, tablet = visit.official, shown.tablet

    seen = await tablet.run("shown_documents")
    signed = await tablet.run("sign_documents", **signature)
    (made,) = (await application_of(visit))["signatures"]["nodes"]
    withdrawn = await official.run(
        "withdraw_signature",
        input={"signatureId": made["id"], "reason": "取消し", "idempotencyKey": fresh_key()},
    )
    second = await show(visit)
    ended = await official.run(
        "end_showing", input={"showingId": second.made["id"], "idempotencyKey": fresh_key()}
    )
    on_paper = await official.run(
        "record_paper_signature",
        input={"documentId": visit.form_document["id"], "idempotencyKey": fresh_key()},
    )

    ended_showing = ("showing", uuid_of(second.made["id"]), False)
    expected = {
        "shownDocuments": (seen, True, {case, showing}),
        "signDocuments": (signed, True, {case, showing}),
        "withdrawSignature": (withdrawn, False, {case}),
        "endShowing": (ended, False, {case, ended_showing}),
        "recordPaperSignature": (on_paper, False, {case}),
    }
    for action, (answer, by_tablet, subjects) in expected.items():
        (event,) = await running.events(answer.request_id)
        assert (event["actions"], event["outcome"]) == ([action], "DONE")
        assert (event["showing_id"] is not None, event["staff_id"] is None) == (by_tablet,) * 2
        assert event["subjects"] == subjects


async def test_the_log_says_who_acted_and_who_showed_it(
    running: Server, visit: Visit, auditor: Official
) -> None:
    await visit.fill()
    shown = await show(visit)
    await shown.tablet.run("shown_documents")
    query = """query ($subject: ID!) { auditEvents(first: 5, filter: { subject: $subject }) {
      nodes { actor actions showingId staffId } } }"""
    showing_id = uuid_of(shown.made["id"])

    listed = (await auditor.ask(query, subject=f"showing:{showing_id}")).field["nodes"]

    staff = str(await staff_id(running, "1001"))
    assert listed == [
        {
            "actor": "TABLET",
            "actions": ["shownDocuments"],
            "showingId": str(showing_id),
            "staffId": None,
        },
        {"actor": "STAFF", "actions": ["showToCitizen"], "showingId": None, "staffId": staff},
    ]


async def test_a_picture_leaves_its_event(running: Server, visit: Visit) -> None:
    await visit.fill()
    shown = await show(visit)
    request_id = uuid4().hex

    await running.http.get(shown.pages[0], headers=shown.tablet.headers(request_id))

    (event,) = await running.events(request_id)
    assert (event["actions"], event["outcome"]) == (["shownPage"], "DONE")
    assert event["showing_id"] == uuid_of(shown.made["id"])


@pytest.mark.parametrize("action", ["document", "print"])
async def test_a_fetched_document_leaves_its_event(
    running: Server, visit: Visit, action: str
) -> None:
    await visit.fill()
    await visit.print()
    request_id = uuid4().hex

    await running.http.get(
        {"document": visit.document_path, "print": visit.print_path}[action],
        headers={
            **visit.official.headers(request_id),
            "x-madoguchi-purpose": "%E4%BA%A4%E4%BB%98",
        },
    )

    (event,) = await running.events(request_id)
    assert (event["actions"], event["outcome"]) == ([action], "DONE")
    assert event["purpose"] == "交付"
    assert event["subjects"] == {("case", uuid_of(visit.case_id), False)}


@pytest.mark.parametrize(
    ("below", "action"),
    [
        ("", "attachment"),
        ("/thumbnail.png", "attachmentThumbnail"),
        ("/pages/1.png", "attachmentPage"),
    ],
)
async def test_a_fetched_attachment_leaves_its_event(
    running: Server, visit: Visit, below: str, action: str
) -> None:
    await visit.attach()
    request_id = uuid4().hex

    await running.http.get(
        f"{visit.attachment_path}{below}", headers=visit.official.headers(request_id)
    )

    (event,) = await running.events(request_id)
    assert (event["actions"], event["outcome"]) == ([action], "DONE")
    assert event["subjects"] == {("case", uuid_of(visit.case_id), False)}


async def test_a_document_that_is_not_there_leaves_the_attempt(
    running: Server, clerk: Official
) -> None:
    request_id = uuid4().hex

    answer = await running.http.get(f"/documents/{uuid4()}.pdf", headers=clerk.headers(request_id))

    assert answer.status_code == 404
    (event,) = await running.events(request_id)
    assert (event["outcome"], event["refusal_code"]) == ("REFUSED", "NOT_FOUND")


@pytest.mark.parametrize("stated", ["%FF", "%00", "a" * 501])
async def test_a_document_is_not_given_for_a_reason_that_cannot_be_kept(
    running: Server, visit: Visit, stated: str
) -> None:
    await visit.fill()
    await visit.print()
    before = await running.fingerprint()

    answer = await running.http.get(
        visit.document_path,
        headers={**visit.official.headers(uuid4().hex), "x-madoguchi-reason": stated},
    )

    assert answer.status_code == 400
    assert answer.json()["detail"] == "理由又は利用目的の形が正しくありません。"
    assert await running.fingerprint() == before


async def test_a_search_that_finds_nobody_leaves_its_terms(
    running: Server, clerk: Official
) -> None:
    answer = await clerk.run("residents", search="存在しない名", first=5)

    (event,) = await running.events(answer.request_id)
    assert json.loads(event["search"]) == {
        "residents": {"search": "存在しない名", "scope": "CURRENT"}
    }
    assert event["subjects"] == set()


async def test_everybody_on_a_page_is_a_subject_and_nobody_else(
    running: Server, clerk: Official
) -> None:
    answer = await clerk.run("residents", search="アオバ", first=2)

    shown = {uuid_of(node["id"]) for node in answer.field["nodes"]}
    assert len(shown) == 2
    (event,) = await running.events(answer.request_id)
    assert {id_ for kind, id_, _ in event["subjects"] if kind == "resident"} == shown


async def test_a_members_list_names_the_household_and_each_member(
    running: Server, clerk: Official
) -> None:
    row = await running.resident("certificate")
    query = """query ($id: ID!) { household(id: $id) { ... on Household {
      members(first: 10) { nodes { ... on Resident { id fullName } } } } } }"""

    answer = await clerk.ask(query, id=str(encode_id("Household", row["household_id"])))

    members = {uuid_of(node["id"]) for node in answer.field["members"]["nodes"]}
    assert len(members) == 5
    (event,) = await running.events(answer.request_id)
    assert event["subjects"] == {
        ("household", row["household_id"], False),
        *(("resident", id_, False) for id_ in members),
    }
    assert set(event["fields"]) >= {"Household.members", "Resident.fullName"}


async def test_a_refused_attempt_leaves_who_what_and_the_code(
    running: Server, auditor: Official, visit: Visit
) -> None:
    answer = await auditor.run(
        "withdraw_case",
        stating=REASON,
        input={
            "caseId": visit.case_id,
            "expectedVersion": 1,
            "reason": "取下げ",
            "idempotencyKey": fresh_key(),
        },
    )

    (event,) = await running.events(answer.request_id)
    assert event["staff_id"] == await staff_id(running, "9002")
    assert (event["actions"], event["outcome"], event["refusal_code"], event["reason"]) == (
        ["withdrawCase"],
        "REFUSED",
        "NOT_PERMITTED",
        REASON,
    )


# The filters of the log


async def listed(auditor: Official, **filter_: Any) -> list[Json]:
    answer = await auditor.run("audit_events", first=100, filter=filter_)
    nodes: list[Json] = answer.field["nodes"]
    return nodes


async def test_the_log_is_read_by_staff(running: Server, auditor: Official, visit: Visit) -> None:
    id_ = await staff_id(running, "1001")

    by_uuid = await listed(auditor, staffId=str(id_))
    by_global_id = await listed(auditor, staffId=str(encode_id("Staff", id_)))

    assert {event["staffId"] for event in by_uuid} == {str(id_)}
    assert by_global_id == by_uuid


async def test_the_log_is_read_by_whose_data(auditor: Official, visit: Visit) -> None:
    await visit.fill()

    events = await listed(auditor, subject=visit.case_id)
    again = await listed(auditor, subject=f"case:{uuid_of(visit.case_id)}")

    assert [event["actions"] for event in events] == [["fillForm"], ["recordPerson"], ["openCase"]]
    assert again == events


async def test_the_log_is_read_by_action(auditor: Official, visit: Visit) -> None:
    events = await listed(auditor, action="recordPerson")

    assert {tuple(event["actions"]) for event in events} == {("recordPerson",)}
    about = [subject["subjectId"] for event in events for subject in event["subjects"]]
    assert f"case:{uuid_of(visit.case_id)}" in about


@pytest.mark.parametrize("outcome", ["DONE", "REFUSED"])
async def test_the_log_is_read_by_outcome(auditor: Official, visit: Visit, outcome: str) -> None:
    await auditor.run("case", id=visit.case_id)

    events = await listed(auditor, outcome=outcome)

    assert {event["outcome"] for event in events} == {outcome}
    assert {event["refusalCode"] is None for event in events} == {outcome == "DONE"}


async def test_the_log_is_read_by_terminal(auditor: Official, visit: Visit) -> None:
    here = await listed(auditor, terminal="窓口1")
    nowhere = await listed(auditor, terminal="窓口99")

    assert {event["terminal"] for event in here} == {"窓口1"}
    assert nowhere == []


async def test_conditions_of_the_log_all_hold(
    running: Server, auditor: Official, visit: Visit
) -> None:
    events = await listed(
        auditor,
        subject=visit.case_id,
        action="openCase",
        staffId=str(await staff_id(running, "1001")),
        outcome="DONE",
        terminal="窓口1",
    )

    assert [event["actions"] for event in events] == [["openCase"]]


async def test_the_log_is_newest_first_page_by_page(auditor: Official, visit: Visit) -> None:
    await visit.fill()
    whole = await listed(auditor, subject=visit.case_id)

    first = await auditor.run("audit_events", first=2, filter={"subject": visit.case_id})
    second = await auditor.run(
        "audit_events",
        first=2,
        after=first.field["pageInfo"]["endCursor"],
        filter={"subject": visit.case_id},
    )

    assert first.field["totalCount"] == 3
    assert [*first.field["nodes"], *second.field["nodes"]] == whole


# Time: a server of one's own, whose clock can be moved


async def try_to_sign_in(running: Server, password: str) -> str:
    made = await running.nobody.change("sign_in", **{**SIGN_IN, "password": password})
    typename: str = made["__typename"]
    return typename


async def test_five_failures_lock_an_account_for_fifteen_minutes(fresh_server: Server) -> None:
    failures = [await try_to_sign_in(fresh_server, "wrong") for _ in range(5)]
    while_locked = await try_to_sign_in(fresh_server, SIGN_IN["password"])
    colleague = await fresh_server.sign_in("1002")
    fresh_server.clock.advance(timedelta(minutes=14, seconds=59))
    still_locked = await try_to_sign_in(fresh_server, SIGN_IN["password"])
    fresh_server.clock.advance(timedelta(seconds=1))
    opened = await try_to_sign_in(fresh_server, SIGN_IN["password"])

    assert failures == ["WrongCredentials"] * 5
    assert (while_locked, still_locked, opened) == ("AccountLocked", "AccountLocked", "SignedIn")
    assert (await colleague.run("viewer")).field["staffNumber"] == "1002"
    auditor = await fresh_server.sign_in("9002")
    refused = await listed(auditor, action="signIn", outcome="REFUSED")
    assert [event["refusalCode"] for event in refused] == [
        "ACCOUNT_LOCKED",
        "ACCOUNT_LOCKED",
        *["WRONG_CREDENTIALS"] * 5,
    ]
    staff = f"staff:{await staff_id(fresh_server, '1001')}"
    about = [[subject["subjectId"] for subject in event["subjects"]] for event in refused[2:]]
    assert about == [[staff]] * 5


async def test_a_success_forgets_the_failures_before_it(fresh_server: Server) -> None:
    for _ in range(4):
        await try_to_sign_in(fresh_server, "wrong")
    between = await try_to_sign_in(fresh_server, SIGN_IN["password"])
    for _ in range(4):
        await try_to_sign_in(fresh_server, "wrong")

    last = await try_to_sign_in(fresh_server, SIGN_IN["password"])

    assert (between, last) == ("SignedIn", "SignedIn")


async def test_failures_at_once_are_counted_one_by_one(fresh_server: Server) -> None:
    failures = await asyncio.gather(*(try_to_sign_in(fresh_server, "wrong") for _ in range(6)))

    assert set(failures) <= {"WrongCredentials", "AccountLocked"}
    assert await try_to_sign_in(fresh_server, SIGN_IN["password"]) == "AccountLocked"


async def test_an_idle_session_ends_after_two_hours_and_a_used_one_after_ten(
    fresh_server: Server,
) -> None:
    idle, used = await fresh_server.sign_in("1001"), await fresh_server.sign_in("1002")
    alive = []
    for _ in range(9):
        fresh_server.clock.advance(timedelta(hours=1))
        alive.append((await used.run("viewer")).codes)
    after_nine = (await idle.run("viewer")).codes
    fresh_server.clock.advance(timedelta(hours=1))
    after_ten = (await used.run("viewer")).codes

    assert alive == [[]] * 9
    assert (after_nine, after_ten) == (["NOT_SIGNED_IN"], ["NOT_SIGNED_IN"])


async def test_the_log_is_read_by_time(fresh_server: Server) -> None:
    clerk, auditor = await fresh_server.sign_in("1001"), await fresh_server.sign_in("9002")
    moments = []
    for _ in range(3):
        fresh_server.clock.advance(timedelta(minutes=1))
        await clerk.change("open_case", **CERTIFICATE_CASE)
        moments.append(fresh_server.clock.now())
    begin, middle, end = (moment.isoformat() for moment in moments)

    async def found(**span: str) -> list[str]:
        return [event["occurredAt"] for event in await listed(auditor, action="openCase", **span)]

    assert moments[0] == MORNING + timedelta(minutes=1)
    assert await found() == [end, middle, begin]
    assert await found(fromTime=middle) == [end, middle]
    assert await found(toTime=middle) == [begin]
    assert await found(fromTime=middle, toTime=end) == [middle]
