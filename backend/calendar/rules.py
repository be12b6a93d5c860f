"""Opening days and deadlines: plain functions on plain values, no database, no clock.

A deadline moves past the city's holidays (地方公共団体の休日, Local Autonomy Act Art. 4-2), not
past days on which the counter merely happens to be closed or open: an extra Sunday opening does
not take a day away from the citizen.
"""

import calendar as gregorian
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

import holidays

ONE_DAY = timedelta(days=1)
WEEKDAY_NAMES = "月火水木金土日"
LONGEST_CLOSURE_DAYS = 60  # more closed days in a row than this is a fault of the data


@dataclass(frozen=True)
class Hours:
    """From when to when the counter is open on a day (開庁時間)."""

    opens: time
    closes: time


ALL_DAY = Hours(time.min, time.max)


@dataclass(frozen=True)
class MonthlyOpening:
    """An opening that returns each month, such as the first Sunday (第1日曜の開庁)."""

    weekday: int
    nth: int  # 1 is the first of the month, -1 the last
    months: frozenset[int]
    hours: Hours
    name: str = "休日開庁"


class DayKind(StrEnum):
    """Why the counter is open or closed on a day (開庁・閉庁の別)."""

    WORKING_DAY = "WORKING_DAY"  # 通常の開庁日
    EXTRA_OPENING = "EXTRA_OPENING"  # 休日開庁・臨時開庁
    WEEKLY_HOLIDAY = "WEEKLY_HOLIDAY"  # 土曜日・日曜日など
    NATIONAL_HOLIDAY = "NATIONAL_HOLIDAY"  # 国民の祝日・休日
    YEAR_END = "YEAR_END"  # 年末年始
    CLOSURE = "CLOSURE"  # 臨時閉庁


@dataclass(frozen=True)
class DayOpening:
    """What a calendar says of a day: the hours, or why it is closed, in words for people."""

    day: date
    kind: DayKind
    hours: Hours | None
    words: str


@dataclass(frozen=True)
class OpeningCalendar:
    """When a city hall is open (開庁日), as data of the city.

    ``later`` holds the versions that replace this one, each from a day on, in their order.
    """

    weekly: Mapping[int, Hours]  # Monday is 0; a weekday that is absent is a holiday
    year_end: tuple[tuple[int, int], tuple[int, int]] | None = ((12, 29), (1, 3))
    closes_on_national_holidays: bool = True
    monthly: tuple[MonthlyOpening, ...] = ()
    overrides: Mapping[date, Hours | None] = field(default_factory=dict)  # None: closed
    override_words: Mapping[date, str] = field(default_factory=dict)
    later: "tuple[tuple[date, OpeningCalendar], ...]" = ()

    def on(self, day: date) -> "OpeningCalendar":
        """The version in force on a day."""
        found = self
        for valid_from, version in self.later:
            if valid_from > day:
                break
            found = version
        return found


class Count(StrEnum):
    """The unit in which a period is counted."""

    DAYS = "days"
    MONTHS = "months"
    YEARS = "years"


class FirstDay(StrEnum):
    """Whether the day of the event is counted (初日算入) or the next is the first (初日不算入)."""

    COUNTED = "counted"
    NEXT_DAY = "next_day"


class WhenClosed(StrEnum):
    """What becomes of a deadline on a city holiday."""

    NEXT_OPEN_DAY = "next_open_day"
    SAME_DAY = "same_day"


@dataclass(frozen=True)
class CountingRule:
    """How a period is counted; ``starts`` names the event from which it runs."""

    count: Count
    number: int
    starts: str
    first_day: FirstDay = FirstDay.NEXT_DAY
    when_closed: WhenClosed = WhenClosed.NEXT_OPEN_DAY
    basis: str = ""


@dataclass(frozen=True)
class DueDates:
    """The last day of a period; two different days when the start is not exact."""

    earliest: date
    latest: date


def is_city_holiday(calendar: OpeningCalendar, day: date) -> bool:
    """Whether a day is a holiday of the city (休日): weekend, national holiday or year's end."""
    return _holiday(calendar.on(day), day) is not None


def opening_on(calendar: OpeningCalendar, day: date) -> DayOpening:
    """Say of a day whether the counter is open, when, and why not."""
    version = calendar.on(day)
    if day in version.overrides:
        return _overridden(version, day)
    for opening in version.monthly:
        if day.month in opening.months and _is_nth_weekday(opening, day):
            return DayOpening(day, DayKind.EXTRA_OPENING, opening.hours, opening.name)
    holiday = _holiday(version, day)
    if holiday is not None:
        return DayOpening(day, holiday[0], None, holiday[1])
    return DayOpening(day, DayKind.WORKING_DAY, version.weekly[day.weekday()], "開庁日")


