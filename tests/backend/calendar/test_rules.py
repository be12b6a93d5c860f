from dataclasses import replace
from datetime import date, time

import pytest

from backend.calendar.rules import (
    Count,
    CountingRule,
    DueDates,
    FirstDay,
    Hours,
    MonthlyOpening,
    OpeningCalendar,
    WhenClosed,
    due_between,
    due_on,
    ends_on_working_day,
    hours_on,
    is_city_holiday,
    is_open,
)

DAY = Hours(time(8, 30), time(17, 15))
EVENING = Hours(time(8, 30), time(19))
SUNDAY = Hours(time(8, 30), time(16, 30))
CITY = OpeningCalendar(
    weekly={0: DAY, 1: DAY, 2: DAY, 3: EVENING, 4: DAY},
    monthly=(
        MonthlyOpening(6, 1, frozenset(range(2, 13)), SUNDAY),
        MonthlyOpening(6, -1, frozenset({3}), SUNDAY),
    ),
)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 11, 20), DAY),
        (date(2026, 11, 19), EVENING),  # Thursday
        (date(2026, 11, 21), None),  # Saturday
        (date(2026, 11, 23), None),  # 勤労感謝の日
        (date(2026, 9, 22), None),  # 国民の休日 between two holidays
        (date(2026, 12, 28), DAY),
        (date(2026, 12, 29), None),
        (date(2027, 1, 3), None),
        (date(2027, 1, 4), DAY),
        (date(2026, 11, 1), SUNDAY),  # first Sunday
        (date(2026, 11, 8), None),
        (date(2027, 1, 10), None),  # no Sunday opening in January
        (date(2026, 3, 29), SUNDAY),  # last Sunday of March
        (date(2026, 3, 22), None),
    ],
)
def test_hours_follow_weekday_holidays_and_monthly_openings(day: date, hours: Hours | None) -> None:
    assert hours_on(CITY, day) == hours
    assert is_open(CITY, day) is (hours is not None)


def test_an_override_wins_over_everything_else() -> None:
    short = Hours(time(10), time(12))
    city = replace(CITY, overrides={date(2026, 11, 23): short, date(2026, 11, 24): None})

    assert hours_on(city, date(2026, 11, 23)) == short
    assert hours_on(city, date(2026, 11, 24)) is None


def test_a_city_without_year_end_closure_keeps_its_weekdays() -> None:
    city = replace(CITY, year_end=None)

    assert hours_on(city, date(2026, 12, 30)) == DAY
    assert is_city_holiday(city, date(2027, 1, 1)) is True  # 元日


def test_a_closure_inside_one_year_does_not_wrap_round() -> None:
    city = replace(CITY, year_end=((8, 13), (8, 14)))

    assert hours_on(city, date(2026, 8, 13)) is None
    assert hours_on(city, date(2026, 8, 17)) == DAY
    assert hours_on(city, date(2026, 12, 30)) == DAY


def test_a_city_that_works_on_national_holidays_is_open() -> None:
    city = replace(CITY, closes_on_national_holidays=False)

    assert hours_on(city, date(2026, 11, 23)) == DAY


def test_a_deadline_on_a_sunday_with_an_extra_opening_still_moves_to_monday() -> None:
    assert ends_on_working_day(CITY, date(2026, 12, 6)) == date(2026, 12, 7)


def test_a_deadline_passes_an_extraordinary_closure() -> None:
    city = replace(CITY, overrides={date(2026, 11, 24): None})

    assert ends_on_working_day(city, date(2026, 11, 21)) == date(2026, 11, 25)


def test_a_deadline_at_the_years_end_moves_past_the_holidays() -> None:
    assert ends_on_working_day(CITY, date(2026, 12, 29)) == date(2027, 1, 4)


def test_a_calendar_without_any_working_day_is_reported_as_a_fault() -> None:
    closed = OpeningCalendar(weekly={})

    with pytest.raises(ValueError, match="no working day"):
        ends_on_working_day(closed, date(2026, 11, 20))


def days(number: int, first_day: FirstDay = FirstDay.NEXT_DAY) -> CountingRule:
    return CountingRule(Count.DAYS, number, "changed_on", first_day)


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        # 14 days from the next day: the day of the move is not counted
        (days(14), date(2026, 11, 2), date(2026, 11, 16)),
        # a birth is counted with its day
        (days(14, FirstDay.COUNTED), date(2026, 11, 2), date(2026, 11, 16)),  # 15 is a Sunday
        (days(14, FirstDay.COUNTED), date(2026, 11, 4), date(2026, 11, 17)),
        # a death known on 17 November: the seventh day is a holiday
        (days(7, FirstDay.COUNTED), date(2026, 11, 17), date(2026, 11, 24)),
        # 15 days after the planned move-out
        (days(15), date(2026, 11, 4), date(2026, 11, 19)),
        (days(14), date(2026, 12, 15), date(2027, 1, 4)),
    ],
)
def test_days_are_counted_and_moved_past_holidays(
    rule: CountingRule, start: date, due: date
) -> None:
    assert due_on(rule, start, CITY) == due


def months(number: int, first_day: FirstDay = FirstDay.NEXT_DAY) -> CountingRule:
    return CountingRule(Count.MONTHS, number, "changed_on", first_day, WhenClosed.SAME_DAY)


@pytest.mark.parametrize(
    ("rule", "start", "due"),
    [
        # Civil Code Art. 143: the day before the day that answers to the first
        (months(3), date(2026, 1, 15), date(2026, 4, 15)),
        (months(3, FirstDay.COUNTED), date(2026, 1, 15), date(2026, 4, 14)),
        # no such day in the month: its last day
        (months(1), date(2026, 1, 30), date(2026, 2, 28)),
        (months(1), date(2028, 1, 30), date(2028, 2, 29)),
        # from the beginning of a month to the end of a month
        (months(1), date(2026, 1, 31), date(2026, 2, 28)),
        (months(1), date(2026, 2, 28), date(2026, 3, 31)),
        (months(3), date(2026, 11, 30), date(2027, 2, 28)),
        (months(12), date(2026, 11, 30), date(2027, 11, 30)),
    ],
)
def test_months_end_on_the_answering_day_or_the_months_end(
    rule: CountingRule, start: date, due: date
) -> None:
    assert due_on(rule, start, CITY) == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        (date(2026, 6, 10), date(2028, 6, 10)),
        (date(2024, 2, 28), date(2026, 2, 28)),  # the first day, 29 February, has no answer
        (date(2024, 2, 29), date(2026, 2, 28)),
    ],
)
def test_two_years_are_counted_by_the_calendar(start: date, due: date) -> None:
    rule = CountingRule(Count.YEARS, 2, "funeral_on", when_closed=WhenClosed.SAME_DAY)

    assert due_on(rule, start, CITY) == due


def test_a_deadline_of_law_that_is_not_moved_stays_on_the_holiday() -> None:
    rule = CountingRule(Count.DAYS, 30, "planned_move_out_on", when_closed=WhenClosed.SAME_DAY)

    assert due_on(rule, date(2026, 10, 22), CITY) == date(2026, 11, 21)


def test_a_start_within_an_interval_gives_the_earliest_and_the_latest_due_day() -> None:
    due = due_between(days(14), date(2026, 11, 2), date(2026, 11, 6), CITY)

    assert due == DueDates(date(2026, 11, 16), date(2026, 11, 20))
