"""Dates of the register (年月日): known, partly unknown, or not on the calendar at all.

A date of the register is not a ``date``: 平成2年2月29日 and 年月日不詳 stand in real records and
must come back as they were written. So each has a value (only if it is a day of the calendar),
a precision, its text, and the earliest and latest day that it can mean; a rule whose answer
differs between these two is *unknown*.

The forms of unknown dates are those the resident-record standard lists (頃, 推定, 春, 上旬 …).
How far 頃 and 推定 reach is said nowhere: here one unit to each side (``ABOUT_REACHES_UNITS``).
"""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from backend.errors import InvalidInputError
from backend.shared.eras import ERAS, Era, japanese_year, year_text

ABOUT_REACHES_UNITS = 1
ONE_DAY = timedelta(days=1)

# Days on which an era ended and the next began, that registers hold under both names.
SHARED_DAYS = frozenset({date(1912, 7, 30), date(1926, 12, 25)})
ERA_DIGITS = {"1": "明治", "2": "大正", "3": "昭和", "4": "平成", "5": "令和"}
SEASONS = {"春": (3, 5), "夏": (6, 8), "秋": (9, 11), "冬": (12, 14)}
DAYS_OF_TEN = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


class Precision(StrEnum):
    """How exactly a date of the register is known (不詳の程度)."""

    DAY = "DAY"
    ABOUT_DAY = "ABOUT_DAY"  # 頃, 推定
    RANGE_OF_DAYS = "RANGE_OF_DAYS"  # ○日から○日頃までの間
    TEN_DAYS = "TEN_DAYS"  # 上旬, 中旬, 下旬
    MONTH = "MONTH"  # 日不詳
    ABOUT_MONTH = "ABOUT_MONTH"
    SEASON = "SEASON"
    YEAR = "YEAR"  # 月日不詳
    ABOUT_YEAR = "ABOUT_YEAR"
    UNKNOWN = "UNKNOWN"  # 年月日不詳
    NOT_ON_CALENDAR = "NOT_ON_CALENDAR"  # 平成2年2月29日


class DateStyle(StrEnum):
    """The calendar in which a date is shown."""

    JAPANESE = "JAPANESE"  # 和暦
    WESTERN = "WESTERN"  # 西暦: foreign residents' birth dates and end of stay


@dataclass(frozen=True, kw_only=True)
class RegisterDate:
    """One date of the register; its earliest and latest day are None where nothing bounds them."""

    value: date | None
    precision: Precision
    text: str
    earliest_on: date | None
    latest_on: date | None

    @classmethod
    def on(cls, day: date) -> "RegisterDate":
        """A day that is known."""
        return _known(day, japanese_text(day))

    def show(self, style: DateStyle = DateStyle.JAPANESE) -> str:
        """The text to print: a known day in the wanted calendar, all else as it was written."""
        if self.value is not None and style is DateStyle.WESTERN:
            return western_text(self.value)
        return self.text

    def is_before(self, day: date) -> bool | None:
        """Whether the date lies before ``day``; None where its possible days disagree."""
        if self.latest_on is not None and self.latest_on < day:
            return True
        if self.earliest_on is not None and self.earliest_on >= day:
            return False
        return None


UNKNOWN_DATE = RegisterDate(
    value=None,
    precision=Precision.UNKNOWN,
    text="年月日不詳",
    earliest_on=None,
    latest_on=None,
)


def japanese_text(day: date) -> str:
    """Write a day in the Japanese calendar (和暦); before Meiji in the Western one."""
    if day < ERAS[-1].first_day:
        return western_text(day)
    era, year = japanese_year(day)
    return f"{era.name}{year_text(year)}年{day.month}月{day.day}日"


def western_text(day: date) -> str:
    """Write a day in the Western calendar (西暦)."""
    return f"{day.year}年{day.month}月{day.day}日"


def japanese_digits(day: date) -> str:
    """Write a day as officials type it: the era's digit and YYMMDD (3550305 is 昭和55.3.5)."""
    era, year = japanese_year(day)
    digit = next(digit for digit, name in ERA_DIGITS.items() if name == era.name)
    return f"{digit}{year:02}{day:%m%d}"


def parse_register_date(text: str, *, path: Sequence[str] = ()) -> RegisterDate:
    """Read a date as officials and files write it; ``InvalidInputError`` for anything else.

    7 digits (era digit and YYMMDD), 8 digits, ``1980-02-03``, ``昭和55年2月3日``, ``S55.2.3``, and
    the forms of unknown dates; digits of any width.
    """
    plain = _plain(text)
    if plain in ("年月日不詳", "不詳", "不明"):
        return UNKNOWN_DATE
    for pattern, read in _READERS:
        match = pattern.fullmatch(plain)
        if match:
            return read(_Written(match, text, tuple(path)))
    raise InvalidInputError("日付として読み取れません。", path=path)


