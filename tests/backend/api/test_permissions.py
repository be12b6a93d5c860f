"""Who may use which root field: every field by every sample group, and by nobody."""

from typing import Any

import pytest
from graphql import OperationType

from backend.reading.global_ids import encode_id
from backend.shared.opaque_codes import encode
from backend.staff.samples import GROUPS
from tests.backend.api.designing import template
from tests.backend.api.signing import PAD, strokes
from tests.server import (
    ATTACHED,
    CERTIFICATE_CASE,
    SCAN,
    WORKBOOK,
    File,
    Json,
    Official,
    Server,
    Visit,
    documented,
    root_fields,
)

ALL = frozenset(group.code for group in GROUPS)
COUNTER = frozenset({"counter", "register"})
EDITORS = frozenset({"forms", "administrator"})
PUBLISHERS = frozenset({"publishing", "administrator"})
# Who may: the groups by their codes. ``None``: also who has not signed in.
ALLOWED: dict[str, frozenset[str] | None] = {
    "node": ALL,
    "viewer": ALL,
    "resident": COUNTER | {"section"},
    "household": COUNTER | {"section"},
    "residents": COUNTER | {"section"},
    "residentListing": frozenset({"register"}),
    "individualNumber": frozenset({"numbers"}),
    "reasons": ALL,
    "procedures": ALL,
    "formDefinitions": ALL,
    "formDefinition": ALL,
    "readyForms": ALL,
    "readyForm": ALL,
    "formUses": ALL,
    "createForm": EDITORS,
    "saveFormDraft": EDITORS,
    "keepFormOpen": EDITORS,
    "leaveForm": EDITORS,
    "formEvents": ALL,
    "publishForm": PUBLISHERS,
    "endFormVersion": PUBLISHERS,
    "withdrawFormVersion": PUBLISHERS,
    "restoreForm": EDITORS,
    "discardFormDraft": EDITORS,
    "removeForm": EDITORS,
    "changeFormOwner": frozenset({"administrator"}),
    "importForm": EDITORS,
    "exportForm": EDITORS | PUBLISHERS,
    "compareForms": EDITORS | PUBLISHERS,
    "formRegression": EDITORS | PUBLISHERS,
    "openingDays": ALL,
    "sampleFamilies": ALL,
    "printerOffsets": ALL,
    "setPrinterOffset": EDITORS | COUNTER | {"section"},
    "fieldKinds": ALL,
    "formDataItems": ALL,
    "layOutForm": frozenset({"forms", "administrator"}),
    "statistics": frozenset({"output"}),
    "case": COUNTER | {"section"},
    "cases": COUNTER | {"section"},
    "auditEvents": frozenset({"auditor"}),
    "signIn": None,
    "signOut": ALL,
    "openCase": COUNTER,
    "recordPerson": COUNTER,
    "recordAnswers": COUNTER,
    "recordIdentityCheck": COUNTER,
    "recordProof": COUNTER,
    "chooseProcedures": COUNTER,
    "fillForm": COUNTER,
    "printDocuments": COUNTER | {"section"},
    "printAgain": COUNTER | {"section"},
    "completeCase": COUNTER,
    "withdrawCase": COUNTER,
    "shownDocuments": frozenset(),  # a citizen's tablet alone: test_tablet.py
    "showToCitizen": COUNTER,
    "endShowing": COUNTER,
    "signDocuments": COUNTER,  # at an official's pen tablet
    "recordPaperSignature": COUNTER,
    "withdrawSignature": COUNTER,
    "attachDocument": COUNTER | {"section"},
    "removeAttachment": COUNTER | {"section"},
    "addFormAsset": EDITORS,
    "readFormWorkbook": EDITORS,
    "exportApplications": frozenset({"output"}),
    "statisticsWorkbook": frozenset({"output"}),
    "caseEvents": COUNTER | {"section"},
    "sections": ALL,
    "tasks": COUNTER | {"section"},
    "caseByHandOverCode": COUNTER | {"section"},
    "takeOverCase": COUNTER,
    "releaseCase": COUNTER,
    "takeTask": COUNTER | {"section"},
    "returnTask": COUNTER | {"section"},
    "completeTask": COUNTER | {"section"},
    "handOverTask": COUNTER | {"section"},
    "taskEvents": COUNTER | {"section"},
}
# The kinds of ``node`` that need a permission, and whose.
NODES: dict[str, frozenset[str]] = {
    "Resident": COUNTER | {"section"},
    "Household": COUNTER | {"section"},
    "Case": COUNTER | {"section"},
    "Task": COUNTER | {"section"},
    "Section": ALL,
    "AuditEvent": frozenset({"auditor"}),
    "FormDefinition": ALL,
    "FormVersion": ALL,
    "FormDraft": ALL,
    "FormRevision": ALL,
    "Staff": ALL,
}
ABSENT = "UmVzaWRlbnQ6MDAwMDAwMDAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAw"  # Resident:0…
SAMPLE_OF = {
    "section": "2002",
    "administrator": "9001",
    "auditor": "9002",
    "register": "1002",
}


