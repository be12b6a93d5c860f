"""Each kind puts exactly what it should where its millimetres say."""

import base64
from io import BytesIO
from typing import Any

import pytest
from PIL import Image as Picture

from backend.forms.display_list import (
    DisplayList,
    Ellipse,
    GlyphRun,
    Image,
    Item,
    Line,
    Rect,
    Rects,
)
from backend.forms.errors import PrintProblem, UnprintableError
from backend.forms.fonts import Fonts
from backend.forms.layout import lay_out
from tests.backend.forms.builders import date, element, form, printed_texts, runs


def laid_out(fonts: Fonts, item: dict[str, Any], values: dict[str, Any]) -> DisplayList:
    return lay_out(form(item), values, fonts)


def items(fonts: Fonts, item: dict[str, Any], values: dict[str, Any] | None = None) -> list[Item]:
    return list(laid_out(fonts, item, values or {}).pages[0].items)


def texts(fonts: Fonts, item: dict[str, Any], values: dict[str, Any] | None = None) -> list[str]:
    return [entry.text for entry in items(fonts, item, values) if isinstance(entry, GlyphRun)]


def problems(fonts: Fonts, item: dict[str, Any], values: dict[str, Any]) -> list[PrintProblem]:
    with pytest.raises(UnprintableError) as refusal:
        laid_out(fonts, item, values)
    return list(refusal.value.problems)


def png(width: int = 40, height: int = 20) -> dict[str, str]:
    buffer = BytesIO()
    Picture.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return {"mediaType": "image/png", "base64": base64.b64encode(buffer.getvalue()).decode()}


# label


def test_a_label_prints_its_words_at_its_place(fonts: Fonts) -> None:
    (run,) = runs(laid_out(fonts, element("label", text="見出し"), {}))

    assert (run.x, run.text, run.size, run.element) == (20, "見出し", 9, "field")


def test_a_label_too_long_for_its_box_is_refused(fonts: Fonts) -> None:
    (problem,) = problems(fonts, element("label", text="見出し", w=9, style={"size": 10}), {})

    assert (problem.code, problem.element, problem.excess_mm) == ("DOES_NOT_FIT", "field", 1.583)
    assert problem.message == "「見出し」が枠に入りません（1.6 mm 超過）。"


# text


def test_a_text_prints_its_value_between_its_words(fonts: Fonts) -> None:
    item = element("text", bind={"field": "case.number"}, prefix="第", suffix="号")

    assert texts(fonts, item, {"case": {"number": "12"}}) == ["第12号"]


def test_words_around_an_absent_value_are_not_printed(fonts: Fonts) -> None:
    item = element("text", bind={"field": "case.number"}, prefix="第", suffix="号")

    assert items(fonts, item, {"case": {"number": ""}}) == []
    assert items(fonts, item, {}) == []


@pytest.mark.parametrize(
    ("written", "format_name", "printed"),
    [
        ("4170051", "postalCode", "417-0051"),
        ("４１７００５１", "postalCode", "417-0051"),
        ("417-0051", "postalCode", "417-0051"),
        ("４１７－００５１", "postalCode", "417-0051"),
        ("12", "fullWidthDigits", "１２"),
        ("１２", "halfWidthDigits", "12"),
    ],
)
def test_a_format_changes_only_how_digits_are_written(
    fonts: Fonts, written: str, format_name: str, printed: str
) -> None:
    item = element("text", bind={"field": "case.number", "format": format_name})

    assert texts(fonts, item, {"case": {"number": written}}) == [printed]


def test_a_code_is_printed_as_its_word(fonts: Fonts) -> None:
    item = element("text", bind={"field": "change.kind"})

    assert texts(fonts, item, {"change": {"kind": "ARTICLE_30_46"}}) == ["法第30条の46の届出"]


def test_a_number_is_printed_in_digits(fonts: Fonts) -> None:
    item = element("text", bind={"field": "certificate.copies"})

    assert texts(fonts, item, {"certificate": {"copies": 0}}) == ["0"]


@pytest.mark.parametrize("value", [5, ["x"], {"name": "x"}, True])
def test_a_value_of_another_type_is_refused_with_its_place(fonts: Fonts, value: object) -> None:
    item = element("text", bind={"field": "case.number"})

    (problem,) = problems(fonts, item, {"case": {"number": value}})

    assert (problem.code, problem.path) == ("INVALID_VALUE", "case.number")


