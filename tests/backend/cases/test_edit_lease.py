"""How long a lease lasts, and whose it is."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.cases.rules.editing import Lease, is_of_another, lease_of, lease_time, prolonged

NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
ONE, OTHER = UUID(int=1), UUID(int=2)
TIME = timedelta(minutes=10)
LIVE = Lease(staff_id=ONE, since=NOW - TIME, until=NOW + timedelta(seconds=1))
LAPSED = Lease(staff_id=ONE, since=NOW - TIME, until=NOW)


@pytest.mark.parametrize(
    ("settings", "minutes"),
    [
        ({}, 10),
        ({"edit_lease_minutes": 3}, 3),
        ({"edit_lease_minutes": 0}, 1),
        ({"edit_lease_minutes": 100_000}, 600),
        ({"edit_lease_minutes": "3"}, 10),
        ({"edit_lease_minutes": True}, 10),
        ({"edit_lease_minutes": None}, 10),
    ],
)
def test_the_city_says_how_long_a_lease_lasts(settings: dict[str, Any], minutes: int) -> None:
    assert lease_time(settings) == timedelta(minutes=minutes)


def test_a_lease_is_anothers_while_it_is_live() -> None:
    assert is_of_another(LIVE, OTHER, NOW)
    assert not is_of_another(LIVE, ONE, NOW)
    assert not is_of_another(LAPSED, OTHER, NOW)
    assert not is_of_another(None, OTHER, NOW)


def test_ones_own_is_prolonged_and_keeps_its_beginning() -> None:
    assert prolonged(LIVE, ONE, NOW, TIME) == Lease(
        staff_id=ONE, since=NOW - TIME, until=NOW + TIME
    )


@pytest.mark.parametrize("before", [None, LAPSED, LIVE])
def test_any_other_begins_now(before: Lease | None) -> None:
    assert prolonged(before, OTHER, NOW, TIME) == Lease(staff_id=OTHER, since=NOW, until=NOW + TIME)


def test_columns_without_an_editor_are_no_lease() -> None:
    assert lease_of(None, None, None) is None
    assert lease_of(ONE, NOW - TIME, NOW) == LAPSED
