"""Dates as cards write them: 西暦 in eight digits, 和暦 with a digit for its era."""

from datetime import date

from device_bridge.errors import UnreadableError

# The digit of an era (IC運転免許証 仕様書 010, S) and the year before its first.
YEAR_BEFORE = {1: 1867, 2: 1911, 3: 1925, 4: 1988, 5: 2018}  # 明治 大正 昭和 平成 令和
FIRST_DAYS = (
    (date(2019, 5, 1), 2018),
    (date(1989, 1, 8), 1988),
    (date(1926, 12, 25), 1925),
    (date(1912, 7, 30), 1911),
    (date(1868, 1, 25), 1867),
)


def read_western(raw: bytes, place: str) -> date:
    """YYYYMMDD in ASCII."""
    if len(raw) != 8:
        raise UnreadableError(place)
    return _date(_number(raw[:4], place), raw[4:], place)


def read_japanese(raw: bytes, place: str) -> date | None:
    """A digit of the era and YYMMDD (JIS X 0201); None where the six digits are zeros.

    The year may lie beyond its era's end: licences were valid until 平成35年. The digit of the era
    is taken as a character or as a number, since sources differ [M].
    """
    if len(raw) != 7 or raw[0] & 0xF0 not in (0x00, 0x30):
        raise UnreadableError(place)
    if raw[1:] == b"000000":
        return None
    before = YEAR_BEFORE.get(raw[0] & 0x0F)
    if before is None:
        raise UnreadableError(place)
    return _date(before + _number(raw[1:3], place), raw[3:], place)


def era_year(day: date) -> int:
    """The year of its era (昭和55年 gives 55)."""
    for first, before in FIRST_DAYS:
        if day >= first:
            return day.year - before
    raise ValueError("before the first era with a digit")


def _date(year: int, month_and_day: bytes, place: str) -> date:
    try:
        return date(year, _number(month_and_day[:2], place), _number(month_and_day[2:], place))
    except ValueError:
        raise UnreadableError(place) from None


def _number(raw: bytes, place: str) -> int:
    if not raw.isdigit():
        raise UnreadableError(place)
    return int(raw)
