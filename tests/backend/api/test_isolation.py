"""Nothing of another city is given or changed, by no field, path, key or statement."""

import base64
import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from graphql import OperationType

from backend.app import tables
from backend.database.base import Base
from backend.database.settings import APP_ROLE
from backend.reading.global_ids import encode_id
from backend.shared.opaque_codes import new_code
from tests.backend.api.designing import template
from tests.backend.api.signing import PAD, Shown, show, strokes
from tests.server import (
    ATTACHED,
    CERTIFICATE_CASE,
    CITY_OWNED,
    ELSEWHERE,
    HOME,
    SCAN,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    fresh_key,
    root_fields,
    uuid_of,
)

assert tables  # imported for the metadata of all tables

SAID = {"stating": "確認のため", "purpose": "確認"}
HOUSEHOLD = "query ($id: ID!) { household(id: $id) { __typename } }"
RESIDENT = "query ($id: ID!) { resident(id: $id) { __typename } }"
NUMBER = "query ($id: ID!) { individualNumber(residentId: $id) { number } }"
LISTING = """
query ($address: String, $bornFrom: Date, $after: String) {
  residentListing(address: $address, bornFrom: $bornFrom, scope: ALL, first: 100, after: $after) {
    nodes { __typename ... on Resident { id } ... on RestrictedResident { id } }
  }
}
"""
SEARCH = """
query ($search: String!, $after: String) {
  residents(search: $search, scope: ALL, first: 100, after: $after) {
    nodes { __typename ... on Resident { id } ... on RestrictedResident { id } }
  }
}
"""
REASONS = "query ($after: String) { reasons(first: 100, after: $after) { nodes { id } } }"
PROCEDURES = "query ($after: String) { procedures(first: 100, after: $after) { nodes { id } } }"
NOVEMBER = {"from": "2026-11-01", "to": "2026-11-30"}
DECEMBER = {"from": "2026-12-01", "to": "2026-12-31", "place": "branch"}
EMPTY_FORM = {"input": {"family": "one_person", "template": {}}}
VIEWER = "{ viewer { id city { code } section { id } memberships { group { id } } } }"


@dataclass(frozen=True)
class Ids:
    """Global ids of one city's objects, or of nobody's."""

    resident: str
    household: str
    case: str
    person: str
    application: str
    document: str
    attachment: str
    print_run: str
    showing: str
    shown_document: str
    signature: str
    form: str
    form_version: str
    form_draft: str
    form_revision: str
    staff: str
    event: str
    reason: str
    procedure: str
    task: str
    section: str
    place: str
    code: str
    identity_check: str


# By attribute: type name and where an object of the other city is found.
KINDS = {
    "resident": ("Resident", "resident_id FROM case_person"),
    "household": ("Household", "id FROM household"),
    "case": ("Case", "id FROM counter_case"),
    "person": ("CasePerson", "id FROM case_person"),
    "application": ("Application", "id FROM application"),
    "document": ("Document", "id FROM document"),
    "attachment": ("Attachment", "id FROM attachment"),
    "print_run": ("PrintRun", "id FROM print_run"),
    "showing": ("Showing", "id FROM showing"),
    "shown_document": ("ShownDocument", "id FROM shown_document"),
    "signature": ("Signature", "id FROM signature"),
    "form": ("FormDefinition", "id FROM form_definition"),
    "form_version": ("FormVersion", "id FROM form_version"),
    "form_draft": ("FormDraft", "id FROM form_draft"),
    "form_revision": ("FormRevision", "id FROM form_revision"),
    "staff": ("Staff", "opened_by FROM counter_case"),
    "event": ("AuditEvent", "id FROM audit_event"),
    "reason": ("Reason", "id FROM catalogue_reason"),
    "procedure": ("Procedure", "id FROM catalogue_procedure"),
    "task": ("Task", "id FROM case_task"),
    "section": ("Section", "id FROM section"),
    "place": ("Place", "id FROM place"),
    "identity_check": ("IdentityCheck", "id FROM identity_check"),
}


@pytest.fixture(scope="session")
async def elsewhere_shown(elsewhere: Visit) -> Shown:
    """What the other city shows on a tablet, after it was signed once."""
    await (await show(elsewhere)).sign()
    return await show(elsewhere)


