"""How parts of a sheet become parts of a form: sheets drawn here cell by cell."""

import io
import json
import time
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from backend.files import workbooks
from backend.forms.definition import load_definition
from backend.forms.workbook.conversion import WorkbookForm, form_of
from backend.forms.workbook.words import choices_in, date_place, known_label, plain
from tests.backend.files import samples

THIN = Side(style="thin")
ALL = Border(left=THIN, top=THIN, right=THIN, bottom=THIN)


def converted(draw: Callable[[Worksheet], object], font: str = "Calibri") -> WorkbookForm:
    """The form of a sheet that a function draws; widths are Excel's."""
    book = openpyxl.Workbook()
    book._fonts[0] = Font(name=font, size=11)  # type: ignore[attr-defined]
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    draw(sheet)
    out = io.BytesIO()
    book.save(out)
    _, parts = workbooks.read_sheet(out.getvalue(), "")
    form = form_of(json.loads(parts[0]))
    load_definition({**form.template})
    return form


def boxed(sheet: Worksheet, where: str, text: str | None = None) -> None:
    """A framed cell, or merged cells framed as one."""
    cells = sheet[where]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    for row in rows:
        for cell in row:
            cell.border = ALL
    rows[0][0].value = text
    if ":" in where:
        sheet.merge_cells(where)


def of_kind(form: WorkbookForm, kind: str) -> list[dict[str, Any]]:
    pages = form.template["pages"]
    return [one for page in pages for one in page["elements"] if one["kind"] == kind]


def bound(form: WorkbookForm) -> list[tuple[str, str]]:
    return [
        (one["kind"], one["bind"]["field"])
        for page in form.template["pages"]
        for one in page["elements"]
        if "bind" in one
    ]


def messages(form: WorkbookForm) -> list[tuple[str, str]]:
    return [(note.cell, note.message) for note in form.notes]


# Geometry


@pytest.mark.parametrize(
    ("font", "width", "millimetres"),
    [
        ("Calibri", 8.43 + 0.71, 17.2),  # 65 pixels: 7 a digit
        ("ＭＳ Ｐゴシック", 8.38 + 0.62, 19.05),  # 72 pixels: 8 a digit
    ],
)
def test_columns_of_excel_are_whole_pixels(font: str, width: float, millimetres: float) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet.column_dimensions["A"].width = width
        boxed(sheet, "A1", "氏名")

    (across, *_) = [one for one in of_kind(converted(draw, font), "line") if one["w"]]

    assert across["w"] == pytest.approx(millimetres, abs=0.3)


def test_an_unknown_font_is_said_so_that_the_official_measures() -> None:
    form = converted(lambda sheet: boxed(sheet, "A1", "氏名"), "秘密フォント")

    assert any("「秘密フォント」の字幅が分かりません" in text for _, text in messages(form))


def test_paper_margins_and_centring_are_kept() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed(sheet, "A1", "氏名")
        sheet.page_setup.paperSize = 8
        sheet.page_setup.orientation = "landscape"
        sheet.page_margins.left = sheet.page_margins.right = 1.0
        sheet.page_margins.top = 0.5
        sheet.print_options.horizontalCentered = True

    form = converted(draw)

    (page,) = form.template["pages"]
    lines = [one for one in of_kind(form, "line") if one["w"]]
    assert page["size"] == "A3 landscape"
    assert min(one["y"] for one in lines) == 12.7
    assert lines[0]["x"] + lines[0]["w"] / 2 == pytest.approx(210, abs=0.01)


def test_hidden_columns_and_rows_take_no_place() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed(sheet, "A1", "氏名")
        boxed(sheet, "B1", "隠れた列")
        boxed(sheet, "C1", "住所")
        sheet.column_dimensions["B"].hidden = True

    form = converted(draw)

    assert [one["text"] for one in of_kind(form, "label")] == ["氏名", "住所"]
    assert len([one for one in of_kind(form, "line") if one["h"]]) == 3


def test_what_is_longer_than_a_page_goes_on_to_the_next() -> None:
    def draw(sheet: Worksheet) -> None:
        for row in (1, 40, 80):
            sheet.cell(row, 1, f"{row}行目")
        for row in range(1, 81):
            sheet.row_dimensions[row].height = 20

    form = converted(draw)

    texts = [
        [one["text"] for one in page["elements"] if one["kind"] == "label"]
        for page in form.template["pages"]
    ]
    assert texts == [["1行目"], ["40行目"], ["80行目"]]


def test_a_sheet_fitted_to_one_page_is_made_smaller_by_whole_percent() -> None:
    def draw(sheet: Worksheet) -> None:
        for column in "ABCDEFGHIJKLMNOP":
            sheet.column_dimensions[column].width = 12
            boxed(sheet, f"{column}1", column)
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToHeight = 0

    form = converted(draw)

    right = max(one["x"] + one["w"] for one in of_kind(form, "line"))
    assert len(form.template["pages"]) == 1
    assert 185 < right <= 210 - 17.78 + 0.1


