"""Codes for paper: random, and a mistyped one is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.shared.ids import new_id
from backend.shared.opaque_codes import (
    ALPHABET,
    LENGTH,
    RANDOM_BITS,
    code_from,
    encode,
    grouped,
    new_code,
    read_code,
)

NUMBERS = st.integers(min_value=0, max_value=(1 << RANDOM_BITS) - 1)
PLACES = st.integers(min_value=0, max_value=LENGTH - 1)


def test_a_code_has_130_random_bits_and_a_check_character() -> None:
    assert (len(new_code()), RANDOM_BITS) == (27, 130)
    assert encode(0) == "0" * 27
    assert encode(37 * 5 + 36) == f"{'0' * 24}6XU"


def test_no_two_codes_are_alike() -> None:
    assert len({new_code() for _ in range(1000)}) == 1000
    assert len({code_from([new_id() for _ in range(3)]) for _ in range(1000)}) == 1000


@given(NUMBERS)
def test_a_code_is_read_as_it_is_printed(number: int) -> None:
    code = encode(number)

    assert read_code(code) == read_code(grouped(code)) == read_code(code.lower()) == code


@given(NUMBERS, PLACES, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_found(number: int, place: int, wrong: str) -> None:
    code = encode(number)

    mistyped = code[:place] + wrong + code[place + 1 :]

    assert read_code(mistyped) == (code if wrong == code[place] else None)


@given(NUMBERS, st.integers(min_value=0, max_value=LENGTH - 2))
def test_two_swapped_characters_are_found(number: int, place: int) -> None:
    code = encode(number)
    one, two = code[place], code[place + 1]

    swapped = code[:place] + two + one + code[place + 2 :]

    assert read_code(swapped) == (code if one == two else None)


def test_what_looks_alike_and_wide_letters_are_read() -> None:
    code = encode(1 << 64 | 1)

    assert read_code(code.replace("0", "O").replace("1", "l")) == code
    assert read_code("　".join(chr(ord(c) + 0xFEE0) for c in code)) == code


@pytest.mark.parametrize("text", ["", "0", "0" * 26, "0" * 28, f"{'0' * 25}U0", "手続" * 14])
def test_nonsense_is_no_code(text: str) -> None:
    assert read_code(text) is None
