"""Japanese eras (元号): one table, so that a new era is one line of data.

A day on which an era changed belongs to the new one here; 明治45.7.30 and 大正15.12.25, which
registers also hold, are texts of their own and never come out of this table.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Era:
    """One era: its name, the letter officials type for it, and its first day."""

    name: str
    letter: str
    first_day: date


# Newest first. The era of Meiji was declared back to the first day of the lunar year.
ERAS: tuple[Era, ...] = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)


def era_of(day: date) -> Era:
    """Return the era of a day; ``ValueError`` before Meiji."""
    for era in ERAS:
        if day >= era.first_day:
            return era
    raise ValueError("the day lies before the era of Meiji")


def japanese_year(day: date) -> tuple[Era, int]:
    """Return era and year of a day: 2019-05-01 is 令和 1."""
    era = era_of(day)
    return era, day.year - era.first_day.year + 1


def year_text(year: int) -> str:
    """Write the number of a year of an era as official papers do: the first is 元."""
    return "元" if year == 1 else str(year)