def test_a_character_without_glyph_is_refused_with_all_that_is_known_of_it(fonts: Fonts) -> None:
    item = element("text", bind={"field": "notifier.name"})

    (problem,) = problems(fonts, item, {"notifier": {"name": "葛\U000e010a城"}})

    assert problem == PrintProblem(
        code="NO_SEQUENCE",
        message=(
            "「届出人の氏名」の 「葛\U000e010a」（U+845B U+E010A、MJ022336）: "
            "この異体字の字形を持つ書体がありません。"
        ),
        element="field",
        path="notifier.name",
        character="葛\U000e010a",
        code_points="U+845B U+E010A",
        mj_name="MJ022336",
    )


# charBoxes


def test_char_boxes_hold_one_character_each_in_groups(fonts: Fonts) -> None:
    item = element("charBoxes", bind={"field": "case.number"}, boxes=5, groups=[2, 3], gap=5, w=55)

    drawn = items(fonts, item, {"case": {"number": "12345"}})

    frames = [(entry.x, entry.w) for entry in drawn if isinstance(entry, Rect)]
    dividers = [entry.points[0][0] for entry in drawn if isinstance(entry, Line)]
    digits = [entry for entry in drawn if isinstance(entry, GlyphRun)]
    half = 12 * 25.4 / 72 * 0.5546875 / 2
    assert frames == [(20, 20), (45, 30)]
    assert dividers == [30, 55, 65]
    assert [entry.text for entry in digits] == ["1", "2", "3", "4", "5"]
    assert [entry.x for entry in digits] == [
        pytest.approx(middle - half, abs=0.3) for middle in (25, 35, 50, 60, 70)
    ]


