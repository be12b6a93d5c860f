"""Bar codes: the bars of known values, and what a code cannot carry."""

from typing import Any

import pytest

from backend.forms.bars import SYMBOLOGIES, UnreadableValueError, bars_of
from backend.forms.display_list import GlyphRun, Rects
from backend.forms.fonts import Fonts
from tests.backend.forms.builders import element
from tests.backend.forms.field_kinds.test_field_kinds import items, problems

NUMBER = {"field": "case.number"}


def modules(symbology: str, value: str, **more: Any) -> str:
    """The modules from left to right, a dark one as 1."""
    bars = bars_of(symbology, value, **more)
    dark = {start + place for start, width in bars.bars for place in range(width)}
    return "".join("1" if place in dark else "0" for place in range(bars.width))


def code(symbology: str, **keys: Any) -> dict[str, Any]:
    return element("barcode", symbology=symbology, bind=NUMBER, **{"w": 70, "h": 14, **keys})


# By hand after the tables of JIS X 0505 (ITF) and JIS X 0507 (JAN).
@pytest.mark.parametrize(
    ("symbology", "value", "expected"),
    [
        (
            "jan8",
            "49012347",
            "101 0100011 0001011 0001101 0011001 01010 1101100 1000010 1011100 1000100 101",
        ),
        ("itf", "12", "1010 1110 1000 10 10 111000 11101"),
    ],
)
def test_the_bars_of_a_known_value_are_those_of_the_standard(
    symbology: str, value: str, expected: str
) -> None:
    assert modules(symbology, value) == expected.replace(" ", "")


def test_the_first_digit_of_thirteen_stands_in_the_parities_of_the_others() -> None:
    # A first 4 is A B A A B B.
    left = "0001011 0110011 0010011 0111101 0011101 0111001"

    whole = modules("jan13", "4912345678904")

    assert whole[:50] == "101" + left.replace(" ", "") + "01010"
    assert (len(whole), whole[-3:]) == (95, "101")


@pytest.mark.parametrize(
    ("symbology", "value", "text", "width"),
    [
        ("jan13", "490123456789", "4901234567894", 95),
        ("jan13", "4901234567894", "4901234567894", 95),
        ("jan8", "4901234", "49012347", 67),
        ("itf", "1234", "1234", 45),
        ("code39", "A-12", "*A-12*", 95),
        ("nw7", "12345", "12345", 87),
        ("code128", "AB", "AB", 57),
    ],
)
def test_check_digits_and_widths_are_right(
    symbology: str, value: str, text: str, width: int
) -> None:
    bars = bars_of(symbology, value)

    assert (bars.text, bars.width) == (text, width)


def test_a_check_digit_is_added_where_it_is_asked() -> None:
    assert bars_of("itf", "123", has_check=True).text == "1236"
    assert bars_of("code39", "A", has_check=True).width - bars_of("code39", "A").width == 16


@pytest.mark.parametrize(
    ("symbology", "value"),
    [
        ("code39", "abc"), ("code39", "１２"), ("code128", "山田"), ("code128", "a\tb"),
        ("nw7", "A12"), ("nw7", "12X"), ("itf", "123"), ("itf", "12a4"),
        ("jan13", "123"), ("jan13", "4901234567890"), ("jan8", "4901234X"), ("jan8", "49012340"),
        ("code128", "1" * 81),
    ],
)  # fmt: skip
def test_what_a_code_cannot_carry_is_refused(fonts: Fonts, symbology: str, value: str) -> None:
    with pytest.raises(UnreadableValueError):
        bars_of(symbology, value)

    (problem,) = problems(fonts, code(symbology), {"case": {"number": value}})
    assert (problem.code, problem.path) == ("INVALID_VALUE", "case.number")
    assert problem.message.endswith("。")


@pytest.mark.parametrize("symbology", SYMBOLOGIES)
def test_bars_keep_their_quiet_zones_and_the_words_stand_below(
    fonts: Fonts, symbology: str
) -> None:
    value = {"jan13": "490123456789", "jan8": "4901234"}.get(symbology, "1234")

    bars, words = items(fonts, code(symbology), {"case": {"number": value}})

    assert isinstance(bars, Rects)
    assert isinstance(words, GlyphRun)
    module = 70 / (bars_of(symbology, value).width + 20)
    assert bars.rects[0][0] == pytest.approx(20 + 10 * module, abs=0.001)
    last = bars.rects[-1]
    assert last[0] + last[2] == pytest.approx(90 - 10 * module, abs=0.002)
    assert words.text == bars.text
    assert words.y > last[1] + last[3]


def test_a_box_too_narrow_for_readers_is_refused(fonts: Fonts) -> None:
    (problem,) = problems(fonts, code("code128", w=20), {"case": {"number": "2026-000123"}})

    assert (problem.code, problem.excess_mm) == ("DOES_NOT_FIT", 7.17)


def test_without_words_the_bars_fill_the_box(fonts: Fonts) -> None:
    (bars,) = items(fonts, code("code128", showText=False), {"case": {"number": "12"}})

    assert isinstance(bars, Rects)
    assert bars.rects[0][1::2] == (30, 14)
