"""line (線): a straight line from the corner of its box to the opposite one."""

from typing import ClassVar

from backend.forms.display_list import BLACK, Line, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    COLOR_SCHEMA,
    DASH,
    DASH_SCHEMA,
    DRAWING_GROUP,
    LINE_COLOR,
    LINE_WIDTH,
    THIN,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Scope


class LineKind(FieldKind):
    """A rule: height 0 is horizontal, width 0 vertical; ``rising`` goes up to the right."""

    NAME = "line"
    LABEL = "線"
    GROUP = DRAWING_GROUP
    HELP = "まっすぐな線を引きます。"
    ICON = "M4 18L20 6"
    SIZE = (50.0, 0.0)
    KEYS: ClassVar = {
        "lineWidth": WIDTH_SCHEMA,
        "dash": DASH_SCHEMA,
        "color": COLOR_SCHEMA,
        "rising": {"type": "boolean"},
    }
    PROPERTIES = (
        *LINE_WIDTH,
        *LINE_COLOR,
        *DASH,
        Property("rising", "右上がりにしますか", "boolean", section=PanelSection.LOOK),
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the line."""
        box, keys = scope.box(element), element.keys
        top, bottom = rounded(box.y), rounded(box.y + box.h)
        start, end = (bottom, top) if keys.get("rising") else (top, bottom)
        scope.add(
            Line(
                points=((rounded(box.x), start), (rounded(box.x + box.w), end)),
                width=keys.get("lineWidth", THIN),
                dash=tuple(keys.get("dash", ())),
                color=keys.get("color", BLACK),
                element=scope.element_id(element),
            )
        )
