"""Write the statistics of a period into a workbook that is kept (統計のブック)."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from backend.cases.kept import keep, statistics_file
from backend.cases.statistics_reading import read_statistics
from backend.cases.statistics_workbook import SHEETS, Heading, make_workbook
from backend.cases.tables.exports import StatisticsWorkbookRow
from backend.context.clock import JAPAN
from backend.context.operation import Operation
from backend.staff.repository import get_city

KEPT_DAYS = 30


@dataclass(frozen=True, kw_only=True)
class MakeStatisticsWorkbook:
    """Of which days."""

    first: date
    last: date


async def make_statistics_workbook(operation: Operation, asked: MakeStatisticsWorkbook) -> UUID:
    """Make the workbook; gives the id of its row."""
    tables = {
        dimension: await read_statistics(operation, asked.first, asked.last, [dimension], "input")
        for _, _, dimension in SHEETS
    }
    principal = operation.signed_in
    city = await get_city(operation.session, principal.city_id)
    heading = Heading(city.name, asked.first, asked.last, operation.now.astimezone(JAPAN))
    content = await asyncio.to_thread(make_workbook, heading, tables)
    row = StatisticsWorkbookRow(
        city_id=principal.city_id,
        id=operation.new_id(),
        first_on=asked.first,
        last_on=asked.last,
        made_at=operation.now,
        made_by=principal.staff_id,
        kept_until=operation.now + timedelta(days=KEPT_DAYS),
        byte_count=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    await keep(operation, statistics_file(row.city_id, row.id), content)
    operation.session.add(row)
    operation.audit.search_for(
        "statisticsWorkbook", {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
    )
    return row.id