def test_char_boxes_can_be_filled_from_the_right(fonts: Fonts) -> None:
    item = element("charBoxes", bind={"field": "case.number"}, boxes=5, **{"from": "right"})

    drawn = laid_out(fonts, item, {"case": {"number": "12"}})

    first, second = runs(drawn)
    assert (int((first.x - 20) // 10), int((second.x - 20) // 10)) == (3, 4)


def test_skipped_characters_take_no_box(fonts: Fonts) -> None:
    item = element("charBoxes", bind={"field": "case.number"}, boxes=7, skip="-－")

    assert texts(fonts, item, {"case": {"number": "417-005－1"}}) == list("4170051")


def test_too_many_characters_for_the_boxes_are_refused_in_millimetres(fonts: Fonts) -> None:
    item = element("charBoxes", bind={"field": "case.number"}, boxes=5)

    (problem,) = problems(fonts, item, {"case": {"number": "1234567"}})

    assert (problem.code, problem.excess_mm) == ("DOES_NOT_FIT", 20)


def test_a_sequence_takes_one_box(fonts: Fonts) -> None:
    item = element("charBoxes", bind={"field": "case.number"}, boxes=2)

    assert texts(fonts, item, {"case": {"number": "葛\U000e0102𠮷"}}) == ["葛\U000e0102", "𠮷"]


# circleChoice


def circle_choice(**keys: Any) -> dict[str, Any]:
    choices = [
        {"value": ["MOVE_IN", "SPECIAL_MOVE_IN"], "text": "転入"},
        {"value": "MOVE_OUT", "text": "転出"},
    ]
    return element("circleChoice", bind={"field": "change.kind"}, choices=choices, **keys)


@pytest.mark.parametrize(
    ("value", "middle"), [("MOVE_IN", 32.5), ("SPECIAL_MOVE_IN", 32.5), ("MOVE_OUT", 57.5)]
)
def test_the_chosen_word_is_circled(fonts: Fonts, value: str, middle: float) -> None:
    drawn = items(fonts, circle_choice(), {"change": {"kind": value}})

    (circle,) = [entry for entry in drawn if isinstance(entry, Ellipse)]
    words = [entry.text for entry in drawn if isinstance(entry, GlyphRun)]
    assert words == ["転入", "転出", "・"]
    assert (circle.x + circle.w / 2, circle.y + circle.h / 2) == pytest.approx(
        (middle, 35), abs=0.001
    )


def test_without_a_value_no_word_is_circled(fonts: Fonts) -> None:
    drawn = items(fonts, circle_choice())

    assert [type(entry) for entry in drawn] == [GlyphRun, GlyphRun, GlyphRun]


def test_a_value_that_the_form_does_not_offer_is_refused(fonts: Fonts) -> None:
    (problem,) = problems(fonts, circle_choice(), {"change": {"kind": "MOVE_OUT_ABROAD"}})

    assert (problem.code, problem.path) == ("INVALID_VALUE", "change.kind")


def test_a_value_that_the_form_leaves_blank_is_not_circled(fonts: Fonts) -> None:
    item = circle_choice(blank=["MOVE_OUT_ABROAD"])

    drawn = items(fonts, item, {"change": {"kind": "MOVE_OUT_ABROAD"}})

    assert [entry for entry in drawn if isinstance(entry, Ellipse)] == []


def test_choices_stand_in_rows_of_columns(fonts: Fonts) -> None:
    item = element("circleChoice", bind={"field": "change.kind"}, columns=8, separator="", w=180)

    drawn = laid_out(fonts, {**item, "h": 20, "style": {"size": 6}}, {})

    lines = sorted({run.y for run in runs(drawn)})
    assert len(runs(drawn)) == 15
    assert [round(lines[1] - lines[0], 3)] == [10]


# check


def test_a_check_is_marked_when_the_value_is_the_one_asked_for(fonts: Fonts) -> None:
    item = element("check", bind={"field": "change.kind"}, equals="MOVE_IN", text="転入")

    marked = items(fonts, item, {"change": {"kind": "MOVE_IN"}})
    unmarked = items(fonts, item, {"change": {"kind": "MOVE_OUT"}})

    assert [type(entry) for entry in marked] == [Rect, Line, GlyphRun]
    assert [type(entry) for entry in unmarked] == [Rect, GlyphRun]
    square = marked[0]
    assert isinstance(square, Rect)
    assert (square.x, round(square.y + square.h / 2, 2)) == (20, 35)
    assert square.w == square.h == round(9 * 25.4 / 72 * 0.88, 3)


@pytest.mark.parametrize(("value", "is_marked"), [(True, True), (False, False), (None, False)])
def test_a_check_of_a_yes_or_no_is_marked_for_yes(
    fonts: Fonts, value: bool | None, is_marked: bool
) -> None:
    item = element("check", bind={"field": "certificate.items.individual_number"})

    drawn = items(fonts, item, {"certificate": {"items": {"individual_number": value}}})

    assert any(isinstance(entry, Line) for entry in drawn) is is_marked


def test_a_check_without_a_binding_is_an_empty_square_for_the_pen(fonts: Fonts) -> None:
    assert [type(entry) for entry in items(fonts, element("check"))] == [Rect]


# eraDate


def era_date(**keys: Any) -> dict[str, Any]:
    return element("eraDate", bind={"field": "notifier.birth_date"}, w=100, **keys)


def with_birth(value: object) -> dict[str, Any]:
    return {"notifier": {"birth_date": value}}


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (date("2019-05-01"), "令和元年5月1日"),
        (date("2019-04-30"), "平成31年4月30日"),
        (date("1926-12-25"), "昭和元年12月25日"),
        (date("1926-12-25", "大正15年12月25日"), "大正15年12月25日"),
        (date("1912-07-30", "明治45年7月30日"), "明治45年7月30日"),
        (date(None, "平成13年2月29日"), "平成13年2月29日"),
        (date(None, "年月日不詳"), "年月日不詳"),
        (date(None, "昭和20年頃"), "昭和20年頃"),
        (date("1990-01-05", western=True), "1990年1月5日"),
    ],
)
def test_a_date_is_written_as_the_register_says_it(
    fonts: Fonts, value: object, printed: str
) -> None:
    assert texts(fonts, era_date(), with_birth(value)) == [printed]


def test_the_era_is_circled_and_the_numbers_stand_in_their_slots(fonts: Fonts) -> None:
    drawn = items(fonts, era_date(show="circle"), with_birth(date("1985-03-09")))

    (circle,) = [entry for entry in drawn if isinstance(entry, Ellipse)]
    assert circle.x + circle.w / 2 == pytest.approx(20 + 44 / 6, abs=0.001)
    assert [entry.text for entry in drawn if isinstance(entry, GlyphRun)] == [
        "昭和", "平成", "・", "令和", "・", "年", "60", "月", "3", "日", "9",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (date(None, "年月日不詳"), ["年月日不詳"]),
        (date("1990-01-05", western=True), ["1990年1月5日"]),
        (date("1910-01-05"), ["明治43年1月5日"]),
    ],
)
def test_a_date_that_has_no_circle_on_the_form_is_written_out(
    fonts: Fonts, value: object, printed: list[str]
) -> None:
    assert texts(fonts, era_date(show="circle"), with_birth(value)) == printed


