"""What is added to a display list on its way to a printer: an offset, a scale in millimetres."""

from collections.abc import Iterator
from dataclasses import replace

from backend.forms.display_list import DisplayList, GlyphRun, Item, Line, Page, moved, rounded
from backend.forms.fonts import Fonts, opened_font
from backend.forms.typesetting import TextStyle, set_text

_SCALE_MM = 10  # how long the scale is
_MARGIN = 6.0  # from the corner of the sheet; printers leave some millimetres blank
_TICKS = {0: 3.0, 5: 2.2, 10: 3.0}  # the other millimetres have short ones
_TICK = 1.4
_WIDTH = 0.1
_WORDS = TextStyle(size=6)
_WORDS_BOX = (12.0, 3.0)


def offset(display_list: DisplayList, right_mm: float, down_mm: float) -> DisplayList:
    """Move all that is printed; the sheets stay as large as they are."""
    if not right_mm and not down_mm:
        return display_list
    pages = tuple(
        replace(page, items=tuple(moved(item, right_mm, down_mm) for item in page.items))
        for page in display_list.pages
    )
    return replace(display_list, pages=pages)


def scale_marks(page: Page, fonts: Fonts) -> tuple[Item, ...]:
    """A scale of 10 mm across and down in the upper left corner of a page.

    Measured on paper it tells what the printer adds: how far the corner of the two lines is from
    the edges of the sheet, less 6 mm, is the offset to take away; and whether 10 mm are 10 mm.
    """
    if page.width < 2 * (_MARGIN + _SCALE_MM) or page.height < 2 * (_MARGIN + _SCALE_MM):
        return ()
    return (*_lines(), *_words(fonts))


def _lines() -> Iterator[Line]:
    end = _MARGIN + _SCALE_MM
    yield _line((_MARGIN, _MARGIN), (end, _MARGIN))
    yield _line((_MARGIN, _MARGIN), (_MARGIN, end))
    for place in range(_SCALE_MM + 1):
        at, length = _MARGIN + place, _TICKS.get(place, _TICK)
        yield _line((at, _MARGIN), (at, _MARGIN + length))
        yield _line((_MARGIN, at), (_MARGIN + length, at))


def _line(start: tuple[float, float], end: tuple[float, float]) -> Line:
    return Line(points=(start, end), width=_WIDTH)


def _words(fonts: Fonts) -> Iterator[GlyphRun]:
    setting = set_text(f"{_SCALE_MM} mm", *_WORDS_BOX, _WORDS, fonts)
    for run in setting.runs:
        x, y = run.x + _MARGIN + _SCALE_MM + 1, run.y + _MARGIN - _WORDS_BOX[1] / 2
        yield replace(run, x=rounded(x), y=rounded(y))


def with_scale(display_list: DisplayList, fonts: Fonts) -> DisplayList:
    """Put the scale onto every page; it is not moved with what is printed before it."""
    pages, used = [], dict(display_list.fonts)
    for page in display_list.pages:
        marks = scale_marks(page, fonts)
        used.update(
            {mark.font: opened_font(mark.font).name for mark in marks if isinstance(mark, GlyphRun)}
        )
        pages.append(replace(page, items=(*page.items, *marks)))
    return replace(display_list, pages=tuple(pages), fonts=used)
