from datetime import date

import pytest

from backend.shared.eras import japanese_year, year_text


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1868, 1, 25), "明治", 1),
        (date(1912, 7, 29), "明治", 45),
        (date(1912, 7, 30), "大正", 1),
        (date(1926, 12, 24), "大正", 15),
        (date(1926, 12, 25), "昭和", 1),
        (date(1989, 1, 7), "昭和", 64),
        (date(1989, 1, 8), "平成", 1),
        (date(2019, 4, 30), "平成", 31),
        (date(2019, 5, 1), "令和", 1),
        (date(2026, 11, 21), "令和", 8),
    ],
)
def test_a_day_has_the_era_and_year_that_the_calendar_of_eras_gives(
    day: date, era: str, year: int
) -> None:
    found, number = japanese_year(day)

    assert (found.name, number) == (era, year)


def test_a_day_before_meiji_has_no_era() -> None:
    with pytest.raises(ValueError, match="before the era of Meiji"):
        japanese_year(date(1868, 1, 24))


def test_the_first_year_is_written_gannen() -> None:
    assert (year_text(1), year_text(2)) == ("元", "2")
