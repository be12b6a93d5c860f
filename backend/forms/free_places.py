"""Where on a printed page there is no ink: room for marks that must not cover the form. Pure."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from backend.forms.display_list import Image, Item, Line, Page, Rect
from backend.forms.regression import Box, box_of

CELL = 2.0  # mm
CLEAR = 0.3  # mm around ink
_WHOLE = 0.5  # of the page: a picture this large is the form itself, and mostly white


def free_place(page: Page, size: tuple[float, float], edge: float) -> tuple[float, float]:
    """The left upper corner of a place of a size, ``edge`` from the paper's edges at least.

    The lower left corner if nothing is there, else the free place nearest to an edge of the paper;
    where all is full, that with the least ink under it.
    """
    ink = _Ink(page)
    rows, columns = (
        _steps(edge, whole - edge - length)
        for whole, length in ((page.height, size[1]), (page.width, size[0]))
    )
    places = [(x, y) for y in reversed(rows) for x in columns]

    def order(place: tuple[float, float]) -> tuple[int, float, float]:
        x, y = place
        sides = (x, y, page.width - x - size[0], page.height - y - size[1])
        from_corner = math.hypot(x - edge, page.height - edge - size[1] - y)
        return ink.under(x, y, *size), min(sides), from_corner

    return min(places, key=order)


def _steps(first: float, last: float) -> list[float]:
    """Places from the first to the last, the last among them."""
    if last <= first:
        return [first]
    return [*(first + CELL * n for n in range(int((last - first) / CELL))), last]


class _Ink:
    """Which cells of a page have ink, summed up so that any rectangle is looked at in one step."""

    def __init__(self, page: Page) -> None:
        self.columns = math.ceil(page.width / CELL)
        self.rows = math.ceil(page.height / CELL)
        cells = [bytearray(self.columns) for _ in range(self.rows)]
        for box in _inked(page):
            left, right = self._cells(box.x, box.w, self.columns)
            top, bottom = self._cells(box.y, box.h, self.rows)
            for row in cells[top:bottom]:
                row[left:right] = b"\x01" * (right - left)
        self._sums = [[0] * (self.columns + 1)]
        for row in cells:
            self._sums.append(_added(self._sums[-1], row))

    def under(self, x: float, y: float, w: float, h: float) -> int:
        """How many cells with ink there are in a rectangle."""
        left, right = self._cells(x, w, self.columns)
        top, bottom = self._cells(y, h, self.rows)
        above, below = self._sums[top], self._sums[bottom]
        return below[right] - below[left] - above[right] + above[left]

    @staticmethod
    def _cells(start: float, length: float, most: int) -> tuple[int, int]:
        """The first cell, and the one behind the last."""
        first, last = int((start - CLEAR) // CELL), math.ceil((start + length + CLEAR) / CELL)
        first = min(max(first, 0), most)
        return first, min(max(last, first), most)


def _added(above: Sequence[int], row: Iterable[int]) -> list[int]:
    sums, along = [0], 0
    for position, cell in enumerate(row, start=1):
        along += cell
        sums.append(above[position] + along)
    return sums


def _inked(page: Page) -> Iterator[Box]:
    """The rectangles that may have ink; of a frame and a line only what is drawn."""
    for item in page.items:
        if isinstance(item, Line):
            yield from (_between(*pair) for pair in pairwise(item.points))
        elif isinstance(item, Rect) and not item.fill:
            yield from _frame(item)
        elif not _is_whole(item, page):
            yield box_of(item)


def _is_whole(item: Item, page: Page) -> bool:
    return isinstance(item, Image) and item.w * item.h > page.width * page.height * _WHOLE


def _between(one: tuple[float, float], other: tuple[float, float]) -> Box:
    (x, y), (right, bottom) = map(min, one, other), map(max, one, other)
    return Box(x, y, right - x, bottom - y)


def _frame(item: Rect) -> Iterator[Box]:
    x, y, right, bottom = item.x, item.y, item.x + item.w, item.y + item.h
    yield from (Box(x, y, item.w, 0), Box(x, bottom, item.w, 0))
    yield from (Box(x, y, 0, item.h), Box(right, y, 0, item.h))
