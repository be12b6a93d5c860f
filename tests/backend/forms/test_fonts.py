from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from backend.forms.errors import FontUnavailableError
from backend.forms.fonts import Fonts, FontSettings, glyph_outline, open_fonts, opened_font


def test_the_first_font_that_has_the_sequence_prints_it(fonts: Fonts) -> None:
    mj_sequence, adobe_sequence = "葛\U000e0102", "葛\U000e0100"

    glyphs, faults = fonts.shape("mincho", mj_sequence + adobe_sequence)

    assert [(glyph.font.name, glyph.text) for glyph in glyphs] == [
        ("IPAmjMincho", mj_sequence),
        ("IPAexMincho", adobe_sequence),
    ]
    assert faults == []


def test_every_sequence_of_ipamj_has_the_glyph_of_its_variation_table(fonts: Fonts) -> None:
    mj = fonts.faces["mincho"][0]
    with TTFont(mj.path, lazy=True) as font:
        table = next(table for table in font["cmap"].tables if table.format == 14)
        wanted = {
            chr(base) + chr(selector): font.getGlyphID(name)
            for selector, records in table.uvsDict.items()
            for base, name in records
        }

    found = {sequence: mj.find_glyph(sequence) for sequence in wanted}

    assert len(wanted) == 11474
    assert found == wanted


def test_a_sequence_that_means_the_ordinary_glyph_takes_that_glyph(fonts: Fonts) -> None:
    gothic = fonts.faces["gothic"][0]
    with TTFont(gothic.path, lazy=True) as font:
        table = next(table for table in font["cmap"].tables if table.format == 14)
        selector, base = next(
            (selector, base)
            for selector, records in table.uvsDict.items()
            for base, name in records
            if name is None
        )
        ordinary = font.getGlyphID(font.getBestCmap()[base])

    assert gothic.find_glyph(chr(base) + chr(selector)) == ordinary


def test_a_sequence_that_no_font_has_is_a_fault_with_the_mj_name_of_its_base(
    fonts: Fonts,
) -> None:
    glyphs, faults = fonts.shape("mincho", "葛\U000e010a")

    assert glyphs == []
    assert [(fault.reason, fault.code_points, fault.mj_name) for fault in faults] == [
        ("NO_SEQUENCE", "U+845B U+E010A", "MJ022336")
    ]


@pytest.mark.parametrize("char", ["☒", "😀", "\U0002a708", "\U000f0000", "\U0010fffd"])
def test_a_character_that_no_font_has_is_a_fault(fonts: Fonts, char: str) -> None:
    glyphs, faults = fonts.shape("gothic", char)

    assert glyphs == []
    assert [(fault.reason, fault.character) for fault in faults] == [("NO_GLYPH", char)]


def test_a_glyph_without_outline_does_not_print_a_character_that_should_be_seen(
    fonts: Fonts,
) -> None:
    mj = fonts.faces["mincho"][0]
    blank = replace(mj, glyph_offsets=[0] * len(mj.glyph_offsets))

    found = [blank.find_glyph(char) for char in ("山", "葛\U000e0102", "\u3000", " ")]

    assert found == [None, None, mj.characters[0x3000], mj.characters[0x20]]


def test_each_fault_of_a_text_is_found(fonts: Fonts) -> None:
    glyphs, faults = fonts.shape("mincho", "山\u200f田☒\ud800")

    assert [glyph.text for glyph in glyphs] == ["山", "田"]
    assert [fault.reason for fault in faults] == ["DIRECTION", "NO_GLYPH", "SURROGATE"]


def test_four_byte_kanji_missing_in_gothic_are_printed_in_mincho(fonts: Fonts) -> None:
    glyphs, _ = fonts.shape("gothic", "吉𠮷")

    assert [glyph.font.name for glyph in glyphs] == ["IPAexGothic", "IPAmjMincho"]


def test_private_codes_follow_from_the_font_and_touch_none_of_its_characters(
    fonts: Fonts,
) -> None:
    mj = fonts.faces["mincho"][0]

    codes = mj.private_codes

    assert len(codes) == len(set(codes.values())) == 11474 + 3
    assert not {ord(code) for code in codes.values()} & set(mj.characters)
    assert codes["\u3000"] == "\U000f0002"


def test_fonts_opened_twice_are_the_same_objects(fonts: Fonts) -> None:
    again = open_fonts(FontSettings())

    assert again.files[0] is fonts.files[0]
    assert opened_font(fonts.files[0].hash) is fonts.files[0]


def test_a_font_that_is_not_installed_is_refused_by_name() -> None:
    settings = FontSettings(mincho=("IPAmjMincho", "AcgjMincho"))

    with pytest.raises(FontUnavailableError) as refusal:
        open_fonts(settings)

    assert refusal.value.message == "書体が見つかりません: AcgjMincho"


def test_a_font_that_nobody_opened_is_refused() -> None:
    with pytest.raises(FontUnavailableError, match="開かれていません"):
        opened_font("0" * 16)


def test_a_folder_of_the_settings_comes_before_the_system_folders(
    tmp_path: Path, fonts: Fonts
) -> None:
    copy = tmp_path / "mj.ttf"
    copy.symlink_to(fonts.files[0].path)

    found = open_fonts(FontSettings(folders=(tmp_path,)))

    assert found.files[0].path == copy


def test_an_outline_is_given_as_a_path(fonts: Fonts) -> None:
    mj = fonts.files[0]

    path = glyph_outline(mj.hash, mj.characters[ord("一")])

    assert path.startswith("M")
    assert path.endswith("Z")
