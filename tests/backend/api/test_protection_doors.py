"""支援措置 at every door: a case in which it was spoken of shows no word of it outside reception.

What concerns a person who is protected already is in test_restriction.py; here somebody asks for
the protection, so that the case itself is open to all.
"""

import json
import zipfile
from io import BytesIO

import pypdf
import pytest

from tests.backend.api.signing import show
from tests.server import CONFIRMED, Json, Official, Server, Visit, fresh_key

# Neither the word, nor the procedure, nor the question, nor what the official noted.
WORDS = ("支援措置", "JK19", "protection", "避難中")
NOVEMBER: Json = {"from": "2026-11-01", "to": "2026-11-30"}


@pytest.fixture
async def asked(running: Server, visit: Visit) -> Visit:
    """At the counter the citizen asks for the measure; the official notes it."""
    await visit.fill()
    case = (await visit.official.run("case", id=visit.case_id)).field
    chosen = await visit.official.change(
        "choose_procedures",
        caseId=visit.case_id,
        expectedVersion=case["answersVersion"],
        add=[{"code": "JK19", "because": "避難中とのこと"}],
    )
    assert "JK19" in [row["code"] for row in chosen["procedures"]]
    answered = await visit.official.change(
        "record_answers",
        caseId=visit.case_id,
        expectedVersion=chosen["answersVersion"],
        answers=[{"question": "protection", "personId": visit.person_id, "yes": True}],
    )
    assert answered["__typename"] == "Case", answered
    return visit


def told(text: str) -> list[str]:
    """Which of the words stand in a text."""
    return [word for word in WORDS if word in text]


def pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


async def test_reception_itself_sees_it(asked: Visit) -> None:
    shown = (await asked.official.run("case", id=asked.case_id)).body

    assert told(json.dumps(shown, ensure_ascii=False)) == ["支援措置", "JK19"]


async def test_print_guide_slip_and_the_file_of_all(asked: Visit) -> None:
    printed = await asked.official.change(
        "print_documents", caseId=asked.case_id, withSlip=True, confirmedAlerts=CONFIRMED
    )

    files = [*(document["path"] for document in printed["documents"]), printed["pdfPath"]]
    texts = [pdf_text((await asked.official.fetch(path)).content) for path in files]
    titles = [document["title"] for document in printed["documents"]]
    assert titles == ["手続き案内書", "手続きの進み具合", "証明書交付申請書"]
    assert [told(text) for text in texts] == [[]] * 4
    assert "証明書交付申請書" in texts[-1].replace(" ", "")


async def test_tablet(asked: Visit) -> None:
    shown = await show(asked)

    seen = await shown.tablet.run("shown_documents")

    assert len(seen.field["documents"]) == 1
    assert told(json.dumps(seen.body, ensure_ascii=False)) == []


async def test_hand_over_to_a_section_by_the_code_and_by_the_number(
    running: Server, asked: Visit
) -> None:
    code = (await asked.official.run("case", id=asked.case_id)).field["handOverCode"]
    insurer = await running.official("2001")
    everything = (
        "query ($id: ID!) { case(id: $id) { ... on Case { procedures { code name decidedBecause }"
        " answers { questionCode value } openQuestions { code text } tasks { __typename }"
        " timeline(first: 100) { nodes { kind detail } } findings { code message } } } }"
    )

    scanned = await insurer.run("case_by_hand_over_code", code=code)
    read = await insurer.run("case", id=asked.case_id)
    whole = await insurer.ask(everything, id=asked.case_id)
    listed = await insurer.run("tasks", first=100, filter={"case": asked.case_id})

    for answer in (scanned, read, whole, listed):
        assert told(json.dumps(answer.body, ensure_ascii=False)) == []
    assert [row["code"] for row in whole.field["procedures"]] == ["JK20"]
    assert {row["__typename"] for row in whole.field["tasks"]} == {"Task"}
    kinds = [event["kind"] for event in whole.field["timeline"]["nodes"]]
    assert {"PROCEDURES_CHOSEN", "ANSWERS_RECORDED"} <= set(kinds)


async def test_events_that_a_section_follows(running: Server, asked: Visit) -> None:
    insurer = await running.official("2001")
    heard = []

    async with insurer.socket() as socket:
        query = (
            "subscription ($case: ID!) { caseEvents(case: $case) { ... on CaseEvent"
            " { number kind detail } } }"
        )
        heard.append(await socket.subscribe(query, case=asked.case_id))
        for _ in range(3):
            heard.append(await socket.hear())

    assert len(heard) == 4
    assert told(json.dumps(heard, ensure_ascii=False)) == []


async def test_csv_of_the_applications(running: Server, asked: Visit) -> None:
    exporter = await running.official("9003")

    made = await exporter.change("export_applications", formCode=asked.form, **NOVEMBER)
    content = (await exporter.fetch(made["downloadPath"])).content.decode("utf-8-sig")

    assert made["applications"] >= 1
    assert told(content) == []


async def test_statistics_and_their_workbook(running: Server, asked: Visit) -> None:
    statistician = await running.official("9003")

    figures = await statistician.run("statistics", **NOVEMBER, groupBy=["PROCEDURE"])
    book = await statistician.change("statistics_workbook", **NOVEMBER, idempotencyKey=fresh_key())
    content = (await statistician.fetch(book["downloadPath"])).content

    assert told(json.dumps(figures.body, ensure_ascii=False)) == []
    with zipfile.ZipFile(BytesIO(content)) as archive:
        sheets = [archive.read(name).decode() for name in archive.namelist()]
    # The notes may say how people under protection are counted; no procedure bears the name.
    assert [word for sheet in sheets for word in told(sheet) if word != "支援措置"] == []


async def test_the_procedure_is_no_reason_to_open_the_case_to_the_exporter(
    running: Server, asked: Visit
) -> None:
    exporter: Official = await running.official("9003")

    refused = await exporter.run("case", id=asked.case_id)

    assert refused.codes == ["NOT_PERMITTED"]
