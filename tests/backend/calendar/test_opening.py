import json
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from backend.calendar.errors import CalendarFaultsError
from backend.calendar.opening import load_calendar
from backend.calendar.rules import Hours, hours_on

FIXTURE = Path(__file__).parents[3] / "fixtures" / "calendar" / "opening_calendar.json"


def test_the_invented_citys_calendar_is_open_late_on_thursdays() -> None:
    calendar = load_calendar(json.loads(FIXTURE.read_text(encoding="utf-8")))

    assert hours_on(calendar, date(2026, 11, 19)) == Hours(time(8, 30), time(19))
    assert hours_on(calendar, date(2026, 12, 6)) == Hours(time(8, 30), time(16, 30))
    assert hours_on(calendar, date(2026, 12, 31)) is None


def test_overrides_open_and_close_single_days() -> None:
    calendar = load_calendar(
        {
            "weekly": {"monday": "08:30-17:15"},
            "overrides": {"2026-11-21": "09:00-12:00", "2026-11-16": None},
        }
    )

    assert hours_on(calendar, date(2026, 11, 21)) == Hours(time(9), time(12))
    assert hours_on(calendar, date(2026, 11, 16)) is None
    assert calendar.year_end is None


@pytest.mark.parametrize(
    ("document", "places"),
    [
        ({}, [()]),
        ({"weekly": {"Monday": "08:30-17:15"}}, [("weekly",)]),
        (
            {"weekly": {"monday": "8:30-17:15", "friday": "x"}},
            [("weekly", "friday"), ("weekly", "monday")],
        ),
        ({"weekly": {"monday": "17:15-08:30"}}, [("weekly", "monday")]),
        (
            {"weekly": {"monday": "08:30-17:15"}, "overrides": {"2026-02-30": None}},
            [("overrides", "2026-02-30")],
        ),
        (
            {
                "weekly": {"monday": "08:30-17:15"},
                "monthly": [{"weekday": "sunday", "nth": 1, "hours": "12:00-12:00"}],
                "overrides": {"2026-02-03": "12:00-09:00"},
            },
            [("monthly", "0", "hours"), ("overrides", "2026-02-03")],
        ),
    ],
)
def test_a_faulty_calendar_is_refused_with_every_place(
    document: dict[str, Any], places: list[tuple[str, ...]]
) -> None:
    with pytest.raises(CalendarFaultsError) as refusal:
        load_calendar(document)

    assert [fault.path for fault in refusal.value.faults] == places
