"""How many SQL statements each documented operation sends, so that none grows unseen."""

from benchmarks.city import OPERATIONS
from tests.backend.api.statements.conftest import Counting
from tests.backend.api.statements.main_job import move_in, reads

# BEGIN, the settings and COMMIT are not counted: they are two messages of every operation.
STATEMENTS = {
    "open_case": 17,
    "open_case again": 16,  # the city's catalogue is known by now
    "record_person 1": 20,
    "record_person 2": 20,
    "record_person 3": 20,
    "record_person 4": 20,
    "record_person 5": 20,  # as many as for the first
    "record_answers to 27 questions": 21,
    "record_answers to 2 questions": 21,
    "choose_procedures": 17,
    "fill_form": 16,
    "print_documents": 23,
    "attach_document": 19,
    "remove_attachment": 11,
    "complete_case": 13,
    "withdraw_case": 9,
    "viewer": 6,
    "case": 10,
    "cases": 4,
    "node": 3,
    "reasons": 2,
    "form_definitions": 2,
    "form_definition": 3,
    "residents": 3,
    "resident": 7,
    "resident_listing": 3,
    "household": 4,
    "individual_number": 3,
    "procedures": 2,
    "audit_events": 5,
    "sign_out": 3,
}


async def test_no_documented_operation_sends_more_statements_than_are_written_here(
    client: Counting,
) -> None:
    await client.sign_in()

    case = await move_in(client)
    resident = await reads(client, case)
    withdrawn = await client.change(
        "open_case again", counter="市民課", reason="CERTIFICATE",
        notifier={"name": "青葉　太郎", "relation": "SELF"},
    )  # fmt: skip
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
    await client.sign_in("9002")
    await client.measure("audit_events", {"first": 20})

    assert client.counts == STATEMENTS


def test_every_documented_query_and_mutation_is_counted() -> None:
    counted = {title.split()[0] for title in STATEMENTS}

    documented = {path.stem for path in OPERATIONS.glob("*.graphql")}
    # A sign-in is not one of a thousand; a subscription reads in operations of its own.
    assert documented - counted == {"sign_in", "case_events"}
