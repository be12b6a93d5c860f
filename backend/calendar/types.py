"""What opening days show."""

from datetime import date

import strawberry

from backend.calendar.rules import DayKind, DayOpening

strawberry.enum(DayKind, description="Why the counter is open or closed on a day (開庁・閉庁の別).")


@strawberry.type(description="One day of a calendar: open when, or closed why (開庁日・閉庁日).")
class OpeningDay:
    day: date
    is_open: bool
    kind: DayKind
    opens: str | None = strawberry.field(description="Such as 08:30, local time (開庁時刻).")
    closes: str | None = strawberry.field(description="Such as 17:15, local time (閉庁時刻).")
    words: str = strawberry.field(
        description="Japanese, for people: the holiday's name, 年末年始, 臨時閉庁, …."
    )


@strawberry.type(description="The opening days of a city or of one of its places (開庁日).")
class OpeningDays:
    place: str | None = strawberry.field(description="Code of the place; null: of the city.")
    place_name: str | None = strawberry.field(description="Name of the place (庁舎名).")
    is_open_now: bool = strawberry.field(description="Whether it is open at this moment.")
    days: list[OpeningDay] = strawberry.field(description="In their order, at most 366.")


def opening_day(found: DayOpening) -> OpeningDay:
    """A day as the API shows it."""
    hours = found.hours
    return OpeningDay(
        day=found.day,
        is_open=hours is not None,
        kind=found.kind,
        opens=f"{hours.opens:%H:%M}" if hours else None,
        closes=f"{hours.closes:%H:%M}" if hours else None,
        words=found.words,
    )
