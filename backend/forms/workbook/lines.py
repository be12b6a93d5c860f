"""Borders and fills of cells as the fewest long lines and boxes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from backend.forms.workbook.geometry import PagePart
from backend.forms.workbook.sheet import Region, Sheet

# Millimetres, and dashes.
STYLES: dict[str, tuple[float, tuple[float, ...]]] = {
    "hair": (0.1, ()),
    "dotted": (0.25, (0.5, 0.5)),
    "dashed": (0.25, (1.5, 0.8)),
    "dashDot": (0.25, (1.8, 0.6, 0.5, 0.6)),
    "dashDotDot": (0.25, (1.8, 0.5, 0.5, 0.5)),
    "thin": (0.25, ()),
    "mediumDashed": (0.5, (2.0, 1.0)),
    "mediumDashDot": (0.5, (2.4, 0.8, 0.8, 0.8)),
    "mediumDashDotDot": (0.5, (2.4, 0.7, 0.7, 0.7)),
    "slantDashDot": (0.5, (2.4, 0.8, 0.8, 0.8)),
    "medium": (0.5, ()),
    "double": (0.18, ()),
    "thick": (0.88, ()),
}
HEAVIER = {name: order for order, name in enumerate(STYLES)}
DOUBLE_GAP = 0.36  # between the middles of its two lines
ROUNDING = 3

Drawn = tuple[str, str]  # style and colour
Edges = dict[tuple[int, int], Drawn]  # by boundary and by column or row
Element = dict[str, Any]


class Borders:
    """The lines between cells: of two that meet on one edge, the heavier."""

    def __init__(self, sheet: Sheet) -> None:
        self.across: Edges = {}  # (boundary above this row, column)
        self.down: Edges = {}  # (boundary left of this column, row)
        for (row, column), cell in sheet.cells.items():
            region = sheet.region(row, column)
            for side, line in cell.look.lines.items():
                self._take(region, row, column, side, line)

    def _take(self, region: Region, row: int, column: int, side: str, line: Drawn) -> None:
        """A line inside merged cells is not seen."""
        if side == "top" and row == region.top:
            _put(self.across, (row, column), line)
        elif side == "bottom" and row == region.bottom:
            _put(self.across, (row + 1, column), line)
        elif side == "left" and column == region.left:
            _put(self.down, (column, row), line)
        elif side == "right" and column == region.right:
            _put(self.down, (column + 1, row), line)

    def is_left_of(self, column: int, rows: Iterable[int]) -> bool:
        """Whether a line stands left of a column in any of these rows."""
        return any((column, row) in self.down for row in rows)

    def is_above(self, row: int, columns: Iterable[int]) -> bool:
        """Whether a line lies above a row in any of these columns."""
        return any((row, column) in self.across for column in columns)

    def erase_left_of(self, column: int, rows: Iterable[int]) -> None:
        """Take a line away: a field draws it itself."""
        for row in rows:
            self.down.pop((column, row), None)


def _put(edges: Edges, place: tuple[int, int], line: Drawn) -> None:
    if place not in edges or HEAVIER.get(line[0], 0) > HEAVIER.get(edges[place][0], 0):
        edges[place] = line


def line_elements(borders: Borders, part: PagePart) -> Iterator[Element]:
    """The lines of a page, pieces of one look joined."""
    own = part.part
    rows, columns = range(own.top, own.bottom + 1), range(own.left, own.right + 1)
    for drawn, y, x, end in _joined(
        (line, part.y(row), part.x(column), part.x(column + 1))
        for (row, column), line in borders.across.items()
        if column in columns and own.top <= row <= own.bottom + 1
    ):
        for offset in _offsets(drawn):
            yield _line(drawn, x, y + offset, end - x, 0.0)
    for drawn, x, y, end in _joined(
        (line, part.x(column), part.y(row), part.y(row + 1))
        for (column, row), line in borders.down.items()
        if row in rows and own.left <= column <= own.right + 1
    ):
        for offset in _offsets(drawn):
            yield _line(drawn, x + offset, y, 0.0, end - y)


Piece = tuple[Drawn, float, float, float]  # look, place of the line, from, to


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces that touch on one line become one; those of hidden cells have no length."""
    lines: dict[tuple[Drawn, float], list[tuple[float, float]]] = defaultdict(list)
    for drawn, place, begin, end in pieces:
        if end - begin > 10**-ROUNDING:
            lines[drawn, round(place, ROUNDING)].append((begin, end))
    for (drawn, place), stretches in sorted(lines.items(), key=lambda entry: entry[0]):
        yield from ((drawn, place, begin, end) for begin, end in _unbroken(sorted(stretches)))


def _unbroken(stretches: list[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    begin, end = stretches[0]
    for first, last in stretches[1:]:
        if first > end + 10**-ROUNDING:
            yield begin, end
            begin, end = first, last
        end = max(end, last)
    yield begin, end


def _offsets(drawn: Drawn) -> tuple[float, ...]:
    return (-DOUBLE_GAP / 2, DOUBLE_GAP / 2) if drawn[0] == "double" else (0.0,)


def _line(drawn: Drawn, x: float, y: float, w: float, h: float) -> Element:
    width, dash = STYLES.get(drawn[0], STYLES["thin"])
    line: Element = {"kind": "line", **_box(x, y, w, h), "lineWidth": width}
    if dash:
        line["dash"] = list(dash)
    if drawn[1] != "#000000":
        line["color"] = drawn[1]
    return line


def diagonal_elements(sheet: Sheet, part: PagePart) -> Iterator[Element]:
    """Diagonal lines through cells (斜線)."""
    for region in _own_regions(sheet, part):
        lines = sheet.cell(region.top, region.left).look.lines
        for side in ("falling", "rising"):
            if side in lines:
                line = _line(lines[side], *part.box(region))
                yield {**line, "rising": True} if side == "rising" else line


def fill_elements(sheet: Sheet, part: PagePart) -> Iterator[Element]:
    """Shaded cells, neighbours of one colour joined."""
    strips: dict[tuple[str, float, float], list[tuple[float, float]]] = defaultdict(list)
    for region in _own_regions(sheet, part):
        fill = sheet.cell(region.top, region.left).look.fill
        x, y, w, h = part.box(region)
        if fill and w > 0 and h > 0:
            strips[fill, round(y, ROUNDING), round(h, ROUNDING)].append((x, x + w))
    boxes: dict[tuple[str, float, float], list[tuple[float, float]]] = defaultdict(list)
    for (fill, y, h), stretches in strips.items():
        for _, _, begin, end in _joined((("", fill), y, x, end) for x, end in stretches):
            boxes[fill, round(begin, ROUNDING), round(end, ROUNDING)].append((y, y + h))
    for (fill, x, right), stretches in sorted(boxes.items()):
        for _, _, begin, end in _joined((("", fill), x, y, end) for y, end in stretches):
            place = _box(x, begin, right - x, end - begin)
            yield {"kind": "box", **place, "lineWidth": 0, "fill": fill}


def _own_regions(sheet: Sheet, part: PagePart) -> Iterator[Region]:
    """The regions that begin on a page."""
    own = part.part
    for row, column in sorted(sheet.cells):
        region = sheet.region(row, column)
        is_first = (region.top, region.left) == (row, column)
        if is_first and own.top <= row <= own.bottom and own.left <= column <= own.right:
            yield region


def _box(x: float, y: float, w: float, h: float) -> dict[str, float]:
    return {
        key: round(value, ROUNDING) + 0.0 for key, value in (("x", x), ("y", y), ("w", w), ("h", h))
    }
