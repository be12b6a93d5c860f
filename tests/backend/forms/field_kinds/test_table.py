"""A table's lines stand where its lengths say."""

from typing import Any

import pytest

from backend.forms.display_list import Line, Rect
from backend.forms.fonts import Fonts
from tests.backend.forms.builders import element, template
from tests.backend.forms.field_kinds.test_field_kinds import items
from tests.backend.forms.test_definition import faults


def lines(fonts: Fonts, **keys: Any) -> tuple[list[float], list[float], Rect]:
    """Where the inner lines stand, across and down, and the frame."""
    *inner, frame = items(fonts, element("table", **{"w": 100, "h": 40, **keys}))
    drawn = [item.points for item in inner if isinstance(item, Line)]
    assert isinstance(frame, Rect)
    xs = [start[0] for start, end in drawn if start[0] == end[0]]
    ys = [start[1] for start, end in drawn if start[1] == end[1]]
    return xs, ys, frame


def test_rows_and_columns_are_equal_unless_written(fonts: Fonts) -> None:
    xs, ys, frame = lines(fonts, columns=4, rows=2)

    assert (xs, ys) == ([45, 70, 95], [50])
    assert (frame.x, frame.y, frame.w, frame.h, frame.width) == (20, 30, 100, 40, 0.25)


@pytest.mark.parametrize("written", ["20、35", "20,35", "20 35", "20.0、35mm", "２０ mm、３５ミリ"])
def test_lengths_written_come_first_and_the_rest_is_parted(fonts: Fonts, written: str) -> None:
    xs, ys, _ = lines(fonts, columns=4, rows=3, columnWidths=written, rowHeights="8")

    assert xs == [40, 75, 97.5]
    assert ys == [38, 54]


def test_one_cell_is_a_frame_alone(fonts: Fonts) -> None:
    assert lines(fonts, columns=1, rows=1)[:2] == ([], [])


def test_the_heading_is_filled_under_the_lines(fonts: Fonts) -> None:
    ground, *_ = items(
        fonts, element("table", columns=2, rows=2, rowHeights="3", headerFill="#eeeeee")
    )

    assert isinstance(ground, Rect)
    assert (ground.h, ground.fill, ground.width) == (3, "#eeeeee", 0)


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ({"columnWidths": "90、20"}, "列の幅の合計"),
        ({"columnWidths": "1.2.3"}, "列の幅は"),
        ({"columnWidths": "20、三十五"}, "列の幅は"),
        ({"columnWidths": "20、-5"}, "列の幅は"),
        ({"columnWidths": "1、2、3"}, "列の幅は"),
        ({"rowHeights": "40"}, "行の高さの合計"),
    ],
)
def test_lengths_that_leave_no_room_are_a_fault(keys: dict[str, Any], word: str) -> None:
    ((place, message),) = faults(
        template(element("table", columns=2, rows=2, **{"w": 100, "h": 40, **keys}))
    )

    assert place == "pages[0].elements[0]"
    assert message.startswith(word)
