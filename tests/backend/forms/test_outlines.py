"""Outlines read from the mapped table are those that fontTools reads."""

import re
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from backend.forms.fonts import FontFile, Fonts, _open
from backend.forms.outlines import outline_path

Segment = tuple[tuple[float, float], ...]
CHARACTERS = "山田太郎葛邉龍響鬱あアｱ１1AaBgQ@&（）、。ー…々〆①令"


def segments_of_path(path: str) -> list[Segment]:
    """Lines and curves of a path of relative commands, y upwards again."""
    found: list[Segment] = []
    x = y = 0.0
    start = reflected = (0.0, 0.0)
    for command, text in re.findall(r"([a-z])([^a-z]*)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", text)]
        points = [
            (x + right, y - down) for right, down in zip(numbers[::2], numbers[1::2], strict=True)
        ]
        if command == "t":
            points = [reflected, *points]
        if command == "z":
            points = [start]
        if command != "m" and points[-1] != (x, y):
            found.append(((x, y), *points))
        if len(points) == 2:
            reflected = (2 * points[1][0] - points[0][0], 2 * points[1][1] - points[0][1])
        x, y = points[-1]
        start = points[-1] if command == "m" else start
    return sorted(found)


def segments_of_font(font: TTFont, name: str) -> list[Segment]:
    """The same of fontTools' drawing."""
    glyph_set = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyph_set)
    glyph_set[name].draw(pen)
    found: list[Segment] = []
    at = start = (0.0, 0.0)
    for operator, points in pen.value:
        if operator == "moveTo":
            at = start = points[0]
        elif operator == "qCurveTo":
            handles = list(points)
            if handles[-1] is None:
                handles.pop()
                at = start = _middle(handles[-1], handles[0])
                handles.append(start)
            for index, handle in enumerate(handles[:-1]):
                is_last = index == len(handles) - 2
                end = handles[-1] if is_last else _middle(handle, handles[index + 1])
                found.append((at, handle, end))
                at = end
        else:
            end = start if operator == "closePath" else points[0]
            if end != at:
                found.append((at, end))
            at = end
    return sorted(found)


def _middle(one: Any, other: Any) -> tuple[float, float]:
    return ((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)


@pytest.mark.parametrize("face", ["mincho", "gothic"])
def test_outlines_are_those_of_the_font(fonts: Fonts, face: str) -> None:
    glyphs, faults = fonts.shape(face, CHARACTERS)

    assert faults == []
    with ExitStack() as stack:
        opened = {
            font.hash: stack.enter_context(TTFont(font.path, lazy=True)) for font in fonts.files
        }
        for glyph in glyphs:
            expected = segments_of_font(opened[glyph.font.hash], glyph.font.glyph_names[glyph.id])
            assert segments_of_path(outline_path(glyph.font, glyph.id)) == expected


def test_a_space_has_no_outline(fonts: Fonts) -> None:
    (space,), _ = fonts.shape("gothic", "　")

    assert outline_path(space.font, space.id) == ""


def test_a_path_is_of_relative_commands_alone(fonts: Fonts) -> None:
    glyphs, _ = fonts.shape("gothic", CHARACTERS)

    for glyph in glyphs:
        path = outline_path(glyph.font, glyph.id)
        assert re.fullmatch(r"(m-?[\d.]+[ -][\d.]+([lqt][-\d. ]+)*z)+", path)


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> FontFile:
    """A font with a glyph made of others: moved, scaled, turned, and without a point on it."""
    builder = FontBuilder(1000, isTTF=True)
    names = [".notdef", "square", "ring", "pair", "turned"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x41: "square", 0x42: "ring", 0x43: "pair", 0x44: "turned"})
    square, ring = TTGlyphPen(None), TTGlyphPen(None)
    square.moveTo((0, 0))
    for point in ((0, 400), (300, 400), (300, 0)):
        square.lineTo(point)
    square.closePath()
    ring.qCurveTo((0, 500), (500, 500), (500, 0), (0, 0), None)
    ring.closePath()
    made = {".notdef": TTGlyphPen(None).glyph(), "square": square.glyph(), "ring": ring.glyph()}
    pair = TTGlyphPen(made)
    pair.addComponent("square", (1, 0, 0, 1, 100, -50))
    pair.addComponent("ring", (0.5, 0, 0, 0.5, 600, 0))
    turned = TTGlyphPen(made)
    turned.addComponent("square", (0, 1, -1, 0, 400, 10))
    turned.addComponent("ring", (0.5, 0, 0, -0.25, 0, 0))
    made.update(pair=pair.glyph(), turned=turned.glyph())
    builder.setupGlyf(made)
    builder.setupHorizontalMetrics({name: (1000, 0) for name in names})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupOS2()
    builder.setupPost()
    builder.setupNameTable({"psName": "Composed"})
    path = Path(tmp_path_factory.mktemp("fonts")) / "composed.ttf"
    content = BytesIO()
    builder.save(content)
    path.write_bytes(content.getvalue())
    return _open("Composed", path)


@pytest.mark.parametrize("name", ["square", "ring", "pair", "turned"])
def test_glyphs_made_of_others_are_put_together(composed: FontFile, name: str) -> None:
    with TTFont(composed.path) as font:
        expected = segments_of_font(font, name)

    path = outline_path(composed, composed.glyph_names.index(name))

    assert segments_of_path(path) == expected
