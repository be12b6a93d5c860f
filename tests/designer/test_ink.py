"""The measure itself: it sees what an eye would see, and no more."""

import numpy as np

from tests.designer.ink import Grey, ink_faults


def sheet(*bars: tuple[int, int, int, int, int]) -> Grey:
    """White paper with bars of (left, top, width, height, grey)."""
    paper = np.full((200, 300), 255, dtype=np.uint8)
    for left, top, width, height, grey in bars:
        paper[top : top + height, left : left + width] = grey
    return paper


def test_a_shift_of_two_pixels_is_within_a_tenth_of_a_millimetre() -> None:
    assert ink_faults(sheet((10, 10, 50, 4, 0)), sheet((12, 10, 50, 4, 0))) == []


def test_a_shift_of_three_pixels_is_not() -> None:
    faults = ink_faults(sheet((10, 10, 50, 4, 0)), sheet((13, 10, 50, 4, 0)))

    assert [(fault.what, fault.pixels) for fault in faults] == [
        ("ink is drawn only", 4),
        ("ink is printed only", 4),
        ("dark ink is drawn only", 4),
        ("dark ink is printed only", 4),
    ]


def test_a_missing_letter_in_a_tinted_box_is_seen() -> None:
    tint = (10, 10, 100, 60, 241)

    faults = ink_faults(sheet(tint, (30, 20, 8, 8, 0)), sheet(tint))

    assert [fault.what for fault in faults] == ["dark ink is drawn only"]
    assert (round(faults[0].x_mm, 1), round(faults[0].y_mm, 1)) == (1.3, 0.8)


def test_a_missing_tint_is_seen() -> None:
    assert ink_faults(sheet(), sheet((10, 10, 20, 20, 241))) != []