@pytest.fixture
async def theirs(running: Server, elsewhere: Visit, elsewhere_shown: Shown) -> Ids:
    """What the other city has."""
    found = {
        name: await running.database.fetchval(f"SELECT {where} WHERE city_id = 2 LIMIT 1")
        for name, (_, where) in KINDS.items()
    }
    code = await running.database.fetchval(
        "SELECT hand_over_code FROM counter_case WHERE city_id = 2 AND status = 'OPEN' LIMIT 1"
    )
    return Ids(
        code=code, **{name: str(encode_id(KINDS[name][0], id_)) for name, id_ in found.items()}
    )


@pytest.fixture
def nobodys() -> Ids:
    """Well-formed ids of nothing."""
    return Ids(
        code=new_code(),
        **{name: str(encode_id(type_, uuid4())) for name, (type_, _) in KINDS.items()},
    )


@pytest.fixture
async def their_ids(running: Server, elsewhere: Visit) -> set[UUID]:
    """Every id of the other city."""
    found: set[UUID] = set()
    for row in await running.database.fetch(CITY_OWNED):
        table = Base.metadata.tables[row["relname"]]
        if "id" in table.c and table.c["id"].type.python_type is UUID:
            ids = await running.database.fetch(f"SELECT id FROM {table.name} WHERE city_id = 2")
            found |= {one["id"] for one in ids}
    assert len(found) > 100
    return found


