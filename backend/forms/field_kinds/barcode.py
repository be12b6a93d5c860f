"""barcode (バーコード): a value in bars, with its characters below."""

from typing import ClassVar

from backend.forms.bars import SYMBOLOGIES, UnreadableValueError, bars_of
from backend.forms.display_list import Rects, rounded
from backend.forms.elements import Element
from backend.forms.field_kinds.kind import (
    DATA_GROUP,
    LETTERS,
    WHAT,
    FieldKind,
    PanelSection,
    Property,
)
from backend.forms.scope import Box, Scope
from backend.forms.typesetting import MM_PER_POINT, TextStyle

_QUIET_MODULES = 10  # on each side
_SMALLEST_MODULE = 0.19  # mm; below it many readers miss codes
_LINE = 1.25  # of the letters' size: the height that the characters below take


class Barcode(FieldKind):
    """Bars with their quiet zones inside the element's box."""

    NAME = "barcode"
    LABEL = "バーコード"
    GROUP = DATA_GROUP
    HELP = "受付番号や宛名番号を、読み取り機で読めるバーコードにします。"
    ICON = "M4 5v14M7 5v14M8 5v14M11 5v14M14 5v14M15 5v14M16 5v14M20 5v14"
    SIZE = (60.0, 14.0)
    PRESET: ClassVar = {"symbology": "code128"}
    KEYS: ClassVar = {
        "symbology": {"enum": list(SYMBOLOGIES)},
        "checkDigit": {"type": "boolean"},
        "showText": {"type": "boolean"},
    }
    BINDS = frozenset({"text", "number"})
    MUST_BIND = True
    STYLE = TextStyle(size=8, align="center", fit="shrink", min_size=4)
    PROPERTIES = (
        *WHAT,
        Property("symbology", "どの種類のバーコードですか", "choice", tuple(SYMBOLOGIES.items())),
        Property(
            "checkDigit",
            "検査数字を加えますか",
            "boolean",
            section=PanelSection.MORE,
            help="Code 39、NW-7、ITF で使います。ほかの種類にはいつも付きます。",
        ),
        Property("showText", "下に文字を書きますか", "boolean", section=PanelSection.LOOK),
        *LETTERS,
    )

    def lay_out(self, element: Element, scope: Scope) -> None:
        """Draw the bars as wide as the box allows."""
        text = scope.text(element)
        if not text:
            return
        has_check = element.keys.get("checkDigit", False)
        try:
            bars = bars_of(element.keys.get("symbology", "code128"), text, has_check=has_check)
        except UnreadableValueError as error:
            scope.refuse_value(element, f"「{element.label}」{error}")
            return
        box, style = scope.box(element), self.style(element)
        modules = bars.width + 2 * _QUIET_MODULES
        module = box.w / modules
        if module < _SMALLEST_MODULE:
            scope.refuse_size(element, rounded(modules * _SMALLEST_MODULE - box.w))
            return
        below = style.size * MM_PER_POINT * _LINE if element.keys.get("showText", True) else 0.0
        if below >= box.h:
            scope.refuse_size(element, rounded(below - box.h))
            return
        left = box.x + _QUIET_MODULES * module
        height = rounded(box.h - below)
        rects = tuple(
            (rounded(left + start * module), rounded(box.y), rounded(width * module), height)
            for start, width in bars.bars
        )
        scope.add(Rects(rects=rects, text=bars.text, element=scope.element_id(element)))
        if below:
            place = Box(box.x, box.y + box.h - below, box.w, below)
            scope.set_value(element, bars.text, place, style)
