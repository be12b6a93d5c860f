"""Make a template of a workbook's sheet; no form is saved, only its pictures (Excel取込み)."""

import asyncio
import hashlib
import re
from dataclasses import dataclass

from backend.context.operation import Operation
from backend.errors import InvalidInputError
from backend.files.cleaner import CleanAsset, FileCleaner, OpenedSheet
from backend.forms.commands.add_form_asset import keep_asset
from backend.forms.workbook.conversion import WorkbookForm, form_of
from backend.forms.workbook.geometry import Calibration
from backend.forms.workbook.sheet import column_number
from backend.shared.uploads import UploadedFile

FILE = ("input", "file")
COLUMNS = re.compile(r"^([A-Za-z]{1,3})(?::([A-Za-z]{1,3}))?$")
NARROWEST_MM, WIDEST_MM = 5.0, 1200.0


@dataclass(frozen=True, kw_only=True)
class ReadFormWorkbook:
    """A workbook, which sheet of it, and one width measured on paper."""

    file: UploadedFile
    sheet: str
    columns: str | None
    width_mm: float | None


async def read_form_workbook(
    operation: Operation, asked: ReadFormWorkbook
) -> tuple[OpenedSheet, WorkbookForm]:
    """Open the workbook apart from the server, and convert the sheet beside the event loop."""
    if not asked.file.content:
        raise InvalidInputError("ファイルが空です。", path=FILE)
    calibration = _calibration(asked)
    cleaner: FileCleaner = operation.services["files"]
    opened = await cleaner.open_sheet(asked.file.content, asked.sheet, FILE)
    names = []
    for described, content in zip(opened.document["pictures"], opened.pictures, strict=True):
        known = {key: described[key] for key in described if key not in ("cell", "anchor")}
        await keep_asset(operation, CleanAsset(content=content, **known))
        names.append(hashlib.sha256(content).hexdigest())
    made = await asyncio.to_thread(form_of, opened.document, calibration, names)
    return opened, made


def _calibration(asked: ReadFormWorkbook) -> Calibration | None:
    if asked.columns is None or asked.width_mm is None:
        return None
    match = COLUMNS.match(asked.columns.strip())
    if match is None:
        raise InvalidInputError(
            "列は「A:C」のように指定してください。", path=("input", "calibration", "columns")
        )
    first, last = column_number(match[1]), column_number(match[2] or match[1])
    if not NARROWEST_MM <= asked.width_mm <= WIDEST_MM:
        raise InvalidInputError(
            f"幅は{NARROWEST_MM:g}から{WIDEST_MM:g}までのmmで指定してください。",
            path=("input", "calibration", "widthMm"),
        )
    return Calibration(min(first, last), max(first, last), asked.width_mm)
