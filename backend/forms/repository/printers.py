"""SQL of printer offsets."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from backend.forms.tables.printers import PrinterOffsetRow


async def find_printer_offset(
    session: AsyncSession, printer: str, tray: str
) -> PrinterOffsetRow | None:
    """The offset of a printer's tray, if one was set; of none the printer's own."""
    statement = select(PrinterOffsetRow).where(
        PrinterOffsetRow.printer == printer, PrinterOffsetRow.tray.in_({tray, ""})
    )
    rows = {row.tray: row for row in await session.scalars(statement)}
    return rows.get(tray) or rows.get("")


async def lock_printer_offset(
    session: AsyncSession, printer: str, tray: str
) -> PrinterOffsetRow | None:
    """The offset of exactly this tray, held until the end of the transaction."""
    statement = select(PrinterOffsetRow).where(
        PrinterOffsetRow.printer == printer, PrinterOffsetRow.tray == tray
    )
    return await session.scalar(statement.with_for_update())


async def add_printer_offset(session: AsyncSession, values: Mapping[str, Any]) -> None:
    """Add a row; where somebody adds the same one now, wait for theirs."""
    statement = insert(PrinterOffsetRow).values(values)
    await session.execute(
        statement.on_conflict_do_nothing(index_elements=["city_id", "printer", "tray"])
    )
