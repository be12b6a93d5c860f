"""Vertical text: where each sign stands, in which form, and what does not fit."""

from typing import Any

import pytest

from backend.forms.display_list import GlyphRun
from backend.forms.fonts import Fonts
from backend.forms.typesetting import MM_PER_POINT
from tests.backend.forms.builders import element
from tests.backend.forms.field_kinds.test_field_kinds import items, problems, texts

EM = 10 * MM_PER_POINT


def vertical(text: str, /, **keys: Any) -> dict[str, Any]:
    style = {"size": 10, "paddingY": 0, "fit": "refuse", **keys.pop("style", {})}
    return element("verticalText", text=text, style=style, **{"w": 8, "h": 60, **keys})


def signs(fonts: Fonts, item: dict[str, Any], values: Any = None) -> list[GlyphRun]:
    found = items(fonts, item, values)
    assert all(isinstance(entry, GlyphRun) for entry in found)
    return found  # type: ignore[return-value]


def glyph_of(fonts: Fonts, char: str) -> int:
    (glyph,), _ = fonts.shape("mincho", char)
    return glyph.font.vertical_forms.get(glyph.id, glyph.id)


def test_signs_stand_below_each_other_in_the_middle(fonts: Fonts) -> None:
    first, second, third = signs(fonts, vertical("縦書き"))

    assert (first.text, second.text, third.text) == ("縦", "書", "き")
    assert {run.x for run in (first, second, third)} == {round(24 - EM / 2, 3)}
    assert second.y - first.y == pytest.approx(EM, abs=0.002)
    assert third.y - second.y == pytest.approx(EM, abs=0.002)


@pytest.mark.parametrize("char", "ー…、。（）「」〜ゃッ")
def test_marks_and_brackets_take_their_vertical_forms(fonts: Fonts, char: str) -> None:
    (run,) = signs(fonts, vertical(char))
    (flat,), _ = fonts.shape("mincho", char)

    assert run.text == char
    assert run.glyphs == (flat.font.vertical_forms[flat.id],)
    assert run.glyphs != (flat.id,)


def test_two_digits_stand_side_by_side_and_others_in_full_width(fonts: Fonts) -> None:
    runs = signs(fonts, vertical("11月3日123"))

    assert [run.text for run in runs] == ["11", "月", "3", "日", "1", "2", "3"]
    assert len(runs[0].glyphs) == 2
    assert runs[0].size <= 10
    assert runs[2].glyphs == (glyph_of(fonts, "３"),)
    assert runs[4].glyphs == (glyph_of(fonts, "１"),)


def test_a_hyphen_runs_down_the_column(fonts: Fonts) -> None:
    (run,) = signs(fonts, vertical("-"))

    assert run.text == "-"
    assert run.glyphs in ((glyph_of(fonts, "‐"),), (glyph_of(fonts, "―"),))


def test_columns_go_from_right_to_left(fonts: Fonts) -> None:
    runs = signs(fonts, vertical("一\n二", w=20, style={"leading": 1.5}))

    assert runs[0].x - runs[1].x == pytest.approx(1.5 * EM, abs=0.002)
    assert runs[0].y == runs[1].y


def test_no_column_begins_with_a_full_stop(fonts: Fonts) -> None:
    runs = signs(fonts, vertical("一二三。", h=3 * EM + 0.1, w=20, style={"fit": "wrap"}))

    columns = {x: "".join(run.text for run in runs if run.x == x) for x in {r.x for r in runs}}
    assert [columns[x] for x in sorted(columns, reverse=True)] == ["一二", "三。"]


def test_equal_spacing_reaches_from_top_to_bottom(fonts: Fonts) -> None:
    runs = signs(fonts, vertical("氏名", style={"align": "equal"}))

    assert runs[1].y - runs[0].y == pytest.approx(60 - EM, abs=0.002)


def test_a_long_value_is_made_smaller_and_then_refused(fonts: Fonts) -> None:
    item = vertical("", bind={"field": "notifier.name"}, h=30)
    shrinking = {**item, "style": {"size": 10, "fit": "shrink", "minSize": 8, "paddingY": 0}}

    runs = signs(fonts, shrinking, {"notifier": {"name": "一" * 10}})
    (problem,) = problems(fonts, shrinking, {"notifier": {"name": "一" * 11}})

    assert {run.size for run in runs} == {8.5}
    assert (problem.code, problem.excess_mm) == ("DOES_NOT_FIT", 1.044)


def test_a_variant_keeps_its_selector(fonts: Fonts) -> None:
    (run,) = signs(fonts, vertical("葛\U000e0102"))

    assert run.text == "葛\U000e0102"
    assert run.font != fonts.faces["mincho"][1].hash


def test_a_sign_without_a_glyph_is_refused(fonts: Fonts) -> None:
    (problem,) = problems(fonts, vertical("😀"), {})

    assert problem.code == "NO_GLYPH"


def test_without_a_value_nothing_is_written(fonts: Fonts) -> None:
    assert texts(fonts, vertical("", bind={"field": "notifier.name"}), {}) == []
