"""Where a line or column of Japanese may end (禁則処理): pure functions."""

from collections.abc import Iterator, Sequence
from typing import Protocol, TypeVar

from backend.forms.characters import IDEOGRAPHIC_SPACE


class Placed(Protocol):
    """What takes room in a line: a glyph, or what takes one place in a column."""

    @property
    def text(self) -> str:
        """Its characters."""

    @property
    def advance(self) -> float:
        """Its room, in em."""


G = TypeVar("G", bound=Placed)

NOT_AT_LINE_START = frozenset(
    "、。，．,.・：；:;？！?!ヽヾゝゞ々〻ー－―～〜…‥）］｝〕〉》」』】)]}"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ゛゜％℃"
)
NOT_AT_LINE_END = frozenset("（［｛〔〈《「『【([{￥＄¥$")
_SPACES = frozenset({" ", IDEOGRAPHIC_SPACE})


def break_lines(glyphs: Sequence[G], width: float) -> list[list[G]]:
    """Break glyphs into lines at most ``width`` em wide.

    Spaces at the end of a line hang over it, so that no line begins with one. A piece wider than
    the line is broken anywhere: an address in Latin letters must not run out of its box.
    """
    lines: list[list[G]] = [[]]
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


def _pieces(glyphs: Sequence[G]) -> Iterator[list[G]]:
    """Split glyphs where a line may end."""
    piece: list[G] = []
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


def _chunks(piece: list[G], width: float) -> Iterator[list[G]]:
    if _visible_width(piece) <= width + 1e-9:
        yield piece
        return
    chunk: list[G] = []
    used = 0.0
    for glyph in piece:
        if chunk and used + glyph.advance > width + 1e-9 and glyph.text not in _SPACES:
            yield chunk
            chunk, used = [], 0.0
        chunk.append(glyph)
        used += glyph.advance
    yield chunk


def _visible_width(glyphs: Sequence[Placed]) -> float:
    """Return the width in em without the spaces at the end."""
    end = len(glyphs)
    while end and glyphs[end - 1].text in _SPACES:
        end -= 1
    return sum(glyph.advance for glyph in glyphs[:end])
