"""The two printed lines of a passport, as data group 1 holds them (ICAO Doc 9303-4, 4.2.2)."""

import re
from dataclasses import dataclass, field
from datetime import date

from device_bridge.errors import UnreadableError
from device_bridge.secure_messaging.mrz import MrzKey, check_digit

LINE = 44
PLACE = "DG1"
SEXES = {"M": "1", "F": "2", "<": "0", "X": "0"}  # to the digits of JIS X 0303


@dataclass(frozen=True, slots=True)
class Mrz:
    """The fields of both lines, without filler."""

    issuing_state: str = field(repr=False)
    surname: str = field(repr=False)
    given_names: str = field(repr=False)
    number: str = field(repr=False)
    nationality: str = field(repr=False)
    born: str = field(repr=False)
    sex: str = field(repr=False)
    expires: str = field(repr=False)

    @property
    def key(self) -> MrzKey:
        """What would have been typed to open the document."""
        return MrzKey(self.number, self.born, self.expires)


def read_mrz(raw: bytes) -> Mrz:
    """Take both lines apart; every check digit must be right."""
    text = raw.decode("ascii", errors="replace")
    if re.fullmatch(r"P[A-Z<][A-Z<]{3}[A-Z<]{39}[A-Z0-9<]{44}", text) is None:
        raise UnreadableError(PLACE)
    first, second = text[:LINE], text[LINE:]
    checked = (
        (second[:9], second[9]),
        (second[13:19], second[19]),
        (second[21:27], second[27]),
        (second[28:42], second[42]),
        (second[:10] + second[13:20] + second[21:43], second[43]),
    )
    # An optional field that is empty may have filler in place of its digit.
    if any(check_digit(field) != digit.replace("<", "0") for field, digit in checked):
        raise UnreadableError(PLACE)
    surname, _, given_names = first[5:].partition("<<")
    if second[20] not in SEXES:
        raise UnreadableError(PLACE)
    return Mrz(
        issuing_state=first[2:5].strip("<"),
        surname=_name(surname),
        given_names=_name(given_names),
        number=second[:9].rstrip("<"),
        nationality=second[10:13].strip("<"),
        born=second[13:19],
        sex=SEXES[second[20]],
        expires=second[21:27],
    )


def birth_date(born: str, today: date) -> str:
    """YYMMDD as YYYY-MM-DD in the last hundred years; what is not known stands as 00."""
    year = 2000 + _year(born)
    is_later = (year, born[2:].replace("<", "0")) > (today.year, f"{today:%m%d}")
    return _date(year - 100 if is_later else year, born)


def expiry_date(expires: str, today: date) -> str:
    """YYMMDD as YYYY-MM-DD, in the hundred years of which today is the middle."""
    year = today.year // 100 * 100 + _year(expires)
    if year - today.year > 50:
        year -= 100
    elif today.year - year > 50:
        year += 100
    return _date(year, expires)


def _year(raw: str) -> int:
    if not re.fullmatch(r"\d\d", raw[:2], re.ASCII):
        raise UnreadableError(PLACE)
    return int(raw[:2])


def _date(year: int, raw: str) -> str:
    month, day = raw[2:4].replace("<", "0"), raw[4:6].replace("<", "0")
    if re.fullmatch(r"(0\d|1[0-2])([0-2]\d|3[01])", month + day, re.ASCII) is None:
        raise UnreadableError(PLACE)
    return f"{year:04}-{month}-{day}"


def _name(raw: str) -> str:
    return " ".join(raw.replace("<", " ").split())