def test_an_impossible_date_keeps_its_parts_in_the_slots(fonts: Fonts) -> None:
    printed = texts(fonts, era_date(show="circle"), with_birth(date(None, "平成13年2月29日")))

    assert printed[5:] == ["年", "13", "月", "2", "日", "29"]


def test_a_western_date_can_be_circled_where_the_form_offers_it(fonts: Fonts) -> None:
    item = era_date(show="circle", eras=["昭和", "西暦"], shortEras=True, stacked=True)

    drawn = items(fonts, item, with_birth(date("1990-01-05", western=True)))

    words = [entry.text for entry in drawn if isinstance(entry, GlyphRun)]
    assert words == ["昭", "西暦", "・", "年", "1990", "月", "1", "日", "5"]
    assert len([entry for entry in drawn if isinstance(entry, Ellipse)]) == 1


def test_a_blank_date_keeps_its_printed_words(fonts: Fonts) -> None:
    assert texts(fonts, era_date(show="slots")) == ["年", "月", "日"]
    assert texts(fonts, era_date()) == []


@pytest.mark.parametrize(
    "value", [date("2026-02-30"), date("1867-01-01"), "2026-02-03", {"value": 5}, {"day": 1}]
)
def test_what_is_not_a_date_is_refused(fonts: Fonts, value: object) -> None:
    (problem,) = problems(fonts, era_date(), with_birth(value))

    assert (problem.code, problem.path) == ("INVALID_VALUE", "notifier.birth_date")


# repeat


def repeat(**keys: Any) -> dict[str, Any]:
    rows = [
        {"id": "name", "kind": "text", "x": 5, "y": 0, "w": 40, "h": 5,
         "bind": {"field": "persons[].name"}},
        {"id": "number", "kind": "text", "x": 0, "y": 0, "w": 5, "h": 5,
         "bind": {"field": "row.number"}, "style": {"padding": 0}},
        {"id": "rule", "kind": "line", "x": 0, "y": 5, "w": 50, "h": 0},
    ]  # fmt: skip
    return element("repeat", bind={"field": "persons"}, rows=2, elements=rows, **keys)


def test_each_person_has_a_row_and_rows_without_a_person_stay_blank(fonts: Fonts) -> None:
    drawn = laid_out(fonts, repeat(), {"persons": [{"name": "山田"}]})

    names = printed_texts(drawn, "field[0].name") + printed_texts(drawn, "field[1].name")
    numbers = [printed_texts(drawn, f"field[{row}].number") for row in (0, 1)]
    rules = [entry.points[0][1] for entry in drawn.pages[0].items if isinstance(entry, Line)]
    assert names == ["山田"]
    assert numbers == [["1"], ["2"]]
    assert rules == [35, 40]


def test_rows_that_may_not_go_on_are_refused_in_millimetres(fonts: Fonts) -> None:
    people = [{"name": "山田"}, {"name": "鈴木"}, {"name": "佐藤"}]

    (problem,) = problems(fonts, repeat(), {"persons": people})

    assert (problem.code, problem.path, problem.excess_mm) == ("DOES_NOT_FIT", "persons", 5)


def test_a_problem_in_a_row_names_the_row(fonts: Fonts) -> None:
    people = [{"name": "山田"}, {"name": "鈴\u200f木"}]

    (problem,) = problems(fonts, repeat(), {"persons": people})

    assert (problem.element, problem.path) == ("field[1].name", "persons[1].name")


def test_too_many_rows_for_any_pile_of_paper_are_refused(fonts: Fonts) -> None:
    people = [{"name": "山田"}] * 101

    (problem,) = problems(fonts, repeat(overflow="nextSheet"), {"persons": people})

    assert problem.message == "「異動する人」が多すぎます（50枚を超えます）。"


# qr


def test_a_code_fills_its_box_within_the_quiet_zone(fonts: Fonts) -> None:
    item = element("qr", bind={"field": "case.number"}, w=29, h=29)

    (code,) = items(fonts, item, {"case": {"number": "2026-000123"}})

    assert isinstance(code, Rects)
    assert code.text == "2026-000123"
    # version 1 has 21 modules; with the quiet zone of 4 on each side 29, so 1 mm each
    assert code.rects[0] == (24, 34, 7, 1)
    assert max(y + h for _, y, _, h in code.rects) == 55


