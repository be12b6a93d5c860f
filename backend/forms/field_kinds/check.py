"""check (チェック): a small square with a mark when the value is the one asked for."""

from typing import Any, ClassVar

from backend.forms.display_list import Line, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import DATA_GROUP, LETTERS, THIN, WHAT, FieldKind, Property
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import MM_PER_POINT, TextStyle

_SIDE = 0.88  # of the square, in em
_MARK = ((0.16, 0.50), (0.42, 0.80), (0.92, 0.08))  # of the square's side
_MARK_WIDTH = 0.4


class Check(FieldKind):
    """A square and words after it; ``equals`` says which value is marked."""

    NAME = "check"
    LABEL = "チェック"
    GROUP = DATA_GROUP
    HELP = "値が決めたものと同じとき、□に印をつけます。"
    ICON = "M5 5h14v14H5zM8 12l3 3 6-7"
    SIZE = (30.0, 6.0)
    PRESET: ClassVar = {"text": "項目"}
    KEYS: ClassVar = {
        "text": {"type": "string", "maxLength": 200},
        "equals": {
            "oneOf": [
                {"type": "boolean"},
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 1},
            ]
        },
        "gap": {"type": "number", "minimum": 0, "maximum": 20},
    }
    SHOULD_BIND = True
    BINDS = frozenset({"choice", "choices", "boolean"})
    STYLE = TextStyle(size=9)
    PROPERTIES = (
        *WHAT,
        Property("equals", "どの値のときに印をつけますか", "choices"),
        Property("text", "何と書きますか", "text"),
        *LETTERS,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the square on the line of its words."""
        style = self.style(element)
        side = style.size * MM_PER_POINT * _SIDE
        box = scope.box(element)
        ends = {"top": style.padding_y, "bottom": box.h - side - style.padding_y}
        top = box.y + ends.get(style.valign, (box.h - side) / 2)
        left = box.x + style.padding
        self._draw_square(element, Box(left, top, side, side), scope)
        words = element.keys.get("text", "")
        if words:
            gap = side + element.keys.get("gap", 1.0)
            rest = Box(left + gap, box.y, box.w - style.padding - gap, box.h)
            scope.set_words(element, words, rest, style)

    def _draw_square(self, element: Element, square: Box, scope: Scope) -> None:
        element_id = scope.element_id(element)
        scope.add(
            Rect(
                x=rounded(square.x),
                y=rounded(square.y),
                w=rounded(square.w),
                h=rounded(square.h),
                width=THIN,
                element=element_id,
            )
        )
        if _is_marked(scope.value(element), element.keys.get("equals", True)):
            points = tuple(
                (rounded(square.x + x * square.w), rounded(square.y + y * square.h))
                for x, y in _MARK
            )
            scope.add(Line(points=points, width=_MARK_WIDTH, element=element_id))


def _is_marked(value: Any, equals: Any) -> bool:
    wanted = equals if isinstance(equals, list) else [equals]
    given = value if isinstance(value, list) else [value]
    return any(entry is not None and entry in wanted for entry in given)
