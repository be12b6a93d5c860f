"""Two pictures of one page compared: is every ink pixel of each near ink of the other?

The rule of the designer: at 600 dpi no ink of the drawing is farther than 0.1 mm from ink of the
PDF, and the other way round. Pale fills count as ink like letters do, but letters are looked at by
themselves as well: one inside a tinted box would otherwise be compared with the tint.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DPI = 600
TOLERANCE_MM = 0.1
# A pixel darker than the first (of 255) wants one nearby that is darker than the second: what
# covers half a pixel of the one picture covers a little less of a pixel of the other.
ANY_INK, DARK_INK = (247, 247), (128, 160)

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
Places = NDArray[np.intp]


@dataclass(frozen=True)
class InkFault:
    """Ink that the other picture does not have nearby."""

    what: str
    pixels: int
    x_mm: float
    y_mm: float


def ink_faults(drawn: Grey, printed: Grey, dpi: int = DPI) -> list[InkFault]:
    """What is drawn and not printed, or printed and not drawn."""
    drawn, printed = _same_size(drawn, printed)
    return [
        fault
        for word, levels in (("ink", ANY_INK), ("dark ink", DARK_INK))
        for where, one, other in (("drawn", drawn, printed), ("printed", printed, drawn))
        for fault in _faults(f"{word} is {where} only", one < levels[0], other < levels[1], dpi)
    ]


def _faults(what: str, ink: Mask, other: Mask, dpi: int) -> Iterator[InkFault]:
    rows, columns = _far_from(ink & ~other, other, TOLERANCE_MM * dpi / 25.4)
    if rows.size:
        x_mm, y_mm = (float(places[0]) * 25.4 / dpi for places in (columns, rows))
        yield InkFault(what, int(rows.size), x_mm, y_mm)


def _far_from(ink: Mask, other: Mask, radius: float) -> tuple[Places, Places]:
    """The pixels of the ink that have no pixel of the other within a radius.

    Most of a page is the same in both: only the few pixels that are not are looked at, one
    direction after the other.
    """
    rows, columns = np.nonzero(ink)
    reach = int(radius)
    around = np.pad(other, reach)
    for down in range(-reach, reach + 1):
        across = int((radius**2 - down**2) ** 0.5)
        for right in range(-across, across + 1):
            alone = ~around[rows + reach + down, columns + reach + right]
            rows, columns = rows[alone], columns[alone]
    return rows, columns


def _same_size(one: Grey, other: Grey) -> tuple[Grey, Grey]:
    """Browsers and printers round the last row differently; more than two pixels is a fault."""
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    for picture in (one, other):
        assert picture.shape[0] - height <= 2, (one.shape, other.shape)
        assert picture.shape[1] - width <= 2, (one.shape, other.shape)
    return one[:height, :width], other[:height, :width]
