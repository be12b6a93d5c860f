"""All SQL of the calendar slice."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from backend.calendar.tables import OpeningCalendarRow
from backend.context.operation import Operation
from backend.staff.tables import PlaceRow


async def list_versions(operation: Operation) -> Sequence[Row[Any]]:
    """All versions of the city's calendars; of one day the one published last comes last."""
    statement = select(
        OpeningCalendarRow.place_id, OpeningCalendarRow.valid_from, OpeningCalendarRow.document
    ).order_by(
        OpeningCalendarRow.valid_from, OpeningCalendarRow.published_at, OpeningCalendarRow.id
    )
    return await operation.rows(statement)


async def find_place(session: AsyncSession, code: str) -> PlaceRow | None:
    """The building with a code."""
    return await session.scalar(select(PlaceRow).where(PlaceRow.code == code))
