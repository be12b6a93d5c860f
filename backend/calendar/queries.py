"""Query fields of the calendar slice."""

from datetime import date, timedelta
from typing import Annotated

import strawberry

from backend.calendar.repository import find_place
from backend.calendar.rules import is_open_at, opening_on
from backend.calendar.store import CalendarStore
from backend.calendar.types import OpeningDays, opening_day
from backend.context.clock import JAPAN
from backend.context.graphql import Info
from backend.reading.answers import answers
from backend.reading.periods import require_period

MOST_DAYS = 366

PlaceCode = Annotated[
    str | None,
    strawberry.argument(description="Code of a place (庁舎); left out: the city's calendar."),
]
FromDay = Annotated[date, strawberry.argument(name="from", description="The first day.")]
ToDay = Annotated[date, strawberry.argument(name="to", description="The last day.")]


@strawberry.type
class CalendarQueries:
    @answers(
        OpeningDays | None,
        needs=True,
        description="Opening days and hours of a period of at most 366 days (開庁日・開庁時間).",
    )
    async def opening_days(
        self, info: Info, from_day: FromDay, to_day: ToDay, place: PlaceCode = None
    ) -> OpeningDays | None:
        operation = info.context.operation
        number = require_period(from_day, to_day, MOST_DAYS)
        row = await find_place(operation.session, place) if place is not None else None
        if place is not None and row is None:
            return None
        calendars: CalendarStore = operation.services["calendars"]
        calendar = await calendars.of_place(
            operation, operation.signed_in.city_id, row.id if row else None
        )
        return OpeningDays(
            place=row.code if row else None,
            place_name=row.name if row else None,
            is_open_now=is_open_at(calendar, operation.now.astimezone(JAPAN)),
            days=[
                opening_day(opening_on(calendar, from_day + timedelta(n))) for n in range(number)
            ],
        )
