"""Dates as forms print them: a day, or the text of one that is unknown or impossible.

The value of a date has three parts: ``value`` (ISO, or null), ``text`` (null, 年月日不詳,
明治45年7月30日) and ``western``: births of foreign residents are in the Western calendar.
A text, where there is one, is printed rather than the day: it is what the register says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from backend.shared.eras import ERAS, japanese_year, year_text

WESTERN = "西暦"

_WRITTEN = re.compile(
    "(" + "|".join(era.name for era in ERAS) + r")(元|\d{1,2})年(\d{1,2})月(\d{1,2})日"
)


class InvalidDateError(ValueError):
    """Not a date value; the message is the end of a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class DateParts:
    """Era, year, month and day as they are written into the slots of a form."""

    era: str
    year: str
    month: str
    day: str


@dataclass(frozen=True, slots=True)
class DateValue:
    """A date as the values of a form hold it."""

    day: date | None
    text: str
    western: bool

    @classmethod
    def read(cls, value: object) -> "DateValue":
        """Read a date value; what is not one is refused, never guessed."""
        if not isinstance(value, Mapping) or set(value) - {"value", "text", "western"}:
            raise InvalidDateError("は日付ではありません。")
        text = value.get("text") or ""
        if not isinstance(text, str):
            raise InvalidDateError("は日付ではありません。")
        return cls(_read_day(value.get("value")), text, bool(value.get("western", False)))

    @property
    def parts(self) -> DateParts | None:
        """The parts to write into slots, or ``None`` when only the text can be printed."""
        if self.text:
            written = _WRITTEN.fullmatch(self.text)
            return DateParts(*written.groups()) if written else None
        if self.day is None:
            return None
        month, day = str(self.day.month), str(self.day.day)
        if self.western:
            return DateParts(WESTERN, str(self.day.year), month, day)
        era, year = japanese_year(self.day)
        return DateParts(era.name, year_text(year), month, day)

    def formatted(self, name: str) -> str:
        """The date in another way of writing; one without a day keeps its text."""
        if self.day is None or self.text:
            return self.text
        year, month, day = self.day.year, self.day.month, self.day.day
        if name == "western":
            return f"{year}年{month}月{day}日"
        if name == "slashes":
            return f"{year}/{month}/{day}"
        if name == "shortEra":
            era, number = japanese_year(self.day)
            return f"{era.letter}{number}.{month}.{day}"
        return self.written()

    def written(self) -> str:
        """The date as running text: 令和元年5月1日, 1990年1月5日, 年月日不詳."""
        if self.text or self.parts is None:
            return self.text
        parts = self.parts
        era = "" if parts.era == WESTERN else parts.era
        return f"{era}{parts.year}年{parts.month}月{parts.day}日"


def _read_day(value: object) -> date | None:
    if value is None:
        return None
    try:
        day = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        day = None
    if day is None:
        raise InvalidDateError("は暦にない日付です。")
    if day < ERAS[-1].first_day:
        raise InvalidDateError("は明治より前の日付です。")
    return day
