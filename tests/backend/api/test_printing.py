"""Printing all of a case as one file, and printing it again."""

from hashlib import sha256
from io import BytesIO
from typing import Any

import pypdf
import pytest

from tests.server import CONFIRMED, Official, Server, Visit, uuid_of

AUDIT = ("audit_event", "audit_subject")
A4, A3 = (595, 842), (1191, 842)
COUNTS = """query ($id: ID!) { case(id: $id) { ... on Case {
  applications { formCode timesPrinted } } } }"""


async def filled(visit: Visit, *codes: str) -> None:
    """Fill the application for a certificate and other forms of the case."""
    await visit.fill()
    for code in codes:
        made = await visit.official.change("fill_form", caseId=visit.case_id, formCode=code)
        if missing := [problem["path"] for problem in made["problems"]]:
            made = await visit.official.change(
                "fill_form",
                caseId=visit.case_id,
                formCode=code,
                expectedVersion=1,
                values=[{"key": path, "value": ANSWERS[path]} for path in missing],
            )
        assert made["problems"] == [], code


ANSWERS = {
    "change.kind": "MOVE_IN",
    "change.changed_on": "2026-11-20",
    "change.scope": "WHOLE",
    "new_address.text": "霞城市東町一丁目１番１号",
    "new_address.head_name": "若竹　伸",
    "previous_address.text": "はなの市桜町四丁目５番６号",
    "previous_address.head_name": "若竹　伸",
    "household.head_name": "若竹　伸",
}


