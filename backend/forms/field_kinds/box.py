"""box (枠): a rectangle."""

from typing import ClassVar

from backend.forms.display_list import BLACK, Rect, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    COLOR_SCHEMA,
    DASH,
    DASH_SCHEMA,
    DRAWING_GROUP,
    LINE_COLOR,
    LINE_WIDTH,
    NORMAL,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Scope


class BoxKind(FieldKind):
    """A frame, a shaded ground, or both (``lineWidth`` 0 draws no frame)."""

    NAME = "box"
    LABEL = "枠"
    GROUP = DRAWING_GROUP
    HELP = "四角い枠を引くか、地の色を塗ります。"
    ICON = "M4 6h16v12H4z"
    SIZE = (50.0, 20.0)
    KEYS: ClassVar = {
        "lineWidth": {**WIDTH_SCHEMA, "exclusiveMinimum": -1, "minimum": 0},
        "dash": DASH_SCHEMA,
        "fill": COLOR_SCHEMA,
        "color": COLOR_SCHEMA,
        "radius": {"type": "number", "minimum": 0, "maximum": 50},
    }
    PROPERTIES = (
        *LINE_WIDTH,
        *LINE_COLOR,
        *DASH,
        Property("fill", "中を何色で塗りますか", "color", section=PanelSection.LOOK),
        Property(
            "radius",
            "角の丸み",
            "number",
            section=PanelSection.LOOK,
            unit="mm",
            minimum=0,
            maximum=50,
            step=0.5,
        ),
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
