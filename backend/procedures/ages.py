"""Ages by name (制度ごとの年齢): each scheme reaches an age on a day of its own.

A rule says from when (and until when) a person counts, as the day on which an age is reached:

- ``day_before``: the day before the birthday (年齢計算ニ関スル法律); care 65, pension 20 and 60
- ``birthday``: the birthday itself; late-stage medical care 75
- ``april``: the first 1 April on or after the birthday (学齢, 18歳年度末): somebody born on
  1 April reaches the age on 31 March and so belongs to the school year before

Births that are not known to the day give an answer only when every possible day gives the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from backend.procedures.facts import DateRange


class Reached(StrEnum):
    """How the day is found on which an age is reached."""

    DAY_BEFORE = "day_before"
    BIRTHDAY = "birthday"
    APRIL = "april"


@dataclass(frozen=True)
class AgeLimit:
    """An age and the way its day is found."""

    years: int
    reached: Reached

    def reached_on(self, born: date) -> date:
        """Give the day on which somebody born then reaches the age."""
        birthday = _birthday(born, self.years)
        if self.reached is Reached.DAY_BEFORE:
            return birthday - timedelta(days=1)
        if self.reached is Reached.BIRTHDAY:
            return birthday
        april = date(birthday.year, 4, 1)
        return april if birthday <= april else date(birthday.year + 1, 4, 1)


@dataclass(frozen=True)
class AgeRule:
    """A named age: from an age on, until another, or both; with its words when it holds or not."""

    name: str
    label: str
    label_otherwise: str
    since: AgeLimit | None = None
    until: AgeLimit | None = None

    def holds(self, born: DateRange, on: DateRange) -> bool | None:
        """Say whether it holds for every possible birth and day, for none, or (None) neither."""
        since = True if self.since is None else _is_reached(self.since, born, on)
        until = False if self.until is None else _is_reached(self.until, born, on)
        if since is False or until is True:
            return False
        return True if since is True and until is False else None


def _is_reached(limit: AgeLimit, born: DateRange, on: DateRange) -> bool | None:
    """Later births reach an age later, so only the ends of the intervals matter."""
    if born.latest and on.earliest and limit.reached_on(born.latest) <= on.earliest:
        return True
    if born.earliest and on.latest and limit.reached_on(born.earliest) > on.latest:
        return False
    return None


def _birthday(born: date, years: int) -> date:
    """Give a birthday; those born on 29 February have it on 1 March in other years."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def _day_before(years: int) -> AgeLimit:
    return AgeLimit(years, Reached.DAY_BEFORE)


def _birthday_of(years: int) -> AgeLimit:
    return AgeLimit(years, Reached.BIRTHDAY)


def _april(years: int) -> AgeLimit:
    return AgeLimit(years, Reached.APRIL)


_NATIONAL = (
    # Long-Term Care Insurance Act Art. 9: first-category insured
    AgeRule("care_65", "65歳以上", "65歳未満", since=_day_before(65)),
    # Act on Medical Care for Elderly Art. 50
    AgeRule("late_stage_75", "75歳以上", "75歳未満", since=_birthday_of(75)),
    AgeRule(
        "late_stage_65_to_74",
        "65歳以上75歳未満",
        "65歳以上75歳未満ではない",
        since=_birthday_of(65),
        until=_birthday_of(75),
    ),
    # National Pension Act Art. 7, 8, 9
    AgeRule(
        "pension_20_to_59",
        "20歳以上60歳未満",
        "20歳以上60歳未満ではない",
        since=_day_before(20),
        until=_day_before(60),
    ),
    AgeRule(
        "pension_voluntary_20_to_64",
        "20歳以上65歳未満",
        "20歳以上65歳未満ではない",
        since=_day_before(20),
        until=_day_before(65),
    ),
    AgeRule(
        "child_until_18_year_end",
        "18歳到達後の最初の3月31日まで",
        "18歳到達後の最初の3月31日を過ぎている",
        until=_april(18),
    ),
    AgeRule("under_20", "20歳未満", "20歳以上", until=_day_before(20)),
    AgeRule("voter_18", "18歳以上", "18歳未満", since=_day_before(18)),
    AgeRule("at_least_15", "15歳以上", "15歳未満", since=_day_before(15)),
    # School Education Act Art. 17: the school year is from April to March
    AgeRule(
        "school_age", "小中学校の学齢", "小中学校の学齢ではない", since=_april(6), until=_april(15)
    ),
    AgeRule(
        "primary_school_age",
        "小学校の学齢",
        "小学校の学齢ではない",
        since=_april(6),
        until=_april(12),
    ),
    AgeRule("preschool", "就学前", "就学している年齢", until=_april(6)),
    AgeRule("under_1", "1歳未満", "1歳以上", until=_birthday_of(1)),
)
NATIONAL_AGE_RULES: Mapping[str, AgeRule] = MappingProxyType(
    {rule.name: rule for rule in _NATIONAL}
)
