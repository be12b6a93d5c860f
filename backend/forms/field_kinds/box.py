"""box (枠): a rectangle."""

from typing import ClassVar

from backend.forms.display_list import BLACK, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    COLOR_SCHEMA,
    DASH_SCHEMA,
    DRAWING_GROUP,
    LINE_WIDTH,
    NORMAL,
    WIDTH_SCHEMA,
    FieldKind,
    Property,
)
from backend.forms.scope import Scope


class BoxKind(FieldKind):
    """A frame, a shaded ground, or both (``lineWidth`` 0 draws no frame)."""

    NAME = "box"
    LABEL = "枠"
    GROUP = DRAWING_GROUP
    KEYS: ClassVar = {
        "lineWidth": {**WIDTH_SCHEMA, "exclusiveMinimum": -1, "minimum": 0},
        "dash": DASH_SCHEMA,
        "fill": COLOR_SCHEMA,
        "color": COLOR_SCHEMA,
        "radius": {"type": "number", "minimum": 0, "maximum": 50},
    }
    PROPERTIES = (
        *LINE_WIDTH,
        Property("fill", "中を何色で塗りますか", "color"),
        Property("radius", "角の丸み", "number", unit="mm"),
        Property("dash", "点線にしますか", "dash"),
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the rectangle."""
        box, keys = scope.box(element), element.keys
        scope.add(
            Rect(
                x=rounded(box.x),
                y=rounded(box.y),
                w=rounded(box.w),
                h=rounded(box.h),
                width=keys.get("lineWidth", NORMAL),
                dash=tuple(keys.get("dash", ())),
                color=keys.get("color", BLACK),
                fill=keys.get("fill", ""),
                radius=keys.get("radius", 0.0),
                element=scope.element_id(element),
            )
        )
