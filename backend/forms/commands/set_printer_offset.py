"""Say how far a printer and tray are off (印字位置の調整)."""

import math
from dataclasses import dataclass
from uuid import UUID

from backend.context.operation import Operation
from backend.errors import InvalidInputError, NotFoundError, VersionConflictError
from backend.forms.repository.printers import add_printer_offset, lock_printer_offset
from backend.forms.tables.printers import PrinterOffsetRow

LONGEST_NAME = 60
FARTHEST_MM = 50.0


@dataclass(frozen=True, kw_only=True)
class SetPrinterOffset:
    """Millimetres to the right and down; ``expected_version`` is none for a new one."""

    printer: str
    tray: str
    right_mm: float
    down_mm: float
    expected_version: int | None


async def set_printer_offset(operation: Operation, asked: SetPrinterOffset) -> UUID:
    """Set the offset of a printer's tray; gives its id."""
    _require_sound(asked)
    row = await _row(operation, asked)
    wanted = (round(asked.right_mm, 2), round(asked.down_mm, 2))
    if row.version and (row.right_mm, row.down_mm) == wanted:
        return row.id  # said again
    if (asked.expected_version or 0) != row.version:
        raise VersionConflictError(
            "他の職員が先に変更しました。最新の値を確認してください。",
            current=(PrinterOffsetRow, row.id),
            path=("input", "expectedVersion"),
        )
    row.right_mm, row.down_mm = wanted
    row.version += 1
    row.changed_at, row.changed_by = operation.now, operation.signed_in.staff_id
    return row.id


async def _row(operation: Operation, asked: SetPrinterOffset) -> PrinterOffsetRow:
    """The row of the tray, locked; a new one has version 0. Of two who make it, one waits."""
    row = await lock_printer_offset(operation.session, asked.printer, asked.tray)
    if row is None:
        new = {
            "city_id": operation.signed_in.city_id,
            "id": operation.new_id(),
            "printer": asked.printer,
            "tray": asked.tray,
            "right_mm": 0.0,
            "down_mm": 0.0,
            "version": 0,
            "changed_at": operation.now,
            "changed_by": operation.signed_in.staff_id,
        }
        await add_printer_offset(operation.session, new)
        row = await lock_printer_offset(operation.session, asked.printer, asked.tray)
    if row is None:
        raise NotFoundError("印字位置の調整は見つかりません。")
    return row


def _require_sound(asked: SetPrinterOffset) -> None:
    for name, value in (("printer", asked.printer), ("tray", asked.tray)):
        if len(value) > LONGEST_NAME or (name == "printer" and not value.strip()):
            message = f"プリンターとトレイの名前は{LONGEST_NAME}文字までで入力してください。"
            raise InvalidInputError(message, path=("input", name))
    for name, millimetres in (("rightMm", asked.right_mm), ("downMm", asked.down_mm)):
        if not math.isfinite(millimetres) or abs(millimetres) > FARTHEST_MM:
            message = f"ずれは{FARTHEST_MM:g} mm以内で入力してください。"
            raise InvalidInputError(message, path=("input", name))