def query_of(name: str) -> str:
    """A document that uses the field."""
    own = {
        "resident": "query { resident(id: %s) { __typename } }",
        "household": "query { household(id: %s) { __typename } }",
        "individualNumber": "query { individualNumber(residentId: %s) { number } }",
        "formDefinition": "query { formDefinition(id: %s) { code } }",
        "case": "query { case(id: %s) { __typename } }",
        "node": "query { node(id: %s) { __typename } }",
        "residentListing": '{ residentListing(bornFrom: "2020-01-01", first: 1) { nodes {'
        " __typename } } }",
        "residents": '{ residents(search: "0000000019", first: 1) { nodes { __typename } } }',
        "reasons": "{ reasons(first: 1) { nodes { code } } }",
        "procedures": "{ procedures(first: 1) { nodes { code } } }",
        "formDefinitions": "{ formDefinitions(first: 1) { nodes { code } } }",
        "readyForms": "{ readyForms { code } }",
        "readyForm": '{ readyForm(code: "nothing") { code } }',
        "compareForms": "query { compareForms(input: {formId: %s, left: {}, right: {},"
        ' family: "one_person"}) { differences { words } } }',
        "formRegression": "query { formRegression(formId: %s) { family } }",
        "exportForm": "query { exportForm(formId: %s) }",
        "formUses": "{ formUses { formCode } }",
        "cases": "{ cases(first: 1) { nodes { __typename } } }",
        "auditEvents": "{ auditEvents(first: 1) { nodes { id } } }",
        "viewer": "{ viewer { staffNumber } }",
        "statistics": '{ statistics(from: "2026-11-24", to: "2026-11-24", groupBy: []) {'
        " smallestShown } }",
        "openingDays": '{ openingDays(from: "2026-12-01", to: "2026-12-02") { isOpenNow } }',
        "printerOffsets": "{ printerOffsets(first: 1) { nodes { printer } } }",
        "sampleFamilies": "{ sampleFamilies { code } }",
        "fieldKinds": "{ fieldKinds { kind } }",
        "formDataItems": "{ formDataItems { name } }",
        "layOutForm": '{ layOutForm(input: {family: "proxy", template: {}}) { hash } }',
        "sections": "{ sections(first: 1) { nodes { code } } }",
        "tasks": "{ tasks(first: 1) { nodes { __typename } } }",
        "caseByHandOverCode": 'query { caseByHandOverCode(code: "%c") { __typename } }',
        "shownDocuments": "{ shownDocuments { cityName } }",
    }
    return own[name].replace("%s", f'"{ABSENT}"').replace("%c", encode(0))