def test_a_code_too_fine_to_be_read_is_refused(fonts: Fonts) -> None:
    item = element("qr", bind={"field": "case.number"}, w=8, h=8)

    (problem,) = problems(fonts, item, {"case": {"number": "2026-000123"}})

    assert (problem.code, problem.excess_mm) == ("DOES_NOT_FIT", round(29 * 0.33 - 8, 3))


@pytest.mark.parametrize(
    ("number", "code"), [("x" * 2000, "INVALID_VALUE"), ("x" * 1000, "DOES_NOT_FIT")]
)
def test_a_text_too_long_for_a_code_is_refused(fonts: Fonts, number: str, code: str) -> None:
    item = element("qr", bind={"field": "case.number"}, ecc="H")

    (problem,) = problems(fonts, item, {"case": {"number": number}})

    assert problem.code == code


def test_a_code_with_a_broken_character_is_refused(fonts: Fonts) -> None:
    item = element("qr", bind={"field": "case.number"})

    (problem,) = problems(fonts, item, {"case": {"number": "12\ud800"}})

    assert problem.code == "SURROGATE"


# sign, image


def test_a_signature_stands_beside_its_words_and_is_marked_as_one(fonts: Fonts) -> None:
    item = element("sign", bind={"field": "signature.image"}, text="署名", underline=True)

    drawn = items(fonts, item, {"signature": {"image": png()}})

    assert [(type(entry), entry.signature) for entry in drawn] == [
        (GlyphRun, False),
        (Line, False),
        (Image, True),
    ]
    picture = drawn[2]
    assert isinstance(picture, Image)
    # 50 mm less the words (6.35) and the gap (2) leave 41.65 by 10: 20 by 10 in the middle
    assert (picture.x, picture.y, picture.w, picture.h) == (39.175, 30, 20, 10)


def test_without_a_signature_there_is_a_place_to_sign(fonts: Fonts) -> None:
    item = element("sign", bind={"field": "signature.image"}, text="署名")

    assert texts(fonts, item) == ["署名"]


@pytest.mark.parametrize(
    "value",
    [
        {"mediaType": "image/png", "base64": "not base64!"},
        {"mediaType": "image/png", "base64": base64.b64encode(b"GIF89a").decode()},
        {"mediaType": "image/png", "base64": png()["base64"][:60]},
        {"mediaType": "image/png"},
        png(5000, 4000),
    ],
)
def test_what_is_not_a_picture_of_a_sane_size_is_refused(
    fonts: Fonts, value: dict[str, str]
) -> None:
    item = element("image", bind={"field": "signature.image"})

    (problem,) = problems(fonts, item, {"signature": {"image": value}})

    assert problem.message == "「署名」の画像を読み取れません。"


def test_a_picture_of_the_form_itself_keeps_its_proportions(fonts: Fonts) -> None:
    (picture,) = items(fonts, element("image", data=png(20, 20)))

    assert isinstance(picture, Image)
    assert (picture.x, picture.y, picture.w, picture.h) == (40, 30, 10, 10)


# box, line


def test_a_box_is_drawn_as_its_keys_say(fonts: Fonts) -> None:
    item = element("box", lineWidth=0.4, fill="#eeeeee", radius=2, dash=[1, 1])

    assert items(fonts, item) == [
        Rect(20, 30, 50, 10, 0.4, (1, 1), "#000000", "#eeeeee", 2, "field")
    ]


def test_a_line_goes_from_corner_to_corner(fonts: Fonts) -> None:
    (falling,) = items(fonts, element("line", lineWidth=0.2))
    (rising,) = items(fonts, element("line", rising=True))

    assert isinstance(falling, Line)
    assert isinstance(rising, Line)
    assert (falling.points, falling.width) == (((20, 30), (70, 40)), 0.2)
    assert rising.points == ((20, 40), (70, 30))


# common


def test_an_element_that_is_not_printed_leaves_nothing(fonts: Fonts) -> None:
    assert items(fonts, element("label", text="下書き", printed=False)) == []


def test_an_element_is_printed_only_while_its_condition_holds(fonts: Fonts) -> None:
    condition = {"field": "change.kind", "op": "eq", "value": "MOVE_OUT"}
    item = element("label", text="転出先", when=condition)

    assert texts(fonts, item, {"change": {"kind": "MOVE_OUT"}}) == ["転出先"]
    assert texts(fonts, item, {"change": {"kind": "MOVE_IN"}}) == []
