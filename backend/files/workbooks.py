"""A sheet of a workbook as plain data: cells, looks, widths, page. No formula is worked out."""

import io
import json
import re
import warnings
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from backend.files import assets
from backend.files.errors import Fault, FaultyFileError
from backend.files.limits import FileLimits
from backend.files.packages import Package, open_package
from backend.files.sheet_looks import Looks, within
from backend.files.shown_values import shown_value

Answer = tuple[dict[str, Any], list[bytes]]
MOST_COLUMNS, MOST_ROWS, MOST_TAKEN = 400, 1_000, 60_000
WIDEST, HIGHEST = 255, 409  # digits and points, as Excel has them
MOST_PICTURES = 20
MOST_NOTES = 200
LONGEST_TEXT = 2_000
EMU_PER_MM = 36_000


def read_sheet(content: bytes, wanted: str) -> Answer:
    """The sheet of a name, or the one that the workbook opens with."""
    package = open_package(content)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that the reader leaves out
        workbook = load_workbook(io.BytesIO(content), data_only=True, rich_text=True)
    sheets = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    if not sheets:
        raise FaultyFileError(Fault.EMPTY_SHEET, [""])
    by_name = {sheet.title: sheet for sheet in sheets}
    opened = workbook.active.title if workbook.active is not None else ""
    sheet = by_name.get(wanted) if wanted else by_name.get(opened, sheets[0])
    if sheet is None:
        raise FaultyFileError(Fault.NO_SHEET, [wanted[:50]])
    reading = _Reading(package, workbook, sheet)
    document = reading.document()
    document["sheets"] = list(by_name)
    pictures = reading.pictures(document)
    return {}, [json.dumps(document, ensure_ascii=False).encode(), *pictures]