MUTATION_INPUTS: dict[str, tuple[str, Json]] = {
    "openCase": ("open_case", CERTIFICATE_CASE),
    "recordPerson": ("record_person", {"caseId": ABSENT, "role": "MOVER"}),
    "recordAnswers": ("record_answers", {"caseId": ABSENT, "expectedVersion": 1}),
    "recordIdentityCheck": (
        "record_identity_check",
        {
            "caseId": ABSENT,
            "expectedVersion": 1,
            "documents": [{"code": "PASSPORT", "how": "SEEN", "validUntil": "2030-04-12"}],
        },
    ),
    "recordProof": (
        "record_proof",
        {
            "caseId": ABSENT,
            "code": "POWER_OF_ATTORNEY",
            "state": "MISSING",
            "expectedVersion": 0,
        },
    ),
    "chooseProcedures": ("choose_procedures", {"caseId": ABSENT, "expectedVersion": 1}),
    "fillForm": ("fill_form", {"caseId": ABSENT, "formCode": "certificate_application"}),
    "printDocuments": ("print_documents", {"caseId": ABSENT}),
    "printAgain": ("print_again", {"printRunId": ABSENT}),
    "completeCase": ("complete_case", {"caseId": ABSENT, "expectedVersion": 1}),
    "statisticsWorkbook": ("statistics_workbook", {"from": "2020-01-01", "to": "2020-01-01"}),
    "exportApplications": (
        "export_applications",
        {"formCode": "nothing", "from": "2026-11-24", "to": "2026-11-24"},
    ),
    "withdrawCase": ("withdraw_case", {"caseId": ABSENT, "expectedVersion": 1, "reason": "取下げ"}),
    "takeOverCase": ("take_over_case", {"caseId": ABSENT}),
    "releaseCase": ("release_case", {"caseId": ABSENT}),
    "takeTask": ("take_task", {"taskId": ABSENT, "expectedVersion": 1}),
    "returnTask": ("return_task", {"taskId": ABSENT, "expectedVersion": 1}),
    "completeTask": ("complete_task", {"tasks": [{"taskId": ABSENT, "expectedVersion": 1}]}),
    "handOverTask": (
        "hand_over_task",
        {"taskId": ABSENT, "expectedVersion": 1, "toSection": ABSENT},
    ),
    "showToCitizen": ("show_to_citizen", {"caseId": ABSENT}),
    "endShowing": ("end_showing", {"showingId": ABSENT}),
    "signDocuments": (
        "sign_documents",
        {
            "documents": [{"id": ABSENT, "contentHash": "0" * 64}],
            "strokes": strokes(),
            "pad": PAD,
            "hasConsented": True,
        },
    ),
    "recordPaperSignature": ("record_paper_signature", {"documentId": ABSENT}),
    "withdrawSignature": ("withdraw_signature", {"signatureId": ABSENT, "reason": "取消し"}),
    "attachDocument": (
        "attach_document",
        {"caseId": ABSENT, **ATTACHED, "file": File("scan.png", SCAN)},
    ),
    "removeAttachment": ("remove_attachment", {"attachmentId": ABSENT, "reason": "誤り"}),
    "createForm": ("create_form", {"title": "届"}),
    "saveFormDraft": (
        "save_form_draft",
        {"formId": ABSENT, "expectedVersion": 1, "template": template()},
    ),
    "keepFormOpen": ("keep_form_open", {"formId": ABSENT, "tabId": "tab"}),
    "leaveForm": ("leave_form", {"formId": ABSENT, "tabId": "tab"}),
    "publishForm": (
        "publish_form",
        {"formId": ABSENT, "expectedVersion": 1, "validFrom": "2026-12-01"},
    ),
    "endFormVersion": ("end_form_version", {"versionId": ABSENT, "validTo": "2026-12-01"}),
    "withdrawFormVersion": ("withdraw_form_version", {"versionId": ABSENT}),
    "restoreForm": (
        "restore_form",
        {"formId": ABSENT, "expectedVersion": 1, "revisionId": ABSENT},
    ),
    "discardFormDraft": ("discard_form_draft", {"formId": ABSENT, "expectedVersion": 1}),
    "removeForm": ("remove_form", {"formId": ABSENT, "expectedVersion": 1}),
    "changeFormOwner": ("change_form_owner", {"formId": ABSENT}),
    "importForm": ("import_form", {"template": template()}),
    "setPrinterOffset": ("set_printer_offset", {"printer": "権限", "rightMm": 1, "downMm": 2}),
    "addFormAsset": ("add_form_asset", {"file": File("scan.png", SCAN)}),
    "readFormWorkbook": ("read_form_workbook", {"file": File("form.xlsx", WORKBOOK)}),
}


# What needs nothing that is there already is made; all else is not found.
MADE = {
    "openCase": "Case",
    "statisticsWorkbook": "StatisticsWorkbook",
    "createForm": "FormDefinition",
    "importForm": "FormDefinition",
    "addFormAsset": "FormAsset",
    "setPrinterOffset": "PrinterOffset",
    "readFormWorkbook": "WorkbookForm",
}


