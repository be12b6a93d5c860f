"""Dates of the register: known, unknown, impossible."""

from datetime import date

import pytest

from backend.errors import InvalidInputError
from backend.shared.dates import (
    DateStyle,
    Precision,
    RegisterDate,
    japanese_digits,
    japanese_text,
    parse_register_date,
)


@pytest.mark.parametrize(
    ("written", "day", "text"),
    [
        ("3550305", date(1980, 3, 5), "昭和55年3月5日"),
        ("３５５０３０５", date(1980, 3, 5), "昭和55年3月5日"),
        ("19800305", date(1980, 3, 5), "昭和55年3月5日"),
        ("1980-03-05", date(1980, 3, 5), "昭和55年3月5日"),
        ("1980/3/5", date(1980, 3, 5), "昭和55年3月5日"),
        ("1980年3月5日", date(1980, 3, 5), "昭和55年3月5日"),
        ("S55.3.5", date(1980, 3, 5), "昭和55年3月5日"),
        ("昭55.3.5", date(1980, 3, 5), "昭和55年3月5日"),
        ("昭和５５年３月５日", date(1980, 3, 5), "昭和55年3月5日"),
        ("令和元年5月1日", date(2019, 5, 1), "令和元年5月1日"),
        ("5010501", date(2019, 5, 1), "令和元年5月1日"),
        ("4310430", date(2019, 4, 30), "平成31年4月30日"),
        ("3640107", date(1989, 1, 7), "昭和64年1月7日"),
        ("4010108", date(1989, 1, 8), "平成元年1月8日"),
        ("1450730", date(1912, 7, 30), "明治45年7月30日"),
        ("2010730", date(1912, 7, 30), "大正元年7月30日"),
        ("2151225", date(1926, 12, 25), "大正15年12月25日"),
        ("3011225", date(1926, 12, 25), "昭和元年12月25日"),
        ("4040229", date(1992, 2, 29), "平成4年2月29日"),
    ],
)
def test_a_known_day_keeps_the_era_it_was_written_in(written: str, day: date, text: str) -> None:
    register_date = parse_register_date(written)

    assert register_date == RegisterDate(
        value=day, precision=Precision.DAY, text=text, earliest_on=day, latest_on=day
    )


@pytest.mark.parametrize(
    ("written", "precision", "earliest", "latest"),
    [
        ("年月日不詳", Precision.UNKNOWN, None, None),
        ("昭和20年 月日不詳", Precision.YEAR, date(1945, 1, 1), date(1945, 12, 31)),
        ("昭和20年3月 日不詳", Precision.MONTH, date(1945, 3, 1), date(1945, 3, 31)),
        ("昭和20年頃", Precision.ABOUT_YEAR, date(1944, 1, 1), date(1946, 12, 31)),
        ("昭和20年1月頃", Precision.ABOUT_MONTH, date(1944, 12, 1), date(1945, 2, 28)),
        ("昭和20年3月1日頃", Precision.ABOUT_DAY, date(1945, 2, 28), date(1945, 3, 2)),
        ("推定昭和20年3月1日", Precision.ABOUT_DAY, date(1945, 2, 28), date(1945, 3, 2)),
        ("推定昭和20年3月", Precision.ABOUT_MONTH, date(1945, 2, 1), date(1945, 4, 30)),
        ("推定昭和20年", Precision.ABOUT_YEAR, date(1944, 1, 1), date(1946, 12, 31)),
        ("昭和20年春", Precision.SEASON, date(1945, 3, 1), date(1945, 5, 31)),
        ("昭和20年冬", Precision.SEASON, date(1945, 1, 1), date(1946, 2, 28)),
        ("昭和20年3月上旬", Precision.TEN_DAYS, date(1945, 3, 1), date(1945, 3, 10)),
        ("昭和20年3月中旬頃", Precision.TEN_DAYS, date(1945, 3, 11), date(1945, 3, 20)),
        ("昭和20年2月下旬", Precision.TEN_DAYS, date(1945, 2, 21), date(1945, 2, 28)),
        ("昭和20年3月下旬", Precision.TEN_DAYS, date(1945, 3, 21), date(1945, 3, 31)),
        (
            "令和7年3月1日から10日頃までの間",
            Precision.RANGE_OF_DAYS,
            date(2025, 3, 1),
            date(2025, 3, 10),
        ),
        ("1980年 月日不詳", Precision.YEAR, date(1980, 1, 1), date(1980, 12, 31)),
        ("昭和64年 月日不詳", Precision.YEAR, date(1989, 1, 1), date(1989, 1, 7)),
        ("平成元年1月 日不詳", Precision.MONTH, date(1989, 1, 8), date(1989, 1, 31)),
    ],
)
def test_an_unknown_date_keeps_its_text_and_the_days_it_can_mean(
    written: str, precision: Precision, earliest: date | None, latest: date | None
) -> None:
    register_date = parse_register_date(written)

    assert register_date == RegisterDate(
        value=None, precision=precision, text=written, earliest_on=earliest, latest_on=latest
    )