SEEN = {"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}
# Each try runs a document as an official of the home city, with ids that are not the city's.
Try = tuple[str, Callable[[Ids, Visit], Json]]


def given(**values: Any) -> Json:
    """The variables of a mutation."""
    return {"input": {"idempotencyKey": fresh_key(), **values}}


def comparing(form_id: str, **right: Any) -> Json:
    """The variables of a comparison with the form's draft."""
    left: Json = {"draft": True}
    given = {"formId": form_id, "left": left, "right": right, "family": "one_person"}
    return {"input": given}


def attaching(**values: Any) -> Json:
    """The variables of an upload."""
    return given(**ATTACHED, file=File("scan.png", SCAN), **values)


QUERIES: dict[str, list[Try]] = {
    "node": [
        (documented("node"), lambda ids, own, name=name: {"id": getattr(ids, name)})  # type: ignore[misc]
        for name in KINDS
    ],
    "viewer": [(VIEWER, lambda ids, own: {})],
    "resident": [(RESIDENT, lambda ids, own: {"id": ids.resident})],
    "household": [(HOUSEHOLD, lambda ids, own: {"id": ids.household})],
    "residents": [(SEARCH, lambda ids, own: {"search": "19", "after": ids.resident})],
    "residentListing": [
        (LISTING, lambda ids, own: {"bornFrom": "1900-01-01", "after": ids.resident})
    ],
    "individualNumber": [(NUMBER, lambda ids, own: {"id": ids.resident})],
    "reasons": [(REASONS, lambda ids, own: {"after": ids.reason})],
    "procedures": [(PROCEDURES, lambda ids, own: {"after": ids.procedure})],
    "formDefinitions": [
        (documented("form_definitions"), lambda ids, own: {"first": 100, "after": ids.form})
    ],
    "formDefinition": [(documented("form_definition"), lambda ids, own: {"id": ids.form})],
    "readyForms": [("{ readyForms { code } }", lambda ids, own: {})],
    "readyForm": [(documented("ready_form"), lambda ids, own: {"code": ids.form})],
    "compareForms": [
        (documented("compare_forms"), lambda ids, own: comparing(ids.form, draft=True)),
        (
            documented("compare_forms"),
            lambda ids, own: comparing(own.form_id, versionId=ids.form_version),
        ),
        (
            documented("compare_forms"),
            lambda ids, own: comparing(own.form_id, revisionId=ids.form_revision),
        ),
    ],
    "formRegression": [(documented("form_regression"), lambda ids, own: {"formId": ids.form})],
    "exportForm": [
        (documented("export_form"), lambda ids, own: {"formId": ids.form}),
        (
            documented("export_form"),
            lambda ids, own: {"formId": own.form_id, "versionId": ids.form_version},
        ),
    ],
    "formUses": [(documented("form_uses"), lambda ids, own: {})],
    "statistics": [
        (documented("statistics"), lambda ids, own: {**NOVEMBER, "groupBy": ["REASON"]})
    ],
    "openingDays": [(documented("opening_days"), lambda ids, own: DECEMBER)],
    "printerOffsets": [(documented("printer_offsets"), lambda ids, own: {"first": 100})],
    "sampleFamilies": [(documented("sample_families"), lambda ids, own: {})],
    "fieldKinds": [(documented("field_kinds"), lambda ids, own: {})],
    "formDataItems": [(documented("form_data_items"), lambda ids, own: {})],
    "layOutForm": [(documented("lay_out_form"), lambda ids, own: EMPTY_FORM)],
    "case": [(documented("case"), lambda ids, own: {"id": ids.case})],
    "cases": [(documented("cases"), lambda ids, own: {"first": 100, "after": ids.case})],
    "sections": [(documented("sections"), lambda ids, own: {"first": 100, "after": ids.section})],
    "tasks": [
        (documented("tasks"), lambda ids, own: {"first": 100, "after": ids.task}),
        (documented("tasks"), lambda ids, own: {"first": 100, "filter": {"case": ids.case}}),
        (
            documented("tasks"),
            lambda ids, own: {"first": 100, "filter": {"sections": [ids.section]}},
        ),
        (documented("tasks"), lambda ids, own: {"first": 100, "filter": {"place": ids.place}}),
    ],
    "caseByHandOverCode": [
        (documented("case_by_hand_over_code"), lambda ids, own: {"code": ids.code}),
    ],
    "shownDocuments": [(documented("shown_documents"), lambda ids, own: {})],
    "auditEvents": [
        (documented("audit_events"), lambda ids, own: {"first": 100, "after": ids.event}),
        (
            documented("audit_events"),
            lambda ids, own: {"first": 100, "filter": {"subject": ids.case}},
        ),
        (
            documented("audit_events"),
            lambda ids, own: {"first": 100, "filter": {"staffId": ids.staff}},
        ),
    ],
}
MUTATIONS: dict[str, list[Try]] = {
    "recordPerson": [
        (
            documented("record_person"),
            lambda ids, own: given(caseId=ids.case, role="MOVER", residentId=own.resident_id),
        ),
        (
            documented("record_person"),
            lambda ids, own: given(caseId=own.case_id, role="MOVER", residentId=ids.resident),
        ),
        (
            documented("record_person"),
            lambda ids, own: given(
                caseId=own.case_id, role="MOVER", personId=ids.person, expectedVersion=1
            ),
        ),
        (
            documented("record_person"),
            lambda ids, own: given(
                caseId=ids.case,
                role="MOVER",
                personId=ids.person,
                expectedVersion=1,
                isRemoved=True,
            ),
        ),
    ],
    "recordAnswers": [
        (documented("record_answers"), lambda ids, own: given(caseId=ids.case, expectedVersion=1)),
        (
            documented("record_answers"),
            lambda ids, own: given(
                caseId=own.case_id,
                expectedVersion=1,
                answers=[{"question": "childcare", "personId": ids.person, "choice": "nursery"}],
            ),
        ),
        (
            documented("record_answers"),
            lambda ids, own: given(
                caseId=own.case_id,
                expectedVersion=1,
                notifier={"relation": "SELF", "personId": ids.person},
            ),
        ),
        (
            documented("record_answers"),
            lambda ids, own: given(
                caseId=own.case_id,
                expectedVersion=1,
                notifier={"relation": "SELF", "residentId": ids.resident},
            ),
        ),
    ],
    "recordIdentityCheck": [
        (
            documented("record_identity_check"),
            lambda ids, own: given(caseId=ids.case, expectedVersion=1, documents=[SEEN]),
        ),
        (
            documented("record_identity_check"),
            lambda ids, own: given(caseId=own.case_id, personId=ids.person, documents=[SEEN]),
        ),
        (
            documented("record_identity_check"),
            lambda ids, own: given(
                caseId=own.case_id, withdraws=ids.identity_check, withdrawalReason="誤り"
            ),
        ),
    ],
    "recordProof": [
        (
            documented("record_proof"),
            lambda ids, own: given(
                caseId=ids.case, code="POWER_OF_ATTORNEY", state="MISSING", expectedVersion=0
            ),
        )
    ],
    "chooseProcedures": [
        (
            documented("choose_procedures"),
            lambda ids, own: given(caseId=ids.case, expectedVersion=1, add=[]),
        )
    ],
    "fillForm": [
        (
            documented("fill_form"),
            lambda ids, own: given(
                caseId=ids.case, expectedVersion=1, formCode="certificate_application"
            ),
        )
    ],
    # Takes no ids: their files are tried in test_exports.py.
    "exportApplications": [
        (documented("export_applications"), lambda ids, own: given(formCode=ids.form, **NOVEMBER))
    ],
    "printDocuments": [(documented("print_documents"), lambda ids, own: given(caseId=ids.case))],
    "showToCitizen": [(documented("show_to_citizen"), lambda ids, own: given(caseId=ids.case))],
    "endShowing": [(documented("end_showing"), lambda ids, own: given(showingId=ids.showing))],
    "signDocuments": [
        (
            documented("sign_documents"),
            lambda ids, own: given(
                documents=[{"id": ids.shown_document, "contentHash": "0" * 64}],
                strokes=strokes(),
                pad=PAD,
                hasConsented=True,
            ),
        )
    ],
    "recordPaperSignature": [
        (documented("record_paper_signature"), lambda ids, own: given(documentId=ids.document))
    ],
    "withdrawSignature": [
        (
            documented("withdraw_signature"),
            lambda ids, own: given(signatureId=ids.signature, reason="取消し"),
        )
    ],
    "printAgain": [(documented("print_again"), lambda ids, own: given(printRunId=ids.print_run))],
    "completeCase": [
        (documented("complete_case"), lambda ids, own: given(caseId=ids.case, expectedVersion=1))
    ],
    "takeOverCase": [(documented("take_over_case"), lambda ids, own: given(caseId=ids.case))],
    "releaseCase": [(documented("release_case"), lambda ids, own: given(caseId=ids.case))],
    "takeTask": [
        (documented("take_task"), lambda ids, own: given(taskId=ids.task, expectedVersion=1))
    ],
    "returnTask": [
        (documented("return_task"), lambda ids, own: given(taskId=ids.task, expectedVersion=1))
    ],
    "completeTask": [
        (
            documented("complete_task"),
            lambda ids, own: given(tasks=[{"taskId": ids.task, "expectedVersion": 1}]),
        )
    ],
    "handOverTask": [
        (
            documented("hand_over_task"),
            lambda ids, own: given(
                taskId=ids.task, expectedVersion=1, toSection=own.other_section_id
            ),
        ),
        (
            documented("hand_over_task"),
            lambda ids, own: given(taskId=own.task_id, expectedVersion=1, toSection=ids.section),
        ),
        (
            documented("hand_over_task"),
            lambda ids, own: given(
                taskId=own.task_id,
                expectedVersion=1,
                toSection=own.other_section_id,
                toPlace=ids.place,
            ),
        ),
    ],
    "attachDocument": [
        (documented("attach_document"), lambda ids, own: attaching(caseId=ids.case)),
        (
            documented("attach_document"),
            lambda ids, own: attaching(caseId=own.case_id, personId=ids.person),
        ),
    ],
    "removeAttachment": [
        (
            documented("remove_attachment"),
            lambda ids, own: given(attachmentId=ids.attachment, reason="誤り"),
        )
    ],
    "createForm": [
        (documented("create_form"), lambda ids, own: given(title="届", copyOfFormId=ids.form))
    ],
    "saveFormDraft": [
        (
            documented("save_form_draft"),
            lambda ids, own: given(formId=ids.form, expectedVersion=1, template=template()),
        )
    ],
    "keepFormOpen": [
        (documented("keep_form_open"), lambda ids, own: given(formId=ids.form, tabId="tab"))
    ],
    "publishForm": [
        (
            documented("publish_form"),
            lambda ids, own: given(formId=ids.form, expectedVersion=1, validFrom="2026-12-01"),
        )
    ],
    "endFormVersion": [
        (
            documented("end_form_version"),
            lambda ids, own: given(versionId=ids.form_version, validTo="2026-12-01"),
        )
    ],
    "withdrawFormVersion": [
        (documented("withdraw_form_version"), lambda ids, own: given(versionId=ids.form_version))
    ],
    "restoreForm": [
        (
            documented("restore_form"),
            lambda ids, own: given(
                formId=ids.form, expectedVersion=1, revisionId=ids.form_revision
            ),
        ),
        (
            documented("restore_form"),
            lambda ids, own: given(
                formId=own.form_id, expectedVersion=1, revisionId=ids.form_revision
            ),
        ),
        (
            documented("restore_form"),
            lambda ids, own: given(
                formId=own.form_id, expectedVersion=1, versionId=ids.form_version
            ),
        ),
    ],
    "discardFormDraft": [
        (
            documented("discard_form_draft"),
            lambda ids, own: given(formId=ids.form, expectedVersion=1),
        )
    ],
    "removeForm": [
        (documented("remove_form"), lambda ids, own: given(formId=ids.form, expectedVersion=1))
    ],
    "changeFormOwner": [(documented("change_form_owner"), lambda ids, own: given(formId=ids.form))],
    "importForm": [
        (
            documented("import_form"),
            lambda ids, own: given(formId=ids.form, expectedVersion=1, template=template()),
        )
    ],
    "leaveForm": [(documented("leave_form"), lambda ids, own: given(formId=ids.form, tabId="tab"))],
    "withdrawCase": [
        (
            documented("withdraw_case"),
            lambda ids, own: given(caseId=ids.case, expectedVersion=1, reason="取下げ"),
        )
    ],
}


def tries(of: dict[str, list[Try]]) -> list[Any]:
    return [
        pytest.param(query, variables, id=f"{name}-{position}")
        for name, list_ in of.items()
        for position, (query, variables) in enumerate(list_)
    ]


@pytest.fixture
async def everything(running: Server) -> Official:
    """An official of the home city whose groups allow all that groups can."""
    number = "1999"
    await running.database.execute(
        "INSERT INTO staff (city_id, id, section_id, staff_number, name, password_hash,"
        " failed_sign_ins, is_active)"
        " SELECT city_id, gen_random_uuid(), section_id, $1, '全　権限', password_hash, 0, true"
        " FROM staff WHERE city_id = 1 AND staff_number = '1003'"
        " ON CONFLICT (city_id, staff_number) DO NOTHING",
        number,
    )
    await running.database.execute(
        "INSERT INTO staff_membership (city_id, staff_id, group_id)"
        " SELECT 1, staff.id, staff_group.id FROM staff, staff_group"
        " WHERE staff.city_id = 1 AND staff_number = $1 AND staff_group.city_id = 1"
        " ON CONFLICT DO NOTHING",
        number,
    )
    return await running.official(number)


def ids_in(value: Any) -> Iterator[UUID]:
    """Every id in an answer, global or plain, however deep."""
    if isinstance(value, dict):
        for below in value.values():
            yield from ids_in(below)
    elif isinstance(value, list):
        for below in value:
            yield from ids_in(below)
    elif isinstance(value, str):
        yield from ids_in_text(value)


def ids_in_text(text: str) -> Iterator[UUID]:
    with contextlib.suppress(ValueError):
        text = f"{text} {base64.b64decode(text, validate=True).decode()}"
    for found in re.findall(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", text):
        yield UUID(found)


def test_every_root_field_is_tried() -> None:
    assert set(QUERIES) == root_fields(OperationType.QUERY)
    without_ids = {"signIn", "signOut", "openCase", "statisticsWorkbook", "addFormAsset"} | {
        "readFormWorkbook",
        "setPrinterOffset",
    }
    assert {*MUTATIONS} | without_ids == root_fields(OperationType.MUTATION)
    assert root_fields(OperationType.SUBSCRIPTION) == {"caseEvents", "taskEvents", "formEvents"}


@pytest.mark.parametrize(("query", "variables"), tries(QUERIES))
async def test_a_query_with_another_citys_ids_answers_as_with_nobodys(
    running: Server,
    everything: Official,
    visit: Visit,
    theirs: Ids,
    nobodys: Ids,
    their_ids: set[UUID],
    query: str,
    variables: Callable[[Ids, Visit], Json],
) -> None:
    before = await running.fingerprint(city_id=2)

    with_theirs = await everything.ask(query, **SAID, **variables(theirs, visit))

    with_nobodys = await everything.ask(query, **SAID, **variables(nobodys, visit))
    assert with_theirs.body == with_nobodys.body
    assert "INTERNAL_ERROR" not in with_theirs.codes
    assert their_ids.isdisjoint(ids_in(with_theirs.body))
    assert await running.fingerprint(city_id=2) == before


@pytest.mark.parametrize(("query", "variables"), tries(MUTATIONS))
async def test_a_mutation_with_another_citys_ids_finds_nothing_and_changes_nothing(
    running: Server,
    everything: Official,
    visit: Visit,
    theirs: Ids,
    nobodys: Ids,
    their_ids: set[UUID],
    query: str,
    variables: Callable[[Ids, Visit], Json],
) -> None:
    await running.let_leases_lapse()  # who edits the own case is not what this is about
    before = await running.fingerprint(but=("audit_event", "audit_subject"))
    log_before = await running.fingerprint(city_id=2)

    with_theirs = await everything.ask(query, **SAID, **variables(theirs, visit))

    with_nobodys = await everything.ask(query, **SAID, **variables(nobodys, visit))
    assert with_theirs.body == with_nobodys.body
    assert with_theirs.field["__typename"] == "NotFound"
    assert their_ids.isdisjoint(ids_in(with_theirs.body))
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before
    assert await running.fingerprint(city_id=2) == log_before
    (event,) = await running.events(with_theirs.request_id)
    assert (event["city_id"], event["outcome"], event["refusal_code"]) == (
        1,
        "REFUSED",
        "NOT_FOUND",
    )
    assert their_ids.isdisjoint(id_ for _, id_, _ in event["subjects"])


@pytest.mark.parametrize("sample", ["full_name", "number", "furigana"])
async def test_a_search_for_another_citys_person_finds_only_ones_own(
    running: Server, everything: Official, elsewhere: Visit, their_ids: set[UUID], sample: str
) -> None:
    text = await running.database.fetchval(
        f"SELECT resident.{sample} FROM resident JOIN case_person p"
        " ON p.city_id = resident.city_id AND p.resident_id = resident.id"
        " WHERE p.city_id = 2"
    )

    answer = await everything.ask(SEARCH, search=text)

    found = [node["id"] for node in answer.field["nodes"]]
    assert their_ids.isdisjoint(ids_in(found))


async def test_a_case_number_of_both_cities_gives_ones_own_case(
    everything: Official, visit: Visit, elsewhere: Visit, their_ids: set[UUID]
) -> None:
    number = (await elsewhere.official.run("case", id=elsewhere.case_id)).field["number"]

    answer = await everything.run("cases", first=10, filter={"number": number})

    assert [node["number"] for node in answer.field["nodes"]] == [number]
    assert their_ids.isdisjoint(ids_in(answer.body))


async def test_another_citys_idempotency_key_is_a_fresh_key_here(
    running: Server, everything: Official, elsewhere: Visit, their_ids: set[UUID]
) -> None:
    before = await running.fingerprint(city_id=2)

    made = await everything.change(
        "open_case", idempotencyKey=elsewhere.keys["openCase"], **CERTIFICATE_CASE
    )

    assert made["__typename"] == "Case"
    assert their_ids.isdisjoint(ids_in(made))
    assert await running.fingerprint(city_id=2) == before


async def test_the_key_and_input_of_another_citys_change_find_nothing_here(
    running: Server, everything: Official, elsewhere: Visit
) -> None:
    before = await running.fingerprint(but=("audit_event", "audit_subject"))

    refused = await everything.change(
        "record_person",
        caseId=elsewhere.case_id,
        role="APPLICANT",
        residentId=elsewhere.resident_id,
        idempotencyKey=elsewhere.keys["recordPerson"],
    )

    assert refused["__typename"] == "NotFound"
    assert await running.fingerprint(but=("audit_event", "audit_subject")) == before


async def test_a_colleagues_idempotency_key_does_not_give_the_colleagues_case(
    running: Server, visit: Visit
) -> None:
    colleague = await running.official("1002")

    made = await colleague.change(
        "open_case", idempotencyKey=visit.keys["openCase"], **CERTIFICATE_CASE
    )

    assert made["__typename"] == "Case"
    assert made["id"] != visit.case_id


@pytest.mark.parametrize(("own", "other"), [(HOME, "2"), (ELSEWHERE, "1")])
async def test_a_token_moved_to_the_other_city_is_nobodys(
    running: Server, own: str, other: str
) -> None:
    official = await running.sign_in("1001", own)
    assert official.token is not None
    _, _, secret = official.token.split(".")
    forged = Official(server=running, token=f"m1.{other}.{secret}")

    answer = await forged.run("cases", first=10)

    assert answer.codes == ["NOT_SIGNED_IN"]
    assert answer.body["data"] == {"cases": None}


async def test_signing_in_and_out_leaves_the_other_citys_sessions_alone(
    running: Server, elsewhere: Visit
) -> None:
    before = await running.fingerprint(city_id=2)
    official = await running.sign_in("1003")

    ended = await official.run("sign_out")

    assert ended.field["__typename"] == "SignedOut"
    assert await running.fingerprint(city_id=2) == before
    viewer = await elsewhere.official.run("viewer")
    assert viewer.field["city"]["code"] == ELSEWHERE


async def test_the_events_of_another_citys_case_cannot_be_followed(
    running: Server, everything: Official, elsewhere: Visit, nobodys: Ids
) -> None:
    before = await running.fingerprint(city_id=2)
    query = documented("case_events")

    async with everything.socket() as socket:
        with_theirs = await socket.subscribe(query, case=elsewhere.case_id)
    async with everything.socket() as socket:
        with_nobodys = await socket.subscribe(query, case=nobodys.case)

    assert with_theirs == with_nobodys
    assert with_theirs["type"] == "error"
    assert with_theirs["payload"][0]["extensions"]["code"] == "NOT_FOUND"
    assert await running.fingerprint(city_id=2) == before


async def test_the_events_of_another_citys_form_cannot_be_followed(
    running: Server, everything: Official, theirs: Ids, nobodys: Ids
) -> None:
    before = await running.fingerprint(city_id=2)
    query = documented("form_events")

    async with everything.socket() as socket:
        with_theirs = await socket.subscribe(query, form=theirs.form)
    async with everything.socket() as socket:
        with_nobodys = await socket.subscribe(query, form=nobodys.form)

    assert with_theirs == with_nobodys
    assert with_theirs["payload"][0]["extensions"]["code"] == "NOT_FOUND"
    assert await running.fingerprint(city_id=2) == before


async def test_the_tasks_of_another_citys_section_cannot_be_followed(
    running: Server, everything: Official, theirs: Ids, nobodys: Ids
) -> None:
    before = await running.fingerprint(city_id=2)
    query = documented("task_events")

    async with everything.socket() as socket:
        with_theirs = await socket.subscribe(query, section=theirs.section)
    async with everything.socket() as socket:
        with_nobodys = await socket.subscribe(query, section=nobodys.section)

    assert with_theirs == with_nobodys
    assert with_theirs["payload"][0]["extensions"]["code"] == "NOT_FOUND"
    assert await running.fingerprint(city_id=2) == before


@pytest.mark.parametrize("folder", ["documents", "prints"])
async def test_another_citys_document_is_not_there(
    running: Server, everything: Official, elsewhere: Visit, folder: str
) -> None:
    path = {"documents": elsewhere.document_path, "prints": elsewhere.print_path}[folder]
    assert (await elsewhere.official.fetch(path)).status_code == 200
    before = await running.fingerprint(city_id=2)

    with_theirs = await everything.fetch(path, stating="確認のため")

    with_nobodys = await everything.fetch(f"/{folder}/{uuid4()}.pdf", stating="確認のため")
    assert (with_theirs.status_code, with_theirs.content) == (404, with_nobodys.content)
    assert await running.fingerprint(city_id=2) == before


async def test_another_citys_pictures_are_not_there(
    running: Server, everything: Official, elsewhere_shown: Shown, theirs: Ids
) -> None:
    before = await running.fingerprint(city_id=2)

    page = await everything.fetch(elsewhere_shown.pages[0], stating="確認のため")
    signature = await everything.fetch(f"/signatures/{uuid_of(theirs.signature)}.png")

    nobodys_page = await everything.fetch(f"/tablet/pages/{uuid4()}/1.png", stating="確認のため")
    nobodys_signature = await everything.fetch(f"/signatures/{uuid4()}.png")
    assert (page.status_code, page.content) == (404, nobodys_page.content)
    assert (signature.status_code, signature.content) == (404, nobodys_signature.content)
    assert await running.fingerprint(city_id=2) == before


@pytest.mark.parametrize(
    "path",
    [
        "/documents/../2/{id}.pdf",
        "/documents/..%2f2%2f{id}.pdf",
        "/documents/2/{id}.pdf",
        "/documents/2%2F{id}.pdf",
    ],
)
async def test_no_path_leads_around_the_city(
    everything: Official, elsewhere: Visit, path: str
) -> None:
    id_ = elsewhere.document_path.removeprefix("/documents/").removesuffix(".pdf")

    answer = await everything.fetch(path.format(id=id_))

    assert answer.status_code == 404


# SQL as the application's role


@pytest.fixture
async def application(running: Server) -> Any:
    """A connection as the server has it, in a transaction that is given up."""
    connection = await asyncpg.connect(running.urls.app)
    transaction = connection.transaction()
    await transaction.start()
    yield connection
    await transaction.rollback()
    await connection.close()


CITY_TABLES = sorted(
    table.name for table in Base.metadata.tables.values() if "city_id" in table.columns
)


async def refusal_of(connection: asyncpg.Connection, statement: str) -> str:
    """Why the database refuses a statement; what it did where it does not."""
    savepoint = connection.transaction()
    await savepoint.start()
    try:
        done = await connection.execute(statement)
    except asyncpg.InsufficientPrivilegeError as error:
        return str(error)
    finally:
        await savepoint.rollback()
    return str(done)


@pytest.mark.parametrize("table", CITY_TABLES)
async def test_with_the_setting_unset_a_table_has_no_row_and_takes_none(
    running: Server, elsewhere: Visit, application: asyncpg.Connection, table: str
) -> None:
    seen = await application.fetchval(f"SELECT count(*) FROM {table}")

    inserted = await refusal_of(application, f"INSERT INTO {table} (city_id) VALUES (2)")
    updated = await refusal_of(application, f"UPDATE {table} SET city_id = city_id")

    assert seen == 0
    assert inserted == f'new row violates row-level security policy for table "{table}"'
    assert updated in ("UPDATE 0", f"permission denied for table {table}")


@pytest.mark.parametrize("table", CITY_TABLES)
async def test_with_a_citys_setting_only_its_rows_are_seen_and_written(
    running: Server,
    visit: Visit,
    elsewhere: Visit,
    application: asyncpg.Connection,
    table: str,
) -> None:
    count = f"SELECT count(*) FROM {table} WHERE city_id = "
    own = await running.database.fetchval(f"{count} 1")
    await application.execute("SET LOCAL app.city_id = '1'")

    seen = await application.fetchval(f"SELECT count(*) FROM {table}")
    foreign = await application.fetchval(f"{count} 2")
    inserted = await refusal_of(application, f"INSERT INTO {table} (city_id) VALUES (2)")
    updated = await refusal_of(application, f"UPDATE {table} SET city_id = 1 WHERE city_id = 2")
    moved = await refusal_of(application, f"UPDATE {table} SET city_id = 2 WHERE city_id = 1")

    assert (seen, foreign) == (own, 0)
    violated = f'new row violates row-level security policy for table "{table}"'
    denied = f"permission denied for table {table}"
    assert inserted == violated
    assert updated in ("UPDATE 0", denied)
    assert moved in ((violated, denied) if own else ("UPDATE 0", denied))


async def test_the_visit_filled_every_table_that_the_other_city_could_lose(
    running: Server, elsewhere: Visit
) -> None:
    empty = {
        table
        for table in CITY_TABLES
        if not await running.database.fetchval(f"SELECT count(*) FROM {table} WHERE city_id = 2")
    }

    # A certificate asks nothing; nobody of the small city is under 支援措置.
    assert empty <= {"case_answer", "disclosure_restriction"}


async def test_every_table_of_a_city_is_under_forced_row_level_security(running: Server) -> None:
    found = await running.database.fetch(CITY_OWNED)
    policies = await running.database.fetch(
        "SELECT tablename, policyname, permissive, cmd, roles::text[], qual, with_check"
        " FROM pg_policies WHERE schemaname = 'public'"
    )

    assert [row["relname"] for row in found] == CITY_TABLES
    assert all(row["relrowsecurity"] and row["relforcerowsecurity"] for row in found)
    own = "(city_id = (NULLIF(current_setting('app.city_id'::text, true), ''::text))::bigint)"
    assert sorted(tuple(row) for row in policies) == [
        (table, "own_city", "PERMISSIVE", "ALL", ["public"], own, own) for table in CITY_TABLES
    ]


async def test_a_table_without_a_city_is_read_only_to_the_server(running: Server) -> None:
    cityless = {
        f"{row['schemaname']}.{row['relname']}"
        for row in await running.database.fetch(
            "SELECT schemaname, relname FROM pg_stat_user_tables WHERE relid <> ALL ("
            "SELECT attrelid FROM pg_attribute WHERE attname = 'city_id' AND NOT attisdropped)"
        )
    }
    writable = {
        table
        for table in cityless
        for privilege in ("INSERT", "UPDATE", "DELETE", "TRUNCATE")
        if await running.database.fetchval(
            "SELECT has_table_privilege($1, $2, $3)", APP_ROLE, table, privilege
        )
    }

    assert cityless == {"reference.city", "public.alembic_version"}
    assert writable == set()


async def test_the_servers_role_cannot_get_around_row_level_security(running: Server) -> None:
    role = await running.database.fetchrow(
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = $1",
        APP_ROLE,
    )
    memberships = await running.database.fetch(
        "SELECT roleid FROM pg_auth_members WHERE member = $1::regrole", APP_ROLE
    )
    owned = await running.database.fetch(
        "SELECT relname FROM pg_class WHERE relowner = $1::regrole", APP_ROLE
    )

    assert tuple(role) == (False, False, False, False, False)
    assert (memberships, owned) == ([], [])


@pytest.mark.parametrize("table", ["audit_event", "audit_subject"])
@pytest.mark.parametrize(
    "statement", ["UPDATE {} SET city_id = 1", "DELETE FROM {}", "TRUNCATE {}"]
)
async def test_the_server_can_only_add_to_the_audit_log(
    visit: Visit, application: asyncpg.Connection, table: str, statement: str
) -> None:
    await application.execute("SET LOCAL app.city_id = '1'")

    refused = await refusal_of(application, statement.format(table))

    assert refused == f"permission denied for table {table}"