# Lines and boxes


def test_lines_that_meet_are_one_and_the_heavier_wins() -> None:
    def draw(sheet: Worksheet) -> None:
        for column in "ABC":
            boxed(sheet, f"{column}1", None)
        sheet["B1"].border = Border(left=Side(style="thick"), top=THIN, right=THIN, bottom=THIN)
        sheet["A1"] = "氏名"

    lines = of_kind(converted(draw), "line")

    assert len([one for one in lines if one["w"]]) == 2
    assert sorted(one["lineWidth"] for one in lines if one["h"]) == [0.25, 0.25, 0.25, 0.88]


def test_a_double_line_is_two_and_a_colour_is_kept() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "氏名"
        sheet["A1"].border = Border(bottom=Side(style="double", color="FFC00000"))

    lines = of_kind(converted(draw), "line")

    assert len(lines) == 2
    assert lines[1]["y"] - lines[0]["y"] == pytest.approx(0.36, abs=0.002)
    assert {one["color"] for one in lines} == {"#c00000"}


def test_lines_inside_merged_cells_are_not_drawn() -> None:
    lines = of_kind(converted(lambda sheet: boxed(sheet, "A1:D4", "氏名")), "line")

    assert len(lines) == 4


def test_diagonals_and_shades_are_kept() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "斜線"
        sheet["A1"].border = Border(diagonal=THIN, diagonalUp=True)
        for where in ("A2", "B2", "A3", "B3"):
            sheet[where].fill = PatternFill("solid", fgColor="FFDDEBF7")

    form = converted(draw)

    (line,) = of_kind(form, "line")
    (box,) = of_kind(form, "box")
    assert line["rising"] is True
    assert (box["fill"], box["lineWidth"]) == ("#ddebf7", 0)


# Words


@pytest.mark.parametrize(
    ("alignment", "style"),
    [
        ({"horizontal": "center", "vertical": "center"}, {"align": "center", "valign": "middle"}),
        ({"horizontal": "distributed"}, {"align": "equal", "fit": "shrink"}),
        ({"wrap_text": True, "vertical": "top"}, {"fit": "shrinkWrap", "valign": "top"}),
        ({"horizontal": "right"}, {"align": "right", "valign": "bottom"}),
    ],
)
def test_words_stand_as_in_their_cell(alignment: dict[str, Any], style: dict[str, Any]) -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "証明書"
        sheet["A1"].alignment = Alignment(**alignment)
        sheet["A1"].font = Font(name="ＭＳ 明朝", size=14)

    (label,) = of_kind(converted(draw), "label")

    assert {key: label["style"][key] for key in style} == style
    assert (label["style"]["font"], label["style"]["size"]) == ("mincho", 14.0)


def test_vertical_words_are_written_from_the_top_down() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "届出人"
        sheet["A1"].alignment = Alignment(textRotation=255, vertical="center")
        sheet.row_dimensions[1].height = 80

    (words,) = of_kind(converted(draw), "verticalText")

    assert (words["text"], words["style"]["align"]) == ("届出人", "center")


def test_long_words_run_over_empty_neighbours_and_stop_at_full_ones() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "この申請書は、太枠の中だけを書いてください。"
        sheet["A2"] = "この申請書は、太枠の中だけを書いてください。"
        sheet["B2"] = "係"

    first, second, _ = of_kind(converted(draw), "label")

    assert first["w"] > 3 * second["w"]


# Meaning


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("氏　　名", "氏名"),
        ("ふりがな", "フリガナ"),
        ("１．住所（方書まで）", "住所"),
        ("ＴＥＬ：", "TEL"),
    ],
)
def test_words_are_compared_without_spaces_brackets_and_numbers(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "eras"),
    [
        ("令和　　年　　月　　日", ("令和",)),
        ("明・大・昭・平・令　年　月　日", ("明治", "大正", "昭和", "平成", "令和")),
        ("　　年　　月　　日生", ()),
    ],
)
def test_places_for_dates_are_known(text: str, eras: tuple[str, ...]) -> None:
    place = date_place(text)

    assert place is not None
    assert place.eras == eras


@pytest.mark.parametrize(
    ("text", "words", "has_boxes"),
    [
        ("男・女", ["男", "女"], False),
        ("□ 転入　□ 転居", ["転入", "転居"], True),
        ("氏名", [], False),
    ],
)
def test_words_to_choose_from_are_known(text: str, words: list[str], has_boxes: bool) -> None:
    assert choices_in(text) == (words, has_boxes)


