"""Fonts of another make than the usual ones: made here, a few glyphs each."""

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from backend.forms.errors import FontUnavailableError
from backend.forms.fonts import FontSettings, open_fonts
from backend.forms.layout import lay_out
from backend.forms.pdf import paint
from tests.backend.forms.builders import INFO, element, form, painted_glyphs

GLYPHS = [".notdef", "space", "unused", "square", "double", "variant"]
SQUARE = [(100, 0), (100, 400), (500, 400), (500, 0)]


def draw_square(pen: TTGlyphPen | T2CharStringPen) -> None:
    pen.moveTo(SQUARE[0])
    for point in SQUARE[1:]:
        pen.lineTo(point)
    pen.closePath()


def build(path: Path, name: str, *, fs_type: int = 0, cubic: bool = False) -> None:
    builder = FontBuilder(1000, isTTF=not cubic)
    builder.setupGlyphOrder(GLYPHS)
    cmap = {0x20: "space", 0x53E3: "square", 0x56DE: "double"}
    builder.setupCharacterMap(cmap, uvs=[(0x53E3, 0xE0100, "variant"), (0x56DE, 0xE0101, None)])
    if cubic:
        pens = {glyph: T2CharStringPen(1000, None) for glyph in GLYPHS}
        draw_square(pens["square"])
        strings = {glyph: pen.getCharString() for glyph, pen in pens.items()}
        builder.setupCFF(name, {}, strings, {})
    else:
        builder.setupGlyf(true_type_outlines())
    builder.setupHorizontalMetrics({glyph: (1000, 0) for glyph in GLYPHS})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(fsType=fs_type)
    builder.setupPost()
    builder.save(path)


def true_type_outlines() -> dict[str, object]:
    pens = {glyph: TTGlyphPen({"square": None, "double": None}) for glyph in GLYPHS}
    draw_square(pens["square"])
    pens["double"].addComponent("square", (1, 0, 0, 1, 0, 0))
    pens["double"].addComponent("square", (0.5, 0, 0, 0.5, 400, 400))
    pens["variant"].addComponent("double", (1, 0, 0, 1, 50, 0))
    return {glyph: pen.glyph() for glyph, pen in pens.items()}


def settings(folder: Path, name: str) -> FontSettings:
    return FontSettings(mincho=(name, "IPAmjMincho"), folders=(folder,))


def moved(by: float, scale: float = 1, up: float = 0) -> set[object]:
    return {(x * scale + by, y * scale + up) for x, y in SQUARE}


def test_a_glyph_made_of_others_is_painted_with_them(tmp_path: Path) -> None:
    build(tmp_path / "parts.ttf", "MadoguchiParts")
    fonts = open_fonts(settings(tmp_path, "MadoguchiParts"))
    name = element("text", bind={"field": "notifier.name"})
    values = {"notifier": {"name": "回口\U000e0100回\U000e0101山"}}

    glyphs = painted_glyphs(paint([lay_out(form(name), values, fonts)], INFO))

    corners = [
        {points[-1] for operator, points in glyph.outline if operator in ("moveTo", "lineTo")}
        for glyph in glyphs[:3]
    ]
    double = moved(0) | moved(400, 0.5, 400)
    variant = moved(50) | moved(450, 0.5, 400)
    assert [glyph.text for glyph in glyphs] == ["回", "口\U000e0100", "回\U000e0101", "山"]
    assert [glyph.font for glyph in glyphs] == ["MadoguchiParts"] * 3 + ["IPAmjMincho"]
    assert corners == [double, variant, double]


def test_a_font_that_may_not_be_embedded_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "restricted.ttf", "MadoguchiRestricted", fs_type=2)

    with pytest.raises(FontUnavailableError, match="埋め込みが許可されていません"):
        open_fonts(settings(tmp_path, "MadoguchiRestricted"))


def test_a_font_of_cubic_outlines_is_refused(tmp_path: Path) -> None:
    build(tmp_path / "cubic.otf", "MadoguchiCubic", cubic=True)

    with pytest.raises(FontUnavailableError, match="TrueType 形式ではありません"):
        open_fonts(settings(tmp_path, "MadoguchiCubic"))


def test_a_broken_file_among_the_fonts_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.ttf").write_bytes(b"not a font")

    fonts = open_fonts(FontSettings(folders=(tmp_path,)))

    assert fonts.files[0].name == "IPAmjMincho"
