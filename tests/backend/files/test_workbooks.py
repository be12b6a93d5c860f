"""What of a workbook is read, and which are refused: in time, and with the reason."""

import io
import time
from datetime import date
from datetime import time as clock_time
from typing import Any

import pytest
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from backend.errors import RefusalError
from backend.files.cleaner import FileCleaner, OpenedSheet
from backend.files.errors import (
    ActiveContentError,
    TooLargeError,
    UnreadableFileError,
    UnsupportedFileError,
)
from backend.files.shown_values import shown_value
from tests.backend.files import in_process, samples, workbook_samples
from tests.backend.files.in_process import PATH


async def opened(content: bytes, sheet: str = "") -> OpenedSheet:
    return in_process.open_sheet(content, sheet)


def texts(opened_sheet: OpenedSheet) -> dict[tuple[int, int], str]:
    return {(one["at"][0], one["at"][1]): one["text"] for one in opened_sheet.document["cells"]}


async def test_the_confined_process_reads_a_workbook_as_this_one_does() -> None:
    content = workbook_samples.workbook()

    read = await FileCleaner().open_sheet(content, "", PATH)

    assert read == await opened(content)


async def test_the_confined_process_refuses_a_bomb_and_the_next_file_is_opened() -> None:
    cleaner = FileCleaner()

    with pytest.raises(TooLargeError):
        await cleaner.open_sheet(workbook_samples.bomb(), "", PATH)

    read = await cleaner.open_sheet(workbook_samples.workbook(), "", PATH)
    assert texts(read) == {(1, 1): "氏名"}


# What is refused


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (workbook_samples.with_macros(), "マクロ"),
        (workbook_samples.with_macro_type(), "マクロ"),
        (workbook_samples.with_external_link(), "外部ブックやDDEへのリンク"),
        (workbook_samples.with_fetched_picture(), "外部ブックやDDEへのリンク"),
        (workbook_samples.with_object(), "埋め込まれたオブジェクト"),
        (workbook_samples.with_connection(), "外部データへの接続"),
        (workbook_samples.with_billion_laughs(), "実体宣言（ENTITY）"),
        (workbook_samples.with_outside_entity(), "実体宣言（ENTITY）"),
    ],
)
async def test_a_workbook_that_acts_is_refused_with_what_was_found(
    content: bytes, found: str
) -> None:
    with pytest.raises(ActiveContentError) as refused:
        await opened(content)

    assert (refused.value.found, refused.value.path) == ((found,), PATH)
    assert refused.value.message.endswith("取り除いてから .xlsx 形式で保存し直してください。")


@pytest.mark.parametrize(
    ("content", "error", "words"),
    [
        (workbook_samples.with_password(), UnreadableFileError, "パスワードで保護された"),
        (workbook_samples.of_the_old_kind(), UnsupportedFileError, "古い形式"),
        (samples.pdf(), UnsupportedFileError, "Excelブック（.xlsx）ではありません"),
        (samples.png(), UnsupportedFileError, "Excelブック（.xlsx）ではありません"),
        (workbook_samples.workbook()[:-200], UnreadableFileError, "壊れて"),
        (workbook_samples.in_utf_16(), UnreadableFileError, "壊れて"),
        (workbook_samples.packed_in_an_unknown_way(), UnreadableFileError, "壊れて"),
        (workbook_samples.with_damaged_content(), UnreadableFileError, "壊れて"),
    ],
    ids=["password", "xls", "pdf", "png", "cut", "utf-16", "unknown packing", "damaged"],
)
async def test_what_cannot_be_opened_is_refused_in_words(
    content: bytes, error: type[RefusalError], words: str
) -> None:
    with pytest.raises(error, match=words):
        await opened(content)


@pytest.mark.parametrize(
    "content",
    [
        workbook_samples.bomb(),
        workbook_samples.many_entries(),
        workbook_samples.many_merged(),
        workbook_samples.merged_to_the_end(),
        workbook_samples.many_cells(),
    ],
    ids=["bomb", "entries", "merged", "merged to the end", "cells"],
)
async def test_what_would_become_too_much_is_refused_before_it_does(content: bytes) -> None:
    begun = time.monotonic()

    with pytest.raises(TooLargeError):
        await opened(content)

    assert time.monotonic() - begun < 26