def hours_on(calendar: OpeningCalendar, day: date) -> Hours | None:
    """Give the opening hours of a day, None when the city hall is closed."""
    return opening_on(calendar, day).hours


def is_open_at(calendar: OpeningCalendar, moment: datetime) -> bool:
    """Whether the counter is open at a moment of local time; at the closing time it is not."""
    hours = hours_on(calendar, moment.date())
    return hours is not None and hours.opens <= moment.time() < hours.closes


def is_open(calendar: OpeningCalendar, day: date) -> bool:
    """Whether the counter is open at some hour of the day (開庁日)."""
    return hours_on(calendar, day) is not None


def ends_on_working_day(calendar: OpeningCalendar, day: date) -> date:
    """Move a last day past holidays and extraordinary closures, which never cost the citizen."""
    for _ in range(LONGEST_CLOSURE_DAYS):
        closed_by_override = calendar.on(day).overrides.get(day, ALL_DAY) is None
        if not is_city_holiday(calendar, day) and not closed_by_override:
            return day
        day += ONE_DAY
    raise ValueError(f"the calendar has no working day in {LONGEST_CLOSURE_DAYS} days before {day}")


def due_on(rule: CountingRule, start: date, calendar: OpeningCalendar) -> date:
    """Give the last day of a period that runs from ``start`` (民法140–143条)."""
    first = start if rule.first_day is FirstDay.COUNTED else start + ONE_DAY
    if rule.count is Count.DAYS:
        last = first + timedelta(days=rule.number - 1)
    else:
        last = _last_day_of_months(first, rule.number * (12 if rule.count is Count.YEARS else 1))
    if rule.when_closed is WhenClosed.SAME_DAY:
        return last
    return ends_on_working_day(calendar, last)


def due_between(
    rule: CountingRule, earliest: date, latest: date, calendar: OpeningCalendar
) -> DueDates:
    """Give the last days for a start that is known only within an interval (不詳日)."""
    return DueDates(due_on(rule, earliest, calendar), due_on(rule, latest, calendar))


def _last_day_of_months(first: date, months: int) -> date:
    """Count months by the calendar: the day before 応当日, or the month's end without one."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    days_in_month = gregorian.monthrange(year, month + 1)[1]
    if first.day > days_in_month:
        return date(year, month + 1, days_in_month)
    return date(year, month + 1, first.day) - ONE_DAY


def _holiday(version: OpeningCalendar, day: date) -> tuple[DayKind, str] | None:
    """Why a day is a holiday of the city, in words; the rarer cause is said first."""
    if _is_year_end(version, day):
        return DayKind.YEAR_END, "年末年始"
    name = _national_holidays(day.year).get(day)
    if name is not None and version.closes_on_national_holidays:
        return DayKind.NATIONAL_HOLIDAY, name
    if day.weekday() not in version.weekly:
        return DayKind.WEEKLY_HOLIDAY, f"{WEEKDAY_NAMES[day.weekday()]}曜日"
    return None


def _overridden(version: OpeningCalendar, day: date) -> DayOpening:
    hours = version.overrides[day]
    if hours is None:
        return DayOpening(day, DayKind.CLOSURE, None, version.override_words.get(day, "臨時閉庁"))
    is_extra = _holiday(version, day) is not None
    kind = DayKind.EXTRA_OPENING if is_extra else DayKind.WORKING_DAY
    words = version.override_words.get(day, "臨時開庁" if is_extra else "開庁時間の変更")
    return DayOpening(day, kind, hours, words)


def _is_year_end(calendar: OpeningCalendar, day: date) -> bool:
    if calendar.year_end is None:
        return False
    first, last = calendar.year_end
    here = (day.month, day.day)
    return first <= here <= last if first <= last else here >= first or here <= last


def _is_nth_weekday(opening: MonthlyOpening, day: date) -> bool:
    if day.weekday() != opening.weekday:
        return False
    if opening.nth > 0:
        return (day.day - 1) // 7 + 1 == opening.nth
    days_left = gregorian.monthrange(day.year, day.month)[1] - day.day
    return days_left // 7 + 1 == -opening.nth


@cache
def _national_holidays(year: int) -> Mapping[date, str]:
    """The national holidays of a year with their names (国民の祝日・休日)."""
    return dict(holidays.country_holidays("JP", years=year, language="ja"))
