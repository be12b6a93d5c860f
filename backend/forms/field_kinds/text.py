"""text (文字の欄): a value printed as running text."""

from typing import ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    ALIGNMENT,
    DATA_GROUP,
    FIT,
    FORMAT,
    LETTERS,
    WHAT,
    FieldKind,
    Property,
)
from backend.forms.scope import Scope
from backend.forms.typesetting import TextStyle


class Text(FieldKind):
    """One value; words before and after it are printed only when there is one."""

    NAME = "text"
    LABEL = "文字の欄"
    GROUP = DATA_GROUP
    HELP = "氏名や住所などの値を、枠の中に印字します。"
    ICON = "M4 6h16M12 6v13M8 19h8"
    SIZE = (50.0, 8.0)
    KEYS: ClassVar = {
        "prefix": {"type": "string", "maxLength": 50},
        "suffix": {"type": "string", "maxLength": 50},
    }
    BINDS = frozenset({"text", "longText", "choice", "date", "number"})
    MUST_BIND = True
    STYLE = TextStyle(font="mincho", size=10.5, fit="shrink", padding=1.0, padding_y=0.4)
    PROPERTIES = (
        *WHAT,
        *FORMAT,
        Property("prefix", "前につける文字", "text"),
        Property("suffix", "後ろにつける文字", "text"),
        *LETTERS,
        *ALIGNMENT,
        *FIT,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Set the value into the box by the rule that its style names."""
        text = scope.text(element)
        if text:
            whole = element.keys.get("prefix", "") + text + element.keys.get("suffix", "")
            scope.set_value(element, whole, scope.box(element), self.style(element))
