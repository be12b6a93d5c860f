import pytest

from backend.forms.fonts import Fonts
from backend.forms.line_breaking import break_lines


def lines(fonts: Fonts, text: str, width: float) -> list[str]:
    glyphs, _ = fonts.shape("mincho", text)
    return ["".join(glyph.text for glyph in line) for line in break_lines(glyphs, width)]


@pytest.mark.parametrize(
    ("text", "width", "broken"),
    [
        ("あいうえお", 3, ["あいう", "えお"]),
        ("あいう、えお", 3, ["あい", "う、え", "お"]),
        ("あい（うえ）", 3, ["あい", "（う", "え）"]),
        ("ああメゾーン", 4, ["ああメ", "ゾーン"]),
        ("佐々木々", 3, ["佐々", "木々"]),
        ("ちょっと", 1, ["ち", "ょ", "っ", "と"]),
    ],
)
def test_no_line_starts_or_ends_with_a_character_that_must_not(
    fonts: Fonts, text: str, width: float, broken: list[str]
) -> None:
    assert lines(fonts, text, width) == broken


def test_a_wide_space_is_kept_and_hangs_over_the_end_of_its_line(fonts: Fonts) -> None:
    assert lines(fonts, "山田\u3000\u3000太郎", 3) == ["山田\u3000\u3000", "太郎"]


def test_a_latin_word_stays_whole_while_it_fits(fonts: Fonts) -> None:
    assert lines(fonts, "館Building", 4.5) == ["館", "Building"]


def test_a_word_wider_than_the_line_is_broken_anywhere(fonts: Fonts) -> None:
    broken = lines(fonts, "WIJEYESEKERA", 4)

    assert "".join(broken) == "WIJEYESEKERA"
    assert len(broken) == 3


def test_nothing_is_lost_when_lines_are_broken(fonts: Fonts) -> None:
    text = "みどり野市\u3000中央一丁目２番３号（Building East）「第一コーポ」２０１"

    assert "".join(lines(fonts, text, 5)) == text
