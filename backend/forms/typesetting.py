"""Text set into a box: size, lines, spacing and baselines, by the rule that its field names.

Positions are millimetres relative to the box's top left corner. A text that does not fit is not
cut: the millimetres too much are returned, and the caller refuses to print.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate
from typing import Any

from backend.forms.characters import CharacterFault
from backend.forms.display_list import BLACK, GlyphRun, rounded
from backend.forms.fonts import DEFAULT_FACE, Fonts, Glyph
from backend.forms.line_breaking import break_lines

MM_PER_POINT = 25.4 / 72
_SIZE_STEP = 0.1  # points; sizes between are not told apart by eye
_TOLERANCE = 0.005  # mm; what rounding may add


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text stands in its box. Sizes in points, padding in millimetres.

    ``padding`` keeps the text off the sides of the box, ``padding_y`` off its top and bottom.
    """

    font: str = DEFAULT_FACE
    size: float = 10.0
    min_size: float = 6.0
    align: str = "left"
    valign: str = "middle"
    fit: str = "refuse"
    leading: float = 1.25
    padding: float = 0.0
    padding_y: float = 0.0
    color: str = BLACK

    def __post_init__(self) -> None:
        # 9 and 9.0 are one key of the caches and two spellings in the hash that a signature is
        # bound to: what a process had set before must not decide which.
        for name in ("size", "min_size", "leading", "padding", "padding_y"):
            object.__setattr__(self, name, float(getattr(self, name)))

    @classmethod
    def from_keys(cls, keys: Mapping[str, Any], defaults: "TextStyle") -> "TextStyle":
        """Read the ``style`` of an element; what it leaves out is the kind's own default."""
        return _style(defaults, tuple(sorted(keys.items()))) if keys else defaults


