"""A sheet as the confined process read it: cells, looks, merged cells, page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True, slots=True)
class Region:
    """A cell or merged cells: rows and columns from 1, both ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """The cell as a spreadsheet names it."""
        return f"{column_name(self.left)}{self.top}"


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks; ``lines`` by their side: style and colour."""

    font: str = ""
    size: float = 11.0
    bold: bool = False
    color: str = "#000000"
    align: str = "general"
    valign: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    rotation: int = 0
    indent: float = 0.0
    fill: str = ""
    lines: Mapping[str, tuple[str, str]] = field(default_factory=dict)


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell."""

    text: str = ""
    is_number: bool = False
    look: Look = PLAIN


EMPTY = Cell()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was not understood or needs a look, with its cell."""

    cell: str
    severity: str
    message: str


@dataclass(frozen=True)
class Sheet:
    """A sheet within its print area."""

    name: str
    area: Region
    cells: Mapping[tuple[int, int], Cell]
    merged: Mapping[tuple[int, int], Region]  # by each of their cells
    columns: tuple[float | None, ...]  # digits; None: usual; 0: hidden
    rows: tuple[float | None, ...]  # points
    default_font: str
    default_size: float
    is_of_libreoffice: bool
    page: Mapping[str, Any]

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place; of merged cells the one that holds the text."""
        region = self.merged.get((row, column))
        return self.cells.get((region.top, region.left) if region else (row, column), EMPTY)

    def region(self, row: int, column: int) -> Region:
        """The cell at a place, or the merged cells that it belongs to."""
        return self.merged.get((row, column)) or Region(row, column, row, column)

    def text(self, region: Region) -> str:
        """The words of a region's cell."""
        return self.cell(region.top, region.left).text

    def holds(self, row: int, column: int) -> bool:
        """Whether a place lies in the print area."""
        area = self.area
        return area.top <= row <= area.bottom and area.left <= column <= area.right

    @cached_property
    def regions(self) -> tuple[Region, ...]:
        """All regions with words, from the top."""
        found = {
            self.region(row, column) for (row, column), cell in self.cells.items() if cell.text
        }
        return tuple(sorted(found, key=lambda region: (region.top, region.left)))


def read_sheet(document: Mapping[str, Any]) -> Sheet:
    """Read what the confined process wrote."""
    left, top, right, bottom = document["area"]
    looks = [
        Look(**{**look, "lines": {side: tuple(line) for side, line in look["lines"].items()}})
        for look in document["looks"]
    ]
    cells = {
        (entry["at"][0], entry["at"][1]): Cell(
            entry["text"],
            entry["number"],
            PLAIN if entry["look"] is None else looks[entry["look"]],
        )
        for entry in document["cells"]
    }
    merged = {}
    for first_row, first_column, last_row, last_column in document["merged"]:
        region = Region(first_row, first_column, last_row, last_column)
        for row in range(first_row, last_row + 1):
            for column in range(first_column, last_column + 1):
                merged[row, column] = region
    return Sheet(
        name=document["name"],
        area=Region(top, left, bottom, right),
        cells=cells,
        merged=merged,
        columns=tuple(document["columns"]),
        rows=tuple(document["rows"]),
        default_font=document["default_font"]["name"],
        default_size=document["default_font"]["size"],
        is_of_libreoffice=document["is_of_libreoffice"],
        page=document["page"],
    )


def column_name(column: int) -> str:
    """The letters of a column, from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, from 1."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