def _plain(text: str) -> str:
    """The text with digits and letters of one width and no blanks, for reading only."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True)
class _Written:
    """A matched text with the place it came from."""

    match: re.Match[str]
    text: str
    path: tuple[str, ...]

    def number(self, group: str) -> int:
        return int(self.match[group])

    def has(self, group: str) -> bool:
        return self.match.groupdict().get(group) is not None

    def refuse(self, message: str) -> InvalidInputError:
        return InvalidInputError(message, path=self.path)

    def stripped(self) -> str:
        """The text as written, digits of one width, blanks between the parts kept as one."""
        return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", self.text)).strip()


def _known(day: date, text: str) -> RegisterDate:
    return RegisterDate(
        value=day, precision=Precision.DAY, text=text, earliest_on=day, latest_on=day
    )


def _era_named(name: str) -> Era:
    return next(era for era in ERAS if name in (era.name, era.name[0], era.letter))


def _era_last_day(era: Era) -> date:
    """The last day that may be written under an era; today's era has no end."""
    index = ERAS.index(era)
    if index == 0:
        return date.max
    next_first = ERAS[index - 1].first_day
    return next_first if next_first in SHARED_DAYS else next_first - ONE_DAY


def _era_and_year(written: _Written) -> tuple[Era | None, int]:
    """The era, if one is written, and the Western year."""
    groups = written.match.groupdict()
    if groups.get("western"):
        return None, written.number("western")
    era = _era_named(ERA_DIGITS[groups["digit"]] if groups.get("digit") else groups["era"])
    year = 1 if groups["era_year"] == "元" else int(groups["era_year"])
    western = era.first_day.year + year - 1
    if year < 1 or western > _era_last_day(era).year:
        raise written.refuse(f"{era.name}に{year}年はありません。")
    return era, western


def _require_year_of_calendar(written: _Written, year: int) -> None:
    if not 1 <= year < date.max.year:
        raise written.refuse("年が正しくありません。")


def _require_in_era(written: _Written, era: Era | None, day: date) -> None:
    if era is not None and not era.first_day <= day <= _era_last_day(era):
        raise written.refuse(f"その日は{era.name}ではありません。")


def _day_of_calendar(year: int, month: int, day: int) -> date | None:
    return date(year, month, day) if day <= monthrange(year, month)[1] else None


def _year_month_day(written: _Written) -> tuple[Era | None, int, int, int]:
    era, year = _era_and_year(written)
    _require_year_of_calendar(written, year)
    month, day = written.number("month"), written.number("day")
    if not 1 <= month <= 12:
        raise written.refuse(f"{month}月はありません。")
    if not 1 <= day <= 31:
        raise written.refuse(f"{day}日はありません。")
    return era, year, month, day


def _read_day(written: _Written) -> RegisterDate:
    """A whole day: on the calendar, or (平成2年2月29日) kept by its text between its neighbours."""
    era, year, month, day = _year_month_day(written)
    on_calendar = _day_of_calendar(year, month, day)
    nearest = on_calendar or _last_of_month(year, month)
    _require_in_era(written, era, nearest)
    text = _day_text(era, nearest, day)
    if on_calendar is not None:
        return _known(on_calendar, text)
    return RegisterDate(
        value=None,
        precision=Precision.NOT_ON_CALENDAR,
        text=text,
        earliest_on=nearest,
        latest_on=nearest + ONE_DAY,
    )


def _day_text(era: Era | None, nearest: date, day: int) -> str:
    """The day under the era it was written in: 明治45年7月30日 stays what it was."""
    if era is None:
        era = japanese_year(nearest)[0] if nearest >= ERAS[-1].first_day else None
    if era is None:
        return f"{nearest.year}年{nearest.month}月{day}日"
    year = year_text(nearest.year - era.first_day.year + 1)
    return f"{era.name}{year}年{nearest.month}月{day}日"


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _partial(
    written: _Written, precision: Precision, era: Era | None, first: date, last: date
) -> RegisterDate:
    """A date that is a span of days, cut to the days of its era."""
    if era is not None:
        first, last = max(first, era.first_day), min(last, _era_last_day(era))
    if first > last:
        raise written.refuse("その年号にはない日付です。")
    return RegisterDate(
        value=None,
        precision=precision,
        text=written.stripped(),
        earliest_on=first,
        latest_on=last,
    )


def _is_about(written: _Written) -> bool:
    return written.has("about") or written.has("estimated")


