"""label (見出し・説明): words of the form itself."""

from typing import ClassVar

from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    ALIGNMENT,
    DRAWING_GROUP,
    FIT,
    LETTERS,
    FieldKind,
    Property,
)
from backend.forms.scope import Scope
from backend.forms.typesetting import TextStyle


class Label(FieldKind):
    """Words that are the same on every copy of the form."""

    NAME = "label"
    LABEL = "見出し・説明"
    GROUP = DRAWING_GROUP
    HELP = "様式そのものの言葉です。だれの届にも同じに印字します。"
    ICON = "M6 19L12 5l6 14M8.5 14h7"
    SIZE = (40.0, 6.0)
    PRESET: ClassVar = {"text": "見出し"}
    KEYS: ClassVar = {"text": {"type": "string", "maxLength": 5000}}
    REQUIRED = ("text",)
    STYLE = TextStyle(size=9)
    PROPERTIES = (Property("text", "何と書きますか", "longText"), *LETTERS, *ALIGNMENT, *FIT)

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Set the words into the box."""
        scope.set_words(element, element.keys["text"], scope.box(element), self.style(element))
