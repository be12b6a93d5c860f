"""Workbooks over HTTP: a template comes back, no form is saved, a refusal leaves nothing."""

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from tests.backend.files import samples, workbook_samples
from tests.server import WORKBOOK, File, Json, Official, Server

AUDIT = ("audit_event", "audit_subject")


@pytest.fixture
async def designer(running: Server) -> Official:
    """窓口担当, who may draft the forms of the own section."""
    return await running.official("1001")


async def read(official: Official, content: bytes, **more: Any) -> Json:
    made: Json = await official.change(
        "read_form_workbook", file=File("申請書.xlsx", content), **more
    )
    return made


async def test_a_workbook_comes_back_as_a_template_and_nothing_is_saved(
    running: Server, designer: Official
) -> None:
    before = await running.fingerprint(but=AUDIT)

    made = await read(designer, WORKBOOK)

    assert {key: made[key] for key in made if key not in ("template", "notes")} == {
        "__typename": "WorkbookForm",
        "sheet": "申請書",
        "sheets": ["申請書"],
        "knownLabels": 13,
        "boundLabels": 13,
        "factor": 1.0,
    }
    assert made["template"]["title"] == "税務証明交付申請書"
    assert made["notes"][0] == {
        "cell": "C18",
        "severity": "HINT",
        "message": "数式です。表示されていた値を文字として取り込みました。",
    }
    assert await running.fingerprint(but=AUDIT) == before


async def test_pictures_of_a_sheet_are_kept_as_pictures_of_forms(designer: Official) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.add_image(Image(io.BytesIO(samples.png(47, 53))), "B2")

    made = await read(designer, workbook_samples.workbook(fill))

    (image,) = [one for one in made["template"]["pages"][0]["elements"] if one["kind"] == "image"]
    fetched = await designer.fetch(f"/forms/assets/{image['asset']}")
    assert (fetched.status_code, fetched.headers["content-type"]) == (200, "image/png")


async def test_one_measured_width_and_another_sheet_can_be_given(designer: Official) -> None:
    book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
    book.create_sheet("裏面")["A1"] = "氏名"
    out = io.BytesIO()
    book.save(out)

    front = await read(designer, WORKBOOK, calibration={"columns": "a:F", "widthMm": 160.0})
    back = await read(designer, out.getvalue(), sheet="裏面")

    assert front["factor"] == pytest.approx(0.95, abs=0.01)
    assert (back["sheet"], back["sheets"], back["knownLabels"]) == (
        "裏面",
        ["申請書", "裏面"],
        1,
    )


@pytest.mark.parametrize(
    ("content", "more", "refusal", "path"),
    [
        (b"", {}, "InvalidInput", ["input", "file"]),
        (samples.pdf(), {}, "UnsupportedFile", ["input", "file"]),
        (workbook_samples.of_the_old_kind(), {}, "UnsupportedFile", ["input", "file"]),
        (workbook_samples.with_password(), {}, "UnreadableFile", ["input", "file"]),
        (workbook_samples.with_macros(), {}, "ActiveContent", ["input", "file"]),
        (workbook_samples.merged_to_the_end(), {}, "TooLarge", ["input", "file"]),
        (WORKBOOK, {"sheet": "ない"}, "UnreadableFile", ["input", "file"]),
        (
            WORKBOOK,
            {"calibration": {"columns": "A-C", "widthMm": 50.0}},
            "InvalidInput",
            ["input", "calibration", "columns"],
        ),
        (
            WORKBOOK,
            {"calibration": {"columns": "A:C", "widthMm": 0.0}},
            "InvalidInput",
            ["input", "calibration", "widthMm"],
        ),
    ],
)
async def test_a_refused_workbook_leaves_nothing(
    running: Server,
    designer: Official,
    content: bytes,
    more: Json,
    refusal: str,
    path: list[str],
) -> None:
    before = await running.fingerprint(but=AUDIT)

    refused = await read(designer, content, **more)

    assert (refused["__typename"], refused["path"]) == (refusal, path)
    assert await running.fingerprint(but=AUDIT) == before
