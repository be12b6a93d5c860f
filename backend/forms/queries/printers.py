"""Query fields of printer offsets."""

import strawberry
from sqlalchemy import select

from backend.forms.tables.printers import PrinterOffsetRow
from backend.forms.types.printers import PrinterOffset
from backend.reading.fields import Connection, Page, reads


@strawberry.type
class PrinterQueries:
    @reads(
        Connection[PrinterOffset] | None,
        needs=True,
        description="How far the city's printers are off (印字位置の調整の一覧).",
    )
    def printer_offsets(self) -> Page:
        return Page(
            select(PrinterOffsetRow),
            (PrinterOffsetRow.printer, PrinterOffsetRow.tray, PrinterOffsetRow.id),
            PrinterOffsetRow.id,
        )