@lru_cache(maxsize=1024)
def _style(defaults: TextStyle, keys: tuple[tuple[str, Any], ...]) -> TextStyle:
    names = {"minSize": "min_size", "paddingY": "padding_y"}
    known = TextStyle.__dataclass_fields__
    changes = {names.get(key, key): value for key, value in keys}
    return replace(defaults, **{key: value for key, value in changes.items() if key in known})


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as set: its runs, the characters it could not print, the millimetres too much."""

    runs: tuple[GlyphRun, ...] = ()
    faults: tuple[CharacterFault, ...] = ()
    excess_mm: float = 0.0
    size: float = 0.0


def set_text(text: str, width: float, height: float, style: TextStyle, fonts: Fonts) -> Setting:
    """Set a text into a box; line feeds are line breaks that the text itself asks for."""
    paragraphs, faults = _shape(text, style, fonts)
    if faults:
        return Setting(faults=tuple(faults))
    if not any(paragraphs):
        return Setting(size=style.size)
    fitted = _fit(paragraphs, width - 2 * style.padding, height - 2 * style.padding_y, style)
    return fitted.setting(width, height, style)


def text_width(text: str, size: float, face: str, fonts: Fonts) -> float:
    """Return the natural width of a text in millimetres."""
    glyphs, _ = fonts.shape(face, text)
    return sum(glyph.advance for glyph in glyphs) * size * MM_PER_POINT


def _shape(
    text: str, style: TextStyle, fonts: Fonts
) -> tuple[list[list[Glyph]], list[CharacterFault]]:
    paragraphs, faults = [], []
    for paragraph in text.split("\n"):
        glyphs, found = fonts.shape(style.font, paragraph)
        paragraphs.append(glyphs)
        faults.extend(found)
    return paragraphs, faults


@dataclass(frozen=True, slots=True)
class _Fitted:
    lines: list[list[Glyph]]
    size: float
    excess: float

    def setting(self, width: float, height: float, style: TextStyle) -> Setting:
        em = self.size * MM_PER_POINT
        tops = _line_tops(len(self.lines), em, height, style)
        runs: list[GlyphRun] = []
        for line, top in zip(self.lines, tops, strict=True):
            if line:
                runs.extend(_runs(line, self.size, top, width, style))
        excess = rounded(self.excess) if self.excess > _TOLERANCE else 0.0
        return Setting(runs=tuple(runs), excess_mm=excess, size=self.size)


def _fit(paragraphs: list[list[Glyph]], width: float, height: float, style: TextStyle) -> _Fitted:
    if style.fit == "shrink":
        return _shrink(paragraphs, width, height, style)
    wraps = style.fit in ("wrap", "shrinkWrap")
    fitted = _at_size(paragraphs, style.size, width, height, style, wraps)
    if style.fit == "shrinkWrap":
        size = style.size
        while fitted.excess > _TOLERANCE and size - _SIZE_STEP >= style.min_size - 1e-9:
            size = round(size - _SIZE_STEP, 1)
            fitted = _at_size(paragraphs, size, width, height, style, wraps)
    return fitted


def _shrink(
    paragraphs: list[list[Glyph]], width: float, height: float, style: TextStyle
) -> _Fitted:
    """Find the largest size that fits on the lines given, not below the floor."""
    widest = max(_width(line) for line in paragraphs)
    tallest = 1 + (len(paragraphs) - 1) * style.leading
    fitting = min(width / widest if widest else math.inf, height / tallest) / MM_PER_POINT
    size = math.floor(min(style.size, fitting + 1e-6) / _SIZE_STEP + 1e-6) * _SIZE_STEP
    size = round(max(size, min(style.min_size, style.size)), 1)
    return _at_size(paragraphs, size, width, height, style, wraps=False)


def _at_size(
    paragraphs: list[list[Glyph]],
    size: float,
    width: float,
    height: float,
    style: TextStyle,
    wraps: bool,
) -> _Fitted:
    em = size * MM_PER_POINT
    lines = paragraphs
    if wraps:
        lines = [line for paragraph in paragraphs for line in break_lines(paragraph, width / em)]
    needed_height = em * (1 + (len(lines) - 1) * style.leading)
    needed_width = max(_width(line) for line in lines) * em
    # A wrapped line may carry spaces that hang over its end; they print nothing.
    too_wide = 0.0 if wraps else needed_width - width
    return _Fitted(lines, size, max(too_wide, needed_height - height))


def _width(line: Sequence[Glyph]) -> float:
    return sum([glyph.advance for glyph in line])


def _line_tops(count: int, em: float, height: float, style: TextStyle) -> list[float]:
    """Return the top of each line's em square; the block as a whole is aligned."""
    pitch = em * style.leading
    block = em + (count - 1) * pitch
    first = {"top": style.padding_y, "bottom": height - block - style.padding_y}.get(
        style.valign, (height - block) / 2
    )
    return [first + index * pitch for index in range(count)]


def _runs(
    line: list[Glyph], size: float, top: float, width: float, style: TextStyle
) -> Iterator[GlyphRun]:
    """Place the glyphs of a line and split it where the font changes."""
    em = size * MM_PER_POINT
    positions = _positions(line, em, width, style)
    baseline = top + line[0].font.ascent * em
    start = 0
    for end in range(1, len(line) + 1):
        if end < len(line) and line[end].font is line[start].font:
            continue
        x = positions[start]
        yield GlyphRun(
            x=rounded(x),
            y=rounded(baseline),
            size=size,
            font=line[start].font.hash,
            glyphs=tuple([glyph.id for glyph in line[start:end]]),
            offsets=tuple([round(position - x, 3) for position in positions[start:end]]),
            text="".join([glyph.text for glyph in line[start:end]]),
            color=style.color,
        )
        start = end


def _positions(line: list[Glyph], em: float, width: float, style: TextStyle) -> list[float]:
    natural = _width(line) * em
    gap = 0.0
    if style.align == "equal" and len(line) > 1:
        gap = max(0.0, (width - 2 * style.padding - natural) / (len(line) - 1))
    start = _line_start(line, natural, width, style)
    steps = [glyph.advance * em + gap for glyph in line]
    return list(accumulate(steps[:-1], initial=start))


def _line_start(line: list[Glyph], natural: float, width: float, style: TextStyle) -> float:
    if style.align == "center" or (style.align == "equal" and len(line) == 1):
        return (width - natural) / 2
    if style.align == "right":
        return width - style.padding - natural
    return style.padding
