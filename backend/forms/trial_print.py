"""A test print: the form with «試し刷り» in its margin and a scale of 10 mm where nothing stands.

Held against a ruler the scale shows whether the printer keeps the size. Beside it stands how far
its corner is from the left and the lower edge of the paper: what it is off is the printer's offset.
"""

from collections.abc import Iterator
from dataclasses import replace

from backend.forms.display_list import DisplayList, GlyphRun, Item, Line, Page
from backend.forms.fonts import Fonts
from backend.forms.free_places import free_place
from backend.forms.regression import page_of, words

SCALE_MM = 10
EDGE = 5.0  # mm of the paper's edge that many printers leave blank
SAID = 13.0  # mm: room for what is written beside the scale
BLOCK = (SCALE_MM + 1 + SAID, SCALE_MM + 0.0)
INK = "#0050b4"


def as_test_print(printed: DisplayList, fonts: Fonts, *, has_scale: bool = True) -> DisplayList:
    """The pages of a form with the marks of a test print over them."""
    pages, used = [], dict(printed.fonts)
    for page in printed.pages:
        x, y = free_place(page, BLOCK, EDGE) if has_scale else (0.0, 0.0)
        marks = _marks(page, fonts, (x, y) if has_scale else None)
        used.update(marks.fonts)
        scale = tuple(_scale(x, y + SCALE_MM)) if has_scale else ()
        pages.append(replace(page, items=(*page.items, *marks.pages[0].items, *scale)))
    return replace(printed, pages=tuple(pages), fonts=dict(sorted(used.items())))


def _marks(page: Page, fonts: Fonts, scale: tuple[float, float] | None) -> DisplayList:
    labels = [words("notice", "試し刷り", page.width - 25, 1, 20, 4)]
    if scale is not None:
        x, y = scale
        below = page.height - y - SCALE_MM
        said = (f"{SCALE_MM} mm", f"左端から {x:g} mm", f"下端から {below:g} mm")
        labels += [
            words(f"scale{row}", text, x + SCALE_MM + 1, y + row * 3, SAID, 3)
            for row, text in enumerate(said)
        ]
    marks = page_of((page.width, page.height), labels, fonts)
    colored = [
        replace(one, items=tuple(_in_ink(item) for item in one.items)) for one in marks.pages
    ]
    return replace(marks, pages=tuple(colored))


def _in_ink(item: Item) -> Item:
    return replace(item, color=INK) if isinstance(item, GlyphRun | Line) else item


def _scale(x: float, y: float) -> Iterator[Line]:
    """A corner of two lines of 10 mm with a tick each millimetre."""
    yield Line(((x, y - SCALE_MM), (x, y), (x + SCALE_MM, y)), 0.1, color=INK)
    for step in range(1, SCALE_MM + 1):
        length = 2.0 if step % 5 == 0 else 1.0
        yield Line(((x + step, y), (x + step, y - length)), 0.1, color=INK)
        yield Line(((x, y - step), (x + length, y - step)), 0.1, color=INK)
