"""Bars of bar codes in modules: reportlab's tables, our own drawing; JAN by its own rule.

A value that a code cannot carry is refused, never shortened or changed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

SYMBOLOGIES = {
    "code128": "Code 128（英数字）",
    "code39": "Code 39（英大文字と数字）",
    "nw7": "NW-7（数字）",
    "itf": "ITF（偶数けたの数字）",
    "jan13": "JAN-13（13けた）",
    "jan8": "JAN-8（8けた）",
}
MOST_CHARACTERS = 80
_WIDE = 3  # modules of a wide bar; a narrow one has one


class UnreadableValueError(ValueError):
    """A value that the code cannot carry; the message is the end of a Japanese sentence."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Dark bars as (start, width) in modules, the whole width, and what is written below."""

    bars: tuple[tuple[int, int], ...]
    width: int
    text: str


def bars_of(symbology: str, value: str, *, has_check: bool = False) -> Bars:
    """The bars of a value."""
    if len(value) > MOST_CHARACTERS:
        raise UnreadableValueError(f"は{MOST_CHARACTERS}文字までです。")
    widths, text = _ENCODERS[symbology](value, has_check)
    bars, place = [], 0
    for width, is_dark in widths:
        if is_dark:
            bars.append((place, width))
        place += width
    return Bars(tuple(bars), place, text)


_Widths = list[tuple[int, bool]]
_CODE_39 = re.compile(r"[0-9A-Z \-.$/+%]+")
_CODE_128 = re.compile(r"[\x20-\x7e]+")
_NW_7 = re.compile(r"([A-D])?([0-9\-$:/.+]+)([A-D])?")
_DIGITS = re.compile(r"[0-9]+")


def _code_128(value: str, has_check: bool) -> tuple[_Widths, str]:
    if not _CODE_128.fullmatch(value):
        raise UnreadableValueError("は半角の英数字と記号だけにしてください（Code 128）。")
    from reportlab.graphics.barcode.code128 import Code128

    return list(_many_widths(_decomposed(Code128(value)))), value


def _code_39(value: str, has_check: bool) -> tuple[_Widths, str]:
    if not _CODE_39.fullmatch(value):
        raise UnreadableValueError("は半角の数字、英大文字、-.$/+% だけにしてください（Code 39）。")
    from reportlab.graphics.barcode.code39 import Standard39

    code = Standard39(value, checksum=int(has_check), stop=1)
    return list(_two_widths(_decomposed(code))), f"*{value}*"


def _nw_7(value: str, has_check: bool) -> tuple[_Widths, str]:
    match = _NW_7.fullmatch(value)
    if not match or bool(match[1]) != bool(match[3]):
        raise UnreadableValueError("は数字と -$:/.+ だけにしてください（NW-7）。")
    from reportlab.graphics.barcode.common import Codabar

    whole = value if match[1] else f"A{value}A"
    return list(_two_widths(_decomposed(Codabar(whole, checksum=int(has_check))))), value


def _itf(value: str, has_check: bool) -> tuple[_Widths, str]:
    digits = len(value) + int(has_check)
    if not _DIGITS.fullmatch(value) or digits % 2:
        raise UnreadableValueError("は偶数けたの半角数字にしてください（ITF）。")
    from reportlab.graphics.barcode.common import I2of5

    whole = value + (_check_digit(value) if has_check else "")
    code = I2of5(whole, checksum=0, bearers=0)
    return list(_two_widths(_decomposed(code))), whole


def _jan(length: int) -> Callable[[str, bool], tuple[_Widths, str]]:
    def encode(value: str, has_check: bool) -> tuple[_Widths, str]:
        if not _DIGITS.fullmatch(value) or len(value) not in (length - 1, length):
            raise UnreadableValueError(
                f"は{length}けた（検査数字を除くと{length - 1}けた）の半角数字にしてください。"
            )
        whole = value[: length - 1] + _check_digit(value[: length - 1])
        if len(value) == length and value != whole:
            raise UnreadableValueError("の検査数字（最後の１けた）が正しくありません。")
        modules = _jan_modules(whole)
        return [(1, module == "1") for module in modules], whole

    return encode


def _check_digit(digits: str) -> str:
    """Weights 3 and 1 from the right (JIS X 0507)."""
    total = sum(int(digit) * (3, 1)[index % 2] for index, digit in enumerate(reversed(digits)))
    return str(-total % 10)


_LEFT = ("0001101", "0011001", "0010011", "0111101", "0100011",
         "0110001", "0101111", "0111011", "0110111", "0001011")  # fmt: skip
# Which of the left half's digits have even parity, by the first digit of thirteen.
_EVEN = ("------", "--+-++", "--++-+", "--+++-", "-+--++",
         "-++--+", "-+++--", "-+-+-+", "-+-++-", "-++-+-")  # fmt: skip


def _jan_modules(digits: str) -> str:
    if len(digits) == 13:
        parities, shown = _EVEN[int(digits[0])], digits[1:]
    else:
        parities, shown = "----", digits
    half = len(shown) // 2
    left = "".join(
        _even(digit) if parity == "+" else _LEFT[int(digit)]
        for digit, parity in zip(shown[:half], parities, strict=True)
    )
    right = "".join(_inverted(_LEFT[int(digit)]) for digit in shown[half:])
    return f"101{left}01010{right}101"


def _even(digit: str) -> str:
    return _inverted(_LEFT[int(digit)])[::-1]


def _inverted(modules: str) -> str:
    return modules.translate({48: 49, 49: 48})


def _decomposed(code: Any) -> str:
    """What reportlab makes of a value: letters for bars and spaces."""
    code.validate()
    code.encode()
    code.decompose()
    return str(code.decomposed)


def _many_widths(letters: str) -> Iterator[tuple[int, bool]]:
    """Capital letters are bars, small ones spaces, of as many modules as their place."""
    for letter in letters:
        yield ord(letter.lower()) - ord("a") + 1, letter.isupper()


def _two_widths(letters: str) -> Iterator[tuple[int, bool]]:
    """B and b are a wide and a narrow bar, S and s spaces, i the gap between characters."""
    for letter in letters:
        yield (_WIDE if letter.isupper() else 1), letter in "Bb"


_ENCODERS: dict[str, Callable[[str, bool], tuple[_Widths, str]]] = {
    "code128": _code_128,
    "code39": _code_39,
    "nw7": _nw_7,
    "itf": _itf,
    "jan13": _jan(13),
    "jan8": _jan(8),
}