@pytest.fixture(scope="session")
async def by_group(running: Server) -> dict[str | None, Official]:
    """Somebody of each group alone; and somebody who has not signed in."""
    for code in sorted(ALL - set(SAMPLE_OF)):
        await running.database.execute(
            "INSERT INTO staff (city_id, id, section_id, staff_number, name, password_hash,"
            " failed_sign_ins, is_active)"
            " SELECT city_id, gen_random_uuid(), section_id, $1, '一　権限', password_hash, 0, true"
            " FROM staff WHERE city_id = 1 AND staff_number = '1003'",
            f"only-{code}",
        )
        await running.database.execute(
            "INSERT INTO staff_membership (city_id, staff_id, group_id)"
            " SELECT 1, staff.id, staff_group.id FROM staff, staff_group WHERE staff.city_id = 1"
            " AND staff_number = $1 AND staff_group.city_id = 1 AND code = $2",
            f"only-{code}",
            code,
        )
    officials: dict[str | None, Official] = {
        code: await running.official(SAMPLE_OF.get(code, f"only-{code}")) for code in ALL
    }
    return {**officials, None: running.nobody}


def test_the_table_names_every_root_field() -> None:
    assert set(ALLOWED) == {name for kind in OperationType for name in root_fields(kind)}


@pytest.mark.parametrize("name", sorted(root_fields(OperationType.QUERY)))
async def test_a_query_is_open_to_exactly_these_groups(
    by_group: dict[str | None, Official], name: str
) -> None:
    # An absent resident's id needs the permission of residents in ``node``.
    allowed = NODES["Resident"] if name == "node" else ALLOWED[name]
    assert allowed is not None

    answers = {
        group: await one.ask(query_of(name), purpose="確認") for group, one in by_group.items()
    }

    codes = {group: answer.codes for group, answer in answers.items()}
    expected: dict[str | None, list[str]] = {
        group: [] if group in allowed else ["NOT_PERMITTED"] for group in ALL
    }
    assert codes == {**expected, None: ["NOT_SIGNED_IN"]}
    refused = [answer for answer in answers.values() if answer.codes]
    assert [answer.body["data"] for answer in refused] == [{name: None}] * len(refused)


@pytest.mark.parametrize("kind", sorted(NODES))
async def test_a_node_is_open_to_exactly_these_groups(
    running: Server, by_group: dict[str | None, Official], visit: Visit, kind: str
) -> None:
    table = {
        "Resident": "resident",
        "Household": "household",
        "Case": "counter_case",
        "Task": "case_task",
        "Section": "section",
        "AuditEvent": "audit_event",
        "FormDefinition": "form_definition",
        "FormVersion": "form_version",
        "FormDraft": "form_draft",
        "FormRevision": "form_revision",
        "Staff": "staff",
    }[kind]
    restricted = " AND NOT is_restricted" if kind == "Resident" else ""
    if kind == "Household":
        restricted = " AND id NOT IN (SELECT household_id FROM resident WHERE is_restricted)"
    id_ = await running.database.fetchval(
        f"SELECT replace(encode(convert_to('{kind}:' || id, 'UTF8'), 'base64'), E'\\n', '')"
        f" FROM {table} WHERE city_id = 1{restricted} ORDER BY id DESC LIMIT 1"
    )

    answers = {
        group: await one.run("node", id=id_) for group, one in by_group.items() if group is not None
    }

    given = {group for group, answer in answers.items() if answer.body["data"]["node"]}
    assert given == NODES[kind]
    assert {code for answer in answers.values() for code in answer.codes} <= {"NOT_PERMITTED"}


@pytest.mark.parametrize(
    "name", sorted(root_fields(OperationType.MUTATION) - {"signIn", "signOut"})
)
async def test_a_mutation_is_open_to_exactly_these_groups(
    running: Server, by_group: dict[str | None, Official], name: str
) -> None:
    document, given = MUTATION_INPUTS[name]
    allowed = ALLOWED[name]
    assert allowed is not None
    before = await running.fingerprint(but=("audit_event", "audit_subject", "session"))

    refused = {
        group: (await one.change(document, **given))["__typename"]
        for group, one in by_group.items()
        if group not in allowed
    }

    expected: dict[str | None, str] = dict.fromkeys(ALL - allowed, "NotPermitted")
    assert refused == {**expected, None: "NotSignedIn"}
    assert await running.fingerprint(but=("audit_event", "audit_subject", "session")) == before
    done = {
        (await by_group[group].change(document, **given))["__typename"] for group in sorted(allowed)
    }
    assert done == {MADE.get(name, "NotFound")}


