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
ANY_INK, DARK_INK = 247, 128  # a pixel darker than this, of 255

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]


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
    return [fault for level in (ANY_INK, DARK_INK) for fault in _faults(drawn, printed, level, dpi)]


def _faults(drawn: Grey, printed: Grey, level: int, dpi: int) -> Iterator[InkFault]:
    word = "dark ink" if level == DARK_INK else "ink"
    masks = {"drawn": drawn < level, "printed": printed < level}
    for one, other in (("drawn", "printed"), ("printed", "drawn")):
        alone = masks[one] & ~_grown(masks[other], TOLERANCE_MM * dpi / 25.4)
        count = int(np.count_nonzero(alone))
        if count:
            y, x = np.argwhere(alone)[0]
            what = f"{word} is {one} only"
            yield InkFault(what, count, float(x) * 25.4 / dpi, float(y) * 25.4 / dpi)


def _grown(mask: Mask, radius: float) -> Mask:
    """The mask with all that is within a radius of it; works on rows of 8 pixels at once."""
    reach = int(radius)
    grown = np.zeros_like(mask)
    height, width = mask.shape
    for down in range(-reach, reach + 1):
        across = int((radius**2 - down**2) ** 0.5)
        rows = mask[max(0, -down) : height - max(0, down)]
        wide = rows.copy()
        for right in range(1, across + 1):
            wide[:, right:] |= rows[:, : width - right]
            wide[:, : width - right] |= rows[:, right:]
        grown[max(0, down) : height - max(0, -down)] |= wide
    return grown


def _same_size(one: Grey, other: Grey) -> tuple[Grey, Grey]:
    """Browsers and printers round the last row differently; more than two pixels is a fault."""
    height, width = min(one.shape[0], other.shape[0]), min(one.shape[1], other.shape[1])
    for picture in (one, other):
        assert picture.shape[0] - height <= 2, (one.shape, other.shape)
        assert picture.shape[1] - width <= 2, (one.shape, other.shape)
    return one[:height, :width], other[:height, :width]
