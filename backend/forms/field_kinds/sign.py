"""sign (署名の欄): where a person signs, on paper or on the tablet."""

from typing import ClassVar

from backend.forms.display_list import Line, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    LETTERS,
    THIN,
    WHAT,
    WIDTH_SCHEMA,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import TextStyle, text_width

_AFTER_WORDS = 2.0  # mm


class Sign(FieldKind):
    """Words, a line to sign on, and the signature when there is one: strokes, or a picture.

    It is marked in the display list: what the citizen saw before signing is the list without it,
    and the signature is bound to the hash of that.
    """

    NAME = "sign"
    LABEL = "署名の欄"
    GROUP = DATA_GROUP
    HELP = "届出人が署名するところです。紙にもタブレットにも使えます。"
    ICON = "M3 19h18M5 15c3-8 5-9 6-7s-3 7-1 7 3-4 5-4-1 4 4 3"
    SIZE = (80.0, 12.0)
    PRESET: ClassVar = {"text": "署名", "underline": True, "bind": {"field": "signature.image"}}
    KEYS: ClassVar = {
        "text": {"type": "string", "maxLength": 50},
        "underline": {"type": "boolean"},
        "lineWidth": WIDTH_SCHEMA,
    }
    BINDS = frozenset({"image"})
    MUST_BIND = True
    STYLE = TextStyle(size=9)
    PROPERTIES = (
        *WHAT,
        Property("text", "欄の前に何と書きますか", "text"),
        Property("underline", "下線を引きますか", "boolean", section=PanelSection.LOOK),
        *LETTERS,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Print the words, the line and the picture beside them."""
        box, style = scope.box(element), self.style(element)
        words = element.keys.get("text", "")
        taken = 0.0
        if words:
            scope.set_words(element, words, box, style)
            taken = text_width(words, style.size, style.font, scope.fonts) + _AFTER_WORDS
        if element.keys.get("underline", False):
            y = rounded(box.y + box.h)
            scope.add(
                Line(
                    points=((rounded(box.x), y), (rounded(box.x + box.w), y)),
                    width=element.keys.get("lineWidth", THIN),
                    element=scope.element_id(element),
                )
            )
        signature = scope.value(element)
        if signature is None:
            return
        place = Box(box.x + taken, box.y, box.w - taken, box.h)
        if "strokes" in signature:
            scope.add_strokes(element, signature["strokes"], place)
        else:
            scope.add_image(element, signature, place, is_signature=True)
