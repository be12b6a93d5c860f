"""verticalText (縦書き): words or a value in columns from the right."""

from collections.abc import Mapping
from typing import Any, ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    FIT,
    FORMAT,
    LETTERS,
    WHAT,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Scope
from backend.forms.typesetting import TextStyle


class VerticalText(FieldKind):
    """A value, or without one the words of the form itself."""

    NAME = "verticalText"
    LABEL = "縦書き"
    GROUP = DATA_GROUP
    HELP = "見出しや値を縦に書きます。数字２けたは横に並べ、括弧や長音は縦の形にします。"
    ICON = "M17 4v16M17 4l-3 3M17 4l3 3M6 5h5M8.5 5v13M6 11h5"
    SIZE = (8.0, 40.0)
    PRESET: ClassVar = {"text": "縦書き"}
    KEYS: ClassVar = {"text": {"type": "string", "maxLength": 2000}}
    BINDS = frozenset({"text", "longText", "choice", "date", "number"})
    STYLE = TextStyle(font="mincho", size=10.5, fit="shrink", align="left", padding_y=0.5)
    PROPERTIES = (
        *WHAT,
        *FORMAT,
        Property("text", "値がないとき、何と書きますか", "longText"),
        *LETTERS,
        Property(
            "style.align",
            "縦の位置",
            "choice",
            (("left", "上"), ("center", "中央"), ("right", "下"), ("equal", "均等割付")),
            section=PanelSection.LOOK,
        ),
        Property(
            "style.valign",
            "行をどちらに寄せますか",
            "choice",
            (("top", "右"), ("middle", "中央"), ("bottom", "左")),
            section=PanelSection.LOOK,
        ),
        *FIT,
    )

    def faults(self, document: Mapping[str, Any]) -> list[str]:
        """There is something to write."""
        if "bind" not in document and not document.get("text"):
            return ["書く言葉か、印字する項目か、どちらかを決めてください。"]
        return []

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Set the value, or the words, into columns."""
        words = scope.text(element) if element.field else element.keys["text"]
        if words:
            scope.set_vertical(element, words, scope.box(element), self.style(element))
