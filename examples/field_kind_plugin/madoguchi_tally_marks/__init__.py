"""tallyMarks (正の字): a number counted in strokes of 正, as boards at a counter do."""

from collections.abc import Iterator
from typing import ClassVar

from backend.forms.display_list import Line, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    LINE_WIDTH,
    NORMAL,
    WHAT,
    WIDTH_SCHEMA,
    FieldKind,
    Property,
)
from backend.forms.scope import Box, Scope

# The five strokes in the order in which 正 is written, in a square of one by one.
_STROKES = (
    ((0.1, 0.08), (0.9, 0.08)),
    ((0.5, 0.08), (0.5, 0.92)),
    ((0.5, 0.48), (0.85, 0.48)),
    ((0.22, 0.42), (0.22, 0.92)),
    ((0.0, 0.92), (1.0, 0.92)),
)
_GAP = 0.25  # of a mark's side, between two marks


class TallyMarks(FieldKind):
    """As many strokes as the number says; five make a mark."""

    NAME = "tallyMarks"
    LABEL = "正の字"
    GROUP = DATA_GROUP
    HELP = "数を正の字で印字します。１画が１つです。"
    ICON = "M5 5h14M12 5v14M12 12h5M7 11v8M4 19h16"
    SIZE = (40.0, 8.0)
    PRESET: ClassVar = {"most": 20}
    KEYS: ClassVar = {
        "most": {"type": "integer", "minimum": 1, "maximum": 100},
        "lineWidth": WIDTH_SCHEMA,
    }
    BINDS = frozenset({"number"})
    MUST_BIND = True
    PROPERTIES = (
        *WHAT,
        Property("most", "いくつまで数えますか", "number", minimum=1, maximum=100, step=1),
        *LINE_WIDTH,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the strokes, or refuse what does not fit: a form never prints half a value."""
        number = scope.value(element)
        if number is None:
            return
        if not 0 <= number <= element.keys.get("most", 20):
            scope.refuse_value(element, f"「{element.label}」の数は正の字で書ききれません。")
            return
        box = scope.box(element)
        marks = -(-number // len(_STROKES))
        needed = marks * box.h * (1 + _GAP)
        if needed > box.w + 0.005:
            scope.refuse_size(element, rounded(needed - box.w))
            return
        for points in _strokes(number, box):
            scope.add(
                Line(
                    points=points,
                    width=element.keys.get("lineWidth", NORMAL),
                    element=scope.element_id(element),
                )
            )


def _strokes(number: int, box: Box) -> Iterator[tuple[tuple[float, float], ...]]:
    for stroke in range(number):
        mark, place = divmod(stroke, len(_STROKES))
        left = box.x + mark * box.h * (1 + _GAP)
        yield tuple(
            (rounded(left + x * box.h), rounded(box.y + y * box.h)) for x, y in _STROKES[place]
        )
