"""Rules of the register."""

import random
from datetime import date

import pytest

from backend.errors import InvalidInputError
from backend.residents.rules import (
    BirthTerm,
    Member,
    Names,
    NumberTerm,
    ReadingTerm,
    SearchTerms,
    WrittenTerm,
    age_between,
    age_on,
    interpret_search,
    order_of_members,
    relationship_codes,
    relationship_text,
    search_columns,
)


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        (("02",), "世帯主"),
        (("13",), "夫（未届）"),
        (("20", "12"), "子の妻"),
        (("12", "52"), "妻の母"),
        (("20", "20", "20", "12"), "子の子の子の妻"),
        (("96",), "縁故者"),
    ],
)
def test_a_relationship_reads_level_by_level(codes: tuple[str, ...], text: str) -> None:
    assert relationship_text(codes) == text


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        ((), "続柄は1段から4段までです。"),
        (("20", "20", "20", "20", "20"), "続柄は1段から4段までです。"),
        (("20", "77"), "続柄コード77はありません。"),
    ],
)
def test_a_relationship_that_the_register_does_not_know_is_refused(
    codes: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        relationship_text(codes)

    assert refusal.value.message == message


def test_levels_of_a_relationship_are_those_filled() -> None:
    assert relationship_codes("20", "12", None, None) == ("20", "12")
    assert relationship_codes(None, None, None, None) == ()


def test_members_stand_in_the_order_of_the_record() -> None:
    in_order = [
        Member(number="10", codes=("02",), birth_earliest_on=date(1960, 1, 1)),
        Member(number="09", codes=("12",), birth_earliest_on=date(1962, 1, 1)),
        Member(number="08", codes=("20",), birth_earliest_on=date(1985, 1, 1)),
        Member(number="06", codes=("20",), birth_earliest_on=date(1990, 1, 1)),
        Member(number="07", codes=("20",), birth_earliest_on=date(1990, 1, 1)),
        Member(number="05", codes=("20",), birth_earliest_on=None),
        Member(number="04", codes=("20", "12"), birth_earliest_on=date(1986, 1, 1)),
        Member(number="03", codes=("20", "20"), birth_earliest_on=date(2015, 1, 1)),
        Member(number="02", codes=("51",), birth_earliest_on=date(1935, 1, 1)),
        Member(number="01", codes=("52",), birth_earliest_on=date(1934, 1, 1)),
        Member(number="14", codes=("81",), birth_earliest_on=date(1958, 1, 1)),
        Member(number="13", codes=("74",), birth_earliest_on=date(1963, 1, 1)),
        Member(number="12", codes=("51", "52"), birth_earliest_on=date(1910, 1, 1)),
        Member(number="15", codes=("12", "51"), birth_earliest_on=date(1930, 1, 1)),
        Member(number="11", codes=("96",), birth_earliest_on=date(1950, 1, 1)),
        Member(number="16", codes=("99",), birth_earliest_on=date(1940, 1, 1)),
        Member(number="17", codes=(), birth_earliest_on=date(1930, 1, 1)),
    ]
    shuffled = random.Random(1).sample(in_order, len(in_order))

    assert order_of_members(shuffled) == in_order


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1980, 3, 5), date(2026, 3, 4), 45),
        (date(1980, 3, 5), date(2026, 3, 5), 46),
        (date(2004, 2, 29), date(2026, 2, 28), 21),
        (date(2004, 2, 29), date(2026, 3, 1), 22),
        (date(2026, 11, 21), date(2026, 11, 21), 0),
    ],
)
def test_age_is_counted_from_birthday_to_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_an_age_that_could_be_two_is_unknown() -> None:
    today = date(2026, 11, 21)

    assert age_between(date(1945, 1, 1), date(1945, 11, 21), today) == 81
    assert age_between(date(1945, 1, 1), date(1945, 12, 31), today) is None
    assert age_between(None, None, today) is None
    assert age_between(date(2026, 12, 1), date(2026, 12, 1), today) is None


BORN = BirthTerm(date(1980, 3, 5), date(1980, 3, 5))