def _read_about_day(written: _Written) -> RegisterDate:
    era, year, month, day = _year_month_day(written)
    middle = _day_of_calendar(year, month, day)
    if middle is None:
        raise written.refuse("暦にない日付です。")
    _require_in_era(written, era, middle)
    reach = ABOUT_REACHES_UNITS * ONE_DAY
    return _partial(written, Precision.ABOUT_DAY, None, middle - reach, middle + reach)


def _read_month(written: _Written) -> RegisterDate:
    era, year = _era_and_year(written)
    _require_year_of_calendar(written, year)
    month = _month(written)
    _partial(written, Precision.MONTH, era, date(year, month, 1), _last_of_month(year, month))
    reach = ABOUT_REACHES_UNITS if _is_about(written) else 0
    first, last = _shift_month(year, month, -reach), _shift_month(year, month, reach)
    return _partial(
        written,
        Precision.ABOUT_MONTH if reach else Precision.MONTH,
        None if reach else era,
        date(*first, 1),
        _last_of_month(*last),
    )


def _month(written: _Written) -> int:
    month = written.number("month")
    if not 1 <= month <= 12:
        raise written.refuse(f"{month}月はありません。")
    return month


def _shift_month(year: int, month: int, months: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + months
    return count // 12, count % 12 + 1


def _read_year(written: _Written) -> RegisterDate:
    era, year = _era_and_year(written)
    _require_year_of_calendar(written, year)
    _partial(written, Precision.YEAR, era, date(year, 1, 1), date(year, 12, 31))
    reach = ABOUT_REACHES_UNITS if _is_about(written) else 0
    return _partial(
        written,
        Precision.ABOUT_YEAR if reach else Precision.YEAR,
        None if reach else era,
        date(max(1, year - reach), 1, 1),
        date(year + reach, 12, 31),
    )


def _read_season(written: _Written) -> RegisterDate:
    era, year = _era_and_year(written)
    _require_year_of_calendar(written, year)
    first_month, last_month = SEASONS[written.match["season"]]
    first = date(year, 1, 1) if last_month > 12 else date(year, first_month, 1)
    # 冬 may mean the beginning or the end of the year.
    last = _last_of_month(*_shift_month(year, 1, last_month - 1))
    return _partial(written, Precision.SEASON, era, first, last)


def _read_ten_days(written: _Written) -> RegisterDate:
    era, year = _era_and_year(written)
    _require_year_of_calendar(written, year)
    month = _month(written)
    from_day, to_day = DAYS_OF_TEN[written.match["ten_days"]]
    last = min(date(year, month, 28) + ONE_DAY * 3, _last_of_month(year, month))
    last = last if to_day == 31 else date(year, month, to_day)
    return _partial(written, Precision.TEN_DAYS, era, date(year, month, from_day), last)


def _read_range(written: _Written) -> RegisterDate:
    era, year, month, day = _year_month_day(written)
    last_day = written.number("last_day")
    first, last = _day_of_calendar(year, month, day), _day_of_calendar(year, month, last_day)
    if first is None or last is None or first > last:
        raise written.refuse("期間の始まりと終わりが正しくありません。")
    return _partial(written, Precision.RANGE_OF_DAYS, era, first, last)


_ESTIMATED = r"(?P<estimated>推定)?"
_YEAR = (
    r"(?:(?:西暦)?(?P<western>\d{4})|"
    r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[MTSHR])(?P<era_year>元|\d{1,2}))"
)
_MONTH = _YEAR + r"年(?P<month>\d{1,2})月"
_DAY = _MONTH + r"(?P<day>\d{1,2})日"
_READERS = (
    (re.compile(r"(?P<digit>[1-5])(?P<era_year>\d{2})(?P<month>\d{2})(?P<day>\d{2})"), _read_day),
    (re.compile(r"(?P<western>\d{4})(?P<month>\d{2})(?P<day>\d{2})"), _read_day),
    (re.compile(_DAY), _read_day),
    (
        re.compile(_YEAR + r"(?P<sep>[-./])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"),
        _read_day,
    ),
    (re.compile(_ESTIMATED + _DAY + r"(?P<about>頃)?"), _read_about_day),
    (re.compile(_ESTIMATED + _MONTH + r"(?:日不詳|(?P<about>頃))?"), _read_month),
    (re.compile(_ESTIMATED + _YEAR + r"年(?:月日不詳|(?P<about>頃))?"), _read_year),
    (re.compile(_YEAR + r"年(?P<season>[春夏秋冬])頃?"), _read_season),
    (re.compile(_MONTH + r"(?P<ten_days>[上中下]旬)頃?"), _read_ten_days),
    (re.compile(_DAY + r"から(?P<last_day>\d{1,2})日頃?までの間"), _read_range),
)
