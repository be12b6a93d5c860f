"""Where columns and rows lie on the paper, in millimetres.

Column widths count digits of the workbook's default font. Excel takes whole pixels of them,
LibreOffice whole twips, of which it prints whole hundredths of a millimetre; each is followed for
its own files.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any

from backend.forms.data_items import read_schema
from backend.forms.workbook.sheet import Region, Sheet

MM_PER_POINT = 25.4 / 72
MM_PER_TWIP = 25.4 / 1440
MM_PER_PIXEL = 25.4 / 96
UNKNOWN_DIGIT = 0.55
USUAL_DIGITS = 8.43
MOST_PAGES = 20
LEAST_SCALE = 0.1
TOLERANCE = 0.05  # mm by which a column may exceed the page: rounding

# The numbers of papers: width and height, standing.
PAPERS = {
    8: (297.0, 420.0),
    9: (210.0, 297.0),
    11: (148.0, 210.0),
    12: (257.0, 364.0),
    13: (182.0, 257.0),
    1: (215.9, 279.4),
    5: (215.9, 355.6),
    70: (105.0, 148.0),
}
NAMES = {(297.0, 420.0): "A3", (210.0, 297.0): "A4", (148.0, 210.0): "A5"}


@dataclass(frozen=True)
class Calibration:
    """How wide some columns are on the printed paper."""

    first: int
    last: int
    width_mm: float


@dataclass(frozen=True)
class PagePart:
    """What of the sheet stands on one page: where each boundary of columns and rows lies."""

    part: Region
    paper_width: float
    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def x(self, column: int) -> float:
        """The left edge of a column."""
        return self.xs[min(max(column - self.part.left, 0), len(self.xs) - 1)]

    def y(self, row: int) -> float:
        """The upper edge of a row."""
        return self.ys[min(max(row - self.part.top, 0), len(self.ys) - 1)]

    def box(self, region: Region) -> tuple[float, float, float, float]:
        """Left, top, width and height of a region."""
        x, y = self.x(region.left), self.y(region.top)
        return x, y, self.x(region.right + 1) - x, self.y(region.bottom + 1) - y


@dataclass(frozen=True)
class Geometry:
    """The paper and its pages. ``factor``: what columns were stretched by beyond what is known."""

    width: float
    height: float
    size: str | list[float]
    scale: float
    factor: float
    is_digit_known: bool
    is_paper_known: bool
    is_cut: bool
    pages: tuple[PagePart, ...]


def lay_out_sheet(sheet: Sheet, calibration: Calibration | None = None) -> Geometry:
    """Place a sheet on its paper as it is printed."""
    page = sheet.page
    standing = PAPERS.get(page["paper"], PAPERS[9])
    width, height = standing[::-1] if page["is_landscape"] else standing
    left, top, right, bottom = (side * 25.4 for side in page["margins"])
    digit, is_digit_known = _digit_of(sheet)
    columns = [_column_mm(width_, digit, sheet) for width_ in sheet.columns]
    rows = [_row_mm(points, sheet) for points in sheet.rows]
    room = (max(width - left - right, 1.0), max(height - top - bottom, 1.0))
    scale = _scale(page, sum(columns), sum(rows), room)
    factor = _factor(sheet, columns, scale, calibration)
    columns = [one * scale * factor for one in columns]
    rows = [one * scale for one in rows]
    parts = _parts(sheet, columns, rows, room)
    drawn = [_drawn(one, sheet) for one in columns], [_drawn(one, sheet) for one in rows]
    return Geometry(
        width=width,
        height=height,
        size=_size(width, height),
        scale=scale,
        factor=factor,
        is_digit_known=is_digit_known,
        is_paper_known=page["paper"] in PAPERS,
        is_cut=len(parts) > MOST_PAGES,
        pages=tuple(
            _placed(sheet, part, (columns, rows), drawn, _Corner(left, top, *room, width))
            for part in parts[:MOST_PAGES]
        ),
    )


def _digit_of(sheet: Sheet) -> tuple[float, bool]:
    """How wide a digit is: in pixels as Excel has it, in twips as LibreOffice."""
    share = _digits().get(_plain(sheet.default_font))
    part = UNKNOWN_DIGIT if share is None else share
    if sheet.is_of_libreoffice:
        return float(round(part * sheet.default_size * 20)), share is not None
    return float(round(part * sheet.default_size * 96 / 72)), share is not None


@lru_cache(maxsize=1)
def _digits() -> dict[str, float]:
    listed: dict[str, float] = read_schema("workbook_fonts.json")["digits"]
    return {_plain(name): share for name, share in listed.items()}


def _plain(name: str) -> str:
    return name.replace(" ", "").replace("　", "").casefold()


def _column_mm(width: float | None, digit: float, sheet: Sheet) -> float:
    digits = USUAL_DIGITS if width is None else width
    if sheet.is_of_libreoffice:
        return round(digits * digit) * MM_PER_TWIP
    pixels = math.trunc((256 * digits + math.trunc(128 / digit)) / 256 * digit)
    return pixels * MM_PER_PIXEL


def _row_mm(points: float | None, sheet: Sheet) -> float:
    usual = sheet.default_size * 1.25 + 1.25
    return (usual if points is None else points) * MM_PER_POINT


def _scale(
    page: Mapping[str, Any], width: float, height: float, room: tuple[float, float]
) -> float:
    """Whole percent, as both programs have it; a sheet is fitted by making it smaller only."""
    if not page["fits"]:
        return float(max(LEAST_SCALE, min(4.0, page["scale"] / 100)))
    wanted = 1.0
    for pages, length, most in (
        (page["fit_width"], width, room[0]),
        (page["fit_height"], height, room[1]),
    ):
        if pages and length > 0:
            wanted = min(wanted, pages * most / length)
    return max(LEAST_SCALE, math.floor(wanted * 100 + 1e-6) / 100)


def _factor(
    sheet: Sheet, columns: Sequence[float], scale: float, calibration: Calibration | None
) -> float:
    if calibration is None:
        return 1.0
    first, last = calibration.first - sheet.area.left, calibration.last - sheet.area.left
    estimated = sum(columns[max(first, 0) : last + 1]) * scale
    return calibration.width_mm / estimated if estimated > 0 else 1.0


def _parts(
    sheet: Sheet, columns: Sequence[float], rows: Sequence[float], room: tuple[float, float]
) -> list[Region]:
    """The pages' parts of the sheet: down first, then to the right."""
    area = sheet.area
    across = _split(columns, room[0], area.left, sheet.page["column_breaks"])
    down = _split(rows, room[1], area.top, sheet.page["row_breaks"])
    return [Region(top, left, bottom, right) for left, right in across for top, bottom in down]


