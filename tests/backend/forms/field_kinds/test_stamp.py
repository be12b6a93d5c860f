"""The places to stamp: outlines that a seal covers."""

import pytest

from backend.forms.display_list import Ellipse, GlyphRun, Line, Rect
from backend.forms.errors import InvalidTemplateError
from backend.forms.fonts import Fonts
from tests.backend.forms.builders import element, form
from tests.backend.forms.field_kinds.test_field_kinds import items

FAINT = "#8a8a8a"


def test_a_ring_stands_in_the_middle_of_its_box(fonts: Fonts) -> None:
    ring, word = items(fonts, element("stamp", text="印"))

    assert isinstance(ring, Ellipse)
    assert (ring.x, ring.y, ring.w, ring.h, ring.color) == (40, 30, 10, 10, FAINT)
    assert isinstance(word, GlyphRun)
    assert (word.text, word.color) == ("印", FAINT)


def test_a_square_is_dotted(fonts: Fonts) -> None:
    (square,) = items(fonts, element("stamp", shape="square"))

    assert isinstance(square, Rect)
    assert (square.x, square.y, square.w, square.h, square.dash) == (20, 30, 50, 10, (1.0, 1.0))


def test_four_corners_leave_the_middle_free(fonts: Fonts) -> None:
    marks = items(fonts, element("stamp", shape="corners", w=40, h=40))

    assert all(isinstance(mark, Line) for mark in marks)
    assert [mark.points for mark in marks if isinstance(mark, Line)] == [
        ((25.6, 30), (20, 30), (20, 35.6)),
        ((25.6, 70), (20, 70), (20, 64.4)),
        ((54.4, 30), (60, 30), (60, 35.6)),
        ((54.4, 70), (60, 70), (60, 64.4)),
    ]


def test_a_tally_is_half_a_ring_open_to_the_other_sheet(fonts: Fonts) -> None:
    (arc,) = items(fonts, element("stamp", shape="tally", w=5, h=10))

    assert isinstance(arc, Line)
    assert (arc.points[0], arc.points[6], arc.points[-1]) == ((25, 30), (20, 35), (25, 40))
    assert len(arc.points) == 13


def test_an_unknown_shape_is_refused() -> None:
    with pytest.raises(InvalidTemplateError):
        form(element("stamp", shape="star"))
