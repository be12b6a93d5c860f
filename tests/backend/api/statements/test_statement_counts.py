"""How many SQL statements each documented operation sends, so that none grows unseen."""

from backend.shared.uploads import UploadedFile
from benchmarks.city import OPERATIONS
from tests.backend.api.statements.conftest import Counting
from tests.backend.api.statements.forms import make_a_form
from tests.backend.api.statements.main_job import by_proxy, move_in, reads
from tests.backend.api.statements.signing import sign_on_a_tablet
from tests.server import SCAN, WORKBOOK

# BEGIN, the settings and COMMIT are not counted: they are two messages of every operation.
STATEMENTS = {
    "open_case": 24,
    "open_case again": 23,  # the city's catalogue is known by now
    "record_person 1": 26,
    "record_person 2": 22,
    "record_person 3": 26,
    "record_person 4": 21,
    "record_person 5": 26,  # as many as for the first
    "record_answers to 27 questions": 27,
    "record_answers to 2 questions": 27,
    "choose_procedures": 20,
    "fill_form": 16,
    "print_documents": 27,
    "print_again": 15,
    "complete_case": 21,
    "withdraw_case": 14,
    "open_case to sign": 22,
    "record_person to sign": 22,
    "fill_form to sign": 18,
    "show_to_citizen": 30,
    "show_to_citizen again": 30,
    "end_showing": 11,
    "shown_documents": 4,
    "sign_documents": 27,
    "print_documents of a signed form": 43,
    "case of a signed form": 15,
    "withdraw_signature": 14,
    "record_paper_signature": 25,
    "viewer": 6,
    "case": 15,
    "attach_document": 19,
    "add_form_asset": 5,
    "read_form_workbook": 2,
    "remove_attachment": 11,
    "cases": 4,
    "node": 3,
    "reasons": 2,
    "opening_days": 2,
    "sample_families": 1,
    "printer_offsets": 2,
    "set_printer_offset": 7,
    "field_kinds": 1,
    "form_data_items": 1,
    "lay_out_form": 1,
    "form_definitions": 3,
    "form_definitions narrowed": 3,
    "form_definition": 6,
    "residents": 3,
    "resident": 7,
    "resident_listing": 3,
    "household": 4,
    "individual_number": 3,
    "procedures": 2,
    "audit_events": 5,
    "sign_out": 7,
    "case_by_hand_over_code": 5,
    "take_task": 13,
    "return_task": 12,
    "sections": 4,
    "hand_over_task": 15,
    "complete_task 12": 13,
    "tasks": 3,
    "take_over_case": 8,
    "release_case": 9,
    "statistics": 8,
    "statistics_workbook": 47,
    "export_applications": 11,
    "record_proof": 17,
    "record_identity_check": 19,
    "ready_forms": 1,
    "ready_form": 1,
    "form_uses": 2,
    "create_form": 14,
    "create_form by mistake": 13,
    "remove_form": 10,
    "keep_form_open": 11,
    "save_form_draft": 12,
    "save_form_draft again": 12,
    "form_definition of a draft": 9,
    "leave_form": 9,
    "export_form": 2,
    "import_form": 13,
    "change_form_owner": 11,
    "publish_form": 14,
    "publish_form again": 14,
    "end_form_version": 12,
    "withdraw_form_version": 14,
    "restore_form": 15,
    "discard_form_draft": 15,
    "form_regression": 5,
    "compare_forms": 5,
}


async def test_no_documented_operation_sends_more_statements_than_are_written_here(
    client: Counting,
) -> None:
    await client.sign_in()

    case = await move_in(client)
    resident = await reads(client, case)
    await make_a_form(client)
    await sign_on_a_tablet(client, resident["id"])
    withdrawn = await by_proxy(client)
    for name in ("take_over_case", "release_case"):
        await client.change(name, caseId=withdrawn["id"])
    await client.change(
        "withdraw_case",
        caseId=withdrawn["id"],
        expectedVersion=withdrawn["version"],
        reason="出直し",
    )
    await client.measure("sign_out", {})
    await client.sign_in("1002")
    await client.measure("resident_listing", {"address": "東町", "first": 20})
    await client.sign_in("1003")
    client.extensions = {"purpose": "転入の届出"}
    await client.measure("individual_number", {"residentId": resident["id"]})
    await client.sign_in("9003")
    november = {"from": "2026-11-01", "to": "2026-11-30"}
    await client.measure("statistics", {**november, "groupBy": ["REASON"]})
    await client.change("statistics_workbook", **november)
    await client.change("export_applications", formCode="resident_change", **november)
    await client.sign_in("9001")
    file = UploadedFile(name="scan.png", content=SCAN, sha256="0")
    await client.measure("add_form_asset", {"input": {"file": file}})
    moved = {"printer": "計測", "rightMm": 1, "downMm": 2}
    await client.measure("set_printer_offset", {"input": moved})
    workbook = UploadedFile(name="form.xlsx", content=WORKBOOK, sha256="0")
    await client.measure("read_form_workbook", {"input": {"file": workbook}})
    await client.sign_in("9002")
    await client.measure("audit_events", {"first": 20})

    assert client.counts == STATEMENTS


def test_every_documented_query_and_mutation_is_counted() -> None:
    counted = {title.split()[0] for title in STATEMENTS}

    documented = {path.stem for path in OPERATIONS.glob("*.graphql")}
    # A sign-in is not one of a thousand; a subscription reads in operations of its own.
    assert documented - counted == {"sign_in", "case_events", "task_events", "form_events"}
