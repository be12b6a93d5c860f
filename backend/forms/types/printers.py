"""What printer offsets show."""

from datetime import datetime

import strawberry

from backend.forms.tables.printers import PrinterOffsetRow
from backend.reading.fields import column, global_id, shown
from backend.reading.refusals import Versioned


@shown(PrinterOffsetRow, description="How far a printer and tray are off (印字位置の調整).")
class PrinterOffset(Versioned):
    id: strawberry.ID = global_id("PrinterOffset", PrinterOffsetRow.id)
    printer: str = column(PrinterOffsetRow.printer)
    tray: str = column(PrinterOffsetRow.tray, description="Empty: all trays without their own.")
    right_mm: float = column(PrinterOffsetRow.right_mm)
    down_mm: float = column(PrinterOffsetRow.down_mm)
    version: int = column(PrinterOffsetRow.version)
    changed_at: datetime = column(PrinterOffsetRow.changed_at)