async def printed(visit: Visit, **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = await visit.official.change(
        "print_documents", caseId=visit.case_id, confirmedAlerts=CONFIRMED, **given
    )
    assert made["__typename"] == "PrintRun", made
    return made


async def again(official: Official, run: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = await official.change("print_again", printRunId=run["id"])
    return made


async def pages_of(official: Official, run: dict[str, Any]) -> list[pypdf.PageObject]:
    answer = await official.fetch(run["pdfPath"])
    assert answer.status_code == 200
    assert sha256(answer.content).hexdigest() == run["sha256"]
    return list(pypdf.PdfReader(BytesIO(answer.content)).pages)


def size(page: pypdf.PageObject) -> tuple[int, int]:
    return round(float(page.mediabox.width)), round(float(page.mediabox.height))


async def test_all_documents_are_one_file_with_the_guide_first(visit: Visit) -> None:
    await filled(visit, "power_of_attorney")

    run = await printed(visit)

    assert [document["title"] for document in run["documents"]] == [
        "手続き案内書",
        "委任状",
        "証明書交付申請書",
    ]
    pages = await pages_of(visit.official, run)
    texts = [page.extract_text().replace("\u3000", "").replace(" ", "") for page in pages]
    assert [word in text for word, text in zip(WORDS, texts, strict=True)] == [True] * 3
    assert (run["pages"], run["leaves"], run["isDuplex"]) == (3, 3, False)
    assert run["byteCount"] < sum(document["byteCount"] for document in run["documents"])


WORDS = ("手続き案内書", "委任状", "証明書交付申請書")


async def test_the_same_case_gives_the_same_bytes(visit: Visit) -> None:
    await filled(visit)

    first, second = await printed(visit), await printed(visit)

    assert first["sha256"] == second["sha256"]
    assert first["pdfPath"] != second["pdfPath"]


async def test_every_form_begins_on_a_front_where_the_printer_turns_the_sheet(visit: Visit) -> None:
    await filled(visit, "power_of_attorney")

    run = await printed(visit, isDuplex=True)

    pages = await pages_of(visit.official, run)
    assert [bool(page.extract_text()) for page in pages] == [True, False] * 3
    assert (run["pages"], run["leaves"], run["isDuplex"]) == (6, 3, True)


async def test_a_two_sided_form_is_laid_on_a3_where_asked(visit: Visit) -> None:
    await filled(visit, "resident_change")

    run = await printed(visit, paper="A3_SIDE_BY_SIDE", formCodes=["resident_change"])

    assert [size(page) for page in await pages_of(visit.official, run)] == [A4, A3]
    plain = await printed(visit, formCodes=["resident_change"], withGuide=False, isDuplex=True)
    assert [size(page) for page in await pages_of(visit.official, plain)] == [A4, A4]
    assert plain["leaves"] == 1


async def test_printing_again_gives_the_kept_bytes_and_refers_to_the_first(
    running: Server, visit: Visit
) -> None:
    await filled(visit)
    run = await printed(visit)
    kept = await visit.official.fetch(run["pdfPath"])
    colleague = await running.official("1002")

    repeated = await again(colleague, run)
    once_more = await again(colleague, repeated)

    assert (repeated["reprintOf"], once_more["reprintOf"]) == (run["id"], run["id"])
    assert len({run["id"], repeated["id"], once_more["id"]}) == 3
    for made in (repeated, once_more):
        assert (await colleague.fetch(made["pdfPath"])).content == kept.content
    assert [document["timesPrinted"] for document in once_more["documents"]] == [3, 3]
    shown = await visit.official.ask(COUNTS, id=visit.case_id)
    assert shown.field["applications"] == [{"formCode": visit.form, "timesPrinted": 3}]


async def test_who_printed_again_and_when_stands_in_the_timeline(
    running: Server, visit: Visit
) -> None:
    await filled(visit)
    run = await printed(visit)
    colleague = await running.official("1002")

    repeated = await again(colleague, run)

    event = await running.database.fetchrow(
        "SELECT event.kind, staff.staff_number FROM event"
        " JOIN staff ON staff.city_id = event.city_id AND staff.id = event.staff_id"
        " WHERE event.city_id = 1 AND event.subject_id = $1 ORDER BY event.number DESC LIMIT 1",
        uuid_of(visit.case_id),
    )
    assert (event["kind"], event["staff_number"]) == ("PRINTED_AGAIN", "1002")
    assert repeated["printedBy"]["name"] == (await colleague.run("viewer")).field["name"]


async def test_a_completed_case_is_printed_again_as_it_was(visit: Visit) -> None:
    await filled(visit)
    run = await printed(visit)
    done = await visit.official.change(
        "complete_case", caseId=visit.case_id, expectedVersion=1, confirmedAlerts=CONFIRMED
    )
    assert done["status"] == "COMPLETED"

    repeated = await again(visit.official, run)

    assert repeated["sha256"] == run["sha256"]


async def test_a_withdrawn_case_is_not_printed_again(running: Server, visit: Visit) -> None:
    await filled(visit)
    run = await printed(visit)
    await visit.official.change(
        "withdraw_case", caseId=visit.case_id, expectedVersion=1, reason="取下げ"
    )
    before = await running.fingerprint(but=AUDIT)

    refused = await again(visit.official, run)

    assert (refused["__typename"], refused["code"]) == ("WrongStatus", "WRONG_STATUS")
    assert await running.fingerprint(but=AUDIT) == before


@pytest.fixture
async def marking(running: Server) -> Any:
    """The home city marks what it prints again."""
    change = "UPDATE reference.city SET settings = $1::jsonb WHERE id = 1"
    await running.database.execute(change, '{"reprint_mark": true}')
    yield
    await running.database.execute(change, "{}")


async def test_a_city_that_marks_reprints_gets_the_mark_on_every_page(
    visit: Visit, marking: None
) -> None:
    await filled(visit)
    run = await printed(visit)

    repeated = await again(visit.official, run)
    once_more = await again(visit.official, repeated)

    first, marked = await pages_of(visit.official, run), await pages_of(visit.official, repeated)
    assert [page.extract_text().count("再印刷") for page in first] == [0, 0]
    assert [page.extract_text().count("再印刷") for page in marked] == [1, 1]
    twice = await pages_of(visit.official, once_more)
    assert [page.extract_text().count("再印刷") for page in twice] == [1, 1]


async def test_a_printing_of_before_there_were_files_of_all_is_bound_when_printed_again(
    running: Server, visit: Visit
) -> None:
    await filled(visit)
    run = await printed(visit)
    await running.database.execute(
        "UPDATE print_run SET bundle_sha256 = NULL, bundle_byte_count = NULL, pages = NULL,"
        " leaves = NULL WHERE bundle_sha256 = $1",
        run["sha256"],
    )

    repeated = await again(visit.official, run)

    assert (await visit.official.fetch(run["pdfPath"])).status_code == 404
    assert len(await pages_of(visit.official, repeated)) == 2
