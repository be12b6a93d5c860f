"""Where a line of Japanese may end (禁則処理): pure functions on glyphs."""

from collections.abc import Iterator, Sequence

from backend.forms.characters import IDEOGRAPHIC_SPACE
from backend.forms.fonts import Glyph

NOT_AT_LINE_START = frozenset(
    "、。，．,.・：；:;？！?!ヽヾゝゞ々〻ー－―～〜…‥）］｝〕〉》」』】)]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜％℃"
)
NOT_AT_LINE_END = frozenset("（［｛〔〈《「『【([{￥＄¥$")
_SPACES = frozenset({" ", IDEOGRAPHIC_SPACE})


def break_lines(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """Break glyphs into lines at most ``width`` em wide.

    Spaces at the end of a line hang over it, so that no line begins with one. A piece wider than
    the line is broken anywhere: an address in Latin letters must not run out of its box.
    """
    lines: list[list[Glyph]] = [[]]
    room = width
    for piece in _pieces(glyphs):
        needed = _visible_width(piece)
        if needed > room + 1e-9 and lines[-1]:
            lines.append([])
            room = width
        for chunk in _chunks(piece, width):
            if chunk is not piece and lines[-1]:
                lines.append([])
                room = width
            lines[-1].extend(chunk)
            room -= sum(glyph.advance for glyph in chunk)
    return lines


def _pieces(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Split glyphs where a line may end."""
    piece: list[Glyph] = []
    for glyph in glyphs:
        if piece and _may_break(piece[-1].text[0], glyph.text[0]):
            yield piece
            piece = []
        piece.append(glyph)
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _SPACES or after in NOT_AT_LINE_START or before in NOT_AT_LINE_END:
        return False
    return not (_is_latin(before) and _is_latin(after))


def _is_latin(char: str) -> bool:
    return char.isascii() and (char.isalnum() or char in "-'/&@_")


def _chunks(piece: list[Glyph], width: float) -> Iterator[list[Glyph]]:
    if _visible_width(piece) <= width + 1e-9:
        yield piece
        return
    chunk: list[Glyph] = []
    used = 0.0
    for glyph in piece:
        if chunk and used + glyph.advance > width + 1e-9 and glyph.text not in _SPACES:
            yield chunk
            chunk, used = [], 0.0
        chunk.append(glyph)
        used += glyph.advance
    yield chunk


def _visible_width(glyphs: Sequence[Glyph]) -> float:
    """Return the width in em without the spaces at the end."""
    end = len(glyphs)
    while end and glyphs[end - 1].text in _SPACES:
        end -= 1
    return sum(glyph.advance for glyph in glyphs[:end])