class _Reading:
    """Reads one sheet."""

    def __init__(self, package: Package, workbook: Any, sheet: Worksheet) -> None:
        self.package, self.sheet = package, sheet
        self.looks = Looks(workbook)
        self.notes: list[dict[str, str]] = []
        fonts = workbook._fonts
        self.default_font = fonts[0] if fonts else None

    def note(self, cell: str, severity: str, message: str) -> None:
        if len(self.notes) < MOST_NOTES:
            self.notes.append({"cell": cell, "severity": severity, "message": message})

    def document(self) -> dict[str, Any]:
        left, top, right, bottom = self._area()
        self._note_what_is_left_out()
        font = self.default_font
        return {
            "name": self.sheet.title,
            "area": [left, top, right, bottom],
            "is_of_libreoffice": b"LibreOffice" in self.package.parts.get("docProps/app.xml", b""),
            "default_font": {
                "name": (font.name if font else None) or "Calibri",
                "size": within((font.sz if font else None) or 11, 1, 409),
            },
            "columns": self._columns(left, right),
            "rows": self._rows(top, bottom),
            "cells": list(self._cells(left, top, right, bottom)),
            "looks": self.looks.listed,
            "merged": self._merged(left, top, right, bottom),
            "page": self._page(),
            "notes": self.notes,
        }

    def _area(self) -> tuple[int, int, int, int]:
        """The print area, or all that is used."""
        areas = list(self.sheet.print_area.split(",")) if self.sheet.print_area else []
        if len(areas) > 1:
            self.note("", "WARNING", "印刷範囲が複数あります。最初の範囲だけを取り込みました。")
        if areas and areas[0]:
            bounds = range_boundaries(areas[0].rpartition("!")[2].replace("$", ""))
            left, top = bounds[0] or 1, bounds[1] or 1
            right = bounds[2] or self.sheet.max_column
            bottom = bounds[3] or self.sheet.max_row
        else:
            left, top, right, bottom = self._used()
        last_column = min(right, left + MOST_COLUMNS - 1)
        most_rows = min(MOST_ROWS, MOST_TAKEN // (last_column - left + 1))
        last_row = min(bottom, top + most_rows - 1)
        if (last_column, last_row) != (right, bottom):
            self.note("", "WARNING", "範囲が広すぎるため、左上の部分だけを取り込みました。")
        return left, top, last_column, last_row

    def _used(self) -> tuple[int, int, int, int]:
        used = [
            place
            for place, cell in self.sheet._cells.items()
            if cell.value is not None or (cell.has_style and self.looks.is_seen(cell))
        ]
        begun = (getattr(image.anchor, "_from", None) for image in self.sheet._images)  # type: ignore[attr-defined]
        used += [(begin.row + 1, begin.col + 1) for begin in begun if begin is not None]
        if not used:
            raise FaultyFileError(Fault.EMPTY_SHEET, [self.sheet.title[:50]])
        return 1, 1, max(column for _, column in used), max(row for row, _ in used)

    def _columns(self, left: int, right: int) -> list[float | None]:
        """Widths in digits; none: as wide as usual; 0: hidden."""
        given = self.sheet.sheet_format.defaultColWidth
        usual = None if given is None else within(given, 0, WIDEST)
        widths: dict[int, float | None] = {}
        for dimension in self.sheet.column_dimensions.values():
            dimension.reindex()
            own = within(dimension.width, 0, WIDEST) if dimension.customWidth else None
            width = 0.0 if dimension.hidden else own
            first, last = dimension.min or left, dimension.max or left
            for column in range(max(left, first), min(right, last) + 1):
                widths[column] = width
        return [
            usual if (width := widths.get(column)) is None else width
            for column in range(left, right + 1)
        ]

    def _rows(self, top: int, bottom: int) -> list[float | None]:
        """Heights in points; none: as high as the default font asks; 0: hidden."""
        given = self.sheet.sheet_format.defaultRowHeight
        usual = None if given is None else within(given, 0, HIGHEST)
        found: list[float | None] = []
        for row in range(top, bottom + 1):
            dimension = self.sheet.row_dimensions.get(row)
            if dimension is None:
                found.append(usual)
            else:
                own = within(dimension.height, 0, HIGHEST) if dimension.height else usual
                found.append(0.0 if dimension.hidden else own)
        return found

    def _cells(self, left: int, top: int, right: int, bottom: int) -> Iterator[dict[str, Any]]:
        for (row, column), cell in sorted(self.sheet._cells.items()):
            if not (left <= column <= right and top <= row <= bottom):
                continue
            look = self.looks.of(cell) if cell.has_style else None
            text, is_number = self._text(cell)
            if text or look is not None:
                yield {
                    "at": [row, column],
                    "text": text,
                    "number": is_number,
                    "look": look,
                }

    def _text(self, cell: Any) -> tuple[str, bool]:
        value = cell.value
        if value is None:
            return "", False
        if isinstance(value, CellRichText):
            self.note(cell.coordinate, "HINT", "文字ごとの書式は、セル全体の書式にそろえました。")
            value = str(value)
        text, is_understood = shown_value(value, cell.number_format)
        if not is_understood:
            self.note(
                cell.coordinate, "WARNING", f"表示形式「{cell.number_format[:40]}」が分かりません。"
            )
        if len(text) > LONGEST_TEXT:
            self.note(cell.coordinate, "WARNING", "文字が長すぎるため、途中までを取り込みました。")
        is_number = not isinstance(value, str | bool)
        return _printable(text[:LONGEST_TEXT]), is_number

    def _merged(self, left: int, top: int, right: int, bottom: int) -> list[list[int]]:
        inside = []
        for merged in self.sheet.merged_cells.ranges:
            cut = [
                max(merged.min_row, top),
                max(merged.min_col, left),
                min(merged.max_row, bottom),
                min(merged.max_col, right),
            ]
            if cut[0] <= cut[2] and cut[1] <= cut[3]:
                inside.append(cut)
        return sorted(inside)

    def _page(self) -> dict[str, Any]:
        setup, margins = self.sheet.page_setup, self.sheet.page_margins
        properties = self.sheet.sheet_properties.pageSetUpPr
        return {
            "paper": int(setup.paperSize or 9),
            "is_landscape": setup.orientation == "landscape",
            "margins": [within(getattr(margins, side) or 0, 0, 8) for side in MARGINS],
            "scale": within(setup.scale or 100, 10, 400),
            "fits": bool(properties is not None and properties.fitToPage),
            "fit_width": 1 if setup.fitToWidth is None else within(setup.fitToWidth, 0, 100),
            "fit_height": 1 if setup.fitToHeight is None else within(setup.fitToHeight, 0, 100),
            "centered": [
                bool(self.sheet.print_options.horizontalCentered),
                bool(self.sheet.print_options.verticalCentered),
            ],
            "row_breaks": [int(one.id) for one in self.sheet.row_breaks.brk],
            "column_breaks": [int(one.id) for one in self.sheet.col_breaks.brk],
        }

    def _note_what_is_left_out(self) -> None:
        sheet = self.sheet
        for cell in self.package.formulas_of(sheet.title):
            self.note(cell, "HINT", "数式です。表示されていた値を文字として取り込みました。")
        if sheet.conditional_formatting:
            self.note("", "HINT", "条件付き書式は取り込みません。")
        shapes = [
            name
            for name, drawing in self.package.parts.items()
            if name.startswith("xl/drawings/drawing") and SHAPE.search(drawing)
        ]
        if shapes:
            self.note(
                "",
                "WARNING",
                "図形・テキストボックス・グラフは取り込みません。描き直してください。",
            )
        for side in ("oddHeader", "oddFooter"):
            words = [getattr(sheet, side), "left", "center", "right"]
            if any(getattr(words[0], name).text for name in words[1:]):
                self.note("", "WARNING", "ヘッダーとフッターは取り込みません。描き直してください。")

    def pictures(self, document: dict[str, Any]) -> list[bytes]:
        """Pictures made anew; where they stand goes into the document."""
        kept: list[bytes] = []
        document["pictures"] = []
        for image in self.sheet._images[:MOST_PICTURES]:  # type: ignore[attr-defined]
            anchor = image.anchor
            begin = getattr(anchor, "_from", None)
            cell = f"{get_column_letter(begin.col + 1)}{begin.row + 1}" if begin else ""
            try:
                described, (content,) = assets.open_asset(image._data(), 1, FileLimits())
            except Exception:  # whatever is wrong with it, the form is good without
                self.note(cell, "WARNING", "画像を読み取れません。画像だけを別に追加してください。")
                continue
            document["pictures"].append({**described, "cell": cell, "anchor": _anchor(anchor)})
            kept.append(content)
        return kept


MARGINS = ("left", "top", "right", "bottom")
SHAPE = re.compile(rb"<(?:\w+:)?(?:sp|cxnSp|graphicFrame|grpSp)[\s>]")


def _anchor(anchor: Any) -> dict[str, Any]:
    """From a cell, to a cell or with a size; offsets in millimetres."""
    begin, end = getattr(anchor, "_from", None), getattr(anchor, "to", None)
    size = getattr(anchor, "ext", None)
    return {
        "from": _marker(begin) if begin else None,
        "to": _marker(end) if end else None,
        "size": [size.width / EMU_PER_MM, size.height / EMU_PER_MM] if size else None,
    }


def _marker(marker: Any) -> list[float]:
    return [
        marker.row + 1,
        marker.col + 1,
        marker.rowOff / EMU_PER_MM,
        marker.colOff / EMU_PER_MM,
    ]


def _printable(text: str) -> str:
    """Line feeds stay; other control characters are no text."""
    joined = text.replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "")
    return "".join(char for char in joined if char == "\n" or char >= " ")