async def test_a_cell_at_the_end_of_the_sheet_is_left_out_and_said() -> None:
    begun = time.monotonic()

    read = await opened(workbook_samples.to_the_last_cell())

    assert time.monotonic() - begun < 26
    assert read.document["area"] == [1, 1, 400, 150]
    assert texts(read)[1, 1] == "氏名"
    messages = [note["message"] for note in read.document["notes"]]
    assert messages == ["範囲が広すぎるため、左上の部分だけを取り込みました。"]


@pytest.mark.parametrize(("sheet", "words"), [("ない", "シート「ない」はこのブックにありません")])
async def test_a_sheet_that_is_not_there_is_refused(sheet: str, words: str) -> None:
    with pytest.raises(UnreadableFileError, match=words):
        await opened(workbook_samples.workbook(), sheet)


async def test_an_empty_sheet_is_refused() -> None:
    def empty(sheet: Worksheet) -> None:
        sheet["A1"] = None

    with pytest.raises(UnreadableFileError, match="取り込む内容がありません"):
        await opened(workbook_samples.workbook(empty))


# What is read


async def test_formulas_are_never_worked_out_and_a_note_names_their_cells() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["B2"] = "=cmd|'/c calc'!A0"

    read = await opened(workbook_samples.workbook(fill))

    assert (2, 2) not in texts(read)
    assert [note["cell"] for note in read.document["notes"]] == ["B2"]


async def test_another_sheet_is_read_by_its_name_and_hidden_ones_are_not_offered() -> None:
    def fill(sheet: Worksheet) -> None:
        book: Any = sheet.parent
        book.create_sheet("裏面")["C3"] = "裏"
        book.create_sheet("計算用").sheet_state = "hidden"

    content = workbook_samples.workbook(fill)

    read = await opened(content, "裏面")

    assert read.document["sheets"] == ["Sheet", "裏面"]
    assert texts(read) == {(3, 3): "裏"}


async def test_a_picture_in_the_sheet_is_made_anew() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.add_image(Image(io.BytesIO(samples.talkative_png())), "B2")

    read = await opened(workbook_samples.workbook(fill))

    (content,) = read.pictures
    (picture,) = read.document["pictures"]
    assert (picture["cell"], picture["kind"]) == ("B2", "PICTURE")
    assert samples.SECRET not in content


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (1234567, "#,##0", "1,234,567"),
        (1234.5, "#,##0.00", "1,234.50"),
        (0.25, "0%", "25%"),
        (7, "000", "007"),
        (3, '0"通"', "3通"),
        (300, '"¥"#,##0;"¥"-#,##0', "¥300"),
        (2.5, "General", "2.5"),
        (True, "General", "TRUE"),
        # A half is rounded up, as on the sheet.
        (2.5, "0", "3"),
        (1.005, "0.00", "1.01"),
        (0.125, "0.0%", "12.5%"),
        (-3, '0;"△"0', "△3"),
        (0, '0;"△"0;"なし"0', "なし0"),
        (0, "0;-0;", ""),
        (5, "0;;", "5"),
        (-5, "0;;", ""),
        (clock_time(9, 5), "h:mm", "9:05"),
    ],
)
def test_numbers_are_shown_by_their_formats(value: object, number_format: str, shown: str) -> None:
    assert shown_value(value, number_format) == (shown, True)


@pytest.mark.parametrize(
    ("number_format", "shown"),
    [
        ('[$-411]ggge"年"m"月"d"日"', "令和8年11月3日"),
        ('yyyy"年"mm"月"dd"日"', "2026年11月03日"),
        ("yyyy/m/d", "2026/11/3"),
        ("ge.m.d", "R8.11.3"),
        ("m/d(aaa)", "11/3(火)"),
    ],
)
def test_dates_are_shown_by_their_formats(number_format: str, shown: str) -> None:
    assert shown_value(date(2026, 11, 3), number_format) == (shown, True)


def test_a_format_that_is_not_understood_is_said() -> None:
    assert shown_value(5, "# ?/?") == ("5", False)
    assert shown_value(float("inf"), "0") == ("inf", False)
    assert shown_value(1e300, "0.00") == ("1e+300", False)
