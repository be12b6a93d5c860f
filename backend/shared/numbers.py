"""Numbers with check digits (検査数字). All are text: leading zeros belong to them.

Where no public source gives a rule (宛名番号 with remainder 1, 住民票コード), it is a setting.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import cycle

from backend.errors import InvalidInputError

INDIVIDUAL_NUMBER_DIGITS = 12
RESIDENT_RECORD_CODE_DIGITS = 11
MUNICIPALITY_CODE_DIGITS = 6
POSTAL_CODE = re.compile(r"〒?([0-9]{3})[\-\u2010-\u2015\u2212ー]?([0-9]{4})")
BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[\s\-\u2010-\u2015\u2212ー・.,/]+(?=[0-9])")
TWELVE_DIGITS = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")


class RemainderOne(StrEnum):
    """What becomes of a 宛名番号 whose sum leaves 1, so that its check digit would be 10."""

    ZERO = "ZERO"  # the check digit is 0
    SKIP = "SKIP"  # the number is not given to anybody


def individual_number_check_digit(first_digits: str) -> str:
    """Check digit of an Individual Number (個人番号): 11 - sum mod 11, and 0 above 9."""
    _require_digits(first_digits, INDIVIDUAL_NUMBER_DIGITS - 1, "個人番号", ())
    remainder = _weighted_sum(first_digits) % 11
    return "0" if remainder <= 1 else str(11 - remainder)


def require_individual_number(number: str, *, path: Sequence[str] = ()) -> str:
    """Refuse an Individual Number of wrong length or check digit; the text never repeats it."""
    _require_digits(number, INDIVIDUAL_NUMBER_DIGITS, "個人番号", path)
    if individual_number_check_digit(number[:-1]) != number[-1]:
        raise InvalidInputError("個人番号の検査用数字が合いません。", path=path)
    return number


def municipality_check_digit(first_digits: str) -> str:
    """Check digit of a municipality's code (団体コード): the last digit of 11 - remainder."""
    _require_digits(first_digits, MUNICIPALITY_CODE_DIGITS - 1, "全国地方公共団体コード", ())
    total = sum(
        int(digit) * weight for digit, weight in zip(first_digits, (6, 5, 4, 3, 2), strict=True)
    )
    return str(11 - total % 11)[-1]


def require_municipality_code(code: str, *, path: Sequence[str] = ()) -> str:
    """Refuse a municipality's code of wrong length or check digit."""
    _require_digits(code, MUNICIPALITY_CODE_DIGITS, "全国地方公共団体コード", path)
    if municipality_check_digit(code[:-1]) != code[-1]:
        raise InvalidInputError("全国地方公共団体コードの検査数字が合いません。", path=path)
    return code


def serial_check_digit(serial: str, remainder_one: RemainderOne) -> str | None:
    """Check digit of 宛名番号 and 世帯番号: modulus 11, weights 2 to 7 from the right (M11W2-7).

    None: the number is not to be used (``RemainderOne.SKIP``).
    """
    remainder = _weighted_sum(serial) % 11
    if remainder == 1:
        return "0" if remainder_one is RemainderOne.ZERO else None
    return "0" if remainder == 0 else str(11 - remainder)


def make_serial_number(serial: int, digits: int, remainder_one: RemainderOne) -> str | None:
    """Write the n-th 宛名番号 or 世帯番号 with its check digit; None: leave the number out."""
    body = str(serial).zfill(digits - 1)
    if len(body) >= digits:
        raise ValueError(f"serial {serial} does not fit into {digits} digits")
    check = serial_check_digit(body, remainder_one)
    return None if check is None else body + check


def require_serial_number(
    number: str,
    *,
    digits: int,
    remainder_one: RemainderOne | None,
    name: str = "宛名番号",
    path: Sequence[str] = (),
) -> str:
    """Refuse a 宛名番号 or 世帯番号 of wrong length or check digit.

    Only newly given numbers have the check digit: ``remainder_one=None`` leaves it unchecked.
    """
    _require_digits(number, digits, name, path)
    if remainder_one is not None and serial_check_digit(number[:-1], remainder_one) != number[-1]:
        raise InvalidInputError(f"{name}の検査数字が合いません。", path=path)
    return number


def require_resident_record_code(
    code: str,
    *,
    check_digit: Callable[[str], str] | None = None,
    path: Sequence[str] = (),
) -> str:
    """Refuse a resident record code (住民票コード) that is not 11 digits.

    Its check digit's rule was found in no public source: a city that knows it gives it.
    """
    _require_digits(code, RESIDENT_RECORD_CODE_DIGITS, "住民票コード", path)
    if check_digit is not None and check_digit(code[:-1]) != code[-1]:
        raise InvalidInputError("住民票コードの検査数字が合いません。", path=path)
    return code


def _weighted_sum(digits: str) -> int:
    """Sum of the digits with the weights 2 to 7, again and again, from the right."""
    return sum(
        int(digit) * weight
        for digit, weight in zip(reversed(digits), cycle(range(2, 8)), strict=False)
    )


def _require_digits(number: str, digits: int, name: str, path: Sequence[str]) -> None:
    if len(number) != digits or not (number.isascii() and number.isdigit()):
        raise InvalidInputError(f"{name}は{digits}桁の数字です。", path=path)


def holds_twelve_digits(text: str) -> bool:
    """Whether twelve digits in a row stand in a text, however wide or separated."""
    plain = BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text))
    return TWELVE_DIGITS.search(plain) is not None


def refuse_twelve_digits(text: str | None, path: Sequence[str]) -> None:
    """Refuse what may be an Individual Number (個人番号), mistyped ones too; never repeats it."""
    if text and holds_twelve_digits(text):
        raise InvalidInputError("12桁の番号（個人番号）は記録できません。", path=path)


def postal_code_of(text: str, *, path: Sequence[str] = ()) -> str:
    """The seven digits of a postal code (郵便番号), however wide and with or without its hyphen."""
    found = POSTAL_CODE.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    if found is None:
        raise InvalidInputError("郵便番号は7桁の数字です。", path=path)
    return found[1] + found[2]


def plain_digits(text: str) -> str:
    """A number as it is typed from a card: narrow, without blanks and hyphens."""
    return BETWEEN_DIGITS.sub("", unicodedata.normalize("NFKC", text).strip())