async def test_a_subscription_is_open_to_exactly_these_groups(
    by_group: dict[str | None, Official], visit: Visit
) -> None:
    heard: dict[str | None, Any] = {}
    for group, one in by_group.items():
        async with one.socket() as socket:
            heard[group] = await socket.subscribe(documented("case_events"), case=visit.case_id)

    codes = {
        group: message["payload"][0]["extensions"]["code"]
        for group, message in heard.items()
        if message["type"] == "error"
    }
    allowed = ALLOWED["caseEvents"]
    assert allowed is not None
    expected: dict[str | None, str] = dict.fromkeys(ALL - allowed, "NOT_PERMITTED")
    assert codes == {**expected, None: "NOT_SIGNED_IN"}
    assert {heard[group]["payload"]["data"]["caseEvents"]["number"] for group in allowed} == {1}


async def test_the_tasks_of_a_section_are_followed_by_exactly_these_groups(
    running: Server, by_group: dict[str | None, Official], visit: Visit
) -> None:
    heard: dict[str | None, Any] = {}
    for group, one in by_group.items():
        number = SAMPLE_OF.get(group or "", f"only-{group}")
        section_id = await running.database.fetchval(
            "SELECT coalesce((SELECT section_id FROM staff WHERE city_id = 1 AND"
            " staff_number = $1), (SELECT id FROM section WHERE city_id = 1 LIMIT 1))",
            number,
        )
        # A message comes at once only where there is an event; all begin with an unknown number.
        async with one.socket() as socket:
            heard[group] = await socket.subscribe(
                documented("task_events"),
                section=str(encode_id("Section", section_id)),
                after=1_000_000,
            )

    codes = {group: heard[group]["payload"][0]["extensions"]["code"] for group in heard}
    allowed = ALLOWED["taskEvents"]
    assert allowed is not None
    expected: dict[str | None, str] = dict.fromkeys(ALL - allowed, "NOT_PERMITTED")
    expected |= dict.fromkeys(allowed, "INVALID_INPUT")
    assert codes == {**expected, None: "NOT_SIGNED_IN"}


async def test_the_events_of_a_form_are_followed_by_whoever_is_signed_in(
    running: Server, by_group: dict[str | None, Official]
) -> None:
    form_id = await running.database.fetchval(
        "SELECT id FROM form_definition WHERE city_id = 1 LIMIT 1"
    )
    heard: dict[str | None, Any] = {}
    for group, one in by_group.items():
        async with one.socket() as socket:
            heard[group] = await socket.subscribe(
                documented("form_events"),
                form=str(encode_id("FormDefinition", form_id)),
                after=1_000_000,
            )

    codes = {group: heard[group]["payload"][0]["extensions"]["code"] for group in heard}
    expected: dict[str | None, str] = dict.fromkeys(ALL, "INVALID_INPUT")
    assert codes == {**expected, None: "NOT_SIGNED_IN"}


async def test_everybody_may_sign_in_and_whoever_did_may_sign_out(running: Server) -> None:
    answers = {}
    for number in SAMPLE_OF.values():
        official = await running.sign_in(number)
        answers[number] = (await official.run("sign_out")).field["__typename"]

    assert set(answers.values()) == {"SignedOut"}
    assert (await running.nobody.run("sign_out")).field["__typename"] == "NotSignedIn"


@pytest.mark.parametrize("group", sorted(COUNTER | {"section"}))
async def test_a_document_is_open_to_those_who_may_see_its_case(
    by_group: dict[str | None, Official], visit: Visit, group: str
) -> None:
    await visit.fill()
    await visit.print()

    answer = await by_group[group].fetch(visit.document_path)

    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize(
    ("group", "status"),
    [
        (None, 401),
        ("protection", 403),
        ("numbers", 403),
        ("administrator", 403),
        ("auditor", 403),
    ],
)
async def test_a_document_is_closed_to_all_others(
    by_group: dict[str | None, Official], visit: Visit, group: str | None, status: int
) -> None:
    await visit.fill()
    await visit.print()

    answer = await by_group[group].fetch(visit.document_path)

    assert answer.status_code == status
    assert b"%PDF" not in answer.content