@pytest.mark.parametrize(
    ("text", "context"),
    [("代理人の氏名", "proxy"), ("届出人氏名", "notifier"), ("委任者住所", "principal")],
)
def test_a_label_may_say_itself_whose_it_is(text: str, context: str) -> None:
    found = known_label(text)

    assert found is not None
    assert found[1] == context


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("代理人", "proxy.name"),
        ("申請者", "notifier.name"),
        ("委任する人", "principal.name"),
        ("異動する人", "persons[0].name"),
        ("備考", "notifier.name"),
    ],
)
def test_the_heading_left_of_a_label_says_whose_name_it_is(heading: str, field: str) -> None:
    def draw(sheet: Worksheet) -> None:
        boxed(sheet, "A1:A2", heading)
        boxed(sheet, "B1", "氏名")
        boxed(sheet, "C1:F1")
        boxed(sheet, "B2", "欄")

    assert bound(converted(draw)) == [("text", field)]


def test_year_month_and_day_in_cells_of_their_own_are_one_date() -> None:
    def draw(sheet: Worksheet) -> None:
        words = ("生年月日", "昭和・平成", None, "年", None, "月", None, "日")
        for column, text in enumerate(words, 1):
            sheet.cell(1, column, text).border = Border(top=THIN, bottom=THIN)

    form = converted(draw)

    assert bound(form) == [("eraDate", "notifier.birth_date")]
    assert [one["text"] for one in of_kind(form, "label")] == ["生年月日"]


def test_choices_that_no_label_names_find_their_item_and_others_are_noted() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed(sheet, "A1:B1", "全部・一部")
        boxed(sheet, "A3:D3", "□希望する　□希望しない　□検討中")

    form = converted(draw)

    assert bound(form) == [("circleChoice", "change.scope")]
    assert ("A3", "「□希望する　□希望しない　□検討中」に合う項目がありません。") in messages(form)


def test_a_label_without_a_place_is_noted_and_not_bound() -> None:
    form = converted(lambda sheet: sheet.__setitem__("A1", "氏名"))

    assert (form.known_labels, form.bound_labels) == (1, 0)
    assert messages(form)[-1] == ("A1", "「氏名」の記入欄が見つかりません。")


def test_a_number_of_a_person_is_never_bound() -> None:
    def draw(sheet: Worksheet) -> None:
        boxed(sheet, "A1", "マイナンバー")
        for column in "BCDEFGHIJKLM":
            boxed(sheet, f"{column}1")

    form = converted(draw)

    assert bound(form) == []
    assert form.known_labels == 0
    assert [cell for cell, text in messages(form) if text.startswith("個人番号の欄")] == ["A1"]


def test_a_picture_stands_where_it_stood() -> None:
    def draw(sheet: Worksheet) -> None:
        sheet["A1"] = "氏名"
        sheet.add_image(Image(io.BytesIO(samples.png(96, 96))), "B3")

    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    draw(sheet)
    out = io.BytesIO()
    book.save(out)
    _, parts = workbooks.read_sheet(out.getvalue(), "")

    form = form_of(json.loads(parts[0]), None, ["a" * 64])

    (image,) = of_kind(form, "image")
    assert image["asset"] == "a" * 64
    assert image["w"] == pytest.approx(25.4, abs=0.1)
    assert image["y"] > 19.05


def test_a_sheet_full_of_labels_takes_no_longer_than_its_limits_allow() -> None:
    look = {"font": "", "size": 11.0, "bold": False, "color": "#000000", "align": "general"}
    look |= {"valign": "bottom", "wrap": False, "shrink": False, "rotation": 0, "indent": 0.0}
    lines = {side: ["thin", "#000000"] for side in ("left", "top", "right", "bottom")}
    cells = [
        {"at": [row, column], "text": text, "number": False, "look": 0}
        for row in range(1, 61)
        for column, text in enumerate(("氏名", "男・女", "□甲□乙", "年月日") * 100, 1)
    ]
    document = {
        "name": "敵対的", "area": [1, 1, 400, 60], "is_of_libreoffice": False,
        "default_font": {"name": "Calibri", "size": 11.0}, "columns": [1.0] * 400,
        "rows": [6.0] * 60, "cells": cells, "looks": [{**look, "fill": "", "lines": lines}],
        "merged": [], "notes": [], "pictures": [],
        "page": {
            "paper": 8, "is_landscape": False, "margins": [0, 0, 0, 0], "scale": 10, "fits": False,
            "fit_width": 1, "fit_height": 1, "centered": [False, False], "row_breaks": [],
            "column_breaks": [],
        },
    }  # fmt: skip

    begun = time.process_time()
    form = form_of(document)

    assert time.process_time() - begun < 10
    assert len(form.template["pages"][0]["elements"]) <= 3000
    assert form.known_labels == 400
