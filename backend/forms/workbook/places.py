"""Where one writes: the empty cell right of a label or below it, a row of boxes, a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from backend.forms.workbook.lines import Borders
from backend.forms.workbook.sheet import Region, Sheet
from backend.forms.workbook.words import (
    ERA,
    choices_in,
    context_of,
    date_place,
    known_label,
    plain,
)

MOST_ROWS_BELOW = 60
MOST_ROWS_UP = 40
FEWEST_BOXES = 4
MOST_OF_A_DATE = 40  # columns, on grid paper
DATE_BEGUN = re.compile(rf"^(?:(?:{ERA}|[・･/、,.])*)年?月?日?生?$")


@dataclass(frozen=True)
class Place:
    """A region to write in; its words where it offers choices or a date; its boxes of a comb."""

    region: Region
    text: str = ""
    boxes: tuple[Region, ...] = ()


class Places:
    """Finds places on a sheet."""

    def __init__(self, sheet: Sheet, borders: Borders) -> None:
        self.sheet, self.borders = sheet, borders

    def of_label(self, label: Region) -> Place | None:
        """The place that a label speaks of: to its right, else below it."""
        right = self._right_of(label)
        is_divided = self.borders.is_left_of(label.right + 1, range(label.top, label.bottom + 1))
        if right is not None and (is_divided or right.text):
            return right
        return self.below(label) or right

    def _right_of(self, label: Region) -> Place | None:
        row, column = label.top, label.right + 1
        if not self.sheet.holds(row, column):
            return None
        first = self.sheet.region(row, column)
        text = self.sheet.text(first)
        date = self._split_date(first)
        if date is not None or text:
            return date or (Place(first, text) if is_pattern(text) else None)
        comb = self._comb(first)
        if comb is not None:
            return comb
        top, bottom = first.top, max(first.bottom, label.bottom)
        right = first.right
        while self._goes_on_right(top, bottom, right + 1):
            right = self.sheet.region(top, right + 1).right
        region = Region(top, first.left, bottom, right)
        return Place(region) if self._is_bounded(region) else None

    def _goes_on_right(self, top: int, bottom: int, column: int) -> bool:
        rows = range(top, bottom + 1)
        if not self.sheet.holds(top, column) or self.borders.is_left_of(column, rows):
            return False
        return all(not self.sheet.cell(row, column).text for row in rows)

    def _is_bounded(self, region: Region) -> bool:
        """Written in a box or on a line, not into the blue."""
        rows, columns = range(region.top, region.bottom + 1), range(region.left, region.right + 1)
        has_right = self.borders.is_left_of(region.right + 1, rows)
        has_bottom = all(self.borders.is_above(region.bottom + 1, (one,)) for one in columns)
        return has_right or has_bottom

    def _split_date(self, first: Region) -> Place | None:
        """年, 月 and 日 in cells of their own."""
        row, column, words, last = first.top, first.left, "", first
        while self.sheet.holds(row, column) and column - first.left < MOST_OF_A_DATE:
            last = self.sheet.region(row, column)
            words += self.sheet.text(last).strip()
            if not DATE_BEGUN.match(plain(words)):
                return None
            if date_place(words):
                return Place(Region(first.top, first.left, first.bottom, last.right), words)
            column = last.right + 1
        return None

    def _comb(self, first: Region) -> Place | None:
        """Four or more equal narrow empty boxes side by side."""
        boxes = [first]
        while True:
            column = boxes[-1].right + 1
            if not self.sheet.holds(first.top, column):
                break
            following = self.sheet.region(first.top, column)
            rows = range(first.top, first.bottom + 1)
            is_like = (following.top, following.bottom) == (first.top, first.bottom) and (
                following.right - following.left == first.right - first.left
            )
            is_box = self.borders.is_left_of(column, rows) and self.borders.is_above(
                first.top, range(following.left, following.right + 1)
            )
            if not (is_like and is_box) or self.sheet.text(following):
                break
            boxes.append(following)
        # The last one is closed too, or it is the rest of the row.
        closed = self.borders.is_left_of(boxes[-1].right + 1, range(first.top, first.bottom + 1))
        boxes = boxes if closed else boxes[:-1]
        if len(boxes) < FEWEST_BOXES:
            return None
        whole = Region(first.top, first.left, first.bottom, boxes[-1].right)
        return Place(whole, boxes=tuple(boxes))

    def below(self, label: Region) -> Place | None:
        """The empty box under a label, as wide as the box that the label stands in."""
        row, left, right = label.bottom + 1, label.left, label.right
        if not self.sheet.holds(row, left):
            return None
        first = self.sheet.region(row, left)
        text = self.sheet.text(first)
        if text:
            return Place(first, text) if is_pattern(text) else None
        right = max(right, first.right)
        while self._goes_on_right(label.top, label.bottom, right + 1) and self._goes_on_right(
            row, row, right + 1
        ):
            right = self.sheet.region(row, right + 1).right
        bottom = first.bottom
        columns = range(left, right + 1)
        while bottom - row < MOST_ROWS_BELOW and self._goes_on_below(bottom + 1, columns):
            bottom = self.sheet.region(bottom + 1, left).bottom
        region = Region(row, left, bottom, right)
        is_closed = self.borders.is_above(bottom + 1, columns)
        return Place(region) if is_closed else None

    def _goes_on_below(self, row: int, columns: range) -> bool:
        if not self.sheet.holds(row, columns[0]) or self.borders.is_above(row, columns):
            return False
        return all(not self.sheet.cell(row, column).text for column in columns)

    def rows_below(self, label: Region) -> list[Region]:
        """Equal empty rows under a heading of a table."""
        first = self.below(label)
        if first is None or first.text or first.region.left != label.left:
            return []
        rows = [first.region]
        while True:
            last = rows[-1]
            following = self.below(last)
            height = last.bottom - last.top
            if following is None or following.text:
                return rows
            one = following.region
            if (one.left, one.right, one.bottom - one.top) != (last.left, last.right, height):
                return rows
            rows.append(one)

    def context_of(self, label: Region) -> str:
        """Whose part of the form a label stands in: by what stands left of it, or above it."""
        for region in self._left_of(label):
            context = context_of(self.sheet.text(region))
            if context:
                return context
        return self._context_above(label)

    def _left_of(self, label: Region) -> Iterator[Region]:
        column = label.left - 1
        while self.sheet.holds(label.top, column):
            region = self.sheet.region(label.top, column)
            yield region
            column = region.left - 1

    def _context_above(self, label: Region) -> str:
        """The next heading that stands alone in its row; a heading of something else ends it."""
        for row in range(label.top - 1, max(label.top - MOST_ROWS_UP, self.sheet.area.top - 1), -1):
            words = {
                self.sheet.region(row, column)
                for column in range(self.sheet.area.left, self.sheet.area.right + 1)
                if self.sheet.cell(row, column).text
            }
            if len(words) != 1:
                continue
            text = self.sheet.text(words.pop())
            if not is_pattern(text) and known_label(text) is None:
                return context_of(text)
        return ""


def is_pattern(text: str) -> bool:
    """Words that stand where one writes: choices to mark, a date to fill in."""
    is_date = date_place(text) is not None
    return is_date or (known_label(text) is None and bool(choices_in(text)[0]))
