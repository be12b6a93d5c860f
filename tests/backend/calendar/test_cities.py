"""The hours that cities state in their specifications can be written down as data."""

from datetime import date, datetime, time
from typing import Any

import pytest

from backend.calendar.opening import load_calendar, with_versions
from backend.calendar.rules import (
    Count,
    CountingRule,
    DayKind,
    Hours,
    OpeningCalendar,
    due_on,
    hours_on,
    is_open_at,
    opening_on,
)

YEAR_END = "12-29/01-03"
WORKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday")


def city(usual: str, thursday: str = "", **more: Any) -> OpeningCalendar:
    weekly = {**dict.fromkeys(WORKDAYS, usual), **({"thursday": thursday} if thursday else {})}
    return load_calendar({"weekly": weekly, "year_end": YEAR_END, **more})


KURUME = city("08:30-17:15", "08:30-19:00")
FUJI = city(
    "08:00-18:00",
    monthly=[
        {"weekday": "sunday", "nth": 1, "months": list(range(2, 13)), "hours": "08:30-16:30"},
        {"weekday": "sunday", "nth": -1, "months": [3], "hours": "08:30-16:30"},
    ],
)
HANAMAKI = city("09:00-16:30", "09:00-18:30")
IGA = city("08:30-17:15", "08:30-19:30")


@pytest.mark.parametrize(
    ("calendar", "day", "hours"),
    [
        (KURUME, date(2026, 11, 18), "08:30-17:15"),
        (KURUME, date(2026, 11, 19), "08:30-19:00"),
        (FUJI, date(2026, 11, 19), "08:00-18:00"),
        (FUJI, date(2026, 12, 6), "08:30-16:30"),
        (FUJI, date(2027, 1, 10), None),
        (FUJI, date(2027, 3, 28), "08:30-16:30"),
        (HANAMAKI, date(2026, 11, 20), "09:00-16:30"),
        (HANAMAKI, date(2026, 11, 19), "09:00-18:30"),
        (IGA, date(2026, 11, 19), "08:30-19:30"),
        *((one, date(2026, 12, 29), None) for one in (KURUME, FUJI, HANAMAKI, IGA)),
        *((one, date(2027, 1, 3), None) for one in (KURUME, FUJI, HANAMAKI, IGA)),
    ],
)
def test_hours_of_real_cities(calendar: OpeningCalendar, day: date, hours: str | None) -> None:
    found = hours_on(calendar, day)

    assert (f"{found.opens:%H:%M}-{found.closes:%H:%M}" if found else None) == hours


@pytest.mark.parametrize(
    ("day", "kind", "words"),
    [
        (date(2026, 11, 24), DayKind.WORKING_DAY, "開庁日"),
        (date(2026, 11, 23), DayKind.NATIONAL_HOLIDAY, "勤労感謝の日"),
        (date(2026, 5, 6), DayKind.NATIONAL_HOLIDAY, "振替休日"),
        (date(2026, 9, 22), DayKind.NATIONAL_HOLIDAY, "国民の休日"),
        (date(2027, 1, 1), DayKind.YEAR_END, "年末年始"),  # and 元日
        (date(2026, 11, 21), DayKind.WEEKLY_HOLIDAY, "土曜日"),
        (date(2026, 12, 6), DayKind.EXTRA_OPENING, "休日開庁"),
    ],
)
def test_a_day_says_why_it_is_open_or_closed(day: date, kind: DayKind, words: str) -> None:
    found = opening_on(FUJI, day)

    assert (found.kind, found.words) == (kind, words)


def test_single_days_carry_their_own_words_half_days_too() -> None:
    calendar = city(
        "08:30-17:15",
        overrides={
            "2026-12-12": {"hours": "09:00-12:00", "words": "臨時窓口"},
            "2026-12-14": {"hours": None, "words": "設備点検"},
            "2026-12-15": "08:30-12:00",
            "2026-12-16": None,
        },
    )

    found = [opening_on(calendar, date(2026, 12, day)) for day in (12, 14, 15, 16)]

    assert [(one.kind.name, one.words, one.hours) for one in found] == [
        ("EXTRA_OPENING", "臨時窓口", Hours(time(9), time(12))),
        ("CLOSURE", "設備点検", None),
        ("WORKING_DAY", "開庁時間の変更", Hours(time(8, 30), time(12))),
        ("CLOSURE", "臨時閉庁", None),
    ]


@pytest.mark.parametrize(
    ("clock", "is_open"), [("08:29", False), ("08:30", True), ("18:59", True), ("19:00", False)]
)
def test_the_counter_opens_with_the_first_minute_and_is_closed_at_the_last(
    clock: str, is_open: bool
) -> None:
    assert is_open_at(KURUME, datetime.fromisoformat(f"2026-11-19T{clock}:00+09:00")) is is_open


def test_a_new_version_holds_from_its_day_and_the_former_one_until_then() -> None:
    calendar = with_versions([(date(2026, 4, 1), KURUME), (date(2027, 4, 1), HANAMAKI)])

    hours = [hours_on(calendar, day) for day in (date(2026, 3, 30), date(2027, 3, 31))]
    assert hours == [Hours(time(8, 30), time(17, 15))] * 2
    assert hours_on(calendar, date(2027, 4, 2)) == Hours(time(9), time(16, 30))


def test_of_two_versions_of_one_day_the_later_holds() -> None:
    day = date(2026, 4, 1)

    calendar = with_versions([(day, KURUME), (day, HANAMAKI)])

    assert hours_on(calendar, date(2026, 11, 24)) == Hours(time(9), time(16, 30))


def test_a_deadline_is_counted_by_the_version_of_the_day_on_which_it_falls() -> None:
    saturdays = load_calendar(
        {"weekly": dict.fromkeys((*WORKDAYS, "saturday"), "09:00-12:00"), "year_end": YEAR_END}
    )
    calendar = with_versions([(date(2026, 4, 1), KURUME), (date(2026, 11, 21), saturdays)])
    rule = CountingRule(Count.DAYS, 14, "changed_on")

    # 14 and 21 November are Saturdays: the first a holiday of the city, the second no more.
    assert due_on(rule, date(2026, 10, 31), calendar) == date(2026, 11, 16)
    assert due_on(rule, date(2026, 11, 7), calendar) == date(2026, 11, 21)
