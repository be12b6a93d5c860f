"""No statement of the main job scans a table that grows, as the application's role sees it.

Row-level security switches indexes off for operators that are not leakproof, and in a small test
database a scan looks fine. So what a case leaves is copied some hundred times before.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import asyncpg

from backend.app.tables import METADATA
from backend.database.settings import Urls
from tests.backend.api.statements.conftest import Counting
from tests.backend.api.statements.forms import make_a_form
from tests.backend.api.statements.main_job import by_proxy, move_in, reads, returning
from tests.backend.api.statements.signing import sign_on_a_tablet

SETTINGS = "SET LOCAL app.city_id = '1'"
# These hold some rows for each city, whatever happens at the counters.
SMALL = {
    "session",  # of today's officials
    "city",
    "section",
    "place",
    "opening_calendar",
    "section_place",
    "staff",
    "staff_group",
    "staff_membership",
    "catalogue_version",
    "catalogue_procedure",
    # Small in this test; test_search_plans.py looks at what belongs to a resident.
    "household",
    "resident_address",
    "individual_number",
    "disclosure_restriction",
    "form_definition",
    "form_version",
    "form_draft",  # one for each form
    "form_revision",
    "form_presence",
    "printer_offset",  # one for each printer and tray
}


# What a case leaves, parents first. Copied many times, so that the planner minds the size.
MULTIPLIED = (
    "resident",
    "counter_case",
    "case_person",
    "case_answer",
    "case_procedure",
    "case_task",
    "application",
    "identity_check",
    "case_proof",
    "print_run",
    "document",
    "showing",
    "shown_document",
    "signature",
    "attachment",
    "event_stream",
    "event",
    "audit_event",
    "audit_subject",
)
TIMES = 400
OF_ONE_ONLY = {
    ("resident", "household_id"),
    ("counter_case", "hand_over_code"),
    # Few of all cases are being edited at a moment.
    ("counter_case", "editing_by"),
    ("counter_case", "editing_session_id"),
    ("counter_case", "editing_since"),
    ("counter_case", "editing_until"),
}
COPIED = {
    "id",
    "case_id",
    "person_id",
    "print_run_id",
    "reprint_of",
    "showing_id",
    "application_id",
    "document_id",
    "subject_id",
    "audit_event_id",
}


async def multiply(urls: Urls) -> None:
    """Copy everything that the cases left, with ids of its own for each copy."""
    connection = await asyncpg.connect(urls.owner)
    try:
        await connection.execute("SET app.city_id = '1'")
        for name in MULTIPLIED:
            # PostgreSQL works a generated column out for each copy.
            columns = [
                column.name for column in METADATA.tables[name].columns if column.computed is None
            ]
            copied = ", ".join(_copied(name, column) for column in columns)
            await connection.execute(
                f"INSERT INTO {name} ({', '.join(columns)}) "
                f"SELECT {copied} FROM {name}, generate_series(1, {TIMES}) AS n"
            )
            await connection.execute(f"ANALYZE {name}")
    finally:
        await connection.close()


def _copied(table: str, column: str) -> str:
    if column in COPIED:
        return f"md5({column}::text || n)::uuid"
    if column == "number" and table in {"counter_case", "resident"}:
        return "number || '-' || n"
    # Cases of many days: a period is a part of them.
    if (table, column) == ("counter_case", "accepted_at"):
        return "accepted_at - n * interval '1 day'"
    # A household has one head, an open case its own code and editor: the copies have none.
    return "NULL" if (table, column) in OF_ONE_ONLY else column


def scans(plan: dict[str, Any], *, above: str = "", is_limited: bool = False) -> Iterator[str]:
    """Nodes that read a whole table, or a whole city other than in the order of a page."""
    kind, table = plan["Node Type"], plan.get("Relation Name", above)
    if kind == "Seq Scan" and table not in SMALL:
        yield f"{kind} on {table}"
    if kind in ("Index Scan", "Index Only Scan", "Bitmap Index Scan") and table not in SMALL:
        columns = set(re.findall(r"\(?(\w+) (?:=|>=|<=|<|>)", plan.get("Index Cond", "")))
        if columns <= {"city_id"} and not (is_limited and kind != "Bitmap Index Scan"):
            yield f"{kind} by {sorted(columns)} on {plan['Index Name']}"
    is_limited = kind == "Limit" or (is_limited and kind not in ("Sort", "Aggregate", "Hash"))
    for child in plan.get("Plans", ()):
        yield from scans(child, above=table, is_limited=is_limited)


async def found_in(urls: Urls, statements: dict[str, Any]) -> dict[str, list[str]]:
    """What each SELECT scans whole."""
    connection = await asyncpg.connect(urls.app)
    found = {}
    try:
        await connection.execute(f"BEGIN; {SETTINGS}")
        for text, values in statements.items():
            if text.startswith("SELECT"):
                plan = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {text}", *values)
                found[text] = list(scans(json.loads(plan)[0]["Plan"]))
    finally:
        await connection.close()
    return found


STAFF_ID = "01a20af5-a340-7adf-98fb-bbc7d94cb65d"
CASE_FILTERS = ({"status": "COMPLETED"}, {"number": "2026-000001"}, {"counter": "市民課"})
# The other conditions of the log walk through it in the order of time.
AUDIT_FILTERS = ({"staffId": STAFF_ID}, {"subject": f"staff:{STAFF_ID}"})


async def test_no_statement_of_the_main_job_or_its_lists_scans_what_grows(
    client: Counting, fresh_database: Urls
) -> None:
    await client.sign_in()
    case = await move_in(client)
    await by_proxy(client)
    resident = await reads(client, case)
    await make_a_form(client)
    shown = await client.run("resident", {"id": resident["id"]})
    await sign_on_a_tablet(client, resident["id"])
    for wanted in CASE_FILTERS:
        await client.run("cases", {"first": 20, "filter": wanted})
    for tasks_wanted in ({"statuses": ["COMPLETED"]}, {"case": case["id"]}, {"mine": True}):
        await client.run("tasks", {"first": 20, "filter": tasks_wanted})
    await client.run("sign_out", {})
    await client.sign_in("9003")
    day = {"from": "2026-11-24", "to": "2026-11-24"}
    await client.change("export_applications", formCode="resident_change", **day)
    for group_by in ([], ["PROCEDURE"], ["SECTION", "HOUR"]):
        await client.run("statistics", {**day, "groupBy": group_by})
    await client.sign_in("1003")
    client.extensions = {"purpose": "再転入の確認"}
    await returning(client, shown["resident"]["household"]["id"])
    client.extensions = {}
    await client.sign_in("9002")
    for condition in AUDIT_FILTERS:
        await client.run("audit_events", {"first": 20, "filter": condition})
    await multiply(fresh_database)

    scanned = await found_in(fresh_database, client.statements)

    assert {text: nodes for text, nodes in scanned.items() if nodes} == {}
    assert len(scanned) == 174
