"""A test print: the form with «試し刷り» in its margin and a scale of 10 mm in its corner.

Held against a ruler the scale shows whether the printer keeps the size, and how far it is off.
"""

from collections.abc import Iterator
from dataclasses import replace

from backend.forms.display_list import DisplayList, GlyphRun, Item, Line, Page
from backend.forms.fonts import Fonts
from backend.forms.regression import page_of, words

SCALE_MM = 10
CORNER = (5.0, 5.0)  # of the scale, from the left and from the bottom edge
INK = "#0050b4"


def as_test_print(printed: DisplayList, fonts: Fonts, *, has_scale: bool = True) -> DisplayList:
    """The pages of a form with the marks of a test print over them."""
    pages, used = [], dict(printed.fonts)
    for page in printed.pages:
        marks = _marks(page, fonts, has_scale=has_scale)
        used.update(marks.fonts)
        scale = tuple(_scale(page.height)) if has_scale else ()
        pages.append(replace(page, items=(*page.items, *marks.pages[0].items, *scale)))
    return replace(printed, pages=tuple(pages), fonts=dict(sorted(used.items())))


def _marks(page: Page, fonts: Fonts, *, has_scale: bool) -> DisplayList:
    labels = [words("notice", "試し刷り", page.width - 25, 1, 20, 4)]
    if has_scale:
        text = f"{SCALE_MM} mm"
        labels.append(words("scale", text, CORNER[0] + SCALE_MM + 1, page.height - 8, 14, 4))
    marks = page_of((page.width, page.height), labels, fonts)
    colored = [
        replace(one, items=tuple(_in_ink(item) for item in one.items)) for one in marks.pages
    ]
    return replace(marks, pages=tuple(colored))


def _in_ink(item: Item) -> Item:
    return replace(item, color=INK) if isinstance(item, GlyphRun | Line) else item


def _scale(height: float) -> Iterator[Line]:
    """A corner of two lines of 10 mm with a tick each millimetre."""
    x, y = CORNER[0], height - CORNER[1]
    yield Line(((x, y - SCALE_MM), (x, y), (x + SCALE_MM, y)), 0.1, color=INK)
    for step in range(1, SCALE_MM + 1):
        length = 2.0 if step % 5 == 0 else 1.0
        yield Line(((x + step, y), (x + step, y - length)), 0.1, color=INK)
        yield Line(((x, y - step), (x + length, y - step)), 0.1, color=INK)