def number(digits: str, birth: BirthTerm | None) -> NumberTerm:
    """The term of a number: as typed, and with zeros up to 8 to 15 digits."""
    longer = (digits.zfill(length) for length in range(8, 16) if length > len(digits))
    return NumberTerm((digits, *longer), birth)


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("さとう", (ReadingTerm(("サトオ",), ()),)),
        (
            "サトウ　ハナ子",
            (ReadingTerm(("サトオ",), ()), WrittenTerm("ハナ子")),
        ),
        (
            "ｻﾄｳ はなこ",
            (ReadingTerm(("サトオハナコ",), (("サトオ",), ("ハナコ",))),),
        ),
        ("みづき", (ReadingTerm(("ミツキ", "ミスキ"), ()),)),
        ("渡邉󠄏 花子", (WrittenTerm("渡辺"), WrittenTerm("花子"))),
        ("昭和55年3月5日", (BORN,)),
        ("Ｓ５５．３．５", (BORN,)),
        ("1980/3/5", (BORN,)),
        ("昭和55年", (BirthTerm(date(1980, 1, 1), date(1980, 12, 31)),)),
        ("3200229", (number("3200229", BirthTerm(date(1945, 2, 28), date(1945, 3, 1))),)),
        ("１９８００３０５", (number("19800305", BORN),)),
        ("19", (number("19", None),)),
        ("9999999", (number("9999999", None),)),
        ("smith 元", (WrittenTerm("SMITH"), WrittenTerm("元"))),
    ],
)
def test_what_is_typed_into_the_search_box_is_told_apart(text: str, terms: SearchTerms) -> None:
    assert interpret_search(text) == terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" 　", "検索する語を入力してください。"),
        ("a b c d e f g", "検索する語は6語までです。"),
        ("あ" * 101, "100文字までです（101文字あります）。"),
        ("佐\u200b藤", "2文字目の見えない文字（U+200B）は使えません。"),
    ],
)
def test_what_cannot_be_searched_is_refused(text: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        interpret_search(text)

    assert (refusal.value.message.translate(PLAIN), refusal.value.path) == (
        message.translate(PLAIN),
        ("search",),
    )


PLAIN = str.maketrans("（）", "()")


def test_a_japanese_person_is_found_by_whole_given_and_former_names() -> None:
    now = Names(
        full_name="佐藤　恵津子",
        family_name="佐藤",
        given_name="恵津子",
        furigana="サトウ　エツコ",
        family_furigana="サトウ",
        given_furigana="エツコ",
        former_surname="鈴木",
        former_surname_furigana="スズキ",
    )
    before = Names(
        full_name="𠮷田　恵津子",
        family_name="𠮷田",
        given_name="恵津子",
        furigana="ヨシダ　エツコ",
        family_furigana="ヨシダ",
        given_furigana="エツコ",
    )

    columns = search_columns([now, before])

    assert columns.sort_key == "サトオエツコ"
    assert columns.names_folded == "佐藤恵津子\n鈴木恵津子\n吉田恵津子"
    assert columns.sorted_keys == (
        "エツコ",
        "サトオエツコ",
        "ススキエツコ",
        "ヨシタエツコ",
        "佐藤恵津子",
        "吉田恵津子",
        "恵津子",
        "鈴木恵津子",
    )


def test_a_foreign_person_is_found_by_every_part_of_every_name() -> None:
    person = Names(
        full_name="NGUYEN THI LAN",
        latin_name="NGUYEN THI LAN",
        furigana="グエン　ティ　ラン",
        common_name="林　蘭",
        common_name_furigana="ハヤシ　ラン",
    )

    columns = search_columns([person])

    assert columns.names_folded == "NGUYENTHILAN\n林蘭"
    assert set(columns.sorted_keys) == {
        "LAN",
        "NGUYEN",
        "NGUYENTHILAN",
        "THI",
        "クエン",
        "クエンテイラン",
        "テイ",
        "ハヤシ",
        "ハヤシラン",
        "ラン",
        "林蘭",
    }
