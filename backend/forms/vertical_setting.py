"""Vertical text (縦書き): columns from the right, vertical forms of marks, two digits side by side.

Fonts carry vertical forms of punctuation, brackets, small kana and of ー and … (the feature
``vert``). Latin letters and digits stand upright in their full-width forms; exactly two digits
share one place (縦中横). ``align`` goes along a column, ``valign`` across the columns.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from backend.forms.characters import SPACES, CharacterFault
from backend.forms.display_list import GlyphRun, rounded
from backend.forms.fonts import Fonts, Glyph
from backend.forms.line_breaking import break_lines
from backend.forms.typesetting import MM_PER_POINT, Setting, TextStyle

_PARTS = re.compile(r"(?<![0-9])[0-9]{2}(?![0-9])|.", re.S)
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
# A hyphen lies across the column unless one of these, which have vertical forms, stands for it.
_HYPHENS = {"-": "\u2010\u2015", "\uff0d": "\u2010\u2015"}
_TWO_DIGITS = 0.96  # of an em: how wide two digits side by side may be
_STEP = 0.1  # points
_TOLERANCE = 0.005  # mm


@dataclass(frozen=True, slots=True)
class Cell:
    """What takes one place in a column: a glyph, or two digits side by side."""

    text: str
    advance: float
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    cells: Sequence[Sequence[Cell]]
    size: float
    excess: float


def set_vertical(text: str, width: float, height: float, style: TextStyle, fonts: Fonts) -> Setting:
    """Set a text into a box in columns; line feeds begin a new column."""
    paragraphs: list[list[Cell]] = []
    faults: list[CharacterFault] = []
    for paragraph in text.split("\n"):
        cells, found = _cells(paragraph, style, fonts)
        paragraphs.append(cells)
        faults.extend(found)
    if faults:
        return Setting(faults=tuple(faults))
    if not any(paragraphs):
        return Setting(size=style.size)
    columns = _fitting(paragraphs, width - 2 * style.padding, height - 2 * style.padding_y, style)
    excess = rounded(columns.excess) if columns.excess > _TOLERANCE else 0.0
    return Setting(tuple(_runs(columns, width, height, style)), (), excess, columns.size)


def _cells(text: str, style: TextStyle, fonts: Fonts) -> tuple[list[Cell], list[CharacterFault]]:
    cells: list[Cell] = []
    faults: list[CharacterFault] = []
    glyphs, faults = fonts.shape(style.font, text)
    if faults:
        return [], faults
    position = 0
    for part in _parts([glyph.text for glyph in glyphs]):
        own = glyphs[position : position + part]
        position += part
        cells.append(_pair(own) if part == 2 else _single(own[0], style, fonts))
    return cells, faults


def _parts(clusters: Sequence[str]) -> Iterator[int]:
    """How many clusters share a place: two for two digits that stand alone."""
    # A cluster with a selector counts as one sign that is no digit.
    signs = "".join(cluster if len(cluster) == 1 else "＊" for cluster in clusters)
    for match in _PARTS.finditer(signs):
        yield len(match.group())


def _pair(glyphs: Sequence[Glyph]) -> Cell:
    return Cell("".join(glyph.text for glyph in glyphs), 1.0, tuple(glyphs))


def _single(glyph: Glyph, style: TextStyle, fonts: Fonts) -> Cell:
    """The vertical form of a glyph; a Latin letter in its full-width form."""
    if glyph.text in SPACES:
        return Cell(glyph.text, glyph.advance, (glyph,))
    for char in _HYPHENS.get(glyph.text, glyph.text.translate(_FULL_WIDTH)):
        if (shown := _upright(char, style, fonts)) is not None:
            return Cell(glyph.text, 1.0, (replace(shown, text=glyph.text),))
    wide, faults = fonts.shape(style.font, glyph.text.translate(_FULL_WIDTH))
    shown = glyph if faults else replace(wide[0], text=glyph.text)
    return Cell(glyph.text, 1.0, (shown,))


def _upright(char: str, style: TextStyle, fonts: Fonts) -> Glyph | None:
    """The vertical form of a character, if its font has one."""
    glyphs, faults = fonts.shape(style.font, char)
    if faults:
        return None
    font = glyphs[0].font
    upright = font.vertical_forms.get(glyphs[0].id)
    return None if upright is None else Glyph(font, upright, char, font.advance(upright))


def _fitting(
    paragraphs: list[list[Cell]], width: float, height: float, style: TextStyle
) -> _Columns:
    wraps = style.fit in ("wrap", "shrinkWrap")
    columns = _at_size(paragraphs, style.size, width, height, style, wraps=wraps)
    if style.fit not in ("shrink", "shrinkWrap"):
        return columns
    size = style.size
    while columns.excess > _TOLERANCE and size - _STEP >= style.min_size - 1e-9:
        size = round(size - _STEP, 1)
        columns = _at_size(paragraphs, size, width, height, style, wraps=wraps)
    return columns


def _at_size(
    paragraphs: list[list[Cell]],
    size: float,
    width: float,
    height: float,
    style: TextStyle,
    *,
    wraps: bool,
) -> _Columns:
    em = size * MM_PER_POINT
    columns: Sequence[Sequence[Cell]] = paragraphs
    if wraps:
        columns = [column for cells in paragraphs for column in break_lines(cells, height / em)]
    needed_width = em * (1 + (len(columns) - 1) * style.leading)
    needed_height = max(_length(column) for column in columns) * em
    too_high = 0.0 if wraps else needed_height - height
    return _Columns(columns, size, max(too_high, needed_width - width))


def _length(column: Sequence[Cell]) -> float:
    return sum(cell.advance for cell in column)


def _runs(columns: _Columns, width: float, height: float, style: TextStyle) -> Iterator[GlyphRun]:
    em = columns.size * MM_PER_POINT
    pitch = em * style.leading
    block = em + (len(columns.cells) - 1) * pitch
    right = {"top": width - style.padding, "bottom": block + style.padding}.get(
        style.valign, (width + block) / 2
    )
    for index, column in enumerate(columns.cells):
        middle = right - em / 2 - index * pitch
        yield from _column(column, middle, columns.size, height, style)


def _column(
    column: Sequence[Cell], middle: float, size: float, height: float, style: TextStyle
) -> Iterator[GlyphRun]:
    em = size * MM_PER_POINT
    natural = _length(column) * em
    room = height - 2 * style.padding_y
    gap = max(0.0, (room - natural) / (len(column) - 1)) if _is_spread(column, style) else 0.0
    top = {"center": (height - natural) / 2, "right": height - style.padding_y - natural}.get(
        style.align, style.padding_y
    )
    if style.align == "equal" and len(column) == 1:
        top = (height - natural) / 2
    for cell in column:
        yield _placed(cell, middle, top, size, style)
        top += cell.advance * em + gap


def _is_spread(column: Sequence[Cell], style: TextStyle) -> bool:
    return style.align == "equal" and len(column) > 1


def _placed(cell: Cell, middle: float, top: float, size: float, style: TextStyle) -> GlyphRun:
    """A cell in the middle of its column; two digits are made smaller when they are too wide."""
    natural = sum(glyph.advance for glyph in cell.glyphs)
    if len(cell.glyphs) > 1 and natural > _TWO_DIGITS:
        smaller = size * _TWO_DIGITS / natural
        top += (size - smaller) * MM_PER_POINT / 2
        size = round(smaller, 2)
    em = size * MM_PER_POINT
    font = cell.glyphs[0].font
    offsets, place = [], 0.0
    for glyph in cell.glyphs:
        offsets.append(round(place * em, 3))
        place += glyph.advance
    return GlyphRun(
        x=rounded(middle - natural * em / 2),
        y=rounded(top + font.ascent * em),
        size=size,
        font=font.hash,
        glyphs=tuple(glyph.id for glyph in cell.glyphs),
        offsets=tuple(offsets),
        text=cell.text,
        color=style.color,
    )