# Field by field

PROTECTED = """
query ($id: ID!) {
  resident(id: $id) {
    ... on Resident {
      fullName
      residentRecordCode
      registeredDomicile familyRegisterHead
      statusOfResidence periodOfStay stayExpiresOn stayExpiresText residenceCardKind
      residenceCardNumber article3045Category
      enrolments { scheme }
      disclosureRestrictions { fromOn }
      versions(first: 1) { nodes { registeredDomicile statusOfResidence } }
    }
  }
}
"""
RECORD_CODE = {"Resident.residentRecordCode"}
FAMILY = {
    "Resident.registeredDomicile",
    "Resident.familyRegisterHead",
    "ResidentVersion.registeredDomicile",
}
STAY = {
    "Resident.statusOfResidence",
    "Resident.periodOfStay",
    "Resident.stayExpiresOn",
    "Resident.stayExpiresText",
    "Resident.residenceCardKind",
    "Resident.residenceCardNumber",
    "Resident.article3045Category",
    "ResidentVersion.statusOfResidence",
}
ENROLMENTS = {"Resident.enrolments"}
MEASURES = {"Resident.disclosureRestrictions"}


@pytest.mark.parametrize(
    ("group", "withheld"),
    [
        ("counter", RECORD_CODE | FAMILY | MEASURES),
        ("register", MEASURES),
        ("section", RECORD_CODE | FAMILY | STAY | MEASURES),
    ],
)
@pytest.mark.parametrize("sample", ["certificate", "common_name"])
async def test_what_a_group_may_not_see_is_null_and_said_to_be_withheld(
    running: Server,
    by_group: dict[str | None, Official],
    group: str,
    withheld: set[str],
    sample: str,
) -> None:
    resident = await running.resident(sample)

    answer = await by_group[group].ask(PROTECTED, id=global_resident(resident["id"]))

    assert answer.body["extensions"]["withheld"] == sorted(withheld)
    shown = answer.field
    version = shown.pop("versions")["nodes"][0]
    names = {f"Resident.{name}": value for name, value in shown.items()}
    names |= {f"ResidentVersion.{name}": value for name, value in version.items()}
    assert {name for name in withheld if names[name] is not None} == set()
    assert shown["fullName"] == resident["full_name"]
    assert names["Resident.enrolments"] is not None


async def test_what_a_group_may_see_is_what_the_register_says(
    running: Server, by_group: dict[str | None, Official]
) -> None:
    japanese = await running.resident("certificate")
    foreign = await running.resident("common_name")

    shown = (await by_group["register"].ask(PROTECTED, id=global_resident(japanese["id"]))).field
    stay = (await by_group["counter"].ask(PROTECTED, id=global_resident(foreign["id"]))).field

    for name, column in (
        ("residentRecordCode", "resident_record_code"),
        ("registeredDomicile", "registered_domicile"),
        ("familyRegisterHead", "family_register_head"),
    ):
        assert shown[name] == japanese[column]
        assert shown[name]
    assert stay["statusOfResidence"] == foreign["status_of_residence"] != ""
    assert stay["residenceCardNumber"] == foreign["residence_card_number"]
    assert stay["stayExpiresOn"] == foreign["stay_expires_on"].isoformat()


def global_resident(id_: Any) -> str:
    return str(encode_id("Resident", id_))


async def test_withheld_values_of_a_recorded_person_stay_withheld_in_the_case(
    running: Server, by_group: dict[str | None, Official], visit: Visit
) -> None:
    query = """query ($id: ID!) { case(id: $id) { ... on Case {
      persons { name registeredDomicile familyRegisterHead statusOfResidence stayExpiresOn
        residenceCardNumber }
      applications { formCode values } } } }"""
    await visit.fill()

    section = await by_group["section"].ask(query, id=visit.case_id)
    register = await by_group["register"].ask(query, id=visit.case_id)

    domicile = (await running.resident("certificate"))["registered_domicile"]
    assert section.body["extensions"]["withheld"] == [
        "Application.values",
        "CasePerson.familyRegisterHead",
        "CasePerson.registeredDomicile",
        "CasePerson.residenceCardNumber",
        "CasePerson.statusOfResidence",
        "CasePerson.stayExpiresOn",
    ]
    assert domicile not in str(section.body)
    assert register.field["persons"][0]["registeredDomicile"] == domicile
    assert "extensions" not in register.body


