"""Values of cells as the spreadsheet shows them: dates and numbers by their formats."""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

ERAS = (
    (date(2019, 5, 1), "令和", "R"),
    (date(1989, 1, 8), "平成", "H"),
    (date(1926, 12, 25), "昭和", "S"),
    (date(1912, 7, 30), "大正", "T"),
    (date(1868, 1, 25), "明治", "M"),
)
WEEKDAYS = "月火水木金土日"
DATE_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|(\[[^\]]*\])|(ggg|gg|g|ee|e|yyyy|yy|mmmm|mmm|mm|m|dd|d|aaaa|aaa|hh|h|ss|s)|(.)',
    re.IGNORECASE | re.DOTALL,
)
NUMBER = re.compile(
    r'^((?:"[^"]*"|\\.|[^0#?,."\\])*)([#0?,]*)(\.0+)?(%?)((?:"[^"]*"|\\.|[^0#?,."\\])*)$'
)


def shown_value(value: object, number_format: str) -> tuple[str, bool]:
    """The text of a value, and whether its format was understood."""
    if isinstance(value, str):
        return value, True
    if isinstance(value, bool):
        return ("TRUE" if value else "FALSE"), True
    if isinstance(value, datetime | date):
        return _date(value, number_format), True
    if isinstance(value, time):
        return _date(datetime.combine(date(1900, 1, 1), value), number_format), True
    if isinstance(value, timedelta):
        return str(value), True
    if isinstance(value, int | float):
        return _number(value, number_format)
    return str(value), False


def _date(value: datetime | date, number_format: str) -> str:
    day = value.date() if isinstance(value, datetime) else value
    clock = value.time() if isinstance(value, datetime) else time()
    if number_format in ("General", "mm-dd-yy", "m/d/yy"):
        return f"{day.year}/{day.month}/{day.day}"
    shown, is_minute = [], False
    for match in DATE_TOKEN.finditer(number_format.split(";")[0]):
        quoted, escaped, bracket, token, other = match.groups()
        if token is None:
            shown.append(quoted or escaped or (other if bracket is None else "") or "")
            continue
        token = token.lower()
        shown.append(_minute(token, clock) if is_minute and token in ("m", "mm") else "")
        shown[-1] = shown[-1] or _part(token, day, clock)
        is_minute = token in ("h", "hh")
    return "".join(shown)


def _minute(token: str, clock: time) -> str:
    return f"{clock.minute:02d}" if token == "mm" else str(clock.minute)


def _part(token: str, day: date, clock: time) -> str:
    begin, era, letter = next((one for one in ERAS if day >= one[0]), (date(1, 1, 1), "", ""))
    year = day.year - begin.year + 1 if era else day.year
    parts = {
        "ggg": era,
        "gg": era[:1],
        "g": letter,
        "e": str(year),
        "ee": f"{year:02d}",
        "yyyy": f"{day.year:04d}",
        "yy": f"{day.year % 100:02d}",
        "m": str(day.month),
        "mm": f"{day.month:02d}",
        "mmm": f"{day.month}月",
        "mmmm": f"{day.month}月",
        "d": str(day.day),
        "dd": f"{day.day:02d}",
        "aaa": WEEKDAYS[day.weekday()],
        "aaaa": f"{WEEKDAYS[day.weekday()]}曜日",
        "h": str(clock.hour),
        "hh": f"{clock.hour:02d}",
        "s": str(clock.second),
        "ss": f"{clock.second:02d}",
    }
    return parts[token]


def _number(value: int | float, number_format: str) -> tuple[str, bool]:
    plain = f"{value:.10g}" if isinstance(value, float) else str(value)
    if number_format in ("General", "@", "標準"):
        return plain, True
    sections = number_format.split(";")
    section = sections[_section(value, len(sections))]
    if not section and len(sections) > 1:  # hidden by its format
        return "", True
    match = NUMBER.match(re.sub(r"\[[^\]]*\]|_.|\*.", "", section))
    if match is None or not (match[2] or match[3]):
        return plain, False
    before, whole, decimals, percent, after = match.groups()
    digits = len(decimals or ".") - 1
    # As spreadsheets round: a half goes up, of the number as it is written.
    amount = Decimal(str(abs(value))) * (100 if percent else 1)
    try:
        amount = amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    except InvalidOperation:  # of more digits than anybody writes into a form
        return plain, False
    shown = f"{amount:,.{digits}f}" if "," in whole else f"{amount:.{digits}f}"
    shown = shown.zfill(whole.count("0") + (digits + 1 if digits else 0))
    sign = "-" if value < 0 and len(sections) == 1 else ""
    return f"{sign}{_words(before)}{shown}{percent}{_words(after)}", True


def _section(value: float, count: int) -> int:
    """Which part of a format holds: for positive numbers, for negative ones, for nought."""
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _words(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text.replace('"', ""))
