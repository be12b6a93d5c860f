"""Cells of CSV files: nothing in them runs, everything in them can be had back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.shared.csv_cells import as_written, csv_line, harmless


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-90-0000-0000",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝１＋１",
        "＋１",
        "－１",
        "＠ＳＵＭ",
        "﹣1",
        "−1",
        "  =1",
        "　＝1",
        '"=1',
        "'=1",
        "「=cmd",
        "\u200b=1",
        "\ufeff=1",
        "%0A=1",
        "|cmd",
    ],
)
def test_what_could_begin_a_formula_gets_an_apostrophe_in_front(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize(
    "text",
    [
        *("", "青葉　太郎", "0", "-1", "12.5", "-0.5", "2026-11-24", "令和8年11月24日"),
        *("090-0000-0000", "a=b", "東町1-2-3", "（転出予定）", "ー", "株式会社＝"),
    ],
)
def test_names_numbers_and_dates_stay_as_they_are(text: str) -> None:
    assert harmless(text) == text


@given(st.text())
def test_every_text_can_be_had_back(text: str) -> None:
    assert as_written(harmless(text)) == text


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), min_size=1))
def test_a_line_is_read_back_by_any_csv_reader(texts: list[str]) -> None:
    line = csv_line(texts)

    (read,) = csv.reader(io.StringIO(line, newline=""))
    assert [as_written(cell) for cell in read] == texts
    assert line.endswith('"\r\n')


def test_a_line_is_written_exactly_so() -> None:
    assert csv_line(['灘 "記録"', "一行目\n二行目", "a,b;c", "=x"]) == (
        '"灘 ""記録""","一行目\n二行目","a,b;c","\'=x"\r\n'
    )
