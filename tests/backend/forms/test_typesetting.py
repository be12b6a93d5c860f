import pytest

from backend.forms.fonts import Fonts
from backend.forms.typesetting import MM_PER_POINT, TextStyle, set_text

EM = 10 * MM_PER_POINT  # 10 points: 3.528 mm


def style(**keys: object) -> TextStyle:
    return TextStyle.from_keys(keys, TextStyle(font="mincho", size=10))


def test_a_text_stands_in_the_middle_of_its_height_on_one_baseline(fonts: Fonts) -> None:
    setting = set_text("山田", 30, 10, style(), fonts)

    top = (10 - EM) / 2
    assert [(run.x, run.y) for run in setting.runs] == [(0, round(top + 1802 / 2048 * EM, 3))]
    assert setting.runs[0].offsets == (0, round(EM, 3))


@pytest.mark.parametrize(("align", "x"), [("left", 1), ("center", 15 - EM), ("right", 29 - 2 * EM)])
def test_a_text_is_aligned_within_its_padding(fonts: Fonts, align: str, x: float) -> None:
    setting = set_text("山田", 30, 10, style(align=align, padding=1), fonts)

    assert setting.runs[0].x == round(x, 3)


def test_equal_spacing_reaches_from_edge_to_edge(fonts: Fonts) -> None:
    setting = set_text("生年月", 30, 10, style(align="equal", padding=2), fonts)

    run = setting.runs[0]
    assert run.x == 2
    assert run.offsets == (0, round((26 - EM) / 2, 3), round(26 - EM, 3))


def test_equal_spacing_of_one_character_stands_in_the_middle(fonts: Fonts) -> None:
    setting = set_text("印", 30, 10, style(align="equal", padding=2), fonts)

    assert setting.runs[0].x == round((30 - EM) / 2, 3)


@pytest.mark.parametrize(
    ("valign", "top"), [("top", 1), ("middle", (10 - EM) / 2), ("bottom", 9 - EM)]
)
def test_a_text_keeps_its_distance_from_top_and_bottom(
    fonts: Fonts, valign: str, top: float
) -> None:
    setting = set_text("山", 30, 10, style(valign=valign, paddingY=1), fonts)

    assert setting.runs[0].y == round(top + 1802 / 2048 * EM, 3)


def test_a_text_too_wide_to_stand_is_refused_with_the_millimetres(fonts: Fonts) -> None:
    setting = set_text("山田太郎", 10, 10, style(fit="refuse"), fonts)

    assert setting.excess_mm == round(4 * EM - 10, 3)


def test_shrinking_takes_the_largest_size_that_fits(fonts: Fonts) -> None:
    setting = set_text("山田太郎", 10, 10, style(fit="shrink", minSize=6), fonts)

    # 10 mm over four characters are 7.087 points
    assert setting.size == 7.0
    assert setting.excess_mm == 0


def test_shrinking_stops_at_the_floor_and_tells_the_millimetres(fonts: Fonts) -> None:
    setting = set_text("山田太郎左衛門", 10, 10, style(fit="shrink", minSize=6), fonts)

    assert setting.size == 6.0
    assert setting.excess_mm == round(7 * 6 * MM_PER_POINT - 10, 3)


def test_shrinking_never_makes_a_text_larger(fonts: Fonts) -> None:
    setting = set_text("山", 100, 100, style(fit="shrink", minSize=12), fonts)

    assert setting.size == 10.0


def test_wrapping_fills_lines_and_refuses_what_is_too_high(fonts: Fonts) -> None:
    fitting = set_text("山田太郎次郎", 8, 15, style(fit="wrap", leading=1.5), fonts)
    too_high = set_text("山田太郎次郎", 8, 11, style(fit="wrap", leading=1.5), fonts)

    needed = EM * (1 + 2 * 1.5)
    assert [run.text for run in fitting.runs] == ["山田", "太郎", "次郎"]
    assert fitting.excess_mm == 0
    assert too_high.excess_mm == round(needed - 11, 3)


def test_wrapped_lines_lie_one_leading_apart(fonts: Fonts) -> None:
    setting = set_text("山田太郎", 8, 20, style(fit="wrap", leading=1.5), fonts)

    first, second = setting.runs
    assert round(second.y - first.y, 3) == round(EM * 1.5, 3)


def test_shrink_and_wrap_wraps_first_and_shrinks_only_as_far_as_needed(fonts: Fonts) -> None:
    setting = set_text("あ" * 12, 20, 7.5, style(fit="shrinkWrap", minSize=5), fonts)

    # 3 lines of 5 at 10 points are 14.1 mm high; two lines of 6 fit at 9.4 points
    assert (setting.size, [len(run.text) for run in setting.runs]) == (9.4, [6, 6])


def test_a_line_feed_of_the_text_is_a_line_break(fonts: Fonts) -> None:
    setting = set_text("職\n員", 10, 20, style(), fonts)

    assert [run.text for run in setting.runs] == ["職", "員"]


def test_a_line_of_two_fonts_has_one_baseline_and_two_runs(fonts: Fonts) -> None:
    setting = set_text("吉𠮷吉", 30, 10, style(font="gothic"), fonts)

    assert [run.text for run in setting.runs] == ["吉", "𠮷", "吉"]
    assert len({run.y for run in setting.runs}) == 1
    assert [run.x for run in setting.runs] == [0, round(EM, 3), round(2 * EM, 3)]


def test_an_empty_text_sets_nothing(fonts: Fonts) -> None:
    setting = set_text("", 10, 10, style(), fonts)

    assert (setting.runs, setting.faults, setting.excess_mm) == ((), (), 0)
