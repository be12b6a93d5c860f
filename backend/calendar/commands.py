"""Give a city or one of its places a calendar (開庁日の登録)."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from backend.calendar.opening import load_calendar
from backend.calendar.repository import find_place
from backend.calendar.store import CalendarStore
from backend.calendar.tables import OpeningCalendarRow
from backend.context.operation import Operation
from backend.errors import NotFoundError


async def publish_calendar(
    operation: Operation,
    city_id: int,
    document: Mapping[str, Any],
    valid_from: date,
    *,
    place_code: str | None = None,
) -> UUID:
    """Check a calendar's document and put it in force from a day on."""
    load_calendar(document)
    place = await find_place(operation.session, place_code) if place_code else None
    if place_code and place is None:
        raise NotFoundError("この庁舎は登録されていません。", path=("place",))
    row = OpeningCalendarRow(
        city_id=city_id,
        id=operation.new_id(),
        place_id=place.id if place else None,
        valid_from=valid_from,
        document=dict(document),
        published_at=operation.now,
    )
    operation.session.add(row)
    await operation.session.flush()
    kept: CalendarStore | None = operation.services.get("calendars")
    if kept is not None:
        kept.forget(city_id)
    return row.id