def _split(
    lengths: Sequence[float], room: float, first: int, breaks: Sequence[int]
) -> list[tuple[int, int]]:
    parts, begin, used = [], first, 0.0
    for number, length in enumerate(lengths, start=first):
        is_full = used + length > room + TOLERANCE and number > begin
        if is_full or (number - 1 in breaks and number > begin):
            parts.append((begin, number - 1))
            begin, used = number, 0.0
        used += length
    return [*parts, (begin, first + len(lengths) - 1)]


def _drawn(length: float, sheet: Sheet) -> float:
    """What a column or row takes when it is drawn; centring goes by what it should take."""
    if not sheet.is_of_libreoffice:
        return length
    return math.floor(length * 100 + 1e-6) / 100


@dataclass(frozen=True)
class _Corner:
    """Where the print begins, and how much room there is."""

    left: float
    top: float
    width: float
    height: float
    paper_width: float


Lengths = tuple[Sequence[float], Sequence[float]]


def _placed(
    sheet: Sheet, part: Region, lengths: Lengths, drawn: Lengths, corner: _Corner
) -> PagePart:
    area = sheet.area
    across = slice(part.left - area.left, part.right - area.left + 1)
    down = slice(part.top - area.top, part.bottom - area.top + 1)
    is_centered = sheet.page["centered"]
    x = corner.left + (_half(corner.width, lengths[0][across]) if is_centered[0] else 0.0)
    y = corner.top + (_half(corner.height, lengths[1][down]) if is_centered[1] else 0.0)
    return PagePart(
        part,
        corner.paper_width,
        tuple(accumulate(drawn[0][across], initial=x)),
        tuple(accumulate(drawn[1][down], initial=y)),
    )


def _half(room: float, lengths: Sequence[float]) -> float:
    return max(0.0, room - sum(lengths)) / 2


def _size(width: float, height: float) -> str | list[float]:
    if (width, height) in NAMES:
        return NAMES[width, height]
    if (height, width) in NAMES:
        return f"{NAMES[height, width]} landscape"
    return [width, height]