@pytest.mark.parametrize(
    ("written", "text", "earliest", "latest"),
    [
        ("4020229", "平成2年2月29日", date(1990, 2, 28), date(1990, 3, 1)),
        ("昭和20年4月31日", "昭和20年4月31日", date(1945, 4, 30), date(1945, 5, 1)),
        ("19000229", "明治33年2月29日", date(1900, 2, 28), date(1900, 3, 1)),
    ],
)
def test_a_day_that_no_calendar_has_is_kept_between_its_neighbours(
    written: str, text: str, earliest: date, latest: date
) -> None:
    register_date = parse_register_date(written)

    assert register_date == RegisterDate(
        value=None,
        precision=Precision.NOT_ON_CALENDAR,
        text=text,
        earliest_on=earliest,
        latest_on=latest,
    )


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("", "日付として読み取れません。"),
        ("昨日", "日付として読み取れません。"),
        ("6010101", "日付として読み取れません。"),
        ("198003", "日付として読み取れません。"),
        ("3551305", "13月はありません。"),
        ("3550332", "32日はありません。"),
        ("3550300", "0日はありません。"),
        ("3650101", "昭和に65年はありません。"),
        ("3000101", "昭和に0年はありません。"),
        ("3640108", "その日は昭和ではありません。"),
        ("4010107", "その日は平成ではありません。"),
        ("2010729", "その日は大正ではありません。"),
        ("平成31年5月 日不詳", "その年号にはない日付です。"),
        ("昭和20年3月10日から1日頃までの間", "期間の始まりと終わりが正しくありません。"),
        ("昭和20年2月30日頃", "暦にない日付です。"),
    ],
)
def test_what_is_no_date_is_refused_at_its_place(written: str, message: str) -> None:
    with pytest.raises(InvalidInputError) as refusal:
        parse_register_date(written, path=("input", "birthDate"))

    assert (refusal.value.message, refusal.value.path) == (message, ("input", "birthDate"))


def test_foreign_residents_dates_are_shown_in_the_western_calendar() -> None:
    known, unknown = parse_register_date("3550305"), parse_register_date("1980年 月日不詳")

    assert known.show(DateStyle.WESTERN) == "1980年3月5日"
    assert known.show() == "昭和55年3月5日"
    assert unknown.show(DateStyle.WESTERN) == "1980年 月日不詳"


def test_a_comparison_is_unknown_where_the_possible_days_disagree() -> None:
    spring = parse_register_date("昭和20年春")

    assert spring.is_before(date(1945, 6, 1)) is True
    assert spring.is_before(date(1945, 3, 1)) is False
    assert spring.is_before(date(1945, 4, 1)) is None
    assert parse_register_date("年月日不詳").is_before(date(1945, 4, 1)) is None


@pytest.mark.parametrize("day", [date(1868, 1, 25), date(1926, 12, 25), date(2026, 11, 21)])
def test_what_officials_type_reads_back_as_the_same_day(day: date) -> None:
    assert parse_register_date(japanese_digits(day)).value == day
    assert parse_register_date(japanese_text(day)).value == day