async def test_nobody_without_the_permission_reads_a_family_register_in_a_form(
    running: Server, by_group: dict[str | None, Official], visit: Visit
) -> None:
    domicile = (await running.resident("certificate"))["registered_domicile"]

    filled = await visit.fill()

    assert domicile not in str(filled)


# When a permission is granted, taken away, or the session ends


async def grant(running: Server, number: str, group: str) -> None:
    await running.database.execute(
        "INSERT INTO staff_membership (city_id, staff_id, group_id)"
        " SELECT 1, staff.id, staff_group.id FROM staff, staff_group WHERE staff.city_id = 1"
        " AND staff_number = $1 AND staff_group.city_id = 1 AND code = $2",
        number,
        group,
    )


async def revoke(running: Server, number: str, group: str) -> None:
    await running.database.execute(
        "DELETE FROM staff_membership USING staff, staff_group WHERE staff.city_id = 1"
        " AND staff_membership.city_id = 1 AND staff_group.city_id = 1"
        " AND staff_id = staff.id AND group_id = staff_group.id"
        " AND staff_number = $1 AND code = $2",
        number,
        group,
    )


async def test_a_permission_takes_effect_at_the_next_request_and_so_does_its_loss(
    running: Server,
) -> None:
    official = await running.sign_in("9001")

    before = await official.ask(query_of("cases"))
    await grant(running, "9001", "section")
    granted = await official.ask(query_of("cases"))
    await revoke(running, "9001", "section")
    revoked = await official.ask(query_of("cases"))

    codes = [before.codes, granted.codes, revoked.codes]
    assert codes == [["NOT_PERMITTED"], [], ["NOT_PERMITTED"]]


async def test_a_subscription_ends_when_its_permission_is_taken_away(
    running: Server, visit: Visit
) -> None:
    await grant(running, "9001", "section")
    official = await running.sign_in("9001")

    async with official.socket() as socket:
        first = await socket.subscribe(documented("case_events"), case=visit.case_id, after=1)
        await revoke(running, "9001", "section")
        await visit.fill()
        second = await socket.hear()

    assert first["payload"]["data"]["caseEvents"]["kind"] == "PERSON_RECORDED"
    assert second["type"] == "error"
    assert second["payload"][0]["extensions"]["code"] == "NOT_PERMITTED"


async def test_a_deactivated_account_is_out_at_once(running: Server) -> None:
    official = await running.sign_in("9001")
    activate = "UPDATE staff SET is_active = $1 WHERE city_id = 1 AND staff_number = '9001'"

    await running.database.execute(activate, False)
    answer = await official.run("viewer")
    refused = await running.nobody.change(
        "sign_in", cityCode="992011", staffNumber="9001", password="madoguchi-sample"
    )
    await running.database.execute(activate, True)

    assert answer.codes == ["NOT_SIGNED_IN"]
    assert refused["__typename"] == "WrongCredentials"


async def test_signing_out_ends_the_session_over_http(running: Server) -> None:
    official = await running.sign_in("1001")

    ended = await official.run("sign_out")

    assert ended.field["__typename"] == "SignedOut"
    assert (await official.run("viewer")).codes == ["NOT_SIGNED_IN"]
    assert (await official.change("open_case", **CERTIFICATE_CASE))["__typename"] == "NotSignedIn"
    assert (await official.run("sign_out")).field["__typename"] == "NotSignedIn"


async def test_signing_out_closes_the_sessions_sockets(running: Server, visit: Visit) -> None:
    official = await running.sign_in("1001")

    async with official.socket() as socket:
        await socket.subscribe(documented("case_events"), case=visit.case_id, after=1)
        await official.run("sign_out")
        await socket.connection.wait_closed()
        code = socket.connection.close_code

    assert code == 4403


async def test_signing_out_elsewhere_leaves_ones_other_session(running: Server) -> None:
    first, second = await running.sign_in("1001"), await running.sign_in("1001")

    await first.run("sign_out")

    assert (await second.run("viewer")).field["staffNumber"] == "1001"


async def test_an_ended_session_opens_no_socket(running: Server) -> None:
    official = await running.sign_in("1001")
    await official.run("sign_out")

    with pytest.raises(Exception, match="4403"):
        async with official.socket():
            pass
