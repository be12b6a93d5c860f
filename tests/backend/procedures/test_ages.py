from datetime import date

import pytest

from backend.procedures.ages import NATIONAL_AGE_RULES, AgeLimit, AgeRule, Reached
from backend.procedures.facts import DateRange


def holds(name: str, born: str, on: str) -> bool | None:
    """Apply a rule; a birth may be an interval «1951-01-01..1951-12-31», an open end is empty."""
    earliest, _, latest = (born if ".." in born else f"{born}..{born}").partition("..")
    interval = DateRange(_day(earliest), _day(latest))
    return NATIONAL_AGE_RULES[name].holds(interval, DateRange.exactly(date.fromisoformat(on)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("name", "born", "not_yet_on", "from_on"),
    [
        # care and pension: the day before the birthday
        ("care_65", "1961-11-22", "2026-11-20", "2026-11-21"),
        ("care_65", "1961-01-01", "2025-12-30", "2025-12-31"),
        ("care_65", "1960-02-29", "2025-02-27", "2025-02-28"),  # 2025 has no 29 February
        ("care_65", "1961-03-01", "2026-02-27", "2026-02-28"),
        ("pension_20_to_59", "2006-12-01", "2026-11-29", "2026-11-30"),
        ("voter_18", "2008-12-02", "2026-11-30", "2026-12-01"),
        ("at_least_15", "2011-11-22", "2026-11-20", "2026-11-21"),
        # late-stage care: the birthday itself
        ("late_stage_75", "1951-11-21", "2026-11-20", "2026-11-21"),
        ("late_stage_75", "1952-02-29", "2027-02-28", "2027-03-01"),
        ("late_stage_65_to_74", "1961-11-21", "2026-11-20", "2026-11-21"),
        # school: born from 2 April to 1 April
        ("school_age", "2020-04-01", "2026-03-31", "2026-04-01"),
        ("school_age", "2020-04-02", "2027-03-31", "2027-04-01"),
        ("primary_school_age", "2019-04-02", "2026-03-31", "2026-04-01"),
    ],
)
def test_an_age_is_reached_on_the_day_of_its_scheme(
    name: str, born: str, not_yet_on: str, from_on: str
) -> None:
    assert holds(name, born, not_yet_on) is False
    assert holds(name, born, from_on) is True


@pytest.mark.parametrize(
    ("name", "born", "last_on", "over_on"),
    [
        ("pension_20_to_59", "1966-11-22", "2026-11-20", "2026-11-21"),
        ("pension_voluntary_20_to_64", "1961-12-02", "2026-11-30", "2026-12-01"),
        ("late_stage_65_to_74", "1951-11-21", "2026-11-20", "2026-11-21"),
        ("under_20", "2006-12-01", "2026-11-29", "2026-11-30"),
        # 18歳年度末: whoever is born on 1 April is done a year earlier than a day later
        ("child_until_18_year_end", "2008-04-01", "2026-03-31", "2026-04-01"),
        ("child_until_18_year_end", "2008-04-02", "2027-03-31", "2027-04-01"),
        ("child_until_18_year_end", "2009-03-31", "2027-03-31", "2027-04-01"),
        ("school_age", "2011-04-01", "2026-03-31", "2026-04-01"),
        ("school_age", "2011-04-02", "2027-03-31", "2027-04-01"),
        ("primary_school_age", "2014-04-01", "2026-03-31", "2026-04-01"),
        ("preschool", "2020-04-01", "2026-03-31", "2026-04-01"),
        ("preschool", "2020-04-02", "2027-03-31", "2027-04-01"),
        ("under_1", "2025-11-21", "2026-11-20", "2026-11-21"),
    ],
)
def test_an_age_ends_on_the_day_of_its_scheme(
    name: str, born: str, last_on: str, over_on: str
) -> None:
    assert holds(name, born, last_on) is True
    assert holds(name, born, over_on) is False


@pytest.mark.parametrize(
    ("name", "born", "expected"),
    [
        ("late_stage_75", "1951-01-01..1951-11-21", True),  # every day of it is 75 already
        ("late_stage_75", "1951-01-01..1951-11-22", None),
        ("late_stage_75", "1951-11-22..1951-12-31", False),
        ("late_stage_75", "..1951-11-21", True),
        ("late_stage_75", "..1960-01-01", None),
        ("late_stage_75", "1960-01-01..", False),
        ("late_stage_75", "..", None),
        # a band: inside, across either end, beyond both ends, outside
        ("late_stage_65_to_74", "1955-01-01..1960-12-31", True),
        ("late_stage_65_to_74", "1951-01-01..1960-12-31", None),
        ("late_stage_65_to_74", "1955-01-01..1970-12-31", None),
        ("late_stage_65_to_74", "1940-01-01..1970-12-31", None),
        ("late_stage_65_to_74", "1940-01-01..1950-12-31", False),
    ],
)
def test_an_inexact_birth_gives_an_answer_only_if_every_day_of_it_gives_the_same(
    name: str, born: str, expected: bool | None
) -> None:
    assert holds(name, born, "2026-11-21") is expected


def test_an_inexact_day_of_the_change_leaves_the_age_open() -> None:
    rule = NATIONAL_AGE_RULES["late_stage_75"]
    born = DateRange.exactly(date(1951, 11, 21))

    assert rule.holds(born, DateRange(date(2026, 11, 20), date(2026, 11, 22))) is None
    assert rule.holds(born, DateRange(date(2026, 11, 21), date(2026, 11, 30))) is True
    assert rule.holds(born, DateRange(date(2026, 11, 1), date(2026, 11, 20))) is False
    assert rule.holds(born, DateRange(None, None)) is None


def test_a_citys_own_age_is_a_rule_like_the_others() -> None:
    rule = AgeRule("medical", "対象", "対象外", until=AgeLimit(15, Reached.APRIL))

    assert (
        rule.holds(DateRange.exactly(date(2011, 4, 1)), DateRange.exactly(date(2026, 3, 31)))
        is True
    )
    assert (
        rule.holds(DateRange.exactly(date(2011, 4, 1)), DateRange.exactly(date(2026, 4, 1)))
        is False
    )
