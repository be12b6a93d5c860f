"""Numbers with check digits."""

import pytest

from backend.errors import InvalidInputError
from backend.shared.numbers import (
    RemainderOne,
    individual_number_check_digit,
    make_serial_number,
    municipality_check_digit,
    require_individual_number,
    require_municipality_code,
    require_resident_record_code,
    require_serial_number,
    serial_check_digit,
)


@pytest.mark.parametrize(
    "code",
    [
        "402036",
        "222101",
        "032051",
        "332089",
        "242161",
        "011002",
        "131016",
        "130001",
        "016373",
        "470007",
    ],
)
def test_published_municipality_codes_have_their_check_digit(code: str) -> None:
    assert municipality_check_digit(code[:5]) == code[5]
    assert require_municipality_code(code) == code


@pytest.mark.parametrize("wrong", ["402035", "40203", "4020366", "40203a", "４０２０３６", ""])
def test_a_wrong_municipality_code_is_refused(wrong: str) -> None:
    with pytest.raises(InvalidInputError):
        require_municipality_code(wrong)


def test_check_digits_of_individual_numbers_follow_the_published_examples() -> None:
    assert individual_number_check_digit("98320567321") == "4"
    assert require_individual_number("621498320257") == "621498320257"


@pytest.mark.parametrize("wrong", ["621498320258", "62149832025", "62149832025７", " 21498320257"])
def test_a_wrong_individual_number_is_refused_without_repeating_it(wrong: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        require_individual_number(wrong, path=("individualNumber",))

    assert refusal.value.path == ("individualNumber",)
    assert refusal.value.message in (
        "個人番号の検査用数字が合いません。",
        "個人番号は12桁の数字です。",
    )


@pytest.mark.parametrize(
    ("serial", "check_digit"),
    # 1x2=2 -> 9; 6x2=12, remainder 1; 11x? 1x3+1x2=5 -> 6; 1x3+9x2=21 -> 10 -> 1; 0 -> 0
    [("1", "9"), ("11", "6"), ("19", "1"), ("0", "0"), ("1234567", "4")],
)
def test_serial_numbers_take_modulus_11_with_weights_2_to_7(serial: str, check_digit: str) -> None:
    assert serial_check_digit(serial, RemainderOne.SKIP) == check_digit


def test_remainder_one_is_zero_or_left_out_as_the_city_sets() -> None:
    assert serial_check_digit("6", RemainderOne.ZERO) == "0"
    assert make_serial_number(6, 10, RemainderOne.ZERO) == "0000000060"
    assert make_serial_number(6, 10, RemainderOne.SKIP) is None


def test_about_a_ninth_of_a_serial_is_left_out() -> None:
    left_out = [n for n in range(1, 10_000) if make_serial_number(n, 6, RemainderOne.SKIP) is None]

    assert len(left_out) == 909


def test_old_numbers_without_check_digit_pass_where_the_city_says_so() -> None:
    assert require_serial_number("0000000061", digits=10, remainder_one=None) == "0000000061"
    with pytest.raises(InvalidInputError, match="宛名番号の検査数字が合いません"):
        require_serial_number("0000000061", digits=10, remainder_one=RemainderOne.ZERO)


def test_a_serial_that_outgrows_its_digits_is_a_bug_of_the_caller() -> None:
    with pytest.raises(ValueError, match="does not fit into 4 digits"):
        make_serial_number(1000, 4, RemainderOne.ZERO)


def test_the_check_of_resident_record_codes_is_the_citys_setting() -> None:
    assert require_resident_record_code("12345678901") == "12345678901"
    assert require_resident_record_code("12345678900", check_digit=lambda _: "0") == "12345678900"
    with pytest.raises(InvalidInputError, match="検査数字"):
        require_resident_record_code("12345678901", check_digit=lambda _: "0")
    with pytest.raises(InvalidInputError, match="11桁"):
        require_resident_record_code("1234567890")
